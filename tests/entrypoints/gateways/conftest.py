"""A deployment with an old telephone and a signed webhook beside the provider, or with others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.authority.texting import Route
from chalicelib.usecases.settings.live import Held
from tests.support import esms as esms_gateway
from tests.support import text_gateways as gateways
from tests.support import zalo as zalo_gateway
from tests.support.deployment import Deployment
from tests.support.dialogues import Citizen
from tests.support.esms import Esms
from tests.support.text_gateways import Doors
from tests.support.zalo import Zalo


@pytest.fixture
def doors(deployment: Deployment) -> Doors:
    """The gateways' own doors."""
    gateways.connect()
    deployment.doors = Doors()
    return deployment.doors


@pytest.fixture
def citizen(deployment: Deployment, doors: Doors) -> Citizen:
    """Somebody with a telephone."""
    return Citizen(deployment, doors)


@pytest.fixture
def rule(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives the settings other rules for texts."""

    def ruled(*routes: Route, **more: Any) -> None:
        held = wiring.live().current()
        sms = replace(held.made.authority.sms, routes=routes, **more)
        made = replace(held.made, authority=replace(held.made.authority, sms=sms))
        monkeypatch.setattr(type(wiring.live()), "current", lambda *_, **__: Held(1, made))

    return ruled


@pytest.fixture
def ruled(doors: Doors, rule: Callable[..., None]) -> Callable[..., None]:
    return rule


@pytest.fixture
def esms(deployment: Deployment, rule: Callable[..., None]) -> Esms:
    gateways.connect(**{esms_gateway.NAME: esms_gateway.ACCOUNT})
    deployment.doors = Esms()
    rule(Route(gateway=esms_gateway.NAME), Route(gateway="twilio"))
    return deployment.doors


@pytest.fixture
def zalo(deployment: Deployment, rule: Callable[..., None]) -> Zalo:
    gateways.connect(**{zalo_gateway.NAME: zalo_gateway.ACCOUNT})
    deployment.doors = Zalo()
    rule(*zalo_gateway.ROUTES)
    return deployment.doors
