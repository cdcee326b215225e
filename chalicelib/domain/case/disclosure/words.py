"""Words before a name, words of places, and pairs of words that people use without naming anybody.

Folded where they are compared folded; with marks where the marks tell words apart.
"""

from __future__ import annotations

from chalicelib.domain.formats.vietnamese import bag

# Before a name: "ông Bình". Without marks only some are clear: "co" is mostly "có".
HONORIFICS = bag(
    "ông bà anh chị cô chú bác em cụ dì cậu mợ thím cháu thầy bạn bé mr mrs ms "
    "a c o ô b tên"  # as clerks shorten them
)
SHORT = bag("a c o ô b")
# Before a name only if it begins with a capital: "gia đình nhà Bình", "người dân An".
RELATED = bag("nhà hộ dân vợ chồng con mẹ bố")
MANY = bag("các những mấy nhiều hai")  # "các anh sơn cột": nobody is named
# Before "Văn Bình" it is another person's: "ông Trần Văn Bình" is not Nguyễn Văn Bình.
SURNAMES = bag(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh "
    "đào lương lưu tạ phùng nông hứa bế triệu lăng lộc hà"
)
OFFICES = frozenset({("cong", "an"), ("cong", "nhan"), ("cong", "chuc"), ("an", "ninh")})
CLEAR_BARE = bag("ong ba anh chi chau mr mrs ms")
BARE = bag("ong ba anh chi co chu bac em cu di cau mo thim chau thay ban be")

# Before the name of a street or place, which may be a person's too.
PLACES = bag(
    "đường phố phường xã chợ trường tỉnh huyện cầu sông quận trấn ngõ ngách hẻm thôn bản khối khu "
    "viện viên tượng đền chùa hồ núi ga bến ubnd thcs thpt"
)
PLACES_BARE = bag("duong pho phuong truong tinh huyen ngo thcs thpt ubnd vien")

# An organisation's name is looked for as a whole only.
ORGANISATIONS = bag(
    "cong cty doanh hop htx truong uy ubnd hoi ban chi xi tap nhan ba khu to khoi thon co cua nha "
    "quan trung benh ngan chung tdp phong doan ho khach"
)
# Words beside a person's name that are none of it.
BESIDE = bag(
    "ong ba anh chi co chu bac cu chau em toi la ten ho va vo chong dai dien nguoi dan cong dan"
)

