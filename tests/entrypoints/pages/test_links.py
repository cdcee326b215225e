"""Mailed links: whatever does not open is one neutral page that reveals nothing; looking at a link
changes nothing."""

from datetime import timedelta

import pytest

from chalicelib import wiring
from chalicelib.domain.case.todos import Todo
from chalicelib.domain.formats.codes import grouped
from chalicelib.store.dynamo.case_items import LinkItem
from tests.support.web import AGENCY, SUMMARY, Answer, Doorway, configure
from tests.support.world import TUESDAY_NINE

NOWHERE = "/viec/AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA"
WAY = (
    Todo.SCREEN,
    Todo.ASSIGN,
    Todo.DIRECT,
    Todo.ANSWER,
    Todo.DRAFT,
    Todo.APPROVE,
    Todo.TELL,
)

MALFORMED = {
    "a word": "x",
    "a dot": ".",
    "dots": "...",
    "no mac": "AAAAAAAAAAAAAAAA.",
    "no id": ".AAAAAAAAAAAAAAAAAAAAAAAA",
    "accented": "việc.đã-xong",
    "accented mac": "AAAAAAAAAAAAAAAA.mậtkhẩu",
    "percent": "%E1%BB%87.%00",
    "broken": "\udcff.\udcff",
    "traversal": "../../../etc/passwd.x",
    "encoded traversal": "..%2f..%2fetc%2fpasswd.x",
    "null": "\x00.\x00",
    "lines": "a\r\nSet-Cookie: x=1.b",
    "braces": "{token}.{0}",
    "markup": "<script>alert(1)</script>.x",
    "long id": "a" * 50_000 + ".b",
    "long mac": "a." + "b" * 50_000,
    "a case's key": "case#123456784.head",
    "blanks": " . ",
    "emoji": "🔑.🔑",
}


def neutral(doorway: Doorway) -> Answer:
    """What an unknown link shows."""
    answer = doorway.get(NOWHERE)
    assert answer.status == 404
    assert "Liên kết này không mở được" in answer.page.text
    return answer


def ways_to_fail(link: str) -> list[str]:
    token = link.removeprefix("/viec/")
    link_id, mac = token.split(".")
    return [
        f"/viec/{link_id}.{mac[:-1]}",
        f"/viec/{link_id}.{mac}A",
        f"/viec/{link_id}.{mac.swapcase()}",
        f"/viec/{link_id}.{mac}%20",
        f"/viec/{link_id.swapcase()}.{mac}",
        f"/viec/{mac}.{link_id}",
        f"/viec/{link_id}.{mac}.{mac}",
        f"/viec/{link_id}",
    ]


