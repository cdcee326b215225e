"""Repeated, hurried, broken: nothing is lost, nothing happens twice, and somebody is told."""

from concurrent.futures import ThreadPoolExecutor

from tests.support import forms, people
from tests.support.people import WEDNESDAY, chief, history

MESSAGE = "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. {matter}"
MATTER = "Đèn đường ngõ 8 hỏng, đề nghị sửa."


def message(number):
    return MESSAGE.format(number=number.removeprefix("+84"), matter=MATTER)


def matter_of(stage, number, now=WEDNESDAY):
    stage.clock(now=now)
    return people.text(stage, number, message(number))


def test_a_webhook_repeated_ten_times_at_once_counts_once_and_is_answered_the_same(stage):
    matter = matter_of(stage, "+84935000001")
    matter.screening()
    before = matter.on_file()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: stage.replay(matter.sid), range(10)))
    assert {(a["status"], a["http_status"], a["error"]) for a in answers} == {
        ("delivered", 200, None)
    }
    stage.run("sweep")
    assert matter.on_file() == before
    assert before["raw"] == 1
    assert len(matter.texts()) == 1
    assert len([m for m in stage.mail() if matter.code in m["subject"]]) == 1


def test_one_form_posted_ten_times_at_once_is_done_once(stage):
    matter = matter_of(stage, "+84935000002")
    page = matter.screening()
    fields = page.fill("propose", summary="Đèn hỏng.", field="S1", agency="do-thi")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: forms.send(page.url, fields), range(10)))
    assert {a.status for a in answers} == {303}
    assert len({a.headers["Location"] for a in answers}) == 1  # all to the same confirmation
    matter.mail(chief(), "assign")
    stage.run("sweep")
    assert matter.on_file()["event"] == 2
    assert len(matter.mails(chief(), "assign")) == 1


