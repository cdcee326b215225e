"""The office says how its texts go out: by which gateway first, to whom, as whom, how many."""

from __future__ import annotations

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import AUTHORITY
from chalicelib.domain.authority.texting import BY_PROVIDER, Route, Sms
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.settings_pages import SON, TEXTING, looked, number, save, sent, typed

PHONE, OPERATOR, PROVIDER = (
    Route(gateway="dien-thoai", sender="+84886121666", answered=True, a_day=200),
    Route(gateway="tong-dai", sender="+84886121666", answered=True),
    Route(gateway="twilio"),
)
COMMENT = "# An old telephone with the hotline's own SIM"


@pytest.fixture
def chief(clock: saved.Clock, deployment: Deployment) -> Office:
    return Office(deployment, CHIEF)


def sms() -> Sms:
    return wiring.live().current(at_once=True).made.authority.sms


def written() -> str:
    store = wiring.store().settings
    version = store.version("langson", store.newest("langson"))
    assert version
    return store.files("langson", version.files)[AUTHORITY]


def preview(body: str) -> str:
    return body.partition('id="preview"')[2]


class TestRoutes:
    def test_are_shown_in_their_order_with_whom_they_reach(self, chief: Office) -> None:
        page = chief.get(TEXTING).page.text
        places = [
            page.index(title)
            for title in ("1. dien-thoai: mọi số", "2. tong-dai: mọi số", "3. twilio: mọi số")
        ]
        assert places == sorted(places)

    def test_change_by_value_and_leave_the_files_comments(self, chief: Office) -> None:
        seen = save(
            chief,
            TEXTING,
            **{
                "sms.routes.dien-thoai.networks": "VinaPhone; mobifone, nước ngoài",
                "sms.routes.dien-thoai.a_day": "150",
                "sms.routes.twilio.sender": "0205 3 812 664",
            },
        )
        assert seen.status == 200, seen.page.text
        assert sms().routes == (
            Route(
                gateway="dien-thoai",
                networks=("vinaphone", "mobifone", "abroad"),
                sender="+84886121666",
                answered=True,
                a_day=150,
            ),
            OPERATOR,
            Route(gateway="twilio", sender="+842053812664"),
        )
        assert COMMENT in written()
        assert "VinaPhone, MobiFone, nước ngoài" in chief.get(TEXTING).page.text

    def test_say_what_becomes_different_as_people_read_it(self, chief: Office) -> None:
        seen = looked(
            chief,
            TEXTING,
            **{
                "sms.routes.dien-thoai.networks": "Viettel, Zalo",
                "sms.routes.tong-dai.sender": "0205 3812 664",
                "sms.quiet_from": "21:00",
            },
        )
        table = preview(seen.body)
        assert "dien-thoai – Gửi tới mạng nào" in table
        assert "Viettel, Zalo" in table
        assert "tong-dai – Gửi từ số hoặc tên định danh" in table
        assert "0886 121 666" in table
        assert "0205 3812 664" in table
        assert "Không nhắn tin từ" in table
        assert "Thứ tự các cách gửi" not in table

    @pytest.mark.parametrize(
        ("said", "order"),
        [
            ({"tong-dai": "1"}, (OPERATOR, PHONE, PROVIDER)),
            ({"twilio": "1"}, (PROVIDER, PHONE, OPERATOR)),
            ({"dien-thoai": "3"}, (OPERATOR, PROVIDER, PHONE)),
            ({"dien-thoai": "2"}, (OPERATOR, PHONE, PROVIDER)),
            ({"dien-thoai": "2", "tong-dai": "1"}, (OPERATOR, PHONE, PROVIDER)),
            ({"twilio": "0"}, (PROVIDER, PHONE, OPERATOR)),
        ],
    )
    def test_are_put_into_another_order_by_their_numbers(
        self, chief: Office, said: dict[str, str], order: tuple[Route, ...]
    ) -> None:
        form = {f"sms.routes.{gateway}.order": at for gateway, at in said.items()}
        assert "Thứ tự các cách gửi" in preview(looked(chief, TEXTING, **form).body)
        assert save(chief, TEXTING, **form).status == 200
        assert sms().routes == order

    def test_keep_their_order_when_another_comes_and_that_comes_last(self, chief: Office) -> None:
        save(
            chief,
            TEXTING,
            **{
                "sms.routes.+.gateway": "zalo",
                "sms.routes.+.networks": "Zalo",
                "sms.routes.+.answered": "yes",
            },
        )
        zalo = Route(gateway="zalo", networks=("zalo",), answered=True)
        assert sms().routes == (PHONE, OPERATOR, PROVIDER, zalo)
        assert COMMENT in written()

    def test_are_added_where_their_number_says_while_others_go(self, chief: Office) -> None:
        save(
            chief,
            TEXTING,
            **{
                "sms.routes.+.gateway": "esms",
                "sms.routes.+.order": "1",
                "sms.routes.tong-dai.remove": "yes",
            },
        )
        assert sms().routes == (Route(gateway="esms"), PHONE, PROVIDER)

    def test_left_as_they_are_change_nothing(self, chief: Office) -> None:
        assert "Chưa sửa gì" in looked(chief, TEXTING).body
        same = {"sms.routes.dien-thoai.order": "1", "sms.routes.dien-thoai.remove": ""}
        assert "Chưa sửa gì" in looked(chief, TEXTING, **same).body

    def test_in_another_order_posted_twice_are_one_version(self, chief: Office) -> None:
        seen = looked(chief, TEXTING, **{"sms.routes.twilio.order": "1"})
        form = typed(seen, "save", reason="Thử")
        first, second = sent(chief, TEXTING, form), sent(chief, TEXTING, form)
        assert (first.status, second.status, number(chief)) == (200, 200, 2)
        assert sms().routes == (PROVIDER, PHONE, OPERATOR)

    def test_moved_while_somebody_else_typed_both_hold(
        self, chief: Office, deployment: Deployment
    ) -> None:
        mine = looked(chief, TEXTING, **{"sms.routes.dien-thoai.a_day": "99"})
        save(Office(deployment, SON), TEXTING, **{"sms.routes.twilio.order": "1"})
        again = chief.post(TEXTING, typed(mine, "save", reason="Ít hơn"))
        assert "bản khác đã được lưu" in again.body
        sent(chief, TEXTING, typed(again, "save", reason="Ít hơn"))
        assert [(r.gateway, r.a_day) for r in sms().routes] == [
            *(("twilio", 0), ("dien-thoai", 99), ("tong-dai", 0))
        ]

    @pytest.mark.parametrize(
        ("field", "wrong", "said"),
        [
            ("routes.dien-thoai.networks", "Viettel, Vịt tel", "không có mạng &#39;Vịt tel&#39;"),
            ("routes.dien-thoai.gateway", "Điện thoại", "chỉ gồm chữ thường không dấu"),
            ("routes.dien-thoai.gateway", "twilio", "đã có với cùng các mạng ấy"),
            ("routes.dien-thoai.a_day", "hai trăm", "không phải một số nguyên"),
            ("routes.dien-thoai.a_day", "-1", "không được nhỏ hơn 0"),
            ("routes.dien-thoai.order", "đầu", "không phải một số nguyên"),
            ("routes.dien-thoai.sender", "UBND thành phố", "không phải số điện thoại"),
            ("routes.dien-thoai.sender", "UBND TPLS", "không nhắn lại được"),
            ("sender", "Ủy ban", "không phải số điện thoại"),
            ("brand", "UBND TP Lạng Sơn", "không quá 11 ký tự"),
            ("receives", "dien-thoai, dien-thoai", "ghi hai lần"),
            ("abroad_a_day", "ít", "không phải một số nguyên"),
            ("cases_an_hour", "0", "ít nhất 1 tin, nhiều nhất 128 tin"),
            ("cases_an_hour", "129", "ít nhất 1 tin, nhiều nhất 128 tin"),
        ],
    )
    def test_that_are_wrong_are_refused_beside_their_field_and_nothing_is_lost(
        self, chief: Office, field: str, wrong: str, said: str
    ) -> None:
        page = looked(chief, TEXTING, **{f"sms.{field}": wrong})
        assert page.status == 422
        assert said in page.page.text
        assert f'value="{wrong}"' in page.body
        assert 'aria-invalid="true"' in page.body
        assert number(chief) == 1

    def test_that_are_wrong_are_refused_beside_their_field_in_another_order_too(
        self, chief: Office
    ) -> None:
        form = {"sms.routes.twilio.order": "1", "sms.routes.dien-thoai.a_day": "-1"}
        page = looked(chief, TEXTING, **form)
        assert 'id="sms.routes.dien-thoai.a_day-wrong"' in page.body

    def test_cannot_all_go(self, chief: Office) -> None:
        gone = {f"sms.routes.{r.gateway}.remove": "yes" for r in (PHONE, OPERATOR, PROVIDER)}
        page = looked(chief, TEXTING, **gone)
        assert page.status == 422
        assert "phải có ít nhất một cách gửi tin nhắn" in page.page.text


