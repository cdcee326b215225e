"""Whether the gateways that give signs of life are alive: an old telephone falls silent when its
battery, its network or its app gives up, and nobody would notice, since then nothing comes."""

from __future__ import annotations

from datetime import timedelta

from chalicelib import observe
from chalicelib.usecases.services import Rules, Store

SILENT = timedelta(minutes=20)  # without a sign of life; the runbook has one each five minutes


def seen(rules: Rules, store: Store, gateway: str) -> None:
    """Notes a sign of life."""
    store.jobs.note_alive(rules.authority.id, gateway, rules.now())


def look(rules: Rules, store: Store) -> int:
    """Counts the gateways that have fallen silent, so that somebody is told. One that was never
    heard of gives no such signs; one that is no longer in the settings need not."""
    sms, now = rules.authority.sms, rules.now()
    used = {route.gateway for route in sms.routes} | set(sms.receives)
    alive = store.jobs.alive(rules.authority.id)
    silent = [name for name, at in alive.items() if name in used and now - at > SILENT]
    for name in silent:
        observe.log("gateway silent", gateway=name, since=alive[name])
    observe.metric("GatewaysSilent", len(silent))
    return len(silent)
