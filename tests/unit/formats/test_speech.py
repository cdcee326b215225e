"""What is said aloud can be understood by ear."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.formats import speech

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def test_digits_are_read_one_by_one_in_groups():
    assert speech.groups(("0886", "121")) == "không tám tám sáu, một hai một"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("UBND TP. Lạng Sơn", "Ủy ban nhân dân thành phố Lạng Sơn"),
        ("Văn phòng HĐND-UBND", "Văn phòng Hội đồng nhân dân-Ủy ban nhân dân"),
        ("Kính gửi Ông/Bà", "Kính gửi Ông Bà"),
        ("gọi 0205.3876.672.", "gọi không hai không năm, ba tám bảy sáu, sáu bảy hai."),
        ("gọi 0886.121.666", "gọi không tám tám sáu, một hai một, sáu sáu sáu"),
        ("ngày 12/3/2026, số 45/QĐ-UBND", "ngày 12 tháng 3 năm 2026, số 45"),
        ("từ 05/03/2026 theo 12/2017/QĐ-UBND", "từ ngày 5 tháng 3 năm 2026 theo 12 năm 2017"),
        ("tối ngày 11/3", "tối ngày 11 tháng 3"),
        ("ngõ 5/12 Bà Triệu", "ngõ 5 trên 12 Bà Triệu"),
        ("chi 1.500.000đ, TP Lạng Sơn", "chi 1.500.000 đồng, thành phố Lạng Sơn"),
        ("kinh phí 10.000.000 đồng", "kinh phí 10.000.000 đồng"),
        ("chi 1.055.000.000 đồng", "chi 1.055.000.000 đồng"),
        ("vốn 12.050.000.000 đồng", "vốn 12.050.000.000 đồng"),
        ("xe 29C-012.345.678", "xe 29C-012.345.678"),
        ("gọi (0205) 3.876.672", "gọi không hai không năm, ba tám bảy sáu, sáu bảy hai"),
        ("gọi 0205.3.876.672", "gọi không hai không năm, ba tám bảy sáu, sáu bảy hai"),
        ("gọi +84 205 3876 672", "gọi không hai không năm, ba tám bảy sáu, sáu bảy hai"),
        ("Ngày 12/5, tổ công tác", "Ngày 12 tháng 5, tổ công tác"),
        ("Ngày 12/5/2026", "Ngày 12 tháng 5 năm 2026"),
        ("trực 24/24 giờ, cả ngày 24/24 giờ", "trực 24 trên 24 giờ, cả ngày 24 trên 24 giờ"),
        ("Từ 01/3 đến 15/3", "Từ ngày 1 tháng 3 đến ngày 15 tháng 3"),
        ("trước 15/7, đến hết 30/6", "trước ngày 15 tháng 7, đến hết ngày 30 tháng 6"),
        ("ngày 1/5 và 2/5", "ngày 1 tháng 5 và ngày 2 tháng 5"),
        ("giảm đến 2/3 số hộ", "giảm đến 2 trên 3 số hộ"),
        ("tháng 5/2026, quý 2/2026", "tháng 5 năm 2026, quý 2 năm 2026"),
        ("số nhà 12/A, căn 5/B", "số nhà 12/A, căn 5/B"),
        ("Nghị định 45/2022/NĐ-CP và 45/2024/NĐ-CP", "Nghị định 45 năm 2022 và 45 năm 2024"),
        ("Luật 91/2025/QH15, số 12/TTr-STNMT", "Luật 91 năm 2025, số 12"),
        ("TP.HCM, Tp. Lạng Sơn", "Thành phố Hồ Chí Minh, thành phố Lạng Sơn"),
        ("P. Vĩnh Trại", "phường Vĩnh Trại"),
        ("500.000 đồng/tháng", "500.000 đồng một tháng"),
        ("50.000đ/m2, 120m2, 30 m²", "50.000 đồng một mét vuông, 120 mét vuông, 30 mét vuông"),
    ],
)
def test_what_cannot_be_heard_is_written_out(written, said):
    assert speech.aloud(written) == said


def test_days_and_hours_are_said_as_people_say_them():
    assert speech.day(date(2026, 3, 16)) == "ngày 16 tháng 3 năm 2026"
    opening = datetime(2026, 3, 16, 7, tzinfo=VN)
    assert speech.moment(opening, date(2026, 3, 14)) == "7 giờ thứ Hai, ngày 16 tháng 3"
    assert speech.moment(opening, date(2026, 3, 16)) == "7 giờ hôm nay"
    assert speech.hour(datetime(2026, 3, 16, 7, 30, tzinfo=VN)) == "7 giờ 30"


def test_a_sentence_takes_a_second_for_four_syllables():
    assert speech.seconds("xin chào Ông Bà") == 1


def test_each_day_of_the_week_has_its_name():
    monday = date(2017, 1, 16)
    assert [speech.weekday(monday + timedelta(days=n)) for n in range(7)] == [
        *("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    ]
