"""A report of a crime and a denunciation on their way through pages and mails (N5, N15)."""

from chalicelib.domain.todos.table import Todo
from tests.support.deployment import CITIZEN, Deployment
from tests.support.exchange import Exchange

SAID = "Toi la Ly Van Tam, 12 Le Loi. Nhom thanh nien ban ma tuy o dau ngo 8 Phai Ve"
DENOUNCED = (
    "Tôi tên là Lý Văn Tám, 12 Lê Lợi. Tôi tố cáo ông Hà Văn Cường, kế toán chợ Giếng Vuông, thu "
    "vé không biên lai ngày 3/1, có ảnh chụp kèm theo"
)


def taken(deployment: Deployment, text: str, button: str, **typed: str):
    deployment.sms(deployment.message_fields(text))
    deployment.deliver()
    link = deployment.link(Todo.SCREEN)
    answer, _ = deployment.press(link, button, **typed)
    deployment.deliver()
    return answer


def test_who_reads_it_is_woken_and_shown_the_words_for_which_it_may_be_a_crime(deployment):
    deployment.sms(deployment.message_fields(SAID))
    deployment.deliver()
    owner = deployment.authority.officer(deployment.file().case.owner)
    assert "tin báo về tội phạm" in deployment.mails(owner.mail)[0].subject
    assert [s for s in deployment.provider.sent if s["To"] == owner.phone]
    page = deployment.get(deployment.link(Todo.SCREEN)).page.text
    assert "“ban ma tuy”" in page


def test_it_is_not_refused(deployment):
    answer = taken(deployment, SAID, "refuse", reason="unclear")
    assert answer.status == 422
    assert "Điều 145" in answer.page.text
    assert deployment.file().case.state == "received"


def test_it_is_passed_to_the_police_with_a_record_and_the_chief_knows_at_once(deployment):
    answer = taken(deployment, SAID, "report_crime", summary="Nhóm bán ma túy đầu ngõ 8.")
    assert answer.status == 200
    chief = deployment.authority.chief.mail
    assert "tin báo về tội phạm" in deployment.mails(chief)[-1].subject
    assert "0987654321" not in deployment.mails(chief)[-1].text.replace(".", "")
    owner = deployment.authority.officer(deployment.file().case.owner)
    link = deployment.newest_link(owner.mail)
    answer, fields = deployment.press(link, "transfer", how="phone", receiver="Trực ban Lý A")
    assert answer.status == 200
    assert deployment.post(link, fields).same == answer.same
    deployment.deliver()
    case = deployment.file().case
    assert case.state == "transferred"
    words = deployment.file().history[-1].words
    assert (words["agency"], words["receiver"]) == ("Công an thành phố", "Trực ban Lý A")
    said = [sent["Body"] for sent in deployment.provider.sent if sent["To"] == CITIZEN]
    assert "Công an" not in said[-1]


def test_the_content_of_a_denunciation_goes_to_the_chief_without_who_told_it(deployment):
    summary = "Kế toán chợ thu vé không biên lai, có ảnh."
    answer = taken(deployment, DENOUNCED, "denounce", summary=summary)
    assert answer.status == 200
    chief = deployment.authority.chief.mail
    mail = deployment.mails(chief)[-1]
    assert summary in mail.text
    page = deployment.get(deployment.newest_link(chief)).body
    assert summary in page
    for secret in ("Lý Văn Tám", "12 Lê Lợi", "0987"):
        assert secret not in page
        assert secret not in mail.text
    said = [sent["Body"] for sent in deployment.provider.sent if sent["To"] == CITIZEN]
    assert "gui don toi Ban Tiep cong dan" in said[-1]
    answer, _ = deployment.press(
        deployment.newest_link(chief), "assign", agency="thanh-tra", document="7", signer="CVP"
    )
    assert answer.status == 200, answer.page.text
    assert deployment.file().case.state == "assigned"


def test_what_goes_to_the_chief_does_not_say_who_denounces(deployment):
    summary = "Ông Lý Văn Tám tố cáo kế toán chợ thu vé không biên lai, có ảnh."
    answer = taken(deployment, DENOUNCED, "denounce", summary=summary)
    assert answer.status == 422
    assert deployment.file().case.state == "received"


def test_both_are_on_the_ladder(deployment):
    taken(deployment, SAID, "report_crime", summary="Nhóm bán ma túy.")
    deployment.later(days=1)
    deployment.escalate()
    deployment.deliver()
    head = deployment.authority.head.mail
    assert "QUÁ HẠN chuyển cơ quan Công an" in deployment.mails(head)[-1].subject


def test_what_is_incomplete_wrong_or_late_passes_nothing_on(deployment):
    taken(deployment, SAID, "report_crime", summary="Nhóm bán ma túy.")
    link = deployment.newest_link(deployment.authority.officer(deployment.file().case.owner).mail)
    whole = {"to": "cong-an", "how": "phone", "receiver": "Lý A"}
    for name, wrong in (("to", "nobody"), ("how", "pigeon"), ("receiver", " ")):
        assert deployment.press(link, "transfer", **{**whole, name: wrong})[0].status == 422
    stale = deployment.get(link).page.fill("transfer", **whole, revision="1")
    assert deployment.post(link, stale).status == 409
    assert deployment.file().case.state == "transfer"
    _, fields = deployment.press(link, "transfer", **whole)
    assert deployment.post(link, [*fields, ("passed_note", "Khác")]).status == 404
    assert [event.kind for event in deployment.file().history].count("transferred") == 1


def test_who_asks_on_the_telephone_hears_where_it_stands_and_not_who_has_it(exchange):
    deployment = exchange.deployment
    taken(deployment, SAID, "report_crime", summary="Nhóm bán ma túy.")
    (code,) = deployment.codes()
    owner = deployment.authority.officer(deployment.file().case.owner).mail
    assert "đang chuyển cơ quan có thẩm quyền" in standing(exchange, code)
    deployment.press(deployment.newest_link(owner), "transfer", how="phone", receiver="Lý A")
    assert "đã được chuyển cơ quan có thẩm quyền" in standing(exchange, code)


def standing(exchange: Exchange, code: str) -> str:
    sid = exchange.ring(CITIZEN)
    for keys in ("6", f"{code}#"):
        exchange.keys(sid, keys)
    said = exchange.since(sid)
    exchange.gone(sid)
    assert "ông an" not in said
    return said


def test_a_caller_who_rings_again_meanwhile_changes_nothing_and_gets_no_text(exchange):
    deployment = exchange.deployment
    exchange.hang_up(exchange.ring(CITIZEN))
    exchange.rest()
    deployment.deliver()
    link = deployment.link(Todo.SCREEN)
    answer, _ = deployment.press(link, "report_crime", summary="Trộm.", account="Có trộm.")
    assert answer.status == 200, answer.page.text
    exchange.hang_up(exchange.ring(CITIZEN))
    exchange.rest()
    deployment.deliver()
    assert deployment.file().case.state == "transfer"
    assert deployment.file().history[-1].kind == "rang_again"
    assert deployment.provider.texts_to(CITIZEN) == []
