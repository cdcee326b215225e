"""The board with as much on it as after a bad night: all of it is there, and can be found."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from chalicelib.domain.case.case import Assignment
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.desk import ON_A_PAGE
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from tests.support.deployment import CITIZEN, Deployment
from tests.support.filled import FIRST, filled
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.requests import counted

BOARD = "/van-phong"
MANY = 353


def part(body: str, name: str) -> str:
    """A part of the board, by its name in the address."""
    found = body.partition(f'<section aria-labelledby="{name}">')[2]
    return found.partition("</section>")[0]


def shown(body: str, name: str) -> list[str]:
    """The codes on this page of a part, from top to bottom."""
    return re.findall(r"/van-phong/ho-so/(\d{9})", part(body, name))


def count(body: str, name: str) -> str:
    return re.search(r'class="count">([^<]+)<', part(body, name))[1]


def turned(office: Office, name: str, query: str = "") -> list[str]:
    """All codes of a part, by following the link to the next page."""
    found, path = [], f"{BOARD}?{query}"
    while path:
        body = office.get(path).body
        found += shown(body, name)
        following = re.search(r'rel="next" href="([^"]+)"', part(body, name))
        path = unescape(following[1]).partition("#")[0] if following else ""
    return found


@pytest.fixture
def officer(deployment: Deployment) -> Office:
    """Of an officer who has one case by text, and all that a test adds."""
    deployment.sms()
    deployment.deliver()
    owner = deployment.authority.officer(deployment.file().case.owner)
    return Office(deployment, owner.mail)


# --- all of it


def test_whoever_holds_hundreds_has_each_of_them_on_one_page_and_counted(deployment, officer):
    every = {*filled(deployment, MANY), deployment.codes()[0]} | set(deployment.codes())
    found = turned(officer, "trang-toi")
    assert len(found) == len(set(found)) == MANY + 1
    assert set(found) == every
    body = officer.get(BOARD).body
    assert count(body, "trang-toi") == str(MANY + 1)
    assert len(shown(body, "trang-toi")) == ON_A_PAGE


def test_a_matter_of_somebody_else_is_not_lost_behind_them(deployment, officer):
    filled(deployment, MANY)
    (late,) = filled(
        deployment, 1, FIRST + MANY, owner="son", received_at=deployment.at - timedelta(days=9)
    )
    assert late in turned(officer, "trang-khac")
    assert late in turned(Office(deployment, "son@vanphong.langson.example"), "trang-toi")


def test_what_came_first_stands_first_among_those_due_the_same_day(deployment, officer):
    early = deployment.file().case.received_at - timedelta(hours=1)
    first, second = (
        *filled(deployment, 1, FIRST + 9, received_at=early),
        *filled(deployment, 1, FIRST, received_at=early + timedelta(minutes=1)),
    )
    assert first > second
    assert turned(officer, "trang-toi")[:2] == [first, second]


def asked(office: Office) -> dict[str, int]:
    with counted() as requests:
        assert office.get(BOARD).status == 200
    return dict(requests)


def test_hundreds_cost_the_requests_of_one(deployment, officer):
    with_one = asked(officer)
    filled(deployment, MANY)
    assert asked(officer) == with_one
    assert with_one["Query"] == 2  # the open cases; the failed notifications


# --- filters


def test_filters_are_kept_in_the_address_from_page_to_page_and_counts_follow(deployment, officer):
    filled(deployment, 60, field="S2", ward="Mai Pha")
    query = "linh-vuc=S2&dia-ban=05992&trang-loi=3"
    assert len(turned(officer, "trang-toi", query)) == 60
    body = officer.get(f"{BOARD}?{query}").body
    assert count(body, "trang-toi") == "60 trong 61"
    assert '<option value="S2" selected>' in body
    assert "Bỏ lọc" in body


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("linh-vuc=S2", True),
        ("linh-vuc=S3", False),
        ("linh-vuc=-", False),
        ("dia-ban=05992", True),
        ("dia-ban=-", False),
        ("co-quan=do-thi", False),
        ("co-quan=-", True),
        ("han=calm", True),
        ("han=late", False),
        ("phu-trach=nghia", True),
        ("phu-trach=son", False),
        ("linh-vuc=S99&dia-ban=x&co-quan=&han=never&phu-trach=nobody&khac=1", True),
        ("trang-toi=x&trang-khac=-1&trang-loi=99999999999&trang-hoi=9999&trang-cho=%00", True),
    ],
)
def test_a_filter_that_is_known_is_heeded_and_any_other_word_ignored(
    deployment, officer, query, there
):
    (code,) = filled(deployment, 1, field="S2", ward="Mai Pha", owner="nghia")
    answer = Office(deployment, NGHIA).get(f"{BOARD}?{query}")
    assert answer.status == 200
    assert (code in shown(answer.body, "trang-toi")) is there


def test_late_ones_alone_are_asked_for_with_how_late_they_are(deployment):
    (code,) = filled(deployment, 1, owner="nghia")
    deployment.later(days=10)
    body = Office(deployment, NGHIA).get(f"{BOARD}?han=late").body
    assert code in shown(body, "trang-toi")
    assert "Quá hạn 3 ngày làm việc" in body


# --- a row


def test_a_row_says_what_where_who_and_why_when_it_came_and_what_is_only_suggested(deployment):
    deployment.sms()
    deployment.deliver()
    owner = deployment.authority.officer(deployment.file().case.owner)
    body = part(Office(deployment, CHIEF).get(BOARD).body, "trang-khac")
    field = deployment.authority.field(deployment.file().case.suggested_field)
    for said in (
        f"Gợi ý: {field.name}",
        "phường Hoàng Văn Thụ",
        f"<b>{owner.name}</b>: phân loại, đề xuất",
        "09:00 ngày 17/01/2017",
        "Chưa có tóm tắt",
    ):
        assert said in body
    filled(deployment, 1, state=State.PROPOSED, field="S2", summary="Cống tắc.", urgent=True)
    body = part(Office(deployment, CHIEF).get(BOARD).body, "trang-toi")
    for said in ("Cống tắc.", deployment.authority.field("S2").name, "Cấp bách", ": giao việc"):
        assert said in body
    assert "Gợi ý" not in body


def test_the_agencies_that_still_owe_are_named_and_those_beyond_two_counted(deployment):
    deployment.sms()
    code = filled(deployment, 1, state=State.ASSIGNED)[0]
    rules, store = deployment.services.rules, deployment.services.store
    loaded = store.cases.load(code)
    clock = loaded.file.case.clocks[0]
    agencies = deployment.authority.agencies[:4]

    def share(agency: str) -> Assignment:
        return Assignment(
            agency=agency,
            lead=agency == agencies[0].id,
            assigned_at=deployment.at,
            instruction="",
            document="1/VP",
            signer="CVP",
            share_identity=False,
            clock=clock,
        )

    shares = tuple(share(agency.id) for agency in agencies)
    change = Change(case=loaded.file.case, assignments=shares)
    commit(rules, store, loaded.file, change, loaded.version, deployment.at)
    body = part(Office(deployment, CHIEF).get(BOARD).body, "trang-khac")
    assert f"{agencies[0].name}, {agencies[1].name} và 2 cơ quan khác" in body


def test_a_case_of_somebody_who_is_not_on_the_list_any_more_stands_under_the_chiefs_name(
    deployment,
):
    deployment.sms()
    (code,) = filled(deployment, 1, owner="gone")
    body = part(Office(deployment, CHIEF).get(BOARD).body, "trang-khac")
    assert code in body
    assert "Trần Lệnh Trưởng" in body


def test_what_is_about_a_member_counts_nowhere_for_them(deployment):
    filled(deployment, 2, owner="nghia")
    secret = filled(deployment, 3, FIRST + 9, owner="son", recused=("nghia",))
    mine = Office(deployment, NGHIA)
    body = mine.get(BOARD).body
    assert (count(body, "trang-toi"), count(body, "trang-khac")) == ("2", "1")
    assert not set(secret) & {*turned(mine, "trang-toi"), *turned(mine, "trang-khac")}
    assert set(secret) <= set(turned(Office(deployment, CHIEF), "trang-khac"))


# --- failed notifications


def fail(deployment: Deployment, code: str) -> None:
    """Its first notification has failed for good."""
    (first, *_) = deployment.notifications(code)
    deployment.services.store.outbox.settle(
        first.ref,
        NotificationState.FAILED,
        authority="langson",
        at=deployment.at,
        allowed=[first.state],
    )


def test_what_failed_in_a_case_that_has_ended_is_hidden_from_whom_it_is_about(deployment):
    deployment.sms()
    deployment.deliver()
    (code,) = deployment.codes()
    fail(deployment, code)
    loaded = deployment.services.store.cases.load(code)
    assert count(Office(deployment, NGHIA).get(BOARD).body, "trang-loi") == "1"

    ended = replace(loaded.file.case, state=State.REFUSED, clocks=(), recused=("nghia",))
    rules, store = deployment.services.rules, deployment.services.store
    commit(rules, store, loaded.file, Change(case=ended), loaded.version, deployment.at)
    assert part(Office(deployment, NGHIA).get(BOARD).body, "trang-loi") == ""
    assert codes.grouped(code) in part(Office(deployment, CHIEF).get(BOARD).body, "trang-loi")


# --- search


def test_a_number_shows_the_rows_of_all_its_cases_the_ended_ones_too(deployment):
    deployment.sms()
    deployment.sms()
    deployment.deliver()
    office = Office(deployment, NGHIA)
    ended, open_ = deployment.codes()
    path = f"{BOARD}/ho-so/{ended}/screen/-"
    office.fill(path, "redirect", target="complex", field="S1", summary="Tranh chấp đất.")
    answer = office.post("/van-phong/tim", [("q", CITIZEN.replace("+84", "0"))])
    for said in (ended, open_, "2 hồ sơ", "Tranh chấp đất.", "09:00 ngày 17/01/2017"):
        assert said in answer.body
    assert deployment.services.rules.authority.texts["state.redirected"] in answer.body
    assert "phường Hoàng Văn Thụ" in answer.body


def test_of_very_many_the_newest_are_shown_and_that_there_are_more(deployment, monkeypatch):
    monkeypatch.setattr("chalicelib.usecases.office.board.FOUND", 2)
    for _ in range(3):
        deployment.sms()
        deployment.later(minutes=5)
    office = Office(deployment, NGHIA)
    body = office.post("/van-phong/tim", [("q", CITIZEN)]).body
    assert "Hơn 2 hồ sơ" in body
    received = {c: deployment.file(c).case.received_at for c in deployment.codes()}
    newest = sorted(received, key=received.__getitem__, reverse=True)[:2]
    assert re.findall(r"ho-so/(\d{9})", body) == newest
