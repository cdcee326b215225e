"""Which requests of Twilio's say one thing only.

A signature covers the address and then, sorted by name, the name and value of every field with
nothing between them. So whoever has captured a signature may cut the same letters elsewhere: into a
text "x" from y, into a text "xFromy" from nobody, into the same text under another id. A request is
therefore taken only if what the product reads in it could not be cut otherwise:

- It begins with our own account and says which message, call or recording it is about.
- Every name begins with a capital letter, as all of the provider's do, and the values that are read
  have none; so neither can end within the other.
- A name that is read stands nowhere behind its field, and nowhere at all without one. Only a text
  may hold it, because its own words stand before what would have to follow them.

Other fields may be there, also such as the provider has yet to invent; nothing is read in them.
https://www.twilio.com/docs/usage/security#validating-requests
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.usecases.ports.incoming import Fields

ACCOUNT, BODY, SENDER, MESSAGE = "AccountSid", "Body", "From", "MessageSid"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request: the ids of what it is `about`, and what else the product reads in it."""

    about: tuple[str, ...]
    reads: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All fields that are read, each one of `FORMS`."""
        return (ACCOUNT, *self.about, *self.reads)


_OF_TURN = ("AnsweredBy", "Digits", "RecordingDuration", "RecordingStatus")

TEXT = Kind((MESSAGE,), (BODY, SENDER, "NumMedia", "OptOutType", "To"))
RECEIPT = Kind((MESSAGE,), ("ErrorCode", "MessageStatus", "SmsStatus"))
RING = Kind(("CallSid",), (SENDER, "To"))
TURN = Kind(("CallSid",), ("RecordingSid", *_OF_TURN))
RECORDING = Kind(("CallSid", "RecordingSid"), _OF_TURN)
PROGRESS = Kind(("CallSid",), ("CallDuration", "CallStatus"))

_PLAIN = "[^A-Z]*"
_NOT_OF_PLACE = "(?!City|Country|State|Zip)"  # what would make "From" another field's name
# Some write or ring under a name. It may have capitals, and any part of it may be taken for the
# whole, so it counts up to a field we know. In a whole number, with its "+", there are none.
_BRAND = re.compile(rf"{_NOT_OF_PLACE}(?!.*From)[\w .&-]{{1,11}}")
_NUMBER = re.compile(r"[^A-Z]*\+[^A-Z]*", re.DOTALL)
_AFTER_SENDER = re.compile(r"From(City|Country|State|Zip)|Media(ContentType|Url)\d+|MessageSid|To")


def _sid(kind: str) -> str:
    """https://www.twilio.com/docs/glossary/what-is-a-sid"""
    return f"((?:{kind})[0-9a-f]{{32}})?"


# How the values look that the product reads.
_FORMS = {
    ACCOUNT: _sid("AC"),
    "AnsweredBy": _PLAIN,
    BODY: ".*",
    "CallDuration": _PLAIN,
    "CallSid": _sid("CA"),
    "CallStatus": _PLAIN,
    "Digits": "[0-9A-D*#]*|hangup",
    "ErrorCode": _PLAIN,
    SENDER: f"{_NOT_OF_PLACE}[A-Z]?{_PLAIN}",  # also "Anonymous"
    MESSAGE: _sid("SM|MM"),
    "MessageStatus": _PLAIN,
    "NumMedia": _PLAIN,
    "OptOutType": f"[A-Z]*|{_PLAIN}",
    "RecordingDuration": _PLAIN,
    "RecordingSid": _sid("RE"),
    "RecordingStatus": _PLAIN,
    "SmsStatus": _PLAIN,
    "To": _PLAIN,
}
FORMS = {name: re.compile(form, re.DOTALL) for name, form in _FORMS.items()}

# The provider's own names in which one of those stands.
_LONGER = frozenset(
    ["DialCallDuration", "DialCallSid", "DialCallStatus", "ParentCallSid", "SmsMessageSid"]
    + [f"{end}{part}" for end in (SENDER, "To") for part in ("City", "Country", "State", "Zip")]
)


def in_signed_order(fields: Fields) -> Fields:
    """The fields as the signature covers them."""
    return tuple(sorted(set(fields)))


def say_one_thing(fields: Fields, account: str, kind: Kind) -> bool:
    """Whether these signed fields come from this account, name what they are about, and can be read
    in one way only."""
    signed = in_signed_order(fields)
    values = dict(signed)
    return (
        signed[:1] == ((ACCOUNT, account),)
        and all(values.get(name) for name in (ACCOUNT, *kind.about))
        and all("A" <= name[:1] <= "Z" for name, _ in signed)
        and all(_is_well_formed(name, values.get(name, ""), signed) for name in kind.names)
        and all(_stands_once(name, signed) for name in kind.names)
    )


def _is_well_formed(name: str, value: str, signed: Fields) -> bool:
    is_plain = bool(FORMS[name].fullmatch(value))
    if name != SENDER or _NUMBER.fullmatch(value):
        return is_plain
    following = next((other for other, _ in signed if other > SENDER), "")
    is_sender = is_plain or bool(_BRAND.fullmatch(value))
    return is_sender and bool(_AFTER_SENDER.fullmatch(following))


def _stands_once(name: str, signed: Fields) -> bool:
    """Whether this name cannot be meant anywhere but where it is a field's. Where the sender stands
    is known, and so that nothing before it is a field that comes later."""
    at = _place(name, signed)
    if at is not None:
        return name not in _written(signed[:at] if name == BODY else signed[at + 1 :])
    sender = _place(SENDER, signed)
    return name not in _written(signed[sender:] if sender and name > SENDER else signed)


def _place(name: str, signed: Fields) -> int | None:
    return next((at for at, (other, _) in enumerate(signed) if other == name), None)


def _written(signed: Fields) -> str:
    return "".join(("\0" if name in _LONGER else name) + value for name, value in signed)


def text_in(fields: Fields) -> str:
    """The text of a message: all that is signed between its name and the sender's. So it is the
    same wherever the letters between are cut into fields."""
    signed = in_signed_order(fields)
    end = SENDER if any(name == SENDER for name, _ in signed) else MESSAGE
    return "".join(name + value for name, value in signed if BODY <= name < end)[len(BODY) :]
