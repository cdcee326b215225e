"""The texts that the code asks for, and the words each of them may use.

This is the contract between the authors of the texts and the code that fills them in. A text with
a word that its caller does not give would fail in front of a citizen, so loading rejects it. What a
transition asks for stands beside it, as its module's TEXTS; the rest stands here. Families that are
named nowhere (the pages' texts) belong to their templates and may use any word.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

from chalicelib.domain.authority.roles import Right
from chalicelib.domain.calls.call import Ended
from chalicelib.domain.calls.taking_down import PARTS
from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.disclosure.finds import Kind
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.board import Pressure
from chalicelib.domain.notifications.gathering import DAY_REPORT, MANY, MANY_LATE, Mood
from chalicelib.domain.notifications.kinds import ASKED
from chalicelib.domain.notifications.notifications import (
    RESULT_CALL,
    URGENT_CALL,
    Medium,
    NotArrived,
    NotificationState,
    text_of_error,
)
from chalicelib.domain.reports import statements, tables
from chalicelib.domain.time.clocks import UNITS, ClockKind
from chalicelib.domain.time.ladder import reminded_of
from chalicelib.domain.todos.table import ROWS, Way
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.understanding.filing import Filed
from chalicelib.domain.understanding.repeats.likeness import Why

# The authority's own words, filled in when the texts are loaded.
_STANDING = (
    "authority office leader_title brand place address opens closes reception_unit "
    "reception_address reception_phone reception_hours"
)
STANDING = frozenset(_STANDING.split())

_SMS = "code hotline"
_MAIL = "to code field ward due due_day hotline url contact_line"
_LATE = f"{_MAIL} since n agency owner leader state holder_line"


def _asked_for(family: str, usual: str) -> dict[str, str]:
    """The texts of this family that transitions ask for, by kind, each with all of its words."""
    start = f"{family}."
    return {
        key.removeprefix(start): f"{usual} {words}"
        for key, words in transitions.TEXTS.items()
        if key.startswith(start)
    }


SMS: Mapping[str, str] = {
    **_asked_for("sms", _SMS),
    **dict.fromkeys(("urgent_reminder", "urgent_late"), _SMS),
    MANY_LATE: "n",
}

MAIL: Mapping[str, str] = {
    **_asked_for("mail", _MAIL),
    "notice_failed": f"{_MAIL} what error",
    **dict.fromkeys(("due_moved", "taken_over"), _MAIL),
    **{f"{mood}_{ClockKind.AGENCY}{ASKED}": f"{_LATE} part_line" for mood in ("reminder", "late")},
    **dict.fromkeys(("sign_in", "sign_in_to_see"), "to url"),
    "digest": "to date lines url",
    "intake": "to document fields url contact_line",
    DAY_REPORT: "to date time n punctuality lines url contact_line",
    MANY: "to counts lines more_line url contact_line",
    **{f"{mood}_{clock}": _LATE for mood in ("reminder", "late") for clock in ClockKind},
}

# What the telephone says. Fixed sentences may be replaced by recordings of a person.
_FIXED = (
    "greeting choices emergency message_terms choices_closed choices_informed privacy name address "
    "type_number secrecy matter kept call_back goodbye complaint complaint_again "
    "ask_code status_choices silence not_typed time_over "
    "not_heard wrong "
    "wrong_type_number wrong_ask_code given_up ring_again knock after after_closed "
    "thanks thanks_poor talk talk_closed unheard urgent_key urgent_confirmed urgent_unconfirmed "
    "practice practice_urgent"
)
VOICE: Mapping[str, str] = {
    **dict.fromkeys(_FIXED.split(), "line"),
    "closed": "line from until reason next_open",
    "reason_holiday": "holiday",
    "reason_weekend": "weekday",
    "taken": "line term",
    "reason_hour": "",
    "number": "line number",
    "check_number": "line number",
    "code": "line code",
    "code_again": "line code",
    "status": "line asked state due",
    "due_assign": "day",
    "due_case": "day",
    "due_told": "day",
    "result": "line code",
    "urgent": "line code",
    "urgent_again": "line code",
    "practice_real": "line number",
}

EVENT: Mapping[str, str] = {
    **_asked_for("event", ""),
    "notice_failed": "what",
    "reminded": "what to",
    "calendar_changed": "dues",
    "handed_to": "who",
    "delivered_late": "agency",
}

# What previews are filled with.
_SAMPLES = (
    "names title agency_a head_a agency_b head_b agency_c head_c summary reason direction holiday"
)

# What is sent in a case, by kind. What the ladder sends is named by its clock.
_SENT = (
    *(kind for kind in MAIL if not kind.endswith(ASKED) and reminded_of(kind) is None),
    *(kind for kind in SMS),
    *(RESULT_CALL, URGENT_CALL),
)
_OF_NO_CASE = {"sign_in", "sign_in_to_see", "digest", "intake", MANY, MANY_LATE}

OTHER: Mapping[str, str] = {
    **{f"kind.{kind}": "" for kind in _SENT if kind not in _OF_NO_CASE},
    **{f"reminded.{how}": "names" for how in ("by_mail", "woken", "digested")},
    **dict.fromkeys(("kind.reminder", "kind.late"), "what"),
    **{f"state.{state}": "" for state in State},
    **{f"{family}.{state}": "" for family in ("standing", "standing_short") for state in State},
    **{f"todo.{todo}": "" for todo, row in ROWS.items() if row.right and Way.OFFICE in row.way},
    **{f"missing.{part}": "" for part in ("name", "address", "contact", "matter", "language")},
    **{f"{family}.{clock}": "" for family in ("clock", "due") for clock in ClockKind},
    **{f"channel.{channel}": "" for channel in Channel},
    **{f"{family}.{medium}": "" for family in ("medium", "not_sent") for medium in Medium},
    **{f"notification.{state}": "" for state in NotificationState},
    **{text_of_error(error): "" for error in (*NotArrived, *Ended)},
    **{f"pressure.{pressure}": "" for pressure in Pressure},
    **{f"disclosed.{kind}": "" for kind in Kind},
    **{f"filed.{why}": "" for why in Filed},
    **{f"recorded.{part}": "" for part in PARTS},
    **{f"repeat.{why}": "" for why in (*Why, "same_day")},
    **{f"repeat.{why}": "words" for why in (Why.WARD, Why.PLACE, Why.WORDS)},
    f"repeat.{Why.DAYS}": "n",
    **{f"look.{todo}": "" for todo, row in ROWS.items() if row.shows_citizen or row.shows_if_asked},
    **{f"look.{todo}": "" for todo, row in ROWS.items() if row.right is Right.LEAD},
    **dict.fromkeys(("look.file", "look.repeats", "look.sent", "look.other"), ""),
    "talk.seen": "",
    "field.unknown": "",
    "intake.field": "field until",
    "salutation.officer": "name title",
    "salutation.leader": "title",
    "salutation.agency": "agency",
    "salutation.agency_head": "head_title",
    "salutation.duty": "",
    "salutation.colleague": "name title agency",
    "salutation.colleague_of": "agency",
    "line.missing": "missing",
    "line.confidential": "",
    "line.again": "day",
    "line.contact": "name title phone",
    "line.holder": "holder todo",
    **{f"line.standing_{kind}": "day" for kind in ("assign", "case", "told")},
    **{f"owes.{todo}": "" for todo, row in ROWS.items() if row.owed_in},
    **{f"opens.{todo}": "" for todo, row in ROWS.items() if row.is_mailed and not row.owed_in},
    **dict.fromkeys(("until.provisional", "until.provisional_aloud"), "due"),
    **{f"term.{unit}": "n" for unit in UNITS},
    "term.same_day": "",
    "undelivered.sms": "",
    "undelivered.call": "",
    "undelivered.mail": "to",
    "undelivered.urgent_sms": "to",
    "undelivered.urgent_call": "to",
    "instruction.default": "",
    **dict.fromkeys(("part.lead", "part.beside", "part.others"), "others"),
    "part.with_lead": "lead",
    "other.default": "",
    **dict.fromkeys(("practice.text", "practice.subject", "practice.mail"), ""),
    "practice.mail_of": "who",
    "mail.digest_agency.subject": "date n",
    "mail.digest_agency.body": "to date n lines contact_line",
    "mail.digest_agency.button": "",
    "day_report.today": "",
    "day_report.before": "since",
    "day_report.column": "",
    "day_report.in_time": "",
    "day_report.late": "n",
    **{f"many.{mood}": "what" for mood in Mood},
    **{f"many.count_{mood}": "n" for mood in (*Mood, "more")},
    **{f"many.column_{name}": "" for name in ("code", "due", "matter", "holder")},
    "many.to_see": "",
    **{f"sample.{name}": "" for name in _SAMPLES.split()},
    "many.not_arrived": "",
    "many.more": "n",
    "many.cell_due": "due_day",
    "many.cell_late": "due_day n",
    "many.cell_holder": "holder todo",
    **{f"digest.{group}": "" for group in ("late", "today", "waiting")},
    "digest.more": "n",
    "digest.days_late": "n",
    "digest.year_missing": "years n",
    "digest.year_estimated": "year",
    "digest.year_unknown": "year",
    "digest.agency_due": "code due",
    "digest.agency_late": "code due n",
    **{f"figure.{key}": "" for key in tables.TEXTS},
    **statements.TEXTS,
}


_EXPANDED = frozenset({"sms", "mail", "event"})


def _contract() -> dict[str, frozenset[str]]:
    messages = {f"sms.{kind}": words for kind, words in SMS.items()}
    parts = {f"mail.{k}.{p}": w for k, w in MAIL.items() for p in ("subject", "body", "button")}
    events = {f"event.{kind}": words for kind, words in EVENT.items()}
    voice = {f"voice.{key}": words for key, words in VOICE.items()}
    asked = {k: w for k, w in transitions.TEXTS.items() if k.split(".")[0] not in _EXPANDED}
    rows = {**messages, **parts, **events, **voice, **asked, **OTHER}
    return {key: frozenset(words.split()) for key, words in rows.items()}


# Every required text → the words it may use besides STANDING.
CONTRACT: Mapping[str, frozenset[str]] = _contract()

# Mails whose button stands in a line of its own: without it nobody could do what they ask for.
LINKED = frozenset(f"mail.{kind}.body" for kind in MAIL)

FIXED_SENTENCES = frozenset(_FIXED.split())

FAMILIES = frozenset(key.split(".")[0] for key in CONTRACT)  # closed: no other text in these


def placeholders(text: str) -> frozenset[str]:
    """The words in braces. Raises ValueError for unbalanced braces and anything but plain words."""
    found = set()
    for _, name, spec, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}} is no plain placeholder")
        found.add(name)
    return frozenset(found)


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with these words filled in; other placeholders are left alone."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
