"""The deployment's secrets: encrypted parameters, each read once by the functions that need it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from chalicelib.aws import client

T = TypeVar("T")

KEYS, PROVIDER, GATEWAYS = "keys", "twilio", "gateways"
ALL = (KEYS, PROVIDER, GATEWAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The product's own. `link_key` signs mailed links, `phone_key` hashes telephone numbers for
    look-ups."""

    link_key: str
    phone_key: str


class NoSecretError(Exception):
    """A parameter that no deployment can do without is not there."""


class Secrets:
    """The parameters below `path`, by their names. Whoever may read several reads them together:
    AWS refuses a request that names one which is forbidden, as a whole."""

    def __init__(self, path: str, region: str) -> None:
        self._path, self._region = path, region
        self._read: dict[str, str | None] = {}

    @cached_property
    def _ssm(self) -> Any:
        return client("ssm", self._region, attempts=3)

    def read(self, *names: str) -> None:
        """Reads those of these that were not read before, in one request."""
        wanted = {f"{self._path}/{name}": name for name in names if name not in self._read}
        if not wanted:
            return
        answer = self._ssm.get_parameters(Names=list(wanted), WithDecryption=True)
        found = {one["Name"]: one["Value"] for one in answer["Parameters"]}
        self._read |= {name: found.get(at) for at, name in wanted.items()}

    def get(self, name: str, kind: type[T]) -> T | None:
        """None for what this deployment lacks. Raises if it is malformed."""
        import msgspec

        self.read(name)
        said = self._read[name]
        return None if said is None else msgspec.json.decode(said, type=kind)

    def need(self, name: str, kind: type[T]) -> T:
        """The same, for what no deployment lacks. Raises NoSecretError."""
        found = self.get(name, kind)
        if found is None:
            raise NoSecretError(f"{self._path}/{name}")
        return found
