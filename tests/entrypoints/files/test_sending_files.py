"""Files that an agency and the office send into a case: unseen until they are known to be clean."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta

import pytest

from chalicelib import settings
from chalicelib.domain.case.attachments import KEPT_UNSEEN, MOST_FILES, AttachmentState, Unfit
from chalicelib.domain.todos.table import Todo
from tests.support import aws, papers, sending
from tests.support.deployment import AGENCY, SUMMARY
from tests.support.office import NGHIA, Office
from tests.support.papers import AUTHOR

NAME = "Biên bản kiểm tra.pdf"


@pytest.fixture
def answering(deployment):
    return deployment.way_to(Todo.ANSWER)


def sent(deployment, link, content=None, name=NAME):
    """An agency has sent a file, and storage has told of it; its key, and where it led."""
    key, back = sending.send(deployment.get(f"{link}/tep"), content or papers.pdf(), name)
    sending.came(deployment, key)
    return key, back


def one(deployment):
    (found,) = deployment.file().attachments
    return found


def case_page(deployment, office=None):
    office = office or Office(deployment, NGHIA)
    return office.get(f"/van-phong/ho-so/{deployment.codes()[0]}")


def test_an_agency_sends_a_file_which_the_office_saves_once_it_is_scanned(deployment, answering):
    key, back = sent(deployment, answering)
    office = Office(deployment, NGHIA)
    assert "đang chờ quét mã độc, chưa ai xem được" in case_page(deployment, office).body
    assert NAME not in case_page(deployment, office).body
    assert "đang quét mã độc" in deployment.get(back).body
    sending.scanned(deployment, key)
    page = case_page(deployment, office)
    assert f">{NAME}</a>" in page.body
    assert "Nhận tệp kèm theo" in page.body
    assert "Đã nhận tệp" in deployment.get(back).body
    place = re.search(r'href="([^"]+/tep/\w{32})"', page.body)[1]
    saved = office.get(place)
    assert saved.status == 303
    address = saved.headers["Location"]
    assert "clean/" in address
    assert "response-content-disposition=attachment" in address
    assert "response-content-type=application%2Fpdf" in address
    assert f"filename%3D%22{deployment.codes()[0]}-" in address
    assert "Expires=300" in address


def test_what_was_scanned_is_kept_clean_and_the_inbox_forgets_it(deployment, answering):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key)
    assert sending.keys("inbox/") == []
    (kept,) = sending.keys("clean/")
    bucket = settings.current().files_bucket
    found = aws.client("s3").get_object(Bucket=bucket, Key=kept)
    assert found["ContentType"] == "application/pdf"
    assert AUTHOR.encode() not in found["Body"].read()


def test_nobody_ever_sees_an_infected_file(deployment, answering):
    key, back = sent(deployment, answering)
    sending.scanned(deployment, key, sending.INFECTED)
    assert one(deployment).unfit is Unfit.INFECTED
    office = Office(deployment, NGHIA)
    page = case_page(deployment, office)
    assert "không nhận: có mã độc" in page.body
    assert f"/tep/{one(deployment).id}" not in page.body
    code = deployment.codes()[0]
    assert office.get(f"/van-phong/ho-so/{code}/tep/{one(deployment).id}").status == 404
    assert "Lý do: có mã độc" in deployment.get(back).body
    assert sending.keys() == []
    sending.scanned(deployment, key)  # told once more, in other words
    assert one(deployment).state is AttachmentState.REFUSED


@pytest.mark.parametrize(
    ("verdict", "unfit"),
    [("UNSUPPORTED", Unfit.UNSCANNABLE), ("THREATS_FOUND", Unfit.INFECTED)],
)
def test_what_cannot_be_scanned_is_not_clean(deployment, answering, verdict, unfit):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key, verdict)
    assert one(deployment).unfit is unfit


@pytest.mark.parametrize("verdict", ["FAILED", "ACCESS_DENIED", "SOMETHING_NEW"])
def test_a_scan_that_failed_leaves_the_file_unseen(deployment, answering, verdict, capsys):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key, verdict)
    assert one(deployment).state is AttachmentState.SCANNING
    assert "FileNotScanned" in capsys.readouterr().out
    sending.scanned(deployment, key)
    assert one(deployment).is_clean


@pytest.mark.parametrize(
    ("content", "name", "unfit"),
    [
        (b"MZ" + bytes(100), "anh.jpg", Unfit.KIND),
        (papers.pdf(), "anh.jpg", Unfit.MISNAMED),
        (
            papers.docx(word__vbaProject="x", **{"word__vbaProject.bin": b"x"}),
            "a.docx",
            Unfit.ACTIVE,
        ),
        (papers.jpeg(), "gpj\u202e.exe", Unfit.KIND),
        (papers.jpeg(), "anh\u202egpj.exe", Unfit.KIND),
    ],
    ids=["program", "misnamed", "macros", "turned", "turned-again"],
)
def test_what_the_scan_lets_through_is_looked_into(deployment, answering, content, name, unfit):
    key, _ = sent(deployment, answering, content, name)
    sending.scanned(deployment, key)
    assert one(deployment).unfit is unfit
    assert sending.keys() == []


def test_the_same_is_told_twice_and_the_wrong_way_round_and_happens_once(deployment, answering):
    key, _ = sending.send(deployment.get(f"{answering}/tep"), papers.pdf(), NAME)
    sending.scanned(deployment, key)
    before = deployment.dump()
    sending.came(deployment, key)
    sending.scanned(deployment, key)
    sending.came(deployment, key)
    assert deployment.dump() == before
    assert [e.kind for e in deployment.file().history].count("file_came") == 1


def test_another_file_sent_in_its_place_before_the_look_is_left_to_its_own_scan(
    deployment, answering
):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key, eTag="0" * 32)  # of what lay there before
    assert one(deployment).state is AttachmentState.SCANNING
    sending.scanned(deployment, key)
    assert one(deployment).is_clean


def test_when_storage_fails_it_is_told_again_and_goes_on(deployment, answering):
    key, _ = sent(deployment, answering)
    for operation in ("GetObject", "PutObject", "TransactWriteItems", "DeleteObject"):
        with deployment.aws.refusing(operation), pytest.raises(Exception):  # noqa: B017, PT011
            sending.scanned(deployment, key)
    sending.scanned(deployment, key)
    assert one(deployment).is_clean
    assert sending.keys("inbox/") == []


def test_a_form_that_somebody_fills_in_meanwhile_stays_good(deployment, answering):
    page = deployment.get(answering).page
    fields = page.fill("answer", answer="Đã thay bóng.", name="Lý Văn Tư", title="Trưởng phòng")
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key)
    assert deployment.post(answering, fields).status == 200


def test_opening_the_pages_changes_nothing(deployment, answering):
    before = deployment.dump()
    _, back = sending.send(deployment.get(f"{answering}/tep"), papers.pdf(), NAME)
    assert "Đang nhận tệp" in deployment.get(f"{back}?bucket=b&key=k&etag=e").body
    assert deployment.dump() == before


def test_storage_learns_no_token_and_the_form_is_good_for_one_small_file(deployment, answering):
    page = deployment.get(f"{answering}/tep")
    fields = sending.fields_of(page)
    token = answering.rpartition("/")[2]
    assert token not in json.dumps(fields)
    policy = json.loads(base64.b64decode(fields["policy"]))["conditions"]
    assert ["content-length-range", 1, 20_000_000] in policy
    assert {"key": fields["key"]} in policy
    assert {"Content-Type": "application/octet-stream"} in policy
    assert {"success_action_redirect": fields["success_action_redirect"]} in policy
    assert not [c for c in policy if "tagging" in json.dumps(c)]
    origin = re.search(r"form-action 'self' (\S+?);", page.headers["Content-Security-Policy"])[1]
    assert f'action="{origin}/' in page.body
    assert fields["key"].endswith(f"/agency/{AGENCY}")


def test_the_answering_page_leads_to_the_form_without_naming_its_own_address(deployment, answering):
    assert 'href="?tep=1" target="_blank"' in deployment.get(answering).body
    led = deployment.get(f"{answering}?tep=1")
    assert (led.status, led.headers["Location"]) == (303, f"{answering}/tep")


def test_each_opening_of_the_page_gives_a_form_for_another_file(deployment, answering):
    forms = {sending.fields_of(deployment.get(f"{answering}/tep"))["key"] for _ in range(3)}
    assert len(forms) == 3


def test_after_so_many_files_there_is_no_form_and_no_file_is_taken(deployment, answering):
    late = deployment.get(f"{answering}/tep")
    for _ in range(MOST_FILES):
        sent(deployment, answering)
    page = deployment.get(f"{answering}/tep")
    assert "Đã gửi đủ 20 tệp" in page.body
    assert "key" not in sending.fields_of(page)
    key, _ = sending.send(late, papers.pdf(), NAME)
    sending.came(deployment, key)
    assert [a.unfit for a in deployment.file().attachments].count(Unfit.TOO_MANY) == 1


def test_only_the_holder_of_an_answer_sends_by_link(deployment):
    for todo in (Todo.SCREEN, Todo.ASSIGN, Todo.DRAFT, Todo.APPROVE):
        deployment.start_afresh()
        link = deployment.way_to(todo)
        assert deployment.get(f"{link}/tep").status == 404
    assert deployment.get(f"{link[:-3]}abc/tep").status == 404


def test_an_agency_sees_how_its_own_files_stand_and_saves_none(deployment, answering):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key)
    page = deployment.get(answering)
    assert "đã quét, không thấy mã độc" in page.body
    assert NAME not in page.body  # the link may have been passed on
    assert deployment.get(f"{answering}/tep/{one(deployment).id}").status == 404


def test_the_office_sends_a_file_into_the_case(deployment, answering):
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    page = office.get(f"/van-phong/ho-so/{code}/tep")
    key, _ = sending.send(page, papers.docx(), "Công văn.docx")
    sending.came(deployment, key)
    sending.scanned(deployment, key)
    assert one(deployment).who == "nghia"
    assert ">Công văn.docx</a>" in case_page(deployment, office).body
    assert "Nhận tệp kèm theo: Văn phòng" in case_page(deployment, office).body


def test_without_a_scan_the_office_is_told_that_nobody_sees_a_file(
    deployment, answering, monkeypatch
):
    monkeypatch.setenv("FILES_SCANNED", "no")
    settings.current.cache_clear()
    aws.forget()
    try:
        _, back = sent(deployment, answering)
        assert "hệ thống chưa bật quét mã độc nên chưa ai xem được" in case_page(deployment).body
        assert "chưa ai xem được" in deployment.get(f"{answering}/tep").body
        assert "đang chờ quét" in deployment.get(back).body
    finally:
        monkeypatch.undo()
        settings.current.cache_clear()
        aws.forget()


def test_a_file_that_is_never_scanned_is_counted_and_refused_before_the_inbox_forgets_it(
    deployment, answering, capsys
):
    sent(deployment, answering)
    deployment.sweep()
    assert "FileNotScanned" not in capsys.readouterr().out
    for _ in range(2):
        deployment.later(hours=1, minutes=1)
        deployment.sweep()
        deployment.sweep()
        assert capsys.readouterr().out.count('"FileNotScanned": 1') == 1
    deployment.at += KEPT_UNSEEN + timedelta(hours=1)
    deployment.sweep()
    assert one(deployment).unfit is Unfit.UNSCANNED


def test_what_is_none_of_ours_is_nothing(deployment, answering):
    before = deployment.dump()
    code = deployment.codes()[0]
    for key in (
        "inbox/x",
        f"clean/{code}/{'a' * 32}",
        f"inbox/{code}/short/agency/{AGENCY}",
        f"inbox/{code}/{'a' * 32}/robot/{AGENCY}",
        f"inbox/999999999/{'a' * 32}/agency/{AGENCY}",
    ):
        sending.came(deployment, key)
        sending.scanned(deployment, key)
    assert deployment.dump() == before
    for path in (f"/tep/{code}/{'b' * 32}", "/tep/x/y", f"/tep/{code}/..%2f"):
        assert "Đang nhận tệp" in deployment.get(path).body


def test_nothing_of_a_file_is_in_the_logs(deployment, answering, capsys):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key)
    case_page(deployment)
    said = capsys.readouterr().out
    assert "Biên bản" not in said
    assert key not in said
    assert SUMMARY not in said


def test_what_a_file_is_called_is_in_the_vault_alone(deployment, answering):
    key, _ = sent(deployment, answering)
    sending.scanned(deployment, key)
    assert NAME not in json.dumps(deployment.dump("cases"), ensure_ascii=False)
    assert NAME in json.dumps(deployment.dump("vault"), ensure_ascii=False)
