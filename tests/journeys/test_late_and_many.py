"""Late, and many: the ladder, several agencies at once, the office's pages, as deployed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support import forms, people
from tests.support.browsing import Browser
from tests.support.people import Matter, agency, authority, chief, officer

MESSAGE = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. "
    "Đèn đường ngõ 8 hỏng, đề nghị sửa."
)
MONDAY = "2026-03-16T09:00:00"
TIMES = 10


def matter_of(stage, number: str, now: str = MONDAY) -> Matter:
    stage.clock(now=now)
    message = MESSAGE.format(number=number.removeprefix("+84"))
    return people.text(stage, number, message)


# What a subject says, and the heading in a mail about several matters.
ALSO = {
    "Nhắc hạn giao việc": "Sắp đến hạn – Giao việc",
    "QUÁ HẠN giao việc": "QUÁ HẠN – Giao việc",
}


def subjects(stage, matter: Matter, to: str, word: str) -> list[str]:
    """What mails to this address say of the matter with this word."""
    return [said for said, _ in _said(matter, to, word)]


def _said(matter: Matter, to: str, word: str) -> list[tuple[str, str]]:
    return [(s, link) for s, link in matter.said(to) if word in s or ALSO.get(word, word) in s]


def mail_about(stage, matter: Matter, to: str, word: str) -> dict[str, Any]:
    """The newest mail about this matter with this word in the subject, once it is there."""

    def look() -> list[dict[str, Any]]:
        mails = stage.mail(to)
        return [m for m in mails if matter.code in m["subject"] and word in m["subject"]]

    return dict(stage.until(lambda: people.after_a_round(stage, look))[0])


def everybody(stage, matters: list[Matter], word: str) -> Counter[tuple[str, str]]:
    """(receiver, code) of what mails say with this word, of all these matters."""
    addresses = {m["to"] for m in stage.mail()}
    return Counter(
        (to, m.code) for m in matters for to in addresses for _ in subjects(stage, m, to, word)
    )


# --- the ladder


def test_a_matter_that_nobody_assigns_climbs_to_the_chairman_rung_by_rung(stage):
    matter = matter_of(stage, "+84915000001")
    matter.received()
    stage.clock(now="2026-03-19T08:00:01")
    stage.run("escalate")
    stage.until(lambda: subjects(stage, matter, chief(), "Nhắc hạn giao việc"))
    stage.clock(now="2026-03-20T07:00:01")
    stage.run("escalate")
    deputy = people.authority().told_deputy.mail
    stage.until(lambda: subjects(stage, matter, deputy, "QUÁ HẠN giao việc"))
    assert subjects(stage, matter, chief(), "QUÁ HẠN giao việc") == []  # the digest has said so
    [digest] = [m for m in stage.mail(chief()) if "ngày 20/03/2026" in m["subject"]]
    assert matter.code in digest["text"]
    assert subjects(stage, matter, people.chairman(), "QUÁ HẠN") == []
    stage.clock(now="2026-03-23T07:00:01")
    stage.run("escalate")
    (said,) = stage.until(lambda: subjects(stage, matter, people.chairman(), "QUÁ HẠN"))
    assert "2 ngày làm việc" in said
    for _ in range(3):
        stage.run("escalate")
    stage.run("sweep")
    assert len(subjects(stage, matter, people.chairman(), "QUÁ HẠN")) == 1
    _, link = _said(matter, chief(), "Nhắc hạn giao việc")[0]
    page = forms.get(link)
    done = page.post("propose", agency="do-thi", field="S1", summary="Đèn hỏng.")
    assert done.status == 200


def test_two_runs_at_once_and_one_that_is_killed_tell_each_person_once(stage):
    matters = [matter_of(stage, f"+8491500010{n}") for n in range(6)]
    stage.clock(now="2026-03-19T08:00:01")
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(_run_whatever_comes, stage) for _ in range(2)]
        time.sleep(0.4)
        killed = _kill_functions(stage)
        for run in runs:
            run.result()
    assert killed
    stage.until(lambda: _fired(stage, matters) or _run_whatever_comes(stage), within=60)
    assert set(_reminders(stage, matters).values()) == {2}  # the owner's and the chief's
    stage.clock(plus="3m")  # what a dying dispatcher held is free again
    stage.run("sweep")
    stage.until(lambda: len(everybody(stage, matters, "Nhắc hạn giao việc")) == 12, within=60)


def _reminders(stage, matters: list[Matter]) -> Counter[str]:
    """How many reminders are on file of each case."""
    codes = {m.code.replace(" ", "") for m in matters}
    rows = people.rows(stage, "CasesTableName")
    return Counter(
        row["code"]["S"]
        for row in rows
        if row["cls"]["S"] == "notice"
        and row["code"]["S"] in codes
        and row["kind"]["S"] == "reminder_assign"
    )


def _run_whatever_comes(stage) -> None:
    """A run that may be killed under way."""
    body = b"{}"
    stage.http.request(
        "POST", "/local/api/run/escalate", body, {"Content-Type": "application/json"}
    )


def _fired(stage, matters: list[Matter]) -> bool:
    rows = people.rows(stage, "CasesTableName")
    codes = {m.code.replace(" ", "") for m in matters}
    said = [r for r in rows if r["cls"]["S"] == "event" and "reminded" in repr(r)]
    return len({c for c in codes if any(c in r["pk"]["S"] for r in said)}) == len(codes)


def _kill_functions(stage) -> int:
    """Kills the processes in which the stage's functions run, as a machine that dies would."""
    children = _below(stage.process.pid)
    workers = [pid for pid in children if "emulator_main" not in _command(pid)]
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    return len(workers)


