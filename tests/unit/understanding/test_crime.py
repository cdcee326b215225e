"""Reports of a crime are recognised, whatever else a message is about."""

import pytest

from chalicelib.domain.understanding.suggestion import suggest
from tests.support.messages import calls

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
    "nha e vua bi trom cay vao lay mat 2 con bo",
    "Mấy thằng choai choai đua xe rồi rút dao dọa chém tôi",
    "Có nhóm cho vay lãi ngày, không trả thì chúng đến đổ mắm tôm vào nhà",
    "TOI BI LUA 200 TRIEU QUA MANG, GIA DANH VIEN KIEM SAT",
    "Quán cà phê vườn sau bến xe có gái bán dâm, khách ra vào cả đêm",
    "ông bố dượng hay sờ mó con bé 9 tuổi",
    "chúng nó tiêm chích trong công viên Phai Loạn, kim tiêm vứt đầy",
    "Đêm qua có kẻ đốt xe máy trước nhà tôi",
    "nhà số 9 tụ tập xóc đĩa, ăn thua cả trăm triệu",
    "tổ chức cá độ bóng đá ở quán bia",
    "Hang xom em danh vo thuong tich 15% phai nhap vien",
    "Có đối tượng mua bán phụ nữ qua biên giới, cháu gái tôi mất liên lạc 3 ngày",
    "Nó cầm mã tấu chém bố tôi",
    "bọn trộm chó dùng súng điện bắn chó ở thôn Khơ Đa",
    "Xe tôi để trước cửa bị kẻ gian lấy mất",
    "Xưởng sau chợ làm giả giấy tờ xe, biển số giả",
    "Thấy người ta buôn pháo lậu qua đường mòn",
    "Cửa hàng bán thuốc lá lậu, hàng lậu từ Trung Quốc chất đầy kho",
    "Anh ta hiếp cháu bé trong xóm",
    "con nghiện vào nhà ăn cắp bình ga",
    "Có kẻ giật mất cái túi của vợ tôi ở cầu Kỳ Cùng",
    "Nhận tin nhắn đe dọa giết nếu không trả tiền lãi",
    "Bọn bảo kê chợ đêm thu tiền từng quầy, không đưa thì đập phá",
    "Có người dùng mìn tự chế đánh cá ở sông Kỳ Cùng",
    "Nhóm thanh niên hỗn chiến bằng tuýp sắt, có người bị thương nặng",
    "người yêu cũ tung ảnh nóng đòi tiền em",
    "ke trom cat khoa cuom con SH bien 12B1",
    "Nhà hàng bán thịt tê tê, rắn hổ chúa, mật gấu",
    "bị bọn nó lừa sang Cam, đòi chuộc 100 triệu",
    "tôi tố giác ông Tám giao cấu với trẻ em",
    "Ở khu 2 có điểm ghi đề của bà Lan béo",
    "Thằng ngáo đá cầm dao đuổi người ở ngã tư",
    "nhà em không còn gì vì bị trộm vào đêm qua",
    "công an không bắt bọn trộm chó",
    "lo quá, hôm qua con bị bắt cóc hụt",
    "sợ lắm, bị cướp giật giữa ban ngày",
    "chúng thuê phòng đánh bạc ở nhà nghỉ",
    "dân phòng đứng nhìn cảnh trộm cắp",
    "toi khong biet ai trom xe cua toi",
    "nói là phòng chống ma túy mà đầu ngõ vẫn hút chích",
    "mất ngủ vì sới bạc nhà bên",
    "chơi đá gà ăn tiền ở bãi đất",
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
    "Xin lắp cửa chống trộm cho khu nhà ở xã hội",
    "Công ty bán khóa chống trộm thông minh, giảm 30%",
    "Soi cầu lô đề miễn phí, trúng lớn hôm nay, inbox zalo",
    "Chốt số đề chuẩn, không trúng hoàn tiền",
    "Mong công an tuần tra để không còn đánh bạc, đua xe trong khu",
    "Đề nghị tăng cường tuyên truyền cho bà con không chơi lô đề, đánh bạc dịp tết",
    "Xem tivi thấy vụ cướp ngân hàng ở Bắc Giang mà lo cho con em",
    "Báo chí nói nhiều vụ lừa đảo qua mạng, đề nghị thành phố gửi tin nhắn nhắc dân",
    "Hàng xóm trồng cây đâm sang nhà tôi",
    "Đường đâm ra quốc lộ không có biển báo, dễ tai nạn",
    "Chủ đầu tư hứa lèo, chiếm vỉa hè để vật liệu",
    "Giá nước tăng như cướp",
    "Bệnh viện cho tiêm phòng ở đâu",
    "Giáo viên phạt học sinh chép bài 100 lần",
    "Trường mầm non cần lắp camera tránh bạo hành trẻ",
    "Sợ trẻ con bị bắt cóc nên xin trường quản lý giờ tan học",
    "Đường vắng, chị em sợ bị cướp giật",
    "Khu vực tối dễ xảy ra trộm cắp, đề nghị thêm đèn",
    "Nguy cơ cháy nổ ở kho gas",
    "Cổng trường lộn xộn, học sinh chơi đá cầu dưới lòng đường",
    "tre con choi da bong vo kinh nha toi",
    "Thợ đập đá gây bụi, ồn cả ngày",
    "Đổ trộm phế thải ở bãi sông",
    "Quán nhậu bán hàng trắng đêm, ồn không ngủ được",
    "Phường tổ chức hội thi phòng chống tội phạm rất hay",
    "Loa phường phát thông báo chống lừa đảo sớm quá, ồn",
    "Camera giúp giảm trộm cắp, xin lắp thêm",
    "Chó hàng xóm cắn người, chủ không chịu trả tiền thuốc",
    "Đề nghị xử lý nạn xe quá tải, không có ai bị bắt",
    "Mong khu phố sạch bóng ma túy, trộm cắp, cờ bạc",
    "XIN LAP CAMERA DE PHONG KE GIAN, TROM CAP",
    "bà con mong đường sáng để đỡ bị trộm cắp",
    "lam gia dinh toi kho so vi bui",
    "ho so mo cua hang bi tra lai",
    "nha hang lau gay on ao",
    "giay to gia dinh chinh sach",
    "co bac hang xom nuoi cho",
    "chay lan lua sang nha ben",
    "tat ca do la rac thai",
    "xe bi lua bao quanh",
    "tai nạn gây thương tích do ổ gà",
    "mỏ đá dùng mìn nổ rung nhà",
    "hàng xóm hay ăn hiếp con tôi",
    "khu này không trộm cắp gì, chỉ thiếu đèn",
    "lo trẻ bị móc túi ở hội xuân",
]


@pytest.mark.parametrize("text", REPORTS)
def test_what_people_tell_as_a_crime_is_shown_as_one(text):
    assert suggest(text).crime


@pytest.mark.parametrize("text", NO_REPORTS)
def test_a_wish_for_watchfulness_and_everyday_annoyance_are_no_crime(text):
    assert suggest(text).crime == ()


@pytest.mark.parametrize("part", ["bị trộm ", "phòng chống, đánh bạc, ", "sợ bị cướp ", "trộm "])
def test_the_work_grows_with_the_length_of_the_message(part):
    short, long = (calls(lambda n=n: suggest(part * n)) for n in (125, 500))
    assert long < 6 * short
