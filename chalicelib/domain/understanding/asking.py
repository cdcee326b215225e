"""The words in which people ask how a matter stands that they have reported.

Each kind of words has a letter, so that `enquiry` can say in patterns of letters how questions are
put. What two words mean without accents ("den" is "đến" and "đèn") is looked for with accents.
"""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.understanding.language.phrases import Phrases, listed, split


class Says(StrEnum):
    """What a word, a phrase or a gap says."""

    ME = "i"
    OF = "c"
    REPORT = "n"  # what was said to the hotline; also the verb
    PAPERS = "g"  # what may as well lie at an office
    REPORTED = "b"
    CALLED = "z"
    BODY = "o"
    TO_BODY = "v"  # it was reported to somebody else, or they answer
    DEALING = "d"
    RESULT = "r"
    HOW = "h"
    WHY = "w"
    WHEN = "t"
    NOT_YET = "y"
    ANYBODY = "a"
    DAY = "e"
    DURATION = "u"
    ASKING = "q"
    RING = "p"
    SOON = "s"
    LABEL = "m"
    CODE = "k"
    NO_CODE = "j"  # nine digits that are called a code and are none
    IS = "l"
    COMMA = ","
    COLON = ":"
    STOP = "."
    PHONE = "f"
    OTHER = "x"
    NOTHING = ""


def _joined(*parts: str) -> Phrases:
    """All phrases that take one of each part; "-" stands for none."""
    rows = [""]
    for part in parts:
        rows = [f"{row} {word}".strip(" -") for row in rows for word in split(part)]
    return Phrases(rows)


_ME = "tôi, em, mình, tớ, cháu, con, tui, chúng tôi, chúng em, bọn em, e, t, bác, cô, chú"
_US = """
    gia đình tôi, gia đình em, gia đình mình, gia đình cháu, nhà tôi, nhà em, nhà mình, nhà cháu,
    gia đình chúng tôi, gia đình nhà tôi, gia đình nhà em, tôi, em, mình, tớ, cháu, con, tui,
    chúng tôi, chúng em, bọn em, e
    """
_BODIES = """
    phường, ubnd phường, ubnd xã, ủy ban phường, uỷ ban phường, ủy ban xã, xã, thôn, khối, tổ,
    tổ trưởng, tổ dân phố, khối trưởng, khối phố, trưởng thôn, trưởng khối, bí thư, công an, ca,
    công an phường, công an thành phố, điện lực, bên điện, bên nước, cấp nước, công ty, cty,
    nhà máy, nhà trường, trường, thầy giáo, cô giáo, bệnh viện, trạm, phòng, sở,
    ban quản lý, bql, đội, môi trường, đô thị, địa chính, một cửa, tòa án, toà án, tỉnh, huyện,
    quận, hội đồng, viettel, vnpt, mobifone, ngân hàng, kho bạc, bảo hiểm, bhxh, chủ nhà, hàng xóm,
    chủ quán, chủ đầu tư, nhà thầu, đài, csgt, dân phòng
    """
_OFFICERS = """
    cán bộ, cán bộ phụ trách, cán bộ trực, cán bộ thụ lý, cán bộ giải quyết, lãnh đạo,
    lãnh đạo văn phòng, người phụ trách, người trực, người có trách nhiệm, nhân viên,
    nhân viên trực, chuyên viên, chủ tịch, văn phòng, anh phụ trách, chị phụ trách,
    ai đó, người, trực tiếp, cb
    """
# Where the papers, meetings and complaints are at home that are not the hotline's.
ELSEWHERE = listed("""
    cử tri, tiếp xúc, cuộc họp, buổi họp, họp dân, họp khối, họp thôn, hội nghị, nhiều lần,
    bao nhiêu lần, bao lần, mấy lần, nhiều nơi, các cấp, khắp nơi, đơn thư, công văn, quyết định
    """)

