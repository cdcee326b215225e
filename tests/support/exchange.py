"""The stage's own telephone exchange before the functions in this process: whoever calls presses
real keys, and every request that comes of it is signed, carried out and checked like the
provider's."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag

import boto3

from chalicelib import settings
from chalicelib.domain.formats import codes
from chalicelib.providers.twilio.webhook import our_id
from infra.local.provider.calls.call import Call
from infra.local.provider.calls.calls import Calls, Line, Order
from infra.local.provider.calls.recordings import Recordings, words_in
from infra.local.provider.webhooks import Delivery
from tests.support import twiml
from tests.support.answers import Answer
from tests.support.deployment import CITIZEN, HOTLINE, Deployment
from tests.support.gateway import ACCOUNT, BASE, Pairs

DIALOGUE = ("/voice/incoming", "/voice/calls/", "/voice/result/")


@dataclass
class Request:
    """One request of the provider, and how the product answered."""

    path: str
    fields: Pairs
    answer: Answer

    @property
    def of_dialogue(self) -> bool:
        return self.path.startswith(DIALOGUE)


@dataclass
class Poster:
    """Posts to the product in this process. `twice` posts everything again at once, as after a
    time-out; what either answers must be the same. With `lost` nothing arrives."""

    deployment: Deployment
    requests: list[Request] = field(default_factory=list)
    twice: bool = False
    lost: bool = False

    async def post(self, sid: str, url: str, fields: dict[str, str]) -> Delivery:
        if self.lost:
            return Delivery(http_status=0, error="no connection")
        path, pairs = urldefrag(url)[0].removeprefix(BASE), list(fields.items())
        answer = self.deployment.signed(path, pairs)
        if self.twice:
            assert self.deployment.signed(path, pairs).same == answer.same
        self.requests.append(Request(path, pairs, answer))
        if answer.status == 200 and path.startswith(DIALOGUE):
            assert twiml.faults(answer.body) == [], answer.body
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        return Delivery(http_status=answer.status, body=answer.body, content_type=kind)


@dataclass
class Exchange:
    """Calls both ways, one act after the other."""

    deployment: Deployment
    poster: Poster
    calls: Calls
    recordings: Recordings
    runner: asyncio.Runner

    # --- the citizen rings

    def ring(self, sender: str = CITIZEN, to: str = HOTLINE) -> str:
        """The call's sid."""
        return self._done(self.calls.receive(sender, to)).sid

    def keys(self, sid: str, digits: str) -> Call:
        return self._done(self.calls.keys(sid, digits))

    def say(self, sid: str, text: str, seconds: float | None = None) -> Call:
        return self._done(self.calls.say(sid, text, seconds))

    def spoken(self, sid: str, text: str, seconds: float | None = None) -> Call:
        """Says something and ends it with the key."""
        self.say(sid, text, seconds)
        return self.keys(sid, "#")

    def silence(self, sid: str, seconds: float = 30) -> Call:
        return self._done(self.calls.silence(sid, seconds))

    def hang_up(self, sid: str) -> Call:
        return self._done(self.calls.hang_up(sid))

    def gone(self, sid: str) -> Call:
        """Hangs up, and so much later that what is owed for the call is found out."""
        call = self.hang_up(sid)
        self.rest()
        return call

    def rest(self) -> None:
        """Nothing of a call is under way any more, and the sweeper comes by."""
        self.deployment.later(seconds=45)
        self.deployment.sweep()

    def call(self, sid: str) -> Call:
        return self.calls.call(sid)

    def heard(self, sid: str) -> str:
        """Everything the voice has said so far."""
        return " | ".join(line.text for line in self.call(sid).said if line.voice)

    def since(self, sid: str) -> str:
        """What the voice said after the person last did something."""
        lines = self.call(sid).said
        last = max((n for n, line in enumerate(lines) if not line.voice), default=-1)
        return " | ".join(line.text for line in lines[last + 1 :])

    # --- the hotline rings

    def legs(self) -> list[str]:
        """Places every call that the product has asked for; the sids of all that ring or talk."""
        asked, self.deployment.provider.calls = self.deployment.provider.calls, []
        for form in asked:
            self._done(self._place(dict(form), [v for k, v in form if k == "StatusCallbackEvent"]))
        return [call.sid for call in self.calls.legs(None)]

    async def _place(self, form: dict[str, str], events: list[str]) -> Call:
        return self.calls.place(
            Order(
                sender=form["From"],
                receiver=form["To"],
                url=form["Url"],
                callback=form["StatusCallback"],
                events=frozenset(events),
                detects=form["MachineDetection"],
                timeout=float(form["Timeout"]),
            )
        )

    def take(self, sid: str, by: str = "human") -> Call:
        """Somebody, or a machine, takes the call."""
        return self._done(self.calls.answer(sid, by))

    def nobody(self, sid: str) -> None:
        self._done(self._ended(lambda: self.calls.no_answer(sid)))

    def engaged(self, sid: str) -> None:
        self._done(self._ended(lambda: self.calls.busy(sid)))

    async def _ended(self, end) -> Call:
        return end()

    # --- what is on file

    def contact(self, sid: str) -> str:
        """The product's own id of a call."""
        return our_id(sid)

    @staticmethod
    def stored(key: str) -> bytes:
        """What lies in the authority's storage."""
        bucket = settings.current().recordings_bucket
        found = boto3.client("s3").get_object(Bucket=bucket, Key=key)
        assert found["ContentType"] == "audio/wav"
        return bytes(found["Body"].read())

    @staticmethod
    def measured(sound: bytes) -> tuple[int, str, str]:
        """What has to be on file about a sound: length, type, checksum."""
        return len(sound), "audio/wav", hashlib.sha256(sound).hexdigest()

    @staticmethod
    def spelled(code: str) -> str:
        return codes.spelled(code)

    @staticmethod
    def grouped(code: str) -> str:
        return codes.grouped(code)

    def _done(self, act) -> Call:
        """The act, and every callback that follows from it."""

        async def whole() -> Call:
            call: Call = await act
            await self.calls.settle()
            return call

        call = self.runner.run(whole())
        for file in self.recordings._folder.glob("*.wav"):
            if file.stem not in self.deployment.provider.forgotten:
                self.deployment.provider.provider_recordings.setdefault(
                    file.stem, file.read_bytes()
                )
        return call


def said_in(sound: bytes) -> str:
    return words_in(sound)


def exchange_of(deployment: Deployment, folder: Path, runner: asyncio.Runner) -> Exchange:
    poster, recordings = Poster(deployment), Recordings(folder)
    line = Line(voice_url=f"{BASE}/voice/incoming", status_url=f"{BASE}/voice/ended")
    calls = Calls(
        provider=poster,
        account=ACCOUNT,
        recordings=recordings,
        now=lambda: deployment.at,
        line=line,
    )
    return Exchange(deployment, poster, calls, recordings, runner)
