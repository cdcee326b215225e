"""Words of a sentence: verbs after particulars, trades and papers among them, courtesy."""

from __future__ import annotations

from chalicelib.domain.formats.vietnamese import bag
from chalicelib.domain.understanding.extraction.lexicon import listed

# Parts of firms' names, some of which are everyday words when bare ("van tai" ends in "tại").
BUSINESS = listed("""
    vận tải, thương mại, xây dựng, tư vấn, dịch vụ, đầu tư, sản xuất, vật tư, thiết bị,
    môi trường, cơ khí, du lịch, vận chuyển, xuất nhập khẩu, nông sản, thực phẩm, may mặc,
    điện máy, vật liệu xây dựng, tạp hóa, quảng cáo, bất động sản, kinh doanh, phát triển,
    khai thác, chế biến, giống, nội thất, bảo vệ
    """)
REPORTING = listed("""
    phản ánh, kiến nghị, đề nghị, xin, kính, có ý kiến, báo, báo tin, hỏi, muốn, trình bày,
    thông báo, góp ý, đề xuất, gửi, mong, nêu, nhờ, thắc mắc, khiếu nại, tố cáo, tố giác, cần,
    phan anh, cho hỏi, cho tôi hỏi, cho em hỏi, yêu cầu, đề đạt, có việc, có phản ánh,
    có kiến nghị, bức xúc, tôi, em, cháu, về việc, hiến kế, phản ảnh, xin phép
    """)
FILLER = listed("""
    sv, hs, gv, học sinh, sinh viên, giáo viên, cán bộ hưu trí, hưu trí, cán bộ nghỉ hưu, nông dân,
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
    """)
# With a few words to them, a trade: "bán rau chợ Kỳ Lừa".
TRADES = listed("bán, bán hàng, làm, làm nghề, học, dạy, công tác, đang học, đang làm, lái")
PAPERS = listed("""
    sinh năm, sinh ngày, sn, tuổi, t, cccd, cccd số, cmnd, cmnd số, cmt, cmt số, cmtnd,
    căn cước, căn cước công dân, số cccd, số cmnd, chứng minh thư, chứng minh nhân dân,
    cấp ngày, ngày cấp, ngày, tháng, năm, nghề nghiệp, dân tộc, giới tính, năm sinh, số,
    ngày sinh, mst, mã số thuế, nơi cấp, hộ chiếu, nghề
    """)
OTHERS_PHONE = listed("""
    ông ta, bà ta, anh ta, chị ta, cô ta, ông ấy, bà ấy, anh ấy, chị ấy, cô ấy, hắn, của nó,
    thuê bao, số lạ, số máy lạ, đường dây nóng, hotline, tổng đài, của ông, của bà, của anh,
    của chị, của quán, quảng cáo, gọi đến từ, gọi từ số, từ số, số điện thoại lạ, bị số,
    gọi vào số, gọi tới số, của cán bộ, của chủ, gọi đến số, nhắn tin từ số
    """)
# After a number: someone who troubles the sender from it.
CALLS = listed("""
    hay gọi, thường gọi, thường xuyên gọi, liên tục, hay nhắn, nhắn tin, gọi điện, gọi đến,
    gọi dọa, gọi cho tôi, đe dọa, dọa, quấy rối, quấy nhiễu, lừa đảo, nháy máy, đòi nợ,
    hay nháy, cứ gọi, suốt ngày gọi, hay, chửi, làm phiền, gọi vay, gọi quảng cáo, mời
    """)
ORGANISATIONS = listed("""
    công ty, cty, ctcp, tổng công ty, tập đoàn, doanh nghiệp, doanh nghiệp tư nhân, dntn, dn,
    hợp tác xã, htx, hộ kinh doanh, hkd, cửa hàng, siêu thị, nhà hàng, khách sạn, nhà nghỉ,
    quán, nhà thuốc, hiệu thuốc, trường, trung tâm, chi nhánh, ngân hàng, hội, chi hội,
    câu lạc bộ, clb, hiệp hội, ban quản trị, ban công tác mặt trận, ban đại diện, tập thể,
    phòng khám, xưởng, cơ sở, nhà xe, hãng, tổ hợp tác, liên đoàn, văn phòng luật sư,
    văn phòng công chứng, bệnh viện, nhà máy, xí nghiệp, đại lý, gara, spa
    """)
STOP = listed("""
    bị, có, không, ko, k, xin, phản ánh, kiến nghị, đề nghị, là, và, thì, mà, đang, đã, tôi,
    em, cháu, mình, mong, nay, gần, cạnh, đối diện, cách, bên, chưa, được, sdt, sđt, đt, lh,
    cho, để, rất, vì, nên, do, của, ở, tại, bây giờ, hôm, ngày, này, kia, đó, nhà, người, các,
    những, với, từ, đến, muốn, hỏi, báo, mất, hỏng, ngập, xả, gây, làm, xây, lấn, chiếm, đổ,
    vứt, nhưng, cũng, trong, ngoài, trên, dưới, thường, hay, e, toàn, suốt, cả, quá, lại, ra,
    vào, đi, về, thấy, xe, nước, điện, đèn, rác, kêu, nhờ, cần, phải, sẽ, hiện, vừa, mới,
    liên hệ, tel, mail, email, gmail, hộ, dân, cháy, nguy hiểm
    """)
BY_POST = listed("""
    gửi thư, bằng thư, qua thư, đường bưu điện, qua bưu điện, bưu điện, về địa chỉ,
    theo địa chỉ, tới địa chỉ, đến địa chỉ, không có điện thoại, ko có điện thoại,
    k có điện thoại, không có đt, ko có đt, không có sđt, không dùng điện thoại,
    không có số điện thoại, chưa có điện thoại, ko có sđt, k có sđt, không sử dụng điện thoại,
    thư tay, thư bảo đảm, thư về, không có máy điện thoại, ko có dt, k có đt,
    điện thoại không có, gửi giấy, giấy báo về, hồi âm về, không điện thoại, văn bản về nhà,
    thư đến nhà, trả lời thư, ko dùng điện thoại, k dùng điện thoại
    """)
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
