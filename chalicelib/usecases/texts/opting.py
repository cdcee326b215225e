"""Who has asked for no texts gets none, until they write again or an officer decides otherwise."""

from __future__ import annotations

from chalicelib.domain.case.case import Actor, Identity, RawContact
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.transitions.receiving.texting.opting import texted_again
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases.commit import commit
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store


def heeded(
    rules: Rules, raw: RawContact, filed: Filed | None, sender: Sender | None
) -> Sender | None:
    """What is on file about the number, with what the text says about texts: no more of them, or,
    whatever else it says, texts again. One person of many behind a shared number does not ask for
    the others."""
    if sender is None or rules.authority.is_shared(raw.number):
        return sender
    if filed is Filed.STOP:
        return sender.asks_for_none(raw.received_at)
    return sender.writes_again(raw.received_at)


def silent(store: Store, identity: Identity) -> tuple[str, ...]:
    """Those of the citizen's numbers that get no texts."""
    numbers = dict.fromkeys(n for n in (identity.phone, identity.sender) if n)
    return tuple(number for number in numbers if store.senders.of_number(number).silent_since)


def text_again(rules: Rules, store: Store, code: str, by: Actor) -> None:
    """An officer lets the citizen of this case be texted again, once however often it is asked.
    Raises ConflictError after too many tries."""

    def attempt() -> None:
        loaded, now = store.cases.load(code), rules.now()
        if loaded is None or loaded.file.case.training:  # it says nothing of a real number
            return
        numbers = silent(store, store.cases.identity(code))
        if not numbers:
            return
        change = texted_again(loaded.file, now, by)
        commit(rules, store, loaded.file, change, loaded.version, now, unsilenced=numbers)

    with_retry(attempt)
