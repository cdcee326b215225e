"""Mails, text messages and sentences as they go out, before anybody has saved their texts: made by
what makes the real ones, about a sample matter. Nothing is read, kept or sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib import urls
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls.reply import Utterance
from chalicelib.domain.calls.taking_down import utterance
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import escalation
from chalicelib.domain.formats import codes, dates, phone, speech
from chalicelib.domain.notifications.gathering import MANY_LATE, Mood
from chalicelib.domain.notifications.kinds import ASKED, opens
from chalicelib.domain.notifications.notifications import NotArrived, why_not
from chalicelib.domain.notifications.receivers import OF_AGENCY, Receiver, known_as, salutation
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.ladder import RungRole
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.usecases.calls import speaking
from chalicelib.usecases.delivery import rendering
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Rules
from chalicelib.usecases.settings import samples
from chalicelib.usecases.settings.previewing_many import OF_NO_CASE, Made
from chalicelib.usecases.settings.samples import ASKED as COOPERATING
from chalicelib.usecases.settings.samples import HELPING, ORDERED, Sample

_MARK = "\ue000"  # of a text that is looked for; no text has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A mail of this kind, and its receiver by name and title."""

    kind: str
    to: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class _About:
    """Whom a mail goes to, and which to-do it is about, under which clock, if not the to-do's."""

    to: Receiver
    todo: Todo
    clock: ClockKind | None = None


_TO_OWNER = _About(Receiver.OFFICER, Todo.SCREEN)
_ASKS_BACK = _About(Receiver.OFFICER, Todo.SCREEN, ClockKind.TALK)
_DRAFTS = _About(Receiver.OFFICER, Todo.DRAFT)
_TELLS = _About(Receiver.OFFICER, Todo.TELL)
_ANSWERS = _About(Receiver.AGENCY, Todo.ANSWER)
_ABOUT: Mapping[str, _About] = {
    **dict.fromkeys(("screen", "screen_urgent", "screen_crime", "screen_again"), _TO_OWNER),
    **dict.fromkeys(("parted", "handed_over", "taken_over", "reopened"), _TO_OWNER),
    **dict.fromkeys(("supplemented", "hear_call", "due_moved", "screen_taken_in"), _TO_OWNER),
    "intake_settled": _About(Receiver.AGENCY, Todo.ASSIGN),
    **dict.fromkeys(("ask_back", "ring_back", "call_hidden"), _ASKS_BACK),
    **dict.fromkeys(("tell", "tell_by_mail", "tell_by_letter", "call_given_up"), _TELLS),
    **dict.fromkeys(("draft", "sent_back"), _DRAFTS),
    **dict.fromkeys(("agency_assigned", "link_anew", "urged", "rework"), _ANSWERS),
    **dict.fromkeys(("time_granted", "time_denied"), _ANSWERS),
    "delegated": _About(Receiver.COLLEAGUE, Todo.ANSWER),
    "transfer": _About(Receiver.OFFICER, Todo.TRANSFER),
    "crime_reported": _About(Receiver.CHIEF, Todo.TRANSFER),
    "order": _About(Receiver.CHIEF, Todo.ORDER),
    **dict.fromkeys(("assign", "assign_urgent", "returned"), _About(Receiver.CHIEF, Todo.ASSIGN)),
    "time_asked": _About(Receiver.CHIEF, Todo.EXTEND),
    "direction": _About(Receiver.LEADER, Todo.DIRECT),
    "approval": _About(Receiver.LEADER, Todo.APPROVE),
    "review": _About(Receiver.CHIEF, Todo.REVIEW),
    "talk": _About(Receiver.OFFICER, Todo.TALK),
    "urged_copy": _About(Receiver.CHIEF, Todo.ANSWER),
    "notice_failed": _About(Receiver.CHIEF, Todo.ANSWER),
}
_OF_SHARES = frozenset({"agency_assigned", "delegated"})  # they say which part an agency has
_OF_ONE_SHARE = frozenset({"returned", "time_asked"})  # to the chief, about one agency


def kinds(texts: Mapping[str, str]) -> list[str]:
    """The kinds of mails that there are texts for, in their order."""
    parts = (key.split(".") for key in texts if key.startswith("mail."))
    return list(dict.fromkeys(part[1] for part in parts))


def mail(rules: Rules, kind: str) -> Preview:
    """The mail of this kind. Raises KeyError if there is none."""
    rules = replace(rules, authority=samples.body(rules.authority))
    make = OF_NO_CASE.get(kind)
    to, who, made = make(rules, kind) if make else _of_case(rules, kind)
    return Preview(kind=kind, to=known_as(rules.authority, to, who), mail=made)


def using(rules: Rules, key: str) -> Preview | None:
    """The first mail in which this text stands; None if it stands in none."""
    texts = rules.authority.texts
    marked = {**texts, key: texts[key] + _MARK}
    there = replace(rules, authority=replace(rules.authority, texts=marked))
    for kind in kinds(texts):
        made = mail(there, kind).mail
        if any(_MARK in said for said in (made.subject, made.text, made.button)):
            return mail(rules, kind)
    return None


def words(rules: Rules, text: str) -> str:
    """A text that goes out in no mail, with words such as it gets; dots for those of which there is
    no sample."""
    rules = replace(rules, authority=samples.body(rules.authority))
    sample = samples.matter(rules, Todo.ANSWER)
    chief = rules.authority.chief
    own = _words(rules, "", sample) | {
        "name": chief.name,
        "title": chief.title,
        "phone": phone.display(chief.phone),
        "day": dates.day(sample.now),
        "n": samples.COUNT,
    }
    said = samples.notification(rules, "", Receiver.AGENCY, ORDERED, sample, own)
    return text.format_map(defaultdict(lambda: "…", rendering.words_of(rules, said, sample.file)))


