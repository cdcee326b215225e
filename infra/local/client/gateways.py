"""SMS gateways on a running stage: texts come through them, and they live and die."""

from __future__ import annotations

from typing import Any

from infra.local.client.http import Requests

GATEWAYS = "/local/api/gateways"


class Gateways:
    """What people, networks and forgers do with gateways, each by its name."""

    def __init__(self, http: Requests) -> None:
        self._http = http

    def all(self) -> list[dict[str, Any]]:
        """Every gateway: name, method, scheme, key, sender, waiting, silent."""
        return list(self._http.get(GATEWAYS).json())

    def named(self, name: str) -> dict[str, Any]:
        """One gateway, as above."""
        return next(one for one in self.all() if one["name"] == name)

    def text(self, name: str, sender: str, body: str, **more: Any) -> dict[str, Any]:
        """A citizen's text comes through; `more`: to, parts, shuffled, media, late, times. Returns
        sid, sids, id, ids, attempts, http_status, error, status."""
        path = f"{GATEWAYS}/{name}/texts"
        return dict(self._http.call(path, **{"from": sender}, body=body, **more))

    def forge(self, name: str, what: str, sender: str, body: str) -> int:
        """Somebody pretends to be it: signature, body, key, name or time is wrong. Returns what the
        product answers, as an HTTP status."""
        path = f"{GATEWAYS}/{name}/forge"
        done = self._http.call(path, what=what, **{"from": sender}, body=body)
        return int(done["http_status"])

    def retry(self, name: str) -> dict[str, Any]:
        """Makes the attempts that are due: attempts, delivered, waiting."""
        return dict(self._http.call(f"{GATEWAYS}/{name}/retry"))

    def silence(self, name: str, silent: bool = True) -> dict[str, Any]:
        """It dies, or lives again."""
        return dict(self._http.call(f"{GATEWAYS}/{name}/silent", silent=silent))

    def ping(self, name: str) -> dict[str, Any]:
        """It gives a sign of life."""
        return dict(self._http.call(f"{GATEWAYS}/{name}/ping"))
