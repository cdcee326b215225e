"""What a release brings besides the authority's own files, and the name of all by which it reads
them. `python -m chalicelib.authority.release` writes that name beside them.

Done once when the functions are packaged (infra/package.py), so that none of them computes it at
every start. Elsewhere there is no such file.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.domain.authority.problems import Problems

if TYPE_CHECKING:
    from chalicelib.domain.authority.parts import ReadingWeights, UrgencyWeights

_HERE = Path(__file__).parent
_DOMAIN = _HERE.parent / "domain"
_FILE = "release.txt"


@cache
def name() -> str:
    """The hash of the code that reads an authority, the shapes it fills, and the shipped texts:
    what one release has packed of an authority, only the same one unpacks."""
    written = _HERE / _FILE
    return written.read_text() if written.is_file() else _computed()


def _computed() -> str:
    here = (*_HERE.glob("*.py"), *_HERE.glob("common/*"))
    shapes = (*_DOMAIN.glob("authority/*.py"), *_DOMAIN.glob("time/*.py"))
    made = hashlib.sha256()
    for file in sorted((*here, *shapes)):
        made.update(file.read_bytes())
    return made.hexdigest()[:16]


class Learned(NamedTuple):
    """What this release has learned from texts, by the authority's own names for it."""

    urgency: UrgencyWeights | None
    reading: ReadingWeights | None


@cache
def learned(root: Path = _HERE) -> Learned:
    from chalicelib.authority import reading, urgency

    common, problems = root / "common", Problems()
    return Learned(
        urgency=urgency.read(common / urgency.NAME, problems),
        reading=reading.read(common / reading.NAME, problems),
    )


def main() -> None:
    """Raises ConfigurationError if a shipped authority cannot be read: it must not be packaged."""
    from chalicelib.authority import loader

    for file in sorted(_HERE.glob("*/authority.yaml")):
        loader.read(file.parent.name)
    (_HERE / _FILE).write_text(_computed())


if __name__ == "__main__":
    main()
