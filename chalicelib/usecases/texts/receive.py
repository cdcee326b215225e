"""A text message: put on file first, then made a case, exactly once however often it comes."""

from __future__ import annotations

import random
import secrets
import time

from chalicelib import observe
from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.formats import codes, vietnamese
from chalicelib.domain.transitions import receiving_texts as receiving
from chalicelib.domain.transitions.receiving_texts import Arrival
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Services

TRIES = 5


def receive(services: Services, raw: RawContact) -> None:
    """Keeps the contact, then makes its case.

    Raises when the contact could not be put on file: the provider must try again. Once it is on
    file nothing is raised any more; what could not be done now the sweeper does within minutes.
    """
    kept = services.contacts.keep(raw)
    if kept.taken_as:
        observe.log("contact repeated", contact=kept.id)
        return
    try:
        take_in(services, kept.id, kept)
    except Exception as error:  # the words are on file; see above
        observe.metric("TakeInLater")
        observe.log("contact waits for the sweeper", contact=raw.id, error=type(error).__name__)


def take_in(services: Services, contact_id: str, kept: RawContact | None = None) -> str:
    """Makes the case of a contact on file. Returns its code; the same one if it was made before.

    Raises ConflictError when others are so busy with it that it has to wait for the sweeper.
    """
    for attempt in range(TRIES):
        raw = kept if kept and attempt == 0 else services.contacts.get(contact_id)
        if raw is None or raw.taken_as:
            return raw.taken_as if raw else ""
        try:
            return _make_case(services, raw)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.05) * 2**attempt)
    raise ConflictError(contact_id)


def _make_case(services: Services, raw: RawContact) -> str:
    now = services.now()
    change = receiving.receive(_read(services, raw), services.authority, services.calendar)
    commit(services, CaseFile(case=change.case), change, None, now, takes=raw)
    return change.case.code


def _read(services: Services, raw: RawContact) -> Arrival:
    from chalicelib.domain.understanding.message import read_message  # a third of all imports

    return Arrival(
        code=codes.draw(secrets.randbelow),
        line=services.authority.line_of(raw.to).id,
        sender=raw.sender,
        at=raw.received_at,
        reading=read_message(vietnamese.repair(raw.text), services.authority.wards, raw.sender),
    )
