"""The dialogue of a result call. The voice says only who is calling until a key is pressed; then it
reads the approved words and asks how satisfied the citizen is (N17). An answering machine hears
nothing at all."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls import steps
from chalicelib.domain.calls.call import Call, Heard, Node
from chalicelib.domain.calls.reply import Keys, Onward, Reply, Utterance, Wait
from chalicelib.domain.calls.steps import Transition, to
from chalicelib.domain.calls.taking_down import utterance
from chalicelib.domain.formats import codes, speech

STARS = frozenset("12345")
POOR = 2  # stars; a rating of this or less opens a review
LONGEST_SENTENCE = 1500  # characters at once; the provider takes 4096

# The nodes after the key: a citizen who reaches one has been told the result.
PAST_THE_KEY = frozenset({Node.RESULT, Node.AFTER, Node.THANKS, Node.TALK})


def heard(call: Call, ear: Heard) -> Call:
    """The call after this turn."""
    end = Node.THANKS if call.at in PAST_THE_KEY else Node.UNHEARD
    return steps.step(call, ear, _TRANSITIONS, end)


def _after(call: Call, ear: Heard) -> Call | None:
    if ear.keys == "0" and call.open:
        return to(call, Node.TALK)
    if ear.keys in STARS:
        return to(call, Node.THANKS, stars=int(ear.keys))
    if ear.keys == steps.STAR and call.again < steps.REPEATS:
        return to(call, Node.RESULT, again=call.again + 1)
    return None


def _heard_through(call: Call, ear: Heard) -> Call:
    return to(call, Node.AFTER)


_TRANSITIONS: Mapping[Node, Transition] = {
    Node.KNOCK: steps.key({"1": Node.RESULT}),
    Node.RESULT: _heard_through,
    Node.AFTER: _after,
}
_WAITS: Mapping[Node, Wait] = {
    Node.KNOCK: Keys(patience=8),
    Node.RESULT: Onward(),
    Node.AFTER: Keys(patience=8),
}


def reply(call: Call, authority: Authority, approved: str) -> Reply:
    """What the voice says now. `approved` is the text that the leader approved; it is only read
    after the key."""

    def said(key: str) -> Utterance:
        return utterance(authority, call.line, key, {"code": codes.spelled(call.about)})

    says: tuple[Utterance, ...] = ()
    match call.at:
        case Node.KNOCK:
            says = (*_hint(call, said("silence"), said("wrong")), said("knock"))
        case Node.RESULT:
            says = (said("result"), *_sentences(approved))
        case Node.AFTER:
            question = said("after" if call.open else "after_closed")
            says = (*_hint(call, said("silence"), said("wrong")), question)
        case Node.THANKS:
            says = (said("thanks_poor" if 0 < call.stars <= POOR else "thanks"),)
        case Node.TALK:
            says = (said("talk" if call.open else "talk_closed"), said("goodbye"))
        case Node.UNHEARD:
            says = (said("unheard"),)
    return Reply(says=says, wait=_WAITS.get(call.at))


def _hint(call: Call, silence: Utterance, wrong: Utterance) -> tuple[Utterance, ...]:
    return {"silence": (silence,), "wrong": (wrong,)}.get(call.first, ())


def _sentences(words: str) -> tuple[Utterance, ...]:
    """A text of any length in pieces that the provider accepts, cut between words."""
    pieces: list[str] = []
    for word in speech.aloud(words).split():
        if pieces and len(pieces[-1]) + len(word) < LONGEST_SENTENCE:
            pieces[-1] = f"{pieces[-1]} {word}"
        else:
            pieces.append(word)
    return tuple(Utterance(text=piece) for piece in pieces)
