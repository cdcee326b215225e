"""Labels before a name, an address, a number: "Họ tên:", "Đ/c", "sđt", "nhà tôi ở"."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

_SELVES = ("tôi", "em", "cháu", "con", "mình", "tui", "tớ", "e", "t", "chúng tôi", "bọn tôi")


def _each(text: str) -> str:
    """The list of phrases once for every Vietnamese word for "I", in place of {}."""
    return "".join(text.replace("{}", self) + ", " for self in _SELVES)


_NAMED = _each("{} tên là, {} tên, tên {} là, tên {}, họ tên {} là, tên của {} là")
_HOUSED = _each(
    """nhà {} ở, nhà {} tại, nhà {}, {} ở, {} ở tại, {} đang ở, gia đình {} ở, gia đình {} ở tại,
    {} trú tại, {} sống ở, {} sống tại, {} hiện ở, {} hiện đang ở, {} thuê trọ ở, {} trọ ở,
    {} trọ tại, {} ở trọ, {} ở trọ tại, địa chỉ {}, địa chỉ của {}, địa chỉ nhà {},
    đ/c {}, đ/c của {}, đc {}, đc của {}"""
)

NAME_LABELS = listed(
    _NAMED
    + """
    người tố cáo, người khiếu nại, người tố giác, người đứng đơn, người viết đơn, my name is,
    họ và tên, họ tên, họ & tên, tên đầy đủ, tên người gửi, người gửi, người phản ánh,
    người kiến nghị, người viết, người đề nghị, người báo, người báo tin, người nhắn,
    người nhắn tin, người làm đơn, người cung cấp thông tin, ký tên, kí tên, tên là,
    người dân, công dân, ý kiến của, phản ánh của, kiến nghị của, tên cơ quan, tên tổ chức,
    tên đơn vị, đơn vị, tên công ty, chủ hộ, tên, thay mặt, hoten, ht,
    ho va ten toi la, bà con
    """,
    accents=False,
)
# After these comes a name, whatever it looks like; after the others only one with a surname.
NAME_STRICT = listed(
    _NAMED
    + """
    họ và tên, họ tên, tên đầy đủ, tên người gửi, người gửi, người phản ánh, tên là, hoten,
    người báo tin, người kiến nghị, người nhắn tin, my name is
    """,
    accents=False,
)
# Inside a sentence these may name someone else: "anh cán bộ tên là …".
NAME_LOOSE = listed("tên, tên là, người tố cáo, người khiếu nại, người tố giác", accents=False)
SELF_IS = listed(
    _each("{} là, {} la")
    + """
    c là, bà là, toi la, m là, đây là
    """
)
ADDRESS_LABELS = listed(
    _HOUSED
    + """
    nơi ở hiện tại, nơi ở hiện nay, địa chỉ hiện tại, địa chỉ hiện nay, chỗ ở hiện nay,
    chỗ ở hiện tại, nơi thường trú, địa chỉ nhà, địa chỉ thường trú, địa chỉ liên hệ,
    địa chỉ nhận thư, địa chỉ nhà riêng, địa chỉ tại, địa chỉ, đ/c, đc, trú tại,
    thường trú tại, thường trú, tạm trú tại, tạm trú, cư trú tại, cư trú, hktt tại, hktt,
    hộ khẩu thường trú, hộ khẩu, ngụ tại, ngụ, trú quán, chỗ ở, nơi ở, nơi cư trú, hiện ở tại,
    trọ ở, trọ tại, trọ, ở trọ, ở trọ tại, thuê trọ, thuê trọ ở, thuê trọ tại, thuê nhà ở,
    thuê nhà tại, đang trọ ở, đang trọ tại, hiện trọ ở, hiện trọ tại, hiện đang trọ tại,
    hiện ở, hiện đang ở, hiện cư trú tại, hiện đang cư trú tại, hiện trú tại,
    hiện đang trú tại, ở tại, nhà ở, sống tại, sống ở, hiện sống tại, sinh sống tại, đang ở,
    nhà riêng, dchi, dia chi la, trụ sở, trụ sở tại, có trụ sở tại, trụ sở chính, đóng tại,
    đ/chỉ, địa chỉ là, nhà tại, nhà ở tại, đia chỉ, là dân, là người dân, là cư dân,
    là cử tri, người dân, cử tri, cư dân
    """,
    accents=False,
)
# With these the address is the sender's, wherever it stands.
ADDRESS_OWN = listed(
    _HOUSED
    + """
    nơi ở hiện tại, nơi ở hiện nay, địa chỉ hiện tại, địa chỉ hiện nay, chỗ ở hiện nay,
    chỗ ở hiện tại, nơi thường trú, địa chỉ nhà, địa chỉ thường trú, địa chỉ liên hệ,
    địa chỉ nhận thư, địa chỉ nhà riêng, địa chỉ, đ/c, đc, trú tại, thường trú tại,
    thường trú, tạm trú tại, tạm trú, cư trú tại, hktt tại, hktt, hộ khẩu thường trú, ngụ tại,
    chỗ ở, nơi ở, nơi cư trú, hiện ở tại, hiện đang ở, hiện trú tại, hiện cư trú tại, là dân,
    là người dân, là cư dân, là cử tri, đ/chỉ, dchi
    """,
    accents=False,
)
# Words of a sentence that lead up to an address.
ADDRESS_LEADS = listed("""
    ở, tại, ở tại, nhà, trú, thuộc, thôn, là người, người, dân, từ, số nhà, ở nhà
    """)
# Inside a sentence, "tại địa chỉ số 20" is where the matter is, not where the sender lives.
OF_A_PLACE = listed("địa chỉ, đ/c, đc, trú tại, chỗ ở, nơi ở", accents=False)
PHONE_LABELS = listed(
    """
    số liên lạc, máy của tôi, số liên hệ, máy, số máy của tôi, số đt liên lạc, số điện thoại,
    điện thoại, số đt, sđt, sdt, đt, đtdđ, đtlh, di động, tel, mobile, phone, lh, liên hệ,
    zalo, số máy, số điện thoại liên hệ, điện thoại liên hệ, đt liên hệ, sđt liên hệ,
    liên hệ số, gọi số, gọi, gọi cho tôi, gọi lại số, liên lạc, đt số, số, call, alo,
    liên hệ sđt, liên hệ qua số, lh sđt, sđt của tôi, số của tôi, số đt của tôi,
    điện thoại số, liên hệ qua, đt là, sđt là, số điện thoại của tôi là,
    số điện thoại của tôi, số điện thoại là, sdt của e, sdt e, sđt em, đt bàn, máy bàn,
    sdt mình, dđ, liên hệ lại, liên hệ theo số, liên hệ đt, đt di động
    """,
    accents=False,
)
# "Liên hệ Tuyến 0971…"
CONTACT = listed("liên hệ, lh, gọi, gặp, liên lạc", accents=False)
MAIL_LABELS = listed(
    """
    email, e mail, gmail, mail, thư điện tử, hòm thư, địa chỉ email, địa chỉ mail,
    địa chỉ thư điện tử, địa chỉ gmail, hộp thư, email là, email liên hệ, địa chỉ thư
    """,
    accents=False,
)
MATTER_LABELS = listed(
    """
    nội dung, nội dung phản ánh, nội dung kiến nghị, nd, phản ánh, kiến nghị, lý do, sự việc,
    vấn đề, v/v, về việc, nội dung là
    """,
    accents=False,
)
LABELS = listed("""
    họ tên, họ và tên, địa chỉ, đ/c, đc, điện thoại, số điện thoại, sđt, sdt, đt, đtdđ, lh,
    liên hệ, email, gmail, mail, nội dung, nd, tôi, em, cháu, xin, kính, đề nghị, mong,
    phản ánh, kiến nghị, tel, zalo, số đt, cccd, cmnd
    """)
REPRESENTED = listed("""
    đại diện, người đại diện, do, do ông, do bà, giám đốc, phó giám đốc, chủ tịch hđqt,
    người liên hệ, đại diện là, đại diện bởi, chủ nhiệm, tổng giám đốc, người đại diện là,
    đại diện theo pháp luật, người đại diện theo pháp luật, hiệu trưởng, trưởng ban,
    chi hội trưởng, chủ tịch hội, chủ cửa hàng, chủ hộ, chủ quán, chủ cơ sở, đdpl, chủ
    """)
GROUP = listed("""
    cử tri, người dân, cư dân, nhân dân, bà con, dân, hộ dân, các hộ dân, tập thể
    """)

_ALL = (NAME_LABELS, ADDRESS_LABELS, PHONE_LABELS, MAIL_LABELS, MATTER_LABELS)


def is_label(tokens: Sequence[Token], i: int) -> bool:
    """Whether a label with its colon, line or number begins at token `i`. After another label it
    means that the other one's value was left blank: "Họ tên: / Địa chỉ: …"."""
    ends = (i + n for phrases in _ALL if (n := phrases.at(tokens, i)))
    return any(end == len(tokens) or _has_value(tokens[end]) for end in ends)


def _has_value(after: Token) -> bool:
    return ":" in after.between or after.gap is Gap.LINE or after.kind in (Kind.PHONE, Kind.MAIL)
