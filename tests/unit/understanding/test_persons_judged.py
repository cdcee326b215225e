"""Whom of the office and its leaders a message seems to be about."""

import pytest

from chalicelib.authority import load
from chalicelib.domain.understanding.classification.persons import persons_in
from tests.support.messages import rows

LANGSON, WARD = load("langson"), load("kylua")

ABOUT = [
    ("Tôi phản ánh ông Hoàng Minh Nghĩa chuyên viên tiếp dân nói năng hách dịch", "nghia"),
    ("Toi la Hoang Van Bay, ong Tran Lenh Truong nhan tien cua cong ty Minh Phat", "truong"),
    ("Anh Nghĩa ở bộ phận tiếp công dân quát mắng bà con, không nhận đơn.", "nghia"),
    ("cb tiep dan ten Nghia hom qua duoi toi ve", "nghia"),
    ("chánh văn phòng ubnd thành phố vòi tiền của doanh nghiệp", "truong"),
    ("Chủ tịch UBND thành phố bao che cho công ty X đổ thải", "chu-tich"),
    ("Tôi tố cáo chủ tịch thành phố nhận hối lộ", "chu-tich"),
    ("To cao ong chu tich tp lam sai quy hoach", "chu-tich"),
    ("Chị Nhung văn phòng HĐND bắt dân chờ cả buổi", "le-nhung,nong-nhung"),
    ("Phó Chủ tịch UBND thành phố nhậu say trong giờ", "pho-chu-tich-1,pho-chu-tich-2"),
    ("Bà Dương Thị Thu Thủy ký sai hồ sơ nhà tôi", "thuy"),
    ("Ông Chu Đình Sơn phó chánh văn phòng hứa suông", "son,anh,trinh"),
    ("Đề nghị xem lại thái độ của chánh văn phòng", "truong"),
    ("DUONG THI THU THUY nhan phong bi cua nha thau", "thuy"),
]
ABOUT_NOBODY = [
    "Kính gửi Chủ tịch UBND thành phố Lạng Sơn, tôi phản ánh cán bộ phường quát tháo dân",
    "Đề nghị Chủ tịch thành phố xử lý cán bộ bao che cho xây trái phép",
    "Thưa chủ tịch thành phố, đường hỏng nặng",
    "Chủ tịch thành phố ơi, cán bộ phường nhận hối lộ",
    "Tôi tên là Hoàng Minh Nghĩa, ở 45 Bắc Sơn. Đèn đường hỏng",
    "Chủ tịch phường Chi Lăng nhận tiền của hộ xây trái phép",
    "Anh Nghĩa hàng xóm mở nhạc to cả đêm",
    "Ông Sơn trưởng thôn Đại Sơn chặt cây của nhà tôi",
    "Kính mong chánh văn phòng xem xét giúp dân",
    "Văn phòng đăng ký đất đai trả hồ sơ chậm, anh Tuấn quát dân",
    "Cảm ơn anh Hoàng Minh Nghĩa đã giúp đỡ gia đình tôi",
    "Nhờ chủ tịch UBND thành phố chỉ đạo, phường làm ngơ",
    "Tôi đã gửi đơn đến chủ tịch thành phố nhưng phường vẫn bao che",
    "Nguyên chủ tịch thành phố chiếm đất nhà tôi",
    "Quán của bà Thủy đối diện văn phòng khối 5 lấn chiếm vỉa hè",
    "Chị Anh bán hàng ở chợ Đông Kinh bị thu phí sai",
    "Chủ tịch UBND thành phố đã có văn bản chỉ đạo mà UBND phường không giải quyết",
    "Mong Chủ tịch quan tâm, công an xã đánh dân",
    "Nguyễn Văn Sơn, 12 Bà Triệu. Văn phòng nhà đất làm sai diện tích",
]


@pytest.mark.parametrize(("text", "who"), ABOUT)
def test_whoever_a_message_accuses_is_known_by_name_or_title(text, who):
    assert set(persons_in(text, LANGSON)) == set(who.split(","))


@pytest.mark.parametrize("text", ABOUT_NOBODY)
def test_whoever_is_addressed_thanked_or_only_has_a_name_like_it_is_not_meant(text):
    assert persons_in(text, LANGSON) == ()


@pytest.mark.parametrize("name", ["message-examples", "message-cases", "urgency-examples"])
def test_no_everyday_message_is_taken_for_one_about_the_office(name):
    texts = [row["text"] for row in rows(f"{name}.jsonl")]
    assert [text for text in texts if persons_in(text, LANGSON)] == []


def test_another_body_has_its_own_people():
    text = "Chủ tịch UBND phường nhận tiền của hộ xây trái phép"
    assert persons_in(text, WARD) == ("chu-tich",)
    assert persons_in(text, LANGSON) == ()