@pytest.mark.parametrize("token", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_link_is_the_same_page_as_an_unknown_one(doorway, token):
    params = {"token": token}
    assert doorway.call("GET", "/viec/x", params=params).same == neutral(doorway).same
    assert doorway.call("POST", "/viec/x", "", params=params).same == neutral(doorway).same
    assert doorway.dump() == []


def test_a_link_that_was_copied_wrongly_is_the_same_page(doorway):
    link = doorway.way_to(Todo.SCREEN)
    for wrong in ways_to_fail(link):
        assert doorway.get(wrong).same == neutral(doorway).same, wrong
    assert doorway.get(link).status == 200


def test_the_mac_of_one_link_opens_no_other(doorway):
    one, other = doorway.way_to(Todo.SCREEN), doorway.way_to(Todo.SCREEN)
    mixed = f"{one.split('.')[0]}.{other.split('.')[1]}"
    assert doorway.get(mixed).same == neutral(doorway).same


def test_with_another_key_no_link_that_was_mailed_opens(doorway):
    link = doorway.way_to(Todo.SCREEN)
    for key in ("another", ""):
        configure("t", link_key=key)
        assert doorway.get(link).same == neutral(doorway).same


def on_file(link: str) -> LinkItem:
    link_id = link.removeprefix("/viec/").split(".")[0]
    return LinkItem.get(f"link#{link_id}", "link")


def revoke(doorway: Doorway, link: str) -> None:
    on_file(link).update(actions=[LinkItem.revoked.set(1)])


def expire(doorway: Doorway, link: str) -> None:
    doorway.at = on_file(link).expires_at


def delete(doorway: Doorway, link: str) -> None:
    on_file(link).delete()


@pytest.mark.parametrize("todo", WAY)
@pytest.mark.parametrize("end", [revoke, expire, delete])
def test_a_link_that_ended_is_the_same_page(doorway, todo, end):
    link = doorway.way_to(todo)
    assert doorway.get(link).status == 200
    end(doorway, link)
    assert doorway.get(link).same == neutral(doorway).same


def test_a_link_lives_until_the_second_it_expires(doorway):
    link = doorway.way_to(Todo.SCREEN)
    last = on_file(link).expires_at
    assert last - doorway.at >= timedelta(days=doorway.authority.terms.link_days)
    doorway.at = last - timedelta(seconds=1)
    assert doorway.get(link).status == 200
    doorway.at = last
    assert doorway.get(link).status == 404


def test_every_link_that_was_used_is_the_same_page(doorway):
    doorway.way_to(Todo.TELL)
    doorway.press(doorway.link(Todo.TELL), "tell", how="phone")
    used = [mail.link for mail in doorway.mails() if mail.link]
    assert len(used) == 6
    for link in used:
        assert doorway.get(link).same == neutral(doorway).same


def test_a_link_overtaken_by_another_persons_act_is_the_same_page(doorway):
    link = doorway.way_to(Todo.SCREEN)
    doorway.at = TUESDAY_NINE.replace(day=20, hour=8, minute=1)
    doorway.escalate()
    doorway.deliver()
    chiefs = doorway.newest_link(doorway.authority.chief.mail)
    assert doorway.get(chiefs).status == 200
    doorway.press(link, "propose", field="S1", summary=SUMMARY, agency=AGENCY)
    assert doorway.get(chiefs).same == neutral(doorway).same
    typed = doorway.post(chiefs, [("summary", "lời của tôi"), ("action", "propose")])
    assert typed.status == 404
    assert "lời của tôi" in typed.page.text


def test_the_neutral_page_reveals_nothing(doorway):
    link = doorway.way_to(Todo.ANSWER)
    case = doorway.file().case
    revoke(doorway, link)
    said = doorway.get(link).body
    secrets = [case.code, grouped(case.code), SUMMARY, "Hoàng Thị Mai", "987654321"]
    states = [v for k, v in doorway.authority.texts.items() if k.startswith("state.")]
    for secret in (*secrets, *states, AGENCY, "12/VP", link.removeprefix("/viec/")):
        assert secret not in said
    assert doorway.authority.lines[0].shown in said


@pytest.mark.parametrize("end", [revoke, expire, delete])
def test_what_was_typed_into_an_ended_link_is_given_back(doorway, end):
    link = doorway.way_to(Todo.ANSWER)
    end(doorway, link)
    before = doorway.dump()
    typed = [
        ("revision", "3"),
        ("answer", "Dòng một\r\nDòng hai <b>&amp;"),
        ("name", "Lý Văn Tư"),
        ("title", ""),
        ("action", "answer"),
    ]
    answer = doorway.post(link, typed)
    assert answer.status == 404
    assert "Dòng một\nDòng hai &lt;b&gt;&amp;amp;" in answer.body
    assert "Lý Văn Tư" in answer.body
    assert doorway.dump() == before


def test_a_post_that_types_nothing_is_the_neutral_page_itself(doorway):
    assert doorway.post(NOWHERE, [("revision", "1"), ("action", "x")]).same == neutral(doorway).same


SCANNERS = [
    {},
    {"User-Agent": "Mozilla/5.0 (compatible; SafeLinks)"},
    {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender"},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Accept": "image/png"},
]


@pytest.mark.parametrize("todo", WAY)
def test_looking_changes_nothing_however_often_and_whoever_looks(doorway, todo):
    link = doorway.way_to(todo)
    before, writes = doorway.dump(), doorway.aws.writes
    first = doorway.get(link)
    for headers in SCANNERS:
        assert doorway.call("GET", link, headers=headers).same == first.same
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        assert doorway.call(method, link).status == 405
    query = "?action=propose&action=assign&action=answer&action=approve&action=tell&how=phone"
    assert doorway.call("GET", link + query).same == first.same
    body = doorway.call("GET", link, "action=tell&how=phone")
    assert body.same == first.same
    assert doorway.dump() == before
    assert doorway.aws.writes == writes
    assert doorway.queued() == 0


def test_a_link_to_view_shows_the_case_and_acts_on_nothing(doorway):
    doorway.way_to(Todo.SCREEN)
    doorway.at = TUESDAY_NINE.replace(day=24, hour=7, minute=1)
    doorway.escalate()
    doorway.deliver()
    link = doorway.newest_link(doorway.authority.head.mail)
    before = doorway.dump()
    shown = doorway.get(link)
    assert shown.status == 200
    assert "<form" not in shown.body
    for action in ("propose", "assign", "direct", "approve", "tell", "save", ""):
        typed = [("action", action), ("revision", "1"), ("summary", "lời"), ("how", "phone")]
        answer = doorway.post(link, typed)
        assert answer.status == 404
        assert "lời" in answer.page.text
    assert doorway.dump() == before


def test_no_usable_link_is_stored_anywhere(doorway):
    doorway.way_to(Todo.TELL)
    stored = str(doorway.dump())
    for mail in doorway.mails():
        assert mail.link.removeprefix("/viec/") not in stored
        assert mail.link.split(".")[-1] not in stored
    assert wiring.secrets().link_key not in stored
