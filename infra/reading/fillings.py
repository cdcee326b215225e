"""What is put into the letters' gaps: names, addresses, numbers, matters, drawn by chance."""

from __future__ import annotations

import random
from pathlib import Path

from chalicelib.authority import load

_HERE = Path(__file__).parent
_URGENCY = _HERE.parent / "urgency"
_LONGEST_MATTER = 160  # characters


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


COMMON = _split("""
    Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Võ, Đặng, Bùi, Đỗ, Ngô, Dương, Lý, Nông, Hứa, Triệu, Vi, Lương,
    Phùng, Chu, Đinh, Đoàn, Lâm, Trịnh, Hà, Hồ, Phan, Bế, Lăng, Lộc, Mã, Tô, Hoàng, Nông, Lý, Vi
    """)
RARE = _split("""
    Đường, Bàng, Mè, Chương, La, Liễu, Lường, Sầm, Mông, Đàm, Đồng, Giáp, Khổng, Khúc, Kim, Lã, Lại, Ma,
    Mạc, Mạch, Nghiêm, Ninh, Ôn, Phí, Phó, Phương, Quách, Quan, Sái, Sùng, Tạ, Tăng, Thạch, Thái, Thân,
    Thang, Thào, Tiêu, Tòng, Tống, Trương, Từ, Uông, Vàng, Viên, Voòng, Vòng, Vương, Giàng, Hạng, Hầu,
    Lù, Lò, Lục, Lành, Lình, Linh, Luân, Chảo, Chẩu, Bàn, Phàn, Tẩn, Chìu, Chíu, Đới, Cao, Cam, Cát, Cù,
    Cung, Doãn, Diệp, Đào, Đậu, Điền, Hàn, Khuất, Khương, Kiều, Lưu, Mai, Mẫn, Nhâm, Nhữ, Nịnh, Nùng,
    Phù, Thiều, Thẩm, Tôn, Trình, Âu, Bạch, Bành, Biện, Đèo, Điêu, Lô, Lèo, Quàng, Cầm, Cà, Hờ, Sồng,
    Vừ, Cứ, Tráng, Xồng, Lầu, Thuỷ, Bồ, Cồ, Diêm, Đống, Giang, Lai, Mộc, Nhiêu, Nhan, Trưng, Ưng
    """)
MIDDLE = _split("""
    Văn, Văn, Văn, Thị, Thị, Thị, Thị Thu, Thị Hồng, Thị Thanh, Thị Kim, Văn Minh, Hữu, Đức, Đình, Quang,
    Thế, Ngọc, Xuân, Minh, Quốc, Công, Duy, Bá, Thanh, Hồng, Thu, Kim, Mạnh, Tiến, Trung, Tuấn, Anh,
    Khánh, Bích, Diệu, Hải, Hoài, Viết, Trọng, Phú, Gia, Thùy, Phương, Thúy, Mai, Nhật, Hoàng, Bảo
    """)
GIVEN = _split("""
    An, Anh, Ba, Bắc, Bách, Bằng, Bảo, Bích, Biên, Bình, Bốn, Bảy, Cảnh, Cẩm, Chi, Chiến, Chinh, Chung,
    Cúc, Cường, Cương, Dậu, Diễm, Diệp, Dinh, Du, Dung, Dũng, Duy, Duyên, Dương, Đại, Đạo, Đạt, Đoan,
    Đông, Đức, Én, Gấm, Giang, Hà, Hải, Hạnh, Hào, Hảo, Hằng, Hân, Hậu, Hiên, Hiền, Hiếu, Hiệp, Hoa,
    Hoài, Hoan, Hoàn, Hòa, Học, Hồng, Hợi, Hợp, Huân, Huấn, Huệ, Hùng, Huy, Huyền, Hưng, Hương, Hường,
    Hữu, Kết, Khải, Khanh, Khánh, Khoa, Khôi, Khương, Kiên, Kiều, Lai, Lan, Lành, Lâm, Lệ, Lễ, Liên,
    Liễu, Linh, Loan, Long, Lộc, Lợi, Luân, Luyến, Lục, Lượng, Lương, Lưu, Ly, Lý, Mai, Mạnh, Mây, Mão,
    Miên, Minh, Mỵ, Mơ, Mừng, My, Mỹ, Na, Nam, Năm, Nga, Ngà, Ngân, Nghĩa, Ngọ, Ngọc, Nguyên, Nguyệt,
    Nhâm, Nhàn, Nhạn, Nhung, Như, Nhất, Ninh, Nụ, Oanh, Páo, Phán, Phát, Phong, Phú, Phúc, Phương,
    Phượng, Quân, Quang, Quế, Quý, Quyên, Quyết, Quỳnh, San, Sang, Sáng, Sáu, Sen, Sinh, Soan, Son, Sơn,
    Sửu, Tài, Tám, Tâm, Tân, Tấn, Thái, Thanh, Thành, Thao, Thảo, Thắm, Thắng, Thân, Thêm, Thi, Thiện,
    Thìn, Thịnh, Thoa, Thỏa, Thu, Thuần, Thuận, Thục, Thủy, Thúy, Thư, Thương, Tiên, Tiến, Tình, Tịnh,
    Toàn, Toản, Trang, Trâm, Trí, Trinh, Trọng, Trung, Trường, Tú, Tuân, Tuấn, Tuất, Tuệ, Tùng, Tuyên,
    Tuyến, Tuyết, Tư, Tường, Tý, Út, Uyên, Vân, Viên, Việt, Vinh, Vĩnh, Vui, Vượng, Vy, Xuân, Xuyến, Yên,
    Yến, Chài, Pẩu, Mỷ, Dợ, Slay, Nình, Sình, Cắm, Lả, Seo, Lềnh, Khìn, Dín, Phin, Chày, Bjoóc, Thềm
    """)
