"""The office's open matters of before are brought in from its list: each becomes a case on its way,
and nobody is told of that."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.case.case import Case, Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time.clocks import ClockKind
from infra.matters.__main__ import main
from tests.support.deployment import AGENCY, CITIZEN, Deployment
from tests.support.matters import ASSIGNED, LETTER, PROPOSED, sheet
from tests.support.office import CHIEF, NGHIA, Office

THREE = (
    LETTER,
    PROPOSED | {"reference": "13/ĐT", "channel": "phone"},
    ASSIGNED | {"reference": "14/ĐT"},
)
WORDS = str(LETTER["words"])
CODE = re.compile(r"\d{3} \d{3} \d{3}")

Bring = Callable[..., tuple[int, str]]


@pytest.fixture
def bring(deployment: Deployment, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    """Runs the command on these rows; its exit code, and what it says."""

    def run(*rows: dict[str, Any], write: bool = True) -> tuple[int, str]:
        done = main([str(sheet(tmp_path, *rows)), *(["--write"] if write else [])])
        said = capsys.readouterr()
        return done, said.out + said.err

    return run


def case_called(deployment: Deployment, reference: str) -> Case:
    cases = [deployment.file(code).case for code in deployment.codes()]
    (found,) = (case for case in cases if case.reference == reference)
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


# --- what is made of them


def test_each_is_a_case_as_far_as_it_has_come(deployment: Deployment, bring: Bring) -> None:
    done, _ = bring(*THREE)
    assert done == 0
    cases = [case_called(deployment, name) for name in ("12/ĐT", "13/ĐT", "14/ĐT")]
    assert [case.state for case in cases] == [State.RECEIVED, State.PROPOSED, State.ASSIGNED]
    assert [case.channel for case in cases] == [Channel.LETTER, Channel.PHONE, Channel.LETTER]
    assert [case.owner for case in cases] == ["nghia", "manh-truong", "manh-truong"]
    for case in cases:
        assert (case.received_at, case.missing) == (at("2017-01-10T09:30"), ())
        assert deployment.identity(case.code).phone == CITIZEN
        assert deployment.services.store.cases.account(case.code) == WORDS
    assert {raw.text for raw in deployment.raws()} == {WORDS}
    assert {raw.taken_as for raw in deployment.raws()} == {case.code for case in cases}


def test_terms_count_from_when_it_came_and_from_when_it_was_assigned(
    deployment: Deployment, bring: Bring
) -> None:
    bring(*THREE)
    (waiting,) = case_called(deployment, "13/ĐT").clocks
    assert (waiting.kind, waiting.running) == (ClockKind.ASSIGN, True)
    assert waiting.due_at == at("2017-01-13T17:00")
    file = deployment.file(case_called(deployment, "14/ĐT").code)
    clocks = {clock.kind: clock for clock in file.case.clocks}
    stopped = clocks[ClockKind.ASSIGN]
    assert (stopped.stopped_at, stopped.days_late) == (at("2017-01-12T07:00"), 0)
    assert clocks[ClockKind.CASE].due_at == at("2017-01-19T17:00")
    (share,) = file.assignments
    assert (share.agency, share.lead, share.assigned_at) == (AGENCY, True, at("2017-01-12T07:00"))
    assert (share.document, share.signer) == ("05/VP", "Chánh Văn phòng")
    assert share.clock.due_at == at("2017-01-18T17:00")


def test_the_history_says_that_it_was_brought_in_and_in_whose_name(
    deployment: Deployment, bring: Bring
) -> None:
    bring(THREE[2])
    history = deployment.file().history
    kinds = ["taken_down", "proposed", "imported", "assigned"]
    assert [event.kind for event in history] == kinds
    assert [event.seq for event in history] == [1, 2, 3, 4]
    assert {event.by.id for event in history} == {"truong"}
    page = Office(deployment, CHIEF).get(f"/van-phong/ho-so/{deployment.file().case.code}").page
    assert deployment.authority.texts["event.imported"] in page.text
    assert "văn bản số 05/VP ngày 12/01/2017" in page.text


def test_nobody_is_told_of_it(deployment: Deployment, bring: Bring) -> None:
    bring(*THREE, LETTER | {"words": "Cháy nhà ở ngõ 5, có người mắc kẹt!", "reference": "15"})
    assert deployment.queued() == 0
    deployment.sweep()
    deployment.deliver()
    assert deployment.provider.sent == []
    assert deployment.mails() == []
    assert [deployment.notifications(code) for code in deployment.codes()] == [()] * 4


def test_who_it_is_stands_in_the_vault_alone(deployment: Deployment, bring: Bring) -> None:
    bring(*THREE)
    in_cases = str(deployment.dump("cases"))
    assert not [said for said in ("Mai", "Bắc Sơn", CITIZEN[3:], "Bà Triệu") if said in in_cases]


def test_a_secret_matter_is_secret_and_one_about_a_member_is_hidden_from_them(
    deployment: Deployment, bring: Bring
) -> None:
    nghia = deployment.authority.officer("nghia").name
    _, said = bring(
        PROPOSED | {"confidential": "x"},
        LETTER | {"reference": "2", "words": f"Tôi tố cáo cán bộ {nghia} nhận tiền của dân."},
    )
    assert case_called(deployment, "12/ĐT").confidential
    assert "nghia" in case_called(deployment, "2").recused
    assert "Giữ bí mật" in said
    assert f"Lời phản ánh nói về {nghia}" in said
    code = case_called(deployment, "2").code
    assert Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}").status == 404


# --- from then on


def test_an_agency_gets_its_link_with_the_next_mail_of_the_ladder_and_answers_by_it(
    deployment: Deployment, bring: Bring
) -> None:
    bring(ASSIGNED | {"assigned_at": "13/01/2017"})
    deployment.escalate()
    deployment.deliver()
    assert deployment.mails() == []  # it has until the 19th
    deployment.at = at("2017-01-18T08:00")
    deployment.escalate()
    deployment.deliver()
    to = deployment.authority.agency(AGENCY).mail
    (mail,) = deployment.mails(to)
    typed = {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}
    answer, _ = deployment.press(mail.link, "answer", **typed)
    assert answer.status == 200
    assert deployment.file().case.state is State.ANSWERED


def test_an_agency_gets_its_link_with_the_digest(deployment: Deployment, bring: Bring) -> None:
    bring(THREE[2])
    deployment.at = at("2017-01-18T07:00")
    deployment.digest()
    deployment.deliver()
    (mail,) = deployment.mails(deployment.authority.agency(AGENCY).mail)
    found = re.search(r"https?://[^/\s]+(/viec/\S+)", mail.text)
    assert found
    assert deployment.get(found[1]).status == 200


def test_what_is_late_already_is_told_each_person_once_and_in_one_mail(
    deployment: Deployment, bring: Bring
) -> None:
    bring(*(PROPOSED | {"reference": f"{n}/ĐT", "at": "03/01/2017"} for n in range(5)))
    deployment.escalate()
    deployment.deliver()
    (mail,) = deployment.mails(CHIEF)
    assert all(code in mail.text.replace(" ", "") for code in deployment.codes())
    (text,) = deployment.provider.texts_to(deployment.authority.head.phone)
    assert "5 việc" in text
    deployment.later(minutes=5)
    deployment.escalate()
    deployment.deliver()
    assert len(deployment.mails(CHIEF)) == 1


def test_a_matter_that_was_proposed_is_assigned_on_the_chiefs_page(
    deployment: Deployment, bring: Bring
) -> None:
    bring(THREE[1])
    code = deployment.file().case.code
    path = f"/van-phong/ho-so/{code}/assign/-"
    answer, _ = Office(deployment, CHIEF).fill(path, "assign", document="9/VP", signer="CVP")
    assert answer.status == 200
    assert deployment.file().case.state is State.ASSIGNED
    deployment.deliver()
    assert deployment.mails(deployment.authority.agency(AGENCY).mail)


# --- once


def test_run_twice_it_makes_each_once_and_names_the_code_it_has(
    deployment: Deployment, bring: Bring
) -> None:
    _, first = bring(*THREE)
    before = deployment.dump()
    done, second = bring(*THREE)
    assert done == 0
    assert deployment.dump() == before
    assert sorted(CODE.findall(first)) == sorted(CODE.findall(second))
    assert second.count("đã nhập trước đây") == 4  # three rows, and their sum


def test_what_the_office_corrects_in_a_row_meanwhile_does_not_make_it_another_matter(
    deployment: Deployment, bring: Bring
) -> None:
    bring(LETTER)
    bring(ASSIGNED | {"at": "10/01/2017 10:00", "name": "Hoàng Thị Mai (bà)"})
    assert len(deployment.codes()) == 1


def test_without_a_reference_it_is_who_wrote_what_on_that_day(
    deployment: Deployment, bring: Bring
) -> None:
    plain = LETTER | {"reference": None}
    bring(plain, plain | {"words": "Đường ngập."}, plain | {"at": "11/01/2017"})
    bring(plain | {"words": WORDS.upper(), "name": "hoàng thị  mai"})
    assert len(deployment.codes()) == 3


@pytest.mark.parametrize("times", range(1, 12))
def test_broken_off_anywhere_it_is_finished_by_the_next_run_and_by_the_sweeper(
    deployment: Deployment, bring: Bring, times: int
) -> None:
    """Each write in turn is the first that does not reach the store."""
    left = {"now": times}
    real = deployment.aws.call

    def call(*asked: Any) -> Any:
        if asked[2] in ("PutItem", "TransactWriteItems"):
            left["now"] -= 1
            if left["now"] <= 0:
                deployment.aws.refused, deployment.aws.left = {asked[2]}, 1
        return real(*asked)

    deployment.aws.call = call  # type: ignore[method-assign]
    done, said = bring(*THREE)
    deployment.aws.call = real  # type: ignore[method-assign]
    deployment.aws.refused = set()
    assert done == (2 if times <= 6 else 0)
    assert ("Không xong" in said) == bool(done)
    if times % 2:
        deployment.later(minutes=1)
        deployment.sweep()
    done, _ = bring(*THREE)
    assert done == 0
    states = sorted(deployment.file(code).case.state for code in deployment.codes())
    assert states == [State.ASSIGNED, State.PROPOSED, State.RECEIVED]
    deployment.deliver()
    assert (deployment.provider.sent, deployment.mails()) == ([], [])


# --- the dry run


def test_without_being_told_to_write_it_writes_nothing(
    deployment: Deployment, bring: Bring
) -> None:
    done, said = bring(*THREE, write=False)
    assert done == 0
    assert deployment.dump() == []
    assert said.count("mã số cấp khi ghi") == 3
    assert "Chưa ghi gì" in said


def test_the_dry_run_says_what_the_run_then_does(deployment: Deployment, bring: Bring) -> None:
    rows = (*THREE, LETTER | {"reference": None, "phone": None, "confidential": "x"})
    _, foreseen = bring(*rows, write=False)
    _, done = bring(*rows)
    assert CODE.sub("mã số cấp khi ghi", done).splitlines()[:-1] == foreseen.splitlines()[:-1]
    assert len(CODE.findall(done)) == len(set(CODE.findall(done))) == 4


def test_of_each_row_it_says_state_owner_agencies_and_due_times(bring: Bring) -> None:
    _, said = bring(PROPOSED, ASSIGNED | {"reference": "14/ĐT"}, write=False)
    assert said == (
        "Dòng 2: 12/ĐT, mã số cấp khi ghi. Đã đề xuất, chờ giao việc\n"
        "    Phụ trách: Hoàng Mạnh Trường\n"
        "    Cơ quan: Phòng Quản lý đô thị\n"
        "    Hạn – Giao việc: 17:00 ngày 13/01/2017, đã quá hạn 2 ngày làm việc\n"
        "Dòng 3: 14/ĐT, mã số cấp khi ghi. Đã giao, đang giải quyết\n"
        "    Phụ trách: Hoàng Mạnh Trường\n"
        "    Cơ quan: Phòng Quản lý đô thị\n"
        "    Hạn – Trả lời người phản ánh: 17:00 ngày 19/01/2017\n"
        "    Hạn – Cơ quan trả lời (Phòng Quản lý đô thị): 17:00 ngày 18/01/2017\n"
        "Tất cả 2 dòng: 1 – Đã đề xuất, chờ giao việc; 1 – Đã giao, đang giải quyết. "
        "Chưa ghi gì: chạy lại với --write (make: WRITE=1) để ghi.\n"
    )


# --- what is refused


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (PROPOSED | {"summary": None, "field": None}, {"Tóm tắt", "Lĩnh vực"}),
        (
            PROPOSED | {"name": None, "address": None, "phone": None},
            {"Họ và tên", "Địa chỉ", "Điện thoại"},
        ),
        (PROPOSED | {"summary": "Bà Hoàng Thị Mai báo đèn hỏng."}, {"Tóm tắt"}),
        (ASSIGNED | {"document": "05/VP gửi bà Hoàng Thị Mai"}, {"Số văn bản"}),
        (LETTER | {"reference": "12/ĐT của bà Hoàng Thị Mai"}, {"Số, ký hiệu"}),
        (LETTER | {"confidential": "x", "summary": "Số máy 0987654321."}, {"Tóm tắt"}),
        (PROPOSED | {"words": "Tôi tố cáo ông Trần Lệnh Trưởng nhận tiền."}, {"Nội dung"}),
        (ASSIGNED | {"signer": None, "phone": "1"}, {"Người ký", "Điện thoại"}),
    ],
)
def test_a_row_that_cannot_be_made_names_its_columns_and_nothing_is_written_at_all(
    deployment: Deployment, bring: Bring, row: dict[str, Any], problems: set[str]
) -> None:
    done, said = bring(THREE[0] | {"reference": "1"}, row)
    assert done == 1
    assert deployment.dump() == []
    assert "Dòng 3: CÓ LỖI" in said
    heads = set(re.findall(r"^    ([^:–]+): ", said.partition("CÓ LỖI")[2], re.M))
    assert heads == problems
    assert "Chưa ghi gì: xin sửa các dòng có lỗi" in said


def test_two_rows_of_one_matter_are_named(deployment: Deployment, bring: Bring) -> None:
    done, said = bring(LETTER, PROPOSED)
    assert done == 1
    assert "trùng với dòng 2" in said
    assert deployment.codes() == []
