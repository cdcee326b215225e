"""An agency passes its share on to a colleague, who gets a link of their own to the same to-do, and
takes it back (N16). The agency goes on answering for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Assignment, Colleague, Mailbox
from chalicelib.domain.case.commands import Delegate, Recall
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    agency_name,
    given,
    mail,
    open_share,
    spokesman,
    step,
    with_share,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.delegated": "agency to",
    "mail.delegated": "agency by confidential_line part_line",
    "event.recalled": "agency to",
}

MOST = 5  # colleagues whom a share is ever passed on to: more are an office's mailing list
LONGEST = 80  # characters of a name or a title
LONGEST_MAIL = 254  # characters of an address (RFC 5321, 4.5.3.1.3)

_MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}")
# What a mail program would make a link of: nobody mails advertisements through a name.
_LIKE_A_LINK = re.compile(r"@|//|\w\.(?:[a-z]{2,}|[A-Z]{2,})\b")
# Where anybody gets an address: at these an agency has no domain of its own.
_FREE = (
    "gmail.com googlemail.com yahoo.com yahoo.com.vn ymail.com outlook.com outlook.com.vn "
    "hotmail.com live.com msn.com icloud.com me.com zoho.com proton.me protonmail.com mail.com "
    "gmx.com mail.ru yandex.com"
)
_ANYBODYS = frozenset(_FREE.split())


def delegate(context: Context, do: Delegate) -> Change:
    """The colleague gets a mail with a link of their own; the agency's goes on working."""
    share = open_share(context, do.agency)
    _refuse_colleagues(context)
    address = do.mail.strip().lower()
    official = is_official(address, context.authority.agency(do.agency).mail)
    have = given(
        respondent=_is_name(do.name) and _is_name(do.title),  # they stand in the mail, too
        colleague=_is_name(do.colleague) and _is_name(do.colleague_title),
        mailbox=is_mail(address) and address not in known_addresses(context.authority),
        official=official or not context.case.confidential,
        few=len(share.colleagues) < MOST,
    )
    step(context, Action.DELEGATE, have)
    by = spokesman(context, do.agency, do.name, do.title)
    new = Colleague(
        id=f"{context.case.events + 1:05d}",  # the history line that says so
        name=do.colleague,
        title=do.colleague_title,
        at=context.now,
        official=official,
        passed_by=f"{do.name}, {do.title}",
    )
    after = replace(share, colleagues=(*share.colleagues, new))
    told = mail("delegated", Receiver.COLLEAGUE, share.agency, Todo.ANSWER, by=new.passed_by)
    change = with_share(context, after).note(
        context.now,
        "delegated",
        by,
        agency=agency_name(context, share.agency),
        to=called(new),
    )
    mailbox = Mailbox(colleague=new.id, mail=address)
    return replace(change.tell(replace(told, colleague=new.id)), mailbox=mailbox)


def recall(context: Context, do: Recall) -> Change:
    """The colleague's link opens nothing any more, and they are not reminded."""
    share = open_share(context, do.agency)
    _refuse_colleagues(context)
    one = share.colleague(do.colleague)
    step(context, Action.RECALL, given(colleague=one))
    assert one is not None  # noqa: S101  `step` has checked it
    by = spokesman(context, do.agency, do.name, do.title)
    return with_share(context, without(share, one, context.now)).note(
        context.now,
        "recalled",
        by,
        agency=agency_name(context, share.agency),
        to=called(one),
    )


def without(share: Assignment, one: Colleague, now: datetime) -> Assignment:
    """The share, taken back from this colleague. That they had it stays on file."""
    ended = (replace(c, ended_at=now) if c is one else c for c in share.colleagues)
    return replace(share, colleagues=tuple(ended))


def called(one: Colleague) -> str:
    """A colleague by name and title, for the history."""
    return f"{one.name}, {one.title}"


def _refuse_colleagues(context: Context) -> None:
    """Raises NotAllowed for a colleague: only the agency itself passes its share on, or the matter
    would wander from hand to hand."""
    if context.colleague:
        raise workflow.NotAllowed("a colleague passes nothing on")


def is_mail(address: str) -> bool:
    """Whether this has the form of a mail address, in small letters."""
    return len(address) <= LONGEST_MAIL and bool(_MAIL.fullmatch(address))


def is_official(address: str, agencys: str) -> bool:
    """Whether the address is at the domain of the agency's own, where not just anybody has one."""
    domain, own = (a.rpartition("@")[2].lower() for a in (address, agencys))
    return domain == own and domain not in _ANYBODYS


def known_addresses(authority: Authority) -> frozenset[str]:
    """The addresses that the hotline writes to anyway. Whoever reads them has links of their own,
    or may be whom a matter is about."""
    people = (one.mail for one in authority.people)
    agencies = (mail for a in authority.agencies for mail in (a.mail, a.head_mail))
    return frozenset(mail.lower() for mail in (*people, *agencies))


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable() and not _LIKE_A_LINK.search(text)


TRANSITIONS: Transitions = {
    Delegate: delegate,
    Recall: recall,
}
