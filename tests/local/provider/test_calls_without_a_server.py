"""Calls without a server: the engine by itself, against a product in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.local.provider import overrides
from infra.local.provider.calls.calls import Calls, CannotActError, Line, Order
from infra.local.provider.calls.recordings import Recordings, wav, words_in
from infra.local.provider.calls.verbs import Gather, Pause, Say, read
from infra.local.provider.webhooks import Delivery
from tests.local.board import CITIZEN, HOTLINE

BASE = "http://product.example"


class FakeProduct:
    """Answers every document with the same one."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def post(self, sid: str, url: str, fields: dict[str, str]) -> Delivery:
        self.asked.append((url, fields))
        await asyncio.sleep(0)
        return Delivery(http_status=200, body=self.document, content_type="text/xml")


def played(folder: Path, product: FakeProduct, act: Callable[[Calls], Awaitable[None]]) -> None:
    async def run() -> None:
        calls = Calls(
            provider=product,
            account="AC0",
            recordings=Recordings(folder),
            now=lambda: datetime(2017, 1, 16, tzinfo=UTC),
            line=Line(voice_url=f"{BASE}/voice", status_url=f"{BASE}/ended"),
        )
        await act(calls)
        await calls.stop()

    asyncio.run(run())


def test_a_call_runs_in_process(tmp_path: Path) -> None:
    product = FakeProduct("<Response><Gather numDigits='1'/></Response>")

    async def act(calls: Calls) -> None:
        call = await calls.receive(CITIZEN, HOTLINE)
        await calls.keys(call.sid, "1")
        await calls.hang_up(call.sid)
        await calls.settle()
        with pytest.raises(CannotActError):
            await calls.keys(call.sid, "1")

    played(tmp_path, product, act)
    assert [url for url, _ in product.asked] == [f"{BASE}/voice"] * 2 + [f"{BASE}/ended"]


def test_acts_on_one_call_come_one_after_the_other(tmp_path: Path) -> None:
    product = FakeProduct("<Response><Gather numDigits='1'/></Response>")

    async def act(calls: Calls) -> None:
        call = await calls.receive(CITIZEN, HOTLINE)
        await asyncio.gather(*(calls.keys(call.sid, key) for key in "12345"))

    played(tmp_path, product, act)
    digits = [fields["Digits"] for _, fields in product.asked if "Digits" in fields]
    assert digits == ["1", "2", "3", "4", "5"]


def test_all_calls_end_with_the_stage_and_the_product_is_told(tmp_path: Path) -> None:
    product = FakeProduct("<Response><Record action='/said'/></Response>")

    async def act(calls: Calls) -> None:
        call = await calls.receive(CITIZEN, HOTLINE)
        await calls.say(call.sid, "Tôi là Hoa")
        calls.place(Order(sender=HOTLINE, receiver=CITIZEN, url=BASE, callback=f"{BASE}/out"))
        await calls.stop()
        assert [call.state for call in calls.of(CITIZEN)] == ["completed", "canceled"]

    played(tmp_path, product, act)
    said = dict(product.asked)
    assert said[f"{BASE}/said"]["Digits"] == "hangup"
    assert said[f"{BASE}/ended"]["CallStatus"] == "completed"
    assert said[f"{BASE}/out"]["CallStatus"] == "canceled"


def test_recordings_outlive_the_stage(tmp_path: Path) -> None:
    kept = Recordings(tmp_path).keep("CA0", "Xin chào", 2, "2017-01-16T07:00:00+07:00")
    again = Recordings(tmp_path)
    assert again.get(kept.sid) == kept
    assert words_in(again.sound(kept.sid) or b"") == "Xin chào"


@pytest.mark.parametrize("words", ["", "a", "ab", "Đường Phai Vệ"])
def test_words_of_any_length_fit_beside_the_sound(words: str) -> None:
    sound = wav(words, 1)
    assert words_in(sound) == words
    assert len(sound) % 2 == 0
    assert int.from_bytes(sound[4:8], "little") == len(sound) - 8


def test_verbs_are_read_with_their_words_and_their_defaults() -> None:
    document = """<?xml version="1.0"?><Response><!-- x -->
      <Gather timeout="3"><Say>Bấm <emphasis>một</emphasis>
        rồi thăng</Say><Pause length="2"/></Gather></Response>"""
    [gather] = read(document, "text/xml")
    assert gather == Gather(
        timeout=3, prompts=(Say(text="Bấm một rồi thăng"), Pause(seconds=2)), finish="#"
    )


@pytest.mark.parametrize(
    ("fragment", "retries", "retried"),
    [
        ("", 1, {"ct"}),
        ("#rc=2&rp=5xx,ct,rt", 2, {"5xx", "ct", "rt"}),
        ("#rc=0", 0, {"ct"}),
        ("#rc=99&rp=all", 5, {"4xx", "5xx", "ct", "rt"}),
        ("#rc=many", 1, {"ct"}),
    ],
)
def test_the_fragment_of_an_address_says_when_to_try_again(
    fragment: str, retries: int, retried: set[str]
) -> None:
    url, found = overrides.split(f"{BASE}/voice?x=1{fragment}")
    assert url == f"{BASE}/voice?x=1"
    assert (found.retries, found.retried) == (retries, retried)


def test_the_fragment_of_an_address_says_how_long_to_wait() -> None:
    _, found = overrides.split(f"{BASE}/voice#ct=2000&rt=4500&tt=60000")
    assert (found.connect, found.read, found.total) == (2.0, 4.5, 15.0)
