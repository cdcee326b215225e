"""Reports of a crime (N15), which nobody may refuse: they go to the police the same day.

Only what people call a crime, or tell as one, counts; a wish for more watchfulness does not. The
conduct of officials is left to the officer: what is a crime in it, the words do not show.
"""

from __future__ import annotations

from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Token

_CRIME = listed(
    """
    tố giác tội phạm, tin báo tội phạm, tố giác, báo tin tội phạm, tội phạm, giết người,
    định giết, dọa giết, đe dọa giết, đòi giết, cướp, cướp giật, giật túi, giật dây chuyền,
    giật điện thoại, hiếp dâm, hãm hiếp, cưỡng hiếp, xâm hại, dâm ô, sàm sỡ trẻ, bắt cóc,
    bán ma túy, buôn ma túy, mua bán ma túy, tàng trữ ma túy, vận chuyển ma túy, hút chích,
    chích ma túy, sử dụng ma túy, chơi ma túy, dùng ma túy, hút ma túy, tụ điểm ma túy,
    bán hàng trắng, chơi đá, bán thuốc lắc, đập đá, đánh bạc, sới bạc, ổ bạc, chiếu bạc, sòng bạc,
    tổ chức đánh bạc, ghi lô đề, ghi đề, chủ đề lô, bán số đề, đá gà ăn tiền, chứa mại dâm,
    ổ mại dâm, môi giới mại dâm, bán dâm, mua dâm, buôn người, mua bán người, lừa bán, bán trẻ em,
    mất trộm, bị trộm, kẻ trộm, trộm cắp, trộm xe, trộm chó, trộm vào, trộm đột nhập, bẻ khóa,
    lấy trộm, ăn trộm, câu trộm điện, móc túi, đột nhập, lừa đảo, lừa tiền, lừa lấy tiền,
    chiếm đoạt, cưỡng đoạt, tống tiền, đòi nợ thuê, cho vay nặng lãi, tín dụng đen, bảo kê,
    hành hung, bị chém, chém người, đâm người, bị đâm, mang dao, cầm dao, mang súng, có súng,
    vũ khí, mã tấu, đốt nhà người, phóng hỏa, tạt axit, tạt sơn, buôn lậu, hàng cấm, tiền giả,
    làm giấy tờ giả, thuốc nổ, chế pháo, buôn pháo, bán pháo nổ, săn bắt động vật hoang dã,
    bạo hành, đánh đập
    """
)
_PREVENTED = listed(
    """
    chống, phòng chống, phòng, tránh, đề phòng, ngăn, ngăn chặn, ngừa, phòng ngừa, sợ, lo, sợ bị,
    lo bị, dễ bị, khỏi, không có, tuyên truyền, cảnh báo, hết, đẩy lùi, xóa, kẻo, kẻo bị,
    không phải, tuyên truyền về, nguy cơ, tránh bị
    """,
    accents=False,
)


def crime_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words that tell of a crime, at most three; () if there are none."""
    found = [i for i in _CRIME.among(tokens) if not _PREVENTED.before(tokens, i)]
    return tuple(words_at(tokens, i, _CRIME.at(tokens, i)) for i in found[:3])
