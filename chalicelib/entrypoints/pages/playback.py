"""Pages on which a call can be heard, and the recording: an address that opens for minutes."""

from __future__ import annotations

from chalice.app import Response

from chalicelib.entrypoints.responses import page, see_other
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError, TodoView


def shown(services: Services, view: TodoView, html: str, status: int = 200) -> Response:
    """The page of what was opened; it may play recordings only when there are some."""
    recorded = any(call.recordings for call in view.calls)
    return page(html, status, files=services.files.origin if recorded else "")


def heard(services: Services, view: TodoView, call: str, turn: str) -> Response:
    """Sends the browser on to the recording. Raises GoneError for one that is not this case's, or
    is not in storage yet."""
    ref = f"{call}/{turn}"
    found = next((r for c in view.calls if (r := c.recording(ref))), None)
    if found is None or not found.can_be_heard:
        raise GoneError
    return see_other(services.files.address(found.key))
