"""To which case a text belongs that is no new matter: one that it asks about, one that it
completes, or, of a sender who sends many, one that waits already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.domain.case.case import Case, RawContact
from chalicelib.domain.dialogue.sender import NOBODY, Sender
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.texting import enquiring, flooding, joining
from chalicelib.domain.transitions.receiving.texting.texts import Arrival
from chalicelib.usecases.ports.cases import Commit, Loaded
from chalicelib.usecases.services import Rules, Store

if TYPE_CHECKING:
    from chalicelib.domain.dialogue.wishes import Wished
    from chalicelib.domain.understanding.enquiry import Enquiry

LOOKED_AT = 10  # of a number's newest cases
_FLOODS = timedelta(hours=1)
_REMEMBERED = timedelta(days=60)  # how long after its receipt a case is asked about without a code

PARTICULARS = ("name", "address")

Theirs = Callable[[], Sequence[Loaded]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """A case with the change by which it takes the text in; None if the case has answered enough
    questions today and the text is only filed. `others` is committed with it."""

    loaded: Loaded
    change: Change | None
    others: tuple[Commit, ...] = ()


def known(rules: Rules, raw: RawContact, sender: Sender | None) -> Sender:
    """Who has written, by what is on file about their number. Behind a shared number everybody is a
    stranger."""
    if sender is None or rules.authority.is_shared(raw.number):
        return NOBODY
    return sender


def theirs_of(rules: Rules, store: Store, sender: Sender) -> Theirs:
    """The sender's newest cases, read once, when something asks for them."""
    codes = sender.newest_cases(max(LOOKED_AT, rules.authority.sms.cases_an_hour))
    return cache(lambda: [one for one in map(store.cases.load, codes) if one])


def may_talk(rules: Rules, raw: RawContact) -> bool:
    """Whether whoever wrote can be asked back: they get texts that they can answer, at a number
    that is theirs alone."""
    authority = rules.authority
    number = authority.answered_at(raw.sender)
    if not number or authority.is_shared(number):
        return False
    routes = authority.sms.routes_to(number, raw.gateway)
    return bool(routes) and routes[0].gateway == raw.gateway and routes[0].answered


def known_from(store: Store, theirs: Iterable[Loaded]) -> tuple[dict[str, str], str]:
    """What an open one of these cases says of its writer, and its code: nobody is asked for that
    again. Empty if there is none."""
    for case in (one.file.case for one in theirs):
        if case.is_over or case.training:
            continue
        identity = store.cases.identity(case.code)
        values = {part: str(getattr(identity, part)) for part in PARTICULARS}
        if all(values.values()):
            return values, case.code
    return {}, ""


def belongs(
    rules: Rules, store: Store, raw: RawContact, arrival: Arrival, sender: Sender, theirs: Theirs
) -> Belongs | None:
    """The case to which the text belongs; None if it makes one of its own. In a dialogue only what
    asks about a case belongs to one. What is grouped under a case that can head no group any more
    stands by itself again."""
    found = _belongs(rules, store, raw, arrival, sender, theirs)
    if not (found and found.change and found.change.case.grouped):
        return found
    if flooding.may_head(found.change.case):
        return found
    from chalicelib.usecases.todos.grouped import released  # few texts need it

    change, others = released(rules, store, found.change, arrival.now)
    return replace(found, change=change, others=others)


def _belongs(
    rules: Rules, store: Store, raw: RawContact, arrival: Arrival, sender: Sender, theirs: Theirs
) -> Belongs | None:
    asks = _asks(raw, sender)
    if asks and asks.code:
        named = store.cases.load(asks.code)
        if named and _may_ask(store, raw, named, sender):
            own = [] if asks.only or asks.code not in sender.cases else [named]
            done = _completed(rules, store, arrival, own)  # as our own text asks, with its code
            return done or _enquired(rules, raw, arrival, named, asks)
    if asks and not asks.code and not (asks.hurries and sender.dialogue):
        about = [one for one in theirs() if _is_about(arrival, one)]
        if about:
            return _enquired(rules, raw, arrival, about[0], asks, about[1:])
    if sender.dialogue:
        return None
    return (
        _wished(rules, raw, arrival, theirs())
        or _explained(arrival, theirs())
        or _completed(rules, store, arrival, theirs())
        or _flooded(rules, store, arrival, theirs())
    )


def _asks(raw: RawContact, sender: Sender) -> Enquiry | None:
    """What the text asks. Without a code nobody asks about anything who has no case yet: for them
    the words are not even loaded that questions are put in."""
    if raw.media or not (sender.cases or codes.normalise(raw.text)):
        return None
    from chalicelib.domain.understanding.enquiry import enquiry

    return enquiry(raw.text)


def _may_ask(store: Store, raw: RawContact, named: Loaded, sender: Sender) -> bool:
    """Whether this number is told how the case of this code stands: of a secret one, and of one
    about members of the office, only the citizen's own (N7). An exercise is nobody's matter: what a
    citizen writes never belongs to it."""
    case = named.file.case
    if case.authority != raw.authority or case.training:
        return False
    if not (case.confidential or case.recused) or case.code in sender.cases:
        return True
    return bool(raw.number) and raw.number == phone.normal_form(
        store.cases.identity(case.code).phone
    )


def _is_about(arrival: Arrival, theirs: Loaded) -> bool:
    """Whether a question without a code may be about this case: it is recent, and the question
    names no other matter."""
    case, found = theirs.file.case, arrival.extraction
    recent = arrival.at - case.received_at <= _REMEMBERED
    return recent and (found.is_unclear or found.category.value == case.suggested)


