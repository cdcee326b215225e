"""Which role sees and does what in the settings; a technician sees no matters and no persons."""

from __future__ import annotations

import re

import pytest

from chalicelib import urls, wiring
from chalicelib.authority.documents import AUTHORITY, PEOPLE
from chalicelib.domain.authority.roles import RIGHTS, Right, Role
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.office import NGHIA, Office

OWNER = "Mạnh Trường"
SETTINGS = "/van-phong/cai-dat"
PAGES = {
    SETTINGS: Right.SET,
    f"{SETTINGS}/nguoi": Right.PERSONS,
    f"{SETTINGS}/vang-mat": Right.PERSONS,
    f"{SETTINGS}/co-quan": Right.SET,
    f"{SETTINGS}/uy-quyen": Right.SET,
    f"{SETTINGS}/lich": Right.SET,
    f"{SETTINGS}/gio": Right.SET,
    f"{SETTINGS}/tin-nhan": Right.SET,
    f"{SETTINGS}/cau-chu": Right.SET,
    f"{SETTINGS}/cau-chu/sms.received": Right.SET,
    f"{SETTINGS}/tep/people.yaml": Right.PERSONS,
    f"{SETTINGS}/tep/ladders.yaml": Right.SET,
    f"{SETTINGS}/phien-ban": Right.SET,
    f"{SETTINGS}/phien-ban/1": Right.SET,
    f"{SETTINGS}/gi-do": None,
    "/van-phong/uy-quyen": Right.SEE,
    "/van-phong/tin-da-luu": Right.SEE,
    "/van-phong/nhat-ky": Right.OVERSEE,
    "/van-phong/bao-cao": Right.READ,
}
ROLES = (Role.OFFICER, Role.DEPUTY, Role.READER, Role.CLERK, Role.TECHNICIAN)


@pytest.fixture
def office(clock: saved.Clock, deployment: Deployment, role: Role) -> Office:
    """Nghĩa signs in, in this role; what was hers is another's, for not every role may have it."""
    reader = wiring.settings_files()
    edits = [
        Edit(PEOPLE, ("officers", 4, "role"), role.value),
        Edit(PEOPLE, ("duty",), "thuy"),
        Edit(AUTHORITY, ("fields", 2, "owner"), "thuy"),
    ]
    saved.save(reader.edited(reader.shipped("langson"), edits))
    clock.later()
    member = Office(deployment, NGHIA)
    token = re.search(r'name="csrf" value="(\w+)"', member.get(SETTINGS).body)
    member.csrf = token[1] if token else ""
    return member


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_pages_that_it_has_the_right_to_and_no_others(
    office: Office, role: Role
) -> None:
    opened = {page for page in PAGES if office.get(page).status == 200}
    assert opened == {page for page, right in PAGES.items() if right in RIGHTS[role]}


@pytest.mark.parametrize("role", [Role.TECHNICIAN])
def test_a_technician_sees_no_matter_no_search_and_nobodys_number(
    office: Office, deployment: Deployment
) -> None:
    deployment.sms()
    code = deployment.codes()[0]
    case = f"/van-phong/ho-so/{code}"
    parts = ("/screen/-", "/tep", "/tep/x", "/nguoi-phan-anh", "/trung")
    for address in ("/van-phong", case, *(f"{case}{part}" for part in parts)):
        answer = office.get(address)
        assert code not in answer.body
        assert "tim" not in re.findall(r'action="/van-phong/(\w+)"', answer.body)
    own = re.search(r'name="csrf" value="(\w+)"', office.get(SETTINGS).body)
    assert own
    assert office.post("/van-phong/tim", [("q", code)], csrf=own[1]).status == 404
    versions = office.get(f"{SETTINGS}/phien-ban/2").body
    assert "Mạnh" not in versions
    assert "+849" not in office.get(f"{SETTINGS}").body


@pytest.mark.parametrize("role", [Role.READER])
def test_a_reader_sees_a_case_and_sends_no_file_into_it(
    office: Office, deployment: Deployment
) -> None:
    deployment.sms()
    case = f"/van-phong/ho-so/{deployment.codes()[0]}"
    assert f"{case}/tep" not in office.get(case).body
    assert office.get(f"{case}/tep").status == 404


