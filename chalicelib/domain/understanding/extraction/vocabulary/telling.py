"""Words by which a sentence goes on about somebody, and words by which a message comes to its
matter or to its end."""

from __future__ import annotations

from chalicelib.domain.understanding.language.phrases import listed

# What people, shops and firms do, as they are complained about, praised or pitied: whoever stands
# before it is the subject, even across a full stop.
DEEDS = listed("""
    chuyên, tự ý, cố tình, cố ý, ngang nhiên, không thông báo, không chịu, không cho, không trả,
    không làm, không đền, không công khai, không lắp, không bàn giao, không giải quyết, không họp,
    không phát, không nhận, không đến, bị bắt, bị đánh, bị tố, bị tai nạn, được bầu, được giao,
    được cấp, được phường, được xã, lấn, lấn chiếm, chiếm, xây, cơi nới, đào, đổ, vứt, xả, thải,
    thả, nuôi, chặt, chặt chém, phá, đốt, chở rác, chở cát, chở đất, chở đá, chở quá tải, đỗ, chắn,
    rào, bán, mua, thu, thu tiền, đòi, đòi nợ, nợ, quỵt, ăn, ăn chặn, ăn tiền, nhận tiền,
    nhận hối lộ, chiếm đoạt, lừa, lừa đảo, lừa tiền, trốn, đánh, đánh bạc, chửi, mắng, quát, dọa,
    đe dọa, tát, hành hung, ném, cho vay, cho thuê, mở nhạc, tổ chức, kinh doanh, sản xuất, sơn,
    khoan, nổ mìn, khai thác, múc, hút cát, bắt học sinh, ép, yêu cầu dân, hách dịch, cửa quyền,
    vòi vĩnh, nhũng nhiễu, bao che, bỏ đi, đóng cửa, tăng giá, cướp, trộm, uống rượu, say rượu,
    chạy ẩu, gây, gây ồn, gây ô nhiễm, làm ồn, làm giả, làm rơi, làm sai, cân điêu, giả danh,
    tự xưng, quấy rối, xúc phạm, vi phạm, sử dụng, cấp sai, nhặt, nhặt được, tận tình, nhiệt tình,
    chứng kiến, nhìn thấy
    """)
# With these too somebody is told of, though a new sentence with them may as well be the citizen's
# own: "… 0912 345 678. Đã ba ngày không có nước."
STATES = listed("""
    không, chưa, bị, được, có, là, thì, mà, làm, mất, chết, ốm, ngã, thiếu, đi, ở, thông báo, nghi,
    khiến, để, cho, cùng, cũng, còn, lại, rất, quá, tên, này, đó, ấy, kia, ta, đã, đang, sẽ, vẫn,
    cứ, toàn, luôn, luôn luôn, thường, thường xuyên, liên tục, hay, suốt ngày, chẳng, chả, vừa,
    nhiều lần, nhất định, biết, nói, giúp, giúp đỡ, giữ, đưa, bắt, cắt, mở, dẫn, lấy, bỏ, hẹn, hứa,
    cứu
    """)
# Whoever stands before these has just been spoken of: "ông ấy", "nó", "người này".
HE = listed("""
    ông ấy, ông ta, ông này, ông đó, bà ấy, bà ta, bà này, bà đó, anh ấy, anh ta, anh này, chị ấy,
    chị ta, chị này, cô ấy, cô ta, cô này, thầy ấy, thầy này, nó, hắn, hắn ta, bọn nó, người này,
    kẻ này, công ty này, cửa hàng này, quán này, cơ sở này, đơn vị này, hộ này, nhà này
    """)
# Things that messages are about. After a name and a comma one of these begins the matter.
THINGS = listed("""
    đường, đường phố, đường ống, đường dây, đèn, điện, nước, nước máy, nước thải, nước giếng, nhà,
    rác, cống, rãnh, mương, suối, sông, hồ, ao, cầu, chợ, vỉa hè, lòng đường, ngõ, ngách, hẻm, xe,
    cây, cột, cột điện, dây điện, trạm, trạm biến áp, trường, lớp, học sinh, công viên, bãi, ổ gà,
    nắp, hố ga, hố, biển báo, gờ, camera, loa, mạng, khói, bụi, mùi, tiếng ồn, chó, mèo, lợn, gà,
    trâu, bò, chuột, muỗi, thang máy, hàng xóm, khu, khu phố, khu trọ, ngã tư, ngã ba, vòng xuyến,
    bến xe, xe tải, xe khách, xe buýt, bè, quán, công trình, dự án, hồ sơ, thủ tục, giấy tờ, sổ đỏ,
    tiền, tiền điện, tiền nước, giá, chính sách, chế độ, bảo hiểm, lịch, thông tin, nội dung,
    vấn đề, sự việc, việc, tình trạng, hiện tượng, hiện nay, hiện tại, hiện, hôm nay, hôm qua,
    sáng nay, tối qua, đêm qua, mấy hôm nay, từ, ở, tại, khi, vì, do, nếu, trước, sau, gần, cạnh,
    đầu, cuối, trong
    """)
