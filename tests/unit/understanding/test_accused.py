"""Whom of the office and its leaders a message seems to be about."""

import pytest

from chalicelib.authority import load
from chalicelib.domain.understanding.classification.accused import accused_in
from tests.support.messages import calls, rows

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
    ("ong Chanh van phong UBND TP nhan tien lo dat cua nguoi quen, de nghi lam ro", "truong"),
    ("TÔI TỐ CÁO ÔNG TRẦN LỆNH TRƯỞNG ĂN CHẶN TIỀN HỖ TRỢ BÃO LŨ", "truong"),
    ("Cô Thủy chuyên viên xây dựng ngâm hồ sơ của tôi 3 tháng, bảo đưa 5 triệu mới ký", "thuy"),
    ("chi Thuy ben van phong uy ban thanh pho doi tien boi duong", "thuy"),
    (
        "Anh Trường phụ trách kinh tế đô thị ở văn phòng UBND thành phố bao che quán karaoke",
        "manh-truong",
    ),
    ("Bà Quỳnh Anh phó chánh văn phòng hẹn 3 lần không gặp dân", "son,anh,trinh"),
    ("ba Lang Thi Trinh noi chuyen rat trich thuong voi nguoi dan", "trinh"),
    ("Chủ tịch thành phố lấy đất công cho người nhà xây biệt thự", "chu-tich"),
    ("chu tich tp ls nhan qua cua cty may tinh", "chu-tich"),
    ("Ông chủ tịch ubnd thành phố nói một đằng làm một nẻo, hứa hão với dân", "chu-tich"),
    (
        "Phó chủ tịch thành phố đi xe công đi chùa, vi phạm quy định",
        "pho-chu-tich-1,pho-chu-tich-2",
    ),
    ("ong pho chu tich ubnd tp nhau say roi chui tai xe taxi", "pho-chu-tich-1,pho-chu-tich-2"),
    ("Chủ tịch tỉnh bao che cho chủ tịch thành phố", "chu-tich-tinh"),
    ("Tôi khiếu nại hành vi của Chủ tịch UBND thành phố không thi hành bản án", "chu-tich"),
    ("Cán bộ tiếp công dân tên Nghĩa đuổi tôi về, không ghi phiếu hẹn", "nghia"),
    ("a Nghĩa trực đường dây nóng nói trống không, dập máy", "nghia"),
    ("ong nghia tiep dan hach dich lam", "nghia"),
    ("CHỊ NHUNG CHUYÊN VIÊN HĐND NHẬN PHONG BÌ", "le-nhung,nong-nhung"),
    (
        "Lê Hồng Nhung và Nông Hồng Nhung cãi nhau trước mặt dân, không ai nhận đơn",
        "le-nhung,nong-nhung",
    ),
    ("chuyên viên tiếp công dân bỏ vị trí đi uống cà phê, dân chờ cả buổi", "nghia"),
    ("Hoàng Mạnh Trường nợ tôi 30 triệu, cậy là cán bộ không trả", "manh-truong"),
    (
        "Sep Truong van phong thanh pho nhan tien chay viec cho con toi roi im luon",
        "truong,manh-truong",
    ),
    ("Bác Sơn phó văn phòng thành phố uống rượu say quát tháo ở quán lẩu", "son"),
    ("Chủ tịch UBND TP Lạng Sơn cố tình không thực hiện kết luận thanh tra", "chu-tich"),
    (
        "Đề nghị làm rõ trách nhiệm của Chủ tịch UBND thành phố trong vụ đất chợ Giếng Vuông",
        "chu-tich",
    ),
    ("ông chánh văn phòng ăn tiền chạy chỗ bán hàng", "truong"),
    (
        "Con trai ông Trần Lệnh Trưởng đánh người ở quán bia, ông ấy ép công an bỏ qua",
        "truong",
    ),
    ("Phản ánh về thái độ phục vụ của chuyên viên xây dựng", "thuy"),
    ("dong chi Hoang Minh Nghia goi lai cho toi noi kho nghe, xuc pham toi", "nghia"),
    ("đ/c Sơn (phó chánh văn phòng) hứa rồi nuốt lời", "son,anh,trinh"),
    ("chị Trịnh ở văn phòng ủy ban cửa quyền", "trinh"),
    ("Tôi tố chủ tịch tp bán đất quy hoạch cho em vợ", "chu-tich"),
    ("chủ tịch và phó chủ tịch thành phố thông đồng với nhà thầu", "pho-chu-tich-1,pho-chu-tich-2"),
    (
        "Kính gửi Chủ tịch tỉnh. Tôi tố cáo Chủ tịch UBND thành phố Lạng Sơn thu hồi đất trái luật",
        "chu-tich",
    ),
    ("Thưa ông Chủ tịch, ông Chánh Văn phòng của ông nhận tiền của nhà thầu cây xanh", "truong"),
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
    "Ông Sơn chủ tịch phường Tam Thanh nhận tiền cho xây trái phép",
    "bà Thủy tổ trưởng khối 7 quát tháo bà con",
    "Anh Trường trưởng công an phường Vĩnh Trại bảo kê quán nhậu",
    "Kính gửi ông Chủ tịch UBND thành phố! Phường đang làm ngơ cho lấn chiếm vỉa hè",
    "Kinh thua chu tich tp, can bo dia chinh xa mai pha voi tien dan",
    "Chào anh Nghĩa ở văn phòng tiếp dân, hôm trước anh hẹn tôi ngày 12 trả lời",
    "Cảm ơn chị Nhung văn phòng HĐND đã giúp mẹ tôi làm hồ sơ",
    "Tôi là Dương Thị Thu Thủy, chủ quán 15 Bà Triệu, bị hàng xóm đổ rác",
    "Chị Thủy bán phở cạnh văn phòng công chứng đổ nước thải ra đường",
    "Anh Sơn nhân viên văn phòng đăng ký đất đai hẹn lên hẹn xuống",
    "Văn phòng luật sư của ông Nghĩa lừa tiền tôi",
    "Chủ tịch hội phụ nữ thành phố đi vắng không tiếp",
    "Chủ tịch Mặt trận thành phố vi phạm quy chế",
    "Chủ tịch UBND xã Hoàng Đồng ăn chặn tiền hộ nghèo",
    "Nhờ Chủ tịch thành phố can thiệp, nhà thầu vô trách nhiệm quá",
    "Bác chủ tịch thành phố mình nói chuyện trên đài rất hay, mong làm được như nói",
    "Chủ tịch thành phố đã đến thăm khu bị ngập, bà con biết ơn",
    "Đơn gửi: Chủ tịch UBND thành phố. Về việc: ông Hùng lấn chiếm đất",
    "Xin hỏi lịch tiếp dân của Chủ tịch UBND thành phố",
    "Văn phòng đại diện VNPT Lạng Sơn thái độ kém, ông Sơn trưởng phòng quát khách",
    "Bà Trường ở văn phòng nhà trường thu tiền sai",
    "Anh Trường kế toán ở văn phòng hợp tác xã ăn chặn tiền điện",
    "Bà Anh văn phòng thừa phát lại làm vi bằng sai",
    "Tôi gặp anh Nghĩa ở phòng tiếp dân, anh ấy hướng dẫn tận tình",
    "Ông phó chủ tịch phường hách dịch",
    "Bí thư thành phố đi đâu mà không gặp dân",
    "Nguyên phó chủ tịch thành phố chiếm đất rừng",
    "Cựu chủ tịch thành phố xây nhà trái phép",
    "Chủ tịch thành phố Hà Nội bị khởi tố vì nhận hối lộ, xem tivi thấy buồn",
    "Hôm qua thời sự nói chủ tịch UBND tỉnh Hòa Bình vi phạm bị kỷ luật",
    "Báo đưa tin phó chủ tịch thành phố Hạ Long nhận hối lộ",
    "Chủ tịch UBND TP kính mến! Công ty môi trường thu phí sai, thái độ bất lịch sự",
    "Tôi đã phản ánh với ông Nghĩa ở văn phòng tiếp dân, phường vẫn không làm",
    "Anh Nghĩa phòng tiếp dân đã giúp tôi rất nhiều",
    "Xin số điện thoại chánh văn phòng để hỏi thủ tục",
    "Chủ tịch thành phố chỉ đạo rồi mà phường vẫn làm ngơ",
    "Theo lời hứa của Chủ tịch UBND thành phố, bao giờ đường Phai Vệ được làm?",
    "Tại sao Chủ tịch UBND thành phố ban hành bảng giá đất mà phường không niêm yết?",
]


