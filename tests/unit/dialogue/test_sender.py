"""What is on file about a number, as rules without a store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.dialogue.dialogue import Dialogue, Said
from chalicelib.domain.dialogue.sender import CASES, COUNTED, GRACE, TEXTS, Sender

NINE = datetime(2017, 1, 17, 2, tzinfo=UTC)
SOON = st.integers(0, 500_000).map(lambda seconds: NINE + timedelta(seconds=seconds))


def text(name: str, at: datetime = NINE) -> RawContact:
    return RawContact(
        id=name,
        authority="langson",
        channel=Channel.SMS,
        received_at=at,
        sender="+84987654321",
        to="+84886121666",
        text="Đèn hỏng",
    )


def dialogue(*contacts: str, wait_at: datetime = NINE) -> Dialogue:
    return Dialogue(
        id="d",
        sender="",
        to="",
        gateway="",
        opened_at=NINE,
        wait_at=wait_at,
        said=tuple(Said(contact=name, text="Đèn hỏng") for name in contacts),
    )


def test_what_a_dialogue_has_is_read_and_the_rest_waits_to_be():
    sender = Sender(came=(text("1"), text("2"), text("3")), dialogue=dialogue("1", "3"))
    assert [raw.id for raw in sender.unread] == ["2"]
    assert replace(sender, dialogue=None).unread == sender.came


def test_somebody_looks_when_the_first_of_all_that_waits_is_due():
    later = NINE + timedelta(days=1)
    waits = Sender(came=(text("1"),), dialogue=dialogue("1", wait_at=later))
    assert waits.look_at == later
    assert replace(waits, came=(*waits.came, text("2"))).look_at == NINE + GRACE
    assert Sender().look_at is None


def test_a_text_that_stands_there_twice_is_settled_once():
    assert Sender(came=(text("1"), text("2"), text("1"))).settled([text("1")]).came == (text("2"),)


@given(st.lists(SOON, max_size=2 * TEXTS))
def test_a_row_remembers_so_many_texts_of_two_days_and_no_more(moments):
    sender = Sender()
    for nth, at in enumerate(moments):
        sender = sender.took([text(str(nth), at)])
    assert len(sender.texts) <= TEXTS
    assert sender.texts == tuple(sorted(sender.texts))
    assert all(max(moments) - at <= COUNTED for at in sender.texts)
    hour = timedelta(hours=1)
    for at in moments[-3:]:
        came = sum(at - hour <= one <= at for one in moments)
        if max(moments) - at <= COUNTED - hour and len(moments) <= TEXTS:
            assert sender.texts_between(at - hour, at) == came


@given(st.lists(st.integers(), max_size=2 * CASES))
def test_a_row_remembers_the_newest_cases(numbers):
    sender = Sender()
    for number in numbers:
        sender = sender.with_case(str(number))
    assert sender.newest_cases(CASES) == tuple(map(str, numbers))[::-1][:CASES]
    assert sender.newest_cases(2) == sender.newest_cases(CASES)[:2]


@given(st.lists(st.tuples(st.booleans(), SOON), max_size=12))
def test_whoever_has_the_last_word_about_texts_decides_in_whatever_order_the_words_come(words):
    """True asks for none, False writes again; each comes at its own moment, and may be repeated."""
    once = list({at: (asks, at) for asks, at in words}.values())
    sender = Sender()
    for asks, at in sorted(once, key=lambda word: word[1]):
        sender = sender.asks_for_none(at) if asks else sender.writes_again(at)
    said = sender
    for asks, at in once:  # the provider repeats what is past
        if at < max(at for _, at in once) and asks:
            sender = sender.asks_for_none(at)
    last = max(once, key=lambda word: word[1], default=(False, NINE))
    assert bool(said.silent_since) == last[0]
    if said.lifted_at == last[1] or last[0]:
        assert bool(sender.silent_since) == last[0]
