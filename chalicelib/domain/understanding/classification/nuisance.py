"""Flirting, advertising, abuse and threats (N10): only ever suggested to the officer."""

from __future__ import annotations

from chalicelib.domain.formats.vietnamese import bag
from chalicelib.domain.understanding.classification.weighing import weigh, words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Kind, Token

_ENOUGH = 3  # the least weight at which a message is suggested to be a nuisance
_FLIRT = (
    (
        3,
        listed("""
    iu iu, nhớ anh, nhớ em, yêu anh, yêu em, làm quen, iu em, em iu, nhớ e, yêu e, thương em
    """),
    ),
    (
        2,
        listed(
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
    cho anh hỏi em, giọng a, giọng anh, ấm áp
    """
        ),
    ),
    (
        1,
        listed("""
    cafe, cà phê, em ơi, anh ơi, e ơi, a ơi, cho e sdt, cho a sdt, cho anh sdt, rảnh, vui, buồn,
    nhậu, người đẹp, honey, baby,
    chị gái ơi, em gái
    """),
    ),
)
_SPAM = (
    (
        3,
        listed(
            """
    tư vấn du học, gọi ngay, xả hàng, khai giảng khóa, chiêu sinh, học phí ưu đãi,
    cần tuyển, tuyển nhân viên, tuyển dụng, kết bạn zalo, làm tại nhà, xả kho, vay nhanh,
    vay tiền nhanh, vay tiền góp, vay góp, không cần thế chấp, cho vay, vay vốn,
    vay tín chấp, giải ngân, không thế chấp, trúng thưởng,
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
        listed("""
    lãi suất, thu nhập, tặng, miễn phí, hotline, inbox, liên hệ ngay, lh, giá rẻ, uy tín,
    cam kết, thẻ tín dụng, ib, zalo
    """),
    ),
)
_ABUSE = (
    (
        3,
        listed(
            """
    đm, đmm, đcm, vcl, vkl, địt, địt mẹ, đụ, đéo, lồn, cặc, đĩ, óc chó, thằng chó, lũ chó,
    như cc, bọn chó,
    chó má, đồ ngu, ngu như, lũ ăn hại, câm mồm, mẹ mày, bố mày, chúng mày, bọn mày, tụi mày,
    tụi bay, chúng bay, bọn bay, cút, clgt, cmm, cmnr, khốn nạn, đồ khốn, đồ chó, thằng ngu,
    con ngu, chết mẹ, mẹ kiếp, đồ điên, cái lìn, vãi lồn, vl, dkm, đkm, dume, mả mẹ, tiên sư,
    tổ sư, ăn cứt, cứt, mày
    """
        ),
    ),
    (1, listed("tao, ngu, chó, láo")),
)
_SWEAR_BARE = bag("deo dit lon cac du di may vl lo cut ngu tao cho lao mo dm")
_THREAT = listed(
    """
    coi chừng tao, tao chém, tao giết, tao đốt, tao đánh, tao biết nhà,
    giết, đốt nhà, đốt trụ sở, đốt ubnd, đốt phường, đốt cơ quan, đốt hết, đốt ủy ban,
    đốt luôn, chém, chém chết, đâm chết, đánh bom, đặt bom, gài bom, cho nổ, cho nổ tung,
    có bom, bom hẹn giờ, bắn chết, bắn bỏ, liệu hồn, biết tay, trả thù, cho mày chết,
    cho chúng mày chết, cho chết, xử đẹp, xử từng thằng, san bằng, đập chết, cho mày biết,
    đánh chết, tạt axit, cầm dao đến, mang xăng
    """
)
# "Chặt chém" is to overcharge, not to hack.
_OVERCHARGES = listed("chặt")
_RUDE_I = listed("""
    tao, bố mày, ông mày, chúng mày, bọn mày, tụi mày, tụi bay, chúng bay, bọn bay, mày,
    lũ chúng, t sẽ, bọn chúng mày
    """)
_MATTER = listed(
    """
    đề nghị, phản ánh, kiến nghị, xử lý, bức xúc, kiểm tra, dẹp, giải quyết, mong thành phố,
    yêu cầu, người dân, bà con, dân, ubnd, thành phố, phường, hồ sơ, thủ tục, cán bộ
    """
)


def nuisance_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words of flirting, advertising or abuse; () if words about a matter outweigh them."""
    matter = min(3, sum(not _is_bare_neat(tokens[i]) for i in _MATTER.among(tokens)))
    for weighted in (_FLIRT, _SPAM, _ABUSE):
        abuse = weighted is _ABUSE
        weight, reasons = weigh(_without_bare_swearing(tokens) if abuse else tokens, weighted)
        url = any(t.kind is Kind.URL for t in tokens) and weighted is _SPAM
        if weight and weight + 2 * url - 2 * matter >= _ENOUGH:
            return reasons
    return ()


def _is_bare_neat(token: Token) -> bool:
    """Bare "dep" is "đẹp" (nice) rather than "dẹp" (clear away)."""
    return token.text.isascii() and token.fold == "dep"


def _without_bare_swearing(tokens: list[Token]) -> list[Token]:
    """The tokens without bare "deo", "may", "lon": usually everyday words, not swear words."""
    return [
        t for t in tokens if not (t.text.isascii() and t.fold in _SWEAR_BARE and len(t.fold) > 2)
    ]


def threat_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words with which a writer who says "tao" or "chúng mày" announces violence.

    A threat is both a nuisance and urgent.
    """
    found = [i for i in _THREAT.among(tokens) if not _OVERCHARGES.before(tokens, i)]
    several = any(_THREAT.at(tokens, i) > 1 for i in found)
    rude = [i for i in _RUDE_I.among(tokens) if several or _is_surely_rude(tokens, i)]
    rude = [i for i in rude if tokens[i].fold != "may" or not tokens[i].text.isascii()]
    return tuple(words_at(tokens, i, _THREAT.at(tokens, i)) for i in found[:2]) if rude else ()


def _is_surely_rude(tokens: list[Token], i: int) -> bool:
    """Not bare "tao", which may stand for "tạo" (create) or "táo" (apple)."""
    return not (tokens[i].text.isascii() and tokens[i].plain and _RUDE_I.at(tokens, i) == 1)