SAID: dict[Says, tuple[Phrases, ...]] = {
    Says.TO_BODY: (
        _joined(
            "lên, với, cho, tới, đến, ra, qua, sang, bên, gọi, báo, gửi, nhắn, hỏi, gặp, gọi cho, "
            "gửi cho, báo cho, nhắn cho, gọi điện, phía, của",
            _BODIES,
        ),
    ),
    Says.RING: (
        _joined("gọi, gọi điện, gọi điện thoại, liên hệ, liên lạc", "-, cho, với, giúp, tới", _US),
        listed("""
            gọi lại, gọi điện lại, gọi điện thoại lại, liên hệ lại, liên lạc lại, alo lại,
            điện thoại lại
            """),
        _joined(
            "gặp, được gặp, nói chuyện với, nói chuyện trực tiếp với, trao đổi với, làm việc với, "
            "trao đổi trực tiếp với, xin số, xin số điện thoại, xin sđt, xin số của, kết nối với",
            _OFFICERS,
        ),
    ),
    Says.ASKING: (
        _joined("cho, xin, cho phép", _ME, "hỏi, hỏi thăm, biết, xin hỏi, được hỏi, hỏi chút"),
        listed("""
            cho hỏi, xin hỏi, muốn hỏi, hỏi, hỏi thăm, hỏi chút, xin cho biết, cho biết, muốn biết,
            được biết, tra cứu, tra, kiểm tra giúp, kiểm tra hộ, xem giúp, xem hộ, xem lại giúp,
            check giúp, check, thông tin giúp, báo giúp, theo dõi, xin được hỏi, xin thông tin,
            xin được biết, xin biết
            """),
    ),
    Says.WHEN: (
        listed(
            """
            bao giờ, bao h, khi nào, lúc nào, chừng nào, hôm nào, ngày nào, khi mô, chừng mô,
            bao lâu, bao lâu nữa, đến bao giờ, tới bao giờ, đến khi nào, tới khi nào, biết bao giờ,
            bao nhiêu ngày, bao nhiêu lâu, mấy ngày nữa, bao nhiêu ngày nữa, tới chừng nào,
            đến lúc nào, hồi nào
            """,
            accents=False,
        ),
    ),
    Says.HOW: (
        listed("""
            đến đâu, tới đâu, đến đâu rồi, tới đâu rồi, đi đến đâu, đến mức nào, đến bước nào,
            đến giai đoạn nào, tới mô rồi, đến mô rồi
            """),
        listed(
            """
            thế nào, như thế nào, ra sao, sao rồi, thế nào rồi, như thế nào rồi, ra sao rồi,
            làm sao rồi, thế lào, như nào, ra làm sao, răng rồi
            """,
            accents=False,
        ),
    ),
    Says.WHY: (listed("sao, tại sao, vì sao, sao lại, là sao, răng, vì lý do gì, lý do gì"),),
    Says.NOT_YET: (
        listed("""
            chưa, vẫn chưa, không, chẳng, chả, chưa hề, chưa được, vẫn không, mà chưa, hông, hổng,
            im re, im lặng, im hơi lặng tiếng, chưa bao giờ
            """),
    ),
    Says.ANYBODY: (
        listed(
            """
            ai, ai cả, một ai, ai đến, ai tới, ai xuống, ai lên, ai hỏi, gì, gì cả, gì hết, ai hết,
            tin gì, thông tin gì, động tĩnh gì, động tĩnh, tin tức gì, tin tức, làm gì, cán bộ nào,
            người nào, cơ quan nào, bất cứ ai
            """,
            accents=False,
        ),
    ),
    Says.RESULT: (
        listed(
            """
            kết quả, tiến độ, tình hình, tình trạng, câu trả lời, kết quả giải quyết,
            tình hình giải quyết, tình hình xử lý, tiến độ giải quyết, tiến độ xử lý,
            kết quả xử lý, kết quả trả lời, văn bản trả lời
            """,
            accents=False,
        ),
    ),
    Says.DEALING: (
        listed(
            """
            giải quyết, xử lý, xử lí, sử lý, sử lí, trả lời, trả nhời, phản hồi, hồi âm, hồi đáp,
            giải quyết xong, xử lý xong, xong, hoàn thành, tiếp nhận, thụ lý, xem xét, xác minh,
            khắc phục, thông báo, nhận được, giải quyết dứt điểm, phản hồi lại, có thông tin,
            trả lời lại, nhắn lại, báo lại, giải đáp, giai quet, giải quyêt
            """,
            accents=False,
        ),
    ),
    Says.REPORT: (
        listed(
            """
            phản ánh, phản ảnh, kiến nghị, ý kiến, tin nhắn, vụ, vụ việc, sự việc, việc, vấn đề,
            góp ý, tin báo, tin phản ánh, nội dung phản ánh, việc phản ánh, bài phản ánh,
            phản ánh kiến nghị, ý kiến phản ánh, vụ phản ánh, chuyện
            """,
            accents=False,
        ),
        listed("tin, nội dung"),
    ),
    Says.PAPERS: (
        listed("hồ sơ, đơn, trường hợp, yêu cầu, đề nghị, khiếu nại, tố cáo, thắc mắc, câu hỏi"),
    ),
    Says.SOON: (
        listed("""
            nhanh, nhanh lên, nhanh nhanh, nhanh nhanh lên, nhanh chóng, thật nhanh, làm nhanh,
            làm nhanh lên, đến nhanh, xuống nhanh, mau lên, mau mau, lẹ lên, khẩn trương,
            khẩn trương lên, gấp, gấp gấp, gấp lắm, gấp quá, rất gấp, làm gấp, ngay lập tức,
            ra ngay, xuống ngay, lên ngay, làm ngay, sốt ruột, sốt ruột lắm, đang ở đây
            """),
    ),
    Says.REPORTED: (
        listed("""
            báo, nhắn, nhắn tin, gửi, gởi, gửi tin, gửi tin nhắn, gọi báo, báo tin,
            trình báo, báo cáo, nêu, điện báo, gửi đến, gửi tới, gửi lên, gửi cho, nhắn đến,
            nhắn cho, báo lên, gửi đi, phản ánh lên, phản ánh tới, phản ánh đến
            """),
    ),
    Says.CALLED: (listed("gọi, gọi điện, gọi điện thoại, gọi đến, gọi tới"),),
    Says.BODY: (
        Phrases(split(_BODIES)),
        _joined("mọi người, dân, người dân, bà con, nhân dân", "-, đã", "phản ánh, báo, kiến nghị"),
    ),
    Says.DURATION: (
        listed("""
            lâu, lâu rồi, lâu quá, lâu thế, lâu vậy, lâu nay, lâu lắm, lâu lắm rồi, quá lâu, mãi,
            bao lâu nay, đến giờ, đến nay, tới nay, tới giờ, đến hôm nay, đến giờ này, tới giờ này,
            cho đến nay, cả tuần, cả tháng, quá hạn, quá hạn rồi, giờ, bây giờ, hiện nay, hiện tại,
            hiện giờ, nay, đã lâu, khá lâu, đợi, chờ mãi, đợi mãi, chờ lâu, đợi lâu, chờ hoài,
            nhiều lần, mấy lần, chậm, chậm thế, chậm quá, chậm trễ, lề mề, ngâm lâu
            """),
    ),
    Says.DAY: (
        listed("""
            hôm qua, hôm kia, hôm nọ, hôm trước, hôm rồi, hôm bữa, hôm nay, bữa trước, bữa nọ,
            bữa kia, bữa qua, bữa hổm, tuần trước, tuần rồi, tuần vừa rồi, tuần này, tháng trước,
            tháng rồi, tháng vừa rồi, tháng này, sáng qua, trưa qua, chiều qua, tối qua, đêm qua,
            sáng nay, trưa nay, chiều nay, tối nay, thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu,
            thứ bảy, thứ bẩy, chủ nhật, cn, đầu tuần, cuối tuần, đầu tháng, cuối tháng, giữa tháng,
            mấy hôm trước, mấy bữa trước, mấy ngày trước, mấy tuần trước, lần trước, vừa rồi,
            vừa qua, dạo trước, trước đây, trước, mấy hôm nay, mấy ngày nay
            """),
    ),
    Says.LABEL: (
        listed(
            """
            mã, mã số, ms, mã code, code, mã hồ sơ, mã phản ánh, mã vụ việc, mã việc, mã tin,
            mã tra cứu, hồ sơ mã, hồ sơ mã số, mã này, mã số này, mso, mã đơn
            """,
            accents=False,
        ),
        listed("số, số mã, số hồ sơ, số phản ánh, hồ sơ số"),
    ),
    Says.OF: (listed("của, cua"),),
    Says.IS: (listed("là"),),
    Says.COLON: (listed("như sau, sau đây"),),
    Says.ME: (Phrases(split(_US)),),
    Says.OTHER: (
        listed("""
            không cần, không muốn, không phải, không nên, không phải là, chưa cần, chưa muốn,
            chẳng cần, giải quyết không được, xử lý không được, trả lời không được
            """),
    ),
    Says.NOTHING: (
        listed("""
            đã, được, có, thì, mà, vẫn, đang, rồi, thấy, lại, thế, vậy, này, đó, kia, ấy, hả, hở,
            hử, nhỉ, nhể, ta, ơi, đi, với, giúp, giùm, dùm, hộ, ạk, ak, nhờ, mong, muốn, cần,
            xin, vui lòng, làm ơn, biết, không biết, chẳng biết, sớm, mới, từ, hôm, hồi, vào, ngày,
            lúc, thứ, mùng, mồng, tên, tên là, sđt, sdt, đt, số điện thoại, số máy, qua số, cứ,
            nữa vậy, về, về việc, mấy, cái, đâu, bên mình, bên anh, bên chị, cho biết, một chút,
            chút, tí, luôn, hết, kính mong, rất mong, mong sớm, người phản ánh, cho dân, dân,
            bà con, hay chưa, zậy, dậy, z, v, nha, nhen, hen, hè, lận, cả, cho tôi, cho em,
            cho cháu, cho mình, cho con, cho tui, cho chúng tôi, cho gia đình tôi, cho nhà em,
            cho nhà tôi, cho bác, cho cô, cho ạ, cho với, đây, nào, cán bộ
            """),
    ),
}

# Short forms, each with what it stands for. Words that `language.phrases.SHORT` knows are not here.
SHORT_FORMS = {
    **{"kq": "kết quả", "pa": "phản ánh", "gq": "giải quyết", "xl": "xử lý", "tl": "trả lời"},
    **{"ntn": "như thế nào", "tnao": "thế nào", "bg": "bao giờ", "r": "rồi", "hum": "hôm"},
    **{"ch": "chưa", "chx": "chưa", "cb": "cán bộ", "lh": "liên hệ", "đg": "đang"},
    **{"hk": "không", "hem": "không", "hong": "không", "nt": "nhắn tin"},
}
