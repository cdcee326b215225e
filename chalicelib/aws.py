"""AWS clients: one session per process, and one configuration of timeouts and retries.

The session keeps what it has read of AWS's own descriptions. A second one, which every library
makes for itself unless it is given a client, would read them again at a cold start.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from botocore.session import Session

# The services in use. Of botocore's descriptions, only theirs are in the package.
Service = Literal["dynamodb", "s3", "sesv2", "sqs", "ssm"]

Parameters = dict[str, Any]
Rehearsed = tuple[Parameters, Parameters]  # a request's parameters, and the answer


def client(
    service: Service,
    region: str,
    *,
    connect: int = 1,
    read: int = 3,
    attempts: int = 2,
    **more: Any,
) -> Any:
    """A client of this service. `connect` and `read` are timeouts in seconds, `attempts` includes
    the first one; `more` is passed to botocore's Config."""
    from botocore.config import Config

    config = Config(
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "total_max_attempts": attempts},
        **more,
    )
    make: Any = _session().create_client  # typed only for literal service names
    return make(service, region_name=region, config=config)


def storage(region: str, *, read: int) -> Any:
    """A client of S3 that also signs addresses for browsers; `read` is a timeout in seconds."""
    return client(
        "s3",
        region,
        connect=2,
        read=read,
        signature_version="s3v4",  # required for objects encrypted with a KMS key
        s3={"addressing_style": "virtual"},  # else newer regions reject the address
    )


def rehearse(client: Any, requests: Mapping[str, Rehearsed]) -> None:
    """Has a client prepare and sign these requests, by operation, and read the answers to them,
    without sending any. What botocore has to know about an operation it works out when that is
    used for the first time, and then keeps."""
    from botocore import awsrequest

    made: Any = awsrequest.AWSResponse
    answers: list[Parameters] = []

    def unsent(request: Any, **_: Any) -> Any:
        if not answers:
            return None  # the rehearsal is over: the request is sent
        return made(request.url, 200, awsrequest.HeadersDict(), _Body(answers.pop()))

    # It stays: to take a handler away would make botocore forget what it has worked out.
    client.meta.events.register("before-send", unsent)
    try:
        for operation, (parameters, answer) in requests.items():
            answers.append(answer)
            client._make_api_call(operation, parameters)
    finally:
        answers.clear()


class _Body:
    """The body of an answer, as botocore reads it."""

    def __init__(self, said: Parameters) -> None:
        self._said = said

    def stream(self) -> Iterator[bytes]:
        yield json.dumps(self._said).encode()


@cache
def _session() -> Session:
    from botocore.session import Session

    return Session()
