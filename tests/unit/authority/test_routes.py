"""By which gateway a text goes out."""

from __future__ import annotations

from datetime import time

import pytest

from chalicelib.domain.authority.texting import Route, Sms
from chalicelib.domain.formats.networks import Network, network_of

VIETTEL, VINAPHONE, ABROAD = "+84987654321", "+84912345678", "+8613577889900"


def sms(*routes: Route, receives: tuple[str, ...] = ()) -> Sms:
    return Sms(
        brand="UBND TPLS",
        sender="UBND TPLS",
        quiet_from=time(22),
        quiet_to=time(7),
        routes=routes,
        receives=receives,
    )


PHONE, OPERATOR, BRAND = (
    Route(gateway="phone", networks=("viettel",), sender="+84886121666"),
    Route(gateway="operator"),
    Route(gateway="brand", networks=("vinaphone", "mobifone")),
)
SMS = sms(PHONE, OPERATOR, BRAND)


def names(number: str, came_by: str = "") -> list[str]:
    return [route.gateway for route in SMS.routes_to(number, came_by)]


@pytest.mark.parametrize(
    ("number", "network"),
    [
        ("+84987654321", Network.VIETTEL),
        ("0326 123 456", Network.VIETTEL),
        ("0162 612 3456", Network.VIETTEL),  # as it was before 2018
        ("+84886121666", Network.VINAPHONE),
        ("+84905123456", Network.MOBIFONE),
        ("+84921234567", Network.VIETNAMOBILE),
        ("+84591234567", Network.GMOBILE),
        ("+84871234567", Network.ITEL),
        ("+84559123456", Network.WINTEL),
        (ABROAD, Network.ABROAD),
        ("+842053812664", Network.OTHER),
        ("VIETTEL", Network.OTHER),
        ("zalo:6142494823000000000", Network.ZALO),
        ("whatsapp:+84987654321", Network.OTHER),
        ("", Network.OTHER),
    ],
)
def test_a_number_belongs_to_the_network_that_gave_its_prefix_out(number, network):
    assert network_of(number) is network


def test_the_first_route_that_reaches_a_number_comes_first():
    assert names(VIETTEL) == ["phone", "operator"]
    assert names(VINAPHONE) == ["operator", "brand"]
    assert names(ABROAD) == ["operator"]


def test_an_answer_goes_by_the_gateway_that_brought_the_text_if_that_reaches_the_number():
    assert names(VIETTEL, "operator") == ["operator", "phone"]
    assert names(VINAPHONE, "phone") == ["operator", "brand"]
    assert names(VINAPHONE, "unknown") == ["operator", "brand"]


def test_an_apps_user_is_reached_by_a_route_that_names_the_app_alone():
    user = "zalo:6142494823000000000"
    assert SMS.routes_to(user) == ()
    zalo = Route(gateway="oa", networks=("zalo",))
    assert sms(OPERATOR, zalo).routes_to(user) == (zalo,)


def test_a_route_may_have_a_sender_of_its_own():
    assert [SMS.sender_of(route) for route in SMS.routes] == [
        "+84886121666",
        "UBND TPLS",
        "UBND TPLS",
    ]


def test_texts_come_in_from_every_gateway_or_from_those_that_are_named():
    assert SMS.takes_from("anything")
    assert sms(PHONE, receives=("phone",)).takes_from("phone")
    assert not sms(PHONE, receives=("phone",)).takes_from("operator")


def test_only_a_name_cannot_be_answered_and_an_app_answers_its_account():
    zalo = Route(gateway="oa", networks=("zalo",))
    both = Route(gateway="oa", networks=("zalo", "viettel"))
    assert [SMS.is_by_brand(route) for route in (PHONE, OPERATOR, zalo, both)] == [
        *(False, True, False, True)
    ]
