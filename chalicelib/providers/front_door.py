"""The product's public address, by way of name, certificate and gateway (the `FrontDoor` port)."""

from __future__ import annotations

from chalicelib.usecases.ports.errors import RetryableError

CONNECT, READ = 3, 12  # seconds; the web function itself has ten


class PublicAddress:
    """`url` is the address of the health check."""

    def __init__(self, url: str) -> None:
        self._url = url

    def knock(self) -> None:
        import requests

        try:
            answer = requests.get(self._url, timeout=(CONNECT, READ), allow_redirects=False)
            alive = answer.status_code == 200 and answer.json() == {"status": "ok"}
        except requests.RequestException as error:  # also of what is no JSON
            raise RetryableError(type(error).__name__) from error
        if not alive:
            raise RetryableError(f"status {answer.status_code}")
