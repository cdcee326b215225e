"""The fields of the provider's requests about a text message."""

from __future__ import annotations

from chalicelib.domain.formats.sms_length import segments
from infra.local.provider.webhooks import API_VERSION
from infra.local.records import Message

Fields = dict[str, str]


def incoming(
    account: str, sid: str, sender: str, receiver: str, body: str, media: list[Fields]
) -> Fields:
    """A text to the hotline: https://www.twilio.com/docs/messaging/guides/webhook-request"""
    return {
        "ToCountry": "VN",
        "ToState": "",
        "ToCity": "",
        "ToZip": "",
        "FromCountry": "VN" if sender.startswith("+84") else "",
        "FromState": "",
        "FromCity": "",
        "FromZip": "",
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "MessageSid": sid,
        "SmsStatus": "received",
        "AccountSid": account,
        "From": sender,
        "To": receiver,
        "Body": body,
        "NumMedia": str(len(media)),
        "NumSegments": str(max(1, segments(body))),
        "ApiVersion": API_VERSION,
        **_media(media),
    }


def _media(media: list[Fields]) -> Fields:
    fields = {}
    for number, item in enumerate(media):
        fields[f"MediaUrl{number}"] = item["url"]
        fields[f"MediaContentType{number}"] = item["content_type"]
    return fields


def receipt(account: str, message: Message, status: str, error: str) -> Fields:
    """A delivery receipt: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status"""
    fields = {
        "SmsSid": message.sid,
        "SmsStatus": status,
        "MessageStatus": status,
        "To": message.receiver,
        "MessageSid": message.sid,
        "AccountSid": account,
        "From": message.sender,
        "ApiVersion": API_VERSION,
    }
    return fields | ({"ErrorCode": error} if error else {})
