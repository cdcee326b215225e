"""What clerks type of the citizen into texts that leave the vault: a warning, a refusal, a reason
on file (N7)."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY, SUMMARY
from tests.support.office import CHIEF, Office

MAI = "Hoàng Thị Mai"
SAID = "Bà Mai, 0987 654 321, báo đèn tắt."
SCREENED = {"field": "S1", "agency": AGENCY}
WHY = "Cơ quan cần gặp người báo tin"

# Where and what is typed, and with which button it would leave.
SENT_ON = [
    (Todo.SCREEN, "propose", "summary", SCREENED),
    (Todo.SCREEN, "propose", "note", {**SCREENED, "summary": SUMMARY}),
    (Todo.SCREEN, "redirect", "other", {"target": "other_competence"}),
    (Todo.SCREEN, "ask_direction", "note", {**SCREENED, "summary": SUMMARY, "urgent": "yes"}),
    (Todo.ASSIGN, "assign", "instruction", {"document": "1/VP", "signer": "CVP"}),
    (Todo.ASSIGN, "assign", "document", {"signer": "CVP"}),
    (Todo.DRAFT, "draft", "words", {}),
    (Todo.DRAFT, "rework", "reason", {"rework_agency": AGENCY}),
    (Todo.TELL, "tell", "note", {"how": "phone", "whom": "citizen"}),
    (Todo.TELL, "not_reached", "note", {}),
]
IDS = [f"{todo}-{action}-{field}" for todo, action, field, _ in SENT_ON]
EVERY = pytest.mark.parametrize(("todo", "action", "field", "more"), SENT_ON, ids=IDS)


def history(deployment) -> list[str]:
    return [event.kind for event in deployment.file().history]


def own_office(deployment) -> Office:
    owner = deployment.file().case.owner
    return Office(deployment, deployment.authority.officer(owner).mail)


def by_office(deployment, todo: Todo) -> tuple[Office, str]:
    """Whoever has this to-do, signed in, and its address there."""
    office = Office(deployment, CHIEF) if todo is Todo.ASSIGN else own_office(deployment)
    return office, f"/van-phong/ho-so/{deployment.codes()[0]}/{todo}/-"


@EVERY
def test_a_form_that_sends_it_on_comes_back_once_with_the_words_beside_the_field(
    deployment, todo, action, field, more
):
    link = deployment.way_to(todo)
    before = history(deployment)
    answer, _ = deployment.press(link, action, **{**more, field: SAID})
    assert answer.status == 422
    assert history(deployment) == before
    assert f'id="{field}-told"' in answer.body
    assert f"{field}-told" in answer.body.split(f'name="{field}"')[1].split(">")[0]
    assert "Bà Mai" in answer.page.text
    assert answer.page.value(field) == SAID
    again = deployment.post(link, answer.page.fill(action))
    assert again.status in (200, 303)
    assert history(deployment) != before
    assert "disclosed" not in history(deployment)


def test_other_words_of_the_citizen_typed_meanwhile_are_warned_of_as_well(deployment):
    link = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(link, "propose", **SCREENED, summary="Bà Mai báo đèn tắt.")
    more = answer.page.fill("propose", summary="Bà Mai báo đèn tắt, gọi 0987654321.")
    assert deployment.post(link, more).status == 422


def test_what_is_only_saved_is_saved_and_the_page_then_warns(deployment):
    link = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(link, "save", summary=SAID)
    assert (answer.status, deployment.file().case.summary) == (200, SAID)
    page = deployment.get(link)
    assert 'id="summary-told"' in page.body
    sent, _ = deployment.press(link, "propose", **SCREENED)
    assert sent.status == 200


def test_a_name_typed_in_the_same_form_is_looked_for_too(deployment):
    link = deployment.way_to(Todo.SCREEN)
    typed = {**SCREENED, "name": "Lý Văn Tư", "summary": "Ông Tư báo đèn tắt."}
    answer, _ = deployment.press(link, "propose", **typed)
    assert answer.status == 422
    assert deployment.post(link, answer.page.fill("propose")).status == 200


def test_what_was_said_in_a_call_stays_in_the_vault_and_is_not_asked_about(deployment):
    link = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(link, "propose", **SCREENED, summary=SUMMARY, account=SAID)
    assert answer.status == 200


@EVERY
def test_in_a_confidential_case_it_is_refused_until_a_reason_is_given_which_goes_on_file(
    deployment, todo, action, field, more
):
    deployment.way_to(todo, **({} if todo is Todo.SCREEN else {"confidential": "yes"}))
    office, path = by_office(deployment, todo)
    secret = {"confidential": "yes"} if todo is Todo.SCREEN else {}
    first, _ = office.fill(path, action, **{**more, **secret, field: SAID})
    again = office.post(path, first.page.fill(action))
    ticked = office.post(path, again.page.fill(action, **{f"keep_{field}": "yes"}))
    telling = {f"keep_{field}": "yes", f"why_{field}": "Vì là bà Mai"}
    telltale = office.post(path, ticked.page.fill(action, **telling))
    assert [a.status for a in (first, again, ticked, telltale)] == [422] * 4
    assert telltale.page.value(field) == SAID
    kept = office.post(path, telltale.page.fill(action, **{f"why_{field}": WHY}))
    assert kept.status in (200, 303)
    [event] = [e for e in deployment.file().history if e.kind == "disclosed"]
    assert (event.words["reason"], event.by.id != "") == (WHY, True)


def test_what_was_kept_with_a_reason_is_not_asked_about_again(deployment):
    deployment.way_to(Todo.SCREEN)
    office, path = by_office(deployment, Todo.SCREEN)
    typed = {"confidential": "yes", "summary": SAID, "keep_summary": "yes", "why_summary": WHY}
    assert office.fill(path, "save", **typed)[0].status == 200
    assert office.fill(path, "propose", **SCREENED)[0].status == 200
    assert history(deployment).count("disclosed") == 1


def test_saving_a_confidential_case_is_refused_as_well(deployment):
    link = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(link, "save", confidential="yes", summary=SAID)
    assert answer.status == 422
    assert deployment.file().case.summary == ""


def test_a_link_is_no_way_around_and_does_not_say_which_words_they_are(deployment):
    link = deployment.way_to(Todo.DRAFT, confidential="yes")
    answer, _ = deployment.press(link, "draft", words=f"Kính gửi bà {MAI}: đèn đã sáng.")
    assert answer.status == 422
    assert "Ô này có chữ cho biết người phản ánh là ai" in answer.page.text
    assert "“" not in answer.body.split('id="words-told"')[1].split("</div>")[0].split("<input")[0]
    kept = answer.page.fill("draft", keep_words="yes", why_words=WHY)
    assert deployment.post(link, kept).status == 200


def test_a_leader_is_not_told_who_it_is_by_a_warning(deployment):
    link = deployment.way_to(Todo.APPROVE)
    answer, _ = deployment.press(link, "approve", words=f"Kính gửi bà {MAI}.")
    assert answer.status == 200


def test_the_same_form_posted_twice_gets_the_same_confirmation(deployment):
    link = deployment.way_to(Todo.DRAFT)
    answer, _ = deployment.press(link, "draft", words=SAID)
    fields = answer.page.fill("draft")
    first, twin = deployment.post(link, fields), deployment.post(link, fields)
    assert first.status == 200
    assert first.same == twin.same


# --- the machine


def approved_with_a_name(deployment) -> str:
    deployment.press(deployment.way_to(Todo.APPROVE), "approve", words=f"Thưa bà {MAI}, đèn sáng.")
    deployment.deliver()
    return deployment.link(Todo.TELL)


def test_no_machine_is_ordered_to_read_out_who_it_is(deployment):
    link = approved_with_a_name(deployment)
    page = deployment.get(link)
    assert 'value="call"' not in page.body
    answer = deployment.post(link, page.page.fill("call"))
    assert answer.status == 422
    assert "máy không đọc" in answer.page.text
    assert not deployment.file().case.machine_call


def test_a_call_that_was_ordered_before_fails_with_words_and_comes_back_to_the_officer(
    deployment, monkeypatch
):
    link = approved_with_a_name(deployment)
    with monkeypatch.context() as patched:
        patched.setattr("chalicelib.usecases.todos.disclosing._refuse_aloud", lambda *_: None)
        assert deployment.post(link, deployment.get(link).page.fill("call")).status == 200
    deployment.deliver()
    assert not deployment.provider.calls
    [call] = [n for n in deployment.notifications() if n.medium == "call"]
    assert (call.state, call.error) == ("failed", "names the citizen")
    assert not deployment.file().case.machine_call
    assert deployment.file().case.state is State.APPROVED
    owner = deployment.authority.officer(deployment.file().case.owner).mail
    assert "máy không đọc" in deployment.mails(owner)[-1].text
