"""What comes with a text, as the control API is given it."""

from __future__ import annotations

import base64
from typing import Any

from infra.local.api.json_body import BadRequestError, text_in
from infra.local.provider.messages import Attached


def media_in(body: dict[str, Any]) -> list[Attached]:
    """The attachments: addresses, or objects with content_type and url, or content in base64."""
    media = body.get("media") or []
    if not isinstance(media, list):
        raise BadRequestError("'media' must be a list")
    return [_attachment({"url": item} if isinstance(item, str) else item) for item in media]


def _attachment(item: object) -> Attached:
    if not isinstance(item, dict):
        raise BadRequestError("'media' must hold addresses or {url or content, content_type}")
    kind = text_in(item, "content_type", "image/jpeg")
    if "content" not in item:
        return Attached(kind=kind, url=text_in(item, "url"))
    name = text_in(item, "name", "")
    try:
        content = base64.b64decode(text_in(item, "content"), validate=True)
    except ValueError as error:
        raise BadRequestError("'content' must be in base64") from error
    return Attached(kind=kind, content=content, name=name)
