"""Zalo's error codes, and what they mean to the product. It answers most errors with HTTP 200.

https://docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.providers.gateways.codes import Fault

KIND = "zalo"
DONE = "0"
# The access token is invalid, expired or taken back; -124 says it in the service for templates.
NO_ACCESS = frozenset({"-216", "-220", "-124", "401"})
TOO_FAST = "-32"

FAULTS: Mapping[str, Fault] = {
    TOO_FAST: Fault(may_retry=True),
    "-200": Fault(NotArrived.NETWORK, may_retry=True),  # sending failed
    "-201": Fault(),  # a parameter is invalid
    "-204": Fault(),  # our account was deleted
    "-205": Fault(),  # there is no such account
    "-209": Fault(),  # the app is not active
    "-210": Fault(),  # a parameter is too long
    "-211": Fault(),  # out of quota
    "-212": Fault(),  # the app has not registered for sending
    "-213": Fault(NotArrived.NO_TEXTS),  # they do not follow the account
    "-217": Fault(NotArrived.BLOCKED),
    "-218": Fault(NotArrived.NO_TEXTS),  # they have got as much as they may
    "-219": Fault(),  # the app was removed or disabled
    "-221": Fault(),  # the account is not verified
    "-223": Fault(),  # the account has not let the app do this
    "-224": Fault(),  # the account's package is too small
    "-227": Fault(NotArrived.NO_TEXTS),  # banned, or away for 45 days
    "-230": Fault(NotArrived.NO_TEXTS),  # they have not written for seven days
    "-232": Fault(NotArrived.NO_TEXTS),  # the same
    "-233": Fault(),  # no such type of message
    "-235": Fault(),  # not for this type of account
    "-242": Fault(),  # it wants a proof of the app's secret
    "-244": Fault(NotArrived.BLOCKED),  # they want none of this type
    "-248": Fault(NotArrived.FILTERED),
    "-320": Fault(),  # the app is linked to no account that pays
    "-321": Fault(may_retry=True),  # no money left: somebody may pay in
}
