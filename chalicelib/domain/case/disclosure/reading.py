"""A text as it is searched: what is seen of it, its folded twin of the same length, its words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from chalicelib.domain.formats.readable import seen
from chalicelib.domain.formats.vietnamese import fold, nfc, shadow, tone_last

_WORDS = re.compile(r"[^\W\d_]+|\d+")
_MARKS = frozenset({"Mn", "Me"})
_ENDS = re.compile(r"[.!?;:]|\n\s*\n")


@dataclass(frozen=True)
class Word:
    """A word or a run of digits: as it stands, folded, and where."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_bare(self) -> bool:
        """Whether it has no marks: it may be written without them."""
        return self.text.lower() == self.folded

    @property
    def is_titled(self) -> bool:
        """Whether it begins with a capital and goes on in small letters, as names do."""
        return self.text[:1].isupper() and not self.text[1:].isupper()

    def fits(self, word: str, name: tuple[str, ...]) -> bool:
        """Whether this can be that word of the name, given that both fold alike. One without marks
        can be any, and so can those of a name that was written without; one with other marks is
        another word: "vấn" is not "Văn"."""
        bare = all(fold(part) == part.lower() for part in name)
        return self.is_bare or bare or tone_last(self.text) == tone_last(word)


@dataclass(frozen=True)
class Reading:
    """`plain` is the text as a person sees it, without marks that belong to no letter; `low` is
    folded, and has its offsets."""

    plain: str
    low: str

    @classmethod
    def of(cls, text: str) -> Reading:
        composed = nfc(unicodedata.normalize("NFKC", seen(text)))
        plain = "".join(sign for sign in composed if unicodedata.category(sign) not in _MARKS)
        return cls(plain, shadow(plain))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(self.plain[m.start() : m.end()], m[0], m.start(), m.end())
            for m in _WORDS.finditer(self.low)
        )

    @cached_property
    def is_bare(self) -> bool:
        """Whether the whole text is written without marks."""
        return self.plain.lower() == self.low

    def are_neighbours(self, left: Word, right: Word) -> bool:
        """Whether no sentence ends between the two words, which follow each other."""
        between = self.plain[left.end : right.start]
        short = len(left.text) <= 2 and (left.text[:1].isupper() or left.text in ("a", "c"))
        abbreviated = short and between.strip() == "."
        return len(between) <= 3 and (abbreviated or not _ENDS.search(between))

    def at(self, start: int) -> int:
        """The number of the word that begins there or encloses it."""
        return bisect_right(self._ends, start)

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    def before(self, number: int) -> Word | None:
        return self.words[number - 1] if 0 < number <= len(self.words) else None

    def after(self, number: int) -> Word | None:
        return self.words[number + 1] if number + 1 < len(self.words) else None
