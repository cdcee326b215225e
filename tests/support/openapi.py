"""What the product sends to the text provider's REST API, held against the provider's own
published description of it (OpenAPI). `make openapi` fetches that; nothing of it is committed.

https://www.twilio.com/docs/openapi
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

DESCRIPTION = Path(__file__).parents[2] / ".build/openapi/twilio_api_v2010.json"
VERSION = "/2010-04-01/"
_FORM = "application/x-www-form-urlencoded"
_METHODS = {"get", "post", "put", "patch", "delete"}
# Where the description has no enum, its words often have one: "Can be: `Enable` or `Other`."
_SAID = re.compile(r"(?:Can be|Can include):? ((?:`[^`]+`(?:, and |, or | or | and |, )?)+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that an operation takes. `choices` is empty where every value is one;
    `spaced` ones may stand several in one value."""

    kind: str = "string"
    form: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    repeats: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, with what may stand in the query and in the form."""

    query: Mapping[str, Parameter] = field(default_factory=dict)
    form: Mapping[str, Parameter] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


def faults(method: str, url: str, form: Sequence[tuple[str, str]]) -> list[str]:
    """What the provider's description does not allow in this request; empty when it is fine.
    The host does not count: the local stage has the same API behind its own address.
    Raises FileNotFoundError where the description was not fetched."""
    path, query = urlsplit(url).path, parse_qsl(urlsplit(url).query, keep_blank_values=True)
    operations = _operations_of(path)
    if not operations:
        return [f"no such path: {path}"]
    operation = operations.get(method.lower())
    if operation is None:
        return [f"no {method} at {path}"]
    missing = sorted(operation.required - {name for name, _ in form})
    return [
        *(f"{name} is missing" for name in missing),
        *_of_values(operation.query, query),
        *_of_values(operation.form, form),
    ]


def _of_values(known: Mapping[str, Parameter], sent: Iterable[tuple[str, str]]) -> Iterator[str]:
    sent = list(sent)
    for name, times in Counter(name for name, _ in sent).items():
        if name not in known:
            yield f"{name} is unknown"
        elif times > 1 and not known[name].repeats:
            yield f"{name} is sent {times} times"
    for name, value in sent:
        if name in known and not _fits(known[name], value):
            yield f"{name} may not be {value!r}"


def _fits(parameter: Parameter, value: str) -> bool:
    if parameter.choices:
        words = value.split(" ") if parameter.spaced else [value]
        return set(words) <= set(parameter.choices)
    if parameter.pattern and not re.search(parameter.pattern, value):
        return False
    wanted = _WRITTEN.get(parameter.form) or _WRITTEN.get(parameter.kind)
    return wanted is None or wanted(value)


def _is_absolute(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _reads_as(kind: type[date]) -> Any:
    def reads(value: str) -> bool:
        try:
            kind.fromisoformat(value)
        except ValueError:
            return False
        return True

    return reads


# How a value of a format, or else of a type, is written in a form.
_WRITTEN = {
    "integer": re.compile(r"-?[0-9]+").fullmatch,
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch,
    "boolean": re.compile("true|false").fullmatch,
    "uri": _is_absolute,
    "date": _reads_as(date),
    "date-time": _reads_as(datetime),
}


# --- the description


def _operations_of(path: str) -> Mapping[str, Operation]:
    """By method; empty for a path that is not described."""
    _, version, rest = path.partition(VERSION)
    for pattern, operations in described():
        if version and pattern.fullmatch(version + rest):
            return operations
    return {}


@cache
def described() -> list[tuple[re.Pattern[str], Mapping[str, Operation]]]:
    """Every path with its operations; those with the fewest variables first, so that a fixed name
    goes before a variable in the same place."""
    whole = _read()
    schemas = whole["components"]["schemas"]
    paths = {
        path: {
            method: _operation(described, schemas)
            for method, described in item.items()
            if method in _METHODS
        }
        for path, item in whole["paths"].items()
    }
    paths |= _NOT_DESCRIBED
    ordered = sorted(paths, key=lambda path: path.count("{"))
    return [(_pattern(path), paths[path]) for path in ordered]


def names_of(schema: str) -> set[str]:
    """The names that the provider gives to what a resource of this kind holds."""
    return set(_read()["components"]["schemas"][schema]["properties"])


def _read() -> dict[str, Any]:
    try:
        return dict(json.loads(DESCRIPTION.read_bytes()))
    except FileNotFoundError as error:
        raise FileNotFoundError(
            "The provider's API description is not there: run `make openapi`."
        ) from error


def _pattern(path: str) -> re.Pattern[str]:
    """A variable ends at a slash, and at a dot: what follows is the format asked for."""
    return re.compile(re.sub(r"\\{\w+\\}", "[^/.]+", re.escape(path)))


def _operation(described: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    body = described.get("requestBody", {}).get("content", {}).get(_FORM, {}).get("schema", {})
    in_query = (p for p in described.get("parameters", []) if p["in"] == "query")
    return Operation(
        query={p["name"]: _parameter({**p, **p["schema"]}, schemas) for p in in_query},
        form={name: _parameter(p, schemas) for name, p in body.get("properties", {}).items()},
        required=frozenset(body.get("required", ())),
    )


def _parameter(described: dict[str, Any], schemas: dict[str, Any]) -> Parameter:
    repeats = described.get("type") == "array"
    schema = described["items"] if repeats else described
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    words = described.get("description", "")
    return Parameter(
        kind=schema.get("type", "string"),
        form=schema.get("format", ""),
        pattern=schema.get("pattern", ""),
        choices=tuple(schema.get("enum", ())) or _said(words, schema),
        repeats=repeats,
        spaced="values with a space" in words,
    )


def _said(words: str, schema: dict[str, Any]) -> tuple[str, ...]:
    found = _SAID.search(words) if schema.get("type") == "string" else None
    return tuple(re.findall("`([^`]+)`", found[1])) if found else ()


# The description has the resources as JSON alone. Recordings and media themselves are fetched at
# the same address with the suffix of a sound file, or with none; without one they are deleted too.
# https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file
_RECORDING = VERSION + "Accounts/{AccountSid}/Recordings/{Sid}"
_SOUND = {"get": Operation(query={"RequestedChannels": Parameter(kind="integer")})}
_NOT_DESCRIBED: dict[str, dict[str, Operation]] = {
    _RECORDING: {**_SOUND, "delete": Operation()},
    _RECORDING + ".wav": _SOUND,
    _RECORDING + ".mp3": _SOUND,
    VERSION + "Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}": {
        "get": Operation(),
        "delete": Operation(),
    },
}
