"""What a deployment would change in the tables' indexes, and whether AWS lets it.

DynamoDB creates or deletes one global secondary index in one update of a table; a template with two
such changes fails and is rolled back. None is changed in place: one whose keys or projection differ
counts as one deleted and one created. The emulator does not mind: docs/decisions/0046.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MOST = 1  # indexes created or deleted, per table and deployment

Said = Mapping[str, Any]
Index = tuple[str, tuple[tuple[str, str], ...], str, tuple[str, ...]]


def tables_of(template: Said) -> dict[str, list[Said]]:
    """The indexes of each of a template's tables, by the table's name in the template."""
    return {
        name: list(resource["Properties"].get("GlobalSecondaryIndexes", ()))
        for name, resource in template["Resources"].items()
        if resource.get("Type") == "AWS::DynamoDB::Table"
    }


def changes(before: Iterable[Said], after: Iterable[Said]) -> list[str]:
    """What is done to a table's indexes, in words, one line for each creation or deletion."""
    then, now = {_read(index) for index in before}, {_read(index) for index in after}
    return [
        *(f"deletes {name}" for name, *_ in sorted(then - now)),
        *(f"creates {name}" for name, *_ in sorted(now - then)),
    ]


def refused(before: Mapping[str, list[Said]], after: Mapping[str, list[Said]]) -> str:
    """Why AWS would refuse the deployment, as one sentence; empty if it would not. A table that is
    new comes with as many indexes as it likes."""
    for table in sorted(before.keys() & after.keys()):
        found = changes(before[table], after[table])
        if len(found) > MOST:
            return (
                f"AWS changes one index of a table at a time, and this {' and '.join(found)} of "
                f"{table}: deploy the releases in between one after the other."
            )
    return ""


def _read(index: Said) -> Index:
    """What makes an index this one, of a template as of a table that DynamoDB describes."""
    keys = tuple(sorted((key["KeyType"], key["AttributeName"]) for key in index["KeySchema"]))
    projection = index["Projection"]
    more = tuple(sorted(projection.get("NonKeyAttributes", ())))
    return index["IndexName"], keys, projection["ProjectionType"], more
