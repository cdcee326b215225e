"""Whoever was told is asked how they found it, and says so on a page; and what the chief makes of
a result that was found poor."""

from __future__ import annotations

import re

import pytest

from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY, CITIZEN
from tests.support.gateway import BASE
from tests.support.office import CHIEF, Office

WHY = "Đèn chỉ sáng được hai hôm rồi lại tắt."
THANKS = "Cảm ơn Ông/Bà"


def texts(deployment):
    return [sent["Body"] for sent in deployment.provider.sent if sent["To"] == CITIZEN]


@pytest.fixture
def told(deployment):
    """The citizen was told, the day's report has gone."""
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    deployment.later(days=1)
    deployment.report()
    deployment.deliver()
    return deployment


def address(deployment):
    """The path to which the newest text leads."""
    [found] = re.findall(rf"{BASE}(/danh-gia/\S+)", texts(deployment)[-1])
    return found


def sent(deployment, at, form):
    """What is read after a form."""
    answer = deployment.post(at, form)
    return deployment.get(answer.headers["Location"]) if answer.status == 303 else answer


def rate(deployment, at, **typed):
    return sent(deployment, at, deployment.get(at).page.fill("rate", **typed))


def test_the_text_leads_to_a_page_that_says_nothing_of_the_matter(told):
    text = texts(told)[-1]
    assert text.startswith("UBND TPLS: Xin danh gia ket qua ")
    assert len(text) <= 160
    answer = told.get(address(told))
    assert answer.status == 200
    assert "Ông/Bà có hài lòng không?" in answer.page.text
    identity = told.identity()
    for secret in (identity.name, identity.address, told.file().case.approved, "0912"):
        assert secret not in answer.body


def test_opening_it_does_nothing(told):
    before = told.dump()
    for _ in range(3):
        told.get(address(told))
    assert told.dump() == before


def test_what_is_said_there_is_on_file_with_its_reason_and_thanked_for(told):
    answer = rate(told, address(told), stars="2", words=WHY)
    assert THANKS in answer.page.text
    case = told.file().case
    assert (case.state, case.stars, case.joined) == (State.REVIEW, 2, 1)
    [said] = [raw for raw in told.raws() if raw.channel is Channel.PAGE]
    assert (said.text, said.taken_as) == (WHY, case.code)
    told.deliver()
    review = told.get(told.newest_link(told.authority.chief.mail))
    assert WHY in review.page.text


def test_it_is_said_once_whoever_posts_again(told):
    at = address(told)
    page = told.get(at).page
    forms = [
        page.fill("rate", stars=stars, words=words) for stars, words in (("5", ""), ("1", WHY))
    ]
    for form in (*forms, forms[0]):
        assert THANKS in sent(told, at, form).page.text
    assert told.file().case.stars == 5
    assert len([raw for raw in told.raws() if raw.channel is Channel.PAGE]) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"words": WHY}, "Xin chọn một mức"), ({"stars": "4", "words": "x" * 2001}, "quá dài")],
)
def test_what_is_missing_or_too_long_is_said_beside_it_and_nothing_is_lost(told, typed, said):
    answer = told.post(address(told), list(typed.items()))
    assert answer.status == 422
    assert said in answer.page.text
    assert typed["words"] in answer.body
    assert told.file().case.stars == 0


@pytest.mark.parametrize("stars", ["0", "6", "", "năm", "55"])
def test_nobody_gives_more_or_less_than_there_is(told, stars):
    at = address(told)
    assert told.post(at, [("stars", stars), ("words", "")]).status == 422
    assert told.file().case.stars == 0


@pytest.mark.parametrize(
    "other", ["/danh-gia/123456784.x", "/danh-gia/123456784", "/danh-gia/x.y", "/danh-gia/."]
)
def test_an_address_that_is_not_ours_opens_nothing(told, other):
    assert told.get(other).status == 404
    assert told.post(other, [("stars", "1")]).status == 404


def test_another_cases_proof_opens_nothing(told):
    code, _, proof = address(told).removeprefix("/danh-gia/").partition(".")
    assert told.get(f"/danh-gia/246813576.{proof}").status == 404
    assert told.get(f"/danh-gia/{code}.{proof[:-1]}").status == 404


def test_after_a_month_nobody_rates_any_more(told):
    at = address(told)
    told.later(days=40)
    assert told.get(at).status == 404
    assert told.post(at, [("stars", "1"), ("words", WHY)]).status == 404


def test_what_was_said_when_the_function_died_is_found_by_the_sweeper(told):
    at = address(told)
    page = told.get(at).page
    with told.aws.refusing("TransactWriteItems"):
        answer = told.post(at, page.fill("rate", stars="1", words=WHY))
    assert answer.status >= 500
    assert WHY in answer.body
    told.later(minutes=1)
    told.sweep()
    assert (told.file().case.state, told.file().case.stars) == (State.REVIEW, 1)
    assert THANKS in told.get(at).page.text


def test_it_takes_one_request_to_open_it_and_three_to_say_something(told):
    """The case; the words as they came; the case with them."""
    at = address(told)
    told.get(at)
    before = told.aws.asked
    told.get(at)
    assert told.aws.asked - before == 1
    before = told.aws.asked
    told.post(at, [("stars", "1"), ("words", WHY)])
    assert told.aws.asked - before == 3


def reviewed(told, **typed):
    rate(told, address(told), stars="1", words=WHY)
    told.deliver()
    link = told.newest_link(told.authority.chief.mail)
    order = {"agency": AGENCY, "document": "9/VP-TCD", "words": "Mới sửa tạm."}
    return link, {**order, **typed}


def test_the_chief_gives_it_to_an_agency_once_more_and_the_citizen_reads_that(told):
    first = told.file()
    link, order = reviewed(told)
    answer, _ = told.press(link, "open_again", **order)
    assert answer.status == 200
    told.deliver()
    file = told.file()
    assert (file.case.state, file.case.first.stars) == (State.ASSIGNED, 1)
    assert file.before == first.assignments
    assert [a.document for a in file.assignments] == ["9/VP-TCD"]
    assert "giai quyet lai" in texts(told)[-1] or "giải quyết lại" in texts(told)[-1]
    [mail] = [m for m in told.mails() if "9/VP-TCD" in m.text]
    assert "giao giải quyết lại" in mail.text
    page = told.get(told.link(Todo.ANSWER)).page
    assert "9/VP-TCD" in page.text
    assert first.assignments[0].answer in page.text


def test_the_office_sees_what_was_told_the_first_time(told):
    link, order = reviewed(told)
    told.press(link, "open_again", **order)
    page = Office(told, CHIEF).get(f"/van-phong/ho-so/{told.codes()[0]}").page.text
    assert "Lần giải quyết thứ nhất" in page
    assert told.file().case.first.approved in page
    assert WHY in page


def test_what_lacks_in_the_chiefs_form_is_said_beside_it_and_nothing_changes(told):
    link, order = reviewed(told, document="")
    answer, _ = told.press(link, "open_again", **order)
    assert answer.status == 422
    assert "Chưa ghi số văn bản giao việc." in answer.page.text
    assert "Mới sửa tạm." in answer.body
    assert told.file().case.state is State.REVIEW


def test_of_a_review_that_changes_nothing_the_citizen_reads_that_somebody_has_looked(told):
    link, order = reviewed(told)
    told.press(link, "close_review", words=order["words"])
    told.deliver()
    assert told.file().case.state is State.CLOSED
    assert "xem lai" in texts(told)[-1] or "xem lại" in texts(told)[-1]
