"""What a month costs on AWS at fifty contacts a day: what was counted here, times list prices.

The counts are those of `trips`, the alarms and keys those of the template. The prices are the
list's for us-east-1 in US dollars, without the free tier, as known when this was written; nothing
here looks them up, and another region may be a quarter dearer. What indexes write is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from infra.local.settings import ROOT
from tests.bench.counting import Count

Trips = Sequence[tuple[str, Count]]

PRICES = {
    "write unit": 0.625e-6,  # DynamoDB on demand, of 1 KB
    "read unit": 0.125e-6,  # of 4 KB
    "GB stored": 0.25,
    "GB-second": 13.3334e-6,  # Lambda on arm64
    "invocation": 0.20e-6,
    "API request": 3.50e-6,
    "queue request": 0.40e-6,
    "mail": 0.10e-3,
    "alarm": 0.10,
    "metric": 0.30,
    "GB logged": 0.50,
    "key": 1.00,
}
DAYS, CONTACTS = 30, 50
# How often each request is made for one contact, of which one in five rings. Three people open and
# answer a to-do each; two texts and six mails go out.
TEXTS, CALLS = 0.8, 0.2
A_CONTACT = {
    "webhook: a message": TEXTS,
    "call: it begins": CALLS,
    "call: a key": 4 * CALLS,
    "call: a name is recorded": 2 * CALLS,
    "call: its recording is ready": 3 * CALLS,
    "call: the matter is recorded": CALLS,
    "call: it is over": CALLS,
    "webhook: a delivery receipt": 2,
    "dispatch: a text": 2,
    "dispatch: a mail": 6,
    "link page: GET, screen": 4,
    "link page: POST, screen": 2,
    "link page: GET, assign": 4,
    "link page: POST, assign": 2,
    "link page: GET, answer": 2,
    "link page: POST, answer": 1,
}
A_DAY = {"sweep: nothing waits": 1440, "ladder: nothing is due": 288 + 96 + 24}
WEB = ("webhook", "call", "link page")
# Guessed, not measured: how long a request lasts, in seconds.
SECONDS = {"webhook": 0.1, "call": 0.1, "link page": 0.15, "dispatch": 0.4, "sweep": 0.3}
MEMORY = {"webhook": 1.73, "call": 1.73, "link page": 1.73}  # GB; half of one elsewhere
KILOBYTES_A_CASE = 30
METRIC = re.compile(r'observe\.(?:metric|failed)\([^)]*?"([A-Z][A-Za-z]+)"')
LOGGED_BYTES = 1000  # a request


def rows(found: Trips) -> list[list[str]]:
    """What, how many a month, and dollars."""
    counts = dict(found)
    month = {name: times * CONTACTS * DAYS for name, times in A_CONTACT.items()}
    month |= {name: times * DAYS for name, times in A_DAY.items()}
    used = dict.fromkeys(PRICES, 0.0)
    for name, times in month.items():
        for what, amount in _units(name, counts[name]).items():
            used[what] += times * amount
    used["read unit"] += used["invocation"]  # the settings' head: at most once for each
    used["GB stored"] = CONTACTS * 365 * KILOBYTES_A_CASE / 1e6  # after a year
    used["alarm"], used["key"] = _of_type("AWS::CloudWatch::Alarm"), _of_type("AWS::KMS::Key")
    used["metric"] = _metrics()
    priced = [(what, amount, amount * PRICES[what]) for what, amount in used.items()]
    table = [[what, f"{amount:,.1f}", f"{cost:.2f}"] for what, amount, cost in priced]
    total = sum(cost for _, _, cost in priced)
    return [["a month", "how many", "US dollars"], *table, ["in all", "", f"{total:.2f}"]]


def _units(name: str, count: Count) -> dict[str, float]:
    kind = name.partition(":")[0]
    reads = sum(count.requests[one] for one in ("Query", "GetItem", "BatchGetItem"))
    queued = count.requests["SendMessageBatch"]
    seconds = SECONDS.get(kind, 0.5)
    return {
        "write unit": count.written * 2.0,  # in a transaction each counts twice
        "read unit": max(reads, count.received / 4096) * 1.0,
        "GB-second": seconds * MEMORY.get(kind, 0.5),
        "invocation": 1.0,
        "API request": 1.0 if kind in WEB else 0.0,
        "queue request": 3.0 * queued,  # sent, received, deleted
        "mail": 1.0 if name == "dispatch: a mail" else 0.0,
        "GB logged": LOGGED_BYTES / 1e9,
    }


def _metrics() -> float:
    """Our own, by name, and the heartbeat once for each schedule; all of them, though many are
    never written in a month."""
    sources = (file.read_text("utf-8") for file in (ROOT / "chalicelib").rglob("*.py"))
    names = {name for text in sources for name in METRIC.findall(text)} - {"Heartbeat"}
    schedules = (ROOT / "app.py").read_text("utf-8").count("@app.schedule(")
    return float(len(names) + schedules)


def _of_type(kind: str) -> float:
    template: dict[str, Any] = yaml.safe_load((ROOT / "infra/resources.yaml").read_text("utf-8"))
    return float(sum(one.get("Type") == kind for one in template["Resources"].values()))
