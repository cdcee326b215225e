"""A sender's flood: on file, one row a sender, refusable together, without hundreds of mails."""

import pytest

from chalicelib.domain.case.workflow import State
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN
from tests.support.office import NGHIA, Office

MOST = 5
MATTER = "Đèn đường ngõ {} Bà Triệu hỏng, đề nghị sửa"
FIRE = "Cháy nhà ở chợ Kỳ Lừa, cứu với"


def write(deployment, number, text=MATTER, sender=CITIZEN):
    for nth in range(number):
        deployment.sms(deployment.message_fields(text.format(nth), sender))
        deployment.later(seconds=20)
    deployment.deliver()


def flooded(deployment):
    """The case to which a sender's further texts are joined."""
    (code,) = [c for c in deployment.codes() if deployment.file(c).case.joined]
    return deployment.file(code)


def test_further_texts_are_joined_to_one_case_and_nobody_is_told_again(deployment):
    write(deployment, MOST)
    before = (len(deployment.mails()), len(deployment.provider.sent))
    write(deployment, 30)
    assert len(deployment.codes()) == MOST
    assert len(deployment.raws()) == MOST + 30
    assert (len(deployment.mails()), len(deployment.provider.sent)) == before
    file = flooded(deployment)
    assert file.case.joined == 30
    assert len(file.contacts) == 31
    assert deployment.sweep()["taken"] == 0


def test_the_page_shows_all_in_their_order_and_the_board_one_row(deployment):
    write(deployment, MOST + 3, "Rác ở ngõ {} chưa dọn, đề nghị dọn")
    office = Office(deployment, NGHIA)
    code = flooded(deployment).case.code
    page = office.get(f"/van-phong/ho-so/{code}").body
    places = [page.index(f"Rác ở ngõ {nth} ") for nth in (0, MOST, MOST + 1, MOST + 2)]
    assert places == sorted(places)
    assert page.count("Tách thành việc riêng") == 3
    assert "5 phản ánh, 8 tin nhắn" in office.get("/van-phong").body


def test_they_are_refused_together(deployment):
    write(deployment, MOST + 3)
    office = Office(deployment, NGHIA)
    code = flooded(deployment).case.code
    answer, _ = office.fill(f"/van-phong/ho-so/{code}/screen/-", "refuse", reason="nuisance")
    assert answer.status == 200
    file = deployment.file(code)
    assert (file.case.state, len(file.contacts)) == (State.REFUSED, 4)


def test_nobody_refuses_a_message_that_they_have_not_seen(deployment):
    write(deployment, MOST + 1)
    office = Office(deployment, NGHIA)
    code = flooded(deployment).case.code
    path = f"/van-phong/ho-so/{code}/screen/-"
    form = [(k, v) for k, v in office.get(path).page.fill("refuse", reason="nuisance")]
    write(deployment, 1)
    office.post(path, [(k, v) for k, v in form if k != "csrf"])
    assert deployment.file(code).case.state is State.RECEIVED


def test_danger_in_a_joined_message_wakes_once(deployment):
    write(deployment, MOST + 1)
    texts = len(deployment.provider.texts_to(CITIZEN))
    mails = len(deployment.mails())
    write(deployment, 3, FIRE)
    kinds = [n.kind for n in deployment.notifications(flooded(deployment).case.code)]
    assert kinds.count("screen_urgent") >= 1
    assert kinds.count("danger_missing") == 1
    told = [n for n in kinds if n == "screen_urgent"]
    assert len(deployment.mails()) == mails + len(told)
    assert len(deployment.provider.texts_to(CITIZEN)) <= texts + 1
    assert flooded(deployment).case.maybe_urgent


def test_a_joined_message_becomes_a_case_of_its_own_once_and_counts_from_its_receipt(deployment):
    write(deployment, MOST + 2)
    old = flooded(deployment)
    contact = old.contacts[-1]
    received = deployment.services.store.contacts.get(contact).received_at
    office, path = Office(deployment, NGHIA), f"/van-phong/lien-he/{contact}"
    answers = at_once(10, lambda: office.post(path, [("of", old.case.code)]))
    (where,) = {a.headers["Location"] for a in answers}
    new = deployment.file(where.rsplit("/", 1)[1])
    assert len(deployment.codes()) == MOST + 1
    assert (new.case.received_at, new.contacts) == (received, (contact,))
    left = deployment.file(old.case.code)
    assert left.case.joined == 1
    assert [e.kind for e in left.history][-1] == "message_taken_out"
    page = office.get(f"/van-phong/ho-so/{old.case.code}").body
    assert page.count("Tách thành việc riêng") == 1
    assert "Bà Triệu" in office.get(where).body


def test_what_a_case_was_made_of_is_not_taken_out_of_it(deployment):
    write(deployment, MOST + 1)
    old = flooded(deployment)
    office = Office(deployment, NGHIA)
    answer = office.post(f"/van-phong/lien-he/{old.contacts[0]}", [("of", old.case.code)])
    assert answer.status == 404
    assert len(deployment.codes()) == MOST


def test_the_same_further_text_ten_times_at_once_is_joined_once(deployment):
    write(deployment, MOST)
    fields = deployment.message_fields(MATTER.format(77))
    at_once(10, lambda: deployment.sms(fields))
    deployment.later(minutes=2)
    deployment.sweep()
    assert flooded(deployment).case.joined == 1
    assert len(deployment.codes()) == MOST


def test_what_waits_long_enough_apart_or_is_looked_at_is_no_flood(deployment):
    for nth in range(MOST + 2):
        deployment.sms(deployment.message_fields(MATTER.format(nth)))
        deployment.later(minutes=15)
    assert len(deployment.codes()) == MOST + 2


def test_a_case_that_is_being_worked_on_gets_nothing_joined(deployment):
    write(deployment, MOST)
    office = Office(deployment, NGHIA)
    for code in deployment.codes():
        path = f"/van-phong/ho-so/{code}/screen/-"
        office.fill(path, "save", summary="Đèn hỏng.", field="S1")
    write(deployment, 1)
    assert len(deployment.codes()) == MOST + 1


@pytest.mark.parametrize("text", ["Cảm ơn", "👍"])
def test_what_has_no_matter_is_not_joined_either(deployment, text):
    write(deployment, MOST + 1)
    write(deployment, 1, text)
    assert flooded(deployment).case.joined == 1
