"""An expired link asks for a fresh one: it goes to its holder's own address, and nobody learns from
the answer whether one went out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.todos.links import ASKS_FOR
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.case_items import LinkItem
from tests.support.at_once import at_once
from tests.support.deployment import WAY, Deployment
from tests.support.mailed import NOWHERE, id_of

FRESH = "/lien-ket-moi"
OFFERS = "Gửi liên kết mới</button>"


def on_file(link: str) -> LinkItem:
    return LinkItem.get(f"link#{id_of(link)}", "link")


def expire(deployment: Deployment, link: str) -> None:
    deployment.at = on_file(link).expires_at


def expired(deployment: Deployment, todo: Todo = Todo.ANSWER) -> str:
    link = deployment.way_to(todo)
    expire(deployment, link)
    return link


def ask(deployment: Deployment, link: str):
    answer = deployment.post(f"{link}{FRESH}", [])
    deployment.deliver()
    return answer


def fresh(deployment: Deployment) -> list[str]:
    """Where fresh links were mailed to."""
    subjects = [mail for mail in deployment.mails() if "Liên kết mới" in mail.subject]
    return [mail.to for mail in subjects]


@pytest.mark.parametrize("todo", WAY)
def test_its_page_says_that_it_has_expired_and_offers_a_fresh_one(deployment, todo):
    link = expired(deployment, todo)
    page = deployment.get(link)
    assert page.status == 404
    assert "đã hết hạn" in page.page.text
    assert OFFERS in page.body


@pytest.mark.parametrize("todo", WAY)
def test_pressed_its_holder_is_mailed_a_link_that_opens_the_same_to_do(deployment, todo):
    link = expired(deployment, todo)
    ask(deployment, link)
    assert fresh(deployment) == [deployment.holder(todo)]
    new = deployment.link(todo)
    assert new != link
    assert deployment.get(new).status == 200
    assert deployment.get(link).status == 404
    [said] = [e for e in deployment.file().history if e.kind == "link_asked"]
    assert said.words["to"]


def test_the_page_of_the_expired_link_reveals_nothing_of_the_case(deployment):
    link = expired(deployment)
    case = deployment.file().case
    said = deployment.get(link).body + ask(deployment, link).body
    for secret in (case.code, case.summary, "Hoàng Thị Mai", "do-thi", "987654321"):
        assert secret not in said


def revoke(deployment: Deployment, link: str) -> None:
    on_file(link).update(actions=[LinkItem.revoked.set(1)])
    expire(deployment, link)


def use(deployment: Deployment, link: str) -> None:
    deployment.press(link, "answer", answer="Xong", name="Lý Văn Tư", title="Trưởng phòng")
    deployment.deliver()
    expire(deployment, link)


def overtake(deployment: Deployment, link: str) -> None:
    """The agency answers by another link of its own."""
    other = deployment.services.store.links.get(id_of(link))
    twin = replace(other, id=f"{other.id}x")
    deployment.services.store.links.put(twin)
    token = deployment.services.store.links.token(twin)
    use(deployment, f"/viec/{token}")


def forget(deployment: Deployment, link: str) -> None:
    deployment.at = on_file(link).expires_at + ASKS_FOR


def lose(deployment: Deployment, link: str) -> None:
    expire(deployment, link)
    on_file(link).delete()


def keep(deployment: Deployment, link: str) -> None:
    """It has not expired at all."""


@pytest.mark.parametrize("end", [revoke, use, overtake, forget, lose])
def test_any_other_link_that_ended_shows_the_page_of_an_unknown_one(deployment, end):
    link = deployment.way_to(Todo.ANSWER)
    end(deployment, link)
    assert deployment.get(link).same == deployment.get(NOWHERE).same


@pytest.mark.parametrize("end", [revoke, use, overtake, forget, lose, keep])
def test_asked_by_any_other_link_nothing_is_sent_and_the_answer_is_the_same(deployment, end):
    link = deployment.way_to(Todo.ANSWER)
    end(deployment, link)
    before = deployment.dump()
    answer = ask(deployment, link)
    assert deployment.dump() == before
    assert fresh(deployment) == []
    assert answer.same == deployment.post(f"{NOWHERE}{FRESH}", []).same
    assert answer.status == 200


@pytest.mark.parametrize("token", ["x", "...", "AAAA.", ".AAAA", "việc.đã", "a" * 5000 + ".b"])
def test_a_malformed_link_asks_for_nothing_and_gets_the_same_answer(deployment, token):
    known = deployment.post(f"{NOWHERE}{FRESH}", [])
    answer = deployment.post(f"/viec/{token}{FRESH}", [])
    assert answer.same == known.same
    assert deployment.dump() == []


def test_the_answer_is_the_same_whether_one_was_sent_or_not(deployment):
    link = expired(deployment)
    sent = ask(deployment, link)
    again = ask(deployment, link)
    assert len(fresh(deployment)) == 1
    assert sent.same == again.same == deployment.post(f"{NOWHERE}{FRESH}", []).same


def test_pressed_at_once_by_several_one_mail_comes(deployment):
    link = expired(deployment)
    at_once(3, lambda: deployment.post(f"{link}{FRESH}", []))
    deployment.deliver()
    assert len(fresh(deployment)) == 1


def test_three_a_day_are_mailed_by_whichever_link_and_then_no_more(deployment, capsys):
    link = expired(deployment)
    for _ in range(6):
        ask(deployment, link)
        deployment.later(minutes=2)
    assert len(fresh(deployment)) == 3
    assert '"FreshLinkLimited": 1' in capsys.readouterr().out
    deployment.later(hours=8)
    ask(deployment, link)
    assert len(fresh(deployment)) == 4


def test_asked_again_the_mail_has_the_link_that_they_have_already(deployment):
    link = expired(deployment)
    ask(deployment, link)
    first = deployment.link(Todo.ANSWER)
    deployment.later(minutes=5)
    ask(deployment, link)
    assert deployment.link(Todo.ANSWER) == first


def test_it_goes_to_the_address_that_they_have_now(deployment):
    link = expired(deployment)
    agency = deployment.services.rules.authority.agency("do-thi")
    object.__setattr__(agency, "mail", "do-thi-moi@langson.example")
    try:
        ask(deployment, link)
        assert fresh(deployment) == ["do-thi-moi@langson.example"]
    finally:
        object.__setattr__(agency, "mail", "do-thi@langson.example")


def test_one_that_was_sent_to_an_address_its_holder_has_left_asks_for_nothing(
    deployment, monkeypatch
):
    link = expired(deployment)
    monkeypatch.setattr(Authority, "since", lambda *_: deployment.at)
    assert deployment.get(link).same == deployment.get(NOWHERE).same
    ask(deployment, link)
    assert fresh(deployment) == []


def test_an_address_in_the_request_is_looked_at_by_nobody(deployment):
    link = expired(deployment)
    deployment.post(f"{link}{FRESH}", [("mail", "stranger@example.net"), ("to", "x@y.vn")])
    deployment.deliver()
    assert fresh(deployment) == [deployment.holder(Todo.ANSWER)]


def test_looking_at_either_page_sends_nothing(deployment):
    link = expired(deployment)
    before = deployment.dump()
    for path in (link, f"{link}{FRESH}"):
        for method in ("GET", "HEAD"):
            deployment.call(method, path)
    assert deployment.get(f"{link}{FRESH}").headers["Location"] == link
    assert deployment.dump() == before
    assert deployment.queued() == 0


def test_what_was_typed_into_it_is_given_back_beside_the_way_to_a_fresh_one(deployment):
    link = expired(deployment)
    answer = deployment.post(link, [("action", "answer"), ("answer", "Đã thay bóng đèn")])
    assert answer.status == 404
    assert "Đã thay bóng đèn" in answer.body
    assert OFFERS in answer.body


def test_an_open_form_of_the_office_stays_fresh_when_somebody_asks(deployment):
    link = expired(deployment)
    revision = deployment.file().case.revision
    ask(deployment, link)
    assert deployment.file().case.revision == revision


def test_its_record_is_kept_for_as_long_as_it_may_ask(deployment):
    item = on_file(deployment.way_to(Todo.ANSWER))
    assert item.ttl - item.expires_at == ASKS_FOR
    assert timedelta(days=90) == ASKS_FOR
