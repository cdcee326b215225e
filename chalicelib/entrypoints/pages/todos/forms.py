"""The buttons of each to-do's form, and the commands they ask for.

One row per button: the workflow action, and how to read the form for it. A form that cannot be read
says which field is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case import commands
from chalicelib.domain.case.case import Refusal, ToldWhom
from chalicelib.domain.case.commands import Command, HandedBy
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.answering.replying import BY_PERSON
from chalicelib.entrypoints.pages.frame.form import Form, FormError
from chalicelib.entrypoints.pages.frame.posted import Posted
from chalicelib.usecases.todos.act import Before

Reader = Callable[[Posted], Command]


@dataclass(frozen=True, slots=True)
class Button:
    """The workflow action that a button asks for, and the reader of its form."""

    action: Action
    read: Reader


def _screen(at: Posted) -> Command:
    authority = at.authority
    return commands.Screen(
        decision=at.action,
        identity=at.identity,
        signed_out=at.before.hidden and not at.hid,
        field=at.known("field", [f.id for f in authority.fields]),
        urgent=at.form.ticked("urgent"),
        confidential=at.confidential,
        recused=at.recused,
        ward=at.known("ward", [w.name for w in authority.wards]),
        summary=at.get("summary"),
        agencies=at.agencies,
        note=at.get("note"),
        account=at.before.account if at.hid else at.get_or("account", at.before.account),
        target=at.known("target", [r.id for r in authority.redirects]),
        other=at.get("other"),
        reason=_refusal(at),
        no_crime=at.form.ticked("no_crime"),
        together=at.together,
    )


def _refusal(at: Posted) -> Refusal | None:
    if at.get("action") in (Refusal.NOTHING, Refusal.MISTAKEN):
        return Refusal(at.get("action"))
    return at.one_of("reason", Refusal)


def _ask_direction(at: Posted) -> Command:
    return commands.AskDirection(note=at.get("instruction"))


def _assign(at: Posted) -> Command:
    return commands.Assign(**_order(at))


def _order(at: Posted) -> dict[str, Any]:
    """The assignment in a form."""
    return {
        "agencies": at.agencies,
        "instruction": at.get("instruction"),
        "document": at.get("document"),
        "signer": at.get("signer"),
        "share_identity": at.form.ticked("share_identity"),
        "document_date": at.document_date,
        "term": at.known("term", [t.id for t in at.authority.chosen_terms]),
    }


def _screen_again(at: Posted) -> Command:
    return commands.ScreenAgain(reason=at.get("again_reason"))


def _redirect(at: Posted) -> Command:
    return commands.Redirect(
        target=at.known("target", [r.id for r in at.authority.redirects]),
        other=at.get("other"),
        no_crime=at.form.ticked("no_crime"),
    )


def _refuse(at: Posted) -> Command:
    return commands.Refuse(reason=at.one_of("reason", Refusal), no_crime=at.form.ticked("no_crime"))


def _suffice(at: Posted) -> Command:
    return commands.Suffice()


def _direct(at: Posted) -> Command:
    return commands.Direct(agencies=at.agencies, direction=at.get("direction"))


def _urge(at: Posted) -> Command:
    return commands.Urge(direction=at.get("direction"))


def _reopen(at: Posted) -> Command:
    return commands.Reopen(reason=at.get("reason"))


def _decide_time(at: Posted) -> Command:
    granted = at.action is Action.GRANT_TIME
    return commands.DecideTime(
        agency=at.ref.about,
        granted=granted,
        until=at.day("until"),
        reason=at.get("reason"),
    )


def _add_agency(at: Posted) -> Command:
    order = _order(at)
    del order["term"]
    return commands.AddAgency(**order)


def _answer(at: Posted) -> Command:
    return commands.Answer(
        agency=at.ref.who,
        answer=at.get("answer"),
        name=at.get("name"),
        title=at.get("title"),
        late_reason=at.get("late_reason"),
    )


def _give_back(at: Posted) -> Command:
    return commands.GiveBack(
        agency=at.ref.who,
        reason=at.get("back_reason"),
        instead=at.agencies,
        name=at.get("name"),
        title=at.get("title"),
    )


def _ask_time(at: Posted) -> Command:
    return commands.AskTime(
        agency=at.ref.who,
        reason=at.get("time_reason"),
        until=at.day("until"),
        name=at.get("name"),
        title=at.get("title"),
    )


def _delegate(at: Posted) -> Command:
    return commands.Delegate(
        agency=at.ref.who,
        colleague=at.get("colleague_name"),
        colleague_title=at.get("colleague_title"),
        mail=at.get("colleague_mail"),
        name=at.get("name"),
        title=at.get("title"),
    )


def _recall(at: Posted) -> Command:
    return commands.Recall(
        agency=at.ref.who,
        colleague=at.get("colleague"),
        name=at.get("name"),
        title=at.get("title"),
    )


def _draft(at: Posted) -> Command:
    leader = at.known("leader", [leader.id for leader in at.authority.leaders])
    enclosed = at.form.all("enclosed") if at.form.has("enclosed") else None
    return commands.Draft(words=at.get("words"), leader=leader, enclosed=enclosed)


def _rework(at: Posted) -> Command:
    agency = at.known("rework_agency", [a.id for a in at.authority.agencies_now])
    return commands.Rework(agency=agency, reason=at.get("reason"))


def _approve(at: Posted) -> Command:
    return commands.Approve(words=at.get("words"))


def _send_back(at: Posted) -> Command:
    return commands.SendBack(reason=at.get("reason"))


def _tell(at: Posted) -> Command:
    how = at.one_of("how", BY_PERSON)
    whom = at.one_of("whom", ToldWhom)
    return commands.Tell(reached=at.action is Action.TELL, how=how, whom=whom, note=at.get("note"))


def _take_back(at: Posted) -> Command:
    return commands.TakeBack(reason=at.get("reason"))


def _call(at: Posted) -> Command:
    return commands.CallByMachine()


def _transfer(at: Posted) -> Command:
    return commands.Transfer(
        agency=at.known("to", [a.id for a in at.authority.agencies_now]),
        how=at.one_of("how", HandedBy),
        receiver=at.get("receiver"),
        document=at.get("passed_document"),
        note=at.get("passed_note"),
    )


def _close_review(at: Posted) -> Command:
    return commands.CloseReview(words=at.get("words"))


def _open_again(at: Posted) -> Command:
    return commands.OpenAgain(words=at.get("words"), **_order(at))


def _part(at: Posted) -> Command:
    return commands.Part()


def _talked(at: Posted) -> Command:
    return commands.Talked(words=at.get("words"), reached=at.action is Action.TALKED)


# Each to-do's buttons, by the value they post as `action`. Other values are rejected.
BUTTONS: Mapping[Todo, Mapping[str, Button]] = {
    Todo.SCREEN: {
        "save": Button(Action.COMPLETE, _screen),
        "not_reached": Button(Action.NOT_REACHED, _screen),
        "propose": Button(Action.PROPOSE, _screen),
        "ask_direction": Button(Action.ASK_DIRECTION, _screen),
        "redirect": Button(Action.REDIRECT, _screen),
        "refuse": Button(Action.REFUSE, _screen),
        Refusal.NOTHING: Button(Action.REFUSE, _screen),
        Refusal.MISTAKEN: Button(Action.REFUSE, _screen),
        "report_crime": Button(Action.REPORT_CRIME, _screen),
        "denounce": Button(Action.DENOUNCE, _screen),
    },
    Todo.ASSIGN: {
        "assign": Button(Action.ASSIGN, _assign),
        "ask_direction": Button(Action.ASK_DIRECTION, _ask_direction),
        "screen_again": Button(Action.SCREEN_AGAIN, _screen_again),
        "redirect": Button(Action.REDIRECT, _redirect),
        "refuse": Button(Action.REFUSE, _refuse),
    },
    Todo.DIRECT: {"direct": Button(Action.DIRECT, _direct)},
    Todo.URGE: {
        "urge": Button(Action.URGE, _urge),
        "direct": Button(Action.DIRECT, _direct),
    },
    Todo.REOPEN: {"reopen": Button(Action.REOPEN, _reopen)},
    Todo.EXTEND: {
        "grant": Button(Action.GRANT_TIME, _decide_time),
        "deny": Button(Action.DENY_TIME, _decide_time),
    },
    Todo.ADD: {
        "add_agency": Button(Action.ADD_AGENCY, _add_agency),
        "suffice": Button(Action.SUFFICE, _suffice),
    },
    Todo.ANSWER: {
        "answer": Button(Action.ANSWER, _answer),
        "give_back": Button(Action.GIVE_BACK, _give_back),
        "ask_time": Button(Action.ASK_TIME, _ask_time),
        "delegate": Button(Action.DELEGATE, _delegate),
        "recall": Button(Action.RECALL, _recall),
    },
    Todo.DRAFT: {
        "draft": Button(Action.DRAFT, _draft),
        "rework": Button(Action.REWORK, _rework),
    },
    Todo.APPROVE: {
        "approve": Button(Action.APPROVE, _approve),
        "send_back": Button(Action.SEND_BACK, _send_back),
        "rework": Button(Action.REWORK, _rework),
    },
    Todo.TELL: {
        "tell": Button(Action.TELL, _tell),
        "not_reached": Button(Action.NOT_REACHED, _tell),
        "call": Button(Action.CALL, _call),
    },
    Todo.TAKE_BACK: {"take_back": Button(Action.TAKE_BACK, _take_back)},
    Todo.TRANSFER: {"transfer": Button(Action.TRANSFER, _transfer)},
    Todo.ORDER: {
        "assign": Button(Action.ASSIGN, _assign),
        "transfer": Button(Action.TRANSFER, _transfer),
    },
    Todo.REVIEW: {
        "close_review": Button(Action.CLOSE_REVIEW, _close_review),
        "open_again": Button(Action.OPEN_AGAIN, _open_again),
    },
    Todo.FOLLOW: {"part": Button(Action.PART, _part)},
    Todo.TALK: {
        "talked": Button(Action.TALKED, _talked),
        "not_reached": Button(Action.NOT_REACHED, _talked),
    },
}


def command(form: Form, ref: TodoRef, authority: Authority, before: Before) -> Command:
    """The command in a form posted at this to-do. Raises FormError."""
    if form.has_a_long_field:
        raise FormError("too_long")
    button = BUTTONS[ref.todo].get(form.get("action"))
    if button is None:
        raise FormError("action")
    return button.read(
        Posted(form=form, ref=ref, authority=authority, before=before, action=button.action)
    )
