"""One text message, all the way to a told citizen, each person through the link in their mail."""

import re

import pytest

from infra.local.cloud.stack import client
from tests.support import forms, people
from tests.support.people import WEDNESDAY, chairman, chief, history, officer

ACCENTED = (
    "Tôi là Nguyễn Văn Bình, số 12 đường Trần Đăng Ninh, phường Tam Thanh, ĐT 0912 345 001. "
    "Đèn đường trước nhà hỏng đã hai tuần, đề nghị sửa."
)
PLAIN = (
    "Toi ten la Nguyen Van Binh, dia chi: so 12 duong Tran Dang Ninh, phuong Tam Thanh, "
    "dien thoai 0912345002. Den duong truoc nha hong da hai tuan, de nghi sua."
)
PARTICULARS = {
    ACCENTED: ("Nguyễn Văn Bình", "số 12 đường Trần Đăng Ninh, phường Tam Thanh", "0912 345 001"),
    PLAIN: ("Nguyen Van Binh", "so 12 duong Tran Dang Ninh, phuong Tam Thanh", "0912 345 002"),
}
SUMMARY = "Đèn đường Trần Đăng Ninh, gần ngã tư, hỏng hai tuần, đề nghị sửa."
WORDS = "Đèn đã được thay ngày 12/3/2026, đến nay sáng bình thường. Trân trọng cảm ơn Ông/Bà."


@pytest.mark.parametrize(
    ("number", "message"),
    [("+84912345001", ACCENTED), ("+84912345002", PLAIN)],
    ids=["with accents", "without accents"],
)
def test_a_message_goes_all_the_way_to_a_told_citizen_and_a_closed_case(stage, number, message):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, number, message)
    assert matter.texts()[0].startswith("UBND TPLS: ")
    assert "trung thuc, chinh xac" in matter.texts()[0]  # callers answer for the truth (N6)

    page = matter.screening()
    shown = (page.value("name"), page.value("address"), page.value("phone"))
    assert shown == PARTICULARS[message]
    assert message in page.text
    assert "Hạn giao việc: 17:00 ngày 16/03/2026 còn 3 ngày làm việc" in page.text

    done = page.post("propose", summary=SUMMARY, field="S1", agency="do-thi", note="Gấp trước lễ.")
    assert "Phân loại, đề xuất giao Phòng Quản lý đô thị" in done.text
    assert forms.get(page.url).status == 404  # a used link opens the neutral page

    page = matter.open(chief(), "assign")
    assert SUMMARY in page.text
    assert "Gấp trước lễ." in page.text
    page.post("assign", document="125/VP-TCD", instruction="Sửa ngay, trả lời trước hạn.")

    mail = matter.mail(people.agency("do-thi"), "agency_assigned")
    page = forms.get(mail["links"][0])
    assert "Hạn trả lời: 17:00 ngày 17/03/2026" in page.text  # a day before the city's own term
    assert SUMMARY in page.text
    assert "125/VP-TCD" in page.text
    for private in PARTICULARS[message]:
        assert private not in page.html
        assert private not in mail["text"]
    page.post("answer", answer="Đã thay bóng.", name="Vi Văn Toàn", title="Phó Trưởng phòng")

    page = matter.open(officer("manh-truong"), "draft")
    assert "Hạn trả lời người phản ánh: 17:00 ngày 18/03/2026" in page.text  # five working days
    assert page.value("words") == "Đã thay bóng."
    assert "Vi Văn Toàn, Phó Trưởng phòng" in page.text
    page.post("draft", words=WORDS)

    page = matter.open(chairman(), "approval")
    assert page.value("words") == WORDS
    assert "Người dự thảo: Hoàng Mạnh Trường" in page.text
    page.post("approve")

    ready = matter.text("đã có kết quả")
    assert matter.code in ready
    assert "đèn" not in ready.lower()  # a heads-up carries no content
    page = matter.telling()
    assert WORDS in page.text
    assert PARTICULARS[message][2] in page.text
    assert f'href="tel:{number}"' in page.html
    done = page.post("tell", whom="citizen", note="Nói với chính người báo tin, họ cảm ơn.")

    lines = history(done)
    assert [what for _, what, _ in lines] == [
        "Tiếp nhận qua tin nhắn",
        "Phân loại, đề xuất giao Phòng Quản lý đô thị",
        "Giao Phòng Quản lý đô thị – văn bản số 125/VP-TCD ngày 11/03/2026, người giao "
        "Trần Lệnh Trưởng, Chánh Văn phòng",
        "Phòng Quản lý đô thị trả lời",
        "Trình dự thảo trả lời",
        "Phê duyệt nội dung trả lời",
        "Đã gọi điện thông báo kết quả cho người phản ánh. "
        "Chính người phản ánh: Nói với chính người báo tin, họ cảm ơn",
    ]
    assert [who for _, _, who in lines[1:6]] == [
        "Hoàng Mạnh Trường, Chuyên viên Kinh tế - Đô thị",
        "Trần Lệnh Trưởng, Chánh Văn phòng",
        "Vi Văn Toàn, Phó Trưởng phòng, Phòng Quản lý đô thị",
        "Hoàng Mạnh Trường, Chuyên viên Kinh tế - Đô thị",
        "Chủ tịch UBND thành phố",
    ]
    assert all(re.fullmatch(r"09:0\d ngày 11/03/2026", at) for at, _, _ in lines)
    assert len(matter.texts()) == 3


