"""Words of personal names, and the words before a name that tell whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.formats.vietnamese import bag, is_syllable
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

SURNAMES = listed("""
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý,
    đinh, đoàn, lâm, trịnh, mai, đào, cao, hà, lương, lưu, chu, tạ, phùng, tô, vi, nông, hứa,
    bế, mã, la, triệu, lăng, lộc, lường, lò, liễu, tăng, quách, thạch, kiều, tống, trương,
    thái, vương, từ, nghiêm, ninh, doãn, đồng, đàm, dư, giáp, khổng, khúc, kim, lã, lại, ma,
    mạc, mạch, mông, nhâm, ôn, phí, phó, phương, quan, sầm, tiêu, tòng, viên, viêm, hầu, hạ,
    hàn, hạng, giàng, vàng, thào, sùng, lù, chẩu, chảo, bàn, phàn, tẩn, lục, âu, cam, cát,
    chử, cù, cung, diệp, đan, đậu, điền, hoa, khương, khuất, lều, mẫn, nịnh, nùng, phù, thân,
    thẩm, thiều, trình, tôn, voòng, vòng, chíu, chìu, tằng, đổng, lô, lèo, quàng, cầm, bạc,
    đèo, điêu, cà, hờ, lầu, ly, cứ, tráng, seo, đới, bành, bạch, biện, cấn, đái, kha, lạc,
    liêu, ngụy, nhữ, nhan, sái, sử, tất, tiết, trác, uông, lành, linh, lình, luân, tưởng, lâu,
    tào, văn, mùa, sình, tàng, thang, trạc, tề, uyển, ứng, ng
    """)
# Surnames that are hardly ever the last word of a name.
COMMON_SURNAMES = listed("""
    nguyễn, trần, lê, phạm, hoàng, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, lý, đinh, nông, hứa,
    triệu, trịnh, phùng, chu, lương, vi, bế, đoàn
    """)
# Between surname and given name; no name ends with either of the first two.
MIDDLE = listed("""
    văn, thị, hữu, đức, đình, quang, thế, ngọc, xuân, minh, quốc, công, duy, bá, thanh, hồng,
    thu, kim, mạnh
    """)
MIDDLE_SURE = listed("văn, thị, hữu, đình")
NEVER_LAST = listed("văn, thị")
# Syllables of given and middle names, folded: those a name in lower case may consist of.
NAME_SYLLABLES = bag(
    """
    be coong len leng lung phin seng thin sin pin lu sau muoi nam lua khau nit chin bay a pao
    seo an anh ai ba bac bach bang bao bich bien bin binh cam can canh cao cat chau chi chien
    chinh chuc chung chuong cong cuc cuong cu dai dan dang danh dao dat diem diep dieu dinh do
    doan doanh dong du duan duc dung duy duong duyen gam gai gia giang giap giao ha hai han
    hang hanh hao hien hiep hieu hoa hoai hoan hoang hoat hoi hon hong hop hue hung huong huu
    huy huyen huynh ich ke kha khac khai khang khanh khoa khoi khue khuyen khuong kien kiem
    kiet kieu kim ky lac lai lam lan lang lanh le lech lien lieu linh loan loc loi long luan
    luat luc luong luu luyen ly mai man manh mau may mien minh mo mong my nang nga ngan nghi
    nghia nghiem ngoan ngoc nguyen nguyet nha nhan nhat nhi nhien nho nhu nhuan nhung ninh
    nong nu nuong oanh phan phap phat phi phong phu phuc phung phuoc phuong quan quang que
    quoc quy quyen quyet quynh ro sam san sang sao sen si sinh so soan son suong sung sy ta
    tai tam tan tao tham than thang thanh thao thai thach the theu thi thien thiep thiet thieu
    thinh tho thoa thoai thom thong thu thua thuan thuc thue thuong thuy thuyen thuyet tien
    tiep tin tinh toai toan ton tra trac trai tram trang tri trieu trinh trong tru truc trung
    truong truyen tu tuan tue tung tuoi tuong tuyen tuyet ty ut uyen van vang ve vien viet
    vinh vo vu vui vung vuong vuot vy xuan xuyen yen
    """
)
SELF = listed("""
    tôi, em, cháu, con, mình, tui, tớ, e, chúng tôi, chúng em, tụi em, dân, toi
    """)
CHILD = listed("em, cháu, con")  # of SELF those that are relatives as well
ELDER = listed("""
    ông, bà, anh, chị, cô, chú, bác, cậu, mợ, dì, thím, thầy, cụ, mr, mrs, ms
    """)
TITLE = listed("""
    trưởng thôn, khối trưởng, trưởng khối, trưởng xóm, tổ trưởng tổ dân phố,
    kts, kiến trúc sư, pgs, gs, nhà báo, đại úy, thượng úy, bác sĩ, bs,
    ths, ts, tiến sĩ, thạc sĩ, kỹ sư, ks, luật sư, ls, thượng tá, đại tá,
    trung tá, thiếu tá, cựu chiến binh, ccb, giáo viên, nhà giáo
    """)
# Before a name, these make it someone other than the sender.
THIRD = listed("""
    hộ ông, hộ bà, hộ anh, hộ chị, hộ, nhà ông, nhà bà, nhà anh, nhà chị, gia đình ông,
    gia đình bà, gia đình anh, vợ, chồng, con ông, con bà, con trai, con gái, bố, mẹ, cán bộ,
    đồng chí, đ c, tên, thằng, đối tượng, chủ tịch, phó chủ tịch, bí thư, trưởng phòng,
    phó phòng, công chức, nhân viên, chuyên viên, của ông, của bà, của anh, của chị, của, do,
    gặp, gặp ông, gặp bà, với, và, cho, chủ quán, chủ nhà, chủ, hàng xóm, trưởng thôn,
    khối trưởng, tổ trưởng, công an, cảnh sát, gửi, kính gửi, thưa, kính thưa, chào, là con,
    là vợ, là chồng, là cháu, bị, được, giữa, từ, tại, ở, đến, trước, quán, thuê, bởi, qua,
    theo, bảo, nhờ, hỏi, giám đốc, hiệu trưởng, kế toán, địa chính, kiểm lâm, trạm trưởng,
    giao cho, bán cho, tố cáo, khiếu nại
    """)
# Relatives and friends, not the sender: "em trai tôi là …".
KIN = listed("""
    chồng, vợ, con, con trai, con gái, em trai, em gái, anh trai, chị gái, em, anh, chị, bố,
    mẹ, ông, bà, cô, chú, bác, cháu, bạn, hàng xóm, sếp, mẹ chồng, bố chồng, mẹ vợ, bố vợ,
    con dâu, con rể, em dâu, em rể, ông nội, bà nội, ông ngoại, bà ngoại, cậu, dì, thím, mợ,
    ba, má, người nhà, đứa con
    """)
# At the beginning of a sentence these are like "Ông": the sender's household, or another's.
FAMILY = listed("gia đình, hộ, hộ gia đình, nhà, vợ chồng")
PLACE_BEFORE = listed("""
    đường, phố, trường, chợ, cầu, công viên, vườn hoa, tượng đài, ngõ, ngách, hẻm, ngã tư,
    ngã ba, ngã năm, nút giao, vỉa hè, đoạn, dọc, trên, thpt, thcs, tiểu học, mầm non,
    trường thpt, trường thcs, quảng trường, sông, hồ, khu, tuyến, cuối, đầu, gần, từ, đến, ra,
    sang, phường, xã, thôn, khối, tp, thành phố, tỉnh, huyện, đền, chùa, động, bến xe,
    sân vận động, bệnh viện, khách sạn, siêu thị
    """)
GREETING = listed("""
    kính gửi, gửi, kính thưa, thưa, kính chào, chào, xin chào, gửi tới, kính trình, kính mời,
    kính gửi chủ tịch, kính gửi đồng chí, kính gửi ông, thưa đồng chí, thưa chủ tịch,
    gửi chủ tịch
    """)


def is_foreign(token: Token) -> bool:
    """Whether it is a word with a capital that cannot be a Vietnamese syllable."""
    return (
        token.cap and len(token.text) > 2 and token.text.isalpha() and not is_syllable(token.fold)
    )


def is_family(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is a surname: a known one, or a word with a capital before "Văn" or "Thị"
    and a given name."""
    if SURNAMES.at(tokens, i):
        return True
    rows = tokens[i : i + 3]
    written = len(rows) > 2 and all(t.cap for t in rows) and not rows[0].text.isupper()
    if not written or any(t.gap is not Gap.JOIN for t in rows[1:]):
        return False
    middle = NEVER_LAST.at(tokens, i + 1) and rows[2].fold in NAME_SYLLABLES
    other = any(p.at(tokens, i) for p in (SELF, ELDER, TITLE, THIRD, PLACE_BEFORE, FAMILY))
    return bool(middle) and len(rows[0].text) > 1 and not other


def is_inside_person(tokens: Sequence[Token], i: int) -> bool:
    """Whether a surname and "Văn" or "Thị" come before, so that the word is a name whatever else it
    may mean: "Nông Văn Dương"."""
    if i < 2 or tokens[i].gap is not Gap.JOIN or tokens[i - 1].gap is not Gap.JOIN:
        return False
    return NEVER_LAST.at(tokens, i - 1) > 0 and SURNAMES.at(tokens, i - 2) > 0


def is_person_start(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name certainly begins here: a surname, "Văn", "Thị" or the like, one more word."""
    if i + 2 >= len(tokens) or not SURNAMES.at(tokens, i):
        return False
    joined = all(t.gap is Gap.JOIN and t.kind is Kind.WORD for t in tokens[i + 1 : i + 3])
    return joined and MIDDLE_SURE.at(tokens, i + 1) > 0
