"""Names that files have on their senders' machines, as they may be shown: a line of text, in which
nothing hides, and the ending that the machine would go by."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters

_FOLDERS = re.compile(r"[/\\]")
# Controls, what turns the direction of writing, and what is not seen: "gpj.exe" must not read as
# "exe.jpg". https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def shown(name: str) -> str:
    """The last part of a path, without what cannot be seen; "" if nothing is left."""
    last = _FOLDERS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if c.isspace() else c for c in last if _is_seen(c))
    line = " ".join(seen.split()).strip(". ")
    if len(line) <= LONGEST:
        return line
    ending = ending_of(line)
    return f"{line[: LONGEST - len(ending) - 2]}….{ending}" if ending else line[:LONGEST]


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _UNSEEN


def ending_of(name: str) -> str:
    """What stands behind the last dot, in lower case; "" if there is none."""
    before, dot, ending = name.rstrip(". ").rpartition(".")
    is_ending = dot and before and ending.isalnum() and ending.isascii() and len(ending) <= 10
    return ending.lower() if is_ending else ""
