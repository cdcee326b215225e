"""What the app on a telephone says of a text that ended badly, in the app's own words.

The numbers are those of Android's SmsManager for a text that did not leave, and those of the
network's report (TP-Status) for one that left and did not arrive.
https://docs.sms-gate.app/faq/errors/, https://docs.sms-gate.app/features/status-tracking/,
https://developer.android.com/reference/android/telephony/SmsManager, 3GPP TS 23.040 9.2.3.15
"""

from __future__ import annotations

CENTRE = "+84980200030"  # the network's message centre
RESULTS = {
    1: "RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)",
    2: "RESULT_ERROR_RADIO_OFF (Failed because radio was explicitly turned off)",
    3: "RESULT_ERROR_NULL_PDU (Failed because no PDU provided)",
    4: "RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)",
    5: "RESULT_ERROR_LIMIT_EXCEEDED (Failed because we reached the sending queue limit)",
    6: "RESULT_ERROR_FDN_CHECK_FAILURE (Failed because FDN is enabled)",
    9: "RESULT_RADIO_NOT_AVAILABLE (Failed because the radio was not available)",
    10: "RESULT_NETWORK_REJECT (Failed because of network rejection)",
    11: "RESULT_INVALID_ARGUMENTS (Failed because of invalid arguments)",
    14: "RESULT_INVALID_SMS_FORMAT (Failed because the SMS format is not valid)",
    16: "RESULT_MODEM_ERROR (Failed because of a modem error)",
    17: "RESULT_NETWORK_ERROR (Failed because of a network error)",
    19: "RESULT_INVALID_SMSC_ADDRESS (Failed because of an invalid SMSC address)",
    32: "RESULT_NO_DEFAULT_SMS_APP (Set by BroadcastReceiver to indicate there's no default SMS"
    " app)",
    111: "RESULT_RIL_MODEM_ERR (The vendor RIL received an unexpected or incorrect response)",
    112: "RESULT_RIL_NETWORK_ERR (The radio received an error from the network)",
    122: "RESULT_RIL_ACCESS_BARRED (Access is barred)",
}
NO_SERVICE = 4
# What the app finds out by itself; numbers of the stage's own.
OWN = {901: "TTL expired", 902: "Can't send message: No SIMs found"}
EXPIRED = OWN[901]
VALIDITY_EXPIRED = 70  # TP-Status: the network gave up, as with a telephone that is off for days
LOWEST_FOREIGN = 1000  # numbers from here on are another provider's


def not_sent(error: str) -> str:
    """Of a text that did not leave the telephone: no service, unless another number is given."""
    number = _own(error, NO_SERVICE)
    said = RESULTS.get(number, f"Unknown error code: {number}.")
    return OWN.get(number, f"Send result: {said}")


def not_delivered(error: str) -> str:
    """Of a text that left it: too old for the network, unless another status is given."""
    return f"Delivery result from SC {CENTRE}: {_own(error, VALIDITY_EXPIRED)}"


def _own(error: str, default: int) -> int:
    """The number, unless it is another provider's."""
    number = int(error or default)
    return number if number < LOWEST_FOREIGN else default