# With these a message ends, or speaks of itself: nobody is told of.
CLOSING = listed("""
    không cần, không yêu cầu, không dùng điện thoại, không có điện thoại, không có đt,
    không có sđt, không tiết lộ, không nêu tên, giữ bí mật, giữ kín, giấu tên, cảm ơn, xin cảm ơn,
    trân trọng, ạ, nhé, nhá, nha, nhe, a, ah, ak, thanks, hoặc, và
    """)
# Verbs after a name that only somebody who writes themselves has …
SPEAKING = listed("""
    phản ánh, phản ảnh, kiến nghị, đề xuất, góp ý, hiến kế, trình bày, thắc mắc, đề đạt, tố giác,
    có ý kiến, có phản ánh, có kiến nghị, kính, kính báo, kính mong, xin phép, xin phản ánh,
    xin hỏi, xin kiến nghị, xin đề nghị, xin góp ý, xin báo, xin trình bày, cho hỏi, cho tôi hỏi,
    cho em hỏi, cho cháu hỏi, muốn hỏi, muốn phản ánh, muốn kiến nghị, muốn góp ý, khiếu nại,
    tố cáo, về việc, v/v, nội dung, báo tin
    """)
# … and those that an office or a firm has too, when they are addressed to the people below:
# "đề nghị các hộ nộp tiền".
REQUESTING = listed("đề nghị, xin, mong, yêu cầu, nhờ, hỏi, gửi, báo, nêu")
ASKED = listed("""
    dân, người dân, bà con, tiền, người, hộ, các hộ, tôi, em, cháu, chúng tôi, gia đình, công nhân,
    phụ huynh, học sinh, khách, mọi người, hành khách, bệnh nhân, nhân viên, thêm tiền
    """)
# What somebody is whom a message names, but hardly ever its writer: "Chủ xưởng: …" …
_OTHERS_ROLES = """
    chủ quán, chủ nhà, chủ nhà trọ, chủ trọ, chủ cửa hàng, chủ hàng, chủ shop, chủ xe, chủ thầu,
    chủ đầu tư, chủ xưởng, chủ lò, chủ trại, chủ tàu, chủ bãi, chủ mỏ, chủ nợ, chủ chó, chủ đất,
    nhà thầu, đơn vị thi công, đơn vị thu gom, đơn vị quản lý, lái xe, tài xế, phụ xe, đối tượng,
    nghi phạm, nghi can, thủ phạm, kẻ, bọn, nhóm, người phụ trách, phụ trách, người quản lý,
    quản lý, người bán, người mua, người vi phạm, hộ vi phạm, người bị hại, nạn nhân,
    người bị phản ánh, người bị tố cáo, người bị khiếu nại, người bị kiến nghị, bên bị, bị đơn,
    người làm chứng, nhân chứng, người chứng kiến, người đánh, người gây, người gây ra,
    người liên quan, đầu mối, các hộ, danh sách, cán bộ, cán bộ phụ trách, cán bộ thụ lý,
    người thu tiền, người môi giới, người cho vay, hỏi, gặp, xử lý, kiểm tra, khen, biểu dương,
    tuyên dương, cảm ơn anh, cảm ơn chị, phản ánh về, kiến nghị về, ý kiến về, về, về việc, v/v,
    liên quan đến
    """
OTHERS_ROLES = listed(_OTHERS_ROLES)
# What the writers of messages are, before their name: "Phụ huynh Ma Thị Duyên, 14 Lê Đại Hành".
WRITERS = listed("""
    phụ huynh, phụ huynh học sinh, cử tri, nhà nghiên cứu, lái xe, tài xế, phụ xe, tiểu thương,
    người dân, công dân, hội viên, đảng viên, giáo viên, học sinh, sinh viên, bạn đọc, chủ hộ,
    mẹ cháu, bố cháu, ph cháu, phụ huynh cháu, phụ huynh em
    """)
