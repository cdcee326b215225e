"""The settings of tests in process: as if the office had saved the shipped files as version 1, and
no process had to look. Tests of the settings themselves look for themselves (`looking`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from unittest import mock

from chalicelib import settings, wiring
from chalicelib.authority import loader
from chalicelib.store.office.settings import DynamoSettings
from chalicelib.usecases.ports.settings import Files
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.live import Held, Live


class Saved:
    """Stands in for `Live`."""

    def current(self, *, at_once: bool = False) -> Held:
        return _held(settings.current().authority)

    def at(self, number: int) -> Held:
        return self.current()


@cache
def _held(authority: str) -> Held:
    return Held(1, loader.read(authority))


def save(files: Files | None = None) -> int:
    """Another version in the store, the shipped files unless others are given; its number."""
    authority, reader, store = settings.current().authority, wiring.settings_files(), wiring.store()
    version = changing.put(
        store,
        reader,
        authority,
        files or reader.shipped(authority),
        after=store.settings.newest(authority),
        by="test",
        reason="",
        now=wiring.now(),
    )
    return version.number


def stand_in() -> None:
    """From now on, for every test of this process."""
    wiring.live = cache(Saved)  # type: ignore[assignment]


@dataclass
class Clock:
    """By which a process knows when to look again."""

    at: float = 0.0

    def later(self, seconds: float = 31) -> None:
        self.at += seconds


@contextmanager
def looking() -> Iterator[Clock]:
    """Here the settings are those in the store."""
    clock = Clock()
    live = Live(
        store=DynamoSettings(),
        files=wiring.settings_files(),
        authority=settings.current().authority,
        seconds=lambda: clock.at,
    )
    with mock.patch.object(wiring, "live", cache(lambda: live)):
        yield clock
