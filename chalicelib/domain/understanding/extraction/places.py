"""Words of Vietnamese addresses, and streets that bear the names of persons or of wards."""

from __future__ import annotations

from chalicelib.domain.understanding.extraction.lexicon import listed

# Before a house number; a street follows.
HOUSE = listed("""
    số nhà, nhà số, nhà, số, sn, s n, lô, lô số, lô đất, kiot, ki ốt, kiốt, quầy, quầy số,
    căn, căn hộ, km, phòng
    """)
# Before a street's name.
STREET = listed("""
    đường, phố, đ, quốc lộ, tỉnh lộ, đại lộ, ql, đường phố, khu phố, khối phố
    """)
# Before a number, and perhaps a street.
LANE = listed("""
    ngõ, ngách, hẻm, kiệt, ngõ số, ngách số, hẻm số, lối, dãy, tầng, tòa, tòa nhà, toà nhà,
    lô
    """)
# Before a number or a name.
HAMLET = listed("""
    thôn, xóm, bản, khối, khối phố, khối dân cư, khu, khu phố, khu dân cư, khu đô thị,
    khu đô thị mới, khu tái định cư, khu tập thể, khu chung cư, khu ga, tổ, tổ dân phố, tdp,
    kdc, kđt, ktt, ktx, ký túc xá, nhà trọ, tổ dân cư, cụm, cụm dân cư, ấp, làng, tiểu khu,
    đội, chung cư, tòa, toà, tòa nhà, tổ dân phố số, khối số, tổ số, thôn số, chợ, kp
    """)
# After the number of a stall.
MARKET = listed("chợ, trung tâm thương mại, siêu thị, bến xe")
WARD = listed("phường, xã, thị trấn, p, f, ph, phg, tt, x, phuong")
CITY = listed("thành phố, tp, t p, tỉnh, huyện, quận, thị xã, h, q, tx, t")
CITY_NAMES = listed("""
    lạng sơn, tp lạng sơn, tpls, tp ls, ls, cao lộc, chi lăng, hữu lũng, lộc bình, bắc sơn,
    văn quan, văn lãng, bình gia, tràng định, đình lập, đồng đăng, việt nam, vn,
    lang son city, hà nội, bắc giang, cao bằng, thái nguyên, quảng ninh
    """)
CITY_SURE = listed("lạng sơn, tpls, tp ls, việt nam, cao lộc, hà nội")

