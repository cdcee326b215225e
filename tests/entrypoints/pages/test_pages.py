"""What pages, mails, texts and logs give away: to each what they need, to nobody else anything."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from chalicelib import wiring
from chalicelib.domain.case.case import Identity
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.todos import act
from tests.support.answers import Answer
from tests.support.deployment import AGENCY, SUMMARY, WAY, Deployment
from tests.support.world import COMPLETE, TUESDAY_NINE

PERSONAL = (
    "Hoàng Thị Mai",
    "Hoang Thi Mai",
    "45 đường Bắc Sơn",
    "Bắc Sơn",
    "987654321",
    "987.654.321",
    "0987 654 321",
    "ngõ 5 Bà Triệu",
    "Đèn đường ngõ",
    "sửa giúp dân",
)
GUARDED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Type": "text/html; charset=utf-8",
}


def personal_in(said: str) -> list[str]:
    return [word for word in PERSONAL if word in said]


# --- headers


def assert_guarded(answer: Answer) -> None:
    for name, value in GUARDED.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("todo", WAY)
def test_every_page_of_the_way_is_guarded(deployment, todo):
    link = deployment.way_to(todo)
    page = deployment.get(link)
    assert page.status == 200
    assert_guarded(page)


def test_confirmations_refusals_and_dead_ends_are_guarded_too(deployment):
    link = deployment.way_to(Todo.TELL)
    page = deployment.get(link).page
    answers = {
        409: deployment.post(link, page.fill("tell", revision="0")),
        422: deployment.post(link, page.fill("tell", how="")),
        303: deployment.call("POST", link, urlencode(page.fill("not_reached"))),
        404: deployment.get("/viec/x.y"),
        200: deployment.press(link, "tell", whom="citizen", note="Đã nghe.")[0],
    }
    with deployment.aws.refusing("GetItem"):
        answers[503] = deployment.get(link)
    for status, answer in answers.items():
        assert answer.status == status
        assert_guarded(answer)


@pytest.mark.parametrize("todo", WAY)
def test_a_page_needs_nothing_from_elsewhere_and_does_not_name_its_own_address(deployment, todo):
    link = deployment.way_to(todo)
    body = deployment.get(link).body
    assert link.split(".")[1] not in body
    assert "<script" not in body
    assert " style=" not in body
    assert re.findall(r'(?:src|href|action)="(?![/#?]|tel:)', body) == []


def test_health_says_that_it_is_alive_and_nothing_else(deployment):
    with deployment.aws.refusing("GetItem", "Query", "GetParameters"):
        answer = deployment.get("/healthz")
    assert (answer.status, answer.body) == (200, '{"status":"ok"}')


def test_the_style_is_served_as_style(deployment):
    answer = deployment.get("/static/hotline.css")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")


# --- escaping

EVIL = """<script>alert(1)</script><img src=x onerror="alert('2')">"'><b>{{7*7}}{code}</b>"""


