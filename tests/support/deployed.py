"""The deployed functions at work in this process, for tests and for whatever else needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import requests
from botocore.client import BaseClient
from requests.adapters import HTTPAdapter

from chalicelib.authority import load
from chalicelib.providers.time_source import SystemTime
from tests.support import aws
from tests.support.aws import Aws
from tests.support.deployment import Deployment
from tests.support.gateway import TOKEN
from tests.support.provider import Provider

PROVIDERS = (".twilio.com", ".twiliocdn.com")  # all else is a gateway's, where there are any


@contextmanager
def deployed() -> Iterator[Deployment]:
    """Nothing on file, at nine on a Tuesday, everything working; moto is there already."""
    aws.emptied()
    aws.configure(TOKEN)
    made = Deployment(provider=Provider(), aws=Aws(), authority=load("langson"))
    real = BaseClient._make_api_call

    def now(_: SystemTime) -> datetime:
        return made.at

    def call(client: BaseClient, name: str, kwargs: Any) -> Any:
        return made.aws.call(real, client, name, kwargs)

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: Any) -> requests.Response:
        ours = made.knocked(request)
        if ours is not None:
            return ours
        is_the_providers = (urlsplit(str(request.url)).hostname or "").endswith(PROVIDERS)
        doors = made.provider if is_the_providers or made.doors is None else made.doors
        return doors.take(request)

    with (
        mock.patch.object(SystemTime, "now", now),
        mock.patch.object(BaseClient, "_make_api_call", call),
        mock.patch.object(HTTPAdapter, "send", send),
    ):
        yield made
    aws.forget()
