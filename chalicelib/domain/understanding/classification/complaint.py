"""Complaints and denunciations (N5), only where the citizen uses the word.

Without accents "to cao" may also mean "tall", so a neighbouring word has to decide. "Khong phai
khieu nai" is no complaint, but "không đồng ý với kết quả giải quyết khiếu nại" is one.
"""

from __future__ import annotations

from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Token

_COMPLAINT = listed("""
    khiếu nại, tố giác, khiếu kiện, đơn tố, khiếu tố, luật khiếu nại, luật tố cáo, khiếu lại,
    khiêu nại
    """)
_DENOUNCE = listed("tố cáo")
_DENOUNCE_BEFORE = listed(
    """
    mún, mun, muốn, xin, đơn, tôi, nộp, gửi, viết, làm đơn, bị, đứng, sẽ, phải, thư, giải quyết, em,
    đơn thư, nội dung, cháu, dân, quyền, khiếu nại, nại, e, cho, việc, được, để, về việc,
    xin được, đi, chúng tôi, nơi
    """,
    accents=False,
)
_DENOUNCE_AFTER = listed(
    """
    ông, bà, cán bộ, chủ tịch, hành vi, về, trước, việc, lên, ở đâu, lãnh đạo, giám đốc,
    bí thư, công an, tham nhũng, tham ô, nhận hối lộ, phường, xã, công ty, ai, thì, tập thể,
    cb, đc, sai phạm, vi phạm, thế nào, như nào, anh, trưởng, phó, một số, địa chính, đến
    """,
    accents=False,
)
_TALL_BEFORE = listed(
    """
    người, dáng, dáng người, rất, hơi, khá, vừa, cây, nhà, tường, thân hình, cao, đứa, thằng,
    quá, thật, đang, càng, tòa nhà
    """,
    accents=False,
)
_NOT_THIS = listed(
    """
    không phải, không phải là, không phải đơn, không phải là đơn, không, chẳng phải,
    không muốn, không có ý, chứ không, không định, chưa phải, chưa phải là, không có ý định,
    ko phải, k phải, ko, k phai la, không hề, ko muốn, không phải để, chưa muốn, chưa
    """
)


def complaint_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words of complaint or denunciation, at most three; () if there are none."""
    found = [i for i in _COMPLAINT.among(tokens) if not _NOT_THIS.before(tokens, i)]
    found += [i for i in _DENOUNCE.among(tokens) if _denounces(tokens, i)]
    return tuple(words_at(tokens, i, 2) for i in sorted(found)[:3])


def _denounces(tokens: list[Token], i: int) -> bool:
    """Whether the citizen denounces, if not denied: "tố cáo" with accents always means it, "to cao"
    only next to certain words."""
    if _NOT_THIS.before(tokens, i):
        return False
    if not tokens[i].text.isascii() or not tokens[i + 1].text.isascii():
        return True
    if _TALL_BEFORE.before(tokens, i) or _is_a_name(tokens, i):
        return False
    return bool(_DENOUNCE_BEFORE.before(tokens, i) or _DENOUNCE_AFTER.at(tokens, i + 2))


def _is_a_name(tokens: list[Token], i: int) -> bool:
    """Whether both words begin with a capital, as in the name "To Cao Son"; not "TO CAO"."""
    shouted = tokens[i].text.isupper() and len(tokens[i].text) > 1
    return tokens[i].cap and tokens[i + 1].cap and not shouted
