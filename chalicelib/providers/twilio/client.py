"""Twilio's own REST client, made when first needed, and its errors as the product's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from chalicelib import observe
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.providers.twilio.codes import fault_of, is_retryable
from chalicelib.providers.twilio.webhook import Account
from chalicelib.usecases.ports.errors import (
    LostAnswerError,
    NoProviderError,
    RefusedError,
    RetryableError,
)

HOST = "https://api.twilio.com"
TIMEOUT = 8.0  # seconds


def client_maker(account: Callable[[], Account | None], api_base: str = "") -> Callable[[], Any]:
    """Returns a function that gives the client, one per process, shared by several adapters. It
    raises NoProviderError if there is no account. `api_base` replaces the provider's host on the
    local stage; "" elsewhere."""

    @cache
    def made() -> Any:
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        class Http(TwilioHttpClient):  # type: ignore[misc]
            """The client's own transport, with the host replaced on the local stage."""

            def rebased(self, url: str) -> str:
                return url.replace(HOST, api_base, 1) if api_base else url

            def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
                return super().request(method, self.rebased(url), *args, **kwargs)

        ours = account()
        if ours is None:
            raise NoProviderError(NotArrived.NO_PROVIDER)
        return Client(ours.sid, ours.tokens[0], http_client=Http(timeout=TIMEOUT))

    return made


@contextmanager
def provider_errors(what: str) -> Iterator[None]:
    """Turns the client's errors into RetryableError, LostAnswerError or RefusedError. A request
    whose answer was lost may still have been carried out: its callbacks will tell."""
    from requests.exceptions import ConnectTimeout, RequestException
    from twilio.base.exceptions import TwilioException, TwilioRestException

    try:
        yield
    except TwilioRestException as error:
        code = error.code or error.status
        if is_retryable(error.status, error.code):
            raise RetryableError(f"twilio {code}") from error
        observe.log(f"{what} refused", provider="twilio", code=error.code)
        raise RefusedError(fault_of(error.code).why or str(code)) from error
    except TwilioException as error:  # of a page of a list, which keeps the answer
        status = getattr(error.args[-1], "status_code", 0)
        if is_retryable(status, None):
            raise RetryableError(f"twilio {status}") from error
        raise RefusedError(str(status)) from error
    except ConnectTimeout as error:
        raise RetryableError(type(error).__name__) from error
    except RequestException as error:
        raise LostAnswerError(type(error).__name__) from error