# Words of two syllables: the end of a name that sounds like one is only a name if it is written or
# addressed as one. "nếp sống văn minh" says nothing of Nguyễn Văn Minh.
_PAIRS = """
    an binh, an chay, an com, an cu, an dien, an dinh, an giang, an khang, an lac, an lanh,
    an nhan, an nhien, an ninh, an phu, an sinh, an tam, an tang, an thuong, an toa, an toan,
    an toi, an ui, an uong, an xin, anh chi, anh dao, anh em, anh hung, anh huong, anh minh,
    anh ngu, anh sang, anh trai, bac giang, bac kan, bac ninh, bac son, bach khoa, bao dam,
    bao hiem, bao luc, bao mat, bao ngoc, bao quan, bao ve, bich hoa, bien ban, bien dong,
    bien phong, binh an, binh chon, binh dan, binh dang, binh dinh, binh duong, binh ga, binh gas,
    binh gia, binh luan, binh minh, binh nuoc, binh on, binh oxy, binh phuoc, binh quan,
    binh quyen, binh si, binh tam, binh thuan, binh thuong, binh tinh, binh xang, binh yen,
    cao bang, cao cap, cao diem, cao loc, cao nguyen, cao su, cao thang, chi dao, chi nhanh,
    chi phi, chi tiet, chi tra, chien thang, chinh dang, chinh phu, chinh quyen, chinh sach,
    chinh sua, chinh xac, chung cu, chung minh, chung nhan, chung ta, chung toi, cong an,
    cong bang, cong chinh, cong chuc, cong cong, cong dan, cong danh, cong dong, cong hoa,
    cong khai, cong ly, cong minh, cong nhan, cong suat, cong tac, cong thuong, cong trinh,
    cong truong, cong ty, cong van, cong viec, cong vien, cong vu, cuoc thi, dan chu, dan cu,
    dan quan, dan sinh, dan so, dan toc, dang ky, dang vien, danh du, danh gia, danh sach,
    dao tao, dat dai, dat nuoc, dien anh, dien bien, dien luc, dien nuoc, dien tich, dinh huong,
    dinh ky, dinh lap, dinh muc, dong bo, dong dang, dong hoa, dong kinh, dong minh, dong thap,
    dong tien, dong xuan, duc tinh, dung luc, dung phap, duong dai, duong hoang, gia dinh,
    gia han, gia lai, gia tri, giang day, giang ho, giao duc, giao thong, giao vien, ha giang,
    ha long, ha nam, ha noi, ha tang, ha tinh, hai duong, hai hoa, hai hung, hai long, hai nguoi,
    hai phong, hai quan, hai san, hang hoa, hang xom, hanh chinh, hanh dong, hanh khach,
    hanh kiem, hanh lang, hanh phuc, hanh vi, hau giang, hien dai, hien tai, hien truong,
    hieu luc, hieu qua, hieu truong, hoa binh, hoa cai, hoa chat, hoa dao, hoa don, hoa dong,
    hoa giai, hoa giay, hoa hau, hoa hoan, hoa hong, hoa ky, hoa lac, hoa mai, hoa mat, hoa mau,
    hoa nhap, hoa phuong, hoa qua, hoa sen, hoa sua, hoa tang, hoa tiet, hoa van, hoa vien,
    hoan canh, hoan chinh, hoan thanh, hoan thien, hoan toan, hoang hoa, hoc phi, hoc sinh,
    hoc tap, hoi nghi, hoi thi, hong ha, hong hoc, hong ky, hong ngoc, hong quan, hong thuy,
    hue loi, hung ac, hung han, hung manh, hung thinh, hung thu, hung vuong, hung yen, huong dan,
    huong dong, huong thom, huong uoc, huu han, huu hieu, huu ich, huu lung, huu nghi, khac phuc,
    khai bao, khai giang, khai thac, khai truong, khang dinh, khanh hoa, khanh thanh, khoa hoc,
    khoi nghiep, khoi pho, kiem tra, kien giang, kien nghi, kien thuc, kien toan, kien tri,
    kien truc, kim khi, kim loai, kim tien, kinh doanh, ky cuong, ky lua, ky luat, ky nang,
    ky niem, ky su, ky thuat, lam an, lam dong, lam nghiep, lam sang, lam viec, lan can,
    lan chiem, lan dau, lang mac, lang son, lao cai, lao dong, le hoi, le loi, le phi, lien he,
    lien ket, lien quan, lien tuc, linh dong, linh hoat, loc binh, loi ich, long an, long bien,
    long duong, long le, long trong, luan chuyen, luat su, luong thuc, mai dong, mai mot, mai nha,
    mai pha, mai tang, manh dong, manh me, minh bach, minh chung, minh hoa, minh khai, minh mong,
    mong muon, my hao, my quan, my vien, nam dinh, nam moi, nam nay, nam ninh, nghe an, nghia dia,
    nghia la, nghia trang, nghia vu, nghiem minh, nghiem tuc, ngoc ha, ngoc lan, nguyen liem,
    nguyen nhan, nguyen tac, nguyen van, nguyen vong, nhan ai, nhan dan, nhan dao, nhan duc,
    nhan luc, nhan thuc, nhan vien, nhat dinh, nhat trinh, nhiet tinh, ninh binh, ninh thuan,
    nong nghiep, nong san, nong thon, phap luat, phat hien, phat quang, phat trien, phi phap,
    phong chay, phong kham, phong phu, phong toa, phong trao, phu hop, phu huynh, phu lo, phu tho,
    phu trach, phu yen, phuc hoi, phuc loi, phuc tap, phuc vu, phuong an, phuong dong,
    phuong huong, phuong phap, phuong tien, quan he, quan ly, quan tam, quan trong, quang ba,
    quang binh, quang canh, quang cao, quang dang, quang minh, quang nam, quang ngai, quang ninh,
    quang tri, quang trung, quang vinh, quoc dan, quoc doanh, quoc gia, quoc hoi, quoc huy,
    quoc khanh, quoc ky, quoc lap, quoc lo, quoc phong, quoc te, quoc tich, quoc viet, quy dinh,
    quy hoach, quy tac, quyen han, quyen loi, quyet dinh, quyet liet, quyet tam, quyet toan,
    sinh hoat, sinh vien, son duong, son la, son nuoc, son tay, song hong, sung tuc, ta phin,
    tai chinh, tai nguyen, tai san, tai tro, tam dung, tam ly, tam nong, tam thanh, tam trang,
    tan binh, tan phu, tan tao, tan thanh, tan tien, tay ho, tay ninh, thai binh, thai do,
    thai nguyen, thai san, thang loi, thang long, thang may, thang nam, thanh an, thanh binh,
    thanh chuong, thanh cong, thanh hoa, thanh khoan, thanh lap, thanh lich, thanh long, thanh ly,
    thanh mien, thanh minh, thanh nien, thanh phan, thanh pho, thanh son, thanh thai, thanh thao,
    thanh thoi, thanh thuy, thanh tich, thanh toan, thanh tra, thanh tri, thanh trung, thanh tuu,
    thanh van, thanh vien, thanh xuan, thanh y, thao luan, thao tac, the chap, the duc, the gioi,
    the thao, thi bang, thi cong, thi dau, thi dua, thi giao, thi hanh, thi hieu, thi luc,
    thi nghiem, thi phan, thi sat, thi sinh, thi tran, thi truong, thi tuyen, thi uy, thi vien,
    thi xa, thien nhien, thien tai, thien tam, thinh vuong, tho cung, thoai mai, thoi gian,
    thong bao, thong minh, thong nhat, thong thoang, thong thuong, thong tin, thu chi, thu gom,
    thu ha, thu hang, thu hoach, thu hoi, thu huong, thu ky, thu mua, thu phi, thu thap, thu tien,
    thu trang, thu tuc, thu vien, thuan loi, thuan tien, thuong mai, thuong xuyen, thuy dien,
    thuy loi, thuy san, tien bo, tien do, tien giang, tien hanh, tien loi, tien mat, tien yen,
    tin tuong, tinh hinh, tinh thanh, tinh trang, toan bo, toan dan, toan quoc, ton giao,
    trach nhiem, tran lan, trang bi, trang dinh, trang thiet, trang tri, tri tue, trung binh,
    trung dung, trung hoa, trung quoc, trung tam, trung thu, trung thuc, trung tu, truong hoc,
    truong hop, truong lop, truong thanh, tu phap, tu quang, tu van, tuan tra, tung bung,
    tuyen duong, tuyen quang, tuyen truyen, uy ban, uy tin, van an, van ban, van bang, van can,
    van chua, van chuyen, van con, van dat, van de, van doan, van dong, van dung, van gia,
    van giang, van giao, van hai, van hanh, van hien, van hoa, van hoc, van hong, van khoan,
    van khong, van kien, van la, van lan, van lang, van minh, van nghe, van ngu, van phap,
    van phong, van phuc, van quan, van quyen, van son, van su, van tai, van tay, van the, van tho,
    van thu, van tu, van vat, van xuan, viet bac, viet nam, viet tri, vinh cuu, vinh danh,
    vinh du, vinh hoa, vinh long, vinh phuc, vinh quang, vinh trai, vinh vien, vui ve, xa hoi,
    xuan dinh, xuan hoa, xuan hong, xuan lan, xuan moi, xuan sac, xuan tet, xuan thu, xuan truong,
    y kien, y te, y thuc, yen bai, yen binh, yen dinh, yen hoa, yen lac, yen lang, yen phu,
    yen tam, yen tinh, yen trach, yen vi
"""
COMMON_PAIRS = frozenset(tuple(pair.split()) for pair in _PAIRS.replace("\n", " ").split(","))

