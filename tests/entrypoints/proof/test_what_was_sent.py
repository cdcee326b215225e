"""The office proves what was told and urged: to whom, when, and the text as it was sent (N11)."""

from dataclasses import replace

from chalicelib import urls, wiring
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import SYSTEM, Event, Identity
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.usecases.office.sent import lines_of
from chalicelib.usecases.todos.view import TodoView
from tests.support.deployment import AGENCY, CITIZEN, Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.world import COMPLETE

SECRET = "Xin giữ bí mật. " + COMPLETE


def flat(text: str) -> str:
    return " ".join(text.split())


def one(deployment: Deployment, kind: str, code: str = "") -> Notification:
    return next(n for n in deployment.notifications(code) if n.kind == kind)


def case_page(office: Office, code: str) -> str:
    return flat(office.get(urls.case(code)).page.text)


def looks(deployment: Deployment) -> list[str]:
    rows = [row for row in deployment.dump("vault") if row["cls"]["S"] == "access"]
    return [row["why"]["S"] for row in rows]


def test_the_list_says_what_was_sent_to_whom_and_when(deployment):
    deployment.way_to(Todo.ANSWER)
    (code,) = deployment.codes()
    text = case_page(Office(deployment, NGHIA), code)
    agency = deployment.authority.agency(AGENCY).name
    chief = deployment.authority.chief
    for said in (
        f"Thư gửi {agency}: đã gửi Giao việc; gửi lúc 09:00 ngày 17/01/2017",
        f"Thư gửi {chief.name}, {chief.title}: đã gửi Đề nghị giao việc",
        "Tin nhắn gửi người phản ánh: đã gửi Báo đã nhận, mã số; gửi lúc",
    ):
        assert said in text, said


def test_a_mail_is_shown_as_it_was_sent_with_nothing_that_opens_its_link(deployment):
    link = deployment.way_to(Todo.ANSWER)
    mail = deployment.mails(deployment.authority.agency(AGENCY).mail)[-1]
    path = urls.sent(one(deployment, "agency_assigned").ref)
    office = Office(deployment, NGHIA)
    assert path in office.get(urls.case(deployment.codes()[0])).body
    page = office.get(path)
    assert page.status == 200
    for part in (mail.subject, mail.to, "Nội dung giao:", "Gửi lúc 09:00 ngày 17/01/2017"):
        assert flat(part) in flat(page.page.text), part
    assert link.rsplit(".", 1)[-1] not in page.body


def test_a_text_is_shown_as_it_was_sent(deployment):
    deployment.way_to(Todo.SCREEN)
    sent = deployment.provider.sent[-1]
    assert sent["To"] == CITIZEN
    page = Office(deployment, NGHIA).get(urls.sent(one(deployment, "received").ref))
    assert flat(sent["Body"]) in flat(page.page.text)


def test_only_members_read_it_and_nothing_that_is_not_there(deployment):
    deployment.way_to(Todo.ANSWER)
    path = urls.sent(one(deployment, "agency_assigned").ref)
    assert "Nội dung giao" not in deployment.get(path).body
    office = Office(deployment, NGHIA)
    assert office.get(path + "x").status == 404
    assert office.get(path.replace("/noi-dung", "x/noi-dung")).status == 404
    assert office.get(urls.sent("mail/digest-2017-01-17-truong")).status == 404


def test_whom_the_case_is_about_reads_nothing(deployment):
    link = deployment.way_to(Todo.SCREEN)
    path = urls.sent(one(deployment, "received").ref)
    about = Office(deployment, CHIEF)
    assert about.get(path).status == 200
    deployment.press(link, "save", recused=[deployment.authority.chief.id])
    assert about.get(path).status == 404


def test_each_look_in_a_confidential_case_is_written_down_and_none_in_another(deployment):
    deployment.way_to(Todo.SCREEN, SECRET)
    assert deployment.file().case.confidential
    office, path = Office(deployment, NGHIA), urls.sent(one(deployment, "received").ref)
    asking = office.get(path).headers["Location"]
    led = office.post(asking.split("?")[0], [("look_reason", "Đối chiếu."), ("back", path)])
    assert led.headers["Location"] == path
    for _ in range(2):
        deployment.later(minutes=1)
        assert office.get(path).status == 200
    assert looks(deployment) == ["sent", "sent"]
    deployment.start_afresh()
    deployment.way_to(Todo.SCREEN)
    Office(deployment, NGHIA).get(urls.sent(one(deployment, "received").ref))
    assert looks(deployment) == []


