"""From the assignment to the told citizen: several agencies, changed words, letter and call."""

from tests.support import forms, people
from tests.support.browsing import Browser
from tests.support.people import WEDNESDAY, chairman, chief, history, officer

CLOSING = "2026-03-11T17:00:01"

MESSAGE = "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. {matter}"
MATTER = "Đèn đường ngõ 8 hỏng, đề nghị sửa."
BY_POST = (
    "Tôi tên Lâm Văn Hợi, địa chỉ: số 3 ngõ 8 đường Phai Vệ, phường Đông Kinh. Tôi không có "
    "điện thoại, xin trả lời bằng thư về địa chỉ trên. Rác đổ trộm cuối ngõ, đề nghị dọn."
)


def matter_of(stage, number, **typed):
    stage.clock(now=WEDNESDAY)
    message = MESSAGE.format(number=number.removeprefix("+84"), matter=MATTER)
    return people.text(stage, number, message, **typed)


def test_two_agencies_answer_each_by_its_own_link_and_only_then_the_office_drafts(stage):
    matter = matter_of(stage, "+84914000001")
    matter.propose("do-thi", agencies=["ubnd-dong-kinh"])
    page = matter.open(chief(), "assign")
    assert [v for k, v in page.values if k == "agencies"] == ["ubnd-dong-kinh"]
    matter.assign()
    first = matter.open(people.agency("do-thi"), "agency_assigned")
    second = matter.open(people.agency("ubnd-dong-kinh"), "agency_assigned")
    assert first.url != second.url
    assert "Hạn trả lời: 17:00 ngày 19/03/2026" in first.text  # seven days less one
    second.post("answer", answer="Phường đã kiểm tra.", name="Lý Hoa", title="Phó Chủ tịch")
    stage.run("sweep")
    assert matter.mails(officer("manh-truong"), "draft") == []
    assert forms.get(second.url).status == 404
    matter.answer()
    page = matter.open(officer("manh-truong"), "draft")
    assert page.value("words") == "Đã thay bóng, đèn sáng.\n\nPhường đã kiểm tra."
    assert "Lý Hoa, Phó Chủ tịch" in page.text


def test_an_answer_without_name_and_title_comes_back_with_all_that_was_typed(stage):
    matter = matter_of(stage, "+84914000002")
    matter.propose()
    matter.assign()
    page = matter.open(people.agency("do-thi"), "agency_assigned")
    refused = page.post("answer", answer="Đã kiểm tra, đang chờ vật tư.", name="Vi Văn Toàn")
    assert refused.status == 422
    assert "Chưa ghi họ tên và chức vụ" in refused.text
    assert refused.value("answer") == "Đã kiểm tra, đang chờ vật tư."
    assert refused.post("answer", title="Phó Trưởng phòng").status == 200


def test_the_citizen_is_known_to_the_agency_only_when_the_chief_has_ticked_it(stage):
    matter = matter_of(stage, "+84914000003")
    matter.propose()
    matter.assign(share_identity="yes")
    page = matter.open(people.agency("do-thi"), "agency_assigned")
    assert "Lý Thị Hoa" in page.text
    assert "0914 000 003" in page.text
    assert "Lý Thị Hoa" not in matter.mail(people.agency("do-thi"), "agency_assigned")["text"]


def test_the_leader_changes_the_wording_and_the_citizen_hears_the_leaders_words(stage):
    matter = matter_of(stage, "+84914000004")
    matter.to_approval()
    done = matter.approve(words="Đèn đã sáng. Thành phố xin lỗi vì để chậm.")
    assert history(done)[-1][1] == "Phê duyệt nội dung trả lời, có chỉnh sửa"
    assert "Thành phố xin lỗi vì để chậm." in matter.telling().text


def test_the_leader_sends_back_with_a_reason_and_approves_the_second_draft(stage):
    matter = matter_of(stage, "+84914000005")
    matter.to_approval()
    page = matter.open(chairman(), "approval")
    assert page.post("send_back").status == 422  # not without a reason
    done = page.post("send_back", reason="Nói rõ bao giờ xong.")
    assert "Trả lại dự thảo: Nói rõ bao giờ xong" in done.text
    assert forms.get(page.url).status == 404
    mail = matter.mail(officer("manh-truong"), "sent_back")
    assert "Nói rõ bao giờ xong." in mail["text"]
    page = forms.get(mail["links"][0])
    assert "Nói rõ bao giờ xong." in page.text
    assert page.value("words") == "Đèn đã sáng từ ngày 12/3. Trân trọng."  # the first draft
    page.post("draft", words="Đèn đã sáng từ 17 giờ ngày 12/3.")
    matter.approve(nth=2)
    assert "Đèn đã sáng từ 17 giờ ngày 12/3." in matter.telling().text


