"""Everything that is wrong with a configuration, reported at once: for a technician in English with
file and line, for a form in the authority's own words beside the field (texts `problem.<kind>`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Location = tuple[str | int, ...]  # where in the record: ("officers", 3, "role")

# What can be wrong, by kind. The texts `problem.<kind>` say the same in Vietnamese.
SAID: Mapping[str, str] = {
    "no_file": "there is no such file",
    "not_composed": "letters not in composed form (NFC)",
    "no_yaml": "no YAML: {why}",
    "not_plain": "only plain values, lists and mappings are taken, no {what}",
    "too_long": "too long: at most {n} characters",
    "no_list": "{name} must be a list",
    "no_mapping": "{name} must be a mapping",
    "not_known": "{name} is not known",
    "missing": "{name} is missing",
    "twice": "{name} is there twice",
    "malformed": "{name}: {why}",
    "no_model": "this is no learned model",
    "not_the_folder": "{said} is not the folder's name",
    "row_twice": "{table}: {said} is there twice",
    "empty_table": "{table} is empty",
    "not_among": "{said} is not among the {table}",
    "one_chief": "there must be exactly one chief, not {n}",
    "no_role": "{said} is no role of an officer",
    "no_name": "the name is missing",
    "no_number": "{said} is no number such as +84205…",
    "no_handler": "{said} has a role that handles no matters",
    "not_between": "{said} is not from {least} to {most}",
    "since_zone": "the time needs its offset, as in 2026-11-29T08:00:00+07:00",
    "no_mobile": "{said} is no mobile number such as +84900000110",
    "own_number": "{said} is the hotline's own",
    "no_mail": "{said} is no mail address",
    "mail_twice": "{said} is the address of two members",
    "no_leader": "{said} is no member and no leader",
    "busy": "{name} has {n} open matters",
    "absence_ends": "the absence ends before it begins",
    "absence_by": "a member stands in for a member, a leader for a leader, nobody for themselves",
    "absence_twice": "there is another absence of theirs at that time",
    "absence_away": "whoever stands in is away at that time",
    "no_date": "{said} is no date such as 2026-12-31",
    "date_missing": "the date is missing",
    "no_sign": "{said} is none of KT, TUQ, TL",
    "no_document": "the document that authorises is missing",
    "authorisation_ends": "the authorisation ends before it begins",
    "authorisation_twice": "this agency is authorised in this field at that time already",
    "no_kind": "{said} is no kind of agency",
    "short": "{said} must be plain and at most {n} characters",
    "no_text_message": "there is no text message {said}",
    "not_shown": "the number as people read it (shown) is missing",
    "an_hour": "of a number, 1 to {n} texts an hour have to become cases",
    "brand": "a brand has at most {n} characters",
    "no_route": "there is no route by which texts go out",
    "route_twice": "{said} is there twice for the same networks",
    "no_gateway": "{said} is no gateway's name: a to z, digits and hyphens, at most {n}",
    "gateway_twice": "{said} is named twice",
    "no_network": "{said} is no network",
    "no_sender": "{said} is neither a number such as +84205… nor a name of at most {n} letters",
    "brand_answered": "{said} is a name, which nobody can answer by text",
    "no_count": "{said} is no whole number",
    "no_rule": "{said} is neither A nor B",
    "hours_end": "the hours end before they begin",
    "no_zone": "there is no time zone {said}",
    "extension": "an extension takes at least one working day",
    "fewer_texts": "there are no fewer texts than none",
    "reserve": "the reserve must be shorter than {term}",
    "no_deputy": "there is no deputy to tell",
    "no_term": "{days} {unit} is no term",
    "no_clock": "{said} is no clock",
    "both_off_and_worked": "{day} is a day off and a working day",
    "worked_for_nothing": "{day} is worked for, but no day off",
    "range": "{name} runs from {first} to {last}",
    "year_strays": "year {year}: {days} outside it or there twice",
    "no_announcement": "the announcement of the year is missing",
    "not_announced": "an announcement is named, but the year is not marked as announced",
    "no_day": "the day is missing",
    "no_swap": "{day} is no weekend day, or {instead} no weekday",
    "text_missing": "the text {key} is missing",
    "text_unasked": "{key} is a text that nothing asks for",
    "text_empty": "{key}: the text is empty",
    "text_braces": "{key}: {why}",
    "text_word": "{key}: {{{word}}} is not given to this text",
    "text_link": "{key}: {{url}} must stand in a line of its own",
    "text_long": "{key} takes more than one segment in both forms: {said}",
    "text_brand": "{key} does not begin with the brand {said}, as operators ask of a sender's name",
    "greeting": "the greeting takes {n} seconds, at most {most}",
    "line_hours": "the line's hours end before they begin",
    "no_slot": "there is no time of day for a second call",
    "no_time": "{said} is no time of day",
    "no_sentence": "{said} is no sentence that a person can have spoken",
    "names_line": "{said} names its line: give each line its own, as {example}",
    "no_https": "{said} is no plain https address",
}

Said = tuple[str, dict[str, str]]  # a kind and its words


def said(kind: str, **words: object) -> Said:
    """What is wrong, without where."""
    return kind, {name: str(word) for name, word in words.items()}


class Place(str):
    """ "file:line" of a value, and where the value is in the record."""

    at: Location = ()

    @classmethod
    def of(cls, written: str, at: Location = ()) -> Place:
        place = cls(written)
        place.at = at
        return place


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: where, and what as a kind of `SAID` with its words."""

    place: str
    at: Location
    kind: str
    words: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}: {SAID[self.kind].format_map(self.words)}"


class WrongError(ValueError):
    """A value that a record refuses by its own checks, as a kind of problem."""

    def __init__(self, kind: str, **words: object) -> None:
        self.kind, self.words = said(kind, **words)
        super().__init__(SAID[kind].format_map(self.words))


class ConfigurationError(Exception):
    """An unusable configuration. `found` are all its problems, `problems` the same as people read
    them: "file:line: what is wrong"."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        self.found = found
        self.problems = tuple(map(str, found))
        super().__init__("\n".join(self.problems))


class Problems:
    """Collects problems so that they can be reported together."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, place: str, kind: str, **words: object) -> None:
        """Adds a problem. `place` is a Place, or only the file if it has no line."""
        at = place.at if isinstance(place, Place) else ()
        self._found.append(Problem(str(place), at, *said(kind, **words)))

    @property
    def count(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raises ConfigurationError if there are any problems."""
        if self._found:
            raise ConfigurationError(tuple(self._found))
