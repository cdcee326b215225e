"""What the officer may make of a message, and what the citizen hears of it."""

import pytest

from tests.support import forms, people
from tests.support.browsing import Browser
from tests.support.people import WEDNESDAY, chairman, chief, history, officer

COMPLETE = "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT {number}. {matter}"
MATTER = "Rác đổ trộm cuối ngõ 8, đề nghị dọn."


def spoken(number: str) -> str:
    """+84912… as a person writes it."""
    return "0" + number.removeprefix("+84")


def complete(stage, number, matter=MATTER):
    return people.text(stage, number, COMPLETE.format(number=spoken(number), matter=matter))


def test_an_incomplete_message_waits_until_the_officer_has_completed_it(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84913000001", "Đèn đường ở ngõ tôi hỏng rồi, sửa giúp.")
    assert "ho ten, dia chi" in matter.texts()[0]
    assert "0886.121.666" in matter.texts()[0]
    mail = matter.received()
    assert "Còn thiếu: họ tên, địa chỉ" in mail["text"]
    page = forms.get(mail["links"][0])
    assert "họ tên" in page.text
    assert 'href="tel:+84913000001"' in page.html

    refused = page.post("propose", summary="Đèn hỏng.", field="S1", agency="do-thi")
    assert refused.status == 422
    assert "Cần đủ họ và tên, địa chỉ" in refused.text
    assert refused.value("summary") == "Đèn hỏng."  # nothing typed is lost
    assert matter.on_file()["event"] == 1

    saved = refused.post("save", name="Hoàng Văn Sơn", address="số 3 đường Bà Triệu")
    assert saved.status == 200
    page = forms.get(mail["links"][0])
    assert page.value("name") == "Hoàng Văn Sơn"
    assert page.value("summary") == "Đèn hỏng."
    done = page.post("propose", agency="do-thi")
    assert [what for _, what, _ in history(done)] == [
        "Tiếp nhận qua tin nhắn",
        "Bổ sung thông tin",
        "Phân loại, đề xuất giao Phòng Quản lý đô thị",
    ]
    assert matter.open(chief(), "assign").status == 200


@pytest.mark.parametrize(
    ("number", "target", "other", "said"),
    [
        (
            "+84913000011",
            "complaint",
            "",
            "Xin gui don toi Ban Tiep cong dan thanh pho, so 30, duong Le Loi",
        ),
        (
            "+84913000012",
            "complex",
            "",
            "Xin lien he Ban Tiep cong dan thanh pho, so 30, duong Le Loi",
        ),
        ("+84913000013", "other_competence", "Sở Y tế", "xin liên hệ Sở Y tế"),
        (
            "+84913000015",
            "other_competence",
            "Sở Nông nghiệp và Môi trường",
            "xin lien he So Nong nghiep va Moi truong",
        ),
    ],
)
def test_what_is_not_for_the_hotline_is_redirected_and_the_citizen_told_where(
    stage, number, target, other, said
):
    stage.clock(now=WEDNESDAY)
    matter = complete(stage, number)
    done = matter.screening().post("redirect", target=target, other=other)
    assert done.status == 200
    assert "Hướng dẫn đến nơi giải quyết" in history(done)[-1][1]
    assert said in matter.text(said)
    assert matter.mails(chief(), "assign") == []


def test_what_looks_like_a_complaint_is_only_suggested_and_the_officer_decides(stage):
    stage.clock(now=WEDNESDAY)
    words = "Tôi khiếu nại quyết định thu hồi đất của UBND thành phố, tố cáo cán bộ nhận tiền."
    number = "+84913000014"
    matter = complete(stage, number, words)
    page = matter.screening()
    assert "khiếu nại, tố cáo" in page.text
    assert page.value("target") == "complaint"
    page.post("redirect")
    matter.text("Khieu nai, to cao giai quyet theo Luat")


def test_a_message_is_refused_with_a_reason_and_told_so(stage):
    stage.clock(now=WEDNESDAY)
    matter = complete(stage, "+84913000021")
    page = matter.screening()
    assert page.post("refuse").status == 422  # not without a reason
    done = page.post("refuse", reason="unclear")
    assert "Từ chối tiếp nhận: không rõ địa chỉ" in history(done)[-1][1]
    matter.text("khong duoc tiep nhan")


def test_who_disturbs_is_refused_without_an_answer(stage):
    stage.clock(now=WEDNESDAY)
    matter = complete(stage, "+84913000022")
    done = matter.screening().post("refuse", reason="nuisance")
    assert "quấy rối" in history(done)[-1][1]
    stage.run("sweep")
    assert len(matter.texts()) == 1  # that the message was taken, nothing more


def test_an_urgent_matter_is_directed_by_the_chairman_through_his_link_and_so_assigned(stage):
    stage.clock(now=WEDNESDAY)
    words = "Tủ điện đầu ngõ 12 chập cháy, nổ rất nguy hiểm đến tính mạng, xử lý khẩn cấp ngay!"
    matter = complete(stage, "+84913000031", words)
    assert matter.received()["subject"].startswith("KHẨN")
    page = matter.screening()
    assert "cấp bách" in page.text
    typed = {"summary": "Tủ điện chập cháy.", "field": "S1", "agency": "dien-luc"}
    refused = page.post("ask_direction", **typed)
    assert refused.status == 422  # only what is urgent is put to the Chairman at once
    page.post("propose", urgent="yes", **typed)

    page = matter.open(chief(), "assign")
    assert "trong hôm nay" in page.text  # due the same working day
    assert "hạn ban đầu 17:00 ngày 16/03/2026" in page.text
    page.post("ask_direction", agency="dien-luc")

    page = matter.open(chairman(), "direction")
    assert "Tủ điện chập cháy." in page.text
    assert "Điện lực thành phố Lạng Sơn" in page.text
    done = page.post("direct", direction="Cắt điện, xử lý ngay, báo cáo trước 11 giờ.")
    assert "Chủ tịch UBND thành phố" in done.text
    page = matter.open(people.agency("dien-luc"), "agency_assigned_request")
    assert "Cắt điện, xử lý ngay, báo cáo trước 11 giờ." in page.text
    assert "Ý kiến chỉ đạo trực tiếp của Chủ tịch" in page.text
    assert "Cấp bách" in page.text


def test_two_officers_at_one_form_the_later_one_sees_both_versions_and_loses_nothing(stage):
    stage.clock(now=WEDNESDAY)
    matter = complete(stage, "+84913000041")
    first, second = matter.screening(), matter.screening()
    assert first.post("save", summary="Bản thứ nhất.").status == 200
    stale = second.post("save", summary="Bản thứ hai.")
    assert stale.status == 409
    assert "vừa được người khác cập nhật" in stale.text
    assert stale.value("summary") == "Bản thứ hai."
    assert "Hiện trong hồ sơ: Bản thứ nhất." in stale.text
    assert stale.post("save").status == 200
    assert matter.screening().value("summary") == "Bản thứ hai."


def test_a_confidential_sender_is_marked_and_the_agency_told_to_keep_silent(stage):
    stage.clock(now=WEDNESDAY)
    words = "Cán bộ phường thu phí chợ không biên lai. Đề nghị giữ bí mật họ tên tôi."
    matter = complete(stage, "+84913000051", words)
    page = matter.screening()
    assert "Gửi liên kết đăng nhập cho tôi" in page.text
    for private in ("Lý Thị Hoa", "Phai Vệ", "0913 000 051", "biên lai"):
        assert private not in page.html
    named = page.post("propose", summary="Bà Hoa báo thu phí.", field="S2", agency="quan-ly-cho")
    assert (named.status, "Cần thiết, vẫn giữ" in named.text) == (422, True)
    page.post("propose", summary="Thu phí chợ không biên lai.", field="S2", agency="quan-ly-cho")
    page = matter.open(chief(), "assign")
    assert "người phản ánh đã đề nghị giữ bí mật" in page.text
    page.post("assign", document="9/VP")
    mail = matter.mail(people.agency("quan-ly-cho"), "agency_assigned")
    assert "không tiết lộ" in mail["text"]
    page = forms.get(mail["links"][0])
    assert "Giữ bí mật" in page.text
    assert "không tiết lộ" in page.text
    for private in ("Lý Thị Hoa", "Phai Vệ", "0913000051", "0913 000 051"):
        assert private not in page.html
        assert private not in mail["text"] + mail["html"]


def test_a_repeat_is_merged_led_by_the_first_and_its_citizen_told_by_themselves(stage):
    stage.clock(now=WEDNESDAY)
    first = complete(stage, "+84913000081", "Cống đường Trần Đăng Ninh tắc, mưa là ngập.")
    second = complete(stage, "+84913000082", "Tran Dang Ninh ngap, cong tac chua ai thong.")
    into, code = (one.code.replace(" ", "") for one in (first, second))
    office = Browser(stage, officer("thuy"))
    page = f"/van-phong/ho-so/{code}/trung"
    assert f"Ghép vào hồ sơ {first.code}" in office.get(page)
    merged = office.post(page, into=into, revision="1")
    assert (merged.status, merged.headers["Location"]) == (303, f"/van-phong/ho-so/{code}")

    first.propose()
    first.assign()
    second.owner = first.owner
    assert second.text("giao")  # its own term has begun
    stage.sms(second.number, f"{code} den dau roi a?")
    assert second.text("dang giai quyet")
    assert "2 người" in first.open(people.agency("do-thi"), "agency_assigned").text
    for page in (first.answer(), first.draft(), first.approve()):
        assert page.status == 200, page.text
    for one in (first, second):  # one mail says so of both
        link = told_of(stage, one, "thông báo kết quả")
        done = forms.get(link).post("tell", how="phone", whom="citizen", note="Đã nói.")
        assert done.status == 200, done.text


def told_of(stage, matter, what):
    """The link to what the matter's owner is asked to do, from whichever mail has it."""

    def found():
        said = matter.said(officer(matter.owner))
        return [link for heading, link in said if what in heading.lower()]

    return stage.until(lambda: people.after_a_round(stage, found))[0]
