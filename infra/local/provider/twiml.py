"""Reads the product's answers (TwiML): their root, and the messages in the answer to a text."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

Element = ElementTree.Element
XML_TYPES = ("text/xml", "application/xml", "text/html")


class TwimlError(Exception):
    """The provider cannot carry out the answer; the message begins with its error number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One `<Message>`."""

    body: str
    to: str
    sender: str
    callback: str


def response(document: str, content_type: str) -> Element:
    """The document's root, which holds the verbs; TwimlError if it cannot be read."""
    if content_type not in XML_TYPES:
        raise TwimlError(f"12300 invalid content type {content_type}")
    try:
        root = ElementTree.fromstring(document.strip())  # noqa: S314 - the product's own words
    except ElementTree.ParseError as error:
        raise TwimlError(f"12100 the document is no XML: {error}") from error
    if root.tag != "Response":
        raise TwimlError(f"12200 the document's root is <{root.tag}>, not <Response>")
    return root


def replies(document: str, content_type: str) -> list[Reply]:
    """The messages to send, in order; an empty answer holds none."""
    if not document.strip():
        return []
    if content_type == "text/plain":  # the provider sends plain text as it is
        return [Reply(body=document, to="", sender="", callback="")]
    return [_reply(verb) for verb in response(document, content_type)]


def _reply(verb: Element) -> Reply:
    if verb.tag != "Message":
        raise TwimlError(f"12200 no verb for messages: <{verb.tag}>")
    body = verb.findtext("Body")
    return Reply(
        body=body if body is not None else (verb.text or ""),
        to=verb.get("to", ""),
        sender=verb.get("from", ""),
        callback=verb.get("statusCallback", ""),
    )