# Parts of an address: a number after one of these is no house's.
LANES = bag("ngo ngach hem kiet lane")
STREETS = bag("duong pho d p dai lo")
GROUPS = bag("to khoi thon xom ban khu doi tdp kdc cum ap tieu")
AREAS = bag("phuong xa huyen quan tinh tp thanh tt")
NUMBERED = LANES | GROUPS | AREAS | bag("km ql tl dt quoc tang lo duong pho nam thang ngay")
HOUSE = bag("so nha sn can phong")
SHORTENED = {"ng": "ngo", "k": "khoi"}
# Before a number it is a paper's: "quyết định số 215".
PAPERS = frozenset(
    {
        *(("quyet", "dinh"), ("van", "ban"), ("cong", "van"), ("to", "trinh"), ("thong", "bao")),
        *(("bien", "lai"), ("bien", "ban"), ("ho", "so"), ("giay", "phep"), ("ke", "hoach")),
    }
)
AT = HOUSE | bag("o tai truoc")  # before "6/9 Nguyễn Du", which may be a day
FILLERS = (
    bag("gan nga ba dau cuoi canh") | LANES | STREETS | GROUPS | AREAS | bag("dan o tai tren thuoc")
)
NO_HOUSE = bag(
    "ngay thang nam luc hon khoang thu lan quyet nghi van muc diem lop ap km den tuoi tu"
)
