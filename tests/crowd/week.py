"""Five working days on a stage, and what has become of everybody afterwards."""

from __future__ import annotations

import contextlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from infra.local.client.stage import Stage, StageError
from tests.crowd import voices
from tests.crowd.boards import Desk
from tests.crowd.office import names, working
from tests.crowd.voices import Kind, Text
from tests.support.people import CODE, authority, outgoing, rows, speaking

MONDAY = date(2026, 3, 9)
ROUNDS = (8, 10, 13, 16)
SITTINGS = (9, 14)
FIRST, LAST = 7, 17


@dataclass
class Outcome:
    """What is counted: mails by day, person and whether urgent; what was found wrong."""

    mails: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    subjects: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # by day and person
    cases: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    told: int = 0


def run(stage: Stage, texts: int, calls: int, seed: int) -> Outcome:
    """A week of so many texts and calls, with every other officer idle."""
    drawn = random.Random(seed)
    coming: dict[datetime, list[Text | str]] = {}
    for one in [*voices.week(texts, seed), *_callers(calls)]:
        moment = drawn.choice(_hours())
        coming.setdefault(moment, []).append(one)
        again = voices.second(one, drawn) if isinstance(one, Text) else None
        later = [at for at in _hours() if at > moment]
        if again and later:
            coming.setdefault(drawn.choice(later[:24]), []).append(again)
    workers, sent = working(stage), []
    for moment in _hours():
        _go(stage, moment, 1)
        stage.run("escalate")
        stage.run("report")
        for one in coming.get(moment, ()):
            _comes(stage, one, drawn)
            sent += [one] if isinstance(one, Text) else []
        if moment.hour in ROUNDS:
            _go(stage, moment, 5)
            stage.run("gather")
        if moment.hour in SITTINGS:
            _go(stage, moment, 30)
            stage.run("sweep")
            for worker in workers:
                worker.work()
    _go(stage, datetime.combine(MONDAY + timedelta(days=7), time(7)), 1)
    stage.run("digest")
    stage.run("escalate")
    stage.run("sweep")
    stage.until(lambda: not stage.run("sweep")["kicked"], within=120)
    return _outcome(stage, sent, sum(worker.done for worker in workers))


def _hours() -> list[datetime]:
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    return [datetime.combine(day, time(hour)) for day in days for hour in range(FIRST, LAST + 1)]


def _go(stage: Stage, moment: datetime, minutes: int) -> None:
    stage.clock(now=(moment + timedelta(minutes=minutes)).isoformat())


def _callers(calls: int) -> Iterator[str]:
    for n in range(calls):
        yield f"+84916{n:06d}"


def _comes(stage: Stage, one: Text | str, drawn: random.Random) -> None:
    if isinstance(one, Text):
        stage.sms(one.number, one.body)
        return
    how = drawn.choice(("tells", "hangs up", "missed"))
    if how == "missed":
        stage.phones.hang_up(stage.phones.ring(one)["sid"])
        return
    sid = speaking(stage, one)
    if how == "tells":
        stage.phones.say(sid, "Rác đầu ngõ chưa ai dọn, đề nghị dọn giúp.", 20)
        stage.phones.keys(sid, "#")
    with contextlib.suppress(StageError):  # the hotline may have hung up first
        stage.phones.hang_up(sid)


def _outcome(stage: Stage, sent: list[Text], done: int) -> Outcome:
    outcome, known = Outcome(told=done), names()
    for mail in stage.mail():
        who = known.get(mail["to"], mail["to"])
        urgent = mail["subject"].startswith("KHẨN")
        outcome.mails[mail["at"][:10], who, urgent] += 1
        if not urgent:
            said = f"{mail['at'][11:16]} {mail['subject']}"
            outcome.subjects.setdefault((mail["at"][:10], who), []).append(said)
    heads = [r for r in rows(stage, "CasesTableName") if r["cls"]["S"] == "head"]
    on_board = {r["pk"]["S"].removeprefix("case#") for r in heads if "open_pk" in r}
    states = {r["pk"]["S"].removeprefix("case#"): _state(r) for r in heads}
    outcome.cases.update(states.values())
    for code, state in states.items():
        ended = state in ("closed", "redirected", "refused", "transferred")
        if not ended and code not in on_board:
            outcome.faults.append(f"{code} is {state} and on nobody's board")
    outcome.faults += _not_on_boards(stage, heads)
    taken = _codes_by_number(stage)
    for text in sent:
        if text.kind in (Kind.MATTER, Kind.UNFINISHED, Kind.URGENT) and not taken.get(text.number):
            outcome.faults.append(f"a matter of {text.number} has no case: {text.body}")
        if text.kind in (Kind.QUESTION, Kind.COMPLETION) and len(set(taken[text.number])) > 1:
            outcome.faults.append(f"{text.number} has two cases for one matter: {text.body}")
        said = [m["body"] for m in outgoing(stage, text.number)]
        twice = [body for body, n in Counter(said).items() if n > 1 and not _may_recur(body)]
        outcome.faults += [f"{text.number} was told twice: {body}" for body in twice]
    return outcome


def _may_recur(body: str) -> bool:
    """What says nothing of a case, and the answer to a question, which may be asked twice."""
    return not CODE.search(body) or " Phan anh " in body


def _not_on_boards(stage: Stage, heads: list[dict]) -> Iterator[str]:
    """What waits for a member of the office by the file, but is not on their board."""
    held: dict[str, set[str]] = {}
    for head in heads:
        row = json.loads(head["board_row"]["S"]) if "board_row" in head else {}
        holder = row.get("holder") or {}
        if row.get("flood"):
            continue
        if holder.get("kind") in ("owner", "chief"):
            held.setdefault(holder.get("id", ""), set()).add(head["pk"]["S"].removeprefix("case#"))
    body = authority()
    for officer in body.officers:
        waits = held.get(officer.id, set()) | (
            held.get("", set()) if officer is body.chief else set()
        )
        missing = waits - Desk(stage, officer.mail).mine() if waits else set()
        yield from (f"{code} is not on the board of {officer.id}" for code in sorted(missing))


def _state(head: dict) -> str:
    return str(head["case"]["M"]["state"]["S"]) if "M" in head["case"] else _packed_state(head)


def _packed_state(head: dict) -> str:
    return str(json.loads(head["case"]["S"])["state"])


def _codes_by_number(stage: Stage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows(stage, "VaultTableName"):
        if row["cls"]["S"] == "raw" and row.get("taken_as", {}).get("S"):
            said = repr(row)
            for number in {f"+{part[:11]}" for part in said.split("+")[1:]}:
                found.setdefault(number, []).append(row["taken_as"]["S"])
    return found


def too_many(outcome: Outcome) -> list[str]:
    """Who got more mails on a day than they should, beside the urgent ones."""
    body = authority()
    most = {body.chairman: 2, body.chief.id: 6}
    return [
        f"{who} got {n} mails on {day}: {sorted(outcome.subjects[day, who])}"
        for (day, who, urgent), n in sorted(outcome.mails.items())
        if not urgent and n > most.get(who, n)
    ]
