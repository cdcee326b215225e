"""Renders pages. Collects the values that templates need; the words are in the templates and in the
authority's texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib import urls
from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case import documents
from chalicelib.domain.case.attachments import ENDINGS
from chalicelib.domain.case.case import Event, Refusal, ToldWhom
from chalicelib.domain.case.commands import HandedBy
from chalicelib.domain.case.disclosure.leaving import FIELDS
from chalicelib.domain.case.parts import part_line
from chalicelib.domain.deadlines.standing import held, urged
from chalicelib.domain.formats import codes, dates, phone, speech
from chalicelib.domain.notifications.kinds import kind_in_words
from chalicelib.domain.notifications.notifications import why_not
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions.answering import delegating
from chalicelib.domain.transitions.answering.agencies import may_give_back
from chalicelib.domain.transitions.answering.replying import BY_PERSON, usual_way
from chalicelib.domain.transitions.answering.result_calls import may_be_called
from chalicelib.domain.transitions.deciding.assigning import may_be_directed
from chalicelib.domain.transitions.deciding.merging import may_be_merged
from chalicelib.domain.transitions.deciding.more_time import possible_days
from chalicelib.domain.transitions.receiving import attaching
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.frame.problems import Places
from chalicelib.entrypoints.pages.office.desk.lines import lines_of
from chalicelib.templating import templates
from chalicelib.usecases.todos.disclosing import NOTHING_FOUND

if TYPE_CHECKING:
    from jinja2 import Environment

    from chalicelib.domain.authority.parts import Officer
    from chalicelib.domain.case.attachments import Attachment
    from chalicelib.domain.case.case import CaseFile
    from chalicelib.domain.case.disclosure.finds import Find
    from chalicelib.domain.todos.todos import TodoRef
    from chalicelib.usecases.afterwards.rating import Asked
    from chalicelib.usecases.office.board import NextUp
    from chalicelib.usecases.office.sign_in import Member
    from chalicelib.usecases.ports.files import UploadForm
    from chalicelib.usecases.services import Rules
    from chalicelib.usecases.todos.confirming import Confirmation
    from chalicelib.usecases.todos.disclosing import Finds
    from chalicelib.usecases.todos.reading import Report
    from chalicelib.usecases.todos.view import TodoView


@cache
def _environment() -> Environment:
    made = templates(Path(__file__).parents[1] / "templates")
    made.filters["grouped"] = codes.grouped
    made.filters["phone"] = phone.display
    made.filters["normal"] = phone.normal_form
    made.filters["day"] = dates.day
    made.filters["aloud"] = speech.aloud
    made.globals.update(
        urls=urls,
        told_by=BY_PERSON,
        told_whom=tuple(ToldWhom),
        usual_way=usual_way,
        refusals=tuple(reason for reason in Refusal if reason is not Refusal.MISTAKEN),
        mistaken=(Refusal.MISTAKEN,),
        handed_by=tuple(HandedBy),
        leaders_left=recusal.leaders_left,
        possible_days=possible_days,
        may_be_merged=may_be_merged,
        leader_for=recusal.leader_for,
        officer_acting_for=recusal.officer_acting_for,
    )
    return made


def render(template: str, rules: Rules, **values: Any) -> str:
    """Renders a template, which also gets the authority's data, calendar and texts."""
    authority, calendar = rules.authority, rules.calendar

    def local(at: datetime) -> str:
        return dates.moment(calendar.local(at))

    said = DueWords(authority.texts, calendar)

    def named(family: str, values: Iterable[str]) -> list[tuple[str, str]]:
        """These values with their names, to choose from."""
        return [(value, authority.texts[f"{family}.{value}"]) for value in values]

    def event_line(event: Event) -> str:
        """The line. One of an older release lacks the words that its text has got since."""
        words = defaultdict(str, event.words)
        return authority.texts[f"event.{event.kind}"].format_map(words).strip(" :.–")

    return (
        _environment()
        .get_template(template)
        .render(
            authority=authority,
            calendar=calendar,
            local=local,
            due=said.full,
            first_due=said.first,
            document=lambda share: documents.called(
                authority.texts, share.document, share.document_date
            ),
            part_line=partial(part_line, authority),
            event_line=event_line,
            named=named,
            sent_by=lambda file: attaching.sender(file, authority),
            kind_of=partial(kind_in_words, authority),
            why_not=partial(why_not, authority.texts),
            texts=authority.texts,
            practice=rules.training,
            **values,
        )
    )


