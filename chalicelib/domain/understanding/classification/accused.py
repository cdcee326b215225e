"""Members of the office and leaders whom a message seems to be about, so that none of them is asked
to judge it. An officer confirms or corrects this in screening.

A member is known by the full name, or by the given name next to the office ("anh Nghĩa ở bộ phận
tiếp dân"); whoever is only addressed, thanked or met is not meant. Almost every message is
addressed to a leader, so a title counts only with a word of reproach behind it, or when the citizen
says that they denounce its holder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import fold, tone_last
from chalicelib.domain.understanding.language.phrases import Phrases, listed
from chalicelib.domain.understanding.language.tokens import Gap, Token, tokens_of

_REACH = 9  # words behind a title among which the reproach stands
_NEAR = 8  # words around a given name among which the office stands

_ADDRESSED = listed(
    """
    gửi, gởi, kính gửi, kính gởi, kính thưa, thưa, kính mong, mong, mong muốn, đề nghị,
    kính đề nghị, nhờ, nhờ cậy, xin, kính xin, trình, kính trình, báo cáo, cảm ơn, cám ơn, gặp,
    được gặp, liên hệ, hỏi, yêu cầu, chào, kính chào, kiến nghị, ý kiến của, chỉ đạo của, nhắn,
    chuyển, tới, đến, của, kính nhờ, cầu xin, phản ánh tới, phản ánh đến, phản ánh với,
    phản ánh lên, nói với, kính báo
    """,
    accents=False,
)
_THEMSELVES = listed(
    """
    tôi tên, tôi tên là, tên tôi là, tên là, tôi là, tên em là, em là, cháu là, em tên, em tên là,
    cháu tên, cháu tên là, họ tên, họ và tên, người gửi, người phản ánh, mình là, mình tên, ký tên
    """,
    accents=False,
)
_HONORIFICS = listed(
    """
    ông, bà, anh, chị, cô, chú, bác, đồng chí, đ/c, đc, cán bộ, chuyên viên, cb, cv, thằng,
    con mụ, lão, ô, b, a, c, mr, ms, tên, sếp
    """,
    accents=False,
)
_DENOUNCED = listed(
    """
    tố cáo, tố giác, tố, khiếu nại, phản ánh, phản ánh về, phản ánh việc, lên án, kiện,
    bức xúc với, bức xúc về, hành vi của, thái độ của, sai phạm của, vi phạm của, việc làm của,
    thái độ phục vụ của, thái độ làm việc của, cách làm việc của, cách làm của, tác phong của,
    làm rõ trách nhiệm của, xem xét trách nhiệm của, xử lý trách nhiệm của
    """,
    accents=False,
)
_REPROACHED = listed(
    """
    nhận tiền, nhận hối lộ, ăn hối lộ, hối lộ, đòi tiền, vòi tiền, vòi vĩnh, vòi, lót tay,
    phong bì, ăn tiền, ăn chặn, ăn bớt, bòn rút, cắt xén, tham ô, tham nhũng, tiêu cực, bao che,
    dung túng, bảo kê, tiếp tay, cấu kết, thông đồng, móc nối, lợi dụng chức vụ, lạm quyền,
    lộng quyền, cửa quyền, hách dịch, hống hách, trịch thượng, quan liêu, nhũng nhiễu, sách nhiễu,
    gây khó dễ, gây khó khăn, làm khó, quát, quát mắng, quát tháo, quát nạt, mắng, chửi, chửi bới,
    nạt nộ, dọa, đe dọa, dọa nạt, đánh, hành hung, xúc phạm, lăng mạ, coi thường, khinh dân,
    thiên vị, ưu ái, thiếu trách nhiệm, vô trách nhiệm, đùn đẩy, né tránh, phớt lờ, thờ ơ, vô cảm,
    im lặng, lừa, lừa đảo, không giải quyết, không trả lời, không tiếp dân, không tiếp,
    không gặp dân, không chịu, làm ngơ, say rượu, say xỉn, uống rượu, nhậu, đánh bài, quấy rối,
    sàm sỡ, đuổi dân, đuổi, đất công, chiếm đất, lấn chiếm, chiếm, sân sau, làm sai, sai phạm,
    vi phạm, sai luật, trái luật, trái phép, ký sai, cấp sai, đưa người nhà, nuốt lời, hứa hão,
    hứa suông, thái độ, bất lịch sự, mất lịch sự, nhận quà, cố tình, ngâm hồ sơ, lấy đất,
    bán đất, bỏ vị trí, bắt dân, không thực hiện, không thi hành
    """,
    accents=False,
)
# Behind these words somebody else is spoken of, or the holder of the title is called upon.
_TURNS = listed(
    """
    nhưng, mà, song, tuy nhiên, ơi, cán bộ, công an, hàng xóm, người dân, nhà bên, công ty,
    chủ nhà, chỉ đạo, xem xét, xử lý, kiểm tra, giúp, can thiệp, giải quyết giúp, hãy, quan tâm,
    cho tôi, cho dân, tôi, em, cháu, chúng tôi, bà con, biết, tại sao, vì sao, sao, cho hỏi
    """,
    accents=False,
)
_OFFICE = listed(
    """
    văn phòng, vp, tiếp dân, tiếp công dân, chuyên viên, chánh văn phòng, phó văn phòng,
    ubnd thành phố, ubnd tp, ủy ban thành phố, ub tp, đường dây nóng, phòng tiếp dân,
    một cửa thành phố, tổ công tác
    """,
    accents=False,
)
# "Văn phòng" of somebody else: "văn phòng công chứng".
_OTHER_OFFICE = listed(
    """
    công chứng, đăng ký, luật, nhà đất, đất đai, đại diện, hợp tác xã, htx, thừa phát lại,
    nhà trường, trường, công ty, cty, khối, khu, thôn, tổ, phường, xã, giao dịch, nhà máy, môi giới
    """,
    accents=False,
)
# Another place's leader, of whom the news tells: "chủ tịch UBND thành phố Hạ Long".
_ELSEWHERE = listed(
    """
    hà nội, hải phòng, hải dương, hạ long, hòa bình, hồ chí minh, hcm, huế, hưng yên, hà giang,
    hà nam, bắc giang, bắc ninh, bắc kạn, cao bằng, cần thơ, đà nẵng, điện biên, lào cai, lai châu,
    nam định, nghệ an, ninh bình, phú thọ, quảng ninh, quảng nam, sơn la, thái bình, thái nguyên,
    thanh hóa, tuyên quang, vĩnh phúc, yên bái, móng cái, việt trì, cũ
    """
)
_THANKED = listed(
    """
    giúp tôi, giúp em, giúp cháu, giúp gia đình, giúp bà con, giúp mẹ, giúp bố, giúp đỡ,
    rất nhiệt tình, rất tận tình, rất chu đáo
    """,
    accents=False,
)
_WORD = re.compile(r"\w+")
_CHAIR = re.compile(r"((?:Phó )?Chủ tịch) UBND (\w+(?: phố)?)")
_COMMITTEES = ("", "UBND ", "UB ", "ủy ban ", "ủy ban nhân dân ")
_FORMER = ("nguyen", "cuu")
_SHORT = {"thành phố": "TP", "phường": "P"}


def accused_in(text: str, authority: Authority) -> tuple[str, ...]:
    """The ids of the members and leaders whom the message seems to be about, in the authority's
    order."""
    text = readable(text)
    words = frozenset(_WORD.findall(fold(text)))
    rows = tuple((one.id, one.name, one.title) for one in authority.people)
    named = [person for person in _people(rows) if person.may_be_in(words)]
    if not named:  # as with most messages
        return ()
    tokens = tokens_of(text)
    return tuple(person.id for person in named if person.is_meant(tokens))


class _Person:
    """Somebody with the ways in which messages name them."""

    def __init__(self, id_: str, name: str, title: str) -> None:
        self.id = id_
        self._name = Phrases([name], accents=False) if len(name.split()) > 1 else None
        self._given = name.split()[-1] if name else ""
        self._titles = Phrases(_spellings(title), accents=False)
        self._is_deputy = title.startswith("Phó ")
        self._title_begins = frozenset(fold(title).split()[:2])

    def may_be_in(self, words: Set[str]) -> bool:
        """Whether a message of these folded words may name them at all."""
        return fold(self._given) in words or self._title_begins <= words

    def is_meant(self, tokens: Sequence[Token]) -> bool:
        return (
            any(_is_spoken_of(tokens, i) for i in self._at(tokens, self._name))
            or any(_is_of_the_office(tokens, i) for i in self._called(tokens))
            or any(self._is_reproached(tokens, i) for i in self._at(tokens, self._titles))
        )

    @staticmethod
    def _at(tokens: Sequence[Token], phrases: Phrases | None) -> Iterator[int]:
        yield from phrases.among(tokens) if phrases else ()

    def _called(self, tokens: Sequence[Token]) -> Iterator[int]:
        """Where the given name stands: "Trường" is not "Trưởng", "truong" may be either."""
        folded, key = fold(self._given), tone_last(self._given)
        for i, token in enumerate(tokens):
            if folded == token.fold and (token.text.isascii() or token.key == key):
                yield i

    def _is_reproached(self, tokens: Sequence[Token], i: int) -> bool:
        before, end = tokens[i - 1].fold if i else "", i + self._titles.at(tokens, i)
        if before in _FORMER or (before == "pho" and not self._is_deputy):
            return False  # another office, or one that they held before
        if _ELSEWHERE.at(tokens, end):
            return False
        start = i - _HONORIFICS.before(tokens, i)
        if _DENOUNCED.before(tokens, start):
            return True
        if _is_addressed(tokens, start):
            return False
        return _is_followed_by_reproach(tokens, end)


@lru_cache(maxsize=16)
def _people(rows: tuple[tuple[str, str, str], ...]) -> tuple[_Person, ...]:
    return tuple(_Person(*row) for row in rows)


def _spellings(title: str) -> list[str]:
    """A title as people write it: "Chủ tịch UBND thành phố", "chủ tịch TP"."""
    office = title.split("(")[0].strip()
    chair = _CHAIR.match(office)
    if chair is None:
        return [office]
    places = {chair[2], _SHORT.get(chair[2], chair[2])}
    return [f"{chair[1]} {body}{place}" for body in _COMMITTEES for place in sorted(places)]


def _is_spoken_of(tokens: Sequence[Token], i: int) -> bool:
    """Whether a full name that begins at token `i` is that of somebody spoken of: not the writer's
    own, nor that of somebody who is addressed."""
    start = i - _HONORIFICS.before(tokens, i)
    return not (_THEMSELVES.before(tokens, i) or _is_addressed(tokens, start))


def _is_of_the_office(tokens: Sequence[Token], i: int) -> bool:
    """Whether a given name at token `i` is said with an honorific and near the office."""
    size = _HONORIFICS.before(tokens, i)
    start = i - size
    if not size or _is_part_of_a_name(tokens, i):
        return False
    if _is_addressed(tokens, start) or _THEMSELVES.before(tokens, start):
        return False
    if not tokens[i].cap:  # "ong nghia tiep dan"
        return tokens[i].plain and _is_the_office(tokens, i + 1)
    around = range(max(0, start - _NEAR), min(len(tokens), i + 1 + _NEAR))
    office = any(_is_the_office(tokens, j) and not _apart(tokens, j, i) for j in around)
    return office and not _is_thanked(tokens, i)


def _is_the_office(tokens: Sequence[Token], i: int) -> bool:
    size = _OFFICE.at(tokens, i)
    return bool(size) and not _OTHER_OFFICE.at(tokens, i + size)


def _is_thanked(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows is praise, with no reproach beside it."""
    behind = [j for j in range(i + 1, min(len(tokens), i + _REACH)) if not _apart(tokens, i, j)]
    praise = any(_THANKED.at(tokens, j) and tokens[j - 1].fold != "khong" for j in behind)
    return praise and not any(_REPROACHED.at(tokens, j) for j in behind)


def _is_part_of_a_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether another capital follows: "anh Nghĩa Hưng", "bà Anh Thư"."""
    after = i + 1 < len(tokens) and tokens[i + 1].gap is Gap.JOIN and tokens[i + 1].cap
    return after and not _OFFICE.at(tokens, i + 1)


def _apart(tokens: Sequence[Token], one: int, other: int) -> bool:
    """Whether a sentence ends between two tokens."""
    low, high = sorted((one, other))
    return any(tokens[j].gap >= Gap.STOP for j in range(low + 1, high + 1))


def _is_addressed(tokens: Sequence[Token], i: int) -> bool:
    return bool(_ADDRESSED.before(tokens, i)) and not _DENOUNCED.before(tokens, i)


def _is_followed_by_reproach(tokens: Sequence[Token], i: int) -> bool:
    for j in range(i, min(len(tokens), i + _REACH)):
        if tokens[j].gap >= Gap.STOP or _TURNS.at(tokens, j):
            return False
        if _REPROACHED.at(tokens, j):
            return True
    return False
