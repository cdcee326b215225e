"""Our account at a gateway, as the deployment's secrets hold it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`kind` names its adapter (`adapters.KINDS`). `keys` prove what comes from it, of which the
    first is the one we use ourselves; the second is there while they are changed. The others as its
    adapter says: where its own door is, as whom we knock, what encrypts, and by what the first of
    its changing tokens is got."""

    kind: str
    keys: tuple[str, ...]
    url: str = ""
    user: str = ""
    password: str = ""
    passphrase: str = ""
    token: str = ""
