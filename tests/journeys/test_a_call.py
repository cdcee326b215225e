"""A citizen rings; the matter goes the same way as a text, and the machine tells the result."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

from chalicelib.domain.formats import codes
from infra.local.cloud.stack import STACK, client
from infra.local.provider.calls.recordings import words_in
from tests.support import forms, people
from tests.support.people import LAMP, WEDNESDAY, chairman, officer

WORDS = "Đèn đã được thay ngày 12/3/2026, đến nay sáng bình thường. Trân trọng cảm ơn Ông/Bà."
DUTY = officer("nghia")
FIRE = "Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt, cứu với! Tôi là Lý Văn Tám, số 12 đường Lê Lợi"


def bucket(stage):
    stacks = client(stage.settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stacks[0]["Outputs"]}
    return outputs["RecordingsBucketName"]


def provider_recordings(stage, number):
    """What is on file of the recordings of this number's calls, once none is under way."""
    vault = people.rows(stage, "VaultTableName")
    calls = {r["pk"]["S"] for r in vault if r["cls"]["S"] == "turn" and number in repr(r)}
    found = [r for r in vault if r["cls"]["S"] == "recording" and r["pk"]["S"] in calls]
    if any(r["state"]["S"] in ("waiting", "kept") for r in found):
        return []
    return [r["recording"]["M"] for r in sorted(found, key=lambda r: r["sk"]["S"])]


def approved(stage, number):
    """A matter that came by telephone, on its owner's desk to be told."""
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    matter.to_approval()
    matter.approve()
    return matter


def ringing(stage, number):
    return stage.until(lambda: [c for c in stage.phones.legs(number) if c["state"] == "ringing"])[
        0
    ]["sid"]


def test_a_call_goes_all_the_way_to_a_citizen_who_heard_the_result_from_the_machine(stage):
    number = "+84971000001"
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    assert matter.code in matter.text("Da nhan phan anh")

    page = matter.open(DUTY, "hear_call")
    assert "Hạn giao việc: 17:00 ngày 16/03/2026" in page.text
    assert page.value("phone") == "0971 000 001"
    refused = page.post("propose", summary="Đèn hỏng.", field="S1", agency="do-thi")
    assert "Chưa ghi lời của người phản ánh" in refused.text
    matter.to_approval()  # with the words that the officer heard and typed
    page = matter.open(people.agency("do-thi"), "agency_assigned")
    assert LAMP not in page.html
    assert "Hoàng Thị Mai" not in page.html
    matter.open(chairman(), "approval").post("approve", words=WORDS)

    page = matter.open(officer("manh-truong"), "tell")
    again = page.post("call")
    assert "Cho máy gọi thông báo kết quả" in again.text
    sid = ringing(stage, number)
    call = stage.phones.answer(sid)
    assert not [line for line in call["heard"] if "Đèn" in line or "mã số" in line]
    call = stage.phones.leg_keys(sid, "1")
    assert [line for line in call["heard"] if "sáng bình thường" in line]
    call = stage.phones.leg_keys(sid, "5")
    assert call["state"] == "completed"
    assert forms.get(page.url).status == 404  # nobody has to call any more
    kinds = [r["event"]["M"]["kind"]["S"] for r in events(stage, matter)]
    assert kinds[-4:] == ["call_ordered", "told_by_call", "closed", "rated"]


def events(stage, matter):
    plain = matter.code.replace(" ", "")
    mine = [r for r in people.rows(stage, "CasesTableName") if r["pk"]["S"] == f"case#{plain}"]
    return sorted((r for r in mine if r["cls"]["S"] == "event"), key=lambda r: r["sk"]["S"])


def test_recordings_lie_in_the_authoritys_storage_and_no_longer_at_the_provider(stage):
    number = "+84971000002"
    stage.clock(now=WEDNESDAY)
    people.telephone(stage, number)
    found = stage.until(lambda: provider_recordings(stage, number))
    said = (people.NAME, people.ADDRESS, LAMP)
    for recording, words in zip(found, said, strict=True):
        stored = client(stage.settings, "s3").get_object(
            Bucket=bucket(stage), Key=recording["key"]["S"]
        )
        sound = stored["Body"].read()
        assert words_in(sound) == words
        assert int(recording["size"]["N"]) == len(sound)
        assert (recording["type"]["S"], stored["ContentType"]) == ("audio/wav", "audio/wav")
        assert recording["sha256"]["S"] == hashlib.sha256(sound).hexdigest()
        assert not list(stage.settings.state_dir.rglob(f"{recording['provider_id']['S']}.wav"))


