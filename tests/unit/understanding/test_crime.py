"""Reports of a crime are recognised, whatever else a message is about."""

import pytest

from chalicelib.domain.understanding.suggestion import suggest

REPORTS = [
    "Tôi muốn tố giác nhóm thanh niên bán ma túy ở đầu ngõ 8 Phai Vệ",
    "toi qua nha toi bi mat trom xe may, bien so 12B1 456.78",
    "Quán net số 5 có sới bạc, đêm nào cũng mấy chục người",
    "Có người gọi điện giả công an lừa tiền mẹ tôi 50 triệu",
    "Cháu bé hàng xóm bị xâm hại, xin công an vào cuộc",
    "con tôi bị chúng nó chặn đường cướp điện thoại",
    "chủ nợ thuê người tạt sơn, đòi nợ thuê, dọa giết cả nhà tôi",
    "Nhà nghỉ Hoa Đào chứa mại dâm, mong kiểm tra",
    "TIN BÁO TỘI PHẠM: kho hàng sau chợ Đông Kinh chứa hàng cấm",
    "hang xom hanh hung vo con, danh dap nhu com bua",
]
NO_REPORTS = [
    "Đề nghị lắp camera phòng chống trộm cắp ở khu 3",
    "Đường tối nên bà con lo trộm, xin lắp thêm đèn",
    "Hàng xóm đổ trộm rác ra ngõ",
    "Mong phường tuyên truyền phòng chống ma túy trong trường học",
    "Khu này bây giờ không có ma túy, cảm ơn công an",
    "Cán bộ một cửa bắt tôi chờ cả buổi sáng",
    "Tôi khiếu nại quyết định thu hồi đất",
    "Chó thả rông cắn người ở ngõ 12",
]


@pytest.mark.parametrize("text", REPORTS)
def test_what_people_tell_as_a_crime_is_shown_as_one(text):
    assert suggest(text).crime


@pytest.mark.parametrize("text", NO_REPORTS)
def test_a_wish_for_watchfulness_and_everyday_annoyance_are_no_crime(text):
    assert suggest(text).crime == ()
