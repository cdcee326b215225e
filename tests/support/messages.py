"""Messages to read, and how much work reading them is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalicelib.authority import load
from chalicelib.domain.authority.parts import Ward
from chalicelib.domain.understanding.message import Extraction, extract

DATA = Path(__file__).parents[1] / "data"
NAMES = [
    "Hoàng Văn Thụ",
    "Tam Thanh",
    "Vĩnh Trại",
    "Đông Kinh",
    "Chi Lăng",
    "Hoàng Đồng",
    "Quảng Lạc",
    "Mai Pha",
]
WARDS = [
    Ward(code=str(n), name=name, kind="xã" if n > 4 else "phường") for n, name in enumerate(NAMES)
]
PARTS = ("name", "address", "ward", "phone", "email")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


SAMPLES, CASES = rows("message-examples.jsonl"), rows("message-cases.jsonl")
SENDABLE = [row for row in SAMPLES + CASES if row["style"] != "TCVN3"]


LANGSON = load("langson")
URGENCY = LANGSON.urgency


def extracted(text: str, sender: str = "") -> Extraction:
    return extract(text, LANGSON, sender)


def calls(act: Callable[[], object]) -> int:
    """How many functions are called, Python's own and built-in ones."""
    found = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return found
