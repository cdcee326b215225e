"""A matter about a member of the office or a leader: they never learn of it."""

import pytest

from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support.callers import taken_down
from tests.support.deployment import CITIZEN, Deployment
from tests.support.exchange import Exchange
from tests.support.office import CHIEF, NGHIA, Office

SON = "son@vanphong.langson.example"
OWNER = "manh-truong@vanphong.langson.example"
WRITER = "Toi la Ly Van Tam, 12 Le Loi, phuong Chi Lang. "
ABOUT_CHIEF = f"{WRITER}Chanh van phong nhan tien cua nha thau Minh Phat"
ABOUT_ITS_OWNER = f"{WRITER}Ba Le Hong Nhung van phong HDND quat mang dan, duoi ve"
ABOUT_DUTY = f"{WRITER}Anh Nghia tiep cong dan quat mang dan, duoi ve khong nhan don"


@pytest.fixture
def told(deployment: Deployment):
    """Takes a message in; the code of its case."""

    def take(text: str) -> str:
        deployment.sms(deployment.message_fields(text))
        deployment.deliver()
        return deployment.codes()[0]

    return take


def propose(deployment: Deployment, agency: str = "do-thi", **typed: str | list[str]) -> None:
    case = deployment.file().case
    link = deployment.newest_link(deployment.authority.officer(case.owner).mail)
    answer, _ = deployment.press(
        link, "propose", field="S1", summary="Phản ánh.", agency=agency, **typed
    )
    assert answer.status == 200, answer.page.text
    deployment.deliver()


def test_a_message_about_its_own_officer_goes_to_the_chief_and_not_to_them(deployment, told):
    code = told(ABOUT_ITS_OWNER)
    assert deployment.file().case.recused == ("le-nhung",)
    assert [mail.to for mail in deployment.mails()] == [CHIEF]
    assert code in deployment.mails(CHIEF)[-1].subject.replace(" ", "")
    assert "quat mang" in deployment.get(deployment.newest_link(CHIEF)).body


def test_whoever_it_is_about_finds_it_nowhere(deployment, told):
    code = told(ABOUT_DUTY)
    nghia = Office(deployment, NGHIA)
    grouped = f"{code[:3]} {code[3:6]} {code[6:]}"
    assert grouped not in nghia.get("/van-phong").body
    for path in (
        f"/van-phong/ho-so/{code}",
        f"/van-phong/ho-so/{code}/screen/-",
        f"/van-phong/ho-so/{code}/draft/-",
    ):
        assert nghia.get(path).status == 404
    for said in (code, "0987654321"):
        answer = nghia.post("/van-phong/tim", [("q", said)])
        assert answer.status == 200
        assert grouped not in answer.body
    assert nghia.post(f"/van-phong/thong-bao/{code}/00001-0", []).status == 404
    colleague = Office(deployment, SON)
    assert grouped in colleague.get("/van-phong").body
    assert colleague.get(f"/van-phong/ho-so/{code}").status == 200


def test_what_failed_in_it_is_not_on_their_board_either(deployment, told):
    code = told(ABOUT_DUTY)
    ref = deployment.notifications()[0].ref
    deployment.services.store.outbox.settle(
        ref,
        NotificationState.FAILED,
        authority="langson",
        at=deployment.at,
        allowed=[deployment.notifications()[0].state],
        error="no receipt",
    )
    assert f"/van-phong/ho-so/{code}" not in Office(deployment, NGHIA).get("/van-phong").body
    assert f"/van-phong/ho-so/{code}" in Office(deployment, CHIEF).get("/van-phong").body


def test_a_matter_about_the_chief_is_assigned_by_the_chairman_and_never_mailed_to_the_chief(
    deployment, told
):
    told(ABOUT_CHIEF)
    propose(deployment)
    assert deployment.file().case.superior == "chu-tich"
    chairman = deployment.authority.head.mail
    answer, _ = deployment.press(
        deployment.newest_link(chairman),
        "assign",
        agency="noi-vu",
        document="15/UBND",
        signer="Chủ tịch",
    )
    assert answer.status == 200, answer.page.text
    deployment.later(days=20)
    deployment.escalate()
    deployment.deliver()
    assert deployment.mails(CHIEF) == []
    phones = [sent["To"] for sent in deployment.provider.sent]
    assert deployment.authority.chief.phone not in phones
    replies = {mail.reply_to for mail in deployment.mails()}
    assert CHIEF not in replies


def test_a_link_from_before_opens_nothing_once_the_matter_is_known_to_be_about_its_holder(
    deployment,
):
    link = deployment.way_to(Todo.SCREEN)
    owner = deployment.file().case.owner
    answer, fields = deployment.press(link, "save", recused=["", owner])
    assert answer.status == 200
    assert "Hồ sơ đã chuyển cho người khác xử lý" in answer.page.text
    assert deployment.post(link, fields).same == answer.same
    assert deployment.get(link).status == 404
    deployment.deliver()
    assert deployment.file().case.owner == "truong"
    assert "chuyển đến đồng chí phụ trách" in deployment.mails(CHIEF)[-1].subject


