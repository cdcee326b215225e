"""Requests to keep name, number or matter secret (N7). Denials are looked for first."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Token

_SECRET = listed(
    """
    không tiện nói tên, không tiện nêu tên, không tiện nói ra, không dám nói tên,
    không dám nêu tên, không dám xưng tên, không tiện xưng tên, không tiện nói, giữ bí mật,
    giữ kín, bí mật, giấu tên, dấu tên, ẩn danh, ẩn tên, đừng nói, đừng khai, đừng nói tên,
    đừng nêu tên, không nêu tên, không nói tên, không ghi tên, không công khai,
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
_NOT_SECRET = listed(
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
_ASKED_BEFORE = listed("""
    giữ, xin, cần, yêu cầu, đề nghị, tuyệt đối, được, mong, nhờ, hãy
    """)


def secrecy_in(tokens: list[Token]) -> tuple[str, ...]:
    """The words that ask for secrecy, at most two; () if there are none.

    What "không cần giữ bí mật" (need not be kept secret) covers is set aside first.
    """
    denied = {j for i in _NOT_SECRET.among(tokens) for j in range(i, i + _NOT_SECRET.at(tokens, i))}
    found = [i for i in _SECRET.among(tokens) if i not in denied and not _is_bare_pair(tokens, i)]
    return tuple(words_at(tokens, i, _SECRET.at(tokens, i)) for i in found[:2])


def _is_bare_pair(tokens: Sequence[Token], i: int) -> bool:
    """Whether the phrase is too doubtful without its accents: "bi mat" may be "bị mất" (lost), and
    "Dung noi" may be what a man called Dũng said."""
    if tokens[i].text.isascii() and tokens[i].cap and tokens[i].gap is Gap.JOIN:
        return not tokens[i].text.isupper()
    alone = _SECRET.at(tokens, i) == 2 and tokens[i].fold == "bi"
    return alone and tokens[i].text.isascii() and not _ASKED_BEFORE.before(tokens, i)
