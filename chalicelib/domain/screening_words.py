"""The words by which a message is guessed to belong to a field (N4), or to none (N5, N10).

Written with accents; a message without accents is matched on the bare letters, except for the words
that mean something else then.
"""

from __future__ import annotations

from chalicelib.domain.reading.lexicon import Phrases, split


def _phrases(text: str, *, accents: bool = True) -> Phrases:
    return Phrases(split(text), accents=accents)


# --- N4: the five fields; (weight, phrases) ----------------------------------------------------------

STATE = (
    (
        2,
        _phrases(
            """
    vật liệu, đống vật liệu, gây tai nạn, tai nạn, nước sinh hoạt, giá rau, giá cả, giá thịt,
    giá điện, tiền nước, thu tiền rác, đèn đường, trạm bts, bts, trạm phát sóng, xe buýt,
    phòng trọ, nhà trọ, trạm biến áp, cột điện, nhà văn hóa, sân chơi, trạm y tế, bệnh viện,
    khám bệnh, thuốc trừ sâu, bảo kê, côn đồ, gây rối, ném đá, hố sâu, kênh, mương, cá chết,
    thủy lợi, ruộng, gia súc, lợn chết, hành hung, đánh tôi, đánh người, đe dọa, đòi nợ,
    xô xát, mở nhạc, nhạc, bóng đèn, cột đèn, chiếu sáng, vỉa hè, lòng đường, ổ gà, ổ voi,
    mặt đường, nắp cống, nắp hố ga, hố ga, cống, rãnh thoát nước, thoát nước, ngập úng,
    ngập nước, ngập, rác, rác thải, đổ rác, bãi rác, nước thải, xả thải, khói, khói bụi, bụi,
    mùi hôi, hôi thối, ô nhiễm, tiếng ồn, ồn ào, karaoke, loa kéo, hát, mất nước, mất điện,
    cắt nước, cắt điện, nước sạch, nước máy, điện lưới, cây đổ, cây xanh, cành cây, trông xe,
    gửi xe, phí gửi xe, thu phí, chợ cóc, hàng rong, lấn chiếm, lấn, chiếm, lấn ra,
    xây trái phép, không phép, không có giấy phép, trái phép, xây dựng trái phép, đỗ xe,
    đậu xe, ùn tắc, tắc đường, biển báo, đèn tín hiệu, đèn đỏ, đua xe, trộm, mất trộm,
    trộm cắp, ma túy, cờ bạc, đánh bạc, lô đề, số đề, mại dâm, tệ nạn, chó thả rông, thả rông,
    chăn nuôi, chuồng lợn, chuồng trại, giết mổ, thực phẩm bẩn, an toàn thực phẩm, vệ sinh,
    dịch bệnh, dịch tả, chặt cây, phá rừng, khai thác cát, xe tải, xe quá tải, chở đất,
    vật liệu xây dựng, đổ đất, đổ vật liệu, san lấp, đường hỏng, đường xấu, đường xuống cấp,
    xuống cấp, cầu hỏng, dây điện, cáp viễn thông, loa phường, gây ồn, mất vệ sinh,
    an ninh trật tự, đốt rác, đốt vàng mã, giá vé, chặt chém, hàng giả, buôn lậu, quảng cáo,
    nghĩa trang, sạt lở, taluy, kè, suối, sông kỳ cùng, công viên, nhà vệ sinh công cộng,
    bến xe, chợ đêm, camera, học thêm, lạm thu, thu tiền, trường học, thu học phí,
    bạo lực học đường, hỏng, vỡ ống, ống nước, rò nước, sụt lún, nứt, đường sá, cống thoát,
    nước bẩn, nước đục, muỗi, chuột, đánh nhau, gây gổ, tín dụng đen, nặng lãi, internet,
    quán game, quán nhậu, bia hơi, pháo, nổ mìn, mỏ đá, xay xát, xưởng, nhà máy, xe khách,
    taxi, xe ôm, vượt đèn đỏ, cháy, dột
    """
        ),
    ),
    (
        1,
        _phrases("""
    đường, ngõ, chợ, xe, nước, điện yếu, tiền điện, đường điện, cầu, cây, nguy hiểm,
    đi lại khó khăn, mất an toàn, mất trật tự, sửa, dọn, dẹp
    """),
    ),
)
OFFICIAL = _phrases(
    """
    cán bộ, công chức, viên chức, nhân viên, chuyên viên, công an, csgt, cảnh sát giao thông,
    cảnh sát, chủ tịch phường, chủ tịch xã, phó chủ tịch, bí thư, trưởng thôn, khối trưởng,
    trưởng khối, tổ trưởng, địa chính, tư pháp, kế toán, quản lý đô thị, đô thị,
    trật tự đô thị, bảo vệ, bác sĩ, y tá, cộng tác viên, trạm y tế, bệnh viện, trực,
    điều dưỡng, giáo viên, hiệu trưởng, cô giáo, thầy giáo, một cửa, trưởng phòng, phó phòng,
    lãnh đạo phường, lãnh đạo, thanh tra, thuế, cán bộ thuế, quản lý thị trường, hải quan,
    văn thư, tiếp dân, anh ấy, chị ấy, ubnd, ủy ban, cb, ca phường, cán bộ phường, qltt,
    dân phòng, dân quân, bí thư chi bộ, lái xe
    """
)
CONDUCT = (
    (
        3,
        _phrases(
            """
    thái độ, cắm mặt vào điện thoại, gắt, phải nộp, bắt nộp, hài lòng, cách làm việc,
    cảm ơn cán bộ, nhẹ nhàng, không lập biên bản, không báo, không thông báo, bắt giữ,
    giữ người, đánh dân, đi làm muộn, làm muộn, không giải thích, cục cằn, nói năng, bắt đợi,
    bắt chờ đợi, bắt tôi đợi, bắt dân chờ, không hóa đơn, không ký giấy, không ký,
    không có người trực, không có ai trực, không có bác sĩ, không có cán bộ, không ai tiếp,
    không trực, ăn chặn, cắt xén, bòn rút, hách dịch, cửa quyền, quát, quát mắng, quát tháo,
    quát nạt, mắng, chửi, chửi bới, cáu gắt, cáu, gắt gỏng, nhũng nhiễu, sách nhiễu, vòi vĩnh,
    vòi tiền, đòi tiền, bồi dưỡng, phong bì, lót tay, hối lộ, đút lót, nhận tiền,
    thiếu trách nhiệm, vô trách nhiệm, gây khó dễ, gây khó khăn, làm khó, vô lễ, thô lỗ,
    xúc phạm, lăng mạ, coi thường dân, coi thường, khinh dân, uống rượu, uống bia, say rượu,
    say xỉn, nồng nặc mùi rượu, mùi rượu, đánh bài, chơi game, chơi điện tử, lướt facebook,
    lướt điện thoại, xem phim, làm việc riêng, bỏ vị trí, bỏ trực, đi muộn, về sớm, đến muộn,
    vắng mặt, không tiếp dân, không tiếp, không nghe máy, không bắt máy, đùn đẩy, né tránh,
    lạm quyền, lạnh nhạt, thờ ơ, vô cảm, tham ô, tham nhũng, tiêu cực, bao che, thiên vị,
    ưu ái, nể nang, quan liêu, lối sống, đạo đức, không trả lời dân, dân hỏi không trả lời,
    nói trống không, nói tục, hút thuốc, ngủ gật, ngủ trong giờ, nghỉ trưa sớm, không có mặt,
    trong giờ làm việc, trong giờ hành chính, trong giờ, gợi ý, xin tiền, ăn tiền, ăn hối lộ,
    thu tiền riêng, không biên lai, không lịch sự, bất lịch sự, nạt nộ, dọa nạt, đuổi dân,
    đuổi về, mất lịch sự, thiếu tôn trọng, không tôn trọng, tác phong, nói chuyện riêng,
    bắt chờ, tận tình, nhiệt tình, chu đáo, khen, hành dân
    """
        ),
    ),
)
PROCEDURE = (
    (
        3,
        _phrases(
            """
    đo đất, phiếu thu, không có phiếu thu, biên lai, khai sinh quá hạn, hồ sơ, thủ tục,
    thủ tục hành chính, một cửa, bộ phận một cửa, giấy hẹn, phiếu hẹn, quá hạn, trễ hẹn,
    trả kết quả, sai hẹn, chậm hẹn, sổ đỏ, bìa đỏ, sổ hồng, giấy chứng nhận, giấy khai sinh,
    khai sinh, khai tử, đăng ký kết hôn, kết hôn, chứng thực, công chứng, hộ khẩu, nhập khẩu,
    tạm trú, tạm vắng, căn cước, làm cccd, làm cmnd, lý lịch, xác nhận, giấy xác nhận,
    niêm yết, nộp thêm giấy, bổ sung giấy tờ, bổ sung hồ sơ, giấy tờ, dịch vụ công,
    nộp online, nộp trực tuyến, trực tuyến, trích lục, đăng ký kinh doanh,
    giấy phép kinh doanh, cấp giấy phép, cấp giấy phép xây dựng, xin giấy phép,
    giấy phép xây dựng, xin cấp phép, hộ tịch, tách thửa, sang tên, chuyển nhượng,
    chuyển mục đích, cấp sổ, làm sổ, cấp đổi, cấp lại, đo đạc, lệ phí, phí công chứng,
    tiếp công dân, tiếp dân, lịch tiếp, lịch tiếp dân, tiếp nhận hồ sơ, nhận hồ sơ, trả hồ sơ,
    hướng dẫn không rõ, đi lại nhiều lần, đi lại mấy lần, trợ cấp, bảo hiểm y tế,
    thẻ bảo hiểm, bảo trợ xã hội, chế độ, hộ nghèo, giấy chứng tử, photo, phô tô, bản sao,
    mẫu đơn, làm giấy, thời hạn giải quyết, chậm giải quyết, chưa được cấp, không cấp,
    chưa trả, hẹn, nộp hồ sơ, làm hộ chiếu, hộ chiếu
    """
        ),
    ),
)
DECISION = (
    (1, _phrases("văn bản, công văn, thông báo")),
    (
        2,
        _phrases("""
    công trình, thi công, hỗ trợ, đầu tư, tiến độ, chương trình, thu hồi, phương án, kinh phí,
    nhà thầu
    """),
    ),
    (
        3,
        _phrases(
            """
    tiền hỗ trợ, nhà thầu, làm dở, dở dang, bỏ dở, nghiệm thu, kém chất lượng, chậm bàn giao,
    quyết định, qđ, dự án, bồi thường, đền bù, giải phóng mặt bằng, gpmb, tái định cư,
    thu hồi đất, quy hoạch, giá đất, đơn giá, áp giá, bảng giá, phê duyệt, nông thôn mới,
    gói thầu, chậm kiểm đếm, chủ cưỡng chế, xử phạt, quyết định xử phạt, quy định mới,
    nghị quyết, bàn giao mặt bằng, đất tái định cư, tiền đền bù, tiền bồi thường, vướng mắc,
    bất cập, không phù hợp, chồng chéo, mức     giao đất, cấm xe, phân luồng, phân lô,
    đấu giá, khu đô thị, mở đường, mở rộng đường, treo, quy hoạch treo, nghị định, chính sách,
    sai diện tích, đính chính, thu thuế đất, thông báo thu
    """
        ),
    ),
)
PROPOSAL = (
    (
        4,
        _phrases(
            """
    đề xuất, góp ý, sáng kiến, giải pháp, ý tưởng, hiến kế, tôi có ý kiến đóng góp,
    đóng góp ý kiến, thành phố nên, phường nên, mở thêm, xây thêm, lắp thêm, trồng thêm,
    học tập mô hình, mô hình, phát triển du lịch, thu hút khách, thu hút đầu tư, kích cầu,
    du lịch, khởi nghiệp, chuyển đổi số, wifi miễn phí, làm app, làm thêm, giá mà, ứng dụng,
    số hóa, giá như, kiến nghị thành phố mở, mong thành phố mở, mong thành phố xây,
    mong có thêm
    """
        ),
    ),
    (
        2,
        _phrases(
            """
    nên trồng, nên mở, nên có, nên làm, nên xây, nên lắp, nên tổ chức, nên cho, nên đặt,
    nên bố trí, nên quy hoạch, nên triển khai, nên áp dụng, nên thu, nên cấm, nên đưa,
    nên thành lập, nên miễn, nên giảm, nên tăng, nên học, nên khuyến khích, nên phát,
    nên dùng, nên chuyển, nên công khai, nên kêu gọi, nên tận dụng, nên lập, nên phân loại,
    nên phát triển, nên quảng bá, nên bỏ, nên thay, nên kết nối, nên đầu tư, nên tạo,
    nên nghiên cứu, nên xem xét, nên lam
    """
        ),
    ),
)
# Single bare syllables that still say what they mean.
BARE_SURE = frozenset(
    {
        "rac",
        "ngap",
        "nut",
        "karaoke",
        "camera",
        "taxi",
        "hong",
        "bui",
        "qd",
        "gpmb",
        "photo",
        "chui",
        "bts",
    }
)

