"""Somebody whose link has expired asks for a fresh one: it is mailed to the address that its holder
has on file now, and to no other.

Whoever has the link, used up or not, can only make a few mails arrive at its holder, and learns
nothing from the answer.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.time.pace import Pace
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions import linking
from chalicelib.usecases.commit import commit
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import act

ONCE = Pace(burst=1, every=timedelta(minutes=1))  # pressed twice, one mail comes
A_DAY = Pace(burst=3, every=timedelta(hours=8))  # for one person and to-do, by whichever link


def ask(rules: Rules, store: Store, token: str) -> None:
    """Has a fresh link mailed, if this one is genuine, only expired, and its to-do still open.
    Whether it was says nothing here, and nothing on the page."""
    link = store.links.genuine(token)
    if link is None or act.only_expired(rules, store, link) is None:
        return
    if not store.sessions.take(f"fresh at once {link.id}", ONCE, rules.now()):
        return
    if not store.sessions.take(f"fresh for {_whose(link.ref)}", A_DAY, rules.now()):
        observe.metric("FreshLinkLimited")
        return
    _mail(rules, store, link)


def _whose(ref: TodoRef) -> str:
    return "|".join((ref.subject, ref.todo, ref.role, ref.who, ref.about, ref.colleague))


def _mail(rules: Rules, store: Store, link: Link) -> None:
    def attempt() -> None:
        loaded, now = act.only_expired(rules, store, link), rules.now()
        if loaded is None:
            return
        file, mailed = loaded.file, loaded.notifications
        change = linking.asked(file, link, mailed, rules.authority, now)
        if change is not None:
            commit(rules, store, file, change, loaded.version, now, earlier=mailed)

    with_retry(attempt)
