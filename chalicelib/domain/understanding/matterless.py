"""Whether a text has no matter in it: thanks, greetings, reactions, nothing at all, or a word to
the provider.

A miss costs an officer's glance, a false one lets a citizen wait for nothing. So a text is
matterless only if every word of it is a known courtesy. A number, a question, a word that is not
known, and anything that sounds of danger makes it a case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.domain.understanding.filing import Filed
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, tokens_of

# The provider's own words, each a whole text: https://help.twilio.com/articles/223134027
_TO_PROVIDER: Mapping[str, Filed] = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit"), Filed.STOP),
    **dict.fromkeys(("revoke", "optout"), Filed.STOP),
    **dict.fromkeys(("start", "unstop"), Filed.START),
    **dict.fromkeys(("help", "info"), Filed.HELP),
}
_LONGEST = 40  # words; nobody thanks at greater length without saying what for

# How telephones put a reaction: 'Liked “…”', 'Reacted 👍 to “…”', 'Đã bày tỏ cảm xúc 👍 với “…”'.
# The reaction that asks ("Questioned", "Đã hỏi") is a question.
_SIGN = r"[^\w\s“\"]+"
_WORDS_FOR_IT = (
    r"liked|loved|disliked|laughed at|emphasi[sz]ed"
    r"|removed an? [a-z ]{1,20} from"
    rf"|reacted {_SIGN} to|{_SIGN} to"
    r"|đã (?:bỏ |không )?(?:thích|yêu thích|yêu)|đã cười(?: vì| với)?|đã nhấn mạnh"
    rf"|đã (?:bày tỏ|thể hiện) cảm xúc {_SIGN} (?:với|về|cho)"
    rf"|đã (?:thả|phản ứng) {_SIGN} (?:với|cho)"
)
_REACTION = re.compile(
    rf"(?:{_WORDS_FOR_IT})\s*(?:[“\"«](?P<quoted>.*)|an image|một hình ảnh|một ảnh)",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = '”"»'

# Pictograms that may be the whole cry for help of somebody who cannot type.
_ALARMING = frozenset("🆘🔥🚒🚑🚨🚓🌊⚡💥🩸💣🔪🔫☠💀⚠🧨🌪")

_THANKS = listed("""
    cảm ơn, cám ơn, camon, cảm tạ, biết ơn, đa tạ, tks, thks, thank, thanks, thank you, thank u,
    ty, tysm, thank ad
    """)
# What somebody is thanked for; only right behind the thanks, because by itself it asks for it.
_FOR = listed("""
    đã giúp đỡ, đã giúp, đã hỗ trợ, đã trả lời, đã phản hồi, đã hồi âm, đã quan tâm, đã giải quyết,
    đã xử lý, đã lắng nghe, đã tiếp nhận, đã ghi nhận, đã thông báo, đã nhắn tin, đã gọi lại,
    đã gọi điện, đã trả lời nhanh, sự quan tâm, sự giúp đỡ, sự hỗ trợ, sự phản hồi, vì đã giúp đỡ,
    vì đã giúp, vì đã hỗ trợ, vì đã trả lời, vì đã phản hồi, vì đã quan tâm, vì đã giải quyết,
    vì đã tiếp nhận, vì sự quan tâm, vì sự giúp đỡ, vì sự hỗ trợ
    """)
_UNDERSTOOD = listed("""
    đã nhận được tin nhắn, đã nhận được tin, đã nhận được, đã nhận tin nhắn, đã nhận tin, đã nhận,
    nhận được tin rồi, hiểu rồi, đã hiểu, biết rồi, đã biết, rõ rồi, đã rõ, được rồi, không có gì,
    không có gì đâu, ok rồi, rõ
    """)
_WISHES = listed("""
    chúc mừng, năm mới, sức khỏe, sức khoẻ, mạnh khỏe, mạnh khoẻ, vui vẻ, hạnh phúc, thành công,
    bình an, an khang, thịnh vượng, vạn sự như ý, một ngày, ngày mới, buổi sáng, buổi trưa,
    buổi chiều, buổi tối, cuối tuần, tốt lành, ngủ ngon, làm việc hiệu quả, công tác tốt
    """)
_GREETING = listed("""
    xin chào, chào, kính chào, hello, helo, hi, alo, a lo, bye, bye bye, good morning, kính gửi,
    kính thưa, thưa, chúc, kính chúc, xin chúc, hihi, hi hi, haha, hehe, hjhj
    """)
_ADDRESSED = listed("""
    anh, chị, em, ông, bà, cô, chú, bác, cháu, con, tôi, mình, tớ, bạn, bn, a, c, e, ad, admin,
    đồng chí, đ/c, quý vị, quý cơ quan, cơ quan, cán bộ, lãnh đạo, chủ tịch, phó chủ tịch, ubnd,
    ủy ban, uỷ ban, ủy ban nhân dân, uỷ ban nhân dân, nhân dân, thành phố, tp, lạng sơn, văn phòng,
    đường dây nóng, tổng đài, hotline, các, mọi người, tất cả, chính quyền, gia đình, công an,
    phường, you, u
    """)
_HONORIFIC = listed("anh, chị, em, ông, bà, cô, chú, bác, cháu, đồng chí, đ/c, bạn, a, c")
_FILLING = listed("""
    dạ, vâng, vâng ạ, ừ, uh, uhm, ừm, ok, oke, okê, oki, okie, okay, okla, okela, nhé, nhá,
    nha, nhe, ạ, à, ah, nhiều, rất nhiều, rất, lắm, lắm ạ, quá, vô cùng, chân thành, thành thật,
    xin, trân trọng, kính, của, rồi, nghe, đến, tới, luôn, so much, very much, much, và, cùng,
    toàn thể, cả nhà
    """)
_COURTESIES = (_THANKS, _UNDERSTOOD, _WISHES, _GREETING, _ADDRESSED, _FILLING)
_MOST_NAMES = 4  # words of a name


def matterless(text: str) -> Filed | None:
    """Why this text has no matter in it; None if it may have one."""
    text = readable(text).strip()
    if "?" in text or is_alarming(text):
        return None
    word = fold(text).strip(" .!\"'")
    if word in _TO_PROVIDER:
        return _TO_PROVIDER[word]
    if _is_a_reaction(text):
        return Filed.REACTION
    if not any(_says_something(sign) for sign in text) or _is_a_face(text):
        return Filed.EMPTY
    return _courtesy(tokens_of(text))


def is_alarming(text: str) -> bool:
    """Whether a pictogram cries for help."""
    return any(sign in _ALARMING for sign in text)


def _says_something(sign: str) -> bool:
    """Whether it is a letter or a digit, of whatever script, or a sign of one."""
    return unicodedata.category(sign)[0] in "LN"


def _is_a_face(text: str) -> bool:
    """Whether it is a face of signs: ":D", "<3"."""
    return bool(re.fullmatch(r"(?:[:;=xX]-?[dDpPvVoO3)(*]+|<3|\s)+", text))


def _is_a_reaction(text: str) -> bool:
    found = _REACTION.fullmatch(text)
    if found is None:
        return False
    quoted = (found["quoted"] or "").rstrip()
    closed = any(sign in quoted for sign in _CLOSING)
    return not closed or quoted[-1] in _CLOSING  # nothing is said behind the quotation


def _courtesy(tokens: list[Token]) -> Filed | None:
    if len(tokens) > _LONGEST or any(token.kind is not Kind.WORD for token in tokens):
        return None
    at = 0
    thanked = False
    while at < len(tokens):
        size = courteous(tokens, at, thanked=thanked)
        if not size:
            return None
        thanked = thanked or thanks(tokens, at)
        at += size
    return Filed.THANKS if thanked else Filed.GREETING


def thanks(tokens: list[Token], at: int) -> bool:
    """Whether somebody is thanked here."""
    return bool(_THANKS.at(tokens, at))


def courteous(tokens: list[Token], at: int, *, thanked: bool, names: bool = True) -> int:
    """How many tokens from here on are a courtesy; 0 if there is none. What somebody is `thanked`
    for is one only behind the thanks; a name only if `names` are looked for."""
    behind = tokens[at].gap is Gap.JOIN
    named = _name(tokens, at) if names and at and behind else 0
    return max(
        named,
        _FOR.at(tokens, at) if thanked and behind else 0,
        *(phrases.at(tokens, at) for phrases in _COURTESIES),
    )


def _name(tokens: list[Token], at: int) -> int:
    """How many words of somebody's name stand here, behind how they are addressed. In a text all in
    capitals no word is known to be a name."""
    if not _HONORIFIC.before(tokens, at):
        return 0
    size = 0
    while at + size < len(tokens) and size < _MOST_NAMES and is_capitalised(tokens[at + size]):
        size += 1
        if at + size < len(tokens) and tokens[at + size].gap is not Gap.JOIN:
            break
    return size


def is_capitalised(token: Token) -> bool:
    return token.cap and (token.text[1:].islower() or len(token.text) == 1)
