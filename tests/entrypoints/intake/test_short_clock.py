"""Ring-backs, unread contacts and enquiries have one short clock, which ends at the chief; the
notice's term counts from the receipt once there is a matter (N13)."""

import pytest

from chalicelib.domain.time.clocks import ClockKind
from tests.support.deployment import AGENCY, SUMMARY, Deployment
from tests.support.office import CHIEF, NGHIA, Office

UNREADABLE = "The road is broken near our house and nobody comes to repair it please help"
FIRE = "Cháy nhà rồi cứu với"
CHAIRMAN = "chutich@langson.example"


def kinds(deployment):
    return [c.kind for c in deployment.file().case.clocks if c.running]


def five_days(deployment):
    """Nobody works for five working days; who is written to meanwhile, and about what."""
    for _ in range(5 * 24 * 2):
        deployment.later(minutes=30)
        deployment.escalate()
        deployment.deliver()
    return [(n.kind, n.who) for n in deployment.notifications() if n.kind.endswith("_talk")]


ASKED_BACK = [("reminder_talk", "nghia")]  # the chief reads of it in the next morning's digest


def digests(deployment: Deployment) -> int:
    """How many of the chief's digests say that somebody still has to be asked back."""
    mails = deployment.mails(deployment.authority.chief.mail)
    return sum("tình hình ngày" in mail.subject and "Gọi lại" in mail.text for mail in mails)


@pytest.mark.parametrize("text", [UNREADABLE, "Tôi tên là Hoàng Thị Mai"])
def test_an_unread_text_reminds_its_owner_and_ends_at_the_chief(deployment, text):
    deployment.sms(deployment.message_fields(text))
    assert kinds(deployment) == [ClockKind.TALK]
    deployment.deliver()
    assert [n.kind for n in deployment.notifications() if n.medium == "mail"] == ["ask_back"]
    assert five_days(deployment) == ASKED_BACK
    assert digests(deployment) >= 1
    assert deployment.mails(deployment.authority.head.mail) == []


def test_a_ring_back_reminds_its_owner_and_ends_at_the_chief(exchange):
    deployment = exchange.deployment
    exchange.gone(exchange.ring())
    assert kinds(deployment) == [ClockKind.TALK]
    assert five_days(deployment) == ASKED_BACK
    assert digests(deployment) >= 1
    assert deployment.mails(deployment.authority.head.mail) == []


def test_the_owner_is_reminded_at_three_and_the_chief_told_at_the_next_opening(exchange):
    deployment = exchange.deployment
    exchange.gone(exchange.ring())
    deployment.later(hours=5, minutes=59)
    assert deployment.escalate()["mails"] == 0
    deployment.later(minutes=1)
    assert deployment.escalate()["mails"] == 1
    deployment.later(hours=15, minutes=59)
    assert deployment.escalate()["mails"] == 0
    deployment.later(minutes=1)
    deployment.escalate()
    deployment.deliver()
    told = deployment.mails(deployment.authority.chief.mail)[-1]
    assert "QUÁ HẠN" in told.text  # in the morning's digest, which comes first


def test_what_may_be_urgent_has_the_clock_it_had(deployment):
    deployment.sms(deployment.message_fields(FIRE))
    assert kinds(deployment) == [ClockKind.ASSIGN]


def test_once_an_officer_has_recorded_the_matter_the_term_counts_from_the_receipt(exchange):
    deployment = exchange.deployment
    exchange.gone(exchange.ring())
    received = deployment.file().case.received_at
    deployment.later(days=1)
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    path = f"/van-phong/ho-so/{code}/screen/-"
    office.fill(path, "save", name="Hoàng Thị Mai")
    assert kinds(deployment) == [ClockKind.TALK]  # nothing is known of the matter yet
    office.fill(path, "save", account="Đèn đường ngõ 5 hỏng.")
    (assign,) = [c for c in deployment.file().case.clocks if c.running]
    assert (assign.kind, assign.started_at) == (ClockKind.ASSIGN, received)
    talk = next(c for c in deployment.file().case.clocks if c.kind is ClockKind.TALK)
    assert talk.days_late == 1


def test_an_unread_text_gets_its_term_with_its_summary(deployment):
    deployment.sms(deployment.message_fields(UNREADABLE))
    received = deployment.file().case.received_at
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    path = f"/van-phong/ho-so/{code}/screen/-"
    office.fill(path, "save", address="45 Bắc Sơn")
    assert kinds(deployment) == [ClockKind.TALK]
    assert "language" in deployment.file().case.missing
    office.fill(path, "save", summary=SUMMARY)
    (assign,) = [c for c in deployment.file().case.clocks if c.running]
    assert (assign.kind, assign.started_at) == (ClockKind.ASSIGN, received)
    assert "language" not in deployment.file().case.missing


def test_it_may_be_proposed_at_once_and_is_then_the_chiefs_by_the_term(deployment):
    deployment.sms(deployment.message_fields(UNREADABLE))
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    said = {"name": "Ann", "address": "45 Bắc Sơn", "field": "S1", "summary": SUMMARY}
    answer, _ = office.fill(f"/van-phong/ho-so/{code}/screen/-", "propose", agency=AGENCY, **said)
    assert answer.status == 200
    assert kinds(deployment) == [ClockKind.ASSIGN]


def test_what_is_refused_unread_never_had_the_term(deployment):
    deployment.sms(deployment.message_fields(UNREADABLE))
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    office.fill(f"/van-phong/ho-so/{code}/screen/-", "refuse", reason="unclear")
    assert [c.kind for c in deployment.file().case.clocks] == [ClockKind.TALK]
    assert kinds(deployment) == []


def test_the_page_names_the_clock_of_asking_back(deployment):
    deployment.sms(deployment.message_fields(UNREADABLE))
    code, office = deployment.codes()[0], Office(deployment, CHIEF)
    page = office.get(f"/van-phong/ho-so/{code}/screen/-").body
    assert "Hạn gọi lại, hỏi lại" in page
    assert "Hạn giao việc" not in page
