"""The morning as deployed: the digest, an agency that answers from it, and functions that start."""

from __future__ import annotations

from tests.support import forms, people
from tests.support.people import agency, chief

MESSAGE = (
    "Tôi là Hà Thị Xuân, số 3 đường Tô Thị, phường Tam Thanh, ĐT 0912346077. "
    "Đèn đường ngõ 3 hỏng, đề nghị sửa."
)
MONDAY, THURSDAY = "2026-05-11T09:00:00", "2026-05-14T07:00:00"  # the answer is due on Friday


def test_an_agency_answers_from_the_mornings_mail_and_the_chief_reads_what_waits(stage):
    stage.clock(now=MONDAY)
    matter = people.text(stage, "+84912346077", MESSAGE)
    assert matter.propose().status == 200
    assert matter.assign().status == 200
    matter.mail(agency("do-thi"), "agency_assigned")
    stage.clock(now=THURSDAY)
    first = stage.run("digest")
    assert first["stuck"] == 0
    assert first["mails"] >= 2
    assert stage.run("digest")["mails"] == 0

    [mail] = stage.until(
        lambda: [m for m in stage.mail(agency("do-thi")) if "14/05" in m["subject"]]
    )
    assert f"{matter.code}: hạn trả lời 17:00 ngày 15/05/2026." in mail["text"]
    lines = mail["text"].splitlines()
    url = next(lines[i + 1] for i, line in enumerate(lines) if line.startswith(matter.code))
    assert url in mail["html"]
    page = forms.get(url)
    done = page.post("answer", answer="Đã thay bóng.", name="Vi Văn Toàn", title="Phó phòng")
    assert done.status == 200, done.text

    [mail] = stage.until(lambda: [m for m in stage.mail(chief()) if "14/05/2026" in m["subject"]])
    assert "Đã giao, đang giải quyết: " in mail["text"]
    assert forms.get(next(link for link in mail["links"])).status == 200


def test_functions_start_prepared_and_the_sweeper_reaches_them_at_the_public_address(stage):
    assert stage.run("sweep")["reached"]
    assert stage.run("escalate")["stuck"] == 0
    assert "started unprepared" not in stage.logs()
