"""Mailed links: whatever does not open is one neutral page that reveals nothing; looking at a link
changes nothing."""

from datetime import timedelta

import pytest

from chalicelib import wiring
from chalicelib.domain.formats.codes import grouped
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.case_items import LinkItem
from tests.support.answers import Answer
from tests.support.aws import configure
from tests.support.deployment import AGENCY, SUMMARY, WAY, Deployment
from tests.support.world import TUESDAY_NINE

NOWHERE = "/viec/AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA"

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


def neutral(deployment: Deployment) -> Answer:
    """What an unknown link shows."""
    answer = deployment.get(NOWHERE)
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
def test_a_malformed_link_is_the_same_page_as_an_unknown_one(deployment, token):
    params = {"token": token}
    assert deployment.call("GET", "/viec/x", params=params).same == neutral(deployment).same
    assert deployment.call("POST", "/viec/x", "", params=params).same == neutral(deployment).same
    assert deployment.dump() == []


def test_a_link_that_was_copied_wrongly_is_the_same_page(deployment):
    link = deployment.way_to(Todo.SCREEN)
    for wrong in ways_to_fail(link):
        assert deployment.get(wrong).same == neutral(deployment).same, wrong
    assert deployment.get(link).status == 200


def test_the_mac_of_one_link_opens_no_other(deployment):
    one, other = deployment.way_to(Todo.SCREEN), deployment.way_to(Todo.SCREEN)
    mixed = f"{one.split('.')[0]}.{other.split('.')[1]}"
    assert deployment.get(mixed).same == neutral(deployment).same


def test_with_another_key_no_link_that_was_mailed_opens(deployment):
    link = deployment.way_to(Todo.SCREEN)
    for key in ("another", ""):
        configure("t", link_key=key)
        assert deployment.get(link).same == neutral(deployment).same


def on_file(link: str) -> LinkItem:
    link_id = link.removeprefix("/viec/").split(".")[0]
    return LinkItem.get(f"link#{link_id}", "link")


def revoke(deployment: Deployment, link: str) -> None:
    on_file(link).update(actions=[LinkItem.revoked.set(1)])


def expire(deployment: Deployment, link: str) -> None:
    deployment.at = on_file(link).expires_at


def delete(deployment: Deployment, link: str) -> None:
    on_file(link).delete()


@pytest.mark.parametrize("todo", WAY)
@pytest.mark.parametrize("end", [revoke, delete])
def test_a_link_that_ended_is_the_same_page(deployment, todo, end):
    link = deployment.way_to(todo)
    assert deployment.get(link).status == 200
    end(deployment, link)
    assert deployment.get(link).same == neutral(deployment).same


def test_a_link_lives_until_the_second_it_expires(deployment):
    link = deployment.way_to(Todo.SCREEN)
    last = on_file(link).expires_at
    assert last - deployment.at >= timedelta(days=deployment.authority.terms.link_days)
    deployment.at = last - timedelta(seconds=1)
    assert deployment.get(link).status == 200
    deployment.at = last
    assert deployment.get(link).status == 404


def test_every_link_that_was_used_is_the_same_page(deployment):
    deployment.way_to(Todo.TELL)
    deployment.press(
        deployment.link(Todo.TELL), "tell", how="phone", whom="citizen", note="Đã nghe."
    )
    used = [mail.link for mail in deployment.mails() if mail.link]
    assert len(used) == 6
    for link in used:
        assert deployment.get(link).same == neutral(deployment).same


def test_a_link_overtaken_by_another_persons_act_is_the_same_page(deployment):
    link = deployment.way_to(Todo.SCREEN)
    deployment.at = TUESDAY_NINE.replace(day=20, hour=8, minute=1)
    deployment.escalate()
    deployment.deliver()
    chiefs = deployment.newest_link(deployment.authority.chief.mail)
    assert deployment.get(chiefs).status == 200
    deployment.press(link, "propose", field="S1", summary=SUMMARY, agency=AGENCY)
    assert deployment.get(chiefs).same == neutral(deployment).same
    typed = deployment.post(chiefs, [("summary", "lời của tôi"), ("action", "propose")])
    assert typed.status == 404
    assert "lời của tôi" in typed.page.text


