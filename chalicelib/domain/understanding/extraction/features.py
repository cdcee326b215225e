"""What is known of each word of a message, for telling whose particulars stand where.

Every word gets features: itself, its spelling, the words around it, and, since whose a name is
often shows only after its address and number, the words around the whole run of particulars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.extraction.words import Word, runs, words_of
from chalicelib.domain.understanding.language.tokens import Token

_EDGES = "^", "$"  # before the first word and after the last
_SHOUTING = 0.6  # share of words in capitals, from which on capitals say nothing
_NEAR = 8  # words after one that tells what follows
_FAR = 3  # runs or sentences from the beginning that are told apart


def features_of(tokens: Sequence[Token], places: Places) -> list[list[str]]:
    """The features of each token, in order. Takes time linear in the number of tokens."""
    return _Features(tokens, places).all()


class _Features:
    def __init__(self, tokens: Sequence[Token], places: Places) -> None:
        self._tokens = tokens
        words = words_of(tokens, places)
        shapes = [word.shape for word in words if word.shape in ("x", "X", "XX")]
        capitals, small = shapes.count("XX"), shapes.count("x")
        self._shouts = capitals > _SHOUTING * len(shapes)
        self._whispers = small == len(shapes)
        if self._shouts:
            words = [replace(w, shape="x") if w.shape in ("X", "XX") else w for w in words]
        caseless = self._shouts or self._whispers
        self._words = words
        self._run = runs(self._words, caseless=caseless)
        self._caseless = caseless

    def all(self) -> list[list[str]]:
        around = self._around()
        sentence = self._sentences()
        since = self._since()
        whole = self._whole()
        return [
            [
                *self._own(i),
                *self._near(i),
                *around[i],
                *sentence[i],
                *since[i],
                *(f"{self._words[i].group}{feature}" for feature in whole),
            ]
            for i in range(len(self._words))
        ]

    def _since(self) -> list[list[str]]:
        """How far before each word the last word stands that tells who or what follows."""
        found: list[list[str]] = []
        last, at, gap = "", 0, "J"
        for i, word in enumerate(self._words):
            gap = max(gap, word.gap, key="JWSL".index)
            near = last and i - at <= _NEAR
            found.append([f"y{last}{i - at}{gap}", f"y{last}{gap}"] if near else ["y"])
            telling = next((kind for kind in word.kinds if kind in "osetkL"), "")
            if telling:
                last, at, gap = telling + word.word, i, "J"
        return found

    def _whole(self) -> list[str]:
        """What the whole message is like."""
        words = self._words
        phones = sum(word.shape == "p" for word in words)
        own = any("s" in word.kinds for word in words)
        others = sum("e" in word.kinds for word in words)
        return [
            f"1{min(phones, 2)}{own:d}{min(others, 2)}",
            f"2{self._shouts:d}{self._whispers:d}{len(words) > 12:d}{len(words) > 40:d}",
        ]

    def _own(self, i: int) -> Iterator[str]:
        here, token = self._words[i], self._tokens[i]
        style = "c" if self._caseless else "n"
        yield "b"
        yield f"w{here.word}"
        if here.shape in "xX" and not token.text.isascii():
            yield f"k{token.key}"
        yield f"s{style}{here.shape}{'' if token.text.isascii() else 'a'}"
        yield f"g{here.gap}"
        yield f"t{here.kinds}{here.shape}"
        for kind in here.kinds:
            yield f"l{kind}"
            yield f"l{kind}{style}{here.shape}"
        if "(" in token.between:
            yield "("
        if ":" in token.between:
            yield ":"

    def _at(self, i: int) -> Word:
        if 0 <= i < len(self._words):
            return self._words[i]
        edge = _EDGES[i >= 0]
        return Word(edge, edge, edge, "L")

    def _near(self, i: int) -> Iterator[str]:
        here = self._words[i]
        a, b, c = self._at(i - 3), self._at(i - 2), self._at(i - 1)
        d, e, f = self._at(i + 1), self._at(i + 2), self._at(i + 3)
        yield f"-1{c.word}"
        yield f"-1{here.gap}{c.word}"
        yield f"-2{b.word}"
        yield f"-2{c.gap}{here.gap}{b.word} {c.word}"
        yield f"-3{a.word} {b.word} {c.word}"
        yield f"-w{c.word} {here.word}"
        yield f"-t{here.gap}{c.kinds}{c.shape} {here.kinds}{here.shape}"
        yield f"-u{c.gap}{here.gap}{b.kinds}{b.shape} {c.kinds}{c.shape} {here.shape}"
        yield f"+1{d.gap}{d.word}"
        yield f"+2{d.gap}{e.gap}{d.word} {e.word}"
        yield f"+w{here.word} {d.word}"
        yield f"+t{here.kinds}{here.shape} {d.gap}{d.kinds}{d.shape}"
        yield f"+u{here.shape}{d.gap}{e.gap}{d.kinds}{d.shape} {e.kinds}{e.shape}"
        yield f"+v{f.gap}{e.shape}{f.kinds}{f.shape}"

    # --- the run of particulars that the word stands in

    def _around(self) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in self._words]
        last = 0
        for nth, (start, end) in enumerate(self._run):
            common = list(self._of_a_run(start, end, last, nth))
            for i in range(start, end):
                kind = self._words[i].group
                found[i] = [f"{kind}{feature}" for feature in common]
                found[i].append(f"r{kind}{min(i - start, 4)}")
                found[i].append(f"R{kind}{min(end - i, 4)}")
            last = end
        for row in found:
            if not row:
                row.append("r0")
        return found

    def _of_a_run(self, start: int, end: int, last: int, nth: int) -> Iterator[str]:
        words = self._words
        a, b = self._at(start - 2), self._at(start - 1)
        c, d = self._at(end), self._at(end + 1)
        first = self._at(start)
        inside = words[start:end]
        phone = any(word.shape in "pm" for word in inside)
        place = any("A" in word.kinds or word.shape == "9" for word in inside)
        gap = first.gap if start else "^"
        close = c.gap if end < len(words) else "$"
        begins = next((kind for kind in first.kinds if kind in "eosgtn"), "-")
        sizes = f"{phone:d}{place:d}"
        yield f"{{{b.word}"
        yield f"{{{gap}{a.word} {b.word}"
        yield f"{{{gap}{begins}"
        yield f"{{f{gap}{first.word}"
        yield f"}}{close}{c.word}"
        yield f"}}{close}{c.word} {d.word}"
        yield f"}}{close}{d.word}"
        yield f"}}{close}{begins}{sizes}"
        yield f"}}{close}{gap}{begins}{sizes}"
        yield f"}}{close}{gap}{sizes}{c.kinds}{c.shape}"
        yield f"n{min(nth, _FAR)}{close == '$'}{sizes}"
        yield f"m{start - last > 3}{gap}{close}"
        yield f"z{end - start > 2}{end - start > 6}{sizes}"

    # --- the sentence

    def _sentences(self) -> list[list[str]]:
        words = self._words
        found: list[list[str]] = []
        start, me, other, nth = 0, "-", "-", 0
        before, earlier = "^", "^"
        for i, word in enumerate(words):
            if word.gap in "SL" and i:
                before, earlier = words[start].word, before
                start, me, other, nth = i, "-", "-", nth + 1
            kind = word.group
            first, second = words[start].word, self._at(start + 1).word
            row = [
                f"^{kind}{first} {second}",
                f"^{kind}{first}",
                f"^n{kind}{min(nth, _FAR)}",
                f"^p{kind}{before}",
                f"^q{kind}{earlier} {before}",
                f"me{kind}{me}",
                f"he{kind}{other}",
                f"mh{kind}{me != '-'}{other != '-'}",
            ]
            found.append(row)
            if "s" in word.kinds:
                me = f"{word.word}{word.gap if word.gap in 'LS' else ''}"
            if any(kind in word.kinds for kind in "eok"):
                other = word.word
        return found