def two_that_are_late(deployment: Deployment) -> list[str]:
    """Two matters that the chief is told of in one mail."""
    deployment.sms(deployment.message_fields())
    deployment.sms(deployment.message_fields(COMPLETE + " Lần nữa.", sender="+84912000111"))
    deployment.deliver()
    deployment.later(days=9)
    deployment.escalate()
    deployment.deliver()
    return deployment.codes()


def test_of_a_mail_about_several_matters_only_this_cases_lines_are_shown(deployment):
    first, second = two_that_are_late(deployment)
    said = one(deployment, "late_assign", first)
    assert said.said_in
    text = flat(Office(deployment, NGHIA).get(urls.sent(said.ref)).page.text)
    assert f"– {codes.grouped(first)}" in text
    assert "chỉ có phần về hồ sơ này" in text
    assert codes.grouped(second) not in text


def test_another_matters_row_that_names_this_case_is_not_its_own():
    text = (
        "Kính gửi: A\n\nQUÁ HẠN – Giao việc\n– 111 222 333 · hạn · đèn\nhttps://a/viec/x\n"
        "– 999 888 777 · như việc 111 222 333\n– 111 222 333 4 · khác\n\nTrân trọng./.\n"
    )
    own = ["QUÁ HẠN – Giao việc", "– 111 222 333 · hạn · đèn"]
    assert list(lines_of(text, "111222333")) == own


# --- the history


def test_the_history_says_who_was_reminded(deployment):
    deployment.way_to(Todo.ANSWER)
    deployment.later(days=9)
    deployment.escalate()
    deployment.deliver()
    agency = deployment.authority.agency(AGENCY)
    text = case_page(Office(deployment, NGHIA), deployment.codes()[0])
    assert "Nhắc việc: Cơ quan trả lời. Gửi thư: " in text
    history = text.partition("Quá trình giải quyết")[2].partition("Tin nhắn, thư")[0]
    assert agency.name in history.partition("Gửi thư: ")[2]
    assert agency.head_title in history.partition("Gửi thư: ")[2]


def test_whom_the_mornings_digest_had_told_is_named_as_such(deployment):
    deployment.way_to(Todo.ANSWER)
    deployment.at = deployment.at.replace(day=24, hour=7)
    deployment.digest()
    deployment.escalate()
    deployment.deliver()
    text = case_page(Office(deployment, NGHIA), deployment.codes()[0])
    assert "Đã nêu trong bản tin sáng: " in text


def test_a_line_of_an_older_release_is_shown_without_the_words_it_lacks(deployment):
    deployment.way_to(Todo.SCREEN)
    file = deployment.file()
    ref = TodoRef(todo=Todo.VIEW, subject=file.case.code, role=Role.OFFICER, who="nghia")
    old = Event(seq=9, at=deployment.at, kind="reminded", by=SYSTEM, words={"what": "Giao việc"})
    answered = replace(old, kind="answered", words={"agency": "Phòng Y tế"})
    html = rendering.render(
        "view.html",
        wiring.services().rules,
        case=file.case,
        file=replace(file, history=(old, answered)),
        identity=Identity(),
        view=TodoView(ref=ref, file=file, identity=Identity(), words=()),
        now=deployment.at,
    )
    assert "<span>Nhắc việc: Giao việc</span>" in html
    assert "<span>Phòng Y tế trả lời</span>" in html


def test_every_copy_that_was_kept_can_be_read(deployment):
    deployment.way_to(Todo.TELL)
    office = Office(deployment, NGHIA)
    mailed = [n for n in deployment.notifications() if n.medium is Medium.MAIL and n.left]
    assert len(mailed) > 3
    for notification in mailed:
        assert "Không có bản lưu" not in office.get(urls.sent(notification.ref)).body