# --- N5: complaints and denunciations -------------------------------------------------------------------

COMPLAINT = _phrases("""
    khiếu nại, tố giác, khiếu kiện, đơn tố, khiếu tố, luật khiếu nại, luật tố cáo, khiếu lại,
    khiêu nại
    """)
DENOUNCE = _phrases("tố cáo")
DENOUNCE_BEFORE = _phrases(
    """
    muốn, xin, đơn, tôi, nộp, gửi, viết, làm đơn, bị, đứng, sẽ, phải, thư, giải quyết, em,
    đơn thư, nội dung, cháu, dân, quyền, khiếu nại, nại, e, cho, việc, được, để, về việc,
    xin được, đi, chúng tôi, nơi
    """,
    accents=False,
)
DENOUNCE_AFTER = _phrases(
    """
    ông, bà, cán bộ, chủ tịch, hành vi, về, trước, việc, lên, ở đâu, lãnh đạo, giám đốc,
    bí thư, công an, tham nhũng, tham ô, nhận hối lộ, phường, xã, công ty, ai, thì, tập thể,
    cb, đc, sai phạm, vi phạm, thế nào, như nào, anh, trưởng, phó, một số, địa chính, đến
    """,
    accents=False,
)
TALL_BEFORE = _phrases(
    """
    người, dáng, dáng người, rất, hơi, khá, vừa, cây, nhà, tường, thân hình, cao, đứa, thằng,
    quá, thật, đang, càng, tòa nhà
    """,
    accents=False,
)
NOT_THIS = _phrases(
    """
    không phải, không phải là, không phải đơn, không phải là đơn, không, chẳng phải,
    không muốn, không có ý, chứ không, không định, chưa phải, chưa phải là, không có ý định,
    ko phải, k phải, ko, k phai la, không hề, ko muốn, không phải để, chưa muốn, chưa
    """
)