def todo(
    rules: Rules,
    view: TodoView,
    form: Form,
    problems: tuple[str, ...] = (),
    *,
    stale: bool = False,
    restored: bool = False,
    member: Member | None = None,
    csrf: str = "",
    recordings: str = "",
    files: str = "",
    scanned: bool = False,
    sign_in: str = "",
    reason_at: str = "",
    here: str = "",
    disclosed: Finds = NOTHING_FOUND,
) -> str:
    """The page of a to-do, filled with what was typed before, if anything. `csrf` is the member's
    own token on the office's pages, `recordings` the prefix of the recordings' addresses, `files`
    that of the files', `scanned` whether files are scanned at all, `sign_in`
    where its holder signs in, `reason_at` where they say why they want to see who the citizen is,
    `here` the page's own address; `disclosed` are fields that were refused for what they say of the
    citizen; `restored` says that the form was kept, `member` is the member of the office before it.
    """
    places = Places(problems, form, disclosed)
    page = partial(
        render,
        f"{view.ref.todo}.html",
        rules,
        places=places,
        restored=restored,
        member=member,
        view=view,
        case=view.file.case,
        file=view.file,
        identity=view.identity,
        form=form,
        due_clock=todos.due_clock(view.ref.todo, view.file.case),
        problems=problems,
        stale=stale,
        csrf=csrf,
        share=view.file.assignment(view.ref.about or view.ref.who),
        now=rules.now(),
        recordings=recordings,
        files=files,
        scanned=scanned,
        sign_in=sign_in if _may_sign_in(rules, view) else "",
        reason_at=reason_at,
        here=here,
        disclosed=disclosed,
        found=partial(_found, view, disclosed),
        contact=_contact(rules, view.ref, view.file),
        may_direct=may_be_directed(view.file.case),
        held=held(view.file, rules.authority),
        reminders=urged(view.notifications),
        may_give_back=may_give_back,
        most_colleagues=delegating.MOST,
        may_be_called=lambda case: may_be_called(case) and not rules.is_practice(case),
    )
    return placed(page, places, problems)


def _may_sign_in(rules: Rules, view: TodoView) -> bool:
    """Not as a leader in an exercise, as whoever has the link is none."""
    is_members = may(view.ref.role, Right.SEE)
    return is_members or not rules.is_practice(view.file.case)


def placed(page: Callable[[], str], places: Places, problems: tuple[str, ...]) -> str:
    """The page with each problem in its place. It is made twice if there is any."""
    html = page()
    if not problems:
        return html
    places.settle()
    return page()


def _found(view: TodoView, disclosed: Finds, field: str, text: str) -> tuple[Find, ...]:
    """What of the citizen stands in this field, if it is a text that leaves the vault (N7). A form
    that was refused may have said itself who the citizen is."""
    if view.secrets is None or field not in FIELDS:
        return ()
    return disclosed.get(field) or view.secrets.found_in(text)


def _contact(rules: Rules, ref: TodoRef, file: CaseFile) -> Officer | None:
    """Whom those outside the office can ring about the case; None for its members."""
    return None if may(ref.role, Right.SEE) else rules.authority.officer(file.case.owner)


def confirmation(
    rules: Rules, done: Confirmation, back: str, member: Member | None, coming: NextUp | None
) -> str:
    """The confirmation page. What was done it says the same however often it is shown; `back` is
    the to-do's address, `coming` what waits for the member next."""
    return render(
        "confirmation.html",
        rules,
        case=done.file.case,
        file=done.file,
        of_agency=may(done.ref.role, Right.ANSWER),
        copy=done.answer,
        contact=_contact(rules, done.ref, done.file),
        event=done.event,
        stays=done.to_do_stays,
        back=back,
        member=member,
        coming=coming,
        lines=lines_of(rules, coming.rows) if coming else (),
    )


def day_report(rules: Rules, report: Report, overview: str) -> str:
    """The page of a day's report, which leads to the board of twelve months."""
    return render("day_report.html", rules, report=report, overview=overview)


def files(
    rules: Rules,
    view: TodoView,
    form: UploadForm | None,
    back: str,
    prefix: str,
    member: Member | None,
    *,
    scanned: bool,
) -> str:
    """The page on which files are sent; `form` is None if there are enough of them, `back` is where
    the holder was, `prefix` begins the files' addresses."""
    return render(
        "files.html",
        rules,
        view=view,
        case=view.file.case,
        upload=form,
        back=back,
        files=prefix,
        member=member,
        scanned=scanned,
        accepted=",".join(f".{ending}" for ending in ENDINGS),
    )


def file_sent(rules: Rules, found: Attachment | None, *, scanned: bool) -> str:
    """How a file stands that was just sent, to whoever has its address; None: it is not known
    yet."""
    return render("file_sent.html", rules, found=found, scanned=scanned)


def sign_in_mailed(rules: Rules) -> str:
    """The page after a link's holder had the way to sign in mailed to them."""
    return render("sign_in_mailed.html", rules)


def home(rules: Rules) -> str:
    """The hotline's home page."""
    return render("home.html", rules)


def rating(rules: Rules, asked: Asked, form: Form, problems: Iterable[str]) -> str:
    """The page on which a citizen rates the result; once it is rated, thanks."""
    case = asked.case
    day = rules.calendar.local(case.told_at) if case.told_at else None
    return render(
        "rating.html", rules, code=case.code, stars=asked.stars, day=day, form=form, wrong=problems
    )


def unknown(rules: Rules) -> str:
    """The page for an address that nobody has."""
    return render("unknown.html", rules)


def too_long(rules: Rules) -> str:
    """The page for a form that is far too long to be read."""
    return render("too_long.html", rules)


def gone(rules: Rules, form: Form, fresh: str = "") -> str:
    """One neutral page for every link that does not open, with the way to a fresh one for the one
    whose token is `fresh`. It shows what was typed."""
    return render("gone.html", rules, typed=form.typed, fresh=fresh)


def link_asked(rules: Rules) -> str:
    """The page after a fresh link was asked for. It says the same whether one was mailed."""
    return render("link_asked.html", rules)


def trouble(rules: Rules, form: Form = NO_FORM) -> str:
    """The page for a temporary failure. It shows what was typed."""
    return render("trouble.html", rules, typed=form.typed)