@pytest.mark.parametrize("role", [Role.TECHNICIAN])
def test_a_technician_who_signs_in_comes_to_the_settings(
    office: Office, deployment: Deployment
) -> None:
    assert office.get("/van-phong").headers["Location"] == SETTINGS


@pytest.mark.parametrize("role", [Role.OFFICER])
def test_every_form_of_the_settings_needs_its_members_own_token(office: Office) -> None:
    for page in ("gio", "cau-chu/sms.received", "tep/ladders.yaml", "phien-ban/1"):
        assert office.post(f"{SETTINGS}/{page}", [("x", "y")], csrf="stranger").status == 403


@pytest.mark.parametrize("role", [Role.TECHNICIAN])
def test_a_technician_reads_no_name_among_the_agencies_and_no_code_of_a_matter(
    office: Office, deployment: Deployment
) -> None:
    page = office.get(f"{SETTINGS}/co-quan").body
    assert "led_by" not in page
    assert "Lệnh Trưởng" not in page
    deployment.sms()
    [code] = deployment.codes()
    form = [(k, v) for k, v in office.get(f"{SETTINGS}/lich").page.fill("look") if k != "csrf"]
    day = [("years.2017.off.+.first", "19/1/2017"), ("years.2017.off.+.name", "Lụt")]
    named = {name for name, _ in day}
    seen = office.post(f"{SETTINGS}/lich", [*(p for p in form if p[0] not in named), *day])
    assert "1 hồ sơ đổi thời hạn" in seen.body
    assert f"{code[:3]} {code[3:6]}" not in seen.body
    assert OWNER not in seen.body


@pytest.mark.parametrize("role", [Role.TECHNICIAN])
def test_a_technician_changes_no_person_by_a_page_or_file_that_they_may_not_see(
    office: Office,
) -> None:
    for page in ("nguoi", "vang-mat", "tep/people.yaml"):
        assert office.post(f"{SETTINGS}/{page}", [("text", "x"), ("duty", "anh")]).status == 404
    said = [("agencies.y-te.led_by", "truong"), ("duty", "anh"), ("action", "look")]
    assert "Chưa sửa gì" in office.post(f"{SETTINGS}/co-quan", said).body
    for file in ("authority.yaml", "ladders.yaml"):
        text = office.get(f"{SETTINGS}/tep/{file}").page.value("text") + "\nofficers: []\n"
        answer = office.post(f"{SETTINGS}/tep/{file}", [("text", text), ("action", "look")])
        assert answer.status == 422


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.OFFICER])
def test_every_page_says_its_language_and_every_form_has_its_token(office: Office) -> None:
    for page in (page for page, right in PAGES.items() if right is Right.SET):
        body = office.get(page).body
        assert '<html lang="vi">' in body
        forms = re.findall(r'<form[^>]*method="post".*?</form>', body, re.DOTALL)
        assert all('name="csrf"' in form for form in forms)


@pytest.mark.parametrize("role", [Role.TECHNICIAN])
def test_a_technician_reads_what_does_not_arrive_and_not_whose_it_is(
    office: Office, deployment: Deployment
) -> None:
    deployment.sms()
    deployment.deliver()
    [code] = deployment.codes()
    text = next(n for n in deployment.notifications(code) if n.medium == "sms")
    said = [("MessageStatus", "undelivered"), ("ErrorCode", "30006")]
    said.append(("MessageSid", text.provider_id))
    assert deployment.signed(urls.text_receipt(text.ref), said).status == 200
    page = office.get(SETTINGS).body
    assert "không đến nơi" in page
    assert "Tin nhắn" in page
    assert code not in page
    assert "Hoàng Thị Mai" not in page


@pytest.mark.parametrize("role", [Role.DEPUTY])
def test_a_text_is_seen_as_it_goes_out(office: Office) -> None:
    for key, shown in (
        ("voice.goodbye", "giây"),
        ("sms.received", "100 000 000"),
        ("mail.screen.body", "Kính gửi: Đồng chí"),
    ):
        page = office.get(f"{SETTINGS}/cau-chu/{key}")
        text = page.page.value("text")
        form = page.page.fill("look", text=f"{text} .")
        seen = office.post(
            f"{SETTINGS}/cau-chu/{key}", [pair for pair in form if pair[0] != "csrf"]
        )
        assert shown in seen.body, key
