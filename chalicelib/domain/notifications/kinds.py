"""What kind of message a notification is, in words."""

from __future__ import annotations

from chalicelib.domain.authority.authority import Authority


def kind_in_words(authority: Authority, kind: str) -> str:
    """What a message of this kind is called on a case's page; "" for one that only an older release
    sent."""
    own = authority.texts.get(f"kind.{kind}")
    if own is not None:
        return own
    mood, _, clock = kind.partition("_")
    said = authority.texts.get(f"clock.{clock}")
    if said is None or f"kind.{mood}" not in authority.texts:
        return ""
    return authority.text(f"kind.{mood}", what=said)