class TestAnOfficeWithoutRoutes:
    """Its texts go by the provider; no file says so."""

    @pytest.fixture
    def chief(self, clock: saved.Clock, deployment: Deployment) -> Office:
        reader = wiring.settings_files()
        edit = Edit(AUTHORITY, ("sms", "routes"), None)
        saved.save(reader.edited(reader.shipped("langson"), [edit]))
        clock.later()
        return Office(deployment, CHIEF)

    def test_adds_its_first(self, chief: Office) -> None:
        assert sms().routes == BY_PROVIDER
        assert "Chưa sửa gì" in looked(chief, TEXTING).body
        save(chief, TEXTING, **{"sms.routes.+.gateway": "esms", "sms.routes.+.order": "1"})
        assert sms().routes == (Route(gateway="esms"), PROVIDER)

    def test_limits_the_provider(self, chief: Office) -> None:
        save(chief, TEXTING, **{"sms.routes.twilio.a_day": "50"})
        assert sms().routes == (Route(gateway="twilio", a_day=50),)


class TestTheRest:
    def test_says_which_gateways_texts_are_taken(self, chief: Office) -> None:
        save(chief, TEXTING, **{"sms.receives": "dien-thoai, tong-dai"})
        assert sms().receives == ("dien-thoai", "tong-dai")
        save(chief, TEXTING, **{"sms.receives": ""})
        assert sms().receives == ()

    def test_says_when_no_texts_go_and_how_many(self, chief: Office) -> None:
        form = {"sms.quiet_to": "6h30", "sms.abroad_a_day": "0", "sms.cases_an_hour": "3"}
        save(chief, TEXTING, **form)
        assert (f"{sms().quiet_to:%H:%M}", sms().abroad_a_day, sms().cases_an_hour) == (
            *("06:30", 0, 3),
        )

    def test_waits_for_a_second_person_if_an_officer_changes_it(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        officer = Office(deployment, NGHIA)
        waits = save(officer, TEXTING, **{"sms.routes.twilio.order": "1"})
        assert "Chờ một lãnh đạo Văn phòng khác xác nhận" in waits.body
        assert "Thứ tự các cách gửi" in waits.body
        assert number(officer) == 1