TWO_GIVEN = _split("""
    Thu Hà, Ngọc Anh, Minh Châu, Thanh Tùng, Hải Yến, Tuấn Anh, Phương Thảo, Quỳnh Anh, Hồng Nhung, Bảo An,
    Khánh Linh, Đức Anh, Việt Hùng, Lan Anh, Hoài Nam, Hoàng Yến, Kim Oanh, Thùy Linh, Mai Phương
    """)
HAMLETS = _split("""
    Pò Mỏ, Quảng Tiến, Quảng Hồng, Co Măn, Hoàng Tâm, Nà Pàn, Khòn Pát, Bản Cẳng, Nà Chuông, Lục Khoang,
    Tồng Huồng, Rọ Phải, Hoàng Thượng, Chi Mạc, Đồi Chè, Bình Cằm, Yên Thành, Trung Cấp, Phai Duốc,
    Khòn Phổ, Pò Đứa, Hoàng Thanh, Tân Lập, Quảng Liên, Bắc Nga, Kéo Tào, Nà Sèn, Khòn Khuyên, Phai Luông,
    Bản Viển, Nà Kéo, Pác Moong, Quán Hồ, Lò Rèn, Nà Làng, Bản Mới, Cốc Lải, Nà Nùng, Phú Lộc
    """)
STREETS = _split("""
    Bà Triệu, Lê Lợi, Bắc Sơn, Trần Đăng Ninh, Hùng Vương, Trần Hưng Đạo, Ngô Quyền, Nguyễn Du, Phai Vệ,
    Minh Khai, Lê Lai, Lê Hồng Phong, Tam Thanh, Nhị Thanh, Lý Thường Kiệt, Lý Thái Tổ, Quang Trung,
    Thân Công Tài, Thân Cảnh Phúc, Mai Thế Chuẩn, Phan Đình Phùng, Nguyễn Thái Học, Lương Văn Tri,
    Ngô Gia Tự, Hoàng Diệu, Trần Phú, Lê Đại Hành, Nguyễn Tri Phương, Chu Văn An, Yết Kiêu, Bến Bắc,
    Cửa Nam, Văn Cao, Đinh Tiên Hoàng, Tô Thị, Bông Lau, Đèo Giang, Văn Vỉ, Xuân Diệu, Lê Quý Đôn,
    Phố Muối, Trần Quốc Toản, Phan Huy Chú, Nà Trang, Ba Sơn, Bùi Thị Xuân, Hoàng Quốc Việt, Tản Đà,
    Đông Kinh, Chi Lăng, Kỳ Lừa, Khòn Lèng, Hòa Bình, Nguyễn Phong Sắc, Hồng Hà, Tây Sơn, Kéo Lếch,
    Phùng Khắc Khoan, Trưng Vương, Lạc Hồng, Nguyễn Văn Ninh, Cầu Đất, Bản Loỏng, Giếng Vuông
    """)
