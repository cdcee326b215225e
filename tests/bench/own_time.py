"""Our own time for a webhook, its store and queue in memory, beside the provider's own check of
the same request's signature."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median
from typing import Any
from unittest import mock

from twilio.request_validator import RequestValidator

from chalicelib import wiring
from chalicelib.authority import load
from chalicelib.domain.case.case import RawContact
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.understanding.message import extract
from tests.support.aws import Aws
from tests.support.deployment import CITIZEN, Deployment
from tests.support.gateway import BASE, TOKEN, sign
from tests.support.provider import Provider
from tests.support.world import COMPLETE

ROUNDS, TIMES = 15, 40


class _Memory:
    """Store and queue that take everything and keep nothing."""

    def keep(self, raw: RawContact) -> RawContact:
        return raw

    def commit(self, commit: object) -> None:
        pass

    def hear(self, raw: RawContact) -> Sender:
        return Sender(name="number", came=(raw,), seen=(raw.id,))

    def enqueue(self, refs: Iterable[str], after: int = 0) -> None:
        list(refs)


def seconds() -> dict[str, float]:
    """Of one validation, one webhook, one message read; medians of rounds that take turns."""
    services, memory = wiring.services(), _Memory()
    kept: Any = replace(
        services.store,
        contacts=memory,  # type: ignore[arg-type]
        cases=memory,  # type: ignore[arg-type]
        senders=memory,  # type: ignore[arg-type]
        queue=memory,  # type: ignore[arg-type]
    )
    own = replace(services, store=kept)
    deployment = Deployment(provider=Provider(), aws=Aws(), authority=load("langson"))
    fields = deployment.message_fields()
    signature = sign("/sms/incoming", fields)
    check = RequestValidator(TOKEN).validate
    body = services.rules.authority
    acts: dict[str, Callable[[], Any]] = {
        "validate": lambda: check(f"{BASE}/sms/incoming", dict(fields), signature),
        "webhook": lambda: deployment.sms(fields),
        "read": lambda: extract(COMPLETE, body, CITIZEN),
    }
    assert acts["validate"]()
    with mock.patch.object(wiring, "services", return_value=own):
        assert acts["webhook"]().status == 200
        rounds = [{name: _one(act) for name, act in acts.items()} for _ in range(ROUNDS)]
    return {name: median(r[name] for r in rounds) for name in acts}


def _one(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    for _ in range(TIMES):
        act()
    return (time.perf_counter() - began) / TIMES