def test_each_form_posted_twice_is_done_once_and_answered_the_same_byte_for_byte(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84912345003", ACCENTED.replace("001", "003"))
    mine = officer("manh-truong")
    by = {"name": "Vi Văn Toàn", "title": "Phó Trưởng phòng"}
    steps = [
        (mine, "screen", "propose", {"summary": SUMMARY, "field": "S1", "agency": "do-thi"}),
        (chief(), "assign", "assign", {"document": "1/VP"}),
        (people.agency("do-thi"), "agency_assigned", "answer", {"answer": "Đã thay.", **by}),
        (mine, "draft", "draft", {"words": WORDS}),
        (chairman(), "approval", "approve", {}),
        (mine, "tell", "tell", {"whom": "citizen", "note": "Đã nói chuyện."}),
    ]
    confirmations = []
    for to, kind, action, typed in steps:
        page = matter.open(to, kind)
        first = page.post(action, **typed)
        again = page.post(action, **typed)
        assert (first.status, first.html) == (again.status, again.html) == (200, first.html)
        confirmations.append((page, page.fill(action, **typed), first.html))
    for page, fields, html in confirmations:  # and still so when the case has long gone on
        assert forms.follow(forms.send(page.url, fields)).html == html
    assert matter.on_file()["event"] == 7
    assert matter.on_file()["notice"] == 9
    assert len(matter.texts()) == 3
    assert len([m for m in stage.mail() if matter.code in m["subject"]]) == 6


def test_opening_a_link_does_nothing_however_often_and_with_head_too(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84912345004", ACCENTED.replace("001", "004"))
    page = matter.screening()
    before = matter.on_file()
    for _ in range(3):
        assert forms.get(page.url).html == page.html
    stage.http.request("HEAD", page.url)
    assert matter.on_file() == before


def test_a_page_is_kept_by_nobody_framed_by_nobody_and_found_by_nobody(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84912345005", ACCENTED.replace("001", "005"))
    headers = {k.lower(): v for k, v in matter.screening().headers.items()}
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]


def test_what_is_kept_for_a_while_is_kept_by_the_stages_clock_and_not_by_the_machines(stage):
    stage.clock(now="2017-01-17T09:00:00")  # a link of that day is long over by the machine's time
    matter = people.text(stage, "+84912345006", ACCENTED.replace("001", "006"))
    assert matter.screening().status == 200
    dynamodb = client(stage.settings, "dynamodb")
    for table in dynamodb.list_tables()["TableNames"]:
        expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        assert expiry["TimeToLiveStatus"] == "DISABLED"