# --- N10: nuisance, only ever suggested -----------------------------------------------------------------

FLIRT = (
    (
        3,
        _phrases("""
    iu iu, nhớ anh, nhớ em, yêu anh, yêu em, làm quen, iu em, em iu, nhớ e, yêu e, thương em
    """),
    ),
    (
        2,
        _phrases(
            """
    làm quen, nhớ em, nhớ anh, yêu em, yêu anh, người yêu, có chồng chưa, có vợ chưa,
    lấy chồng chưa, có bồ chưa, em xinh, xinh quá, xinh thế, giọng em, giọng chị, nghe giọng,
    cafe với, cafe vs, cafe ko, cà phê với, đi chơi với, kết bạn, nói chuyện với anh,
    nói chuyện với em, tâm sự, cô đơn, thất tình, chia tay, hát cho, hát tặng, thương em,
    ngủ với, ôm, hôn, chúc ngủ ngon, ngủ ngon, bao nhiêu tuổi rồi em, em bao nhiêu tuổi,
    tối nay rảnh, rảnh không, rảnh ko, rảnh k, đi nhậu, đi uống, hẹn hò, trai đẹp, gái đẹp,
    buồn quá, chán đời, chán quá, không ngủ được nói chuyện, làm vợ anh, làm người yêu, em iu,
    iu em, e iu, nhớ e, yêu e, giọng e, e xinh, xinh gái, cưng, dễ thương quá, đi xem phim,
    zalo của em, fb của em, xin zalo em, xin số em, số điện thoại của em gái,
    có ai nói chuyện, hay là thôi nhau, nhắn tin cho vui, trực một mình, nghe em hát,
    cho anh hỏi em
    """
        ),
    ),
    (
        1,
        _phrases("""
    cafe, cà phê, em ơi, anh ơi, e ơi, rảnh, vui, buồn, nhậu, người đẹp, honey, baby,
    chị gái ơi, em gái
    """),
    ),
)
SPAM = (
    (
        3,
        _phrases(
            """
    cần tuyển, tuyển nhân viên, tuyển dụng, kết bạn zalo, làm tại nhà, xả kho, vay nhanh,
    vay tiền nhanh, cho vay, vay vốn, vay tín chấp, giải ngân, không thế chấp, trúng thưởng,
    chúc mừng quý khách, chúc mừng bạn, nhận thưởng, nhận quà, khuyến mãi, khuyến mại,
    giảm giá, soi cầu, chốt số, casino, nổ hũ, nhà cái, cá cược, tuyển ctv,
    tuyển cộng tác viên, việc nhẹ lương cao, bán sim, sim số đẹp, kiếm tiền online, đất nền,
    cần bán, bán gấp, mua ngay, voucher, mã otp, quý khách, ưu đãi, chỉ cần cmnd,
    chỉ cần cccd, làm bằng giả, làm bằng, tăng like, bán hàng online, thanh lý, đăng ký ngay,
    truy cập, click, nhấp vào, link, lợi nhuận, chứng khoán, forex, bitcoin, thu nhập khủng,
    lì xì, freeship, sale, hỗ trợ nợ xấu, nợ xấu, mua bán xe, thu mua, dịch vụ kế toán,
    thông cống, hút bể phốt, cho thuê, mở thẻ tín dụng, soạn tin, tặng ngay, quay số
    """
        ),
    ),
    (
        1,
        _phrases("""
    lãi suất, thu nhập, tặng, miễn phí, hotline, inbox, liên hệ ngay, lh, giá rẻ, uy tín,
    cam kết, thẻ tín dụng, ib, zalo
    """),
    ),
)
ABUSE = (
    (
        3,
        _phrases(
            """
    đm, đmm, đcm, vcl, vkl, địt, địt mẹ, đụ, đéo, lồn, cặc, đĩ, óc chó, thằng chó, lũ chó,
    chó má, đồ ngu, ngu như, lũ ăn hại, câm mồm, mẹ mày, bố mày, chúng mày, bọn mày, tụi mày,
    tụi bay, chúng bay, bọn bay, cút, clgt, cmm, cmnr, khốn nạn, đồ khốn, đồ chó, thằng ngu,
    con ngu, chết mẹ, mẹ kiếp, đồ điên, cái lìn, vãi lồn, vl, dkm, đkm, dume, mả mẹ, tiên sư,
    tổ sư, ăn cứt, cứt, mày
    """
        ),
    ),
    (1, _phrases("tao, ngu, chó, láo")),
)
SWEAR_BARE = frozenset(
    {
        "deo",
        "dit",
        "lon",
        "cac",
        "du",
        "di",
        "may",
        "vl",
        "lo",
        "cut",
        "ngu",
        "tao",
        "cho",
        "lao",
        "mo",
        "dm",
    }
)
THREAT = _phrases(
    """
    giết, đốt nhà, đốt trụ sở, đốt ubnd, đốt phường, đốt cơ quan, đốt hết, đốt ủy ban,
    đốt luôn, chém, chém chết, đâm chết, đánh bom, đặt bom, gài bom, cho nổ, cho nổ tung,
    có bom, bom hẹn giờ, bắn chết, bắn bỏ, liệu hồn, biết tay, trả thù, cho mày chết,
    cho chúng mày chết, cho chết, xử đẹp, xử từng thằng, san bằng, đập chết, cho mày biết,
    đánh chết, tạt axit, cầm dao đến, mang xăng
    """
)
RUDE_I = _phrases("""
    tao, bố mày, ông mày, chúng mày, bọn mày, tụi mày, tụi bay, chúng bay, bọn bay, mày,
    lũ chúng, t sẽ, bọn chúng mày
    """)
