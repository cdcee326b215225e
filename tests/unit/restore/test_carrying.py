"""What of a backup is carried into a new stage, and as what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.notifications.notifications import Medium, NotificationState
from chalicelib.store.sending import outbox
from infra.restore.carrying import OUTBOX, TROUBLE, Left, carried
from infra.restore.places import CASES, VAULT
from infra.restore.register import Erasure, Register

NOW = datetime(2026, 3, 12, 2, tzinfo=UTC)
NOTHING_ERASED = Register(())
PAST, FUTURE = {"N": str(NOW.timestamp() - 1)}, {"N": str(NOW.timestamp() + 1)}


def item(kind: str, **more: Any) -> dict[str, Any]:
    return {"pk": {"S": "case#1"}, "sk": {"S": kind}, "cls": {"S": kind}, **more}


def notification(medium: Medium, state: NotificationState, waits: bool = True) -> dict[str, Any]:
    waiting = {
        "wait_pk": {"S": "notices#langson"},
        "wait_at": {"S": "2026-03-11T15:30:00.000000+0000"},
    }
    said = {"medium": {"S": medium.value}, "state": {"S": state.value}}
    return item("notice", **said, **(waiting if waits else {}))


def test_what_has_expired_is_left_behind_and_what_has_not_is_carried() -> None:
    over, link = item("link", ttl=PAST), item("link", ttl=FUTURE)
    assert carried(CASES, over, NOTHING_ERASED, NOW) is Left.EXPIRED
    assert carried(CASES, link, NOTHING_ERASED, NOW) is link


@pytest.mark.parametrize("kind", ["session", "limit"])
def test_nobody_is_signed_in_on_a_new_stage_nor_turned_away(kind: str) -> None:
    assert carried(CASES, item(kind, ttl=FUTURE), NOTHING_ERASED, NOW) is Left.SIGNED_IN


def test_what_was_erased_stays_erased_in_its_own_table_alone() -> None:
    register = Register([Erasure(at=NOW.isoformat(), where=VAULT, key="case#1")])
    identity = item("identity")
    assert carried(VAULT, identity, register, NOW) is Left.ERASED
    assert carried(CASES, identity, register, NOW) is identity


@pytest.mark.parametrize(
    ("medium", "state"),
    [
        (Medium.SMS, NotificationState.WAITING),
        (Medium.SMS, NotificationState.SENDING),
        (Medium.CALL, NotificationState.WAITING),
        (Medium.CALL, NotificationState.SENDING),
        (Medium.CALL, NotificationState.SENT),  # its end will never be reported
        (Medium.CALL, NotificationState.UNANSWERED),  # it would ring again
    ],
)
def test_a_text_or_call_that_would_go_out_by_itself_is_carried_as_failed(
    medium: Medium, state: NotificationState
) -> None:
    waiting = notification(medium, state)
    made = carried(CASES, waiting, NOTHING_ERASED, NOW)
    assert made == {
        **waiting,
        "state": {"S": "failed"},
        "error": {"S": "restored"},
        "board_pk": {"S": "trouble#langson"},
        "board_sk": {"S": "2026-03-11T15:30:00+00:00"},
    }
    assert carried(CASES, waiting, NOTHING_ERASED, NOW) == made


@pytest.mark.parametrize(
    "left_alone",
    [
        notification(Medium.MAIL, NotificationState.WAITING),
        notification(Medium.SMS, NotificationState.SENT),  # its receipt may still be awaited
        notification(Medium.SMS, NotificationState.DELIVERED, waits=False),
        notification(Medium.CALL, NotificationState.SENT, waits=False),
        notification(Medium.SMS, NotificationState.FAILED),  # that is still to be reported
    ],
)
def test_mails_and_what_is_settled_are_carried_as_they_are(left_alone: dict[str, Any]) -> None:
    assert carried(CASES, left_alone, NOTHING_ERASED, NOW) is left_alone


def test_the_script_and_the_store_mean_the_same_partitions() -> None:
    assert outbox.waiting_key("langson") == f"{OUTBOX}langson"
    assert outbox.trouble_key("langson") == f"{TROUBLE}langson"
