"""The pages of authorised agencies from templates: where they write down what they have taken in
themselves, and the office's list of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chalicelib.domain.case.case import BY_HAND, Case, Identity
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.problems import Places
from chalicelib.entrypoints.pages.frame.rendering import placed, render
from chalicelib.entrypoints.pages.office.office_rendering import blank
from chalicelib.usecases.hand.intake import Desk
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Rules
from chalicelib.usecases.todos.disclosing import Finds


def intake(
    rules: Rules,
    desk: Desk,
    form: Form,
    draft: str,
    problems: tuple[str, ...],
    disclosed: Finds,
    *,
    already: str,
) -> str:
    """The agency's form, filled with what was typed; `already` is the code of the case that it has
    become before."""
    places = Places(problems, form, disclosed)
    page = partial(
        render,
        "intake.html",
        rules,
        places=places,
        desk=desk,
        form=form,
        draft=draft,
        problems=problems,
        disclosed=disclosed,
        found=lambda field, text: disclosed.get(field, ()),
        case=blank(rules),
        identity=Identity(),
        channels=BY_HAND,
        already=already,
        contact=rules.authority.chief,
    )
    return placed(page, places, problems)


def gone(rules: Rules, form: Form, fresh: str) -> str:
    """The page of a link that opens nothing, with the way to a fresh one for the one whose token is
    `fresh`. It shows what was typed."""
    return render("intake_gone.html", rules, typed=form.typed, fresh=fresh)


def taken_in(rules: Rules, desk: Desk, case: Case, another: str) -> str:
    """That it has become a case; `another` is where the next is written down."""
    return render(
        "intake_taken.html",
        rules,
        desk=desk,
        case=case,
        another=another,
        now=rules.now(),
        contact=rules.authority.chief,
    )


def desks(rules: Rules, member: Member, found: Sequence[Desk], sent: str) -> str:
    """`sent` is the id of the agency that has just been mailed its link, "" for none."""
    return render("office_intakes.html", rules, member=member, desks=found, sent=sent)
