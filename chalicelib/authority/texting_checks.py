"""Checks of how texts go out: gateways, whom they reach, as whom they send, and that a text says by
whom it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chalicelib.authority import text_contract
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.problems import Location, Place, Problems, Said, said
from chalicelib.domain.authority.texting import Route, Sms
from chalicelib.domain.dialogue.sender import CASES
from chalicelib.domain.formats import phone, sms_length
from chalicelib.domain.formats.networks import Network

Where = Callable[..., Place]
Inconsistency = tuple[Location, Said]

LONGEST_BRAND = 11  # characters of a registered sender name
LONGEST_GATEWAY = 30  # characters: the name stands in addresses
_GATEWAY = re.compile(rf"[a-z0-9-]{{1,{LONGEST_GATEWAY}}}")


def check_texting(sms: Sms, where: Where, problems: Problems) -> None:
    """Collects problems that would keep texts from going out or coming in."""
    for place, (kind, words) in (*_numbers(sms), *_routes(sms), *_received(sms)):
        problems.add(where("sms", *place), kind, **words)


def _numbers(sms: Sms) -> Iterable[Inconsistency]:
    if not 1 <= sms.cases_an_hour <= CASES:
        yield ("cases_an_hour",), said("an_hour", n=CASES)
    if sms.abroad_a_day < 0:
        yield ("abroad_a_day",), said("fewer_texts")
    if len(sms.brand) > LONGEST_BRAND:
        yield ("brand",), said("brand", n=LONGEST_BRAND)
    if not _may_send(sms.sender):
        yield ("sender",), said("no_sender", said=repr(sms.sender), n=LONGEST_BRAND)


def _routes(sms: Sms) -> Iterable[Inconsistency]:
    if not sms.routes:
        yield ("routes",), said("no_route")
    ways = [(route.gateway, frozenset(route.networks)) for route in sms.routes]
    keys = [route.key for route in sms.routes]
    for i, route in enumerate(sms.routes):
        if ways[i] in ways[:i] or keys[i] in keys[:i]:
            yield ("routes", i, "gateway"), said("route_twice", said=repr(route.gateway))
        for column, what in _route(sms, route):
            yield ("routes", i, column), what


def _route(sms: Sms, route: Route) -> Iterable[tuple[str, Said]]:
    if not _GATEWAY.fullmatch(route.gateway):
        yield "gateway", said("no_gateway", said=repr(route.gateway), n=LONGEST_GATEWAY)
    for network in route.networks:
        if network not in frozenset(Network):
            yield "networks", said("no_network", said=repr(network))
    if route.sender and not _may_send(route.sender):
        yield "sender", said("no_sender", said=repr(route.sender), n=LONGEST_BRAND)
    elif route.answered and sms.is_by_brand(route):
        yield "answered", said("brand_answered", said=repr(sms.sender_of(route)))
    if route.a_day < 0:
        yield "a_day", said("fewer_texts")


def _received(sms: Sms) -> Iterable[Inconsistency]:
    for i, name in enumerate(sms.receives):
        if not _GATEWAY.fullmatch(name):
            yield ("receives",), said("no_gateway", said=repr(name), n=LONGEST_GATEWAY)
        if name in sms.receives[:i]:
            yield ("receives",), said("gateway_twice", said=repr(name))


def _may_send(sender: str) -> bool:
    """A telephone's number in E.164, a short code, or a brand that can be registered."""
    kind = phone.kind_of(sender)
    if kind is phone.PhoneKind.BRAND:
        return len(sender) <= LONGEST_BRAND and sms_length.is_gsm7(sender)
    return kind is not phone.PhoneKind.UNKNOWN and phone.normal_form(sender) == sender


def check_brands(body: Authority, where: Callable[[str], Place], problems: Problems) -> None:
    """Checks that every text message begins with the brand if one goes out by a brand name: the
    operators refuse a text by it that does not."""
    if not any(map(body.sms.is_by_brand, body.sms.routes)):
        return
    for kind in text_contract.SMS:
        if not body.texts[key := f"sms.{kind}"].startswith(body.sms.brand):
            problems.add(where(key), "text_brand", key=key, said=repr(body.sms.brand))
