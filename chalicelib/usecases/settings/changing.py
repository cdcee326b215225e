"""Another version of the settings: what it would do is said before it holds, and who is concerned
in it confirms it. A version is made from the one that holds; if another was made meanwhile, it is
refused, and its author looks again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.problems import ConfigurationError, Problem
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.formats import sms_length
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.ports.settings import (
    Difference,
    Edit,
    Files,
    Made,
    Packed,
    Proposal,
    SettingsFiles,
    Version,
)
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.settings.foreseeing import Days, Move, busy_agencies, days, moves
from chalicelib.usecases.settings.live import files_of

# What says who acts and who decides. A change of it holds once a second person has confirmed it.
PEOPLE = frozenset(
    {
        *("officers", "leaders", "chairman", "above", "approver"),
        *("deputy", "duty", "duty_number", "fields", "authorisations"),
    }
)
# The same in rows that say other things as well.
PEOPLE_IN = frozenset({("lines", "leader"), ("lines", "approver"), ("agencies", "led_by")})
LONGEST_REASON = 300  # characters


class StaleVersionError(Exception):
    """Another version holds by now than the one that was changed."""


class NotSecondError(Exception):
    """Whoever confirms must be another than whoever proposed, and may confirm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How a changed text message goes out, with the longest values it gets: its letters, whether
    with accents, and in how many segments."""

    key: str
    text: str
    accented: bool
    segments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a change would do: its differences, the days that become others, the due times that
    move, whom mail tells of that, how many more may move (`untried`), and how changed text messages
    go out. `confirmed` says that a second person has to confirm."""

    base: int
    files: Files
    made: Made
    differences: tuple[Difference, ...]
    days: Days
    moves: tuple[Move, ...]
    untried: int
    lengths: tuple[Length, ...]
    confirmed: bool

    @property
    def told(self) -> tuple[str, ...]:
        """Who gets mail about due times that move, each once."""
        return tuple(dict.fromkeys(who for move in self.moves for who in move.told))


def files_now(rules: Rules, store: Store) -> Files:
    """The files of the version that these rules are of."""
    return files_of(store.settings, rules.authority.id, rules.version)


def foresee(rules: Rules, store: Store, reader: SettingsFiles, files: Files, role: str) -> Foreseen:
    """What would become of it if these files held, saved by somebody of this role. Changes nothing.

    Raises ConfigurationError with everything that is wrong with them, also with what is under way.
    """
    before = files_now(rules, store)
    made = reader.read(rules.authority.id, files)
    files, made = _dated(rules.authority, reader, files, made, rules.now())
    _refuse_what_is_busy(rules.authority, store, made.authority)
    differences, would = tuple(reader.differences(before, files)), moves(rules, store, made)
    return Foreseen(
        base=rules.version,
        files=files,
        made=made,
        differences=differences,
        days=days(rules.calendar, made.calendar),
        moves=would.found,
        untried=would.untried,
        lengths=tuple(_lengths(differences, made.authority)),
        confirmed=_is_confirmed(differences, role),
    )


def _dated(
    before: Authority, reader: SettingsFiles, files: Files, made: Made, now: datetime
) -> tuple[Files, Made]:
    """The files with the moment from which on each address holds that is another than before."""
    moved = list(_moved(before, reader, files, made.authority, now))
    if not moved:
        return files, made
    files = reader.edited(files, moved)
    return files, reader.read(before.id, files)


def _moved(
    before: Authority, reader: SettingsFiles, files: Files, after: Authority, now: datetime
) -> Iterator[Edit]:
    """From when on each address holds that is another than before: sessions and links from before
    belong to the old one. So they do where an id is somebody's anew, who may be another of the same
    name. What was noted earlier is not taken back with earlier or other files."""
    for table in ("officers", "leaders", "agencies"):
        rows = {one.id: one for one in getattr(before, table)}
        for place, one in enumerate(getattr(after, table)):
            was = rows.get(one.id)
            same = was is not None and _addresses(was) == _addresses(one)
            since = was.since if was is not None and same else now.replace(microsecond=0)
            if since != one.since:
                at = (table, place, "since")
                said = since.isoformat() if since else None
                yield Edit(reader.place(files, table), at, said)


def _addresses(one: object) -> tuple[str, str]:
    return getattr(one, "mail", ""), getattr(one, "head_mail", "")


def _refuse_what_is_busy(before: Authority, store: Store, after: Authority) -> None:
    left = {agency.id for agency in before.agencies_now}
    left -= {agency.id for agency in after.agencies_now}
    busy = busy_agencies(store.board.open_cases(before.id)) if left else {}
    found = [
        Problem(
            "agencies.yaml",
            ("agencies", one),
            "busy",
            {"name": before.agency(one).name, "n": str(busy[one])},
        )
        for one in sorted(left & busy.keys())
    ]
    if found:
        raise ConfigurationError(tuple(found))


def _lengths(differences: Iterable[Difference], authority: Authority) -> Iterable[Length]:
    for one in differences:
        if one.at.startswith("sms.") and one.at in authority.texts:
            text = authority.message(one.at.removeprefix("sms."), **authority.longest_words())
            plain = sms_length.plain(text) == text
            yield Length(
                key=one.at, text=text, accented=not plain, segments=sms_length.segments(text)
            )


