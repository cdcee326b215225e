"""The office's pages from templates: sign-in, board, case, search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from chalicelib.domain.authority.problems import Problem
from chalicelib.domain.case.case import BY_HAND, Case, Channel, Identity, RawContact, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.receivers import mail_address
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions.deciding.merging import may_be_merged
from chalicelib.domain.understanding.repeats.likeness import Why
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.problems import Places
from chalicelib.entrypoints.pages.frame.rendering import placed, render
from chalicelib.entrypoints.pages.office.desk import query
from chalicelib.entrypoints.pages.office.desk.lines import lines_of
from chalicelib.entrypoints.pages.office.desk.query import Query
from chalicelib.entrypoints.pages.signing_in.browser import address_of
from chalicelib.urls import case as case_address
from chalicelib.urls import case_reason, files_of_case, recordings_of_case
from chalicelib.usecases.hand.repeats import Possible
from chalicelib.usecases.office.board import Board, CasePage, Found
from chalicelib.usecases.office.links import Listed
from chalicelib.usecases.office.nuisance import LISTED_FOR
from chalicelib.usecases.office.sent import Sent
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import KeptForm, Refused
from chalicelib.usecases.services import Rules
from chalicelib.usecases.settings.mending import can_be_mended
from chalicelib.usecases.texts.filing import Listing
from chalicelib.usecases.todos.disclosing import Finds
from chalicelib.usecases.todos.view import TodoView


def sign_in(rules: Rules, *, sent: bool, refused: str | None, kept: bool, typed: list[str]) -> str:
    return render("office_sign_in.html", rules, sent=sent, refused=refused, kept=kept, typed=typed)


def enter(rules: Rules, *, back: bool) -> str:
    return render("office_enter.html", rules, back=back)


def forged(rules: Rules, typed: list[str], *, kept: bool) -> str:
    return render("office_forged.html", rules, typed=typed, kept=kept)


def gone(rules: Rules, member: Member) -> str:
    """The same whether there is no such page or this member may not see it."""
    return render("office_gone.html", rules, member=member)


def board(
    rules: Rules, member: Member, shown: Board, asked: Query, kept: Iterable[KeptForm]
) -> str:
    return render(
        "office_board.html",
        rules,
        kept=kept,
        address_of=address_of,
        member=member,
        query=asked,
        choices=query.choices(rules.authority),
        parts={
            query.PAGES[part]: (part, section, lines_of(rules, section.page.rows))
            for part, section in shown.desk.items()
        },
        troubles=shown.troubles,
        trouble_page=query.TROUBLES,
    )


def case(
    rules: Rules,
    member: Member,
    whole: CasePage,
    refused: tuple[str, str, Sequence[Problem]] = ("", "", ()),
    *,
    scanned: bool,
) -> str:
    """The page of a case; `scanned` says whether this deployment has files scanned. `refused` is
    the ref of a mail whose new address was refused, the address as it was typed, and why."""
    code = whole.view.file.case.code
    return render(
        "office_case.html",
        rules,
        member=member,
        case=whole.view.file.case,
        file=whole.view.file,
        identity=whole.view.identity,
        view=whole.view,
        recordings=recordings_of_case(code),
        files=files_of_case(code),
        reason_at=case_reason(code),
        here=case_address(code),
        scanned=scanned,
        notifications=whole.notifications,
        to_dos=whole.to_dos,
        silent=whole.silent,
        links=whole.links,
        unsent=[n for n in whole.notifications if n.is_silenced],
        can_be_mended=partial(can_be_mended, rules, whole.view.file.case),
        refused=refused,
        address_on_file=partial(_address_on_file, rules),
        problem_in_words=partial(problem_in_words, rules),
        now=rules.now(),
    )


def link(
    rules: Rules,
    member: Member,
    code: str,
    found: Listed | None,
    form: Form,
    problems: tuple[str, ...] = (),
    *,
    exercise: bool,
) -> str:
    """The page of one mailed link; `found` is None if it opens nothing any more, `exercise` says
    that its case is one."""
    places = Places(problems, form, ("reason",))  # the one text that leaves the vault
    page = partial(
        render,
        "office_link.html",
        rules,
        member=member,
        code=code,
        exercise=exercise,
        link=found,
        places=places,
        form=form,
        typed=form.typed,
        problems=problems,
    )
    return placed(page, places, problems)


def _address_on_file(rules: Rules, notification: Notification) -> str:
    return mail_address(rules.authority, notification.to, notification.who)


def problem_in_words(rules: Rules, problem: Problem) -> str:
    """What is wrong with a setting, as a page says it beside its field."""
    return rules.authority.texts[f"problem.{problem.kind}"].format_map(problem.words)


def new_contact(
    rules: Rules,
    member: Member,
    form: Form,
    draft: str,
    problems: tuple[str, ...],
    disclosed: Finds,
    *,
    of: TodoView | None,
    earlier: Found | None,
    kept: bool | None,
    already: str,
    exercise: bool,
) -> str:
    """The page on which a contact is taken down by hand, filled with what was typed. `of` is the
    case of whose contact it is another matter, None for a new contact; `earlier` is what is on file
    of its number, None if none was typed; `kept` says whether it was kept just now, None if nobody
    asked; `already` is the code of the case that this form has become before; `exercise` says that
    it is taken down for one."""
    places = Places(problems, form, disclosed)
    page = partial(
        render,
        "office_contact.html",
        rules,
        member=member,
        places=places,
        form=form,
        draft=draft,
        problems=problems,
        disclosed=disclosed,
        found=lambda field, text: disclosed.get(field, ()),
        case=_beside(rules, of.file.case) if of else replace(blank(rules), training=exercise),
        identity=of.identity if of else Identity(),
        of=of,
        view=of,
        channels=BY_HAND,
        earlier=earlier,
        lines=lines_of(rules, earlier.rows) if earlier else (),
        kept=kept,
        already=already,
        now=rules.now(),
    )
    return placed(page, places, problems)


def _beside(rules: Rules, first: Case) -> Case:
    """What is known beforehand of another matter of this case's contact."""
    return replace(
        blank(rules),
        training=first.training,
        channel=first.channel,
        confidential=first.confidential,
        recused=first.recused,
        ward=first.ward,
        maybe_crime=first.maybe_crime and not first.channel.has_account,
    )


