"""Round trips to AWS for each kind of request, counted on a warm function; the cold start apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

from chalicelib import urls, wiring
from chalicelib.authority import load
from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.providers.twilio.webhook import our_id
from chalicelib.usecases.delivery.dispatch import dispatch
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.gather import send_waiting
from chalicelib.usecases.schedules.sweep import sweep
from tests.bench.counting import Count, counting
from tests.support import text_gateways as gateways
from tests.support.aws import Aws
from tests.support.deployment import HOTLINE, Deployment
from tests.support.gateway import FORM, Pairs
from tests.support.provider import Provider
from tests.support.world import COMPLETE, Texts

ROUND = Gathering.ROUND
Trip = tuple[str, Count]


def trips() -> Iterator[Trip]:
    """(request, what it cost), in the order of a case's way to its agency."""
    gateways.connect()
    deployment = Deployment(provider=Provider(), aws=Aws(), authority=load("langson"))
    yield "start, once a process", _count(wiring.prepare)
    message = deployment.message_fields()
    yield "webhook: a message", _count(lambda: _good(deployment.sms(message).status))
    yield "webhook: the same again", _count(lambda: _good(deployment.sms(message).status))
    code = _code(message)
    yield from _by_itself(code)
    yield from _by_telephone(deployment)
    yield from _call(deployment)
    ref = next(n.ref for n in _notices(code) if n.medium is Medium.SMS)
    path = f"/receipts/sms/{ref}"
    fields = [("MessageSid", "SM" + "1" * 32), ("MessageStatus", "delivered")]
    yield (
        "webhook: a delivery receipt",
        _count(lambda: _good(deployment.signed(path, fields).status)),
    )
    agency = deployment.authority.agencies[0].id
    screened = {"field": "S1", "agency": agency, "summary": "Đèn đường hỏng."}
    yield from _to_do(deployment, code, Todo.SCREEN, "propose", screened)
    assigned = {"agency": agency, "document": "1/VP", "signer": "CVP"}
    yield from _to_do(deployment, code, Todo.ASSIGN, "assign", assigned)
    answered = {"answer": "Đã thay bóng.", "name": "Vi Văn Toàn", "title": "Phó phòng"}
    yield from _to_do(deployment, code, Todo.ANSWER, "answer", answered)


def _by_telephone(deployment: Deployment) -> Iterator[Trip]:
    """A text that an old telephone brings, and its answer, of which that may send so many a day."""
    sender, at = "+84987000002", deployment.at.isoformat()
    said = gateways.received(COMPLETE, sender, receivedAt=at)
    by = "webhook: a text by the Android gateway"
    yield by, _count(lambda: _good(gateways.phone(deployment, said).status))
    services = wiring.services()
    services = replace(services, delivery=replace(services.delivery, texting=_EveryGateway()))
    [code] = services.store.board.of_number(sender, 1)
    ref = next(n.ref for n in _notices(code) if n.medium is Medium.SMS)
    yield "dispatch: a text by it", _count(lambda: dispatch(services, ref))


class _EveryGateway(Texts):
    """Each of them takes a text; none is asked."""

    def has(self, gateway: str) -> bool:
        return True


def _call(deployment: Deployment) -> Iterator[Trip]:
    """One call, turn by turn, as the provider posts it."""
    sid = "CA" + "1" * 32
    call = our_id(sid)
    about = [("CallSid", sid), ("From", "+84987000001"), ("To", HOTLINE)]

    def post(path: str, *more: tuple[str, str]) -> Callable[[], None]:
        return lambda: _good(deployment.signed(path, [*about, *more]).status)

    def recording(turn: int) -> tuple[tuple[str, str], ...]:
        return (("RecordingSid", f"RE{turn:032d}"), ("RecordingDuration", "20"))

    yield "call: it begins", _count(post("/voice/incoming"))
    yield "call: a key", _count(post(f"/voice/calls/{call}/1", ("Digits", "1")))
    yield "call: a name is recorded", _count(post(f"/voice/calls/{call}/2", *recording(2)))
    reported = post(f"/voice/recordings/{call}/2", *recording(2), ("RecordingStatus", "completed"))
    yield "call: its recording is ready", _count(reported)
    post(f"/voice/calls/{call}/3", *recording(3))()
    for turn, keys in ((4, "1"), (5, "2")):
        post(f"/voice/calls/{call}/{turn}", ("Digits", keys))()
    yield "call: the matter is recorded", _count(post(f"/voice/calls/{call}/6", *recording(6)))
    yield "call: the same again", _count(post(f"/voice/calls/{call}/6", *recording(6)))
    yield "call: it is over", _count(post("/voice/ended", ("CallStatus", "completed")))


def _by_itself(code: str) -> Iterator[Trip]:
    """What queue and schedules do; the text's own provider is not AWS and is not asked."""
    services = wiring.services()
    services = replace(services, delivery=replace(services.delivery, texting=Texts()))
    refs = {n.medium: n.ref for n in _notices(code)}
    yield (
        "round: one mail waits",
        _count(lambda: send_waiting(services.rules, services.store, ROUND)),
    )
    yield "dispatch: a mail", _count(lambda: dispatch(services, refs[Medium.MAIL]))
    yield "dispatch: a text", _count(lambda: dispatch(services, refs[Medium.SMS]))
    yield "sweep: nothing waits", _count(lambda: sweep(services.rules, services.store))
    yield "ladder: nothing is due", _count(lambda: escalate(services.rules, services.store))


def _to_do(
    deployment: Deployment, code: str, todo: Todo, action: str, typed: dict[str, str]
) -> Iterator[Trip]:
    """The page behind a mailed link, and its form."""
    links = wiring.services().store.links
    link = links.get(next(n for n in _notices(code) if n.todo is todo).link)
    assert link is not None
    path = urls.link(links.token(link))
    yield f"link page: GET, {todo}", _count(lambda: _good(deployment.get(path).status))
    page = deployment.get(path).page
    form = page.fill(action, **typed)
    posted: list[str] = []

    def post() -> None:
        headers = {"Content-Type": FORM}
        answer = deployment.call("POST", path, urlencode(form), headers)
        _good(answer.status)
        posted.append(answer.headers["Location"])

    yield f"link page: POST, {todo}", _count(post)
    yield f"link page: confirmed, {todo}", _count(lambda: _good(deployment.get(posted[0]).status))


def _count(act: Callable[[], object]) -> Count:
    with counting() as count:
        act()
    return count


def _good(status: int) -> None:
    assert status in (200, 303), status


def _code(message: Pairs) -> str:
    number = dict(message)["From"]
    (code,) = wiring.services().store.board.of_number(number, 1)
    return code


def _notices(code: str) -> tuple[Notification, ...]:
    loaded = wiring.services().store.cases.load(code)
    assert loaded is not None
    return loaded.notifications