BOMB = _phrases("""
    đánh bom, đặt bom, gài bom, bom hẹn giờ, cho nổ tung, có bom, đốt trụ sở, đốt ubnd,
    đốt ủy ban, đốt phường, san bằng
    """)
MATTER = _phrases(
    """
    đề nghị, phản ánh, kiến nghị, xử lý, bức xúc, kiểm tra, dẹp, giải quyết, mong thành phố,
    yêu cầu, người dân, bà con, dân, ubnd, thành phố, phường, hồ sơ, thủ tục, cán bộ
    """
)

# --- secret ---------------------------------------------------------------------------------------------

SECRET = _phrases(
    """
    giữ bí mật, giữ kín, bí mật, giấu tên, dấu tên, ẩn danh, ẩn tên, đừng nói, đừng khai,
    đừng nói tên, đừng nêu tên, không nêu tên, không nói tên, không ghi tên, không công khai,
    đừng công khai, không tiết lộ, đừng tiết lộ, không để lộ, đừng để lộ, bảo mật,
    bảo mật thông tin, đừng cho ai biết, không cho ai biết, đừng để họ biết, đừng để ai biết,
    không muốn lộ, không muốn nêu tên, không muốn công khai, không muốn ai biết,
    sợ bị trả thù, sợ trả thù, sợ họ trả thù, sợ bị trù dập, bị trù dập, sợ bị đe dọa,
    đừng nói là tôi, đừng nói tôi, đừng nhắc tên, không nhắc tên, đừng khai tên,
    giữ cho tôi tên, kín danh tính, giữ danh tính, kín tên, dấu danh tính, giấu danh tính,
    giấu số, đừng lộ, không lộ, miễn nêu tên, đừng báo tên, không cung cấp tên,
    không cung cấp thông tin của tôi, đừng cung cấp tên, đừng để lộ tên, bí mât,
    đừng cho họ biết, không để họ biết, đừng nói ra tên, kín giúp, giữ kín giúp, đừng nói cho
    """
)
NOT_SECRET = _phrases(
    """
    không cần giữ bí mật, không cần giữ kín, không cần bí mật, không yêu cầu giữ bí mật,
    không yêu cầu bí mật, không cần giấu tên, không cần dấu tên, không phải giấu tên,
    không phải giữ bí mật, không cần ẩn danh, không cần bảo mật, ko cần giữ bí mật,
    k cần giữ bí mật, ko cần bí mật, k cần bí mật, ko cần giữ kín, không phải giữ kín,
    không giấu tên, không dấu tên, không giữ bí mật, có thể công khai, cứ công khai,
    không việc gì phải giấu tên, không cần giữ bí mật gì, không cần phải giữ bí mật,
    không cần phải giấu tên, không nhất thiết giữ bí mật, không cần giữ bi mật, ko giấu tên,
    khỏi giữ bí mật, khỏi giấu tên, khỏi cần giữ bí mật, khỏi cần bí mật,
    chẳng cần giữ bí mật, chẳng cần giấu tên, không xin giữ bí mật, không đề nghị giữ bí mật,
    k cần giấu tên, ko cần giấu tên, khong can dau ten, không phải ẩn danh, bí mật nhà nước,
    bí mật kinh doanh, không có gì phải giấu tên, không có gì bí mật, chưa cần giữ bí mật,
    k cần giữ kín
    """
)

