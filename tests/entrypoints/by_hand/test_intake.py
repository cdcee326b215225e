"""An agency that is authorised takes matters in itself and proposes how to handle them, by its
link; the office screens them like any other (N22)."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest

from chalicelib import wiring
from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.pace import Pace
from chalicelib.domain.todos.table import Todo
from chalicelib.store.case.cases import DynamoCases
from chalicelib.store.sending.outbox import DynamoOutbox
from chalicelib.usecases.hand import intake
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.deployment import AGENCY, Deployment
from tests.support.gateway import BASE
from tests.support.office import CHIEF, NGHIA, Office

THEIRS = "do-thi@langson.example"
TRUONG = "manh-truong@vanphong.langson.example"  # specialist of S1
MAY = {
    "agency": AGENCY,
    "field": "S1",
    "first": "2017-01-01",
    "until": "2017-06-30",
    "document": "QĐ 15/QĐ-UBND",
}
WORDS = "Cây đổ chắn lối đi ở ngõ 5 Bà Triệu, đã báo tổ dân phố."
WHO = {"name": "Hoàng Thị Mai", "address": "số 12, đường Bà Triệu", "phone": "0912 345 678"}
SAID = {
    "account": WORDS,
    "proposal": "Cử đội cây xanh cắt dọn trong ngày mai.",
    "in_charge": "Lý Văn Tư",
    "in_charge_title": "Phó Trưởng phòng",
}


def authorise(*rows: dict[str, str], **edits: object) -> None:
    reader = wiring.settings_files()
    files = reader.shipped("langson")
    said = [Edit("agencies.yaml", ("authorisations", n), row) for n, row in enumerate(rows)]
    more = [Edit("agencies.yaml", ("agencies", 0, name), one) for name, one in edits.items()]
    saved.save(reader.edited(files, [*said, *more]))


@pytest.fixture
def clock(deployment: Deployment) -> Iterator[saved.Clock]:
    with saved.looking() as clock:
        authorise(MAY)
        yield clock


def link_in(mail) -> str:
    found = re.search(rf"{re.escape(BASE)}(/tiep-nhan/\S+)", mail.text)
    return found[1] if found else ""


@pytest.fixture
def page(clock: saved.Clock, deployment: Deployment) -> str:
    """The page behind the link that the agency was mailed in the morning."""
    deployment.digest()
    deployment.deliver()
    [mail] = deployment.mails(THEIRS)
    return link_in(mail)


def typed(deployment: Deployment, page: str, **more: str):
    fields = deployment.get(page).page.fill("", **(SAID | WHO | more))
    return deployment.post(page, [pair for pair in fields if pair[0]]), fields


def beside(answer, field: str) -> str:
    found = re.search(rf'id="{field}-wrong">(.*?)</span>', answer.body)
    return html.unescape(found[1]) if found else ""


def screening(deployment: Deployment) -> str:
    deployment.gather()
    deployment.deliver()
    return deployment.newest_link(TRUONG)


# --- the link


def test_an_authorised_agency_is_mailed_its_link_once_a_month_and_no_other_agency_is(
    page, deployment
):
    assert page
    mails = [mail for mail in deployment.mails() if link_in(mail)]
    assert [mail.to for mail in mails] == [THEIRS]
    assert "quản lý nhà nước" in mails[0].text.casefold()
    assert "30/06/2017" in mails[0].text
    for days in (0, 1, 6):
        deployment.later(days=days)
        deployment.digest()
        deployment.deliver()
    assert len([mail for mail in deployment.mails(THEIRS) if link_in(mail)]) == 1
    deployment.later(days=31)
    deployment.digest()
    deployment.deliver()
    assert len([mail for mail in deployment.mails(THEIRS) if link_in(mail)]) == 2


def test_the_copy_on_file_of_the_mail_opens_nothing(page, deployment):
    token = page.rpartition("/")[2]
    assert token not in str(deployment.dump())


def test_opening_the_link_and_its_page_acts_on_nothing(page, deployment):
    before = deployment.dump()
    assert deployment.get(page).status == 200
    assert deployment.dump() == before


@pytest.mark.parametrize("field", ["S1", "S3"])
def test_only_the_fields_that_it_is_authorised_for_can_be_chosen(page, deployment, field):
    answer, _ = typed(deployment, page, field="S1")
    assert answer.status == 200
    posted = [("draft", "another"), *((SAID | WHO | {"field": field, "channel": "visit"}).items())]
    answer = deployment.post(page, posted)
    assert (len(deployment.codes()), answer.status) == ((2, 200) if field == "S1" else (1, 422))


def test_the_link_opens_nothing_before_after_or_without_an_authorisation(page, clock, deployment):
    for row in (MAY | {"first": "2017-02-01"}, MAY | {"until": "2017-01-02"}):
        authorise(row)
        clock.later()
        assert deployment.get(page).status == 404
    authorise()
    clock.later()
    answer, _ = deployment.get(page), None
    assert answer.status == 404
    assert "Thời gian ủy quyền đã hết" in answer.page.text
    assert deployment.post(page, [*SAID.items(), *WHO.items(), ("draft", "x")]).status == 404
    assert deployment.codes() == []


def test_what_was_typed_into_a_link_that_opens_no_more_is_shown_again(page, clock, deployment):
    form = [*SAID.items(), *WHO.items(), ("draft", "x"), ("field", "S1"), ("channel", "visit")]
    authorise()
    clock.later()
    assert WORDS in deployment.post(page, form).page.text


def test_the_link_belongs_to_the_address_that_it_was_sent_to(page, clock, deployment):
    deployment.later(minutes=5)
    reader = wiring.settings_files()
    place = [a.id for a in wiring.services().rules.authority.agencies].index(AGENCY)
    files = reader.edited(
        reader.shipped("langson"),
        [
            Edit("agencies.yaml", ("authorisations", 0), MAY),
            Edit("agencies.yaml", ("agencies", place, "mail"), "moi@langson.example"),
        ],
    )
    saved.save(files)
    clock.later()
    assert deployment.get(page).status == 404
    deployment.later(days=1)
    deployment.digest()
    deployment.deliver()
    [mail] = deployment.mails("moi@langson.example")
    assert deployment.get(link_in(mail)).status == 200


def test_an_expired_link_asks_for_a_fresh_one_to_the_same_address(page, deployment):
    deployment.later(days=46)
    gone = deployment.get(page)
    assert gone.status == 404
    asked = re.search(r'action="([^"]+lien-ket-moi)"', gone.body)
    assert asked
    for _ in range(2):  # pressed twice, one mail comes
        deployment.post(asked[1], [])
    deployment.deliver()
    mails = [mail for mail in deployment.mails(THEIRS) if link_in(mail)]
    assert len(mails) == 2
    assert deployment.get(link_in(mails[-1])).status == 200


@pytest.mark.parametrize("spoilt", ["x", "abc.def", "ENTER"])
def test_any_other_token_opens_nothing(page, deployment, spoilt):
    token = spoilt
    if spoilt == "ENTER":  # of a case: good for that alone
        token = deployment.way_to(Todo.ANSWER).rpartition("/")[2]
    assert deployment.get(f"/tiep-nhan/{token}").status == 404
    assert deployment.get(page.replace("/tiep-nhan/", "/viec/")).status == 404


# --- what it becomes


def test_it_is_a_case_of_the_fields_specialist_with_the_agency_proposed(page, deployment):
    answer, _ = typed(deployment, page)
    assert answer.status == 200
    [code] = deployment.codes()
    case, identity = deployment.file(code).case, deployment.identity()
    assert codes.grouped(code) in answer.page.text
    assert WHO["name"] not in answer.page.text
    assert (case.state, case.channel, case.taken_in_by) == (State.RECEIVED, Channel.VISIT, AGENCY)
    assert (case.proposed, case.proposal_note) == ((AGENCY,), SAID["proposal"])
    assert (case.field, case.missing) == ("S1", ())
    assert (identity.name, identity.address) == (WHO["name"], WHO["address"])
    assert deployment.services.store.cases.account(code) == WORDS
    assert [event.kind for event in deployment.file().history] == ["taken_down", "taken_in"]
    assert {event.by.id for event in deployment.file().history} == {AGENCY}


def test_the_citizen_gets_the_code_and_the_specialist_is_asked_to_screen(page, deployment):
    typed(deployment, page)
    opened = deployment.get(screening(deployment))
    assert len(deployment.provider.texts_to("+84912345678")) == 1
    [mail] = [mail for mail in deployment.mails(TRUONG) if "tiếp nhận" in mail.subject]
    assert "Phòng Quản lý đô thị" in mail.subject
    assert SAID["proposal"] in opened.page.text
    assert "Lý Văn Tư, Phó Trưởng phòng" in opened.page.text
    filled = dict(opened.page.fill("propose"))
    assert (filled["agency"], filled["field"]) == (AGENCY, "S1")


def test_its_terms_count_from_when_it_came_to_the_agency(page, deployment):
    typed(deployment, page, came_at="9h00 06/01/2017")
    case = deployment.file().case
    clock = next(clock for clock in case.clocks if clock.kind is ClockKind.ASSIGN)
    assert f"{clock.due_at:%d/%m}" == "11/01"


def test_it_goes_the_way_of_every_case_to_the_agency_itself(page, deployment):
    typed(deployment, page)
    deployment.press(screening(deployment), "propose", summary="Cây đổ chắn lối.")
    deployment.gather()
    deployment.deliver()
    chief = deployment.newest_link(CHIEF)
    deployment.press(chief, "assign", document="12/VP", signer="Chánh VP")
    deployment.deliver()
    assert deployment.file().case.state is State.ASSIGNED
    subjects = [mail.subject for mail in deployment.mails(THEIRS)]
    assert not [one for one in subjects if "Văn phòng xử lý" in one]
    assert deployment.get(deployment.newest_link(THEIRS)).status == 200


@pytest.mark.parametrize("decided", ["refuse", "redirect", "other"])
def test_the_agency_learns_that_the_office_takes_it_over_and_not_what_it_does(
    page, deployment, decided
):
    typed(deployment, page)
    asked = screening(deployment)
    if decided == "other":
        deployment.press(asked, "propose", summary="Cây đổ.", agency="moi-truong-do-thi")
        deployment.gather()
        deployment.deliver()
        deployment.press(
            deployment.newest_link(CHIEF), "assign", document="12/VP", signer="Chánh VP"
        )
    else:
        said = {"refuse": {"reason": "unclear"}, "redirect": {"target": "complaint"}}[decided]
        deployment.press(asked, decided, **said)
    deployment.deliver()
    [mail] = [one for one in deployment.mails(THEIRS) if "Văn phòng xử lý" in one.subject]
    assert "khiếu nại" not in mail.text
    assert WHO["name"] not in mail.text


# --- what is wrong, twice, and who it is


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(page, deployment):
    answer, _ = typed(deployment, page, account="", proposal="", in_charge_title="", phone="12")
    assert answer.status == 422
    assert beside(answer, "account")
    assert beside(answer, "proposal")
    assert beside(answer, "in_charge_title")
    assert beside(answer, "phone")
    assert dict(answer.page.fill(""))["name"] == WHO["name"]
    assert deployment.codes() == []
    assert deployment.raws() == []


def test_pressed_twice_it_is_one_case_and_changed_since_it_is_another_only_if_asked(
    page, deployment
):
    first, form = typed(deployment, page)
    again = deployment.post(page, [pair for pair in form if pair[0]])
    assert again.body == first.body
    other = [(k, "Việc khác." if k == "account" else v) for k, v in form if k]
    answer = deployment.post(page, other)
    assert answer.status == 422
    assert codes.grouped(deployment.codes()[0]) in answer.page.text
    assert len(deployment.codes()) == 1
    deployment.post(page, [pair for pair in answer.page.fill("") if pair[0]])
    assert len(deployment.codes()) == 2


def test_a_proposal_that_names_the_citizen_is_warned_of_once(page, deployment):
    said = {"proposal": "Gặp chị Hoàng Thị Mai, 0912345678."}
    answer, _ = typed(deployment, page, **said)
    assert (answer.status, deployment.codes()) == (422, [])
    deployment.post(page, [pair for pair in answer.page.fill("") if pair[0]])
    assert len(deployment.codes()) == 1


def test_of_whoever_asks_for_secrecy_the_proposal_says_nothing(page, deployment):
    said = {"proposal": "Gặp chị Hoàng Thị Mai.", "confidential": "yes"}
    answer, _ = typed(deployment, page, **said)
    again = deployment.post(page, [pair for pair in answer.page.fill("") if pair[0]])
    assert (again.status, deployment.codes()) == (422, [])
    typed(deployment, page, confidential="yes")
    deployment.deliver()
    assert deployment.file().case.confidential
    assert deployment.provider.texts_to("+84912345678") == []


def test_danger_wakes_the_officer_whether_the_words_or_the_agency_say_so(page, deployment):
    typed(deployment, page, pressing="yes")
    deployment.deliver()
    for woken in (TRUONG, NGHIA):  # the specialist, and who is on duty
        assert [mail.subject[:4] for mail in deployment.mails(woken)] == ["KHẨN"]


def test_a_matter_about_a_member_is_hidden_from_them(page, deployment):
    typed(deployment, page, account="Ông Hoàng Mạnh Trường, chuyên viên, nhận tiền của tôi.")
    assert "manh-truong" in deployment.file().case.recused
    deployment.deliver()
    assert deployment.mails(TRUONG) == []


def test_what_was_stored_and_no_more_becomes_the_agencys_case_later(page, deployment):
    with mock.patch.object(DynamoCases, "commit", side_effect=RuntimeError("down")):
        assert typed(deployment, page, confidential="yes")[0].status == 503
    [raw] = deployment.raws()
    assert raw.taken_as == ""
    deployment.later(minutes=2)
    deployment.sweep()
    case = deployment.file().case
    assert (case.taken_in_by, case.proposal_note) == (AGENCY, SAID["proposal"])
    assert case.confidential


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pressing": "yes"}, "Văn phòng được báo ngay"),
        ({"confidential": "yes"}, "hệ thống không nhắn tin"),
        ({"phone": ""}, "Còn thiếu"),
        ({"account": "Tôi khiếu nại quyết định thu hồi đất số 12/QĐ-UBND."}, "Ban Tiếp công dân"),
    ],
)
def test_whoever_has_taken_it_in_is_told_what_they_have_to_say_now(page, deployment, said, words):
    shown = typed(deployment, page, **said)[0].page.text
    assert words in shown
    assert ("chậm nhất" in shown) is ("account" not in said)


def test_another_agency_does_not_see_the_code(page, clock, deployment):
    typed(deployment, page)
    [code] = deployment.codes()
    authorise(MAY, MAY | {"agency": "ubnd-tam-thanh"})
    clock.later()
    deployment.later(days=1)
    deployment.digest()
    deployment.deliver()
    theirs = [mail for mail in deployment.mails() if link_in(mail) and mail.to != THEIRS]
    assert deployment.get(f"{link_in(theirs[-1])}/xong/{code}").status == 404
    assert deployment.get(f"{page}/xong/{code}").status == 200


def test_a_link_in_strangers_hands_floods_nobody_and_what_was_typed_is_kept(page, deployment):
    with mock.patch.object(intake, "MOST", Pace(burst=2, every=timedelta(minutes=2))):
        for _ in range(2):
            typed(deployment, page)
        answer, form = typed(deployment, page)
        assert (answer.status, len(deployment.codes())) == (422, 2)
        assert WORDS in answer.page.text
        deployment.later(minutes=3)
        assert deployment.post(page, [pair for pair in form if pair[0]]).status == 200


def test_what_the_proposal_said_is_gone_once_an_officer_has_mended_it(page, deployment):
    """The citizen asks for secrecy later: no page and no line of the history names them then."""
    answer, _ = typed(deployment, page, proposal="Gặp chị Hoàng Thị Mai.")
    deployment.post(page, [pair for pair in answer.page.fill("") if pair[0]])
    deployment.press(
        screening(deployment),
        "propose",
        summary="Cây đổ.",
        note="Cử đội cây xanh.",
        confidential="yes",
    )
    deployment.gather()
    deployment.deliver()
    assert "Hoàng Thị Mai" not in deployment.get(deployment.newest_link(CHIEF)).page.text
    said = [*(event.words for event in deployment.file().history), deployment.file().case]
    assert "Hoàng Thị Mai" not in str(said)


def test_an_agency_that_cannot_be_mailed_does_not_keep_the_others_from_their_link(
    clock, deployment
):
    authorise(MAY, MAY | {"agency": "ubnd-tam-thanh"})
    clock.later()
    post = DynamoOutbox.post

    def posted(self, notification, links):
        if notification.who == AGENCY:
            raise RuntimeError("down")
        return post(self, notification, links)

    with mock.patch.object(DynamoOutbox, "post", posted):
        assert deployment.digest()["stuck"] == 1
    deployment.deliver()
    assert [mail.to for mail in deployment.mails() if link_in(mail)] == [
        deployment.authority.agency("ubnd-tam-thanh").mail
    ]


def test_an_agency_that_gave_the_matter_back_itself_is_not_told_that_the_office_took_it(
    page, deployment
):
    typed(deployment, page)
    deployment.press(screening(deployment), "propose", summary="Cây đổ.")
    deployment.gather()
    deployment.deliver()
    deployment.press(deployment.newest_link(CHIEF), "assign", document="1/VP", signer="Chánh VP")
    deployment.deliver()
    deployment.press(
        deployment.newest_link(THEIRS),
        "give_back",
        back_reason="Không thuộc thẩm quyền.",
        name="Lý Văn Tư",
        title="Phó Trưởng phòng",
    )
    deployment.gather()
    deployment.deliver()
    assert not [mail for mail in deployment.mails(THEIRS) if "Văn phòng xử lý" in mail.subject]


# --- the office


def test_the_office_sees_who_is_authorised_and_sends_the_link_again(page, deployment):
    office = Office(deployment, NGHIA)
    listed = office.get("/van-phong/uy-quyen")
    assert "Phòng Quản lý đô thị" in listed.page.text
    deployment.later(minutes=5)
    office.post("/van-phong/uy-quyen", [("agency", AGENCY)])
    assert office.post("/van-phong/uy-quyen", [("agency", "ubnd-tam-thanh")]).status == 404
    deployment.deliver()
    mails = [mail for mail in deployment.mails() if link_in(mail)]
    assert [mail.to for mail in mails] == [THEIRS, THEIRS]
    assert deployment.get(link_in(mails[-1])).status == 200


def test_the_case_says_who_took_it_in(page, deployment):
    typed(deployment, page)
    office = Office(deployment, NGHIA)
    shown = office.get(f"/van-phong/ho-so/{deployment.codes()[0]}").page.text
    assert "Tiếp nhận theo ủy quyền, đề xuất xử lý (Lý Văn Tư, Phó Trưởng phòng)" in shown


@pytest.mark.parametrize("days", [1, 40, 200])
def test_nothing_is_mailed_once_the_authorisation_is_over(clock, deployment, days):
    deployment.later(days=200 + days)
    deployment.digest()
    deployment.deliver()
    assert [mail for mail in deployment.mails() if link_in(mail)] == []


def test_the_morning_mail_is_sent_again_by_no_second_run(page, deployment):
    deployment.later(minutes=3)
    deployment.digest()
    deployment.deliver()
    assert len(deployment.mails(THEIRS)) == 1
