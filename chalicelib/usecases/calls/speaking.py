"""The words that fill a call's texts: hours, the next opening, the state of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.parts import Line
from chalicelib.domain.calls import taking_down
from chalicelib.domain.calls.call import Call, Node
from chalicelib.domain.calls.reply import Reply, Utterance
from chalicelib.domain.formats import codes, phone, speech
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.services import Rules, Store


def reply_to(rules: Rules, store: Store, call: Call) -> Reply:
    """What the caller hears now."""
    if call.at is Node.STATUS:
        words = _standing(rules, store, call)
    else:
        words = hours(rules, call.line, call.began_at)
    return taking_down.reply(call, rules.authority, words)


def first_reply(rules: Rules, store: Store, call: Call, rung: str) -> Reply:
    """What the caller hears first. A deployment for practice says so before all else and, if the
    number they have `rung` is not the published one, which is."""
    reply = reply_to(rules, store, call)
    return replace(reply, says=(*_practice(rules, call, rung), *reply.says))


def _practice(rules: Rules, call: Call, rung: str) -> Iterator[Utterance]:
    if not rules.training or call.at is Node.BUSY:
        return
    authority, line = rules.authority, rules.authority.line(call.line)
    yield taking_down.utterance(authority, line.id, "practice", {})
    published = phone.normalise(line.shown) or line.number
    if published not in _reached_at(line, phone.normal_form(rung)):
        number = speech.groups(phone.spoken_groups(published))
        yield taking_down.utterance(authority, line.id, "practice_real", {"number": number})


def _reached_at(line: Line, rung: str) -> tuple[str, ...]:
    """This deployment's numbers, as far as the one that was rung says: if it is one of the line's,
    all of these."""
    own = tuple(map(phone.normal_form, line.numbers))
    return own if rung in own else (rung,)


def hours(rules: Rules, line: str, began_at: datetime) -> dict[str, str]:
    """The line's hours as of a call's beginning, so that a repeated request gets the same
    answer."""
    calendar = rules.hours_of(line)
    here = calendar.local(began_at)
    opening = calendar.opening_of(here.date())
    return {
        "from": speech.hour(opening),
        "until": speech.hour(calendar.closing_of(here.date())),
        "reason": _reason(rules, calendar, here),
        "next_open": speech.moment(calendar.next_opening(here), here.date()),
    }


def _reason(rules: Rules, calendar: Calendar, here: datetime) -> str:
    """Why the office is closed: the holiday's name, the weekend, or the hour."""
    holiday = calendar.day_off_name(here.date())
    if holiday:
        return rules.authority.text("voice.reason_holiday", holiday=holiday)
    if calendar.is_staffed_day(here.date()):
        return rules.authority.texts["voice.reason_hour"]
    return rules.authority.text("voice.reason_weekend", weekday=speech.weekday(here.date()))


def _standing(rules: Rules, store: Store, call: Call) -> dict[str, str]:
    """State and due day, but nothing about the matter or the citizen."""
    from chalicelib.usecases.todos.following import standing  # few calls need it

    loaded = store.cases.load(call.about)
    if loaded is None:
        return {"asked": codes.spelled(call.about), "state": "", "due": ""}
    case = loaded.file.case
    clock = case.promised
    due = ""
    if clock:
        on = DueWords(rules.authority.texts, rules.calendar).aloud(clock)
        due = rules.authority.text(f"voice.due_{clock.kind}", day=on)
    elif case.told_at:
        on = speech.day(rules.calendar.local(case.told_at).date())
        due = rules.authority.text("voice.due_told", day=on)
    return {
        "asked": codes.spelled(case.code),
        "state": rules.authority.texts[f"standing.{standing(store, case)}"],
        "due": due,
    }
