"""The texts that are learned from, with whose particulars stand where.

`letters.txt` has letters with gaps, a line each ("|" is a line break), under the kind of their
sender; they are filled several times and written in several ways. The messages of the other tests
are learned from too. What is set aside in tests/data (…-unseen.jsonl) is not among them.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.domain.formats.phone import find_phones
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.understanding.extraction import lists
from chalicelib.domain.understanding.language.tokens import tokens_of
from infra.reading.grammar import Chance

_HERE = Path(__file__).parent
_DATA = _HERE.parents[1] / "tests" / "data"
_MESSAGES = (
    "message-examples.jsonl",
    "message-cases.jsonl",
    "person-examples.jsonl",
    "village-examples.jsonl",
    "reading-examples.jsonl",
)
_GAP = re.compile(r"\{(\w+)\}")
_FILLED = 4  # times
# How many letters are put together of each kind.
_PUT_TOGETHER = {
    "told": 1900,
    "signed_letter": 1200,
    "our_letter": 700,
    "form": 450,
    "reached_letter": 450,
    "answer": 700,
}
_ONCE = ("name", "org", "addr")
_FREE = ("matter", "thing", "deed")  # begin as their place in the sentence wants it
# What a gap is, of those of `spans.Label`; the matter is nobody's.
_LABELS = {
    **dict.fromkeys(("name", "given", "rep"), "NAME"),
    "org": "ORG",
    "addr": "ADDR",
    **dict.fromkeys(("phone", "mail"), "OWN"),
    **dict.fromkeys(("who", "whog", "firm"), "WHO"),
    "place": "PLACE",
    "their": "THEIR",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and what stands where: label, first character, the one after the last. `source` is the
    letter or message that it comes from; `kind` the kind of its sender."""

    text: str
    spans: tuple[tuple[str, int, int], ...]
    source: str
    kind: str = ""


def letters() -> list[Marked]:
    """The letters of letters.txt, each filled a few times."""
    found, kind = [], ""
    for number, line in enumerate((_HERE / "letters.txt").read_text("utf-8").splitlines()):
        if line.startswith("# "):
            kind = line[2:]
            continue
        letter = line.replace("|", "\n")
        found += [_fill(letter, f"L{number}", kind, nth) for nth in range(_FILLED)]
    return found


def put_together() -> list[Marked]:
    """So many letters of each of the kinds that are put together from parts."""
    return [
        _fill(Chance(f"{kind} {nth}").drawn(kind), f"{kind} {nth}", kind, 0)
        for kind, number in _PUT_TOGETHER.items()
        for nth in range(number)
    ]


def _fill(letter: str, source: str, kind: str, nth: int) -> Marked:
    """The letter with words in its gaps. A name or address that comes again is the same one."""
    chance = Chance(f"{source} {nth}")
    said: dict[str, str] = {}
    spans: list[tuple[str, int, int]] = []
    text, at = "", 0
    for gap in _GAP.finditer(letter):
        text += letter[at : gap.start()]
        name = gap[1]
        again = name in _ONCE and name in said
        filling = said[name] if again else chance.drawn(name)
        said[name] = filling
        if name in _FREE:
            starts = not text or text.rstrip()[-1:] in ".!?\n:"
            first = filling[0].upper() if starts else filling[0].lower()
            filling = first + filling[1:]
        if name in _LABELS:
            spans.append((_LABELS[name], len(text), len(text) + len(filling)))
        text += filling
        at = gap.end()
    return Marked(text + letter[at:], tuple(spans), source, kind)


def messages() -> list[Marked]:
    """The messages of the tests, marked by what is expected of them and by their "others": the
    names and places in them that are not the writer's."""
    return [
        _marked(row, f"{name} {number}")
        for name in _MESSAGES
        if (_DATA / name).is_file()
        for number, row in enumerate(_rows(name))
    ]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_DATA / name).read_text("utf-8").splitlines()]


def _marked(row: dict[str, Any], source: str) -> Marked:
    text, expected = readable(row["text"]), row["expected"]
    others = row.get("others", {})
    sought = [
        *((_kind_of(expected["name"]), expected[part]) for part in ("name",) if expected.get(part)),
        *(("NAME", expected[part]) for part in ("representative",) if expected.get(part)),
        *(("ADDR", expected[part]) for part in ("address",) if expected.get(part)),
        *(("WHO", name) for name in others.get("names", ())),
        *(("PLACE", place) for place in others.get("places", ())),
    ]
    spans: list[tuple[str, int, int]] = []
    for label, words in sought:
        spans += _found(text, unicodedata.normalize("NFC", words), label, spans)
    advert = "quay_roi" in expected.get("category", "") or expected.get("kind") == "nuisance"
    own = () if advert else (expected.get("phone"),)
    for number in find_phones(text):
        label = "OWN" if number.number in own else "THEIR"
        spans.append((label, number.start, number.end))
    mail = expected.get("email")
    if mail and mail in text:
        spans.append(("OWN", text.index(mail), text.index(mail) + len(mail)))
    return Marked(text, tuple(sorted(spans, key=lambda span: span[1])), source, row.get("kind", ""))


def _kind_of(name: str) -> str:
    return "ORG" if lists.ORGANISATIONS.at(tokens_of(name), 0) else "NAME"


def _found(
    text: str, words: str, label: str, taken: list[tuple[str, int, int]]
) -> Iterator[tuple[str, int, int]]:
    """Where the words stand: everywhere for a name, for the writer's address the last place."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    places = [m.span() for m in whole.finditer(text)]
    free = [(a, b) for a, b in places if not any(a < e and s < b for _, s, e in taken)]
    for a, b in free[-1:] if label in ("ADDR", "PLACE") else free:
        yield label, a, b


# --- the ways in which people write the same


def _bare(text: str) -> str:
    letters = (unicodedata.normalize("NFD", letter)[:1] for letter in text)
    return "".join(letters).replace("đ", "d").replace("Đ", "D")


def _unpointed(text: str) -> str:
    """Without commas and full stops, but in numbers."""
    return re.sub(r"(?<!\d)[,.](?=\s|$)|[,.;:](?=\s)", " ", text)


_STYLES: dict[str, Callable[[str], str]] = {
    "": str,
    "bare": _bare,
    "small": str.lower,
    "bare small": lambda text: _bare(text).lower(),
    "capitals": str.upper,
    "bare capitals": lambda text: _bare(text).upper(),
    "small unpointed": lambda text: _unpointed(text).lower(),
    "bare small unpointed": lambda text: _unpointed(_bare(text)).lower(),
    "unpointed": _unpointed,
}


def written(marked: Marked, style: str) -> Marked:
    """The same text in one of `_STYLES`; none changes where things stand."""
    text = _STYLES[style](marked.text)
    assert len(text) == len(marked.text), marked.text  # noqa: S101
    return Marked(text, marked.spans, marked.source, marked.kind)


def styles_of(marked: Marked, nth: int) -> tuple[str, ...]:
    """In which styles the `nth` text is learned: as it is and in a few others, in turn."""
    others = list(_STYLES)[1:]
    return ("", others[nth % len(others)], others[(nth * 3 + 1) % len(others)])


def fingerprint() -> str:
    """Changes with the texts: the weights say from which they were learned."""
    rows = [f"{marked.text}{marked.spans}" for marked in (*letters(), *put_together(), *messages())]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
