"""Domain objects as DynamoDB maps with named fields rather than a JSON string."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.constants import LIST, MAP, STRING
from pynamodb.expressions.update import Action

T = TypeVar("T")


class Record(Attribute[T]):
    """A frozen domain dataclass as a DynamoDB map, one entry per field.

    Older items lack fields that were added later, which therefore need a default.
    """

    attr_type = MAP

    def __init__(self, of: type[T], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._of = of

    def serialize(self, value: T) -> dict[str, Any]:
        return {k: _to_dynamo(v) for k, v in msgspec.to_builtins(value).items()}

    def deserialize(self, value: Mapping[str, Any]) -> T:
        plain = {k: _from_dynamo(v) for k, v in value.items()}
        return msgspec.convert(plain, self._of)


class Packed(Attribute[T]):
    """A frozen domain dataclass as one short text: JSON without what is at its default, at any
    depth. For copies of which hundreds are read at once; a map takes more than twice the room."""

    attr_type = STRING

    def __init__(self, of: type[T], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._of = of

    def serialize(self, value: T) -> str:
        return msgspec.json.encode(_short(value)).decode()

    def deserialize(self, value: str) -> T:
        return msgspec.json.decode(value, type=self._of)


class Short(Attribute[T]):
    """A named tuple as one short text: JSON of its values in their order, at any depth, without
    those at the end that are at their default."""

    attr_type = STRING

    def __init__(self, of: type[T], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._of = of

    def serialize(self, value: T) -> str:
        return msgspec.json.encode(_values(value)).decode()

    def deserialize(self, value: str) -> T:
        return msgspec.json.decode(value, type=self._of)


class Several(Attribute[tuple[T, ...]]):
    """Values of one kind, in their order. More can be added without reading them."""

    attr_type = LIST

    def __init__(self, of: Attribute[T], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._of = of

    def serialize(self, values: tuple[T, ...]) -> list[dict[str, Any]]:
        return [{self._of.attr_type: self._of.serialize(one)} for one in values]

    def deserialize(self, values: list[dict[str, Any]]) -> tuple[T, ...]:
        return tuple(self._of.deserialize(one[self._of.attr_type]) for one in values)

    def adding(self, *values: T) -> Action:
        return self.set((self | []).append({LIST: self.serialize(values)}))


def _short(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_short(one) for one in value]
    if not dataclasses.is_dataclass(value):
        return value
    every = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {field.name: _short(said) for field, said in every if said != field.default}


def _values(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    values = list(value)
    defaults = getattr(value, "_field_defaults", {})
    for name in reversed(getattr(value, "_fields", ())):
        if name not in defaults or values[-1] != defaults[name]:
            break
        values.pop()
    return [_values(one) for one in values]


def _to_dynamo(value: Any) -> dict[str, Any]:
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, Mapping):
        return {"M": {k: _to_dynamo(v) for k, v in value.items()}}
    return {"L": [_to_dynamo(v) for v in value]}


def _from_dynamo(value: Mapping[str, Any]) -> Any:
    ((kind, content),) = value.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return int(content)
        case "M":
            return {k: _from_dynamo(v) for k, v in content.items()}
        case "L":
            return [_from_dynamo(v) for v in content]
        case _:
            return content
