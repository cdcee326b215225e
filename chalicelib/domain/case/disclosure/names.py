"""A person's name in a text: whole, its last two words, or the given name after "ông", "bà".

Vietnamese names are made of everyday words, so a part of a name only counts where it can be one:
marks that differ make another word, and a pair that people say every day has to be written with
capitals or follow an honorific.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chalicelib.domain.case.disclosure import words as lists
from chalicelib.domain.case.disclosure.reading import Reading, Word
from chalicelib.domain.formats.vietnamese import fold, tone_last

Span = tuple[int, int]

_LETTERS = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SEVERAL = re.compile(r"[,;/&+\n]| - |\bvà\b|\bva\b", re.IGNORECASE)
_APART = r"[^a-z0-9]{0,6}"
_SPACED = r"[^a-z0-9]{1,3}"
_VOWEL = re.compile("[aeiouy]")
_INITIALS = _PAIR = 2
_LONGEST = 5  # words of a person's name; more is an organisation's
_BETWEEN = 3  # words of a name, or initials, that may stand between honorific and given name

Name = tuple[str, ...]


def names_of(typed: str) -> tuple[Name, ...]:
    """The names in a field, each as its words: "Bà Mai (vợ ông An)" is Mai."""
    parts = _SEVERAL.split(_ASIDE.sub(" ", typed))
    return tuple(name for part in parts if (name := _name(part)))


def _name(part: str) -> Name:
    words = _LETTERS.findall(Reading.of(part).plain)
    while len(words) > 1 and tone_last(words[0]) in map(tone_last, lists.HONORIFICS):
        words = words[1:]
    return tuple(words) if sum(map(len, words)) > 1 else ()


def names_in(text: Reading, names: tuple[Name, ...]) -> Iterator[Span]:
    for name in names:
        yield from _whole(text, name)
        if not _is_organisation(name):
            yield from _last_two(text, name)
            yield from _addressed(text, name)


def _is_organisation(name: Name) -> bool:
    first, second = fold(name[0]), fold(name[1]) if len(name) > 1 else ""
    pair = (first, second) in lists.COMMON_PAIRS
    return len(name) > _LONGEST or (first in lists.ORGANISATIONS and (pair or len(name) > 4))


def _whole(text: Reading, name: Name) -> Iterator[Span]:
    if len(name) == 2:
        yield from _pairs(text, name, name)
    elif len(name) > 2:
        for found in _pattern(name).finditer(text.low):
            if not _is_place(text, text.at(found.start()), name):
                yield found.span()


def _last_two(text: Reading, name: Name) -> Iterator[Span]:
    if len(name) > 2:
        yield from _pairs(text, name[-2:], name)


def _pairs(text: Reading, pair: Name, name: Name) -> Iterator[Span]:
    for found in _pattern(pair).finditer(text.low):
        first = text.at(found.start())
        last = text.at(found.end() - 1)
        if last == first + 1 and not _is_said(text, first, pair, name):
            continue
        if not (_is_place(text, first, name) or _is_anothers(text, first, name)):
            yield found.span()


def _is_anothers(text: Reading, first: int, name: Name) -> bool:
    """Whether another surname stands before the name."""
    before = text.before(first)
    if before is None or not before.is_titled or before.folded in map(fold, name):
        return False
    small = tone_last(before.text)
    surname = small in _SURNAMES or (text.is_bare and small in _SURNAMES_BARE)
    return surname and text.are_neighbours(before, text.words[first])


def _is_said(text: Reading, first: int, pair: Name, name: Name) -> bool:
    """Whether two words of the text, which fold like the pair, can be that name."""
    one, two = text.words[first], text.words[first + 1]
    if not (one.fits(pair[0], name) and two.fits(pair[1], name)):
        return False
    if (one.is_titled and two.is_titled) or _honorific(text, first, titled=True):
        return True
    before, after = text.before(first), text.after(first + 1)
    return not (
        (one.folded, two.folded) in lists.COMMON_PAIRS
        or (before and (before.folded, one.folded) in lists.COMMON_PAIRS)
        or (after and (two.folded, after.folded) in lists.COMMON_PAIRS)
    )


def _addressed(text: Reading, name: Name) -> Iterator[Span]:
    """The given name after an honorific, with or without surname or initials between."""
    given, others = name[-1], frozenset(map(fold, name[:-1]))
    folded = fold(given)
    unmarked = all(fold(part) == part.lower() for part in name)
    for number, word in enumerate(text.words):
        if word.folded != folded or not word.fits(given, name) or _goes_on(text, number, name):
            continue
        if unmarked and not (word.is_bare or word.is_titled):
            continue  # "chị hiện chưa" says nothing of one who is on file as "hien"
        first = _first_of(text, number, others)
        if _honorific(text, first, titled=word.is_titled):
            yield text.words[first - 1].start, word.end


def _goes_on(text: Reading, number: int, name: Name) -> bool:
    """Whether the word is the beginning of another word or name: "ông bình tĩnh", "chị em"."""
    word, after = text.words[number], text.after(number)
    office = after is not None and (word.folded, after.folded) in lists.OFFICES
    if after and office and _close(word, after) and after.text.islower():
        return True
    if word.is_titled and (not after or not after.is_titled or not _close(word, after)):
        return False
    if after is None or not _close(word, after):
        return word.folded in lists.BARE and not word.is_titled
    if word.is_titled and after.is_titled:  # another person: "ông Bình Minh Quân"
        return len(name) > 1 and after.folded not in lists.BARE
    return (word.folded, after.folded) in lists.COMMON_PAIRS or word.folded in lists.BARE


def _close(left: Word, right: Word) -> bool:
    return right.start - left.end <= 1


def _first_of(text: Reading, number: int, others: frozenset[str]) -> int:
    """The first word of the name that ends with this one."""
    first = number
    while first and number - first < _BETWEEN:
        before = text.words[first - 1]
        part = before.folded in others or _is_initial(before)
        if not part or _is_honorific(text, first - 1, titled=True):
            break
        if not text.are_neighbours(before, text.words[first]):
            break
        first -= 1
    return first


def _is_initial(word: Word) -> bool:
    """Whether it is a letter or a few that begin a word: "N.", "Ng." """
    short = len(word.text) == 1 or (len(word.text) == _INITIALS and not _VOWEL.search(word.folded))
    return short and word.text[:1].isupper()


def _honorific(text: Reading, number: int, *, titled: bool) -> bool:
    """Whether an honorific stands before this word."""
    if not 0 < number < len(text.words):
        return False
    near = text.are_neighbours(text.words[number - 1], text.words[number])
    return near and _is_honorific(text, number - 1, titled=titled)


def _is_honorific(text: Reading, number: int, *, titled: bool) -> bool:
    word = text.words[number]
    small = tone_last(word.text)
    if not titled and (before := text.before(number)) and tone_last(before.text) in _MANY:
        return False
    if small in lists.SHORT or small in _RELATED:
        return titled and text.words[number + 1].is_titled
    if small in _HONORIFICS:
        return word.folded != small or word.folded in lists.CLEAR_BARE or titled
    if word.is_bare and word.folded in lists.BARE:
        return titled or (text.is_bare and word.folded in lists.CLEAR_BARE)
    before = text.before(number)
    return word.folded == "chi" and before is not None and before.folded in ("dong", "d")


_HONORIFICS = frozenset(map(tone_last, lists.HONORIFICS))
_RELATED, _MANY, _SURNAMES = (
    frozenset(map(tone_last, each)) for each in (lists.RELATED, lists.MANY, lists.SURNAMES)
)
_SURNAMES_BARE = frozenset(map(fold, lists.SURNAMES))
_PLACES = frozenset(map(tone_last, lists.PLACES))


def _is_place(text: Reading, number: int, name: Name) -> bool:
    """Whether the name that this word belongs to is a street's or place's: "đường Văn Cao"."""
    others = frozenset(map(fold, name))
    before, first = text.before(number), number - len(name)
    while before and before.folded in others and text.are_neighbours(before, text.words[number]):
        number, before = number - 1, text.before(number - 1)
        if number <= first:
            return False
    if before is None or not text.are_neighbours(before, text.words[number]):
        return False
    small = tone_last(before.text)
    return small in _PLACES or small in lists.PLACES_BARE


@lru_cache(maxsize=256)
def _pattern(name: Name) -> re.Pattern[str]:
    """The name in any case, without marks, its words apart or not, its letters spaced out or
    not."""
    *others, given = name
    body = _APART.join(
        [*map(_word_or_initial if len(name) > _PAIR else _word, others), _word(given)]
    )
    return re.compile(rf"(?<![a-z]){body}(?![a-z])")


def _word_or_initial(word: str) -> str:
    return rf"(?:{_word(word)}|{fold(word)[0]}\.)"


def _word(word: str) -> str:
    letters = list(fold(word))
    return f"(?:{''.join(letters)}|{_SPACED.join(letters)})"
