"""A sender's flood on the office's pages: one row, one form for all, each case by itself."""

import re

import pytest

from chalicelib.domain.case.workflow import State
from tests.support.deployment import CITIZEN
from tests.support.office import CHIEF, NGHIA, Office

MOST = 5
TEXT = "Rác ở ngõ {} Bà Triệu chưa dọn, đề nghị dọn"
SECRET = "Đề nghị giữ bí mật tên tôi. Rác ở ngõ 99 Bà Triệu chưa dọn"
ALL = "Từ chối cả 5 phản ánh cùng người gửi"


def write(deployment, number, text=TEXT, sender=CITIZEN):
    for nth in range(number):
        deployment.sms(deployment.message_fields(text.format(nth), sender))
        deployment.later(seconds=20)
    deployment.deliver()


@pytest.fixture
def flood(deployment):
    """The codes of a group, its head first."""
    write(deployment, MOST + 2)
    cases = [deployment.file(code).case for code in deployment.codes()]
    return [case.code for case in sorted(cases, key=lambda case: case.received_at)]


def screening(code):
    return f"/van-phong/ho-so/{code}/screen/-"


def link_to(deployment, code):
    """The mailed link by which this case is screened."""
    said = "\n".join(mail.text for mail in deployment.mails())
    found = re.search(rf"– {words(code)} .*\nhttps?://[^/\s]+(/viec/\S+)", said)
    assert found
    return found[1]


def words(code):
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def test_the_board_has_one_row_that_says_how_many_cases_and_messages_it_is(deployment, flood):
    board = Office(deployment, NGHIA).get("/van-phong").body
    assert "5 phản ánh, 7 tin nhắn của cùng người gửi" in board
    assert words(flood[0]) in board
    assert not [code for code in flood[1:] if words(code) in board]


def test_the_heads_page_shows_the_words_of_all_with_links_and_offers_to_refuse_all(
    deployment, flood
):
    office = Office(deployment, NGHIA)
    page = office.get(screening(flood[0])).body
    for nth, code in enumerate(flood[1:], start=1):
        assert f'href="/van-phong/ho-so/{code}"' in page
        assert f"Rác ở ngõ {nth} Bà Triệu" in page
    assert ALL in page
    assert 'name="together" value="yes">' in page  # not ticked
    assert "4 phản ánh" in office.get(f"/van-phong/ho-so/{flood[0]}").body


def test_a_grouped_cases_page_leads_to_its_head_and_offers_nothing_for_all(deployment, flood):
    page = Office(deployment, NGHIA).get(screening(flood[1])).body
    assert f'href="/van-phong/ho-so/{flood[0]}"' in page
    assert "Từ chối cả" not in page


def test_one_form_refuses_all_of_them_and_the_chief_finds_each(deployment, flood):
    office = Office(deployment, NGHIA)
    answer, _ = office.fill(screening(flood[0]), "refuse", reason="nuisance", together="yes")
    assert answer.status == 200
    assert "Từ chối cùng lúc 4 phản ánh khác của người gửi" in answer.body
    assert {deployment.file(code).case.state for code in flood} == {State.REFUSED}
    listed = Office(deployment, CHIEF).get("/van-phong/tu-choi").body
    assert all(words(code) in listed for code in flood)


def test_the_mailed_link_refuses_all_too(deployment, flood):
    link = link_to(deployment, flood[0])
    answer, _ = deployment.press(link, "refuse", reason="nuisance", together="yes")
    assert answer.status == 200
    assert {deployment.file(code).case.state for code in flood} == {State.REFUSED}


def test_without_the_tick_the_others_are_rows_of_their_own_again(deployment, flood):
    office = Office(deployment, NGHIA)
    office.fill(screening(flood[0]), "refuse", reason="nuisance")
    board = office.get("/van-phong").body
    assert words(flood[0]) not in board
    assert all(words(code) in board for code in flood[1:])


def test_what_came_after_the_page_was_opened_is_not_refused_with_it(deployment, flood):
    office = Office(deployment, NGHIA)
    form = office.get(screening(flood[0])).page.fill("refuse", reason="nuisance", together="yes")
    write(deployment, 1)
    answer = office.post(screening(flood[0]), [(k, v) for k, v in form if k != "csrf"])
    assert answer.status == 409
    assert 'name="together" value="yes" checked' in answer.body
    assert {deployment.file(code).case.state for code in flood} == {State.RECEIVED}


def test_what_is_secret_is_not_refused_through_a_page_that_does_not_show_it(deployment):
    for text in (TEXT, SECRET, *[TEXT] * (MOST - 1)):
        deployment.sms(deployment.message_fields(text, CITIZEN))
        deployment.later(seconds=20)
    deployment.deliver()
    codes = deployment.codes()
    (secret,) = [code for code in codes if deployment.file(code).case.confidential]
    (head,) = [code for code in codes if deployment.file(code).case.grouped]
    link = link_to(deployment, head)
    page = deployment.get(link).body
    assert "ngõ 99" not in page
    assert "Từ chối cả 4 phản ánh cùng người gửi" in page
    deployment.press(link, "refuse", reason="nuisance", together="yes")
    states = {code: deployment.file(code).case.state for code in codes}
    assert states.pop(secret) is State.RECEIVED
    assert set(states.values()) == {State.REFUSED}


def test_a_mailed_link_shows_further_texts_without_offering_to_take_them_out(deployment, flood):
    page = deployment.get(link_to(deployment, flood[0]))
    assert page.status == 200
    assert "Nhắn thêm lúc" in page.body
    assert "Tách thành việc riêng" not in page.body