def test_nobody_ends_a_matter_about_themselves(deployment):
    link = deployment.way_to(Todo.SCREEN)
    owner = deployment.file().case.owner
    answer, _ = deployment.press(link, "refuse", recused=["", owner], reason="unclear")
    assert answer.status == 422
    assert "Phản ánh về chính đồng chí" in answer.page.text
    assert deployment.file().case.state == "received"


def test_what_waited_to_be_sent_to_them_is_not_sent_any_more(deployment):
    colleague = Office(deployment, SON)
    deployment.sms()
    code, owner = deployment.codes()[0], deployment.file().case.owner
    to_do = f"/van-phong/ho-so/{code}/screen/-"
    answer, _ = colleague.fill(to_do, "save", recused=["", owner])
    assert answer.status == 200
    deployment.deliver()
    assert deployment.mails(deployment.authority.officer(owner).mail) == []


def test_the_digest_of_the_chief_leaves_out_what_is_about_the_chief(deployment, told):
    code = told(ABOUT_CHIEF)
    deployment.later(days=1)
    deployment.digest()
    deployment.deliver()
    assert deployment.mails(CHIEF) == []
    assert deployment.file(code).running_clocks


def test_a_message_about_the_whole_office_is_read_by_the_chief_and_not_lost(deployment, told):
    # The given name of one of them is a word by which others are addressed.
    accused = sorted(deployment.authority.officers, key=lambda one: one.id == "trinh")
    names = ", ".join(f"ông {one.name}" for one in accused)
    told(f"{WRITER}Các ông {names} nhận tiền, quát mắng dân")
    case = deployment.file().case
    assert case.owner == "truong"
    assert len(case.recused) == len(accused) - 1
    assert [mail.to for mail in deployment.mails()] == [CHIEF]


def test_who_typed_a_call_about_the_chief_and_proposes_at_once_does_not_tell_the_chief(exchange):
    taken_down(exchange)
    deployment = exchange.deployment
    deployment.deliver()
    account = "Chánh văn phòng nhận tiền của nhà thầu Minh Phát"
    typed = {"name": "Lý Thị Hoa", "address": "8 Phai Vệ", "account": account}
    propose(deployment, "noi-vu", **typed)
    assert deployment.file().case.recused == ("truong",)
    assert deployment.mails(CHIEF) == []
    assert deployment.mails(deployment.authority.head.mail)


def test_a_leader_above_who_was_suggested_is_not_forgotten_by_saving(deployment, told):
    told(f"{WRITER}Chu tich UBND tinh nhan tien, Chu tich UBND thanh pho nhan hoi lo cua nha thau")
    before = deployment.file().case.recused
    assert before == ("chu-tich", "chu-tich-tinh")
    link = deployment.newest_link(deployment.authority.officer(deployment.file().case.owner).mail)
    assert deployment.press(link, "save", summary="Phản ánh.")[0].status == 200
    assert deployment.file().case.recused == before


def test_a_form_posted_again_tells_nobody_that_the_matter_is_theirs_since(deployment):
    link = deployment.way_to(Todo.SCREEN)
    owner, code = deployment.file().case.owner, deployment.codes()[0]
    to_do = f"/van-phong/ho-so/{code}/screen/-"
    _, by_link = deployment.press(link, "save", summary="Một.")
    office = Office(deployment, deployment.authority.officer(owner).mail)
    _, in_office = office.fill(to_do, "save", summary="Hai.")
    Office(deployment, SON).fill(to_do, "save", recused=owner)
    assert deployment.file().case.recused == (owner,)
    assert deployment.post(link, by_link).status == 404
    assert office.post(to_do, in_office).status == 404


def asks_to_be_rung_back(exchange: Exchange, code: str, sender: str = CITIZEN) -> None:
    """Somebody asks for the result of a case, and for an officer."""
    deployment = exchange.deployment
    before = deployment.codes()
    sid = exchange.ring(sender)
    for keys in ("6", f"{code}#", "1", "1"):
        exchange.keys(sid, keys)
    exchange.rest()
    deployment.deliver()
    assert deployment.codes() == before


def test_who_asks_for_the_result_is_not_rung_back_by_whom_the_matter_is_about(exchange, told):
    deployment = exchange.deployment
    code = told(ABOUT_DUTY)
    asks_to_be_rung_back(exchange, code)
    assert deployment.file(code).case.enquiry
    assert deployment.mails(NGHIA) == []
    mail = deployment.mails(deployment.holder(Todo.TALK))[-1]
    assert f"Có người hỏi về phản ánh, kiến nghị mã số {codes.grouped(code)}" in mail.text


def test_nor_if_a_call_of_theirs_waits_there_already(exchange):
    deployment = exchange.deployment
    sid = exchange.ring("+84912000009")
    exchange.hang_up(sid)
    exchange.rest()
    deployment.deliver()
    (waiting,) = deployment.codes()
    deployment.sms(deployment.message_fields(ABOUT_DUTY))
    deployment.deliver()
    (code,) = set(deployment.codes()) - {waiting}
    asks_to_be_rung_back(exchange, code, "+84912000009")
    assert not deployment.file(waiting).case.recused
    assert not [m for m in deployment.mails(NGHIA) if codes.grouped(code) in m.text]
