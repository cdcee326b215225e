"""What a text is about, as marks that can be compared: where it is, and what is the matter there.

A mark is the kind of what it stands for and the folded words, or, on file, a keyed hash of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import bag, fold
from chalicelib.domain.understanding.extraction import lists
from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.extraction.wards import Wards
from chalicelib.domain.understanding.language.phrases import SHORT, listed
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, tokens_of
from chalicelib.domain.understanding.repeats import ON_FILE

MOST = 40  # marks of a case: a letter of many pages is known by its first hundred words


class Trait(StrEnum):
    """What a mark stands for. The values are stored, each the first letter of a mark."""

    PLACE = "p"  # a street, a market, a bridge, by the last two words of its name
    PART = "n"  # a numbered part of a ward: "khối 4", "ngõ 8"
    WARD = "r"
    PAIR = "w"  # two words that stand together: most of what Vietnamese has one word for
    WORD = "s"


Spelled = Mapping[str, str]  # each mark with the words as somebody has written them

# Before a name or a number: where it is.
_NAMED = listed(
    """
    đường, phố, đ, quốc lộ, ql, chợ, cầu, hồ, suối, sông, trường, mầm non, tiểu học, thcs, thpt,
    ngã tư, ngã ba, ngã năm, ngã sáu, công viên, nghĩa trang, bệnh viện, bến xe, khu, thôn, xóm,
    bản, làng, khu đô thị, khu tái định cư, nhà nghỉ, khách sạn, quán, karaoke, chùa, đền
    """
)
_NUMBERED = listed(
    """
    khối, khối phố, thôn, xóm, tổ, tổ dân phố, tdp, ngõ, ngách, hẻm, km, khu, tổ số, khối số,
    ngõ số
    """
)
# What says nothing of the matter: who speaks, how, when, and what they want of us.
_EMPTY = bag(
    """
    toi em anh chi ong ba co chu chau bac minh dan nha ho nguoi ta ai chung gia dinh con cai
    la va o tai co khong chua da dang se bi duoc cho de nghi xin kinh gui mong nho giup nho
    phan anh kien y bao hoi cam on trong truoc sau tren duoi ngoai canh gan ben giua den tu voi
    ra vao di ve len xuong lai van cu nua roi lam qua rat nhieu it moi may hom nay qua mai ngay
    thang nam tuan gio phut sang trua chieu toi dem khuya luc khi thi ma nen vi do cua cac nhung
    nay kia do day ay the nao gi sao bao lau het ca suot lien tuc thuong xuyen mot hai ba bon
    sau bay tam chin muoi a nhe oi vang thua alo ubnd phuong xa thanh pho tp lang son tinh so
    dien thoai sdt dt lh ten dia thay noi biet xem viec chuyen van de tinh trang hien hay phai
    can muon theo nhu cung deu chi cung con luon lan hien doan khu khoi thon ngo xom to duong
    khac nhau dong chi lanh dao quy chinh quyen dia phuong som ngay lap kiem tra xu ly giai quyet
    thanh cam on bua phe rang se vua bang nhan duoi tung moi het
    """
)
# What is written short: "đg", "bv"; and words that people use for the same.
_SHORT = {
    **SHORT,
    **{"dg": "duong", "bv": "benh vien", "hs": "ho so", "oga": "o ga", "xh": "xa hoi"},
}
_NAME = 4  # words in a name of a place
# Names of streets that, without accents, are everyday words too.
_ALSO_WORDS = frozenset({("tan", "da"), ("hoa", "binh"), ("ba", "son"), ("nam", "cao")})


def traits_of(
    text: str, places: Places, but: Collection[str] = (), *, numbered: bool = True
) -> dict[str, str]:
    """The marks of what a text is about, without the words of `but`, which say who the citizen is;
    without `numbered` no number is a mark, as in an address."""
    tokens = tokens_of(readable(text))
    hidden = {word for said in but for word in fold(said).split()}
    where = list(_places(tokens, places))
    taken = {at for start, end, _ in where for at in range(start, end)}
    taken |= {at for at, token in enumerate(tokens) if token.fold in hidden}
    found: dict[str, str] = {}
    for start, end, trait in where:
        if numbered or trait is not Trait.PART:
            found.setdefault(*_place(tokens, start, end, trait))
    for name, at in _wards(tokens, places.wards, taken):
        found.setdefault(ward_mark(name), name)
        taken |= at
    for mark, spelled in _words(tokens, taken):
        found.setdefault(mark, spelled)
    return dict(list(found.items())[:MOST])


def traits_of_matter(
    texts: Iterable[str], address: str, places: Places, but: Collection[str]
) -> Spelled:
    """The marks of what these texts are about. Where they name no place, it is where the citizen
    lives, without the number of the house."""
    found: dict[str, str] = {}
    for text in texts:
        for mark, words in traits_of(text, places, but).items():
            found.setdefault(mark, words)
    if any(mark[0] == Trait.PLACE for mark in found):
        return found
    return traits_of(address, places, but, numbered=False) | found


def ward_mark(name: str) -> str:
    """The mark of the ward of this name."""
    return f"{Trait.WARD}{fold(name)}"


def _place(tokens: Sequence[Token], start: int, end: int, trait: Trait) -> tuple[str, str]:
    said = [token.fold for token in tokens[start:end]]
    last = said[-2:] if trait is Trait.PLACE else [said[0], said[-1]]
    spelled = " ".join(token.text for token in tokens[start:end])
    return f"{trait}{' '.join(last)}", spelled


def _places(tokens: Sequence[Token], known: Places) -> Iterator[tuple[int, int, Trait]]:
    """Where places stand: the first token, the one after the last, and what they are."""
    at = 0
    while at < len(tokens):
        found = _place_at(tokens, at, known)
        if found is None:
            at += 1
            continue
        yield found
        at = found[1]


def _place_at(tokens: Sequence[Token], at: int, known: Places) -> tuple[int, int, Trait] | None:
    size = _NUMBERED.at(tokens, at)
    after = at + size
    if size and _follows(tokens, after) and tokens[after].kind is Kind.NUMBER:
        return at, after + 1, Trait.PART
    size = _NAMED.at(tokens, at)
    end = _name(tokens, at + size, known) if size and _follows(tokens, at + size) else 0
    if end:
        return at, end, Trait.PLACE
    if _is_ward(tokens, at, known.wards):
        return None
    street = known.street_at(tokens, at)
    return (at, at + street, Trait.PLACE) if street and _is_a_name(tokens, at, street) else None


def _follows(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].gap is Gap.JOIN


def _name(tokens: Sequence[Token], at: int, known: Places) -> int:
    """The end of the name that stands here: a street that is known, or words with capitals."""
    street = known.street_at(tokens, at)
    if street:
        return at + street
    end = at
    while end < min(len(tokens), at + _NAME) and tokens[end].cap and _follows(tokens, end):
        end += 1
    return end if end - at > 1 and not _shouts(tokens) else 0


def _shouts(tokens: Sequence[Token]) -> bool:
    """Whether all is in capitals, which then say nothing."""
    words = [token for token in tokens if token.kind is Kind.WORD]
    return sum(token.text.isupper() for token in words) > len(words) / 2


def _is_a_name(tokens: Sequence[Token], at: int, size: int) -> bool:
    everyday = tuple(t.fold for t in tokens[at : at + size]) in _ALSO_WORDS
    return tokens[at].cap if everyday else True


def _is_ward(tokens: Sequence[Token], at: int, wards: Wards) -> bool:
    """Whether a ward stands here, said to be one; otherwise it may be the street of that name."""
    return bool(wards.at(tokens, at) and lists.WARD_WORDS.before(tokens, at))


def _wards(
    tokens: Sequence[Token], wards: Wards, taken: Collection[int]
) -> list[tuple[str, set[int]]]:
    """The wards that are named outside of other places' names, each with where it stands."""
    found = [(ward, at) for at in range(len(tokens)) if (ward := wards.at(tokens, at))]
    spans = [(ward[0], set(range(at, at + ward[1]))) for ward, at in found]
    return [(name, span) for name, span in spans if not span & set(taken)]


