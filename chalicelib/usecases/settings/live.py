"""Which version of the settings holds. A process looks at the head at most every half minute; each
request goes by one version from beginning to end.

If the store cannot be read, the last version that was read goes on, and an alarm says so. A process
that has read none yet has no rules: what reaches it is kept as it is, and seen to later. Version 0,
the shipped files, never steps in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib import observe
from chalicelib.usecases.ports.settings import Files, Head, Made, Settings, SettingsFiles

LOOK_EVERY = 30.0  # seconds
KEPT = 4  # earlier versions that a process keeps, for calls that began under them


class NoSettingsError(Exception):
    """No version of the settings could be read, and none was read before."""


@dataclass(frozen=True, slots=True)
class Held:
    """A version, and what it says."""

    number: int
    made: Made


@dataclass(kw_only=True)
class Live:
    """What one process knows of an authority's versions. `seconds` is a clock that only goes
    forward; how it is set does not matter."""

    store: Settings
    files: SettingsFiles
    authority: str
    seconds: Callable[[], float]
    _last: Held | None = None
    _looked: float = float("-inf")
    _earlier: dict[int, Held] = field(default_factory=dict)

    def current(self, *, at_once: bool = False) -> Held:
        """The version that holds, as of half a minute ago at most; `at_once` looks in any case.

        Raises NoSettingsError.
        """
        now = self.seconds()
        if at_once or now - self._looked >= LOOK_EVERY:
            self._look()
            self._looked = now
        if self._last is None:
            self._looked = float("-inf")
            raise NoSettingsError
        return self._last

    def at(self, number: int) -> Held:
        """An earlier version, for what began under it; the one that holds if it cannot be read."""
        last = self.current()
        if number in (0, last.number):
            return last
        try:
            return self._earlier.get(number) or self._old(number)
        except Exception as error:
            self._failed(error)
            return last

    def _look(self) -> None:
        try:
            if self._last is None:
                self._last = self._first()
            elif (number := self.store.newest(self.authority)) != self._last.number:
                head = self.store.head(self.authority, self.files.release)
                self._last = self._held(head or Head(number))
        except Exception as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        observe.metric("SettingsUnread")
        observe.log("settings unread", error=type(error).__name__, goes_on=self._last is not None)

    def _first(self) -> Held | None:
        head = self.store.head(self.authority, self.files.release)
        if head is None:
            observe.metric("SettingsUnread")
            observe.log("no settings", authority=self.authority)
            return None
        return self._held(head)

    def _held(self, head: Head) -> Held:
        """From what this release has packed of it, else from its files, which takes longer."""
        made = self.files.unpack(head.packed) if head.packed else None
        if made is not None:
            return Held(head.number, made)
        return self._read(head.number)

    def _read(self, number: int) -> Held:
        files = files_of(self.store, self.authority, number)
        return Held(number, self.files.read(self.authority, files))

    def _old(self, number: int) -> Held:
        held = self._read(number)
        while len(self._earlier) >= KEPT:
            del self._earlier[min(self._earlier)]
        self._earlier[number] = held
        return held


def files_of(store: Settings, authority: str, number: int) -> Files:
    """The files of a version. Raises KeyError if it is not on file."""
    version = store.version(authority, number)
    if version is None:
        raise KeyError(number)
    return store.files(authority, version.files)
