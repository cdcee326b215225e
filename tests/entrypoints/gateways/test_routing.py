"""Which gateway a text goes by, and how many a day."""

from __future__ import annotations

from chalicelib import wiring
from chalicelib.domain.authority.texting import Route
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.providers.gateways import adapters
from tests.support import callers, esms, zalo
from tests.support import text_gateways as gateways
from tests.support.deployment import CITIZEN
from tests.support.text_gateways import PHONE, WEBHOOK, webhook
from tests.support.world import COMPLETE

ANOTHER = "+84912000111"


def test_what_answers_no_text_goes_by_the_first_route(deployment, doors, exchange):
    callers.taken_down(exchange)  # a call
    deployment.deliver()
    assert len(doors.asked) == 1
    assert deployment.provider.sent == []


def test_what_the_provider_brings_is_answered_by_it(deployment, doors):
    deployment.sms()
    deployment.deliver()
    assert doors.asked == []
    assert len(deployment.provider.sent) == 1


def test_a_gateway_that_has_sent_enough_today_lets_the_next_one_send(deployment, doors, ruled):
    ruled(Route(gateway=PHONE, a_day=1), Route(gateway="twilio"))
    for nth in range(3):
        gateways.texted(deployment, COMPLETE, event=f"{nth}", sender=f"+8491200011{nth}")
    deployment.deliver()
    assert (len(doors.asked), len(deployment.provider.sent)) == (1, 2)
    deployment.later(days=1)
    gateways.texted(deployment, COMPLETE, event="on the next day", sender="+84912000119")
    deployment.deliver()
    assert len(doors.asked) == 2


def test_if_all_have_sent_enough_the_text_waits_until_the_morning(deployment, doors, ruled, capsys):
    ruled(Route(gateway=PHONE, a_day=1))
    for nth in range(2):
        gateways.texted(deployment, COMPLETE, event=f"{nth}", sender=f"+8491200011{nth}")
    deployment.deliver()
    assert len(doors.asked) == 1
    assert '"TextsLimited": 1' in capsys.readouterr().out
    texts = [n for code in deployment.codes() for n in deployment.notifications(code)]
    [waits] = [n for n in texts if n.medium == "sms" and n.state == "waiting"]
    assert waits.error == NotArrived.DAY_FULL
    assert waits.wait_at.astimezone(deployment.at.tzinfo).isoformat()[:16] == "2017-01-18T07:00"
    deployment.later(hours=22, minutes=1)
    deployment.sweep()
    deployment.deliver()
    assert len(doors.asked) == 2


def test_each_network_may_have_a_gateway_and_a_limit_of_its_own(deployment, doors, ruled):
    ruled(
        Route(gateway=PHONE, networks=("viettel",)), Route(gateway=WEBHOOK, networks=("vinaphone",))
    )
    gateways.texted(deployment, COMPLETE, event="1", sender=CITIZEN)
    gateways.texted(deployment, COMPLETE, event="2", sender=ANOTHER)
    deployment.deliver()
    assert sorted(request.url for request in doors.asked) == [
        "https://modem.example/send",
        "https://phone.example/3rdparty/v1/messages",
    ]


def test_a_gateway_that_only_sends_brings_nothing_in(deployment, doors, ruled, capsys):
    ruled(Route(gateway=PHONE), receives=(PHONE, "twilio"))
    said = {"type": "text.received", "data": {"id": "1", "from": CITIZEN, "text": COMPLETE}}
    assert webhook(deployment, said).status == 403
    assert deployment.raws() == []
    assert '"GatewayRefused": 1' in capsys.readouterr().out
    assert gateways.texted(deployment, COMPLETE).status == 200


def test_without_settings_what_a_gateway_brings_is_kept_with_its_picture(
    deployment, doors, monkeypatch
):
    from base64 import b64encode

    from chalicelib import wiring
    from chalicelib.usecases.settings.live import NoSettingsError
    from tests.support import papers

    def none(*_, **__):
        raise NoSettingsError

    media = [{"content": b64encode(papers.jpeg()).decode()}]
    data = {"id": "1", "from": CITIZEN, "text": COMPLETE, "media": media}
    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.live()), "current", none)
        assert webhook(deployment, {"type": "text.received", "data": data}).status == 200
    deployment.later(minutes=1)
    deployment.sweep()
    [found] = deployment.file().attachments
    shelf = deployment.services.files.shelf
    assert shelf.laid_by(found.media, 10_000_000).content == papers.jpeg()


def test_a_start_makes_each_kind_of_gateway_which_believes_nothing_that_nobody_signed(deployment):
    of = {**gateways.ACCOUNTS, esms.NAME: esms.ACCOUNT, zalo.NAME: zalo.ACCOUNT}
    assert {account["kind"] for account in of.values()} == set(adapters.KINDS)
    gateways.connect(**of)
    assert [wiring.text_adapter(name).text(wiring._UNSIGNED) for name in of] == [None] * len(of)