OTHER_WARDS = _split("Cao Lộc, Gia Cát, Hợp Thành, Tân Liên, Đồng Đăng, Thụy Hùng, Kỳ Lừa, Lương Văn Tri")
BRANDS = _split("""
    Xuân Cương, Hải Yến, Minh Phát, Đại An, Thành Đô, Tiến Đạt, Hoa Sim, Bình Minh, Kim Ngân, Hai Thanh,
    Hồng Phong, Bảo Ngọc, Phú Quý, An Bình, Đức Thịnh, Thanh Tùng, Việt Bắc, Xứ Lạng, Mẫu Sơn, Hương Na,
    Vạn Xuân, Nam Hải, Đông Bắc, Tân Thanh, Lạng Sơn Xanh, Thiên Phú, Nhật Minh, Toàn Cầu, Bảo Long,
    Hùng Cường, Ánh Dương, Sao Mai, Hải Long, Dũng Béo, Thu Hương, Ba Toàn, Mạnh Hùng, Tuấn Tú, 24h, Sunny
    """)
FIRMS = _split("""
    Công ty TNHH {}, Công ty cổ phần {}, Công ty TNHH MTV {}, Cty TNHH thương mại {}, Công ty {}, CTCP {},
    Công ty cổ phần xây dựng {}, Công ty TNHH xuất nhập khẩu {}, Công ty TNHH vận tải {}, Doanh nghiệp tư nhân {},
    DNTN {}, Hợp tác xã {}, HTX nông nghiệp {}, HTX dịch vụ {}, Hộ kinh doanh {}, HKD {}, Cửa hàng {},
    Cửa hàng vật liệu xây dựng {}, Nhà hàng {}, Khách sạn {}, Nhà nghỉ {}, Quán phở {}, Siêu thị {},
    Nhà thuốc {}, Tiệm vàng {}, Xưởng mộc {}, Cơ sở sản xuất {}, Nhà xe {}, Gara ô tô {}, Phòng khám {},
    Công ty TNHH một thành viên {}, Cửa hàng tạp hóa {}, Quán karaoke {}, Xưởng cơ khí {}, Công ty may {},
    Trung tâm ngoại ngữ {}, Spa {}, Đại lý {}, Trang trại {}, Quán bia {}
    """)
UNITS = _split("""
    Trường tiểu học {}, Trường THCS {}, Trường mầm non {}, Trường THPT {}, Trường Mầm non {}, Trường Tiểu học {},
    Trạm y tế phường {}, Trạm Y tế xã {}, Hội Cựu chiến binh phường {}, Hội phụ nữ phường {}, Chi hội Phụ nữ khối 7,
    Hội Nông dân xã {}, Đoàn thanh niên phường {}, Câu lạc bộ dưỡng sinh {}, Hội người cao tuổi phường {},
    Ban quản trị chung cư {}, Trung tâm y tế {}, Thư viện {}, Trường Cao đẳng {}, Ban quản lý chợ {},
    Chi hội cựu chiến binh khối 3, Ban đại diện cha mẹ học sinh trường {}, Hội khuyến học phường {}, Tổ dân phố số 4,
    Trường trung cấp nghề {}, Nhà văn hóa khối {}, Ban quản lý di tích {}, Hội chữ thập đỏ {}
    """)
