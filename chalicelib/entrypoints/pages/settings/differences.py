"""The differences between two versions of the settings, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.formats import dates, phone
from chalicelib.usecases.ports.settings import AND, Difference
from chalicelib.usecases.services import Rules


@dataclass(frozen=True, slots=True)
class Told:
    """A line of them: what is different, in which file, and how it was and is; "" for not there."""

    what: str
    file: str
    old: str
    new: str


def told(rules: Rules, found: Iterable[Difference]) -> list[Told]:
    """A line for each value; one for days off that are there or not there as a whole, of which a
    year has many."""
    lines: dict[str, list[Difference]] = {}
    for one in found:
        lines.setdefault(_SPAN.sub(r"\1", one.at), []).append(one)
    return [line for values in lines.values() for line in _lines(rules, values)]


def _lines(rules: Rules, values: Sequence[Difference]) -> Iterable[Told]:
    by_column = {one.at.rpartition(".")[2]: one for one in values}
    if _SPAN.fullmatch(values[0].at) and "first" in by_column:
        yield _span(rules, values[0], by_column)
        return
    for one in values:
        old, new = (_value_in_words(rules, one.at, value) for value in (one.old, one.new))
        yield Told(_in_words(rules, one.at), one.file, old, new)


def _span(rules: Rules, one: Difference, values: Mapping[str, Difference]) -> Told:
    table, year = one.at.split(".")[:2]
    old, new = (
        _span_in_words({column: getattr(value, side) for column, value in values.items()})
        for side in ("old", "new")
    )
    return Told(rules.authority.text(f"setting.{table}_off", year=year), one.file, old, new)


def _span_in_words(said: Mapping[str, str]) -> str:
    """24/01/2028 – 28/01/2028: Tết Nguyên đán; "" if it is not there."""
    days = " – ".join(_day_in_words(said[key]) for key in ("first", "last") if said.get(key))
    return ": ".join(part for part in (days, said.get("name", "")) if part)


def _in_words(rules: Rules, at: str) -> str:
    """What a difference is about: whose value, and which; of a text its key."""
    texts = rules.authority.texts
    if at in texts:
        return at
    table, *way, column = at.split(".") if "." in at else ("", at)
    called = (*(f"{part}_{column}" for part in (*way[:1], table)), column)
    labels = (texts.get(f"setting.label.{name}") for name in called)
    label = next(filter(None, labels), column)
    row = _row_in_words(rules, way[-1]) if way else ""
    return f"{row} – {label}" if row else label


def _row_in_words(rules: Rules, row: str) -> str:
    body = rules.authority
    names = {one.id: one.name for one in body.officers}
    names |= {one.id: one.name for one in body.agencies}
    names |= {one.id: one.title for one in body.leaders}
    names |= {one.id: f"{one.id}. {one.name}" for one in body.fields}
    return ", ".join(names.get(part) or _day_in_words(part) for part in row.split(AND))


def _value_in_words(rules: Rules, at: str, value: str) -> str:
    """A value as its field would show it, "" for none."""
    texts, column = rules.authority.texts, at.rpartition(".")[2]
    if value in ("True", "False"):
        return texts["setting.yes" if value == "True" else "setting.no"]
    if column in _OF_PEOPLE:
        return rules.authority.known_as(value) or value
    if column in ("agency", "field"):
        return _row_in_words(rules, value)
    if column == "since":
        return dates.moment(rules.calendar.local(datetime.fromisoformat(value))) if value else ""
    if column in ("phone", "duty_number", "sender"):
        return phone.display(value)
    if column == "networks":
        return ", ".join(texts.get(f"setting.networks.{n}", n) for n in value.split(", "))
    return texts.get(f"setting.{column}.{value}") or _day_in_words(value)


def _day_in_words(value: str) -> str:
    """A day as people write it; anything else as it is."""
    found = _DAY.fullmatch(value)
    return "/".join(reversed(found.groups())) if found else value


# Columns whose values are ids of members and leaders, and days as files have them.
_OF_PEOPLE = frozenset(
    ("who", "by", "owner", "duty", "deputy", "approver", "chairman", "above", "led_by")
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
# The columns of a row of days off: all of it is new or gone if its first day is, its key.
_SPAN = re.compile(r"((?:years|estimated)\.\d+\.off\.[^.]+)\.(?:first|last|name)")
