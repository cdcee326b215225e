"""Versions of an authority's files (the `SettingsFiles` port)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.authority import documents, release
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.days import CalendarFile, make
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.usecases.ports.settings import AND, Difference, Edit, Files, Made, Sentence

# What a row of a list is known by: the first of these that it has.
_NAMED_BY = (
    *(("id",), ("code",), ("year",), ("day",), ("gateway",)),
    *(("who", "first"), ("agency", "field", "first"), ("first",)),
)

_IN_ORDER = frozenset({"sms.routes"})  # lists that mean something else in another order


class AuthorityFiles:
    """`root` is where the shipped files are."""

    def __init__(self, root: Path = documents.HERE) -> None:
        self._root = root

    @cached_property
    def release(self) -> str:
        return release.name()

    def read(self, authority: str, files: Files) -> Made:
        from chalicelib.authority import loader

        return loader.made_of(authority, documents.stored(files), self._root)

    def pack(self, made: Made) -> bytes:
        """Without what was learned of urgency: that comes with the release."""
        said = (replace(made.authority, urgency=None, reading=None), made.days)
        return zlib.compress(msgspec.msgpack.encode(said), 9)

    def unpack(self, packed: bytes) -> Made | None:
        try:
            plain = zlib.decompress(packed)
            authority, days = msgspec.msgpack.decode(plain, type=tuple[Authority, CalendarFile])
        except (zlib.error, msgspec.DecodeError):
            return None
        learned = replace(authority, **release.learned(self._root)._asdict())
        return Made(authority=learned, days=days, calendar=make(days, authority.hours))

    def hashes(self, files: Files) -> dict[str, str]:
        return {n: hashlib.sha256(text.encode()).hexdigest() for n, text in files.items()}

    def edited(self, files: Files, edits: Iterable[Edit]) -> dict[str, str]:
        from chalicelib.authority import editing

        return editing.edited(files, edits)

    def place(self, files: Files, key: str) -> str:
        found = (name for name in documents.BODY if key in _plain(files.get(name, "")))
        return next(found, documents.KEYS.get(key, documents.AUTHORITY))

    def differences(self, old: Files, new: Files) -> list[Difference]:
        names = [n for n in documents.NAMES if old.get(n) != new.get(n)]
        found = [one for name in names for one in _between(name, old, new)]
        return [self._of_text(one) if one.file == documents.TEXTS else one for one in found]

    def _of_text(self, one: Difference) -> Difference:
        """A text that is no more the office's own is the shipped one, and the other way round."""
        shipped = _texts(documents.common_texts(self._root).text).get(one.at, "")
        return replace(one, old=one.old or shipped, new=one.new or shipped)

    def texts(self, files: Files) -> dict[str, Sentence]:
        shipped = _texts(documents.common_texts(self._root).text)
        own = _texts(files.get(documents.TEXTS, ""))
        return {key: Sentence(shipped.get(key, ""), own.get(key)) for key in shipped | own}

    def shipped(self, authority: str) -> dict[str, str]:
        found = documents.shipped(authority, self._root)
        return {name: written.text for name, written in found.items()}


def _between(name: str, old: Files, new: Files) -> Iterator[Difference]:
    before, after = (dict(_leaves(_plain(files.get(name, "")))) for files in (old, new))
    for at in dict.fromkeys((*before, *after)):
        was, now = before.get(at, ""), after.get(at, "")
        if was != now:
            yield Difference(name, at, was, now)


def _plain(text: str) -> Any:
    """A file as plain values. Raises ConfigurationError for what is no YAML."""
    import yaml

    try:
        return yaml.load(text, _loader()) or {}  # noqa: S506
    except yaml.YAMLError as error:
        raise ConfigurationError(()) from error


@cache
def _loader() -> Any:
    """Takes keys as they are written: YAML would read `off` and `yes` as false and true."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def as_written(self, node: Any) -> dict[str, Any]:
            return {str(k.value): self.construct_object(v, deep=True) for k, v in node.value}

    Loader.add_constructor("tag:yaml.org,2002:map", Loader.as_written)
    return Loader


def _leaves(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each value with the way to it; rows by what they are known by, so that one more row does not
    make all after it different."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves(one, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
        names: dict[str, None] = {}
        for place, row in enumerate(value):
            name = _name_of(row, place)
            if name in names:  # a file may say twice what must be there once
                name = f"{name}{AND}{place}"
            names[name] = None
            yield from _leaves(row, f"{at}.{name}")
        if at in _IN_ORDER:
            yield at, ", ".join(names)
    elif isinstance(value, list):
        yield at, ", ".join(map(str, value))
    else:
        yield at, "" if value is None else str(value)


def _name_of(row: Mapping[str, Any], place: int) -> str:
    known = next((keys for keys in _NAMED_BY if all(key in row for key in keys)), ())
    return AND.join(str(row[key]) for key in known) or str(place)


def _texts(text: str) -> dict[str, str]:
    return dict(_leaves(_plain(text)))