def _enquired(
    rules: Rules,
    raw: RawContact,
    arrival: Arrival,
    named: Loaded,
    asks: Enquiry,
    others: Sequence[Loaded] = (),
) -> Belongs | None:
    """None if the text sounds of danger or of a crime and the case has been screened: that is a
    matter of its own. `others` are open cases of the same number that it may mean as well."""
    alarming = _is_alarming(arrival) and not asks.hurries
    if alarming and not joining.is_unscreened(named.file.case):
        return None
    only = asks.only and not alarming
    if (
        only
        and not asks.person
        and enquiring.answered_enough(named.file, arrival.now, rules.calendar)
    ):
        return Belongs(loaded=named, change=None)
    change = enquiring.asked_by_text(
        named.file,
        arrival,
        raw.id,
        rules.authority,
        rules.calendar,
        person=asks.person,
        only=only,
        others=[one.file.case for one in others if not one.file.case.is_over] if only else (),
    )
    return Belongs(loaded=named, change=change)


def _is_alarming(arrival: Arrival) -> bool:
    return arrival.extraction.urgent or arrival.extraction.crime


def _wished(
    rules: Rules, raw: RawContact, arrival: Arrival, theirs: Sequence[Loaded]
) -> Belongs | None:
    """Their newest case of which the text wishes something. A text that stands by itself, and
    whatever sounds of danger, is a matter."""
    if not theirs or raw.media or _is_alarming(arrival):
        return None
    from chalicelib.domain.dialogue.wishes import Wish, Wished, wished
    from chalicelib.domain.transitions.receiving.texting import wishing  # few texts need it

    wish = _rating(raw, arrival, theirs) or wished(raw.text)
    if wish is None and _comes_late(rules, raw, arrival, theirs):
        wish = Wished(Wish.MORE)
    if wish is None:
        return None
    fits = wishing.may_be_rated if wish.wish is Wish.RATING else _is_open
    found = next((one for one in theirs if fits(one.file.case, arrival)), None)
    if found is None:
        return None
    facts = (found.file, arrival, raw.id)
    rule = (rules.authority, rules.calendar)
    match wish.wish:
        case Wish.RATING:
            change = wishing.rated(*facts, wish, *rule)
        case Wish.SECRECY:
            change = wishing.secret(*facts, *rule)
        case Wish.OPEN:
            change = wishing.opened(*facts, *rule)
        case Wish.MORE:
            change = enquiring.asked_by_text(*facts, *rule, person=False, only=False)
    return Belongs(loaded=found, change=change)


def _explained(arrival: Arrival, theirs: Sequence[Loaded]) -> Belongs | None:
    """Their newest case of which the text says why they found its result poor."""
    if not theirs or _is_alarming(arrival):
        return None
    from chalicelib.domain.transitions.receiving.texting import wishing

    found = next((one for one in theirs if wishing.may_be_explained(one.file, arrival)), None)
    if found is None:
        return None
    return Belongs(loaded=found, change=wishing.explained(found.file, arrival))


def _rating(raw: RawContact, arrival: Arrival, theirs: Sequence[Loaded]) -> Wished | None:
    """The rating in a text of somebody who was told and has not rated that yet, unless the text has
    name and address and may be a matter of its own; None if there is none."""
    from chalicelib.domain.dialogue.wishes import rating_in
    from chalicelib.domain.transitions.receiving.texting import wishing

    asked = arrival.extraction.missing and any(
        wishing.may_be_rated(one.file.case, arrival) for one in theirs
    )
    return rating_in(raw.text) if asked else None


def _comes_late(rules: Rules, raw: RawContact, arrival: Arrival, theirs: Sequence[Loaded]) -> bool:
    """Whether the text is a word to a dialogue that has ended, and no matter: it steers ("HUY"), or
    within a day it corrects, or says who somebody is."""
    from chalicelib.domain.dialogue.commands import command
    from chalicelib.domain.dialogue.corrections import correction
    from chalicelib.domain.dialogue.dialogue import LIVES

    if not may_talk(rules, raw):
        return False
    there = [one.file.case for one in theirs if _is_open(one.file.case, arrival)]
    if there and command(raw.text):
        return True
    if not any(arrival.at - case.received_at <= LIVES for case in there):
        return False
    return "matter" in arrival.extraction.missing or bool(correction(raw.text))


def _is_open(case: Case, arrival: Arrival) -> bool:
    return not case.is_over and arrival.at - case.received_at <= _REMEMBERED


def _completed(
    rules: Rules, store: Store, arrival: Arrival, theirs: Sequence[Loaded]
) -> Belongs | None:
    """Their newest case of which something is missing, if the text says it."""
    waiting = (c for c in theirs if joining.completes(c.file.case, arrival.extraction))
    found = next(waiting, None)
    if found is None:
        return None
    identity = store.cases.identity(found.file.case.code)
    change = joining.completed(found.file, arrival, identity, rules.authority, rules.calendar)
    return Belongs(loaded=found, change=change)


def _flooded(
    rules: Rules, store: Store, arrival: Arrival, theirs: Sequence[Loaded]
) -> Belongs | None:
    """The case that heads the others of a sender of whom as many texts as are allowed have come
    within the hour and wait to be looked at."""
    since = arrival.at - _FLOODS
    fit = (one for one in theirs if flooding.may_head(one.file.case))
    texts = {one.file.case.code: joining.texts_since(one.file, since) for one in fit}
    waiting = [one for one in theirs if texts.get(one.file.case.code)]
    if sum(texts.values()) < rules.authority.sms.cases_an_hour:
        return None
    from chalicelib.usecases.texts.flooding import head_of, regrouped  # few texts need it

    head = head_of(store, waiting)
    change = joining.joined(head.file, arrival, rules.authority, rules.calendar)
    change, others = regrouped(rules, store, change, waiting, arrival.now)
    return Belongs(loaded=head, change=change, others=others)
