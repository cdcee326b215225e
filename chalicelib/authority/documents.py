"""The files in which an authority is written, as texts: the shipped ones, or those of a version of
its settings.

`authority.yaml`, `people.yaml` and `agencies.yaml` are one record in three files. `common/` holds
what bodies share: the national calendar, the ladder, the legal terms, the texts. A body may have
files of the same names: its texts go over the common ones one by one, its other files replace the
common ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
COMMON = "common"

AUTHORITY, PEOPLE, AGENCIES = "authority.yaml", "people.yaml", "agencies.yaml"
CALENDAR, LADDERS, LEGAL_TERMS = "calendar.yaml", "ladders.yaml", "legal_terms.yaml"
TEXTS = "texts.yaml"
LUNAR = "lunar.yaml"  # comes with the release, for every body
BODY = (AUTHORITY, PEOPLE, AGENCIES)  # the record in three files
NAMES = (*BODY, CALENDAR, LADDERS, LEGAL_TERMS, TEXTS)
# Where keys stand that a body has not, or that stand in one file alone.
KEYS = {
    **dict.fromkeys(("years", "estimated", "by_law", "swapped"), CALENDAR),
    "rungs": LADDERS,
    "legal_terms": LEGAL_TERMS,
    **dict.fromkeys(("leaders", "officers", "absences", "chairman", "above", "deputy"), PEOPLE),
    **dict.fromkeys(("approver", "duty", "duty_number"), PEOPLE),
    **dict.fromkeys(("agencies", "authorisations"), AGENCIES),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and the name by which its problems are reported."""

    name: str
    text: str


def shipped(authority_id: str, root: Path = HERE) -> dict[str, Written]:
    """The files of a shipped body, without those that it has not: its own or the common ones, but
    of the texts its own alone."""
    found = {}
    for name in NAMES:
        folders = (authority_id,) if name in (*BODY, TEXTS) else (authority_id, COMMON)
        path = next((p for f in folders if (p := root / f / name).is_file()), None)
        if path is not None:
            found[name] = read(path)
    return found


def common_texts(root: Path = HERE) -> Written:
    """The texts of this release, which a body's own go over."""
    return read(root / COMMON / TEXTS)


def lunar(root: Path = HERE) -> Written:
    """The lunar years that this release knows."""
    return read(root / COMMON / LUNAR)


def read(path: Path) -> Written:
    return Written(f"{path.parent.name}/{path.name}", path.read_text("utf-8"))


def stored(texts: Mapping[str, str]) -> dict[str, Written]:
    """The files of a version of the settings."""
    return {name: Written(name, text) for name, text in texts.items()}
