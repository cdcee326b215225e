"""Lists of phrases, and how they are found among tokens with or without accents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from chalicelib.domain.formats.vietnamese import fold, tone_last
from chalicelib.domain.understanding.language.tokens import Gap, Token

# Short forms of single words in text messages: "k ai den", "chua dc tra loi", "lam quen vs anh".
SHORT = {
    **dict.fromkeys(("k", "ko", "kg", "khg", "hok", "kh"), "khong"),
    **dict.fromkeys(("dc", "dk"), "duoc"),
    **{"vs": "voi", "j": "gi", "ng": "nguoi", "trc": "truoc", "wa": "qua"},
}
_INSIDE = 3  # most characters between two words that a slash joins: "d/c", "d / c"


class Phrases:
    """A set of phrases to look up among tokens.

    With `accents`, an accented word matches only with the phrase's own accents ("vì" is not the
    surname "Vi"), and a bare word only where the writer leaves accents out. Without, only the
    letters count.
    """

    def __init__(self, phrases: Iterable[str], *, accents: bool = True) -> None:
        self._accents = accents
        self._first: dict[str, list[tuple[tuple[str, str], ...]]] = {}
        for phrase in phrases:
            words = tuple(map(_spelt, phrase.replace("/", " ").split()))
            self._first.setdefault(words[0][0], []).append(words)
        for rows in self._first.values():
            rows.sort(key=len, reverse=True)
        self._longest = max(len(rows[0]) for rows in self._first.values())

    def at(self, tokens: Sequence[Token], i: int) -> int:
        """The length in tokens of the longest phrase that begins at token `i`; 0 if none does."""
        if i >= len(tokens) or i < 0:
            return 0
        word = tokens[i].fold
        rows = self._first.get(word)
        if word in SHORT:
            rows = [*(rows or ()), *self._first.get(SHORT[word], ())]
        for words in rows or ():
            if self._fits(tokens, i, words):
                return len(words)
        return 0

    def before(self, tokens: Sequence[Token], i: int) -> int:
        """The length in tokens of the longest phrase that ends just before token `i`; 0 if none."""
        sizes = range(min(self._longest, i), 0, -1)
        return next((size for size in sizes if self.at(tokens, i - size) == size), 0)

    def among(self, tokens: Sequence[Token]) -> list[int]:
        """The positions of all tokens at which a phrase begins."""
        known = self._first
        return [
            i
            for i, token in enumerate(tokens)
            if (token.fold in known or token.fold in SHORT) and self.at(tokens, i)
        ]

    def _fits(self, tokens: Sequence[Token], i: int, words: tuple[tuple[str, str], ...]) -> bool:
        if i + len(words) > len(tokens):
            return False
        for j, word in enumerate(words, i):
            apart = j > i and tokens[j].gap is not Gap.JOIN and not _is_slash(tokens[j])
            if apart or not self._same(tokens[j], word):
                return False
        return True

    def _same(self, token: Token, word: tuple[str, str]) -> bool:
        if token.fold != word[0]:
            return SHORT.get(token.fold) == word[0]
        bare = token.text.isascii()
        return not self._accents or token.key == word[1] or (bare and token.plain)


@cache  # the lists have few words between them, said again and again
def _spelt(word: str) -> tuple[str, str]:
    """A word of the lists without marks, and with its tone last."""
    return fold(word), tone_last(word)


def _is_slash(token: Token) -> bool:
    return token.between.strip() == "/" and len(token.between) <= _INSIDE


def split(text: str) -> list[str]:
    """The phrases of a list that is separated by commas or line breaks."""
    return [phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip()]


def listed(text: str, *, accents: bool = True) -> Phrases:
    """`Phrases` from a list separated by commas or line breaks."""
    return Phrases(split(text), accents=accents)
