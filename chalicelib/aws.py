"""AWS clients: one session per process, and one configuration of timeouts and retries.

The session keeps what it has read of AWS's own descriptions. A second one, which every library
makes for itself unless it is given a client, would read them again at a cold start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from botocore.session import Session

# The services in use. Of botocore's descriptions, only theirs are in the package.
Service = Literal["dynamodb", "s3", "ses", "sqs", "ssm"]


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


def rehearse(client: Any, requests: Mapping[str, Mapping[str, Any]]) -> None:
    """Has a client prepare, sign and read the answer to these requests (parameters by operation)
    without sending them. What botocore needs to know about an operation it works out when that is
    used for the first time, and then keeps."""
    from botocore import awsrequest

    answer: Any = awsrequest.AWSResponse

    def unsent(request: Any, **_: Any) -> Any:
        return answer(request.url, 200, awsrequest.HeadersDict(), _Nothing())

    events = client.meta.events
    events.register("before-send", unsent)
    try:
        for operation, parameters in requests.items():
            client._make_api_call(operation, parameters)
    finally:
        events.unregister("before-send", unsent)


class _Nothing:
    """The body of an answer that says nothing."""

    def stream(self) -> Iterator[bytes]:
        yield b"{}"


@cache
def _session() -> Session:
    from botocore.session import Session

    return Session()
