"""The fields of the provider's requests about a call.

https://www.twilio.com/docs/voice/twiml#request-parameters, and for the callbacks
https://www.twilio.com/docs/voice/api/call-resource#statuscallback and
https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from infra.local.provider.calls.call import Call
from infra.local.provider.webhooks import API_VERSION

LOCATION = ("City", "State", "Zip")  # which the provider does not know for Vietnamese numbers
RECORDING_URL = "https://api.twilio.com/" + API_VERSION + "/Accounts/{account}/Recordings/{sid}"

Fields = dict[str, str]


def dialogue(call: Call, account: str) -> Fields:
    """The fields that every request for a document has."""
    fields = {
        "CallSid": call.sid,
        "AccountSid": account,
        "ApiVersion": API_VERSION,
        "CallStatus": call.state,
        "Direction": call.direction,
    }
    for role, number in (("From", call.sender), ("To", call.receiver)):
        other_name = {"From": "Caller", "To": "Called"}[role]
        for name in (role, other_name):
            fields |= {name: number, f"{name}Country": "VN" if number.startswith("+84") else ""}
            fields |= {f"{name}{part}": "" for part in LOCATION}
    return fields


def status(call: Call, account: str, said: str, number: int, now: datetime) -> Fields:
    """The fields of a status callback; the last one says how long the call was."""
    fields = dialogue(call, account) | {
        "CallStatus": said,
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(number),
        "Timestamp": rfc2822(now),
    }
    if not call.open:
        fields["CallDuration"] = str(round(call.seconds))
    return fields


def recording(sid: str, seconds: int, account: str) -> Fields:
    """What the action's address and the callback's are told about a recording."""
    return {
        "RecordingSid": sid,
        "RecordingUrl": RECORDING_URL.format(account=account, sid=sid),
        "RecordingDuration": str(seconds),
    }


def recording_status(call: Call, account: str, kept: Fields, state: str, at: datetime) -> Fields:
    """The fields of a recording's status callback."""
    return kept | {
        "AccountSid": account,
        "CallSid": call.sid,
        "RecordingStatus": state,
        "RecordingChannels": "1",
        "RecordingSource": "RecordVerb",
        "RecordingStartTime": rfc2822(at),
    }


def rfc2822(at: datetime) -> str:
    """A time as the provider writes it."""
    return format_datetime(at.astimezone(UTC))