def _below(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                ppid = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if ppid == parent:
                found += [int(entry.name), *_below(int(entry.name))]
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


# --- several agencies


def test_seven_agencies_answer_in_the_same_second_and_none_is_refused(stage):
    matter = matter_of(stage, "+84915000002")
    names = [a.id for a in authority().agencies[:7]]
    matter.propose(names[0], agencies=names[1:])
    matter.assign()
    pages = [matter.open(agency(name), "agency_assigned") for name in names]
    gate = threading.Barrier(7)

    def answer(page: forms.Page) -> forms.Page:
        gate.wait()
        return page.post("answer", answer="Đã xong.", name="Vi Toàn", title="Trưởng phòng")

    with ThreadPoolExecutor(7) as pool:
        answers = list(pool.map(answer, pages))
    assert [a.status for a in answers] == [200] * 7, [a.text[:300] for a in answers]
    page = matter.open(officer(matter.owner), "draft")
    assert page.text.count("Đã xong.") >= 7
    assert len(matter.mails(officer(matter.owner), "draft")) == 1


def test_more_time_is_asked_granted_and_the_citizen_told_the_new_date(stage):
    matter = matter_of(stage, "+84915000003")
    matter.propose()
    matter.assign()
    page = matter.open(agency("do-thi"), "agency_assigned")
    asked = page.post("ask_time", until="2026-03-27", time_reason="Chờ vật tư", name="A", title="B")
    assert asked.status == 200
    mail = mail_about(stage, matter, chief(), "xin gia hạn")
    assert forms.get(mail["links"][0]).post("grant", until="2026-03-27").status == 200
    assert "30/03/2026" in matter.text("30/03/2026")
    stage.until(lambda: subjects(stage, matter, agency("do-thi"), "Đồng ý gia hạn"))


def test_a_matter_given_back_is_assigned_to_another_and_goes_on(stage):
    matter = matter_of(stage, "+84915000004")
    matter.propose()
    matter.assign()
    page = matter.open(agency("do-thi"), "agency_assigned")
    assert page.post("give_back", back_reason="Thuộc phường", agency="ubnd-dong-kinh").status == 200
    mail = mail_about(stage, matter, chief(), "trả lại")
    page = forms.get(mail["links"][0])
    assert page.value("agency") == "ubnd-dong-kinh"
    assert page.post("assign", document="126/VP-TCD").status == 200
    assert matter.answer("ubnd-dong-kinh").status == 200
    assert matter.open(officer(matter.owner), "draft").status == 200


# --- the office's pages


def test_the_chief_signs_in_sees_the_board_and_finds_a_case_by_number(stage):
    matter = matter_of(stage, "+84915000005")
    browser = Browser(stage, chief())
    plain = matter.code.replace(" ", "")
    assert plain in browser.get("/van-phong")
    found = browser.post("/van-phong/tim", q="0915 000 005")
    assert found.headers["Location"] == f"/van-phong/ho-so/{plain}"
    page = browser.get(f"/van-phong/ho-so/{plain}")
    assert "Lý Thị Hoa" in page
    assert "Phân loại, đề xuất" in page


def test_a_mail_that_bounces_is_shown_and_told_to_the_chief(stage):
    matter = matter_of(stage, "+84915000006")
    mail = matter.received()
    stage.http.call(f"/local/api/mail/{mail['id']}/bounce")
    told = matter.mail(chief(), "notice_failed")
    assert "hộp thư không tồn tại" in told["text"]
    assert "không gửi được" in Browser(stage, chief()).get("/van-phong")
