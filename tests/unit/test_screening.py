"""Suggestions for the officer: fields, complaints, nuisance, danger, secrecy, and their traps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.understanding.suggestion import Category, suggest

COMPLAINTS = [
    "Tôi khiếu nại quyết định thu hồi đất",
    "toi muon to cao can bo dia chinh",
    "xin nop don to cao o dau",
    "To cao ong chu tich xa",
    "TOI XIN TO CAO HANH VI NHAN TIEN",
    "Tôi muốn tố giác nhóm bán ma túy",
    "không đồng ý với kết quả giải quyết khiếu nại của phường",
    "đơn khiếu nại gửi 3 tháng chưa ai thụ lý",
    "k dong y nen toi khieu nai len thanh pho",
]
NO_COMPLAINTS = [
    "can bo dang nguoi to cao, deo kinh, khong tra loi dan",
    "thang be rat to cao pha den duong",
    "cay to cao truoc cong truong sap nga, rac day duong",
    "toi khong phai khieu nai, chi hoi bao gio sua den duong",
    "Tôi không khiếu nại, chỉ mong thành phố sửa cống",
    "Đây không phải là đơn khiếu nại, tôi chỉ phản ánh rác thải",
    "ranh nuoc nha To Cao Son bi tac, rac ngap",
]
NUISANCE = [
    "em oi ranh ko cafe vs anh di, nghe giong em la nho lam",
    "Cho anh làm quen với em nhé, em có người yêu chưa",
    "VAY NHANH 50TR lai suat 0% chi can CMND, LH 0799 123 123 https://vaynhanh.example",
    "Chúc mừng quý khách đã trúng thưởng xe máy, truy cập trung.example để nhận quà",
    "đm chúng mày toàn lũ ăn hại",
    "soi cau lo de chuan, chot so moi ngay",
]
NO_NUISANCE = [
    "Quán cafe đầu ngõ mở nhạc ầm ĩ, đề nghị phường xử lý",
    "Tụ điểm lô đề, cho vay nặng lãi ở khối 5, dân rất bức xúc, đề nghị kiểm tra",
    "can bo deo kinh ngoi mot cua khong tiep dan",
    "may bom nuoc cua to dan pho hong, mat nuoc",
    "quan an chat chem khach, de nghi kiem tra gia",
    "Tờ rơi quảng cáo vay tiền dán kín cột điện, đề nghị dọn dẹp",
]
URGENT = [
    "Cháy nhà ở khối 5, cứu với",
    "co dam chay o cho",
    "Chay o cho Dong Kinh, khoi den kin troi",
    "nha dang chay",
    "Tường rào trường học sập đè vào học sinh",
    "Dây điện đứt rơi xuống đường",
    "Rò gas ở quán phở, mùi nồng nặc",
    "Đề nghị xử lý gấp giúp",
    "can nguoi xuong gap",
    "Nước lũ dâng, nhiều người mắc kẹt",
    "Nó cầm dao dọa giết cả nhà tôi",
]
CALM = [
    "ban đêm rất nguy hiểm",
    "thu phi gap doi quy dinh",
    "giá tăng gấp rưỡi, gấp ba lần",
    "toi muon gap chu tich phuong",
    "gap kho khan trong thu tuc",
    "can gap can bo mot cua",
    "xe ben chay o duong Hung Vuong rat nhanh",
    "nuoc chay o ngo 3 ca tuan nay",
    "Bóng đèn cháy từ tháng trước",
    "kiểm tra công tác phòng cháy chữa cháy",
    "dan lao dong kho khan",
    "cho chay xe vao gio cao diem",
    "không khẩn cấp nhưng mong xem xét",
    "ban lo dat cho nguoi khac",
]
SECRET = [
    "Xin giữ bí mật cho tôi",
    "dung noi ten toi ra nhe",
    "đề nghị giấu tên",
    "xin giu kin danh tinh",
    "Tôi sợ bị trả thù",
    "dung cho ai biet",
    "mong không công khai tên tôi",
]
NOT_SECRET = [
    "khong can giu bi mat",
    "Tôi không yêu cầu giữ bí mật",
    "không cần giấu tên",
    "k can giu bi mat dau",
    "nha em bi mat nuoc",
    "bi mat trom xe may",
    "anh can bo ten Dung noi nang cuc can",
    "cứ công khai tên tôi",
]
FIELDS = {
    Category.STATE_MANAGEMENT: [
        "Rác chất đống đầu ngõ 3 hôm chưa ai dọn",
        "quan karaoke on ao den 2h sang",
        "Mất nước 4 ngày liền",
    ],
    Category.CONDUCT: [
        "Cán bộ tư pháp phường hách dịch, quát mắng dân",
        "can bo dia chinh doi tien boi duong moi lam",
        "Công an phường say rượu trong giờ trực",
    ],
    Category.PROCEDURE: [
        "Bộ phận một cửa trả hồ sơ ba lần không hướng dẫn rõ",
        "giay hen da qua han ma chua tra ket qua",
        "Xin hỏi thủ tục đăng ký kết hôn",
    ],
    Category.DECISION: [
        "Dự án kè sông bồi thường không thỏa đáng",
        "QD thu hoi dat ghi sai dien tich nha toi",
        "Đơn giá đền bù tái định cư quá thấp",
    ],
    Category.PROPOSAL: [
        "Đề xuất thành phố mở thêm bãi đỗ xe",
        "Gop y: nen trong them cay xanh",
        "Sáng kiến lắp camera ở ngã tư",
    ],
}


@pytest.mark.parametrize("text", COMPLAINTS)
def test_what_the_citizen_calls_a_complaint_is_suggested_as_one(text: str) -> None:
    assert suggest(text).category is Category.COMPLAINT


@pytest.mark.parametrize("text", NO_COMPLAINTS)
def test_tall_people_names_and_denials_are_no_complaints(text: str) -> None:
    assert suggest(text).category is not Category.COMPLAINT


@pytest.mark.parametrize("text", NUISANCE)
def test_flirting_adverts_and_abuse_are_suggested_as_nuisance(text: str) -> None:
    assert suggest(text).category is Category.NUISANCE


@pytest.mark.parametrize("text", NO_NUISANCE)
def test_a_matter_that_names_such_things_is_no_nuisance(text: str) -> None:
    assert suggest(text).category is not Category.NUISANCE


def test_a_threat_is_nuisance_and_urgent() -> None:
    suggestion = suggest("tao sẽ đốt trụ sở phường chúng mày")
    assert (suggestion.category, suggestion.urgent) == (Category.NUISANCE, True)
    assert suggestion.reasons


@pytest.mark.parametrize("text", URGENT)
def test_danger_and_haste_are_urgent(text: str) -> None:
    assert suggest(text).urgent


@pytest.mark.parametrize("text", CALM)
def test_doubled_prices_meetings_and_running_cars_are_not(text: str) -> None:
    assert not suggest(text).urgent


@pytest.mark.parametrize("text", SECRET)
def test_a_wish_for_secrecy_is_heard(text: str) -> None:
    assert suggest(text).confidential


@pytest.mark.parametrize("text", NOT_SECRET)
def test_its_denial_and_what_sounds_like_it_are_not(text: str) -> None:
    assert not suggest(text).confidential


@pytest.mark.parametrize(("category", "texts"), FIELDS.items())
def test_matters_are_suggested_for_their_field(category: Category, texts: list[str]) -> None:
    assert [suggest(text).category for text in texts] == [category] * len(texts)


@pytest.mark.parametrize(
    "text", ["", "alo", "?", "test", "Chỗ tôi có vấn đề, giải quyết đi", "😀😀😀"]
)
def test_what_says_nothing_is_unclear(text: str) -> None:
    assert suggest(text).category is Category.UNCLEAR


def test_a_suggestion_tells_the_officer_its_reasons() -> None:
    assert "hách dịch" in suggest("Cán bộ phường rất hách dịch").reasons


@given(st.text(alphabet=st.characters()))
def test_any_text_gets_one_and_the_same_suggestion(text: str) -> None:
    assert suggest(text) == suggest(text)
