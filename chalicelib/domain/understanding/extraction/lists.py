"""Words of names and of addresses, and the words that people put before these."""

from __future__ import annotations

from chalicelib.domain.understanding.language.phrases import Phrases, listed

SURNAMES = listed("""
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ,
    ngô, dương, lý, đinh, đoàn, lâm, trịnh, mai, đào, cao, hà, lương, lưu, chu, tạ, phùng, tô, vi,
    nông, hứa, bế, mã, la, triệu, lăng, lộc, lường, lò, liễu, tăng, quách, thạch, kiều, tống,
    trương, thái, vương, từ, nghiêm, ninh, doãn, đồng, đàm, dư, giáp, khổng, khúc, kim, lã, lại,
    ma, mạc, mạch, mông, nhâm, ôn, phí, phó, phương, quan, sầm, tiêu, tòng, viên, viêm, hầu, hạ,
    hàn, hạng, giàng, vàng, thào, sùng, lù, chẩu, chảo, bàn, phàn, tẩn, lục, âu, cam, cát, chử,
    cù, cung, diệp, đan, đậu, điền, hoa, khương, khuất, lều, mẫn, nịnh, nùng, phù, thân, thẩm,
    thiều, trình, tôn, voòng, vòng, chíu, chìu, tằng, đổng, lô, lèo, quàng, cầm, bạc, đèo, điêu,
    cà, hờ, lầu, ly, cứ, tráng, seo, đới, bành, bạch, biện, cấn, đái, kha, lạc, liêu, ngụy, nhữ,
    nhan, sái, sử, tất, tiết, trác, uông, lành, linh, lình, luân, tưởng, lâu, tào, văn, mùa, sình,
    tàng, thang, trạc, tề, uyển, ứng, ng, đường, bàng, mè, chương, vừ, sồng, phà, dềnh, lưỡng, ân,
    âm, ấu, bá, bảo, bồ, cái, chế, chiêm, chung, cồ, diêm, đàng, đầu, đôn, đống, giang, hình,
    hùng, khiếu, lai, lộ, mang, mộc, nam, ngân, ngọ, nhiếp, nhiêu, ông, quản, sơn, tấn, tán,
    thường, tiền, tinh, trầm, trâu, trưng, ưng, xa, xồng, yên
    """)
GIVEN = listed(
    """
    be, coong, len, leng, lung, phin, seng, thin, sin, pin, lu, sau, muoi, nam, lua, khau, nit,
    chin, bay, a, pao, seo, an, anh, ai, ba, bac, bach, bang, bao, bich, bien, bin, binh, cam,
    can, canh, cao, cat, chau, chi, chien, chinh, chuc, chung, chuong, cong, cuc, cuong, cu, dai,
    dan, dang, danh, dao, dat, diem, diep, dieu, dinh, do, doan, doanh, dong, du, duan, duc, dung,
    duy, duong, duyen, gam, gai, gia, giang, giap, giao, ha, hai, han, hang, hanh, hao, hien,
    hiep, hieu, hoa, hoai, hoan, hoang, hoat, hoi, hon, hong, hop, hue, hung, huong, huu, huy,
    huyen, huynh, ich, ke, kha, khac, khai, khang, khanh, khoa, khoi, khue, khuyen, khuong, kien,
    kiem, kiet, kieu, kim, ky, lac, lai, lam, lan, lang, lanh, le, lech, lien, lieu, linh, loan,
    loc, loi, long, luan, luat, luc, luong, luu, luyen, ly, mai, man, manh, mau, may, mien, minh,
    mo, mong, my, nang, nga, ngan, nghi, nghia, nghiem, ngoan, ngoc, nguyen, nguyet, nha, nhan,
    nhat, nhi, nhien, nho, nhu, nhuan, nhung, ninh, nong, nu, nuong, oanh, phan, phap, phat, phi,
    phong, phu, phuc, phung, phuoc, phuong, quan, quang, que, quoc, quy, quyen, quyet, quynh, ro,
    sam, san, sang, sao, sen, si, sinh, so, soan, son, suong, sung, sy, ta, tai, tam, tan, tao,
    tham, than, thang, thanh, thao, thai, thach, the, theu, thi, thien, thiep, thiet, thieu,
    thinh, tho, thoa, thoai, thom, thong, thu, thua, thuan, thuc, thue, thuong, thuy, thuyen,
    thuyet, tien, tiep, tin, tinh, toai, toan, ton, tra, trac, trai, tram, trang, tri, trieu,
    trinh, trong, tru, truc, trung, truong, truyen, tu, tuan, tue, tung, tuoi, tuong, tuyen,
    tuyet, ty, ut, uyen, van, vang, ve, vien, viet, vinh, vo, vu, vui, vung, vuong, vuot, vy,
    xuan, xuyen, yen
    """,
    accents=False,
)
MIDDLE = listed("văn, thị, hữu, đức, đình, quang, thế, ngọc, xuân, minh, quốc, công, duy, bá")
SELF = listed("tôi, em, cháu, con, mình, tui, tớ, e, chúng tôi, chúng em, bọn em, tụi em, toi")
ELDER = listed("""
    ông, bà, anh, chị, cô, chú, bác, cậu, mợ, dì, thím, thầy, cụ, mr, ms, mrs, thằng, đồng chí,
    đ/c
    """)
KIN = listed("""
    chồng, vợ, con trai, con gái, em trai, em gái, anh trai, chị gái, bố, mẹ, bạn, hàng xóm,
    con dâu, con rể, ông nội, bà nội, ba, má, người nhà, cháu gái, cháu trai, bố chồng, mẹ chồng
    """)