class Tags(HTMLParser):
    """The tags and attributes that a browser would see, and the words it would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.words += [value or "" for name, value in attrs if name == "value"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def assert_tame(html: str, *, shows: bool = False) -> None:
    seen = Tags()
    seen.feed(html)
    assert not seen.tags & {"script", "img", "iframe", "object", "svg"}
    assert not [name for name in seen.attributes if name.startswith("on")]
    if shows:
        assert EVIL in "".join(seen.words)


def test_words_with_markup_are_shown_as_they_were_typed_on_every_page_and_in_every_mail(deployment):
    deployment.sms(deployment.message_fields(f"{COMPLETE} {EVIL}"))
    deployment.deliver()
    presses = {
        Todo.SCREEN: {
            "name": f"Mai {EVIL}",
            "address": EVIL,
            "summary": EVIL,
            "note": EVIL,
            "agency": AGENCY,
            "field": "S1",
            "urgent": "yes",
            "action": "ask_direction",
        },
        Todo.DIRECT: {"direction": EVIL, "agency": AGENCY, "action": "direct"},
        Todo.ANSWER: {"answer": EVIL, "name": EVIL, "title": EVIL, "action": "answer"},
        Todo.DRAFT: {"words": EVIL, "action": "draft"},
        Todo.APPROVE: {"action": "approve"},
        Todo.TELL: {"note": EVIL, "how": "phone", "whom": "citizen", "action": "tell"},
    }
    for todo, typed in presses.items():
        link = deployment.link(todo)
        page = deployment.get(link)
        assert_tame(page.body, shows=True)
        action = typed.pop("action")
        if todo is not Todo.ANSWER:
            assert_tame(deployment.post(link, page.page.fill(action, **typed, revision="0")).body)
        confirmation, _ = deployment.press(link, action, **typed)
        if confirmation.status == 422:  # the words are the citizen's name as well
            assert_tame(confirmation.body, shows=True)
            confirmation = deployment.post(link, confirmation.page.fill(action))
        assert confirmation.status == 200
        assert_tame(confirmation.body)
        assert_tame(deployment.post(link, [*typed.items(), ("action", "x")]).body)
        deployment.deliver()
    assert deployment.file().case.state == "told"
    for mail in deployment.mails():
        assert_tame(mail.html)
        assert "\n" not in mail.subject


def test_markup_typed_into_a_dead_link_is_given_back_as_words(deployment):
    answer = deployment.post("/viec/x.y", [("summary", EVIL), (EVIL, "name of a field")])
    assert_tame(answer.body, shows=True)


def test_the_providers_answer_holds_nothing_of_the_message(deployment):
    sent = deployment.message_fields(f"</Response><Dial>{EVIL}")
    assert EVIL not in deployment.sms(sent).body
    assert "Dial" not in deployment.sms(sent).body


# --- who sees what


def test_the_office_sees_who_wrote_what(deployment):
    for todo in (Todo.SCREEN, Todo.TELL):
        text = deployment.get(deployment.way_to(todo)).body
        assert "Hoàng Thị Mai" in text
        assert "0987 654 321" in text


@pytest.mark.parametrize("ticked", [False, True], ids=["unticked", "ticked"])
@pytest.mark.parametrize("secret", [False, True], ids=["open", "secret"])
def test_an_agency_sees_who_wrote_only_when_the_office_has_ticked_it(deployment, ticked, secret):
    more = {"confidential": "yes"} if secret else {}
    link = deployment.way_to(Todo.ASSIGN, **more)
    tick = {"share_identity": "yes"} if ticked else {}
    deployment.press(link, "assign", agency=AGENCY, document="1/VP", signer="VP", **tick)
    deployment.deliver()
    own = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    page = deployment.get(own)
    answers = [
        page,
        deployment.post(own, page.page.fill("answer", answer="Xong")),
        deployment.post(own, page.page.fill("x")),
        deployment.press(own, "answer", answer="Xong", name="Tư", title="TP")[0],
        deployment.get(own),
    ]
    assert [a.status for a in answers] == [200, 422, 422, 200, 404]
    assert SUMMARY in page.body
    for answer in answers[:3]:
        found = personal_in(answer.body)
        assert ("Hoàng Thị Mai" in found) == (ticked and not secret)
        assert ("0987 654 321" in found) == (ticked and not secret)
        assert "ngõ 5 Bà Triệu" not in found
        assert "sửa giúp dân" not in found
    for answer in answers[3:]:
        assert personal_in(answer.body) == []
    for mail in deployment.mails(deployment.authority.agency(AGENCY).mail):
        assert personal_in(mail.text + mail.html + mail.subject) == []
        assert SUMMARY not in mail.text + mail.html


@pytest.mark.parametrize("todo", WAY)
def test_what_a_page_is_made_from_holds_no_more_than_its_reader_may_see(deployment, todo):
    store = wiring.services().store
    link = act.link_of(store, deployment.way_to(todo).removeprefix("/viec/"))
    view = act.open_link(wiring.services().rules, store, link)
    may_know = todo in (Todo.SCREEN, Todo.DRAFT, Todo.TELL)
    assert (view.identity != Identity()) == may_know
    if todo is Todo.ANSWER:
        assert view.words == ()


def test_an_agencys_page_shows_nothing_of_the_others_beside_it(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    deployment.press(link, "assign", agency=AGENCY, agencies=["y-te"], document="1", signer="VP")
    deployment.deliver()
    mine, theirs = (
        deployment.newest_link(deployment.authority.agency(agency).mail)
        for agency in (AGENCY, "y-te")
    )
    deployment.press(theirs, "answer", answer="Ý riêng của bên kia", name="Tên kia", title="TP")
    page = deployment.get(mine)
    for words in ("Ý riêng của bên kia", "Tên kia"):
        assert words not in page.body


def climb(deployment: Deployment) -> None:
    """The whole ladder of whatever runs, to the top, with every mail sent."""
    for day, hour in ((17, 16), (18, 8), (20, 8), (23, 8), (24, 8), (25, 8), (26, 8)):
        deployment.at = TUESDAY_NINE.replace(day=day, hour=hour, minute=5)
        deployment.escalate()
        deployment.deliver()


@pytest.mark.parametrize("todo", [Todo.SCREEN, Todo.ANSWER, Todo.APPROVE, Todo.TELL])
def test_no_mail_of_any_rung_names_the_citizen_or_quotes_the_message(deployment, todo):
    deployment.way_to(todo)
    climb(deployment)
    assert [mail for mail in deployment.mails() if "QUÁ HẠN" in mail.subject]
    for mail in deployment.mails():
        assert personal_in(mail.text + mail.html + mail.subject) == [], mail.subject


def test_no_link_of_any_rung_shows_an_agency_who_wrote(deployment):
    deployment.way_to(Todo.ANSWER)
    climb(deployment)
    agency = deployment.authority.agency(AGENCY)
    mails = [*deployment.mails(agency.mail), *deployment.mails(agency.head_mail)]
    assert len(mails) >= 3
    for mail in mails:
        answer = deployment.get(mail.link)
        assert answer.status == 200
        assert personal_in(answer.body) == []


def test_no_text_message_names_the_citizen_or_says_what_it_is_about(deployment):
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nghe.")
    deployment.deliver()
    assert len(deployment.provider.sent) >= 2
    for text in deployment.provider.sent:
        assert personal_in(text["Body"]) == []
        assert SUMMARY not in text["Body"]
        assert "den" not in text["Body"].lower().split()


def test_nothing_personal_stands_in_the_table_of_cases_all_the_way(deployment):
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nghe.")
    deployment.deliver()
    assert personal_in(str(deployment.dump("cases"))) == []
    assert personal_in(str(deployment.dump("vault"))) != []


# --- logs


def test_logs_hold_no_number_name_words_or_token_all_the_way_and_in_every_trouble(
    deployment, capfd, caplog
):
    caplog.set_level("INFO")
    troubles = [(500, 20500), (400, 21211)]
    deployment.provider.broken = list(troubles)
    link = deployment.way_to(Todo.TELL)
    deployment.sms()
    for operation in ("PutItem", "UpdateItem", "TransactWriteItems", "Query", "GetItem"):
        with deployment.aws.refusing(operation):
            deployment.sms()
            deployment.hand_out()
            deployment.get(link)
            deployment.post(link, posted_form(deployment))
    with deployment.aws.refusing("SendEmail", "SendMessageBatch"):
        deployment.sms()
        deployment.later(minutes=5)
        with pytest.raises(Exception, match="SendMessage"):
            deployment.sweep()
    deployment.later(minutes=5)
    deployment.sweep()
    deployment.deliver()
    deployment.get(link + "x")
    deployment.call("POST", "/sms/incoming", "Body=0987654321", {"X-Twilio-Signature": "x"})
    deployment.press(link, "tell", how="phone", whom="citizen", note="Bà Hoàng Thị Mai đã nghe.")
    climb(deployment)
    captured = capfd.readouterr()
    said = captured.out + captured.err + caplog.text
    assert len(said) > 5_000
    assert personal_in(said) == []
    assert personal_in(said.encode().decode("unicode_escape", "replace")) == []
    tokens = [mail.link.removeprefix("/viec/") for mail in deployment.mails() if mail.link]
    for token in tokens:
        assert token not in said
        assert token.split(".")[1] not in said
    keys, account = wiring.keys(), wiring.twilio_account()
    for secret in (keys.link_key, keys.phone_key, *account.tokens):
        assert secret not in said


def posted_form(deployment: Deployment) -> list[tuple[str, str]]:
    return [
        ("action", "tell"),
        ("revision", "999"),
        ("how", "phone"),
        ("note", "Hoàng Thị Mai, 0987 654 321"),
    ]