STREETS = listed("""
    lê lợi, trần đăng ninh, bắc sơn, hùng vương, trần hưng đạo, ngô quyền, nguyễn du,
    bà triệu, phai vệ, minh khai, nguyễn thị minh khai, lê lai, lê hồng phong, tam thanh,
    nhị thanh, lý thường kiệt, lý thái tổ, quang trung, thân công tài, thân cảnh phúc,
    mai thế chuẩn, phan đình phùng, nguyễn thái học, hoàng văn thụ, lương văn tri, ngô gia tự,
    hoàng diệu, trần phú, lê đại hành, nguyễn tri phương, chu văn an, yết kiêu, bến bắc,
    cửa nam, văn cao, đinh tiên hoàng, nguyễn nghiễm, tô thị, bông lau, kỳ lừa, đèo giang,
    văn vỉ, xuân diệu, lê quý đôn, hòa bình, tổ sơn, phố muối, trần quốc toản, trần khánh dư,
    nguyễn đình chiểu, phùng chí kiên, cao thắng, phan huy chú, đại huề, nà trang, pò soài,
    ba sơn, đông kinh, phai luông, bùi thị xuân, hồ xuân hương, vi đức thắng, đoàn thị điểm,
    phan bội châu, phan chu trinh, lương thế vinh, lương đình của, tôn thất tùng,
    trần nhật duật, trần quang khải, nguyễn phong sắc, võ thị sáu, kim đồng, hai bà trưng,
    trưng trắc, trưng nhị, lý tự trọng, nguyễn văn cừ, nguyễn văn trỗi, nguyễn trãi,
    nguyễn huệ, lê thánh tông, lê văn tám, lê duẩn, trường chinh, phạm ngũ lão, phạm văn đồng,
    phạm hồng thái, võ nguyên giáp, điện biên phủ, cách mạng tháng tám, hồ chí minh,
    hồ tùng mậu, tôn đức thắng, nguyễn chí thanh, nguyễn công trứ, nguyễn bỉnh khiêm,
    nguyễn khuyến, tô hiệu, tô hiến thành, lê thanh nghị, đào duy từ, đào tấn,
    trần nguyên hãn, trần bình trọng, trần khát chân, trần nhân tông, trần thái tông,
    bạch đằng, đặng văn ngữ, đặng dung, huỳnh thúc kháng, kim liên, hàm nghi, duy tân,
    thái phiên, mạc đĩnh chi, lê chân, mạc thị bưởi, hoàng hoa thám, hoàng quốc việt, tản đà,
    nguyễn viết xuân, cù chính lan, la văn cầu, phan đình giót, bế văn đàn, tô vĩnh diện,
    nguyễn lương bằng, nguyễn an ninh, lê trọng tấn, tân thanh, chính cai, ngô thì nhậm,
    ngô thì sỹ, ngô thì sĩ, ngô sĩ liên, lý nam đế, lý công uẩn, lý nhân tông, phố chính cai,
    lê lơi, trần quý cáp, nguyễn cao, đông khê, chi lăng, mai hắc đế, phùng hưng,
    nguyễn trung trực, cao bá quát, an dương vương, hòang diệu, khuất duy tiến, đinh liệt,
    bà huyện thanh quan, nguyễn hữu cảnh, lạc long quân, âu cơ, khòn lèng, khòn khuyên,
    pò đứa, mỹ sơn, phú lộc, thanh niên, yên ninh, thống nhất, độc lập, giải phóng, nam cao,
    nguyễn công hoan, tô ngọc vân, trần tế xương, tú xương, phạm ngọc thạch,
    nguyễn thượng hiền, lê văn hưu
    """)
# In a text without accents these few are also everyday words.
STREETS_ALSO_WORDS = frozenset({("tan", "da"), ("hoa", "binh"), ("ba", "son"), ("nam", "cao")})

# After a number these make it an amount, not a house.
UNITS = listed("""
    ngày, tháng, năm, tuần, giờ, phút, giây, lần, người, hộ, hộ dân, gia đình, nhà, cái, con,
    chiếc, xe, bao, tấn, tạ, kg, cân, m, m2, m3, km, mét, mét vuông, ha, sào, mẫu, triệu,
    nghìn, ngàn, tỷ, tỉ, trăm, đồng, đ, k, tr, cây, cột, bóng, đoạn, vụ, trường hợp, hôm, đêm,
    tối, sáng, chiều, trưa, mùa, quý, anh, chị, em, cháu, ông, bà, cô, chú, cán bộ, nhân viên,
    công an, học sinh, đứa, thằng, đối tượng, thanh niên, bên, tiếng, tầng, bộ, hồ sơ, giấy,
    tờ, lượt, độ, loại, bãi, hố, ổ, ca, thửa, lô, khối, tổ, thôn, phường, xã, quán, điểm, cửa,
    lít, hàng, dãy, phần, %, tuổi, t, cty, công ty, đời, thứ, chủ, ngôi, căn, dự án,
    quyết định, tin, cuộc, chỗ, ng, phố, nơi, hnay, năm nay, tháng nay, và, với, là, thì, mà,
    đến, trở, có, không, bị
    """)
# Hamlet words that announce a name as surely as a number.
SURE_HAMLET = listed("""
    thôn, xóm, bản, khối, khối phố, khu dân cư, khu đô thị, khu đô thị mới, khu tái định cư,
    khu tập thể, khu chung cư, tổ dân phố, tdp, chung cư, ktx, ký túc xá, tòa nhà, ấp,
    tiểu khu, kđt, ktt, làng, khu ga, cụm
    """)
# … but not these when bare; and only these announce a name in small letters.
AMBIGUOUS = frozenset({"ban", "lang", "cum", "ap"})
SMALL_HAMLET = frozenset({"thon", "xom"})
