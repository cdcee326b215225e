"""Numbers on the office's pages: typed in any spelling, never refused as they were shown, and never
offered for ringing where nobody is reached."""

import base64
import re

import pytest

from chalicelib.domain.case.case import Identity
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.vault_items import IdentityItem
from tests.support.deployment import CITIZEN, HOTLINE, Deployment
from tests.support.office import NGHIA, Office

MATTER = "Cống ở đầu ngõ tắc từ mấy hôm nay, nước tràn ra đường."
SENDERS = [
    *("+84977111222", "0977111222", " 84977111222", "+840977111222", "sip:84977111222@host"),
    *("whatsapp:+84977111222", "+842053871234", "0253871234", "01691234567"),
    *("+8613800138000", " 8613800138000", "+85620123456", "+12025550123", "+4912345678901"),
    *("8086", "19001234", "VIETTEL", "anonymous", "+266696687", "messenger:1234567890", ""),
    *(HOTLINE, "0886 121 666"),
]
OLDER = [
    *("0977111222", "whatsapp:+84977111222", "sip:+84977111222@host", "+8613800138000"),
    *(HOTLINE, "VIETTEL", "+99 12"),
]


def screening(deployment: Deployment, text: str = MATTER, sender: str = CITIZEN) -> str:
    deployment.sms(deployment.message_fields(text, sender))
    deployment.deliver()
    return deployment.link(Todo.SCREEN)


def shown(page: str) -> str:
    """What stands in the field for the number."""
    (field,) = re.findall(r'<input id="phone"[^>]* value="([^"]*)"', page)
    return field


@pytest.mark.parametrize("sender", SENDERS)
def test_what_the_page_filled_in_is_accepted_and_stays_the_same(deployment, sender):
    link = screening(deployment, sender=sender)
    before = deployment.identity()
    answer, _ = deployment.press(link, "save")
    assert answer.status in (200, 303), answer.page.text
    assert deployment.identity() == before


@pytest.mark.parametrize("older", OLDER)
def test_what_an_older_release_kept_as_contact_is_shown_and_accepted(deployment, older):
    link = screening(deployment)
    kept = IdentityItem(f"case#{deployment.file().case.code}", "identity#00001")
    kept.identity = Identity(name="Hà Văn Ba", phone=older, sender=older)
    kept.save()
    answer, _ = deployment.press(link, "save")
    assert answer.status in (200, 303), answer.page.text
    known = deployment.authority.reached_at(older)
    assert deployment.identity().phone == known


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "977111222",
            "'0977111222",
            '="0977111222"',
            "0977\u200b.111.222",
            "０９７７ １１１ ２２２",
        ),
        *(
            "\u202a+84 977 111 222\u202c",
            "84-977-111-222",
            "“0977111222”",
            "0977\u00ad111\u00a0222",
        ),
    ],
)
def test_a_number_is_taken_however_it_was_typed_or_pasted(deployment, typed):
    link = screening(deployment, sender="8086")
    answer, _ = deployment.press(link, "save", phone=typed)
    assert answer.status in (200, 303), answer.page.text
    assert deployment.identity().phone == "+84977111222"
    assert shown(deployment.get(link).body) == "0977 111 222"


@pytest.mark.parametrize("typed", ["0886121666", "+84 886 121 666", "886121666"])
def test_the_lines_own_number_is_not_taken_as_contact_and_the_page_says_why(deployment, typed):
    link = screening(deployment)
    before = deployment.identity()
    answer, _ = deployment.press(link, "save", phone=typed)
    assert answer.status == 422
    assert "số của chính đường dây nóng" in answer.page.text
    assert shown(answer.body) == typed
    assert deployment.identity() == before


def test_what_is_no_number_is_still_refused(deployment):
    answer, _ = deployment.press(screening(deployment), "save", phone="0977 111 22")
    assert answer.status == 422
    assert "Số điện thoại chưa đúng" in answer.page.text


@pytest.mark.parametrize("sender", ["VIETTEL", "8086", HOTLINE, "0886121666", "+266696687"])
def test_no_page_offers_to_ring_where_nobody_is_reached(deployment, sender):
    page = deployment.get(screening(deployment, sender=sender))
    assert "tel:" not in page.body
    office = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.file().case.code}")
    assert office.status == 200
    assert "tel:" not in office.body


def test_a_number_is_offered_for_ringing_in_the_form_that_telephones_know(deployment):
    page = deployment.get(screening(deployment, sender=" 84977111222"))
    assert set(re.findall('href="tel:([^"]*)"', page.body)) == {"+84977111222"}


@pytest.mark.parametrize(
    "typed", ["0977111222", "977 111 222", "whatsapp:+84977111222", "0084977111222"]
)
def test_search_finds_a_number_in_any_spelling(deployment, typed):
    screening(deployment, sender="sip:84977111222@host")
    answer = Office(deployment, NGHIA).post("/van-phong/tim", [("q", typed)])
    assert answer.headers["Location"].endswith(deployment.file().case.code)


def test_search_finds_a_code_that_was_pasted_with_unseen_signs(deployment):
    screening(deployment)
    code = deployment.file().case.code
    pasted = "\u200b".join(f"\u202a{code}\u202c")
    answer = Office(deployment, NGHIA).post("/van-phong/tim", [("q", pasted)])
    assert answer.headers["Location"].endswith(code)


# --- what was read


def test_the_page_shows_what_came_and_beside_it_what_was_read_of_it(deployment):
    packed = base64.b64encode(MATTER.encode()).decode()
    code = deployment.get(screening(deployment, packed)).page.text
    assert packed in code
    assert MATTER in code
    assert "Máy đọc" in code


def test_unseen_signs_are_taken_out_of_what_was_read_alone(deployment):
    littered = "\u200b".join(MATTER)
    page = deployment.get(screening(deployment, littered))
    assert littered in page.page.text
    assert MATTER in page.page.text
    (raw,) = deployment.raws()
    assert raw.text == littered


def test_what_was_read_as_it_came_is_shown_once(deployment):
    page = deployment.get(screening(deployment)).page.text
    assert page.count(MATTER) == 1
    assert "Máy đọc" not in page
