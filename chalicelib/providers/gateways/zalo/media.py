"""Pictures that came by Zalo, fetched from its own stores (the `ProviderMedia` port).

Their addresses come in a signed request; all the same nothing is fetched but from the hosts of
Zalo's pictures, nor is anybody followed elsewhere. Addresses end after some days, so that they are
fetched at once, by the work queue.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from chalicelib.providers.downloads import MOVED, PIECE, at_most
from chalicelib.providers.gateways.posting import LATER
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.world import StoredFile

NAMED = "zalo/"  # how the names of its pictures begin; the rest is the address
# Zalo's pictures: photo-….zdn.vn, and where that leads on to. Films and papers are elsewhere.
HOSTS = (".zdn.vn", ".zadn.vn")
MOST_STEPS = 3
TIMEOUT = (3.0, 20.0)  # seconds to connect, and between two pieces


class ZaloMedia:
    """The `ProviderMedia` port, of names that begin with `NAMED`."""

    def fetch(self, media: str, most: int) -> StoredFile:
        import requests

        url = _allowed(media.removeprefix(NAMED))
        try:
            for _ in range(MOST_STEPS):
                with requests.get(
                    url, timeout=TIMEOUT, allow_redirects=False, stream=True
                ) as answer:
                    if answer.status_code in MOVED:
                        url = _allowed(answer.headers.get("Location", ""), url)
                        continue
                    if answer.status_code == 200:
                        content = at_most(answer.iter_content(PIECE), most)
                        return StoredFile(
                            content=content, type=answer.headers.get("Content-Type", "")
                        )
                    if answer.status_code in LATER or answer.status_code >= 500:
                        raise RetryableError(f"zalo {answer.status_code}")
                    raise RefusedError(str(answer.status_code))
        except requests.exceptions.RequestException as error:
            raise RetryableError(type(error).__name__) from error
        except ValueError as error:  # the library has looked where it leads
            raise RefusedError("led elsewhere") from error
        raise RefusedError("led on too often")


def _allowed(said: str, origin: str = "") -> str:
    """The address, seen from `origin`, if it is one of Zalo's pictures."""
    try:
        url = urljoin(origin, said)
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("led elsewhere") from error
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or port not in (None, 443) or "@" in parts.netloc:
        raise RefusedError("led elsewhere")
    if not host.isascii() or not host.endswith(HOSTS):
        raise RefusedError("led elsewhere")
    return url
