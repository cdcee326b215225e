"""However the letters that a signature covers are cut into fields, a request that is taken says the
same thing."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from chalicelib.providers.twilio.call_webhooks import TwilioCalls
from chalicelib.providers.twilio.texts import TwilioTexts
from chalicelib.providers.twilio.webhook import Account
from chalicelib.usecases.ports.incoming import WebRequest

Pairs = list[tuple[str, str]]

OURS, TOKEN, URL = "AC" + "1" * 32, "token", "https://hotline.example/"
TEXTS = TwilioTexts(lambda: Account(sid=OURS, tokens=(TOKEN,)))
CALLS = TwilioCalls(lambda: Account(sid=OURS, tokens=(TOKEN,)))

# What is likely to be cut out of a text: names that are read, and some beside them.
NAMES = [
    "AccountSid",
    "AnsweredBy",
    "ApiVersion",
    "Body",
    "CallDuration",
    "CallSid",
    "CallStatus",
    "Digits",
    "ErrorCode",
    "From",
    "FromCity",
    "MessageSid",
    "MessageStatus",
    "NumMedia",
    "RecordingDuration",
    "RecordingSid",
    "RecordingStatus",
    "SmsMessageSid",
    "SmsStatus",
    "To",
    "ToCity",
]


def sid(kind: str) -> st.SearchStrategy[str]:
    return st.text("0123456789abcdef", min_size=32, max_size=32).map(kind.__add__)


senders = st.sampled_from(
    ["+84987654321", "8086", "anonymous", "Anonymous", "VIETTEL", "whatsapp:+84987654321", ""]
)
words = st.lists(
    st.one_of(
        st.sampled_from([*NAMES, OURS, "SM" + "7" * 32, "+84911222333", "Toi o so 5", "Duong"]),
        st.text(max_size=6),
    ),
    max_size=8,
).map("".join)


def form(**values: st.SearchStrategy[str]) -> st.SearchStrategy[Pairs]:
    """Some of these fields, always beginning with our account."""
    needed = {name: value for name, value in values.items() if name.endswith("Sid")}
    others = {name: value for name, value in values.items() if name not in needed}
    made = st.fixed_dictionaries({"AccountSid": st.just(OURS), **needed}, optional=others)
    return made.map(lambda fields: list(fields.items()))


blank = st.just("")
codes = st.sampled_from(["completed", "no-answer", "absent", "delivered", "machine_start", ""])
numbers = st.sampled_from(["0", "20", "30003", ""])
texts = form(
    MessageSid=sid("SM"),
    ApiVersion=st.just("2010-04-01"),
    Body=words,
    From=senders,
    FromCity=blank,
    FromCountry=st.just("VN"),
    NumMedia=st.just("0"),
    SmsStatus=st.just("received"),
    To=st.just("+84886121666"),
    ToCity=blank,
)
receipts = form(
    MessageSid=sid("MM"),
    ErrorCode=numbers,
    MessageStatus=codes,
    SmsStatus=codes,
    To=senders.filter(str.islower),
)
rings = form(
    CallSid=sid("CA"),
    CallStatus=codes,
    CallToken=words,
    CallerCity=blank,
    From=senders,
    FromCountry=st.just("VN"),
    To=st.just("+84886121666"),
)
turns = form(
    CallSid=sid("CA"),
    AnsweredBy=codes,
    CallerZip=blank,
    Digits=st.sampled_from(["", "1", "12#", "*", "hangup"]),
    Direction=st.just("inbound"),
    RecordingDuration=numbers,
    RecordingStatus=codes,
    RecordingUrl=st.just("https://api.twilio.com/Recordings/RE1"),
)
parts = st.tuples(turns, sid("RE")).map(lambda made: [*made[0], ("RecordingSid", made[1])])
ends = form(CallSid=sid("CA"), CallDuration=numbers, CallStatus=codes, SequenceNumber=numbers)

READERS: dict[str, tuple[Callable, st.SearchStrategy[Pairs]]] = {
    "text": (TEXTS.text, texts),
    "receipt": (TEXTS.receipt, receipts),
    "ring": (CALLS.ring, rings),
    "turn": (CALLS.turn, st.one_of(turns, parts)),
    "recording": (CALLS.recording, parts),
    "progress": (CALLS.progress, ends),
}


def letters(fields: Pairs) -> str:
    return "".join(name + value for name, value in sorted(set(fields)))


def signed(fields: Pairs, at: str = "") -> WebRequest:
    """As the provider sends these fields."""
    signature = RequestValidator(TOKEN).compute_signature(URL + at + letters(fields), {})
    body = urlencode(fields, errors="surrogatepass").encode()
    return WebRequest(url=URL + at, body=body, headers={"x-twilio-signature": signature})


def meaning(said: object) -> object:
    """What was read, without the fields as they came."""
    names = [name for name in getattr(said, "__slots__", ()) if name != "fields"]
    return said and {name: getattr(said, name) for name in names}


def cut_elsewhere(draw: st.DrawFn, fields: Pairs) -> Pairs:
    """The same letters with a few borders between fields, names and values moved."""
    cut = sorted(set(fields))
    for _ in range(draw(st.integers(1, 4))):
        nth = draw(st.integers(0, len(cut) - 1))
        (name, value), before, after = cut[nth], cut[:nth], cut[nth + 1 :]
        match draw(st.sampled_from(["move", "join", "split"])):
            case "move":
                at = _somewhere(draw, name + value)
                cut[nth] = ((name + value)[:at], (name + value)[at:])
            case "join" if before:
                cut = [*before[:-1], (before[-1][0], before[-1][1] + name + value), *after]
            case "split":
                at = _somewhere(draw, value)
                new = value[at:]
                end = draw(st.sampled_from(_ends(new)))
                cut = [*before, (name, value[:at]), (new[:end], new[end:]), *after]
    return cut


def _somewhere(draw: st.DrawFn, letters: str) -> int:
    """A place to cut: before a capital letter or anywhere."""
    capitals = [at for at, letter in enumerate(letters) if letter.isupper()]
    anywhere = st.integers(0, len(letters))
    return draw(st.one_of(st.sampled_from(capitals), anywhere) if capitals else anywhere)


def _ends(piece: str) -> list[int]:
    """Where a name may end at the beginning of this piece."""
    return [*(len(n) for n in NAMES if piece.startswith(n)), min(1, len(piece)), len(piece)]


@pytest.mark.parametrize("kind", READERS)
def test_what_the_provider_sends_is_taken_and_means_one_thing_however_it_is_cut(kind):
    read, forms = READERS[kind]

    @settings(max_examples=200)
    @given(data=st.data())
    def whatever(data: st.DataObject) -> None:
        sent = data.draw(forms)
        cut = data.draw(st.composite(cut_elsewhere)(sent))
        if letters(cut) != letters(sent):
            return  # in another order: under another signature
        found, forged = read(signed(sent)), read(signed(cut))
        if found is not None and forged is not None:
            assert meaning(forged) == meaning(found)

    whatever()


TEXT_IDS = [("AccountSid", OURS), ("MessageSid", "SM" + "0" * 32)]
CALL_IDS = [("AccountSid", OURS), ("CallSid", "CA" + "0" * 32)]
PART = ("RecordingSid", "RE" + "0" * 32)
CITIZEN = ("From", "+84987654321")
# What was sent, and the same letters cut so that something else would be read.
FORGED: dict[str, tuple[str, Pairs, Pairs]] = {
    "a status cut short": (
        "recording",
        [*CALL_IDS, PART, ("RecordingStatus", "absent")],
        [*CALL_IDS, PART, ("RecordingStatus", "abs"), ("ent", "")],
    ),
    "a key hidden in a value": (
        "turn",
        [*CALL_IDS, ("CallerZip", ""), ("Digits", "1")],
        [*CALL_IDS, ("CallerZip", "Digits1")],
    ),
    "a key hidden in a name": (
        "turn",
        [*CALL_IDS, ("CallerZip", ""), ("Digits", "1")],
        [*CALL_IDS, ("CallerZipDigits", "1")],
    ),
    "a key that swallows the next field": (
        "turn",
        [*CALL_IDS, ("Digits", "1"), ("Direction", "inbound")],
        [*CALL_IDS, ("Digits", "1Directioninbound")],
    ),
    "a status hidden between a value and a name": (
        "turn",
        [*CALL_IDS, ("RecordingChannels", "1"), ("RecordingStatus", "absent")],
        [*CALL_IDS, ("RecordingChannels", "1Recording"), ("Status", "absent")],
    ),
    "a text cut short": (
        "text",
        [*TEXT_IDS, ("Body", "Toi la Duong o"), CITIZEN],
        [*TEXT_IDS, ("Body", "Toi la "), ("Duong o", ""), CITIZEN],
    ),
    "a text that swallows its sender": (
        "text",
        [*TEXT_IDS, ("Body", "Toi"), CITIZEN],
        [*TEXT_IDS, ("Body", "ToiFrom+84987654321")],
    ),
    "a text that swallows its sender, who is from a city": (
        "text",
        [*TEXT_IDS, ("Body", "Toi"), CITIZEN, ("FromCity", "")],
        [*TEXT_IDS, ("Body", "ToiFrom+84987654321"), ("From", "City")],
    ),
    "a text that begins later": (
        "text",
        [*TEXT_IDS, ("ApiVersion", "2010-04-01"), ("Body", "a Body b"), CITIZEN],
        [*TEXT_IDS, ("ApiVersion", "2010-04-01Bodya "), ("Body", " b"), CITIZEN],
    ),
    "a sender out of a text": (
        "text",
        [*TEXT_IDS, ("Body", "xFrom+84911222333G"), CITIZEN],
        [*TEXT_IDS, ("Body", "x"), ("From", "+84911222333"), ("G", "From+84987654321")],
    ),
    "a caller's name cut short": (
        "ring",
        [*CALL_IDS, ("From", "Anonymous"), ("To", "+84886121666")],
        [*CALL_IDS, ("From", "Anony"), ("mous", "To+84886121666")],
    ),
    "a caller's brand cut short": (
        "ring",
        [*CALL_IDS, ("From", "VIETTEL"), ("To", "+84886121666")],
        [*CALL_IDS, ("From", "VIET"), ("TEL", ""), ("To", "+84886121666")],
    ),
    "a caller's brand cut to a letter, which could be a whole name": (
        "ring",
        [*CALL_IDS, ("From", "VIETTEL"), ("To", "+84886121666")],
        [*CALL_IDS, ("From", "V"), ("IETTEL", ""), ("To", "+84886121666")],
    ),
    "a caller's brand cut to a short code": (
        "ring",
        [*CALL_IDS, ("From", "24hNews"), ("To", "+84886121666")],
        [*CALL_IDS, ("From", "24h"), ("News", ""), ("To", "+84886121666")],
    ),
    "another kind of call's end": (
        "progress",
        [*CALL_IDS, ("CallStatus", "no-answer"), ("To", "+84886121666")],
        [*CALL_IDS, ("CallStatu", "sno-answer"), ("To", "+84886121666")],
    ),
}


@pytest.mark.parametrize(("kind", "sent", "forged"), FORGED.values(), ids=FORGED)
def test_what_would_be_read_otherwise_is_refused_or_read_the_same(kind, sent, forged):
    read, _ = READERS[kind]
    assert letters(forged) == letters(sent)
    assert read(signed(sent)) is not None
    assert read(signed(forged)) is None or meaning(read(signed(forged))) == meaning(
        read(signed(sent))
    )


@given(text=words, sender=senders)
@example(text="Body a From b To MessageSid", sender="+84987654321")
def test_any_text_is_taken_as_it_was_written_unless_it_names_our_account(text, sender):
    sent = [
        ("AccountSid", OURS),
        ("MessageSid", "SM" + "0" * 32),
        ("Body", text),
        ("From", sender),
        ("FromCity", ""),
        ("To", "+84886121666"),
    ]
    found = TEXTS.text(signed(sent))
    if "AccountSid" in text:
        assert found is None
    else:
        assert found is not None
        assert (found.text, found.sender, found.to) == (text, sender, "+84886121666")


def test_what_the_provider_invents_is_taken_too_and_read_nowhere():
    sent = [
        ("AccountSid", OURS),
        ("CallSid", "CA" + "0" * 32),
        ("CallToken", '{"parentCallInfoToken":"eyJhbGciOiJFUzI1NiJ9"}'),
        ("From", "+84987654321"),
        ("Newest_Thing", "whatever It is"),
        ("StirPassportToken", "eyJhbGciOiJFUzI1NiJ9"),
        ("To", "+84886121666"),
        ("ToCity", ""),
    ]
    found = CALLS.ring(signed(sent))
    assert found is not None
    assert (found.sender, found.to) == ("+84987654321", "+84886121666")
