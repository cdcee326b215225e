"""Vietnamese letters: one form to store, one to search, and "is this Vietnamese at all?" (N9).

Text is stored in NFC. It is searched and matched in its folded form: lower case, without marks,
đ as d. Missing accents are never guessed: "to cao" may mean "tố cáo" (denounce) or "to cao" (tall).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from chalicelib.domain.formats import tcvn3

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_D = str.maketrans("đðɖ", "ddd")

_ONSET = r"(?:ngh|ng|nh|n|gh|gi|g|ch|c|d|th|tr|t|ph|p|kh|k|qu|b|h|l|m|r|s|v|x)?"
_RHYME = (
    r"(?:a(?:[cmioputy]|ch|ng?|nh)?"
    r"|e(?:[cmnoptu]|ch|ng|nh)?"
    r"|i(?:[amnptu]|ch|nh|e[cmnptu]|eng)?"
    r"|o(?:[cimnptoe]|ng|a(?:[cimoptyn]|ch|nh|ng)?|e[not]|ong|oc)?"
    r"|u(?:[acimneoptuy]|ng|a(?:[ntyc]|ng)|e(?:ch|nh)|o(?:[cimnptu]|ng)|y(?:[anptu]|ch|nh|en|et))?"
    r"|y(?:[ntpu]|nh|ch|e[mntu]|eng)?)"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RHYME}")
_WORDS = re.compile(r"[^\W\d_]+")
_IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0eff\uf900-\ufaff]")


def bag(text: str) -> frozenset[str]:
    """The words of a text as a set, for word lists in the source."""
    return frozenset(text.split())


# Abbreviations used in text messages, and those of offices and documents.
_SHORT = bag(
    """
    k ko kg khg hok hong dc dk vs ntn nt j bt bik mik mk r rui roi uh uk ok oke nhek ah uj iu
    ng ngta cx cg lm nhiu wa pn onl tks thks sdt dt lh tp ubnd hdnd mttq qd qdd tb vp bv csgt
    ca gpmb cccd cmnd hs gcn qsdd tphcm hn vn lss tdp kdc sn gd ntd zalo facebook internet
    wifi email gmail karaoke tnhh mtv cp htx cty pccc bhyt bhxh thcs thpt ktx sms mail web app
    camera loa
    """
)


def nfc(text: str) -> str:
    """The stored form: composed letters, about half as long as decomposed ones."""
    return unicodedata.normalize("NFC", text)


class _Bare(dict[int, str]):
    """A translation table for decomposed letters, filled on demand: marks go, đ becomes d."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = "" if unicodedata.category(letter) == "Mn" else letter.translate(_D)
        return self[code]


_BARE = _Bare()


def fold(text: str) -> str:
    """Lower case without marks, with đ Đ ð Ð Ɖ as d; spaces and punctuation are kept."""
    return unicodedata.normalize("NFD", text.lower()).translate(_BARE)


class _Letters(dict[int, str]):
    """A translation table that folds letters, and digits of other scripts, on demand: one sign in,
    exactly one out."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = str(unicodedata.decimal(letter, fold(letter)))
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


_LETTERS = _Letters()


def shadow(text: str) -> str:
    """Like `fold`, but exactly as long as the text, so that offsets are the same in both."""
    return text.translate(_LETTERS)


@lru_cache(maxsize=65_536)
def tone_last(word: str) -> str:
    """The word with its tone mark moved to the end, so that "hoà" and "hòa" compare equal."""
    parts = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in parts if c in _TONES)
    return nfc("".join(c for c in parts if c not in _TONES)) + tone


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether the word, with or without accents, could be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(fold(word)) is not None


def repair(text: str) -> str:
    """The text in NFC, with pasted TCVN3 decoded where it is clearly that."""
    return tcvn3.decode(nfc(text), is_syllable)


def looks_vietnamese(text: str) -> bool:
    """False only if the text has at least four words and few of them can be Vietnamese (N9).

    The right response to False is to ask again, never to refuse.
    """
    strange = len(_IDEOGRAPH.findall(text))
    words = [w for w in _WORDS.findall(shadow(nfc(text))) if len(w) > 1 and not _IDEOGRAPH.match(w)]
    good = sum(w in _SHORT or is_syllable(w) for w in words)
    total = len(words) + strange
    return total < 4 or good >= 0.6 * total