# What somebody is said to do, to have done, or to be.
DEEDS = _split("""
    lấn chiếm vỉa hè, xây nhà không phép, đổ rác ra đường, đốt rác cả ngày, nuôi lợn hôi thối, thả chó ra đường,
    hay say rượu chửi bới, mở nhạc ầm ĩ đến khuya, hát karaoke suốt đêm, thu tiền không có biên lai,
    thu quỹ không công khai, ăn chặn tiền hỗ trợ của dân, nhận tiền mà không làm, vòi vĩnh tiền, hách dịch với dân,
    không thông báo lịch họp, không chịu giải quyết, không trả lời dân, không trả lương cho công nhân, nợ lương 3 tháng,
    quỵt tiền công của tôi, lừa tiền bán hàng qua mạng, bán hàng giả, bán thịt ôi, cân điêu, bán thuốc không có giấy phép,
    cho vay nặng lãi, đòi nợ thuê, dọa đánh tôi, đánh vợ con, đánh học sinh, chửi tôi, bắt tôi đi lại nhiều lần,
    chặt cây của bản, phá rừng, khai thác cát trái phép, nổ mìn làm nứt nhà dân, xả nước thải ra suối, xả khói đen kịt,
    chở cát rơi vãi, chạy ẩu suýt đâm người, lạng lách đánh võng, đỗ xe chắn cổng, để xe kín lòng đường, rào lối đi chung,
    lấn sang đất nhà tôi 2 mét, chiếm đất công, bán đất cho hai người, trốn mất, bỏ trốn, bao che cho người nhà,
    cấp sai sổ đỏ, làm mất giấy tờ của tôi, hẹn nhiều lần không làm, ngủ trong giờ làm, đi muộn về sớm, uống rượu giờ hành chính,
    rất nhiệt tình, giúp đỡ bà con, tận tình với dân, là người tốt, được dân tin tưởng, nhặt được của rơi trả lại,
    bị ốm nặng, bị tai nạn, bị lừa mất tiền, bị đánh nhập viện, chưa được hưởng chế độ, mất tích hai hôm nay, đi lạc,
    không có thẻ bảo hiểm, sống một mình không ai chăm, chết đuối, ngã gãy chân, cần giúp đỡ, đang kẹt trong nhà,
    nói năng cộc lốc, trả lời rất khó nghe, đuổi dân về, thì không ai dám nói, là kẻ xấu, là chủ lò mổ lậu, có súng,
    hay gọi điện quấy rối, nhắn tin đe dọa, tự xưng công an, gọi đòi nợ cả ngày, gạ gẫm học sinh, nghi bán ma túy,
    tổ chức đánh bạc, ghi lô đề, trộm chó, trộm xe máy, phá khóa nhà tôi, ném đá vào nhà tôi, tụ tập nhậu nhẹt,
    tăng giá phòng trọ, giữ giấy tờ không trả, giữ cọc không trả, thu tiền điện 5 nghìn một số, cắt nước của người thuê,
    chặt chém khách, nhồi nhét khách, không lắp biển báo, đào đường rồi bỏ đấy, thi công ồn ào ban đêm, làm ăn gian dối,
    tự ý nâng giá, cấu kết với nhà thầu, nhổ cây của nhà tôi, bảo ai cần thì gọi, đến thu tiền từng nhà, dạy thêm ép học sinh,
    phun thuốc sâu sát nhà dân, nuôi gà cả trăm con, sửa xe gây ồn, hàn xì suốt đêm, cưa gỗ cả trưa, vứt xác chuột ra ngõ
    """)
WARDS = tuple(ward.name for ward in load("langson").wards)