def test_a_recording_is_played_through_a_link_that_is_signed_and_short_lived(stage):
    number = "+84971000003"
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    recording = stage.until(lambda: provider_recordings(stage, number))[2]
    page = matter.open(DUTY, "hear_call")
    path = f"{page.url}/ghi-am/{recording['call']['S']}/{recording['turn']['N']}"
    moved = stage.http.request("GET", path)
    assert moved.status == 303
    assert "X-Amz-Signature=" in moved.headers["Location"]
    assert "X-Amz-Expires=300" in moved.headers["Location"]
    sound = stage.http.request("GET", moved.headers["Location"])
    assert words_in(sound.body) == LAMP


def test_a_provider_that_fails_to_hand_over_recordings_is_asked_again(stage):
    number = "+84971000004"
    stage.clock(now=WEDNESDAY)
    stage.faults("recordings", "fail", 3)
    try:
        people.telephone(stage, number)
        stage.until(lambda: tried(stage, number), within=30)
        stage.clock(plus="10m")
        stage.run("sweep")
        assert len(stage.until(lambda: provider_recordings(stage, number))) == 3
    finally:
        stage.faults("recordings", count=0)


def tried(stage, number):
    vault = people.rows(stage, "VaultTableName")
    calls = {r["pk"]["S"] for r in vault if r["cls"]["S"] == "turn" and number in repr(r)}
    found = [r for r in vault if r["cls"]["S"] == "recording" and r["pk"]["S"] in calls]
    return len(found) == 3 and all(int(r["attempts"]["N"]) for r in found)


def test_a_missed_call_is_rung_back_once_and_the_officer_completes_it(stage):
    number = "+84971000005"
    stage.clock(now=WEDNESDAY)
    stage.run("gather")  # what others have left waiting goes out without this matter
    for _ in range(2):
        stage.phones.hang_up(stage.phones.ring(number)["sid"])
    kept = stage.until(
        lambda: [
            r["taken_as"]["S"]
            for r in people.rows(stage, "VaultTableName")
            if r["cls"]["S"] == "raw" and number in repr(r) and r["taken_as"]["S"]
        ][1:],
        within=60,  # twenty seconds after the end, when nothing of it can be under way
    )
    code = codes.grouped(kept[0])
    matter = people.Matter(stage, number, code, typed=dict(people.HEARD))
    page = matter.open(DUTY, "ring_back")
    words = " ".join(page.text.split())
    assert "Còn thiếu họ tên , địa chỉ , nội dung" in words
    assert 'href="tel:+84971000005"' in page.html
    assert len(matter.mails(DUTY, "ring_back")) == 1
    assert matter.propose().status == 200


def test_outside_hours_the_line_says_when_it_opens_and_takes_a_message(stage):
    number = "+84971000006"
    stage.clock(now="2026-03-14T10:00:00")  # a Saturday
    heard = " ".join(stage.phones.ring(number)["heard"])
    for part in ("7 giờ thứ Hai, ngày 16 tháng 3", "1 1 3", "1 1 4", "1 1 5"):
        assert part in heard
    matter = people.telephone(stage, number)
    stage.clock(now="2026-03-16T08:05:00")  # what came in at the week-end goes out on Monday
    page = matter.open(DUTY, "hear_call")
    assert "Hạn giao việc: 17:00 ngày 19/03/2026" in page.text  # received on Monday


def test_a_complaint_by_key_is_on_file_redirected_and_secret(stage):
    number = "+84971000007"
    stage.clock(now=WEDNESDAY)
    call = stage.phones.ring(number)
    call = stage.phones.keys(call["sid"], "7")
    assert "Ban Tiếp công dân thành phố" in call["heard"][-2]
    [code] = {
        r["taken_as"]["S"]
        for r in people.rows(stage, "VaultTableName")
        if r["cls"]["S"] == "raw" and number in repr(r)
    }
    heads = [r for r in people.rows(stage, "CasesTableName") if r["pk"]["S"] == f"case#{code}"]
    case = next(r["case"]["M"] for r in heads if r["cls"]["S"] == "head")
    assert (case["state"]["S"], case["confidential"]["BOOL"]) == ("redirected", True)
    assert people.outgoing(stage, number) == []


