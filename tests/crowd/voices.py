"""What villagers write in a week: matters in all spellings, and all that is no matter."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a text is, as whoever wrote it knows."""

    MATTER = "matter"
    UNFINISHED = "unfinished"  # a matter without name or address
    URGENT = "urgent"
    COMPLAINT = "complaint"
    THANKS = "thanks"
    STOP = "stop"
    DISTURBING = "disturbing"
    FLOOD = "flood"  # the same person again and again
    QUESTION = "question"  # how the matter stands that the same number has sent
    COMPLETION = "completion"  # who it is that has sent an unfinished one


@dataclass(frozen=True)
class Text:
    number: str
    body: str
    kind: Kind


SHARES = {
    Kind.MATTER: 0.52,
    Kind.UNFINISHED: 0.12,
    Kind.URGENT: 0.02,
    Kind.COMPLAINT: 0.05,
    Kind.THANKS: 0.10,
    Kind.STOP: 0.02,
    Kind.DISTURBING: 0.05,
    Kind.FLOOD: 0.12,
}

_NAMES = [
    "Hoàng Thị Mai",
    "Lý Văn Tư",
    "Nông Thị Hạnh",
    "Vi Văn Đoàn",
    "Lương Văn Bảy",
    "Triệu Thị Lan",
    "Trần Quốc Toản",
    "Phạm Văn Sáu",
    "Đinh Thị Nga",
    "Hà Văn Kiên",
    "Bế Thị Thơm",
    "Dương Công Hòa",
]
_WARDS = [
    "phường Hoàng Văn Thụ",
    "phường Tam Thanh",
    "phường Vĩnh Trại",
    "phường Đông Kinh",
    "phường Chi Lăng",
    "xã Hoàng Đồng",
    "xã Quảng Lạc",
    "xã Mai Pha",
]
_STREETS = [
    "Bắc Sơn",
    "Bà Triệu",
    "Trần Đăng Ninh",
    "Lê Lợi",
    "Phai Vệ",
    "Ngô Quyền",
    "Nhị Thanh",
    "Yết Kiêu",
]
_MATTERS = (
    "Đèn đường {street} hỏng cả tháng nay, tối không ai dám đi, đề nghị sửa giúp dân",
    "Rác ở đầu ngõ {street} ba ngày chưa ai dọn, mùi hôi không chịu được",
    "Cống thoát nước đường {street} tắc, mưa là ngập vào nhà",
    "Hàng quán lấn hết vỉa hè {street}, người đi bộ phải xuống lòng đường",
    "Quán karaoke ở {street} hát đến 1 giờ sáng, nói mãi không được",
    "Nộp hồ sơ đất ở một cửa hai tháng rồi chưa trả kết quả, hỏi thì bảo chờ",
    "Đường {street} có ổ gà to, hôm qua hai xe máy ngã",
    "Nhà bên cạnh xây lấn sang lối đi chung ở {street}",
    "Xe tải chạy ban đêm qua {street} làm rung nhà, đề nghị cấm",
    "Trẻ con tắm ở hồ {street} không có ai trông, đề nghị cắm biển",
    "Nước máy khu {street} đục từ thứ hai đến giờ",
    "Cây to ở {street} sắp đổ vào dây điện, xin cắt tỉa",
)
_DANGER = (
    "Cháy nhà ở {street} rồi, cứu với",
    "Dây điện đứt rơi xuống đường {street}, có người đi qua, nguy hiểm lắm",
    "Sạt đất ở {street} đang đổ vào nhà dân",
)
_THANKS = [
    "Cảm ơn nhé",
    "cam on cac anh",
    "OK",
    "Dạ vâng ạ",
    "👍",
    "tks ad",
    "Đã thích “Đã nhận phản ánh”",
    "Cảm ơn anh chị nhiều",
    "vâng",
    "...",
]
_DISTURBING = [
    "alo em ơi làm quen nhé, tối đi uống cà phê không",
    "Vay tiền nhanh 0 lãi suất LH 0900000999",
    "cho anh xin facebook em tổng đài xinh gái",
    "Trúng thưởng xe SH bấm vào đây nhận quà",
]


def week(texts: int, seed: int) -> Iterator[Text]:
    """So many texts, the same for the same seed."""
    drawn = random.Random(seed)
    kinds = drawn.choices([*SHARES], [*SHARES.values()], k=texts)
    for n, kind in enumerate(kinds):
        number = "+84915999999" if kind is Kind.FLOOD else f"+84915{n:06d}"
        yield Text(number, _body(kind, number, drawn), kind)


_QUESTIONS = (
    "Phản ánh của tôi đến đâu rồi ạ?",
    "phan anh cua toi den dau roi",
    "Có kết quả chưa anh ơi",
    "Bao giờ có kết quả phản ánh của tôi ạ",
    "sao chua thay tra loi phan anh cua toi",
)
ASKING, COMPLETING = 0.15, 0.5  # shares of those who write again


def second(first: Text, drawn: random.Random) -> Text | None:
    """What the same person writes later; None for nothing."""
    if first.kind is Kind.MATTER and drawn.random() < ASKING:
        return Text(first.number, drawn.choice(_QUESTIONS), Kind.QUESTION)
    if first.kind is Kind.UNFINISHED and drawn.random() < COMPLETING:
        street, ward = drawn.choice(_STREETS), drawn.choice(_WARDS)
        who = f"Tôi là {drawn.choice(_NAMES)}, nhà số {drawn.randint(1, 200)} {street}, {ward}"
        return Text(first.number, who, Kind.COMPLETION)
    return None


def _body(kind: Kind, number: str, drawn: random.Random) -> str:
    street, ward = drawn.choice(_STREETS), drawn.choice(_WARDS)
    matter = drawn.choice(_MATTERS).format(street=street)
    who = f"Tôi là {drawn.choice(_NAMES)}, số {drawn.randint(1, 200)} {street}, {ward}"
    written = {
        Kind.MATTER: f"{who}, điện thoại 0{number[3:]}. {matter}.",
        Kind.UNFINISHED: matter,
        Kind.URGENT: f"{who}. {drawn.choice(_DANGER).format(street=street)}!",
        Kind.COMPLAINT: f"{who}. Tôi khiếu nại quyết định xử phạt số {drawn.randint(10, 99)}/QĐ.",
        Kind.THANKS: drawn.choice(_THANKS),
        Kind.STOP: "STOP",
        Kind.DISTURBING: drawn.choice(_DISTURBING),
        Kind.FLOOD: f"Sao không ai trả lời tôi. {matter}",
    }[kind]
    return _without_accents(written) if drawn.random() < 0.35 and kind not in _AS_IT_IS else written


_AS_IT_IS = (Kind.THANKS, Kind.STOP)


def _without_accents(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
