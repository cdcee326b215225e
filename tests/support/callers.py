"""What citizens do on the telephone, and what is on file of it."""

from __future__ import annotations

from chalicelib.domain.calls.recordings import CallRecording
from tests.support.deployment import CITIZEN
from tests.support.exchange import Exchange
from tests.support.office import NGHIA

NAME, ADDRESS, MATTER = "Tôi là Hoàng Thị Mai", "Số 45 đường Bắc Sơn", "Đèn đường hỏng cả tháng nay"


def taken_down(exchange: Exchange, *, secret: bool = False, sender: str = CITIZEN) -> str:
    """A whole call; its sid."""
    sid = exchange.ring(sender)
    before_the_matter(exchange, sid, secret=secret)
    exchange.spoken(sid, MATTER, 40)
    return sid


def before_the_matter(exchange: Exchange, sid: str, *, secret: bool = False) -> None:
    """Everything that the notice wants first: who, where, how to reach them (N6)."""
    exchange.keys(sid, "1")
    exchange.spoken(sid, NAME)
    exchange.spoken(sid, ADDRESS)
    exchange.keys(sid, "1")
    exchange.keys(sid, "1" if secret else "2")


def owners_mails(exchange: Exchange) -> list[str]:
    exchange.deployment.deliver()
    return [m.subject for m in exchange.deployment.mails(NGHIA)]


def recordings(exchange: Exchange) -> list[CallRecording]:
    (contact,) = exchange.deployment.file().contacts
    return list(exchange.deployment.services.store.calls.file(contact).recordings)