def _words(tokens: Sequence[Token], taken: Collection[int]) -> Iterator[tuple[str, str]]:
    """Words and pairs of words that say something, outside of places and names."""
    last = -1
    for at, token in enumerate(tokens):
        said = _SHORT.get(token.fold, token.fold)
        if at in taken or token.kind is not Kind.WORD or len(said) < 2:
            continue
        if said not in _EMPTY:
            yield f"{Trait.WORD}{said}", token.text
        pair = (tokens[last].fold, said)
        joined = last == at - 1 and last >= 0 and token.gap is Gap.JOIN
        if joined and not set(pair) <= _EMPTY:
            yield f"{Trait.PAIR}{' '.join(pair)}", f"{tokens[last].text} {token.text}"
        last = at


def is_telling(mark: str) -> bool:
    """Whether its words say something to a person too, not only beside others: "đèn hỏng", and not
    "hỏng cả"."""
    return mark[0] != Trait.PAIR or not set(mark[1:].split()) & _EMPTY


def read(marks: str) -> frozenset[str]:
    """The marks that are on file one after the other."""
    return frozenset(marks[at : at + ON_FILE] for at in range(0, len(marks), ON_FILE))


def joined(*marks: str) -> str:
    """Marks on file and further ones, each once, as many as are kept of a case."""
    every = (one[at : at + ON_FILE] for one in marks for at in range(0, len(one), ON_FILE))
    return "".join(list(dict.fromkeys(every))[:MOST])
