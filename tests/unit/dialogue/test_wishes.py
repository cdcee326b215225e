"""What a text wishes of a case that its writer has."""

from __future__ import annotations

import pytest

from chalicelib.domain.dialogue.wishes import Wish, Wished, wished


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("5", Wished(Wish.RATING, 5)),
        ("5 sao", Wished(Wish.RATING, 5)),
        ("Tôi đánh giá 4 điểm ạ", Wished(Wish.RATING, 4)),
        ("cham 3/5", Wished(Wish.RATING, 3)),
        ("Mức 1", Wished(Wish.RATING, 1)),
        ("giữ bí mật cho tôi", Wished(Wish.SECRECY)),
        ("xin giu bi mat", Wished(Wish.SECRECY)),
        ("đề nghị giữ kín tên tôi", Wished(Wish.SECRECY)),
        ("không cần giữ bí mật nữa", Wished(Wish.OPEN)),
        ("ko can giu bi mat", Wished(Wish.OPEN)),
        ("có thể công khai", Wished(Wish.OPEN)),
        ("bổ sung: đèn ở ngõ 7 cũng hỏng", Wished(Wish.MORE)),
        ("Xin nói thêm là họ đổ cả ban đêm", Wished(Wish.MORE)),
    ],
)
def test_a_text_of_its_own_is_a_wish(text, wish):
    assert wished(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "0",
        "55",
        "5 triệu",
        "số 5 Lê Lợi",
        "5 ngày rồi chưa ai sửa",
        "Đèn đường hỏng",
        "",
        "cảm ơn",
        "Chủ quán bán hàng giả ở chợ Đông Kinh, xin giữ bí mật tên tôi giúp, tôi sợ họ trả thù",
        "bổ sung",
    ],
)
def test_anything_else_is_none(text):
    assert wished(text) is None
