"""The words that a call's texts are filled with: hours, the next opening, how a case stands."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.calls import taking_down
from chalicelib.domain.calls.call import Call, Place
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.standing import promised
from chalicelib.domain.formats import codes, speech
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.calls.lines import hours_of
from chalicelib.usecases.services import Services


def reply_to(services: Services, call: Call) -> Reply:
    """What the citizen who rang hears now."""
    words = _standing(services, call) if call.at is Place.STATUS else _opening(services, call)
    return taking_down.reply(call, services.authority, words)


def _opening(services: Services, call: Call) -> dict[str, str]:
    """As of the call's beginning, so that the same request is answered the same."""
    calendar = hours_of(services, call.line)
    here = calendar.local(call.began_at)
    opening = calendar.opening_of(here.date())
    return {
        "from": speech.hour(opening),
        "until": speech.hour(calendar.closing_of(here.date())),
        "reason": _reason(services, calendar, here),
        "next_open": speech.moment(calendar.next_opening(here), here.date()),
    }


def _reason(services: Services, calendar: Calendar, here: datetime) -> str:
    """Why nobody is there: a holiday by its name, the weekend, the hour."""
    holiday = calendar.day_off_name(here.date())
    if holiday:
        return services.authority.text("voice.reason_holiday", holiday=holiday)
    if calendar.is_staffed_day(here.date()):
        return services.authority.texts["voice.reason_hour"]
    return services.authority.text("voice.reason_weekend", weekday=speech.weekday(here.date()))


def _standing(services: Services, call: Call) -> dict[str, str]:
    """Stage and due day; nothing of what the matter is about, or whose it is."""
    loaded = services.cases.load(call.about)
    if loaded is None:
        return {"asked": codes.spelled(call.about), "state": "", "due": ""}
    case = loaded.file.case
    clock = promised(case)
    due = ""
    if clock:
        on = speech.day(services.calendar.local(clock.due_at).date())
        due = services.authority.text(f"voice.due_{clock.kind}", day=on)
    return {
        "asked": codes.spelled(case.code),
        "state": services.authority.texts[f"standing.{case.state}"],
        "due": due,
    }