def blank(rules: Rules) -> Case:
    """A case of which nothing is known yet, for a form that is empty at first."""
    now, line = rules.now(), rules.authority.lines[0].id
    return Case(
        code="",
        authority=rules.authority.id,
        line=line,
        state=State.RECEIVED,
        channel=Channel.PHONE,
        received_at=now,
        receipt_day=rules.calendar.local(now).date(),
        owner="",
        reach=Reach.NONE,
    )


def repeats(
    rules: Rules,
    member: Member,
    view: TodoView,
    found: tuple[Possible, ...],
    form: Form,
    problems: tuple[str, ...],
    *,
    stale: bool,
) -> str:
    """The page of a case's possible repeats. `form` is what was posted, `problems` why it was not
    taken, `stale` that the case has changed since."""
    places = Places(problems, form, ())
    page = partial(
        render,
        "office_repeats.html",
        rules,
        member=member,
        places=places,
        form=form,
        problems=problems,
        stale=stale,
        view=view,
        case=view.file.case,
        possible_here=may_be_merged(view.file.case),
        likely=found,
        why=partial(_reasons, rules),
        now=rules.now(),
    )
    return placed(page, places, problems)


def _reasons(rules: Rules, one: Possible) -> list[str]:
    """Why two matters may be the same, in words. Words that say nothing alone are not shown."""
    named = {Why.WARD, Why.PLACE, Why.WORDS}
    told = (why for why in one.likeness.reasons if why not in named or one.shared.get(why))
    return [_why(rules, one, why) for why in told]


def _why(rules: Rules, one: Possible, reason: Why) -> str:
    days = one.likeness.days
    if reason is Why.DAYS and not days:
        return rules.authority.texts["repeat.same_day"]
    words = [
        rules.authority.ward_named(said) if reason is Why.WARD else f"“{said}”"
        for said in one.shared.get(reason, ())
    ]
    return rules.authority.text(f"repeat.{reason}", words=", ".join(words), n=str(days))


def taken_down(rules: Rules, member: Member, case: Case) -> str:
    hidden, now = todos.is_hidden(case, member.officer.id), rules.now()
    return render("office_taken.html", rules, member=member, case=case, hidden=hidden, now=now)


def sent(rules: Rules, member: Member, found: Sent) -> str:
    return render("office_sent.html", rules, member=member, case=found.case, sent=found)


def refused(rules: Rules, member: Member, found: tuple[Refused, ...]) -> str:
    days = LISTED_FOR.days
    return render("office_refused.html", rules, member=member, refused=found, days=days)


def found(
    rules: Rules, member: Member, text: str, what: Found, filed: tuple[RawContact, ...] = ()
) -> str:
    lines, more = lines_of(rules, what.rows), what.more
    return render(
        "office_found.html", rules, member=member, text=text, lines=lines, more=more, filed=filed
    )


def filed(rules: Rules, member: Member, listing: Listing) -> str:
    return render("office_filed.html", rules, member=member, listing=listing)
