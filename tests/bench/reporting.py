"""What a report costs of 50,000 cases a year: pages of queries, processor time, memory.

The network is answered from memory, page by page as DynamoDB cuts them, so that what is timed is
ours and the libraries'. It runs in a process of its own: `python -m tests.bench.reporting`.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from unittest import mock

from botocore.awsrequest import AWSResponse
from botocore.httpsession import URLLib3Session

from chalicelib.authority import calendar_of, load
from chalicelib.domain.reports.counting import counted
from chalicelib.domain.reports.facts import Call, End, Fact, Round, Share, minute
from chalicelib.domain.time import periods
from chalicelib.domain.time.periods import Kind, Period
from chalicelib.store.case.facts import DynamoFacts, fact_item
from chalicelib.usecases.reports.reading import facts_of, span_of
from chalicelib.usecases.services import Rules
from infra.local.settings import ROOT

A_YEAR, YEARS = 50_000, 3
MINUTES = 366 * 24 * 60
PAGE = 1_000_000  # bytes of items that a query looks at before it stops
NOW = datetime(2026, 12, 20, tzinfo=UTC)
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Reported:
    """One report with its comparison: how many queries, and the processor's seconds."""

    name: str
    cases: int
    pages: int
    read: float
    counted: float
    most: float  # MB that it held at once


def main() -> None:
    """Writes what was measured as JSON."""
    with contextlib.redirect_stdout(io.StringIO()):
        rules, store = _rules(), SimpleNamespace(facts=DynamoFacts())
        table = _Table(rules)
        months = _measured("month", rules, store, table, _month())
        years = _measured("year", rules, store, table, _year())
    print(json.dumps([asdict(months), asdict(years)]))


def reports() -> list[Reported]:
    """A month's report and a year's."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", __name__], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    return [Reported(**one) for one in json.loads(done.stdout)]


def _rules() -> Rules:
    time_source: Any = SimpleNamespace(now=lambda: NOW)
    return Rules(authority=load("langson"), calendar=calendar_of("langson"), time=time_source)


def _month() -> Period:
    return periods.numbered(Kind.MONTH, 2026, 11)


def _year() -> Period:
    return periods.numbered(Kind.YEAR, 2026, 1)


def _measured(name: str, rules: Rules, store: Any, table: _Table, period: Period) -> Reported:
    shown = (period, periods.before(period), periods.a_year_before(period))
    spans = [span_of(rules, one) for one in shown]
    best: list[Reported] = []
    for _ in range(4):  # the first makes the answers ready
        with table.answering():
            t0 = time.process_time()
            found = facts_of(rules, store, spans)
            t1 = time.process_time()
        for span in found:
            counted(found[span], span)
        t2 = time.process_time()
        pages = table.asked
        best.append(Reported(name, len(found[spans[0]]), pages, t1 - t0, t2 - t1, 0))
        found.clear()
    tracemalloc.start()
    with table.answering():
        found = facts_of(rules, store, spans)
    for span in found:
        counted(found[span], span)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return replace(min(best[1:], key=lambda one: one.read + one.counted), most=most)


class _Table:
    """Facts of some years, as the table and its index hold them."""

    def __init__(self, rules: Rules) -> None:
        self.asked = 0
        self._answers: dict[bytes, bytes] = {}
        self._places: dict[str, list[tuple[str, int, str]]] = {}
        first = minute(NOW) - YEARS * MINUTES
        draw = random.Random(7)
        for nth in range(A_YEAR * YEARS):
            made = _fact(rules, draw, nth, first + nth * MINUTES // A_YEAR)
            self._file(fact_item(made, rules.authority.id).serialize())

    def _file(self, item: dict[str, Any]) -> None:
        plain = {name: value["S"] for name, value in item.items()}
        size = sum(len(name.encode()) + len(value.encode()) for name, value in plain.items())
        for pk, sk in (("pk", "sk"), ("board_pk", "board_sk")):
            row = (plain[sk], size, plain["fact"])
            self._places.setdefault(plain[pk], []).append(row)

    @contextlib.contextmanager
    def answering(self) -> Iterator[None]:
        self.asked = 0

        def send(_: URLLib3Session, request: Any) -> AWSResponse:
            self.asked += 1
            body = self._answers.get(request.body) or self._answer(request.body)
            head = {"content-type": "application/x-amz-json-1.0"}
            answer = AWSResponse(request.url, 200, head, None)
            answer._content = body
            return answer

        with mock.patch.object(URLLib3Session, "send", send):
            yield

    def _answer(self, body: bytes) -> bytes:
        asked = json.loads(body)
        values = {name: value["S"] for name, value in asked["ExpressionAttributeValues"].items()}
        start = next((v["S"] for v in asked.get("ExclusiveStartKey", {}).values()), "")
        found, size, last = [], 0, None
        for place, bytes_of, fact in sorted(self._places.get(values[":in"], [])):
            if not values[":first"] <= place <= values[":last"] or place <= start:
                continue
            if size + bytes_of > PAGE:
                break
            size, last = size + bytes_of, place
            found.append({"fact": {"S": fact}})
        else:
            last = None
        said: dict[str, Any] = {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        if last is not None:
            said["LastEvaluatedKey"] = {"sk": {"S": last}}
        answer = json.dumps(said, ensure_ascii=False).encode()
        self._answers[body] = answer
        return answer


def _fact(rules: Rules, draw: random.Random, nth: int, received: int) -> Fact:
    """A matter as they usually go: one agency or two, told within some days, now and then late."""
    authority, now = rules.authority, minute(NOW)
    assigned = received + draw.randint(30, 3 * DAY)
    due, done = assigned + 7 * DAY, assigned + draw.randint(DAY, 12 * DAY)
    agencies = draw.sample(authority.agencies, draw.choice((1, 1, 1, 2)))
    answered = [draw.randint(assigned, done) for _ in agencies]
    late = max(0, (done - due) // DAY)
    over = done < now
    shares = tuple(
        Share(agency.id, assigned, due - DAY, at if at < now else 0, late)
        for agency, at in zip(agencies, answered, strict=True)
    )
    channel = draw.choice(("sms", "sms", "voice", "phone"))
    return Fact(
        code=f"{nth:09}",
        line=authority.lines[0].id,
        channel=channel,
        received=received,
        field=draw.choice(authority.fields).id,
        ward=draw.choice((*(ward.name for ward in authority.wards), "")),
        first=Round(assigned, due, shares, done, "phone", late, draw.choice((0, 0, 3, 5)))
        if over
        else Round(assigned, due, shares),
        end=End.TOLD if over else End.OPEN,
        call=Call.RECORDED if channel == "voice" else None,
    )


if __name__ == "__main__":
    import tests.bench

    assert tests.bench
    main()
