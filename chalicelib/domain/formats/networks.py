"""The mobile networks, by the prefixes of their numbers.

A number keeps its prefix when its owner moves to another network (since 2018), so that this says by
whom it was given out, as operators' prices do unless they look it up. Prefixes: the ministry's plan
for numbers, Circular 22/2014/TT-BTTTT and the decisions after it; iTel and Wintel use the networks
of others.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.domain.formats.phone import PhoneKind, is_by_app, kind_of, normal_form


class Network(StrEnum):
    """Where a text goes. The values stand in settings."""

    VIETTEL = "viettel"
    MOBIFONE = "mobifone"
    VINAPHONE = "vinaphone"
    VIETNAMOBILE = "vietnamobile"
    GMOBILE = "gmobile"
    ITEL = "itel"
    WINTEL = "wintel"
    ABROAD = "abroad"
    ZALO = "zalo"
    OTHER = "other"  # a landline, a short code, what no plan knows


_PREFIXES: Mapping[Network, str] = {
    Network.VIETTEL: "32 33 34 35 36 37 38 39 86 96 97 98",
    Network.MOBIFONE: "70 76 77 78 79 89 90 93",
    Network.VINAPHONE: "81 82 83 84 85 88 91 94",
    Network.VIETNAMOBILE: "52 56 58 92",
    Network.GMOBILE: "59 99",
    Network.ITEL: "87",
    Network.WINTEL: "55",
}
_BY_PREFIX = {p: network for network, said in _PREFIXES.items() for p in said.split()}


def network_of(number: str) -> Network:
    """The network of a number in any spelling, or of an app's user ("zalo:…")."""
    if is_by_app(number):
        return Network.ZALO if number.lower().startswith("zalo:") else Network.OTHER
    kind = kind_of(number)
    if kind is PhoneKind.FOREIGN:
        return Network.ABROAD
    if kind is not PhoneKind.MOBILE:
        return Network.OTHER
    return _BY_PREFIX.get(normal_form(number)[3:5], Network.OTHER)