def test_who_left_only_a_postal_address_gets_a_letter_and_no_call(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84914000006", BY_POST)
    page = matter.screening()
    assert ("by_post", "yes") in page.values
    assert page.value("phone") == ""
    matter.to_approval()
    matter.approve()
    page = matter.telling("tell_by_letter")
    assert "Gửi thư trả lời" in page.text
    assert "số 3 ngõ 8 đường Phai Vệ" in page.text
    assert page.value("how") == "letter"
    assert "not_reached" not in page.html
    done = page.post("tell", whom="citizen", note="Bưu gửi RR123456789VN.")
    assert "Đã gửi thư thông báo" in done.text
    assert "RR123456789VN" in done.text
    assert len(matter.texts()) == 1  # no heads-up by text either


def test_who_left_only_an_electronic_address_is_written_to(stage):
    stage.clock(now=WEDNESDAY)
    message = MESSAGE.replace("ĐT 0{number}", "thư điện tử hoa.ly@thu.example").format(
        matter=MATTER
    )
    matter = people.text(stage, "+84914000009", message)
    assert matter.screening().value("mail") == "hoa.ly@thu.example"
    matter.to_approval()
    matter.approve()
    page = matter.telling("tell_by_mail")
    assert "Gửi thư điện tử trả lời" in page.text
    assert "hoa.ly@thu.example" in page.text
    assert page.value("how") == "mail"
    done = page.post("tell", whom="citizen", note="Đã gửi lúc 10 giờ.")
    assert "Đã gửi thư điện tử thông báo kết quả" in done.text


def test_who_was_not_reached_stays_on_the_list_and_is_told_later(stage):
    matter = matter_of(stage, "+84914000007")
    matter.to_approval()
    matter.approve()
    page = matter.telling()
    again = page.post("not_reached", note="Máy bận.")
    assert again.status == 200
    assert "Đã gọi, không gặp. Máy bận" in again.text
    assert matter.on_file()["report"] == 0
    done = forms.get(page.url).post("tell", whom="citizen", note="Đã nói chuyện.")
    assert "Đã gọi điện thông báo kết quả" in history(done)[-1][1]
    stage.clock(now=CLOSING)
    assert stage.run("report")["stuck"] == 0
    assert matter.on_file()["report"] == 1  # the Chairman's line (N14)
    told = stage.until(lambda: [m for m in stage.mail(chairman()) if matter.code in m["text"]])
    assert any("báo cáo ngày" in m["subject"] for m in told)


def test_an_expired_link_says_nothing_of_the_case_and_has_a_fresh_one_mailed_to_its_holder(stage):
    matter = matter_of(stage, "+84914000008")
    matter.propose()
    page = matter.open(chief(), "assign")
    before = matter.on_file()
    stage.clock(plus="31d")
    gone = forms.get(page.url)
    unknown = forms.get(page.url[:-4] + "AAAA")
    assert gone.status == unknown.status == 404
    assert "Liên kết này đã hết hạn" in gone.text
    assert matter.code not in gone.html
    typed = page.post("assign", document="77/VP", instruction="Sửa ngay trong tuần.")
    assert typed.status == 404
    assert "Sửa ngay trong tuần." in typed.text  # what was typed is given back
    assert matter.on_file()["event"] == before["event"]
    asked = forms.send(f"{page.url}/lien-ket-moi", [])
    assert asked.html == forms.send(f"{unknown.url}/lien-ket-moi", []).html
    fresh = matter.open(chief(), "link_anew")
    assert fresh.url != page.url
    assert fresh.post("assign", document="77/VP").status == 200
    assert forms.get(page.url).html == unknown.html  # the to-do is done


def test_an_agency_passes_the_work_on_and_the_office_takes_a_link_away_and_sends_one_anew(stage):
    bach = "bach.vi@langson.example"
    matter = matter_of(stage, "+84914000010")
    matter.propose()
    matter.assign()
    agencys = matter.open(people.agency("do-thi"), "agency_assigned")
    named = {"colleague_name": "Vi Văn Bách", "colleague_title": "Chuyên viên"}
    named |= {"colleague_mail": bach, "name": "Vi Văn Toàn", "title": "Phó Trưởng phòng"}
    done = agencys.post("delegate", **named)
    assert "chuyển việc cho Vi Văn Bách, Chuyên viên" in done.text
    theirs = matter.open(bach, "delegated")
    assert theirs.url != agencys.url

    office = Browser(stage, officer("trinh"))
    case = f"/van-phong/ho-so/{matter.code.replace(' ', '')}"
    assert bach in office.get(case)
    answer = office.post(_of(case, theirs.url), action="revoke", reason="Chuyển nhầm người")
    assert answer.status == 303
    assert forms.get(theirs.url).html == forms.get(theirs.url[:-4] + "AAAA").html
    assert office.post(_of(case, agencys.url), action="anew", reason="").status == 303
    anew = matter.open(people.agency("do-thi"), "link_anew")
    assert forms.get(agencys.url).status == 404
    assert "Chuyển nhầm người" in office.get(case)

    anew.post("delegate", **named)
    theirs = matter.open(bach, "delegated", nth=2)
    assert theirs.post("answer", answer="Đã thay bóng, đèn sáng.").status == 200
    assert "Vi Văn Bách, Chuyên viên" in matter.open(officer(matter.owner), "draft").text


def _of(case: str, url: str) -> str:
    """The office's page of the link with this address."""
    return f"{case}/lien-ket/{url.rpartition('/')[2].partition('.')[0]}"
