"""Simulated citizens write whatever comes to them, in any order, repeat themselves, wait, write
from another number. Whatever they do: each text is on file, nobody is asked the same
twice in a row, a number has at most one dialogue, and each ends as a case or with an officer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.support.dialogues import MATTER, WHERE, WHO, Citizen
from tests.support.text_gateways import phone, received

NUMBERS = ("+84987654321", "+84912000111")
WORDS = st.one_of(
    st.sampled_from(
        [
            *(MATTER, WHO, WHERE, f"{MATTER}. Tôi là {WHO}, {WHERE}", "nguyen van an", "12 le loi"),
            *("HUY", "lại", "TROGIUP", "ok", "alo", "vâng ạ", "cảm ơn", "không", "STOP", "?"),
            *("sao hỏi lắm thế", "số nhà 15 chứ không phải 51", "giữ bí mật", "5", "👍", " "),
            *("bao giờ giải quyết xong vậy", "bổ sung: ngõ 7 cũng hỏng", "please help me"),
            *("Rác ở chợ Đông Kinh mấy ngày nay không ai thu gom", "0912345678", "Hùng"),
        ]
    ),
    st.text(min_size=1, max_size=40),
)


def machine_of(deployment, doors):
    class Citizens(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            deployment.start_afresh()
            deployment.doors = doors
            doors.asked.clear()
            self.people = {number: Citizen(deployment, doors, number) for number in NUMBERS}
            self.last: dict[str, dict] = {}

        @rule(number=st.sampled_from(NUMBERS), words=WORDS)
        def writes(self, number, words) -> None:
            person = self.people[number]
            person.written.append(words)
            event = f"{number} {len(person.written)}"
            now = deployment.at.isoformat(timespec="milliseconds")
            self.last[number] = received(words, sender=number, event=event, receivedAt=now)
            assert phone(deployment, self.last[number]).status == 200

        @rule(number=st.sampled_from(NUMBERS))
        def is_repeated(self, number) -> None:
            if number in self.last:
                assert phone(deployment, self.last[number]).status == 200

        @rule(minutes=st.sampled_from([0.2, 1.1, 30, 300, 1500]))
        def time_passes(self, minutes) -> None:
            deployment.later(minutes=minutes)
            deployment.sweep()
            deployment.hand_out()

        @invariant()
        def each_text_is_on_file(self) -> None:
            written = sum(len(person.written) for person in self.people.values())
            assert len(deployment.raws()) == written

        @invariant()
        def a_number_has_one_dialogue(self) -> None:
            rows = [row for row in deployment.dump("vault") if row["sk"]["S"] == "dialogue"]
            assert len(rows) <= len(NUMBERS)

        def teardown(self) -> None:
            for _ in range(3):
                deployment.later(days=2)
                deployment.sweep()
                deployment.hand_out()
            rows = [row for row in deployment.dump("vault") if row["sk"]["S"] == "dialogue"]
            assert rows == []
            waiting = [raw for raw in deployment.raws() if not (raw.taken_as or raw.filed)]
            assert waiting == []
            for person in self.people.values():
                for one, other in pairwise(person.reads()):
                    asks = "cho biet" in one or "cho biết" in one
                    assert one != other or not asks

    return Citizens


def test_whatever_citizens_do_it_is_on_file_and_ends(deployment, doors):
    run_state_machine_as_test(
        machine_of(deployment, doors),
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
