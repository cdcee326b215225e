"""An agency passes its work on to a colleague by its page: the colleague's own link, what shows
behind it, and how it ends."""

import pytest

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.vault_items import MailboxItem
from tests.support.deployment import AGENCY, SUMMARY, Deployment
from tests.support.mailed import NOWHERE, bounced, page_of
from tests.support.office import CHIEF, Office

BACH = "bach@langson.example"
ELSEWHERE = "bach@gmail.com"
NAMED = {
    "colleague_name": "Vi Văn Bách",
    "colleague_title": "Chuyên viên tổ kỹ thuật",
    "colleague_mail": BACH,
    "name": "Lý Văn Tư",
    "title": "Trưởng phòng",
}
PERSONAL = ("Hoàng Thị Mai", "Bắc Sơn", "0987 654 321", "987654321")


def delegate(deployment: Deployment, link: str, **typed: str):
    answer, _ = deployment.press(link, "delegate", **{**NAMED, **typed})
    deployment.deliver()
    return answer


def passed_on(deployment: Deployment, mail: str = BACH, **screened: str) -> tuple[str, str]:
    """The agency's link, and the colleague's."""
    link = deployment.way_to(Todo.ANSWER, **screened)
    answer = delegate(deployment, link, colleague_mail=mail)
    assert answer.status == 200, answer.page.text
    return link, deployment.newest_link(mail)


def test_the_colleague_gets_a_mail_of_their_own_and_the_agencys_link_goes_on_working(deployment):
    link, theirs = passed_on(deployment)
    [mail] = deployment.mails(BACH)
    assert "Vi Văn Bách" in mail.text
    assert "Lý Văn Tư, Trưởng phòng" in mail.text
    assert SUMMARY not in mail.text
    assert theirs != link
    assert deployment.get(link).status == deployment.get(theirs).status == 200
    assert "Vi Văn Bách" in deployment.get(theirs).body


def test_it_is_on_file_who_passed_it_to_whom_without_the_address(deployment):
    passed_on(deployment)
    [event] = [e for e in deployment.file().history if e.kind == "delegated"]
    assert event.by.name == "Lý Văn Tư"
    assert event.words["to"] == "Vi Văn Bách, Chuyên viên tổ kỹ thuật"
    assert BACH not in str(deployment.dump("cases"))
    vault = deployment.dump("vault")
    kept = [row["cls"]["S"] for row in vault if BACH in str(row)]
    assert sorted(kept) == ["copy", "mailbox"]


def test_what_the_colleague_answers_is_the_agencys_answer_with_their_name(deployment):
    link, theirs = passed_on(deployment)
    answer, _ = deployment.press(theirs, "answer", answer="Đã thay bóng.")
    assert answer.status == 200
    assert "Đã thay bóng." in answer.body
    file = deployment.file()
    assert file.case.state is State.ANSWERED
    assert file.assignment(AGENCY).answered_by == "Vi Văn Bách, Chuyên viên tổ kỹ thuật"
    assert file.history[-1].by.name == "Vi Văn Bách"
    nowhere = deployment.get(NOWHERE)
    assert deployment.get(link).same == deployment.get(theirs).same == nowhere.same


def test_a_colleagues_page_cannot_be_signed_by_another_name(deployment):
    _, theirs = passed_on(deployment)
    assert 'name="name"' not in deployment.get(theirs).body
    typed = [("action", "answer"), ("answer", "Xong"), ("name", "Giám đốc"), ("title", "Sở")]
    deployment.post(theirs, typed)
    assert deployment.file().assignment(AGENCY).answered_by.startswith("Vi Văn Bách")


def test_a_colleague_has_no_form_to_pass_it_on_and_may_not_by_a_made_up_one(deployment):
    _, theirs = passed_on(deployment)
    assert "Chuyển cho đồng nghiệp" not in deployment.get(theirs).body
    typed = {**NAMED, "colleague_mail": "next@langson.example", "action": "delegate"}
    answer = deployment.post(theirs, list(typed.items()))
    assert answer.status == 422
    assert len(deployment.file().assignment(AGENCY).colleagues) == 1


def test_the_agency_takes_it_back_and_the_colleagues_link_is_like_any_unknown_one(deployment):
    link, theirs = passed_on(deployment)
    one = deployment.file().assignment(AGENCY).working[0].id
    answer, _ = deployment.press(link, "recall", colleague=one)
    assert answer.status == 200
    assert deployment.get(theirs).same == deployment.get(NOWHERE).same
    assert deployment.get(link).status == 200
    assert "recalled" in [e.kind for e in deployment.file().history]


def test_the_office_sees_whose_link_it_is_with_its_address_and_takes_it_back(deployment):
    link, theirs = passed_on(deployment)
    office = Office(deployment, CHIEF)
    [code] = deployment.codes()
    body = office.get(f"/van-phong/ho-so/{code}").body
    assert "Vi Văn Bách, Chuyên viên tổ kỹ thuật" in body
    assert BACH in body
    path = page_of(deployment, theirs)
    assert office.post(path, [("action", "revoke"), ("reason", "Người lạ")]).status == 303
    assert deployment.get(theirs).same == deployment.get(NOWHERE).same
    assert deployment.get(link).status == 200
    assert deployment.file().assignment(AGENCY).working == ()
    mails = len(deployment.mails(BACH))
    deployment.at = deployment.file().assignments[0].clock.due_at.replace(hour=2)
    deployment.escalate()
    deployment.deliver()
    assert len(deployment.mails(BACH)) == mails


