"""What counts as an answer to a question, a command, a correction."""

from __future__ import annotations

import pytest

from chalicelib.domain.dialogue.answers import answer
from chalicelib.domain.dialogue.commands import Command, command
from chalicelib.domain.dialogue.corrections import correction
from chalicelib.domain.dialogue.dialogue import Correction


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("nguyen van an", "nguyen van an"),
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("Dạ em tên là Hoàng Thị Mai ạ", "Hoàng Thị Mai"),
        ("toi la Đường Văn Bình", "Đường Văn Bình"),
        ("Họ tên: Mè Thị Chương.", "Mè Thị Chương"),
        ("tôi tên Bàng Văn Công", "Bàng Văn Công"),
        ("la thi hong nhung", "la thi hong nhung"),
        ("em la la thi hong nhung", "la thi hong nhung"),
        ("Lý A", "Lý A"),
        ("Công ty TNHH Hoàng Phát", "Công ty TNHH Hoàng Phát"),
        ("vâng, Vi Văn Tám", "Vi Văn Tám"),
        ("Nông Thị Hòa nhé", "Nông Thị Hòa"),
        ("Ngô Thị Vân , sn 1978", "Ngô Thị Vân"),
        ("Hoàng Minh Đức 0912345678", "Hoàng Minh Đức"),
        ("Bà Triệu Thị Mùi", "Triệu Thị Mùi"),
        ("Ma Seo Páo", "Ma Seo Páo"),
        ("Hùng", ""),
        ("anh Dũng", ""),
        ("ẩn danh", ""),
        ("giấu tên được không", ""),
        ("từ từ", ""),
        ("một người dân", ""),
        ("không", ""),
        ("sao phải hỏi tên", ""),
        ("tôi không muốn nói", ""),
        ("ok", ""),
        ("số 5 Lê Lợi", ""),
        ("Đèn đường hỏng cả tháng nay không ai sửa", ""),
        ("Tên gì?", ""),
        ("den duong hong", ""),
        ("rac khong ai thu", ""),
        ("", ""),
    ],
)
def test_a_bare_name_is_one(text, name):
    assert answer("name", text)[0] == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("số 5 Lê Lợi", "số 5 Lê Lợi"),
        ("12 le loi", "12 le loi"),
        ("Nhà em ở tổ 3 khối 7 phường Tam Thanh ạ", "tổ 3 khối 7 phường Tam Thanh"),
        ("địa chỉ: thôn Quán Hồ, xã Hoàng Đồng", "thôn Quán Hồ, xã Hoàng Đồng"),
        ("Bắc Sơn", "Bắc Sơn"),
        ("o cho dong kinh", "cho dong kinh"),
        ("gần trường Chu Văn An", "gần trường Chu Văn An"),
        ("trần đăng ninh", "trần đăng ninh"),
        ("15/3 lê hồng phong", "15/3 lê hồng phong"),
        ("không biết", ""),
        ("như trên", ""),
        ("nói rồi mà", ""),
        ("ở đấy luôn", ""),
        ("hỏi nhiều thế", ""),
        ("hỏi làm gì", ""),
        ("ok", ""),
        ("ở đâu?", ""),
    ],
)
def test_a_bare_address_is_one(text, address):
    assert answer("address", text)[0] == address


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("so cua em la 0987654321", "+84987654321"),
        ("912345678", "+84912345678"),
        ("không có", ""),
        ("12345", ""),
    ],
)
def test_a_bare_number_is_one(text, number):
    assert answer("contact", text)[0] == number


@pytest.mark.parametrize("part", ["matter", "language"])
def test_what_speaks_for_itself_is_no_bare_answer(part):
    assert answer(part, "Đèn đường hỏng") == ("", "")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("HUY", Command.CANCEL),
        ("Hủy", Command.CANCEL),
        ("huỷ bỏ", Command.CANCEL),
        ("hủy đi ạ", Command.CANCEL),
        ("LAI", Command.BACK),
        ("lại", Command.BACK),
        ("Quay lại.", Command.BACK),
        ("sửa lại nhé", Command.BACK),
        ("TROGIUP", Command.HELP),
        ("Trợ giúp", Command.HELP),
        ("trợ giúp với", Command.HELP),
        ("?", Command.HELP),
        ("Huy", Command.CANCEL),
        ("Hoàng Quốc Huy", None),
        ("Lai Thị Hoa", None),
        ("xin trợ giúp gia đình tôi bị lũ", None),
        ("hủy hợp đồng điện của tôi", None),
        ("", None),
    ],
)
def test_a_command_is_a_whole_text(text, asked):
    assert command(text) is asked


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("số nhà 15 chứ không phải 51", "51", "15"),
        ("So nha 15 chu khong phai 51", "51", "15"),
        ("15 không phải 51", "51", "15"),
        ("không phải 51 mà là 15", "51", "15"),
        ("ko phai 51 ma la 15", "51", "15"),
        ("Lê Lai chứ không phải Lê Lợi", "Lê Lợi", "Lê Lai"),
        ("tên là Nguyễn Văn Anh chứ không phải Nguyễn Văn An", "Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("51 sửa thành 15", "51", "15"),
        ("nhầm, 15 chứ 51", "51", "15"),
    ],
)
def test_a_correction_says_what_is_wrong_and_what_is_right(text, wrong, right):
    assert correction(text) == Correction(wrong, right)


@pytest.mark.parametrize(
    "text",
    ["số 5 Lê Lợi", "không phải", "Đèn hỏng không ai sửa", "15 chứ không phải 15", "", "a" * 200],
)
def test_anything_else_corrects_nothing(text):
    assert correction(text) is None


def test_what_is_right_stands_where_the_wrong_stood_as_a_whole_word():
    fix = Correction("51", "15")
    assert fix.applied("số 51 Lê Lợi") == "số 15 Lê Lợi"
    assert fix.applied("số 151 Lê Lợi") == "số 151 Lê Lợi"
    assert Correction("Le Loi", "Lê Lai").applied("12 Lê Lợi, P. Tam Thanh") == (
        "12 Lê Lai, P. Tam Thanh"
    )


def test_what_a_name_is_followed_by_is_not_lost():
    assert answer("name", "Phạm Thị Hoa - số 5 Lê Lợi") == ("Phạm Thị Hoa", "số 5 Lê Lợi")
    assert answer("name", "Em tên Vi Văn Nam, nhà ở tổ 3") == ("Vi Văn Nam", "nhà ở tổ 3")
