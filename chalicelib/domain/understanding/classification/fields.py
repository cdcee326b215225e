"""The five fields of matters (N4), recognised by the words people use about them."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.classification.weighing import weigh
from chalicelib.domain.understanding.language.phrases import Phrases, listed
from chalicelib.domain.understanding.language.tokens import Token

_STATE = (
    (
        2,
        listed(
            """
    nước chảy yếu, nước yếu, chưa có đèn, mái nhà, rơi vữa, rớt vữa, rơi gạch, không có đèn,
    tối om, tối thui,
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
    quán game, quán nhậu, bia hơi, bán rượu, pháo, nổ mìn, mỏ đá, xay xát, xưởng, nhà máy,
    cúp điện, cúp nước, không có nước, không có điện, có nước, có điện, wifi, la hét, nhậu nhẹt,
    bật loa, mở loa, mất lối đi, lấp lối đi, cửa hàng, phòng khám, chó, gờ giảm tốc,
    hệ thống đèn, đèn led, chó cắn, chó sủa, xe bus, xe khách, taxi, xe ôm, vượt đèn đỏ, cháy,
    dột
    """
        ),
    ),
    (
        1,
        listed("""
    đường, ngõ, chợ, xe, nước, điện yếu, tiền điện, đường điện, cầu, cây, nguy hiểm,
    hàng xóm, đi lại khó khăn, mất an toàn, mất trật tự, sửa, dọn, dẹp
    """),
    ),
)
_OFFICIAL = listed(
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
_CONDUCT = (
    (
        3,
        listed(
            """
    hẹn lần hẹn lữa, hẹn lên hẹn xuống, báo bận, bận họp, hống hách, trịch thượng,
    đi vắng, thu tiền sai, thu sai,
    nhận của tôi, nhận của dân, cầm tiền, cầm của tôi, lấy tiền,
    đi họp suốt, họp suốt, không gặp được,
    không có ai, đi họp hết, không có ai làm việc, không ai làm việc, bỏ đi đâu, xin tiền,
    không ai giải quyết, thái độ, cắm mặt vào điện thoại, gắt, phải nộp, bắt nộp, hài lòng,
    cách làm việc, cảm ơn cán bộ, nhẹ nhàng, không lập biên bản, không báo, không thông báo,
    bắt giữ, giữ người, đánh dân, đi làm muộn, làm muộn, không giải thích, cục cằn, nói năng,
    bắt đợi, bắt chờ đợi, bắt tôi đợi, bắt dân chờ, không hóa đơn, không ký giấy, không ký,
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
    trong giờ làm việc, trong giờ hành chính, trong giờ, gợi ý, ăn tiền, ăn hối lộ,
    thu tiền riêng, không biên lai, không lịch sự, bất lịch sự, nạt nộ, dọa nạt, đuổi dân,
    đuổi về, mất lịch sự, thiếu tôn trọng, không tôn trọng, tác phong, nói chuyện riêng,
    bắt chờ, tận tình, nhiệt tình, chu đáo, khen, hành dân
    """
        ),
    ),
)
_PROCEDURE = (
    (
        3,
        listed(
            """
    đổi cmnd, đổi cccd, sang cccd, đổi chứng minh, cấp cmnd, làm căn cước, bằng lái,
    đo lại, ranh giới, cắm mốc, đo đất, xét hộ nghèo, lĩnh trợ cấp, phiếu thu,
    không có phiếu thu, biên lai, khai sinh quá hạn, hồ sơ, thủ tục, thủ tục hành chính,
    một cửa, bộ phận một cửa, giấy hẹn, phiếu hẹn, quá hạn, trễ hẹn, trả kết quả, sai hẹn,
    chậm hẹn, sổ đỏ, bìa đỏ, sổ hồng, giấy chứng nhận, giấy khai sinh, khai sinh, khai tử,
    đăng ký kết hôn, kết hôn, chứng thực, công chứng, hộ khẩu, nhập khẩu, tạm trú, tạm vắng,
    căn cước, làm cccd, làm cmnd, lý lịch, xác nhận, giấy xác nhận, niêm yết, nộp thêm giấy,
    bổ sung giấy tờ, bổ sung hồ sơ, giấy tờ, dịch vụ công, nộp online, nộp trực tuyến,
    trực tuyến, trích lục, đăng ký kinh doanh, giấy phép kinh doanh, cấp giấy phép,
    cấp giấy phép xây dựng, xin giấy phép, giấy phép xây dựng, xin cấp phép, hộ tịch,
    tách thửa, sang tên, chuyển nhượng, chuyển mục đích, cấp sổ, làm sổ, cấp đổi, cấp lại,
    đo đạc, lệ phí, phí công chứng, tiếp công dân, tiếp dân, lịch tiếp, lịch tiếp dân,
    tiếp nhận hồ sơ, nhận hồ sơ, trả hồ sơ, hướng dẫn không rõ, đi lại nhiều lần,
    đi lại mấy lần, trợ cấp, bảo hiểm y tế, thẻ bảo hiểm, bảo trợ xã hội, chế độ, hộ nghèo,
    giấy chứng tử, photo, phô tô, bản sao, mẫu đơn, làm giấy, thời hạn giải quyết,
    chậm giải quyết, chưa được cấp, không cấp, chưa trả, hẹn, nộp hồ sơ, làm hộ chiếu,
    hộ chiếu
    """
        ),
    ),
)
_DECISION = (
    (1, listed("văn bản, công văn, thông báo")),
    (
        2,
        listed("""
    công trình, thi công, hỗ trợ, đầu tư, tiến độ, chương trình, thu hồi, phương án, kinh phí,
    nhà thầu
    """),
    ),
    (
        3,
        listed(
            """
    tiền hỗ trợ, nhà thầu, làm dở, dở dang, bỏ dở, nghiệm thu, kém chất lượng, chậm bàn giao,
    quyết định, qđ, dự án, bồi thường, đền bù, giải phóng mặt bằng, gpmb, tái định cư,
    thu hồi đất, quy hoạch, giá đất, đơn giá, áp giá, bảng giá, phê duyệt, nông thôn mới,
    gói thầu, kiểm đếm, cưỡng chế, xử phạt, quyết định xử phạt, quy định mới,
    nghị quyết, bàn giao mặt bằng, đất tái định cư, tiền đền bù, tiền bồi thường, vướng mắc,
    bất cập, không phù hợp, chồng chéo, mức hỗ trợ, mức bồi thường, giao đất,
    cấm xe, phân luồng, phân lô,
    đấu giá, khu đô thị, mở đường, mở rộng đường, treo, quy hoạch treo, nghị định, chính sách,
    sai diện tích, đính chính, thu thuế đất, thông báo thu
    """
        ),
    ),
)
# A message that begins with one of these is about it, whatever else it mentions.
_AT_HEAD = listed("dự án, quyết định, qđ, phương án, quy hoạch")
_PROPOSAL = (
    (
        4,
        listed(
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
        listed(
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


def fields_of(tokens: Sequence[Token]) -> list[tuple[str, int, tuple[str, ...]]]:
    """S1 … S5, each with its weight and the words it rests on; on a tie the first row wins."""
    conduct, reasons = weigh(tokens, _CONDUCT)
    official = _OFFICIAL.among(tokens)
    proposal, ideas = weigh(tokens, _PROPOSAL)
    decision, plans = weigh(tokens, _DECISION)
    early = any(_early(tokens, phrases) for _, phrases in _PROPOSAL)
    return [
        ("S2", conduct + 2 if conduct and official else conduct // 2, reasons),
        ("S5", proposal + 3 * early, ideas),
        ("S1", *weigh(tokens, _STATE)),
        ("S4", decision + 3 * _early(tokens, _AT_HEAD), plans),
        ("S3", *weigh(tokens, _PROCEDURE)),
    ]


def _early(tokens: Sequence[Token], phrases: Phrases) -> bool:
    """Whether a phrase begins among the first six words, and so says what the message is."""
    return any(phrases.at(tokens, i) for i in range(min(len(tokens), 6)))
