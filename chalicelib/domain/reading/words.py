"""Words that tell a person's name, a label or a verb from the rest of a message."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.reading.lexicon import Phrases, split
from chalicelib.domain.reading.tokens import Gap, Kind, Token
from chalicelib.domain.vietnamese import bag, is_syllable

SURNAMES = Phrases(
    split(
        """
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý,
    đinh, đoàn, lâm, trịnh, mai, đào, cao, hà, lương, lưu, chu, tạ, phùng, tô, vi, nông, hứa,
    bế, mã, la, triệu, lăng, lộc, lường, lò, liễu, tăng, quách, thạch, kiều, tống, trương,
    thái, vương, từ, nghiêm, ninh, doãn, đồng, đàm, dư, giáp, khổng, khúc, kim, lã, lại, ma,
    mạc, mạch, mông, nhâm, ôn, phí, phó, phương, quan, sầm, tiêu, tòng, viên, viêm, hầu, hạ,
    hàn, hạng, giàng, vàng, thào, sùng, lù, chẩu, chảo, bàn, phàn, tẩn, lục, âu, cam, cát,
    chử, cù, cung, diệp, đan, đậu, điền, hoa, khương, khuất, lều, mẫn, nịnh, nùng, phù, thân,
    thẩm, thiều, trình, tôn, voòng, vòng, chíu, chìu, tằng, đổng, lô, lèo, quàng, cầm, bạc,
    đèo, điêu, cà, hờ, lầu, ly, cứ, tráng, seo, đới, bành, bạch, biện, cấn, đái, kha, lạc,
    liêu, ngụy, nhữ, nhan, sái, sử, tất, tiết, trác, uông, lành, linh, lình, luân, tưởng, cồ,
    dinh, hoảng, ngọc, ngân, nghị, thi, lâu, tào, văn, hoành, mùa, sình, tàng, thang, trạc,
    tề, uyển, ứng, ng, hùng, đường, giang, lưỡng, chúng, chung, bồ, mè
    """
    )
)
# Between surname and given name; a name never ends with the first two.
MIDDLE = Phrases(
    split(
        "văn, thị, hữu, đức, đình, quang, thế, ngọc, xuân, minh, quốc, công, duy, bá, thanh, hồng, thu, kim, mạnh"
    )
)
MIDDLE_SURE = Phrases(split("văn, thị, hữu, đình"))
NEVER_LAST = Phrases(split("văn, thị"))

# Syllables of given and middle names, folded: what a name in small letters may consist of.
NAME_SYLLABLES = bag(
    """
    a pao seo an anh ai ba bac bach bang bao bich bien bin binh cam can canh cao cat chau chi
    chien chinh chuc chung chuong cong cuc cuong cu dai dan dang danh dao dat diem diep dieu
    dinh do doan doanh dong du duan duc dung duy duong duyen gam gai gia giang giap giao ha
    hai han hang hanh hao hien hiep hieu hoa hoai hoan hoang hoat hoi hon hong hop hue hung
    huong huu huy huyen huynh ich ke kha khac khai khang khanh khoa khoi khue khuyen khuong
    kien kiem kiet kieu kim ky lac lai lam lan lang lanh le lech lien lieu linh loan loc loi
    long luan luat luc luong luu luyen ly mai man manh mau may mien minh mo mong muoi my nam
    nang nga ngan nghi nghia nghiem ngoan ngoc nguyen nguyet nha nhan nhat nhi nhien nho nhu
    nhuan nhung ninh nong nu nuong oanh phan phap phat phi phong phu phuc phung phuoc phuong
    quan quang que quoc quy quyen quyet quynh ro sam san sang sao sau sen si sinh so soan son
    suong sung sy ta tai tam tan tao tham than thang thanh thao thai thach the theu thi thien
    thiep thiet thieu thinh tho thoa thoai thom thong thu thua thuan thuc thue thuong thuy
    thuyen thuyet tien tiep tin tinh toai toan ton tra trac trai tram trang tri trieu trinh
    trong tru truc trung truong truyen tu tuan tue tung tuoi tuong tuyen tuyet ty ut uyen van
    vang ve vien viet vinh vo vu vui vung vuong vuot vy xuan xuyen yen
    """
)

SELF = Phrases(
    split("""
    tôi, em, cháu, con, mình, tui, tớ, e, chúng tôi, chúng em, tụi em, dân, toi
    """)
)
ELDER = Phrases(
    split("""
    ông, bà, anh, chị, cô, chú, bác, cậu, mợ, dì, thím, thầy, cụ, mr, mrs, ms
    """)
)
TITLE = Phrases(
    split(
        "bác sĩ, bs, ths, ts, tiến sĩ, thạc sĩ, kỹ sư, ks, luật sư, ls, thượng tá, đại tá, trung tá, thiếu tá, cựu chiến binh, ccb, giáo viên, nhà giáo"
    )
)
# Before a name these make it someone else's, whoever the sender is.
THIRD = Phrases(
    split(
        """
    hộ ông, hộ bà, hộ anh, hộ chị, hộ, nhà ông, nhà bà, nhà anh, nhà chị, gia đình ông,
    gia đình bà, gia đình anh, vợ, chồng, con ông, con bà, con trai, con gái, bố, mẹ, cán bộ,
    đồng chí, đ c, tên, thằng, đối tượng, chủ tịch, phó chủ tịch, bí thư, trưởng phòng,
    phó phòng, công chức, nhân viên, chuyên viên, của ông, của bà, của anh, của chị, của, do,
    gặp, gặp ông, gặp bà, với, và, cho, chủ quán, chủ nhà, chủ, hàng xóm, trưởng thôn,
    khối trưởng, tổ trưởng, công an, cảnh sát, gửi, kính gửi, thưa, kính thưa, chào, là con,
    là vợ, là chồng, là cháu, bị, được, giữa, từ, tại, ở, đến, trước, quán, thuê, bởi, qua,
    theo, bảo, nhờ, hỏi, giám đốc, hiệu trưởng, kế toán, địa chính, kiểm lâm, trạm trưởng,
    giao cho, bán cho, tố cáo, khiếu nại
    """
    )
)
# "em trai tôi là …": not the sender.
KIN = Phrases(
    split(
        """
    chồng, vợ, con, con trai, con gái, em trai, em gái, anh trai, chị gái, em, anh, chị, bố,
    mẹ, ông, bà, cô, chú, bác, cháu, bạn, hàng xóm, sếp, mẹ chồng, bố chồng, mẹ vợ, bố vợ,
    con dâu, con rể, em dâu, em rể, ông nội, bà nội, ông ngoại, bà ngoại, cậu, dì, thím, mợ,
    ba, má, người nhà, đứa con
    """
    )
)
# At the head of a sentence these are as good as "Ông": the sender's household, or another's.
FAMILY = Phrases(split("gia đình, hộ, hộ gia đình, nhà, vợ chồng"))
PLACE_BEFORE = Phrases(
    split(
        """
    đường, phố, trường, chợ, cầu, công viên, vườn hoa, tượng đài, ngõ, ngách, hẻm, ngã tư,
    ngã ba, ngã năm, nút giao, vỉa hè, đoạn, dọc, trên, thpt, thcs, tiểu học, mầm non,
    trường thpt, trường thcs, quảng trường, sông, hồ, khu, tuyến, cuối, đầu, gần, từ, đến, ra,
    sang, phường, xã, thôn, khối, tp, thành phố, tỉnh, huyện, đền, chùa, động, bến xe,
    sân vận động, bệnh viện, khách sạn, siêu thị
    """
    )
)

NAME_LABELS = Phrases(
    split(
        """
    họ và tên, họ tên, họ & tên, tên đầy đủ, tên người gửi, người gửi, người phản ánh,
    người kiến nghị, người viết, người đề nghị, người báo, người báo tin, người nhắn,
    người nhắn tin, người làm đơn, người cung cấp thông tin, ký tên, kí tên, tên tôi là,
    tôi tên là, tôi tên, tên em là, em tên là, em tên, tên cháu là, cháu tên là, cháu tên,
    mình tên là, mình tên, tên mình là, tên con là, con tên là, con tên, e tên là, e tên,
    t tên là, t tên, tên là, tên e là, người dân, công dân, ý kiến của, phản ánh của,
    kiến nghị của, tên cơ quan, tên tổ chức, tên đơn vị, đơn vị, tên công ty, chủ hộ, tên, ký,
    kí, thay mặt, hoten, ht, ho va ten toi la, họ tên tôi là, bà con
    """
    ),
    accents=False,
)
# Labels whose value is a name whatever it looks like; the others need a surname.
NAME_STRICT = Phrases(
    split(
        """
    họ và tên, họ tên, tên đầy đủ, tên người gửi, người gửi, người phản ánh, tên tôi là,
    tôi tên là, tôi tên, tên em là, em tên là, em tên, tên cháu là, cháu tên là, cháu tên,
    mình tên là, mình tên, tên mình là, con tên là, con tên, e tên là, e tên, t tên là, t tên,
    tên là, tên e là, họ tên tôi là, hoten, người báo tin, người kiến nghị, người nhắn tin
    """
    ),
    accents=False,
)
# In a sentence these may as well name another: "anh cán bộ tên là …".
NAME_LOOSE = Phrases(split("tên, tên là"), accents=False)
SELF_IS = Phrases(
    split(
        "tôi là, em là, cháu là, con là, mình là, tui là, tớ là, e là, t là, chúng tôi là, c là, bà là, toi la, m là, đây là"
    )
)
ADDRESS_LABELS = Phrases(
    split(
        """
    nơi ở hiện tại, nơi ở hiện nay, địa chỉ hiện tại, địa chỉ hiện nay, chỗ ở hiện nay,
    chỗ ở hiện tại, nơi thường trú, tui ở, nhà tui ở, nhà tui, nhà con, nhà con ở,
    địa chỉ nhà, địa chỉ thường trú, địa chỉ liên hệ, địa chỉ nhận thư, địa chỉ nhà riêng,
    địa chỉ tại, địa chỉ, đ/c, đc, trú tại, thường trú tại, thường trú, tạm trú tại, tạm trú,
    cư trú tại, cư trú, hktt tại, hktt, hộ khẩu thường trú, hộ khẩu, ngụ tại, ngụ, trú quán,
    chỗ ở, nơi ở, nơi cư trú, hiện ở tại, hiện ở, hiện đang ở, hiện cư trú tại,
    hiện đang cư trú tại, hiện trú tại, hiện đang trú tại, ở tại, nhà ở, nhà tôi ở, nhà em ở,
    nhà cháu ở, nhà mình ở, nhà e ở, tôi ở, em ở, cháu ở, mình ở, e ở, t ở, con ở,
    gia đình tôi ở, gia đình em ở, gia đình tôi ở tại, sống tại, sống ở, hiện sống tại,
    sinh sống tại, đang ở, nhà tôi tại, nhà tôi, nhà em, nhà cháu, nhà mình, nhà e, nhà riêng,
    dchi, dia chi la, trụ sở, trụ sở tại, có trụ sở tại, trụ sở chính, đóng tại, đ/chỉ,
    địa chỉ là, nhà tại, nhà ở tại, đia chỉ, tôi ở tại, em ở tại, là dân, là người dân,
    là cư dân, là cử tri, người dân, cử tri, cư dân, tôi trú tại, tôi sống ở
    """
    ),
    accents=False,
)
# These say that the address is the sender's, wherever they stand.
ADDRESS_OWN = Phrases(
    split(
        """
    nơi ở hiện tại, nơi ở hiện nay, địa chỉ hiện tại, địa chỉ hiện nay, chỗ ở hiện nay,
    chỗ ở hiện tại, nơi thường trú, nhà con, nhà con ở, địa chỉ nhà, địa chỉ thường trú,
    địa chỉ liên hệ, địa chỉ nhận thư, địa chỉ nhà riêng, địa chỉ, đ/c, đc, trú tại,
    thường trú tại, thường trú, tạm trú tại, tạm trú, cư trú tại, hktt tại, hktt,
    hộ khẩu thường trú, ngụ tại, chỗ ở, nơi ở, nơi cư trú, hiện ở tại, hiện đang ở,
    hiện trú tại, hiện cư trú tại, nhà tôi ở, nhà em ở, nhà cháu ở, nhà mình ở, nhà e ở,
    tui ở, nhà tui ở, nhà tui, tôi ở, em ở, cháu ở, mình ở, e ở, t ở, con ở, gia đình tôi ở,
    gia đình em ở, gia đình tôi ở tại, nhà tôi tại, nhà tôi, nhà em, nhà cháu, nhà mình,
    nhà e, là dân, là người dân, là cư dân, là cử tri, tôi ở tại, em ở tại, tôi trú tại,
    tôi sống ở, đ/chỉ, dchi
    """
    ),
    accents=False,
)
ADDRESS_LINKS = Phrases(
    split("""
    ở, tại, ở tại, nhà, trú, thuộc, thôn, là người, người, dân, từ, số nhà, ở nhà
    """)
)
PHONE_LABELS = Phrases(
    split(
        """
    số liên lạc, máy của tôi, số liên hệ, máy, số máy của tôi, số đt liên lạc, số điện thoại,
    điện thoại, số đt, sđt, sdt, đt, đtdđ, đtlh, di động, tel, mobile, phone, lh, liên hệ,
    zalo, số máy, số điện thoại liên hệ, điện thoại liên hệ, đt liên hệ, sđt liên hệ,
    liên hệ số, gọi số, gọi, gọi cho tôi, gọi lại số, liên lạc, đt số, số, call, alo,
    liên hệ sđt, liên hệ qua số, lh sđt, sđt của tôi, số của tôi, số đt của tôi,
    điện thoại số, liên hệ qua, đt là, sđt là, số điện thoại của tôi là,
    số điện thoại của tôi, số điện thoại là, sdt của e, sdt e, sđt em, đt bàn, máy bàn,
    sdt mình, liên hệ lại, liên hệ theo số, liên hệ đt, đt di động
    """
    ),
    accents=False,
)
MAIL_LABELS = Phrases(
    split(
        "email, e mail, gmail, mail, thư điện tử, hòm thư, địa chỉ email, địa chỉ mail, địa chỉ thư điện tử, địa chỉ gmail, hộp thư, email là, email liên hệ, địa chỉ thư"
    ),
    accents=False,
)
MATTER_LABELS = Phrases(
    split(
        "nội dung, nội dung phản ánh, nội dung kiến nghị, nd, phản ánh, kiến nghị, lý do, sự việc, vấn đề, v/v, về việc, nội dung là"
    ),
    accents=False,
)
LABELS = Phrases(
    split(
        """
    họ tên, họ và tên, địa chỉ, đ/c, đc, điện thoại, số điện thoại, sđt, sdt, đt, đtdđ, lh,
    liên hệ, email, gmail, mail, nội dung, nd, tôi, em, cháu, xin, kính, đề nghị, mong,
    phản ánh, kiến nghị, tel, zalo, số đt, cccd, cmnd
    """
    )
)
REPORTING = Phrases(
    split(
        """
    phản ánh, kiến nghị, đề nghị, xin, kính, có ý kiến, báo, báo tin, hỏi, muốn, trình bày,
    thông báo, góp ý, đề xuất, gửi, mong, nêu, nhờ, thắc mắc, khiếu nại, tố cáo, tố giác, cần,
    phan anh, cho hỏi, cho tôi hỏi, cho em hỏi, yêu cầu, đề đạt, có việc, có phản ánh,
    có kiến nghị, bức xúc, tôi, em, cháu, về việc, hiến kế, phản ảnh, xin phép
    """
    )
)
FILLER = Phrases(
    split(
        """
    học sinh, sinh viên, giáo viên, cán bộ hưu trí, hưu trí, cán bộ nghỉ hưu, nông dân,
    công nhân, tiểu thương, kinh doanh, buôn bán, tổ trưởng, tổ trưởng tổ dân phố,
    khối trưởng, trưởng khối, trưởng thôn, bí thư chi bộ, bí thư, cựu chiến binh, thương binh,
    bộ đội, bác sĩ, giám đốc, chủ quán, người dân, cư dân, dân tộc tày, dân tộc nùng,
    dân tộc kinh, dân tộc dao, dân tộc hoa, lớp, học sinh lớp, sinh viên lớp, người,
    người dân tộc, người tày, người nùng, người dao, tày, nùng, dao, kinh, hoa, mông,
    sán chay, nam, nữ, hiện, hiện nay, và, cùng, hiện tại, nghỉ hưu, làm ruộng, lái xe,
    chủ hộ, chủ cửa hàng, nội trợ, công chức, viên chức, phụ huynh, phụ huynh học sinh, tự do,
    nghề tự do, lao động tự do, chủ tịch hđqt, đại diện, chủ cơ sở, chủ doanh nghiệp, kế toán,
    đảng viên, người khuyết tật, hộ nghèo, mẹ liệt sĩ, dân, liệt sĩ, trưởng ban,
    trưởng ban quản trị, làm đại diện, làm người đại diện, là đại diện, là người đại diện,
    làm giám đốc, làm chủ, kính báo, kính thư, kính gửi, xin cảm ơn, cảm ơn, hoặc, có, số
    """
    )
)
OTHERS_PHONE = Phrases(
    split(
        "thuê bao, số lạ, số máy lạ, đường dây nóng, hotline, tổng đài, của ông, của bà, của anh, của chị, của quán, quảng cáo, gọi đến từ, gọi từ số, từ số, số điện thoại lạ, bị số, gọi vào số, gọi tới số, của cán bộ, của chủ, gọi đến số, nhắn tin từ số"
    )
)
# After a number: someone who troubles the sender from it.
CALLS = Phrases(
    split(
        """
    hay gọi, thường gọi, thường xuyên gọi, liên tục, hay nhắn, nhắn tin, gọi điện, gọi đến,
    gọi dọa, gọi cho tôi, đe dọa, dọa, quấy rối, quấy nhiễu, lừa đảo, nháy máy, đòi nợ,
    hay nháy, cứ gọi, suốt ngày gọi, hay, chửi, làm phiền, gọi vay, gọi quảng cáo, mời
    """
    )
)
ORGANISATIONS = Phrases(
    split(
        """
    công ty, cty, ctcp, tổng công ty, tập đoàn, doanh nghiệp, doanh nghiệp tư nhân, dntn, dn,
    hợp tác xã, htx, hộ kinh doanh, hkd, cửa hàng, siêu thị, nhà hàng, khách sạn, nhà nghỉ,
    quán, nhà thuốc, hiệu thuốc, trường, trung tâm, chi nhánh, ngân hàng, hội, chi hội,
    câu lạc bộ, clb, hiệp hội, ban quản trị, ban công tác mặt trận, ban đại diện, tập thể,
    phòng khám, xưởng, cơ sở, nhà xe, hãng, tổ hợp tác, liên đoàn, văn phòng luật sư,
    văn phòng công chứng, bệnh viện, nhà máy, xí nghiệp, đại lý, gara, spa
    """
    )
)
REPRESENTED = Phrases(
    split(
        "đại diện, người đại diện, do, do ông, do bà, giám đốc, phó giám đốc, chủ tịch hđqt, người liên hệ, đại diện là, đại diện bởi, chủ nhiệm, tổng giám đốc, người đại diện là, đại diện theo pháp luật, người đại diện theo pháp luật, hiệu trưởng, trưởng ban, chi hội trưởng, chủ tịch hội, chủ cửa hàng, chủ hộ, chủ quán, chủ cơ sở, đdpl, chủ"
    )
)
STOP = Phrases(
    split(
        """
    bị, có, không, ko, k, xin, phản ánh, kiến nghị, đề nghị, là, và, thì, mà, đang, đã, tôi,
    em, cháu, mình, mong, nay, gần, cạnh, đối diện, cách, bên, chưa, được, sdt, sđt, đt, lh,
    cho, để, rất, vì, nên, do, của, ở, tại, bây giờ, hôm, ngày, này, kia, đó, nhà, người, các,
    những, với, từ, đến, muốn, hỏi, báo, mất, hỏng, ngập, xả, gây, làm, xây, lấn, chiếm, đổ,
    vứt, nhưng, cũng, trong, ngoài, trên, dưới, thường, hay, e, toàn, suốt, cả, quá, lại, ra,
    vào, đi, về, thấy, xe, nước, điện, đèn, rác, kêu, nhờ, cần, phải, sẽ, hiện, vừa, mới,
    liên hệ, tel, mail, email, gmail, hộ, dân, cháy, nguy hiểm
    """
    )
)
# Hamlet words that announce a name as surely as a number.
SURE_HAMLET = Phrases(
    split(
        """
    thôn, xóm, bản, khối, khối phố, khu dân cư, khu đô thị, khu đô thị mới, khu tái định cư,
    khu tập thể, khu chung cư, tổ dân phố, tdp, chung cư, ktx, ký túc xá, tòa nhà, ấp,
    tiểu khu, kđt, ktt, làng, khu ga, cụm
    """
    )
)
# … but not these when bare; and only these announce a name in small letters.
AMBIGUOUS = frozenset({"ban", "lang", "cum", "ap"})
SMALL_HAMLET = frozenset({"thon", "xom"})


PAPERS = Phrases(
    split(
        """
    sinh năm, sinh ngày, sn, tuổi, t, cccd, cccd số, cmnd, cmnd số, cmt, cmt số, cmtnd,
    căn cước, căn cước công dân, số cccd, số cmnd, chứng minh thư, chứng minh nhân dân,
    cấp ngày, ngày cấp, ngày, tháng, năm, nghề nghiệp, dân tộc, giới tính, năm sinh, số,
    ngày sinh, mst, mã số thuế, nơi cấp, hộ chiếu, nghề
    """
    )
)
GROUP = Phrases(
    split("""
    cử tri, người dân, cư dân, nhân dân, bà con, dân, hộ dân, các hộ dân, tập thể
    """)
)
# "tại địa chỉ số 20" in a sentence is the matter's place.
OF_A_PLACE = Phrases(split("địa chỉ, đ/c, đc, trú tại, chỗ ở, nơi ở"), accents=False)
GREETING = Phrases(
    split(
        """
    kính gửi, gửi, kính thưa, thưa, kính chào, chào, xin chào, gửi tới, kính trình, kính mời,
    kính gửi chủ tịch, kính gửi đồng chí, kính gửi ông, thưa đồng chí, thưa chủ tịch,
    gửi chủ tịch
    """
    )
)
BY_POST = Phrases(
    split(
        """
    gửi thư, bằng thư, qua thư, đường bưu điện, qua bưu điện, bưu điện, về địa chỉ,
    theo địa chỉ, tới địa chỉ, đến địa chỉ, không có điện thoại, ko có điện thoại,
    k có điện thoại, không có đt, ko có đt, không có sđt, không dùng điện thoại,
    không có số điện thoại, chưa có điện thoại, ko có sđt, k có sđt, không sử dụng điện thoại,
    thư tay, thư bảo đảm, thư về, không có máy điện thoại, ko có dt, k có đt,
    điện thoại không có, gửi giấy, giấy báo về, hồi âm về, không điện thoại, văn bản về nhà,
    thư đến nhà, trả lời thư, ko dùng điện thoại, k dùng điện thoại
    """
    )
)
# A message of these words alone says nothing about a matter.
COURTESY = bag(
    """
    alo a lo kinh gui thua chao xin cam on tran trong chu tich ubnd uy ban nhan dan thanh pho
    tp lang son duong day nong anh chi em ong ba co bac toi chau minh la va nhe ah oi da vang
    hello hi dong lanh dao quy quan phuong o dt sdt so dien thoai dia ho ten test ok phan kien
    nghi y noi dung cac lien he lh khong can giu bi mat kin duoc thong tin danh tinh nguoi cua
    email gmail mail cho yeu cau de vui long vo ky
    """
)


def is_foreign(token: Token) -> bool:
    """A word with a capital that no Vietnamese syllable looks like."""
    return (
        token.cap and len(token.text) > 2 and token.text.isalpha() and not is_syllable(token.fold)
    )


def is_inside_person(tokens: Sequence[Token], i: int) -> bool:
    """ "Nông Văn Dương": a word after a surname and "Văn" is a name, whatever else it may mean."""
    if i < 2 or tokens[i].gap is not Gap.JOIN or tokens[i - 1].gap is not Gap.JOIN:
        return False
    return NEVER_LAST.at(tokens, i - 1) > 0 and SURNAMES.at(tokens, i - 2) > 0


def is_person_start(tokens: Sequence[Token], i: int) -> bool:
    """A surname with "Văn", "Thị" or the like after it and one more word: surely a person."""
    if i + 2 >= len(tokens) or not SURNAMES.at(tokens, i):
        return False
    joined = all(t.gap is Gap.JOIN and t.kind is Kind.WORD for t in tokens[i + 1 : i + 3])
    return joined and MIDDLE_SURE.at(tokens, i + 1) > 0
