"""Which typed texts leave the vault, by the fields of their pages (N7)."""

from __future__ import annotations

from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    AskDirection,
    Assign,
    CloseReview,
    DecideTime,
    Draft,
    Redirect,
    Reopen,
    Rework,
    Screen,
    ScreenAgain,
    TakeBack,
    Talked,
    Tell,
    Transfer,
)
from chalicelib.domain.case.disclosure import leaving
from chalicelib.domain.case.workflow import Action
from tests.support.cases import case

ORDER = {"agencies": (), "instruction": "i", "document": "d", "signer": "s"}
COMMANDS = (
    (
        Screen(
            decision=Action.COMPLETE,
            identity=Identity(),
            summary="s",
            note="n",
            other="o",
            account="a",
        ),
        {"summary": "s", "note": "n", "other": "o"},
    ),
    (Assign(**ORDER), {"instruction": "i", "document": "d"}),
    (AddAgency(**ORDER), {"instruction": "i", "document": "d"}),
    (AskDirection(note="n"), {"instruction": "n"}),
    (Rework(agency="x", reason="r"), {"reason": "r"}),
    (Reopen(reason="r"), {"reason": "r"}),
    (ScreenAgain(reason="r"), {"again_reason": "r"}),
    (Redirect(target="t", other="o"), {"other": "o"}),
    (DecideTime(agency="x", granted=False, reason="r"), {"reason": "r"}),
    (Draft(words="w"), {"words": "w"}),
    (Tell(reached=True, note="n"), {"note": "n"}),
    (TakeBack(reason="r"), {"reason": "r"}),
    (Talked(words="w"), {"words": "w"}),
    (CloseReview(words="w"), {"words": "w"}),
    (
        Transfer(agency="x", how=None, receiver="r", document="d", note="n"),
        {"passed_note": "n", "passed_document": "d"},
    ),
    (Answer(agency="x", answer="a", name="n", title="t"), {}),
)


def test_what_an_office_types_leaves_by_its_field_and_an_account_of_a_call_does_not():
    assert [leaving.texts_of(command) for command, _ in COMMANDS] == [said for _, said in COMMANDS]


def test_what_stands_on_file_already_was_looked_at():
    kept = case(summary="s", proposal_note="n", draft="d")
    screen, draft, answer = COMMANDS[0][0], COMMANDS[9][0], COMMANDS[-1][0]
    assert leaving.on_file(screen, kept) == {"summary": "s", "note": "n"}
    assert leaving.on_file(draft, kept) == {"words": "d"}
    assert leaving.on_file(answer, kept) == {}


def test_only_what_is_saved_stands_on_its_page_again():
    assert {action.value for action in leaving.STANDS_AFTER} == {"complete"}