@pytest.mark.parametrize(("text", "who"), ABOUT)
def test_whoever_a_message_accuses_is_known_by_name_or_title(text, who):
    assert set(accused_in(text, LANGSON)) == set(who.split(","))


@pytest.mark.parametrize("text", ABOUT_NOBODY)
def test_whoever_is_addressed_thanked_or_only_has_a_name_like_it_is_not_meant(text):
    assert accused_in(text, LANGSON) == ()


@pytest.mark.parametrize("name", ["message-examples", "message-cases", "urgency-examples"])
def test_no_everyday_message_is_taken_for_one_about_the_office(name):
    texts = [row["text"] for row in rows(f"{name}.jsonl")]
    assert [text for text in texts if accused_in(text, LANGSON)] == []


def test_another_body_has_its_own_people():
    text = "Chủ tịch UBND phường nhận tiền của hộ xây trái phép"
    assert accused_in(text, WARD) == ("chu-tich",)
    assert accused_in(text, LANGSON) == ()


@pytest.mark.parametrize("part", ["anh Nghĩa ", "chủ tịch thành phố ", "ông ", "không "])
def test_the_work_grows_with_the_length_of_the_message(part):
    short, long = (calls(lambda n=n: accused_in(part * n, LANGSON)) for n in (250, 1_000))
    assert long < 6 * short