def test_how_a_case_stands_is_told_by_code_without_its_content(stage):
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, "+84971000008")
    sid = stage.phones.ring("+84971000009")["sid"]
    stage.phones.keys(sid, "6")
    heard = stage.phones.keys(sid, f"{matter.code.replace(' ', '')}#")["heard"][-2]
    assert "đang xem xét" in heard
    assert "ngày 16 tháng 3 năm 2026" in heard


def test_ten_equal_requests_at_once_are_one_turn_on_the_deployed_stack(stage):
    number = "+84971000010"
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    gate = threading.Barrier(10)

    def again(_):
        gate.wait()
        return stage.replay(matter.sid)["body"]

    with ThreadPoolExecutor(10) as pool:
        bodies = set(pool.map(again, range(10)))
    assert len(bodies) == 1
    assert matter.on_file()["head"] == 1


def test_a_store_that_is_away_for_a_moment_costs_no_call(stage):
    number = "+84971000011"
    stage.clock(now=WEDNESDAY)
    sid = people.speaking(stage, number)
    stage.phones.say(sid, LAMP)
    stage.faults("store", "fail", 3)
    try:
        heard = stage.phones.keys(sid, "#")["heard"]
    finally:
        stage.faults("store", count=0)
    assert [line for line in heard if "ghi lại mã số" in line]


def test_a_machine_and_an_untaken_call_are_tried_at_other_hours_then_the_officer_calls(stage):
    number = "+84971000012"
    matter = approved(stage, number)
    matter.open(officer("manh-truong"), "tell").post("call")
    for nth, clock in enumerate(("2026-03-11T11:31:00", "2026-03-11T16:01:00", "")):
        sid = ringing(stage, number)
        if nth == 1:
            stage.phones.leg_no_answer(sid)
        else:
            assert stage.phones.answer(sid, by="machine")["heard"] == []
        stage.until(lambda n=nth: vain(stage, matter) == n + 1)
        if clock:
            stage.clock(now=clock)
            stage.run("sweep")
    page = matter.open(officer("manh-truong"), "call_given_up")
    assert page.post("tell", whom="citizen", note="Đã nói chuyện.").status == 200


def vain(stage, matter):
    return [e["event"]["M"]["kind"]["S"] for e in events(stage, matter)].count("call_in_vain")


def test_at_night_a_call_to_the_duty_number_says_that_something_urgent_waits_until_it_is_confirmed(
    stage,
):
    duty = people.authority().duty_number
    stage.clock(now="2026-03-11T22:00:00")
    matter = people.text(stage, "+84971000014", FIRE)
    mail = matter.mail(DUTY, "screen_urgent")
    text = stage.until(lambda: [m for m in people.outgoing(stage, duty) if "KH" in m["body"]])[0]
    assert matter.code in text["body"]
    assert forms.get(mail["links"][0]).status == 200  # as a scanner of mail does at delivery
    stage.clock(plus="16m")
    stage.run("sweep")
    sid = ringing(stage, duty)
    heard = " ".join(stage.phones.answer(sid)["heard"])
    assert heard.count(codes.spelled(matter.code.replace(" ", ""))) == 2
    assert "cháy" not in heard.lower()
    assert stage.phones.leg_keys(sid, "1")["state"] == "completed"
    assert "urgent_received" in [e["event"]["M"]["kind"]["S"] for e in events(stage, matter)]
    page = matter.open(DUTY, "screen_urgent")
    assert "Đã nhận cuộc gọi báo việc khẩn: số trực" in page.text


def test_a_poor_rating_is_looked_at_by_the_chief(stage):
    number = "+84971000013"
    matter = approved(stage, number)
    matter.open(officer("manh-truong"), "tell").post("call")
    sid = ringing(stage, number)
    stage.phones.answer(sid)
    stage.phones.leg_keys(sid, "1")
    stage.phones.leg_keys(sid, "2")
    page = matter.open(people.chief(), "review")
    assert "2/5" in page.text
    assert page.post("close_review", words="Đã gọi cho người phản ánh.").status == 200