def test_a_text_that_cannot_be_delivered_becomes_the_owners_to_do(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84935000003"
    stage.fates(number, "undelivered", "30005")
    matter = people.text(stage, number, message(number))
    matter.received()
    mail = matter.mail(people.officer(matter.owner), "notice_failed")
    assert "tin nhắn gửi người phản ánh" in mail["text"]
    page = forms.get(mail["links"][0])
    assert page.status == 200
    assert "Không gửi được thông báo: tin nhắn gửi người phản ánh" in page.text
    assert "0935 000 003" in page.text  # whom to call instead
    assert len(matter.mails(people.officer(matter.owner), "notice_failed")) == 1


def test_a_late_bad_delivery_receipt_does_not_undo_a_delivery(stage):
    matter = matter_of(stage, "+84935000004")
    sent = people.outgoing(stage, matter.number)[0]
    stage.fate(sent["sid"], "delivered")
    stage.fate(sent["sid"], "undelivered", "30005")
    before = matter.on_file()
    assert before["event"] == 1
    stage.run("sweep")
    assert matter.on_file() == before


def test_the_heads_up_waits_for_the_morning_in_quiet_hours(stage):
    matter = matter_of(stage, "+84935000005")
    matter.to_approval()
    stage.clock(now="2026-03-11T22:30:00")
    matter.approve()
    matter.telling()
    stage.run("sweep")
    before = len(matter.texts())
    assert not any("kết quả" in text for text in matter.texts())
    stage.clock(now="2026-03-12T07:00:30")
    stage.run("sweep")
    matter.text("đã có kết quả")
    assert len(matter.texts()) == before + 1


def test_a_message_outside_the_hours_is_kept_and_told_when_it_counts(stage):
    matter = matter_of(stage, "+84935000006", "2026-03-13T19:00:00")  # a Friday evening
    assert "ngoai gio" in matter.texts()[0]
    assert "16/03/2026" in matter.texts()[0]  # Monday
    assert "Hạn giao việc: 17:00 ngày 19/03/2026" in matter.screening().text


def test_a_store_that_refuses_makes_the_provider_try_again_and_nothing_is_lost(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84935000007"
    stage.faults("store", "fail", 60)
    try:
        sent = stage.sms(number, message(number))
    finally:
        stage.faults("store", "fail", 0)
    assert sent["http_status"] == 503
    assert people.outgoing(stage, number) == []
    assert stage.replay(sent["sid"])["http_status"] == 200
    stage.until(lambda: people.outgoing(stage, number))
    stage.run("sweep")
    assert len(people.outgoing(stage, number)) == 1
    assert people.waiting(stage, number).on_file()["raw"] == 1


def test_a_queue_that_is_down_delays_what_is_sent_and_loses_nothing(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84935000008"
    stage.faults("queue", "fail", 30)
    try:
        assert stage.sms(number, message(number))["http_status"] == 200
    finally:
        stage.faults("queue", "fail", 0)
    stage.clock(plus="2m")
    stage.run("sweep")
    stage.until(lambda: people.outgoing(stage, number))


def try_until(matter, arrived):
    """Two hours pass, longer than any pause between tries, and again, until it has arrived."""
    tried = matter.stage.until(matter.attempts)
    for _ in range(4):
        if arrived():
            return
        matter.stage.clock(plus="2h1m")
        matter.stage.run("sweep")
        tried = matter.stage.until(lambda t=tried: (n := matter.attempts()) and n > t and n)
    assert arrived()


def test_a_provider_that_fails_gets_the_text_again_later_and_once_only(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84935000009"
    stage.faults("sms", "fail", 2)
    assert stage.sms(number, message(number))["http_status"] == 200
    matter = people.waiting(stage, number)
    try_until(matter, lambda: people.outgoing(stage, number))
    assert len(people.outgoing(stage, number)) == 1
    assert stage.faults("sms", "fail", 0)["left"]["sms"] == 0


def test_a_mail_service_that_throttles_gets_the_mail_later_and_once_only(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84935000010"
    stage.faults("mail", "throttle", 2)
    matter = people.text(stage, number, message(number))

    def mails():
        return [m for m in stage.mail() if matter.code in m["subject"]]

    stage.run("gather")
    try_until(matter, mails)
    stage.faults("mail", "throttle", 0)
    assert matter.screening().status == 200
    assert len(mails()) == 1


def test_a_short_code_is_kept_and_never_answered(stage):
    stage.clock(now=WEDNESDAY)
    sent = stage.sms("9029", "Khuyen mai 50% gia tri the nap. Soan KM gui 9029.")
    assert sent["http_status"] == 200
    assert sum("9029" in repr(row) for row in people.rows(stage, "VaultTableName")) >= 1
    stage.run("sweep")
    assert people.outgoing(stage, "9029") == []


def test_a_history_line_is_never_written_for_a_form_that_was_refused(stage):
    matter = matter_of(stage, "+84935000011")
    page = matter.screening()
    assert page.post("propose").status == 422
    assert page.post("redirect").status == 422
    assert page.post("nonsense").status == 422
    assert len(history(matter.screening())) == 1


def lost(stage, writer, caller):
    """A text and a call of which nothing arrives that the provider says; the text's sid."""
    stage.faults("webhooks", "fail", 1000)
    try:
        sent = stage.sms(writer, message(writer))
        heard = stage.phones.ring(caller)["heard"]
    finally:
        stage.faults("webhooks", "fail", 0)
    assert (sent["status"], people.outgoing(stage, writer)) == ("failed", [])
    assert "113" in heard[-1]  # the provider's own words, when it reaches nobody
    return sent["sid"]


def test_what_the_provider_could_not_tell_us_is_in_its_lists_and_is_taken_in_once(stage):
    writer, caller = "+84935000012", "+84935000013"
    stage.clock(now=WEDNESDAY)
    stage.run("reconcile")
    sid = lost(stage, writer, caller)
    stage.clock(now="2026-03-11T09:20:00")
    assert stage.run("reconcile")["found"] >= 2
    matter, call = people.waiting(stage, writer), people.waiting(stage, caller)
    assert matter.code in matter.text("Da nhan phan anh")
    screening = matter.screening()
    assert "Hạn giao việc: 17:00 ngày 16/03/2026" in screening.text
    received, found = history(screening)
    assert (received[0][:5], found[0][:5]) == ("09:00", "09:20")
    assert "Đối soát với nhà mạng" in found[1]
    ring_back = forms.get(call.mail(people.officer("nghia"), "ring_back")["links"][0])
    assert "Cuộc gọi nhỡ, cần gọi lại" in ring_back.text
    before = matter.on_file(), call.on_file()
    assert stage.run("reconcile")["found"] == 0
    assert stage.replay(sid)["http_status"] == 200  # the webhook comes after all
    stage.run("sweep")
    assert (matter.on_file(), call.on_file()) == before
    assert len(matter.texts()) == 1