# Without a colon these may be the writer's trade: "Tài xế Cao Văn Lượng, 11 Cao Thắng".
DRIVERS = listed("lái xe, tài xế, phụ xe")
# … and all words for somebody by what they are: a number after them is theirs.
OFFICES = listed(
    _OTHERS_ROLES
    + """
    , trưởng thôn, phó thôn, trưởng khối, khối trưởng, trưởng khu, trưởng xóm, trưởng bản,
    tổ trưởng, tổ phó, bí thư, phó bí thư, chủ tịch, phó chủ tịch, giám đốc, phó giám đốc,
    hiệu trưởng, hiệu phó, trưởng phòng, phó phòng, trưởng ban, trưởng trạm, trạm trưởng,
    trưởng công an, chi hội trưởng, công an, cảnh sát, công chức, nhân viên, chuyên viên,
    địa chính, kế toán, văn thư, bảo vệ, bác sĩ, y tá, giáo viên, cô giáo, thầy giáo, chủ,
    chủ cơ sở, chủ hộ, nhà xe, nhà hàng, nhà thuốc, kỹ thuật, thợ, tên, shop, cửa hàng, công ty,
    cty, quán, hộ, hộ kinh doanh, xưởng, gara, trung tâm, phòng khám, hợp tác xã
    """
)
AGE = listed("tuổi, t")  # after a number
# A telephone, in words: "số của tôi", "sđt em", "máy con trai tôi" …
TELEPHONES = listed(
    """
    số, số điện thoại, số đt, sđt, sdt, đt, dt, đtdđ, điện thoại, máy, số máy, di động, zalo, sim,
    phone, tel, số liên lạc, số liên hệ
    """,
    accents=False,
)
# … and the ways to ask for a call: "gọi lại số …", "liên hệ tôi qua …".
CALLING = listed(
    """
    gọi, gọi lại, gọi cho, gọi vào, gọi về, gọi ngay, liên hệ, liên hệ lại, liên hệ với, liên lạc,
    liên lạc lại, liên lạc với, lh, alo, nhắn, nhắn lại, nhắn cho, nhắn tin, trả lời, báo lại,
    báo cho, phản hồi, hồi âm, thông báo, call
    """,
    accents=False,
)
# What may stand between the words above and the number, beside the sender and their family.
BETWEEN = listed(
    """
    số, số điện thoại, số đt, sđt, sdt, đt, dt, điện thoại, máy, số máy, zalo, di động, là, qua,
    theo, vào, về, tới, đến, lại, cho, với, của, ngay, chính, riêng, mới, nhà, bàn, cố định, này,
    giúp, hộ, sau, dưới đây
    """,
    accents=False,
)
# Before the request for a call: it is a request.
REQUESTS = listed("""
    xin, xin vui lòng, vui lòng, mong, mong được, xin được, muốn được, rất mong, nhờ, hãy, cần,
    thì, để, cứ, có gì, cán bộ, anh chị, các anh, các bác, đề nghị, hoặc, và, quý cơ quan,
    lãnh đạo, ubnd, làm ơn, phiền, please
    """)
# Not of the sender's family, though "tôi" follows.
STRANGERS = listed("""
    hàng xóm, bạn, sếp, chủ nhà, chủ trọ, chủ, trưởng thôn, cán bộ, thầy, cô giáo, cạnh nhà,
    gần nhà, bên cạnh nhà, đồng nghiệp, người quen
    """)
# Before "tôi" they make somebody of the sender's house or beside it: "hàng xóm nhà tôi tên …".
BESIDE = listed("""
    nhà, của, với, cạnh, bên, bên cạnh, đối diện, sát vách, kế bên, gần, trước nhà, sau nhà,
    trên nhà, dưới nhà, cùng xóm, cùng thôn, cùng khối, cùng xã, cùng khu, cùng ngõ
    """)
# After these in the clause, a call came in: "gọi cho tôi từ số …".
CAME_FROM = listed("từ, bằng, dọa, đe dọa, đòi, chửi, lừa, quấy rối, quấy nhiễu")
# After a number to call: for what.
PURPOSES = listed("để, gặp, giúp, khi, nếu, nhé, ạ, hộ, cho tôi, cho em, cho cháu, vì, số này")
# A telephone that is the sender's, in other languages.
MY_PHONE = listed("my phone, my number, my phone number, my phone is, my number is")