def test_the_office_sends_a_colleagues_link_anew_to_the_same_address(deployment):
    _, theirs = passed_on(deployment)
    office = Office(deployment, CHIEF)
    office.post(page_of(deployment, theirs), [("action", "anew")])
    deployment.deliver()
    new = deployment.newest_link(BACH)
    assert new != theirs
    assert deployment.get(new).status == 200
    assert deployment.get(theirs).status == 404


def test_a_colleagues_expired_link_asks_for_a_fresh_one_to_their_own_address(deployment):
    _, theirs = passed_on(deployment)
    deployment.at = deployment.services.store.links.genuine(
        theirs.removeprefix("/viec/")
    ).expires_at
    assert deployment.post(f"{theirs}/lien-ket-moi", []).status == 200
    deployment.deliver()
    new = deployment.newest_link(BACH)
    assert new != theirs
    assert deployment.get(new).status == 200


def test_reminders_reach_the_agency_and_the_colleague_each_by_their_own_link(deployment):
    link, theirs = passed_on(deployment)
    deployment.at = deployment.file().assignments[0].clock.due_at.replace(hour=2)
    deployment.escalate()
    deployment.deliver()
    agency = deployment.authority.agency(AGENCY).mail
    assert deployment.newest_link(agency) == link
    assert deployment.newest_link(BACH) == theirs
    assert "Nhắc hạn" in deployment.mails(BACH)[-1].subject


def test_when_the_agency_gets_another_address_its_own_link_ends_and_the_colleagues_goes_on(
    deployment, monkeypatch
):
    link, theirs = passed_on(deployment)
    deployment.later(hours=1)
    monkeypatch.setattr(Authority, "since", lambda *_: deployment.at)
    assert deployment.get(link).same == deployment.get(NOWHERE).same
    assert deployment.get(theirs).status == 200
    office = Office(deployment, CHIEF)
    assert office.get(page_of(deployment, theirs)).body.count("Vi Văn Bách")
    assert "không còn mở được việc gì" in office.get(page_of(deployment, link)).body


# --- what shows behind it (N7)


def test_in_a_secret_case_nothing_of_the_citizen_shows_and_only_official_addresses_are_taken(
    deployment,
):
    link = deployment.way_to(Todo.ANSWER, confidential="yes")
    refused = delegate(deployment, link, colleague_mail=ELSEWHERE)
    assert refused.status == 422
    assert 'id="colleague_mail-wrong"' in refused.body
    assert ELSEWHERE in refused.body
    assert deployment.mails(ELSEWHERE) == []
    assert ELSEWHERE not in str(deployment.dump())
    assert delegate(deployment, link).status == 200
    theirs = deployment.newest_link(BACH)
    said = deployment.get(theirs).body + deployment.mails(BACH)[-1].text
    assert [word for word in PERSONAL if word in said] == []


@pytest.mark.parametrize(("mail", "sees"), [(BACH, True), (ELSEWHERE, False)])
def test_a_citizen_whom_the_agency_may_know_shows_at_official_addresses_alone(
    deployment, mail, sees
):
    link = deployment.way_to(Todo.ASSIGN)
    typed = {"document": "12/VP", "signer": "Chánh VP", "share_identity": "yes", "agency": AGENCY}
    deployment.press(link, "assign", **typed)
    deployment.deliver()
    agencys = deployment.link(Todo.ANSWER)
    assert "Hoàng Thị Mai" in deployment.get(agencys).body
    delegate(deployment, agencys, colleague_mail=mail)
    said = deployment.get(deployment.newest_link(mail)).body
    assert ("Hoàng Thị Mai" in said) is sees
    assert ("Người phản ánh</h2>" in said) is sees


# --- refused, kept, idempotent


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"colleague_name": ""}, "colleague_name"),
        ({"colleague_title": ""}, "colleague_title"),
        ({"colleague_mail": "bach"}, "colleague_mail"),
        ({"colleague_mail": "chutich@langson.example"}, "colleague_mail"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    deployment, typed, beside
):
    link = deployment.way_to(Todo.ANSWER)
    before = deployment.dump()
    answer = delegate(deployment, link, answer="Đang viết dở", **typed)
    assert answer.status == 422
    assert f'id="{beside}-wrong"' in answer.body
    assert "Đang viết dở" in answer.body
    assert deployment.dump() == before


def test_the_same_form_posted_again_names_nobody_a_second_time(deployment):
    link = deployment.way_to(Todo.ANSWER)
    first, fields = deployment.press(link, "delegate", **NAMED)
    again = deployment.post(link, fields)
    deployment.deliver()
    assert first.same == again.same
    assert len(deployment.file().assignment(AGENCY).colleagues) == 1
    assert len(deployment.mails(BACH)) == 1


def test_a_mail_that_does_not_arrive_is_said_on_the_agencys_page_and_to_the_chief(deployment):
    link = deployment.way_to(Todo.ANSWER)
    deployment.press(link, "delegate", **NAMED)
    deployment.deliver()
    [sent] = [n for n in deployment.notifications() if n.kind == "delegated"]
    deployment.mail_reported(bounced(sent.provider_id))
    deployment.deliver()
    body = deployment.get(link).body
    assert "Thư gửi Vi Văn Bách không đến" in body
    assert "người được" in deployment.mails(CHIEF)[-1].text


def test_an_address_that_was_erased_by_hand_fails_as_one_that_is_not_there(deployment):
    link = deployment.way_to(Todo.ANSWER)
    deployment.press(link, "delegate", **NAMED)
    [code] = deployment.codes()
    for item in MailboxItem.query(f"case#{code}", MailboxItem.sk.startswith("mailbox#")):
        item.delete()
    deployment.deliver()
    [sent] = [n for n in deployment.notifications() if n.kind == "delegated"]
    assert (sent.state, sent.error) == ("failed", "no mailbox")