# --- urgent ---------------------------------------------------------------------------------------------

DANGER = _phrases(
    """
    cháy nhà, nhà cháy, nhà bị cháy, nhà đang cháy, đám cháy, cháy chợ, chợ cháy, chợ bị cháy,
    cháy lớn, cháy to, bốc cháy, cháy rừng, rừng cháy, cháy kho, cháy quán, cháy xưởng,
    hỏa hoạn, phát hỏa, cháy rồi, đang cháy, đang bốc cháy, cháy ở, cháy tại, chập điện,
    sập nhà, nhà sập, nhà bị sập, sập tường, tường sập, bị sập, sắp sập, vừa sập, sập cầu,
    cầu sập, cầu bị sập, sập giàn giáo, sập hầm, sập xuống, đổ sập, sạt lở, sạt đất,
    sạt lở đất, lở đất, lở núi, đá lăn, lũ quét, lũ cuốn, nước cuốn, bị cuốn trôi, vỡ đê,
    vỡ đập, nước dâng, ngập sâu, ngập đến, vừa xảy ra tai nạn, đang có tai nạn, có tai nạn,
    tai nạn nghiêm trọng, tai nạn chết người, bị thương nặng, bị thương, người chết,
    chết người, có người ngã xuống, rơi xuống hố, rò rỉ gas, rò gas, rò ga, xì gas,
    rò khí gas, rỉ gas, mùi gas, nổ bình gas, vừa nổ, nổ lớn, phát nổ, đứt dây điện,
    dây điện đứt, dây điện bị đứt, dây điện rơi, dây điện rớt, dây điện bị rơi,
    dây điện sà xuống, điện giật, rò điện, rò rỉ điện, phóng điện, chập cháy, cột điện đổ,
    cột điện bị đổ, cột điện sắp đổ, cột điện gãy, cột điện nghiêng sắp đổ, cây đổ, cây bị đổ,
    cây to đổ, cây sắp đổ, sắp đổ, sắp đổ sập, sắp rơi, sắp sạt, đuối nước, chết đuối,
    ngộ độc, bất tỉnh, cần cấp cứu, đi cấp cứu, gọi cấp cứu, nguy kịch, nguy hiểm tính mạng,
    nguy hiểm đến tính mạng, nguy hiểm đến tính mệnh, đe dọa tính mạng, đe dọa đến tính mạng,
    tính mạng, đang đánh nhau, chém nhau, đâm nhau, đâm chém, cầm dao, cầm kiếm, cầm mã tấu,
    cầm hung khí, bắt cóc, cướp giật, bị cướp, dọa giết, doạ giết, dọa đốt, dọa chém,
    đe dọa giết, khẩn cấp, hỏa tốc, cứu với, cứu người, mắc kẹt, bị kẹt trong, sos,
    cực kỳ nguy cấp, nguy cấp, cấp bách, ngay lập tức, kêu cứu, đang bị đánh, đánh đập dã man,
    tự tử, nhảy cầu, khẩn, rắn độc, chó dại, hóa chất, tràn dầu, vỡ ống nước lớn, hố tử thần,
    trẻ bị lạc, mất tích, lạc mất, bị bắt giữ
    """
)
CALM_BEFORE = _phrases(
    """
    phòng, chống, chữa, không, không phải, chưa, chưa phải, nguy cơ, phòng chống, dễ, tránh,
    sợ, lo, năm ngoái, tháng trước, tuần trước, hay, thường, bảo hiểm, nước, xe, hàng, bán,
    ko, đội, máy, diễn tập, thông báo, phương án, bệnh viện, từng, dự báo, khắc phục, hỗ trợ,
    trường hợp, đề phòng, phòng ngừa, kiểm tra, bóng đèn, giảm, quỹ
    """
)
# Phrases of danger that stand for others when the accents are left out …
BARE_UNSURE = frozenset(
    {"nuoc dang", "lo dat", "sat dat", "da lan", "vo de", "no lon", "vua no", "phong dien"}
)
# … and what bare "chay" (burn, run, flow) needs beside it.
BARE_FIRE = frozenset(
    {"chay nha", "nha chay", "nha bi chay", "nha dang chay", "dam chay", "chay rung", "rung chay"}
    | {"boc chay", "dang boc chay", "chay kho", "chay xuong", "chap chay", "cho bi chay"}
)
BARE_FIRE_AT = frozenset(
    {"chay o", "chay cho", "chay tai", "chay lon", "chay to", "dang chay", "chay roi"}
)
MOVING = frozenset({"xe", "oto", "to", "may", "nuoc", "tau", "hang", "cong", "song", "moto"})
HURRY = _phrases("gấp")
HURRY_CALM_AFTER = _phrases("""
    đôi, rưỡi, ba, bội, mấy, hai, nhiều lần, nhiều, lần, bốn, năm, đến, khúc, 2, 3, 4, 5, 10,
    gáp, quần áo, lại, chăn
    """)