def _is_confirmed(differences: Iterable[Difference], role: str) -> bool:
    return any(is_about_people(one.at) for one in differences) or not may(role, Right.SETTLE)


def is_about_people(at: str) -> bool:
    """Whether a difference says who acts or who decides."""
    table, column = at.partition(".")[0], at.rpartition(".")[2]
    return table in PEOPLE or (table, column) in PEOPLE_IN


def is_same(reader: SettingsFiles, one: Files, other: Files) -> bool:
    """Whether these files say the same, whenever their addresses were noted."""
    return all(found.at.endswith(".since") for found in reader.differences(one, other))


def save(
    rules: Rules,
    store: Store,
    reader: SettingsFiles,
    foreseen: Foreseen,
    by: str,
    reason: str,
    back_to: int = 0,
) -> Version | Proposal:
    """Makes the foreseen version hold, or puts it to a second person. The same again does nothing
    more: it returns what was made.

    Raises StaleVersionError.
    """
    authority, now = rules.authority.id, rules.now()
    hashes = reader.hashes(foreseen.files)
    if foreseen.confirmed:
        for one in store.settings.proposals(authority):
            if (one.by, one.base, one.reason) != (by, foreseen.base, reason):
                continue
            if is_same(reader, store.settings.files(authority, one.files), foreseen.files):
                return one
        proposal = Proposal(
            id=secrets.token_urlsafe(9),
            base=foreseen.base,
            at=now,
            by=by,
            reason=reason,
            files=hashes,
            back_to=back_to,
        )
        store.settings.propose(authority, proposal, foreseen.files)
        return proposal
    version = Version(
        number=foreseen.base + 1, at=now, by=by, reason=reason, files=hashes, back_to=back_to
    )
    return _published(store, reader, authority, version, foreseen.files, foreseen.made)


def confirmed(rules: Rules, store: Store, proposal: str, by: str) -> Version | None:
    """The version that holds, if they have made it of this proposal: posted twice."""
    newest = store.settings.version(rules.authority.id, rules.version)
    ours = newest is not None and (newest.proposal, newest.confirmed_by) == (proposal, by)
    return newest if ours else None


def confirm(
    rules: Rules, store: Store, reader: SettingsFiles, proposal: str, by: str, role: str
) -> Version:
    """Makes a proposed version hold; new addresses do from now on, not since they were proposed.

    Raises NotSecondError, StaleVersionError, KeyError for a proposal that is not there, and
    ConfigurationError if it cannot hold any more."""
    authority, now = rules.authority.id, rules.now()
    found = store.settings.proposal(authority, proposal)
    if found is None:
        raise KeyError(proposal)
    if by == found.by or not may(role, Right.SETTLE):
        raise NotSecondError
    if found.base != rules.version:
        raise StaleVersionError
    proposed = store.settings.files(authority, found.files)
    made = reader.read(authority, proposed)
    files, made = _dated(rules.authority, reader, proposed, made, now)
    _refuse_what_is_busy(rules.authority, store, made.authority)
    version = Version(
        number=found.base + 1,
        at=now,
        by=found.by,
        reason=found.reason,
        files=reader.hashes(files),
        confirmed_by=by,
        back_to=found.back_to,
        proposal=proposal,
    )
    return _published(store, reader, authority, version, files, made, proposal)


def _published(
    store: Store,
    reader: SettingsFiles,
    authority: str,
    version: Version,
    files: Files,
    made: Made,
    proposal: str = "",
) -> Version:
    try:
        packed = Packed(version.number, reader.release, reader.pack(made))
        store.settings.publish(authority, version, files, packed, proposal)
    except ConflictError as error:
        there = store.settings.version(authority, version.number)
        if (
            there is not None
            and (there.by, there.proposal) == (version.by, version.proposal)
            and is_same(reader, store.settings.files(authority, there.files), files)
        ):
            return there  # posted twice
        raise StaleVersionError from error
    observe.log("settings saved", version=version.number, by=version.by)
    return version


def withdraw(rules: Rules, store: Store, proposal: str) -> None:
    """Takes a proposed version back; nothing comes of it."""
    store.settings.withdraw(rules.authority.id, proposal)


def put(
    store: Store,
    reader: SettingsFiles,
    authority: str,
    files: Files,
    *,
    after: int,
    by: str,
    reason: str,
    now: datetime,
) -> Version:
    """A version made of files from elsewhere, by whoever may write to the store anyway; the first
    one if `after` is 0. Raises ConfigurationError and StaleVersionError."""
    made = reader.read(authority, files)
    if after:
        before = reader.read(authority, files_of(store.settings, authority, after))
        files, made = _dated(before.authority, reader, files, made, now)
        _refuse_what_is_busy(before.authority, store, made.authority)
    version = Version(number=after + 1, at=now, by=by, reason=reason, files=reader.hashes(files))
    return _published(store, reader, authority, version, files, made)
