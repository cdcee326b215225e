"""Reports of a crime (N15), which nobody may refuse: they go to the police the same day.

Only what people call a crime, or tell as one, counts; a wish for more watchfulness does not. The
conduct of officials is left to the officer: what is a crime in it, the words do not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Token

_CRIME = listed(
    """
    tố giác tội phạm, tin báo tội phạm, tố giác, báo tin tội phạm, tội phạm, giết người,
    định giết, dọa giết, đe dọa giết, đòi giết, cướp, cướp giật, giật túi, giật dây chuyền,
    giật điện thoại, hiếp dâm, hãm hiếp, cưỡng hiếp, xâm hại, dâm ô, sàm sỡ trẻ, bắt cóc,
    bán ma túy, buôn ma túy, mua bán ma túy, tàng trữ ma túy, vận chuyển ma túy, hút chích,
    chích ma túy, sử dụng ma túy, chơi ma túy, dùng ma túy, hút ma túy, tụ điểm ma túy,
    bán hàng trắng, chơi đá, bán thuốc lắc, tụ tập đập đá, rủ nhau đập đá, thuê phòng đập đá,
    bay lắc, ngáo đá, tiêm chích, đánh bạc, tệ nạn cờ bạc, chơi cờ bạc, tụ tập cờ bạc, xóc đĩa,
    cá độ bóng, cá độ online, chơi lô đề, sới bạc, ổ bạc, chiếu bạc, sòng bạc, tổ chức đánh bạc,
    ghi lô đề, ghi đề, chủ đề lô, bán số đề, đá gà ăn tiền, chứa mại dâm,
    ổ mại dâm, môi giới mại dâm, bán dâm, mua dâm, buôn người, mua bán người, lừa bán, bán trẻ em,
    mất trộm, bị trộm, kẻ trộm, trộm cắp, trộm xe, trộm chó, trộm vào, trộm đột nhập, bẻ khóa,
    lấy trộm, ăn trộm, câu trộm điện, móc túi, đột nhập, lừa đảo, lừa tiền, lừa lấy tiền,
    chiếm đoạt, cưỡng đoạt, tống tiền, đòi nợ thuê, cho vay nặng lãi, tín dụng đen, bảo kê,
    hành hung, bị chém, chém người, đâm người, bị đâm, mang dao, cầm dao, mang súng, có súng,
    vũ khí, mã tấu, đốt nhà người, phóng hỏa, tạt axit, tạt sơn, buôn lậu, hàng cấm, tiền giả,
    làm giấy tờ giả, thuốc nổ, chế pháo, buôn pháo, bán pháo nổ, săn bắt động vật hoang dã,
    bạo hành, đánh đập, đánh vợ, đánh mẹ, dọa chém, rút dao, đâm chém, chém nhau, hỗn chiến,
    cố ý gây thương tích, cho vay lãi, đổ mắm tôm, bị lừa, giả danh công an, giả danh viện,
    giả danh cán bộ, giả danh nhân viên, giả danh ngân hàng, sờ mó con, sờ mó cháu, sờ mó bé,
    sờ mó em, giao cấu, hiếp cháu bé, hiếp trẻ em, hiếp bé gái, đốt xe, đốt nhà, mua bán phụ nữ,
    lừa sang cam, lừa sang trung quốc, đòi chuộc, tiền chuộc, kẻ gian, ăn cắp, lấy cắp,
    giật mất túi, giật mất cái túi, giật mất điện thoại, làm giả giấy, làm giả hồ sơ,
    làm giả con dấu, biển số giả, chứa hàng lậu, chở hàng lậu, hàng lậu từ, thuốc lá lậu,
    pháo lậu, mìn tự chế, mìn đánh cá, mật gấu, thịt thú rừng, tung ảnh nóng, tung clip nóng
    """
)
_PREVENTED = listed(
    """
    chống, phòng chống, phòng, tránh, đề phòng, ngăn, ngăn chặn, ngừa, phòng ngừa, sợ, lo, sợ bị,
    lo bị, dễ bị, khỏi, không có, tuyên truyền, cảnh báo, hết, đẩy lùi, xóa, kẻo, kẻo bị,
    không phải, tuyên truyền về, nguy cơ, không, không còn, giảm, giảm bớt, đỡ, dễ xảy ra,
    như, như ăn, kiểu ăn, khác gì ăn
    """,
    accents=False,
)
# These reach over a word or two: "sạch bóng ma túy, trộm cắp".
_WISHED_AWAY = listed(
    "phòng chống, phòng ngừa, ngăn chặn, ngăn ngừa, đề phòng, đẩy lùi, không còn, sạch bóng"
)
_FEARED = listed("sợ, lo")  # "sợ trẻ con bị bắt cóc"
_TOLD = listed("vì, do, khi, đã, vừa, quá, lắm, là, mà, vẫn, nhưng")  # then it has happened
_ROOM = listed("thuê phòng, trong phòng, căn phòng, ở phòng, mở phòng")  # no "phòng trộm cắp"
_NEWS = listed(
    """
    xem tivi thấy, xem ti vi thấy, tivi nói, tivi đưa, thời sự nói, thời sự đưa, báo đưa tin,
    báo chí nói, báo chí đưa, báo đăng, đọc báo thấy
    """
)
_HARMLESS = listed(
    """
    chơi đá bóng, chơi đá cầu, chơi đá banh, bán hàng trắng đêm,
    bị lửa vây, bị lửa cháy, bị lửa bén, bị lửa thiêu, bị lửa bao
    """
)
_REACH, _LONGEST = 4, 12  # words before, among which a wish, and the news, stand


def crime_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words that tell of a crime, at most three; () if there are none."""
    found: list[int] = []
    denied = -1  # where the last phrase ends that tells of none
    for i in _CRIME.among(tokens):
        if _is_denied(tokens, i) or (denied == i and _goes_on(tokens, i)):
            denied = i + _CRIME.at(tokens, i)
        elif i >= denied:
            found.append(i)
    return tuple(words_at(tokens, i, _CRIME.at(tokens, i)) for i in found[:3])


def _goes_on(tokens: list[Token], i: int) -> bool:
    """Whether token `i` goes on with a list: "lô đề, đánh bạc"."""
    return tokens[i].gap is Gap.WEAK


def _is_denied(tokens: list[Token], i: int) -> bool:
    """Whether the phrase at token `i` is wished away, feared, in the news, or means another
    thing."""
    start = i - (i > 0 and tokens[i - 1].fold == "bi")
    if _HARMLESS.at(tokens, i):
        return True
    if _PREVENTED.before(tokens, start) and not _ROOM.before(tokens, start):
        return True
    behind = list(_sentence_before(tokens, i))
    if any(_NEWS.at(tokens, j) for j in behind):
        return True
    near = list(takewhile(lambda j: not _TOLD.at(tokens, j), behind[:_REACH]))
    return any(_WISHED_AWAY.at(tokens, j) or (start < i and _FEARED.at(tokens, j)) for j in near)


def _sentence_before(tokens: list[Token], i: int) -> Iterator[int]:
    """The words before token `i` in its sentence, the nearest first."""
    for j in range(i - 1, max(-1, i - 1 - _LONGEST), -1):
        if tokens[j + 1].gap >= Gap.STOP:
            return
        yield j