def test_the_neutral_page_reveals_nothing(deployment):
    link = deployment.way_to(Todo.ANSWER)
    case = deployment.file().case
    revoke(deployment, link)
    said = deployment.get(link).body
    secrets = [case.code, grouped(case.code), SUMMARY, "Hoàng Thị Mai", "987654321"]
    states = [v for k, v in deployment.authority.texts.items() if k.startswith("state.")]
    for secret in (*secrets, *states, AGENCY, "12/VP", link.removeprefix("/viec/")):
        assert secret not in said
    assert deployment.authority.lines[0].shown in said


@pytest.mark.parametrize("end", [revoke, expire, delete])
def test_what_was_typed_into_an_ended_link_is_given_back(deployment, end):
    link = deployment.way_to(Todo.ANSWER)
    end(deployment, link)
    before = deployment.dump()
    typed = [
        ("revision", "3"),
        ("answer", "Dòng một\r\nDòng hai <b>&amp;"),
        ("name", "Lý Văn Tư"),
        ("title", ""),
        ("action", "answer"),
    ]
    answer = deployment.post(link, typed)
    assert answer.status == 404
    assert "Dòng một\nDòng hai &lt;b&gt;&amp;amp;" in answer.body
    assert "Lý Văn Tư" in answer.body
    assert deployment.dump() == before


def test_a_post_that_types_nothing_is_the_neutral_page_itself(deployment):
    assert (
        deployment.post(NOWHERE, [("revision", "1"), ("action", "x")]).same
        == neutral(deployment).same
    )


SCANNERS = [
    {},
    {"User-Agent": "Mozilla/5.0 (compatible; SafeLinks)"},
    {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender"},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Accept": "image/png"},
]


@pytest.mark.parametrize("todo", WAY)
def test_looking_changes_nothing_however_often_and_whoever_looks(deployment, todo):
    link = deployment.way_to(todo)
    before, writes = deployment.dump(), deployment.aws.writes
    first = deployment.get(link)
    for headers in SCANNERS:
        assert deployment.call("GET", link, headers=headers).same == first.same
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        assert deployment.call(method, link).status == 405
    query = "?action=propose&action=assign&action=answer&action=approve&action=tell&how=phone"
    assert deployment.call("GET", link + query).same == first.same
    body = deployment.call("GET", link, "action=tell&how=phone")
    assert body.same == first.same
    assert deployment.dump() == before
    assert deployment.aws.writes == writes
    assert deployment.queued() == 0


def test_a_link_to_view_shows_the_case_and_acts_on_nothing(deployment):
    deployment.way_to(Todo.ASSIGN)
    deployment.at = TUESDAY_NINE.replace(day=20, hour=8, minute=1)
    deployment.escalate()
    deployment.deliver()
    link = deployment.newest_link(deployment.holder(Todo.SCREEN))  # it waits for the chief now
    before = deployment.dump()
    shown = deployment.get(link)
    assert shown.status == 200
    assert "<form" not in shown.body
    for action in ("propose", "assign", "direct", "approve", "tell", "save", ""):
        typed = [("action", action), ("revision", "1"), ("summary", "lời"), ("how", "phone")]
        answer = deployment.post(link, typed)
        assert answer.status == 404
        assert "lời" in answer.page.text
    assert deployment.dump() == before


def test_no_usable_link_is_stored_anywhere(deployment):
    deployment.way_to(Todo.TELL)
    stored = str(deployment.dump())
    for mail in deployment.mails():
        assert mail.link.removeprefix("/viec/") not in stored
        assert mail.link.split(".")[-1] not in stored
    assert wiring.keys().link_key not in stored