ORGANISATIONS = listed("""
    công ty, cty, ctcp, tổng công ty, tập đoàn, doanh nghiệp, dntn, dn, hợp tác xã, htx,
    tổ hợp tác, hộ kinh doanh, hkd, cửa hàng, siêu thị, nhà hàng, khách sạn, nhà nghỉ, quán,
    nhà thuốc, tiệm, trường, trung tâm, chi nhánh, ngân hàng, hội, chi hội, câu lạc bộ, clb,
    hiệp hội, ban quản trị, ban quản lý, ban công tác mặt trận, ban đại diện, phòng khám, xưởng,
    cơ sở, nhà xe, hãng, shop, liên đoàn, văn phòng, bệnh viện, nhà máy, xí nghiệp, đại lý, gara,
    spa, trạm y tế, tổ dân phố, chi bộ, đoàn, đội, trang trại, homestay, ubnd, ủy ban,
    hạt kiểm lâm, bưu điện, bảo tàng, chi cục, đồn, trạm thú y, trạm, nhà văn hóa, thư viện,
    ban chỉ huy, chi đoàn, nhà khách, tập thể
    """)
OFFICES = listed("""
    trưởng thôn, phó thôn, trưởng khối, khối trưởng, trưởng khu, trưởng xóm, trưởng bản,
    tổ trưởng, tổ phó, bí thư, phó bí thư, chủ tịch, phó chủ tịch, giám đốc, phó giám đốc,
    hiệu trưởng, hiệu phó, trưởng phòng, phó phòng, trưởng ban, trạm trưởng, chi hội trưởng,
    chủ nhiệm, công an, cán bộ, nhân viên, kế toán, bảo vệ, bác sĩ, giáo viên, cô giáo, thầy giáo,
    chủ, chủ quán, chủ nhà, chủ hộ, chủ trọ, chủ xe, chủ cơ sở, chủ cửa hàng, nhà thầu, lái xe,
    tài xế, đối tượng, kẻ, thợ, đại diện, người đại diện, quản lý, phụ trách, luật sư, ths, ts, ks
    """)
LABELS = listed(
    """
    họ và tên, họ tên, tên, tên là, người gửi, người viết, người phản ánh, người báo, ký tên,
    địa chỉ, đ/c, đc, dchi, trú tại, thường trú, tạm trú, nơi ở, chỗ ở, hiện ở, ở, tại, ở tại,
    trụ sở, số điện thoại, điện thoại, số đt, sđt, đt, đtdđ, dđ, di động, tel, phone, mobile, lh,
    liên hệ, zalo, số máy, số, máy, hotline, email, gmail, mail, e mail, thư điện tử, hộp thư,
    nhà, hktt
    """,
    accents=False,
)
PLACE_WORDS = listed("""
    số nhà, nhà số, sn, lô, kiot, ki ốt, quầy, căn, căn hộ, km, phòng, đường, phố, quốc lộ,
    tỉnh lộ, đại lộ, ql, khu phố, khối phố, ngõ, ngách, hẻm, kiệt, dãy, tầng, tòa, tòa nhà, thôn,
    xóm, bản, khối, khu, khu dân cư, khu đô thị, kđt, khu tập thể, khu chung cư, chung cư, tổ,
    tổ dân phố, tdp, kdc, ktx, ký túc xá, cụm, ấp, làng, tiểu khu, đội, phường, xã, thị trấn, p,
    f, ph, tt, x, thành phố, tp, tỉnh, huyện, quận, thị xã, chợ, khu trọ, nhà trọ
    """)
# Each list by the letter that stands for it in the features.
KINDS: dict[str, Phrases] = {
    "n": SURNAMES,
    "g": GIVEN,
    "d": MIDDLE,
    "s": SELF,
    "e": ELDER,
    "k": KIN,
    "o": ORGANISATIONS,
    "t": OFFICES,
    "L": LABELS,
    "A": PLACE_WORDS,
}
WARD_WORDS = listed("phường, xã, thị trấn, p, f, ph, phg, tt, x, phuong")
STREET_WORDS = listed("đường, phố, đ, chợ, ngõ, ngách, hẻm")
# Before a number or a name; a ward may follow: "khối 2 Tam Thanh".
BLOCKS = listed(
    "thôn, xóm, bản, khối, khối phố, khu, khu phố, tổ, tổ dân phố, tdp, kdc, cụm, đội, kp"
)
# What leads up to a particular and goes with it, when it is cut out of the matter.
LEADS = listed(
    """
    tôi, tôi là, tôi tên là, tôi tên, tên tôi là, tên tôi, tên, em, em là, em tên, em tên là,
    cháu, cháu là, cháu tên, cháu tên là, con là, mình là, e là, e tên, họ tên, họ và tên, tên là,
    người gửi, người phản ánh, người viết, người báo, người kiến nghị, ký tên, người dân,
    công dân, cử tri, phụ huynh, kính thư, địa chỉ, đ/c, đc, ở, tại, ở tại, trú tại,
    thường trú tại, thường trú, nhà ở, nhà, hiện ở, nhà tôi ở, nhà em ở, nhà cháu ở, tôi ở, em ở,
    cháu ở, trụ sở, sđt, sdt, đt, điện thoại, số điện thoại, số, số tôi, số em, số đt, lh,
    liên hệ, tel, email, mail, đại diện, người đại diện, đại diện là, giám đốc, người liên hệ,
    ông, bà, anh, chị, chúng tôi là, dạ, số máy, điện thoại liên hệ, đơn vị, tên đơn vị, chủ hộ,
    hiệu trưởng, người gửi là, zalo, di động, do
    """,
    accents=False,
)