def text_message(rules: Rules, kind: str) -> str:
    """The text message `sms.<kind>` as it leaves: with accents if it fits so."""
    rules = replace(rules, authority=samples.body(rules.authority))
    sample = samples.matter(rules, Todo.ANSWER)
    longest = rules.authority.longest_words()
    words = {
        "n": samples.COUNT,
        "other": rules.authority.agency(COOPERATING).name,
        **{word: longest[word] for word in ("seen", "standings", "rate_url")},
    }
    if kind == MANY_LATE:  # to a leader, about no single matter
        to, who, file = Receiver.LEADER, rules.authority.head.id, None
    else:
        to, who, file = Receiver.CITIZEN, "contact", sample.file
    said = samples.notification(rules, kind, to, who, sample, words)
    return rendering.text_message(rules, said, file)


def sentence(rules: Rules, key: str) -> Utterance:
    """The sentence `voice.<key>` as the first line says it, with its recording if it has one."""
    authority, began = rules.authority, samples.morning(rules)
    line = replace(authority.lines[0], greeting="")  # one of its own is not this text
    day = speech.day(rules.calendar.local(began).date())
    words = {
        **speaking.hours(rules, line.id, began),
        "number": speech.groups(phone.spoken_groups(samples.PHONE)),
        "code": codes.spelled(samples.CODES[0]),
        "asked": codes.spelled(samples.CODES[0]),
        "term": authority.said_term(authority.terms.assign),
        "state": authority.texts[f"standing.{State.ASSIGNED}"],
        "due": authority.text("voice.due_case", day=day),
        "day": day,
        "holiday": authority.texts["sample.holiday"],
        "weekday": speech.weekday(rules.calendar.local(began).date()),
    }
    return utterance(replace(authority, lines=(line,)), line.id, key, words)


def _of_case(rules: Rules, kind: str) -> Made:
    named, asked = kind.removesuffix(ASKED), kind.endswith(ASKED)
    clock = ladder.reminded_of(named)
    about = _ABOUT[named] if clock is None else _About(Receiver.AGENCY, _todo_of(clock), clock)
    receiver = COOPERATING if asked else ORDERED
    both = tuple(dict.fromkeys((ORDERED, receiver, HELPING)))[:2]
    sample = samples.matter(
        rules,
        about.todo,
        about.clock,
        late=named.startswith(f"{Mood.LATE}_"),
        of=receiver,
        agencies=both if named in _OF_SHARES or asked else (receiver,),
        confidential=True,
        urgent=named == "assign_urgent",
    )
    words = _words(rules, named, sample)
    to, who = about.to, _who(rules.authority, about.to, receiver, sample)
    if clock:
        words |= escalation.facts(
            rules.authority, rules.calendar, sample.now, sample.file.case, sample.clock
        )
        to, who = _told(rules, sample, asked=asked)
    said = samples.notification(rules, named, to, who, sample, words, about.todo)
    url, address = samples.ADDRESS + urls.link("vi-du"), samples.address(rules, to, who)
    made = rendering.written(rules, said, sample.file, url, address, lambda _: "")
    return to, who, made


def _todo_of(clock: ClockKind) -> Todo:
    return next((todo for todo, row in ROWS.items() if row.clock is clock), Todo.SCREEN)


def _who(authority: Authority, to: Receiver, agency: str, sample: Sample) -> str:
    if to in OF_AGENCY:
        return agency
    if to is Receiver.LEADER:
        return sample.file.case.asked_leader
    return authority.chief.id if to is Receiver.CHIEF else sample.file.case.owner


def _told(rules: Rules, sample: Sample, *, asked: bool) -> tuple[Receiver, str]:
    """The first whom the ladder tells at such a time; an agency, if its words are for one."""
    clock, case = sample.clock, sample.file.case
    rungs = {rung.id: rung for rung in ladder.of_clock(rules.authority.rungs, clock.kind)}
    late = sample.now > clock.due_at
    for rung, at in ladder.moments(rungs.values(), clock.due_at, rules.calendar):
        for role in rungs[rung].tell if (at > clock.due_at) is late else ():
            told = escalation.TOLD[RungRole(role)]
            if told.to in OF_AGENCY or not asked:
                return told.to, told.who(rules.authority, case, clock)
    return (Receiver.AGENCY, clock.of) if asked else (Receiver.CHIEF, rules.authority.chief.id)


def _words(rules: Rules, kind: str, sample: Sample) -> dict[str, str]:
    """What the change that sends such a mail says in it."""
    authority, calendar = rules.authority, rules.calendar
    ends = calendar.local(sample.clock.due_at).date()
    whom = salutation(authority, Receiver.AGENCY, ORDERED)
    failed = authority.text("undelivered.mail", to=whom)
    return {
        "reason": authority.texts["sample.reason"],
        "direction": authority.texts["sample.direction"],
        "by": f"{samples.names(authority.texts)[-1]}, {authority.texts['sample.title']}",
        "stars": samples.STARS,
        "again_line": authority.text("line.again", day=dates.day(calendar.local(sample.now))),
        "until": dates.day(calendar.working_day(ends, samples.MORE_DAYS)),
        "why": authority.texts["ring_back.missed"],
        "what": opens(authority.texts, Todo.ANSWER) if kind == "link_anew" else failed,
        "error": why_not(authority.texts, NotArrived.NO_MAILBOX),
        "agency": authority.agency(ORDERED).name if kind in _OF_ONE_SHARE else "",
    }
