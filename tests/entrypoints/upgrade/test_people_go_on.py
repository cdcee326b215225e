"""After an upgrade people go on with what they had begun: mailed links, forms, a session."""

import re
from datetime import date

import pytest

from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.formats import codes
from chalicelib.domain.todos.table import Todo
from tests.support.going_on import SCREENED, SPOKEN, one_step, press, to_the_end
from tests.support.older_release import RELEASES, records, under_way

WHEN = re.compile(r"(\d\d:\d\d) (?:ngày )?(\d\d/\d\d/\d{4})")  # without the word then


# --- links


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("received", {}),
        ("received, half screened", {}),
        ("received by call", SPOKEN),
        ("to be rung back", SPOKEN),
        ("direction asked by the officer", {}),
        ("direction asked by the chief", {}),
        ("proposed", {}),
        ("proposed again, given back", {}),
        ("assigned", {}),
        ("assigned to two, one has answered", {}),
        ("assigned to one of two, the other gave it back", {}),
        ("assigned again, its answer sent back by the office", {}),
        ("assigned again, its answer sent back by the leader", {}),
        ("assigned, its mail came back and was sent again", {}),
        ("answered", {}),
        ("drafted", {}),
        ("drafted for a deputy", {}),
        ("drafted and sent back", {}),
        ("approved", {}),
        ("approved, not reached once", {}),
        ("approved, the machine has given up", {}),
        ("in review", {}),
        ("to be talked with", {}),
    ],
)
def test_a_case_goes_a_step_further_by_the_link_mailed_then(alone, label, typed):
    older = alone(label)
    code = older.code(label)
    before = older.file(code)
    one_step(older, code, **typed)
    after = older.file(code)
    assert after.history[: len(before.history)] == before.history
    assert len(after.history) > len(before.history)
    assert after.case.revision > before.case.revision or after.assignments != before.assignments


@pytest.mark.parametrize(
    ("label", "kept"), [(label, kept) for kept in RELEASES for label in under_way(kept)]
)
def test_every_open_case_comes_to_its_end_while_everything_runs_and_nothing_is_stuck(
    alone, label, kept
):
    older = alone(label, kept)
    deployment, code = older.deployment, older.code(label)
    older.minutes_pass(1)
    assert deployment.escalate()["stuck"] == 0
    to_the_end(older, code)
    deployment.at = deployment.at.replace(hour=17, minute=0)
    assert deployment.report()["stuck"] == 0
    assert older.file(code).case.state in FINAL
    assert not older.file(code).running_clocks
    assert deployment.deliver() == []


def test_the_chief_grants_time_that_was_asked_for(alone):
    older = alone("assigned, more time asked")
    code = older.code("assigned, more time asked")
    press(older, older.link(code, Todo.EXTEND), "grant")
    (share,) = older.file(code).assignments
    assert share.asked_until is None
    assert share.clock.due_at.date() == date(2026, 12, 15)


def test_an_agency_is_added_where_another_gave_its_share_back(alone):
    older = alone("assigned to one of two, the other gave it back")
    code = older.code("assigned to one of two, the other gave it back")
    typed = {"agency": "van-hoa", "document": "9/VP", "signer": "Chánh VP"}
    press(older, older.link(code, Todo.ADD), "add_agency", **typed)
    assert [a.agency for a in older.file(code).assignments if a.open] == ["do-thi", "van-hoa"]


def test_what_was_saved_by_a_link_stands_in_its_form(alone):
    older = alone("received, half screened")
    code = older.code("received, half screened")
    page = older.deployment.get(older.link(code, Todo.SCREEN)).page
    assert page.value("summary") == "Đèn tắt ở ngõ 5."
    assert page.value("note") == "Gấp trước lễ."


def test_who_has_been_signed_in_works_on_in_the_office(older):
    path = f"/van-phong/ho-so/{older.code('received')}/screen/-"
    fields = older.get(path).page.fill("propose", **SCREENED)
    assert older.post(path, [(k, v) for k, v in fields if k != "csrf"]).status == 303
    assert older.file(older.code("received")).case.state is State.PROPOSED


# --- forms


@pytest.mark.parametrize("then", records()["posted"], ids=lambda then: then["what"])
def test_a_form_posted_before_the_upgrade_finds_its_confirmation(older, then):
    code = _case_of(then["path"])
    before = older.services.store.cases.load(code)
    post = older.post if then.get("office") else older.deployment.post
    again = post(then["path"], [(k, v) for k, v in then["fields"]])
    if again.status == 303:  # a confirmation has an address of its own now
        again = older.get(again.headers["Location"])
    assert again.status == 200
    if then["text"]:  # one that is led back to its page says nothing
        assert codes.grouped(code) in again.page.text
        assert WHEN.search(then["text"]).groups() == WHEN.search(again.page.text).groups()
    assert older.services.store.cases.load(code) == before


def _case_of(path: str) -> str:
    """Of a mailed link's path or of one of the office's pages."""
    links, last = records()["read"]["links"], path.rsplit("/", 1)[1]
    return str(path.split("/")[3] if last == "-" else links[last.split(".")[0]]["case"])