class Chance:
    """Draws fillings, the same for the same seed."""

    def __init__(self, seed: str, matters: tuple[str, ...]) -> None:
        self._random = random.Random(seed)
        self._matters = matters

    def of(self, *choices: str) -> str:
        return self._random.choice(choices)

    def likely(self, share: float) -> bool:
        return self._random.random() < share

    def number(self, most: int) -> int:
        return self._random.randint(1, most)

    def filling(self, gap: str) -> str:
        """What is put into the gap of this name."""
        if gap in ("name", "rep", "who"):
            return self.person()
        if gap in ("given", "whog"):
            return self.of(*TWO_GIVEN) if self.likely(0.15) else self.of(*GIVEN)
        if gap == "org":
            return self._business(FIRMS if self.likely(0.55) else UNITS)
        if gap == "firm":
            return self._business(FIRMS if self.likely(0.8) else UNITS)
        if gap == "addr":
            return self._address()
        if gap == "place":
            return self._place()
        if gap in ("phone", "their"):
            return self._telephone()
        if gap == "mail":
            return f"{self.of('nam', 'lan', 'hoa', 'minh')}{self.number(99)}@{self.of('example.com', 'mail.example.vn')}"
        return self.of(*DEEDS) if gap == "deed" else self.of(*self._matters)

    def person(self) -> str:
        family = self.of(*(RARE if self.likely(0.4) else COMMON))
        if self.likely(0.12):
            return f"{family} {self.of(*GIVEN)}"
        if self.likely(0.08):
            return f"{family} {self.of(*TWO_GIVEN)}"
        return f"{family} {self.of(*MIDDLE)} {self.of(*GIVEN)}"

    def _business(self, kinds: tuple[str, ...]) -> str:
        brand = self.of(*BRANDS) if self.likely(0.75) else self.of(*WARDS, *STREETS[:20])
        return self.of(*kinds).format(brand)

    def _telephone(self) -> str:
        if self.likely(0.08):
            return f"0205{self.of('', ' ', '.')}3{self._digits(3)}{self.of('', ' ', '.')}{self._digits(3)}"
        prefix = self.of("09", "03", "08", "07", "05", "09") + str(self.number(9))
        if prefix[1] == "5":
            prefix = "058"
        glue = self.of("", "", "", " ", ".", " ")
        first = prefix + self._digits(1)
        return glue.join((first, self._digits(3), self._digits(3)))

    def _digits(self, n: int) -> str:
        return "".join(str(self._random.randint(0, 9)) for _ in range(n))

    def _house(self) -> str:
        number = str(self.number(300))
        if self.likely(0.2):
            number += self.of("A", "B", f"/{self.number(20)}")
        return number

    def _ward(self) -> str:
        if self.likely(0.08):
            return self.of("phường ", "xã ", "thị trấn ") + self.of(*OTHER_WARDS)
        name = self.of(*WARDS)
        if self.likely(0.05):
            name = "".join(word[0] for word in name.split())
            return self.of("P.", "P. ", "phường ", "p ") + name
        village = name in WARDS[5:]
        kinds = ("xã ", "xã ", "xã ", "X. ", "") if village else ("phường ", "phường ", "phường ", "P. ", "P.", "p ", "")
        return self.of(*kinds) + name

    def _city(self) -> str:
        return self.of(*("",) * 9, ", TP Lạng Sơn", ", thành phố Lạng Sơn", ", TP. Lạng Sơn", ", Lạng Sơn", ", tpls", ", tỉnh Lạng Sơn")

    def _address(self) -> str:
        """A home."""
        comma = ", " if self.likely(0.75) else self.of(" ", " - ", " ")
        street = self.of("đường ", "đường ", "phố ", "", "", "") + self.of(*STREETS)
        lane = f"{self.of('ngõ', 'ngõ', 'ngách', 'hẻm')} {self._house()}"
        block = f"{self.of('khối', 'khối', 'khối', 'khối phố', 'tổ', 'tổ dân phố', 'khu')} {self.number(15)}"
        hamlet = f"{self.of('thôn', 'thôn', 'thôn', 'xóm', 'bản')} {self.of(*HAMLETS)}"
        if self.likely(0.15):
            hamlet += f" {self.number(3)}"
        house = self.of("số ", "số ", "số nhà ", "nhà số ", "nhà ", "", "", "") + self._house()
        ward = self._ward()
        rows = (
            (f"{house} {street}", ward), (f"{house} {street}", ward), (f"{house} {street}",),
            (block, ward), (block, ward), (hamlet, ward), (hamlet, ward), (hamlet,),
            (f"tổ {self.number(9)}", block, ward), (f"tổ {self.number(9)} {block}", ward),
            (f"số {self._house()} {lane} {street}", ward), (f"số {self._house()}", lane, street, ward),
            (f"{lane} {street}", ward), (lane, block, ward), (f"số nhà {self._house()}", block, ward),
            (f"phòng {self.number(20)}0{self.number(9)} chung cư {self.of(*BRANDS)}", ward),
            (f"căn {self.number(40)} khu đô thị Phú Lộc {self.number(4)}", ward), (ward,), (block,),
            (f"khối {self.of('Cửa Đông', 'Cửa Bắc', 'Pò Đứa', 'Đại Thắng', 'Trần Quang Khải')}", ward),
        )  # fmt: skip
        return comma.join(self._random.choice(rows)) + self._city()

    def _place(self) -> str:
        """Where something is: a home, or a place that everybody knows."""
        if self.likely(0.4):
            return self._address()
        street = self.of("đường ", "đường ", "phố ", "") + self.of(*STREETS)
        return self.of(
            street,
            f"{street} phường {self.of(*WARDS[:5])}",
            f"ngã tư {self.of(*STREETS)} - {self.of(*STREETS)}",
            f"chợ {self.of('Kỳ Lừa', 'Đông Kinh', 'Giếng Vuông', 'Chi Lăng')}",
            f"trước số nhà {self._house()} {street}",
            f"ngõ {self._house()} {street}",
            f"cổng trường {self.of('tiểu học', 'THCS', 'mầm non')} {self.of(*WARDS)}",
            f"khối {self.number(12)} phường {self.of(*WARDS[:5])}",
            f"thôn {self.of(*HAMLETS)}",
            f"cầu {self.of('Kỳ Cùng', 'Đông Kinh', 'Ngầm', 'Kỳ Lừa')}",
            f"bờ sông {self.of('Kỳ Cùng', 'Kỳ Cùng', 'Ngầm')}",
        )


def matters() -> tuple[str, ...]:
    """What people write of, without particulars: the texts that urgency is learned from."""
    lines = [
        line.strip(" .!?")
        for name in ("calm.txt", "urgent.txt")
        for line in (_URGENCY / name).read_text("utf-8").splitlines()
    ]
    return tuple(
        line
        for line in lines
        if 12 < len(line) < _LONGEST_MATTER and not line.isascii() and not _names(line)
    )


def _names(line: str) -> bool:
    """Whether somebody may be named there, or a number."""
    later = line.split()[1:]
    return any(word[0].isupper() for word in later) or sum(c.isdigit() for c in line) > 5
