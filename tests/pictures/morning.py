"""A believable morning of the hotline: earlier matters, then a call and its way to the agency.

All names and numbers are invented.
"""

from __future__ import annotations

from infra.local.client.stage import Stage
from tests.support import people
from tests.support.people import (
    ADDRESS,
    CODE,
    HEARD,
    WEDNESDAY,
    Matter,
    agency,
    chief,
    officer,
    outgoing,
)

DAY_BEFORE, EVENING = "2026-03-10T14:20:00", "2026-03-10T16:40:00"
EARLY = "2026-03-11T07:35:00"
CALLER, DUTY = "+84912345678", "nghia"
PLAYERS = 3  # recordings of a whole call: name, address, matter

PIPE = (
    "Tôi là Hoàng Thị Mai, số 45 đường Bắc Sơn, phường Hoàng Văn Thụ, ĐT 0912 345 678. "
    "Ống nước trước nhà số 47 vỡ từ sáng, nước chảy tràn ra đường, đề nghị sửa giúp."
)
RUBBISH = (
    "Toi la Be Thi Nga, so 14 duong Nhi Thanh, phuong Tam Thanh, dt 0987650022. "
    "Rac o ngo 14 ba ngay nay chua duoc thu gom, de nghi xem lai."
)
BUS_STOP = (
    "Tôi là Triệu Quang Minh, số 6 đường Lê Lợi, phường Vĩnh Trại, ĐT 0987 650 033. "
    "Điểm chờ xe buýt cổng chợ chưa có mái che, đề nghị làm cho bà con."
)
LAMP = (
    "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay, tối các cháu đi học về rất nguy hiểm. "
    "Đề nghị thành phố cho sửa giúp dân."
)


def before(stage: Stage) -> None:
    """Three matters by text: one to be told, one with its agency, one just received."""
    stage.clock(now=DAY_BEFORE)
    pipe = people.text(stage, CALLER, PIPE)
    pipe.propose(summary="Ống nước vỡ trước nhà số 47 đường Bắc Sơn, nước tràn ra đường.")
    pipe.assign()
    pipe.mail(agency("do-thi"), "agency_assigned")
    stage.clock(now=EVENING)
    rubbish = people.text(stage, "+84987650022", RUBBISH)
    rubbish.propose("ubnd-tam-thanh", summary="Rác ngõ 14 Nhị Thanh ba ngày chưa được thu gom.")
    rubbish.assign(document="126/VP-TCD")
    rubbish.mail(agency("ubnd-tam-thanh"), "agency_assigned")
    stage.clock(now=EARLY)
    pipe.answer(said="Đã thay đoạn ống vỡ lúc 19 giờ ngày 10/3, đường đã khô.")
    pipe.draft("Đoạn ống vỡ đã được thay tối 10/3/2026. Trân trọng cảm ơn Bà.")
    pipe.approve()
    pipe.text("đã có kết quả")
    people.text(stage, "+84987650033", BUS_STOP).received()


def call(stage: Stage) -> str:
    """Somebody rings, says name, address and matter; the sid of a call that still records."""
    stage.clock(now=WEDNESDAY)
    sid = people.speaking(stage, CALLER)
    stage.phones.say(sid, LAMP, 24)
    return sid


def taken_down(stage: Stage, sid: str) -> Matter:
    """The call's matter, once the caller has its code by text too, and the office its mail."""
    before = len(outgoing(stage, CALLER))
    stage.phones.keys(sid, "#")
    told = stage.until(lambda: outgoing(stage, CALLER)[before:])[0]["body"]
    matter = Matter(stage, CALLER, CODE.search(told)[1])  # type: ignore[index]
    matter.mail(officer(DUTY), "hear_call")
    return matter


def to_the_agency(matter: Matter) -> str:
    """The officer on duty hears and proposes, the chief assigns; the agency's link.
    The clock moves on only when everybody's mail has come."""
    page = matter.open(officer(DUTY), "hear_call")
    matter.stage.clock(now="2026-03-11T09:12:00")
    page.post(
        "propose",
        **{**HEARD, "address": ADDRESS, "account": LAMP},
        ward="Vĩnh Trại",
        summary="Đèn đường ngõ 5 Bà Triệu hỏng khoảng một tháng, buổi tối đi lại nguy hiểm.",
        field="S1",
        agency="do-thi",
    )
    page = matter.open(chief(), "assign")
    matter.stage.clock(now="2026-03-11T09:40:00")
    page.post(
        "assign",
        document="127/VP-TCD",
        instruction="Kiểm tra, sửa đèn trong tuần; trả lời trước hạn.",
    )
    mail = matter.mail(agency("do-thi"), "agency_assigned")
    matter.stage.clock(now="2026-03-11T10:05:00")
    return str(mail["links"][0])