HURRY_BEFORE = _phrases("""
    cần, rất, xử lý, giải quyết, đến, xuống, kiểm tra, sửa, khẩn, ra, làm, can thiệp, xem xét,
    cứu, sửa chữa, dọn, khắc phục, việc, quá, yêu cầu, đề nghị, tới, ngay, hỗ trợ, giúp, lên,
    rất là
    """)
HURRY_AFTER = _phrases("lắm, ạ, a, quá, rồi, với, giúp, nhé, nha, lam")
MEET = _phrases(
    """
    ông, bà, anh, chị, cô, chú, bác, chủ tịch, cán bộ, lãnh đạo, đồng chí, đc, ai, người,
    bí thư, trực tiếp, tôi, em, gỡ, khó khăn, phải, nhau, sự cố, trưởng, phó, dân, công an,
    mặt, bộ phận, nhân viên, thầy, giám đốc, sếp, cháu, rất nhiều, nguy hiểm, đúng, tai nạn,
    mưa, trở ngại, vướng mắc, hỏng, chuyện, các, mấy, được, tổ trưởng, khối trưởng, địa chính
    """,
    accents=False,
)
ASKED_BEFORE = _phrases("""
    giữ, xin, cần, yêu cầu, đề nghị, tuyệt đối, được, mong, nhờ, hãy
    """)
