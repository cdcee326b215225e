"""Forms that were posted when their member's session had ended: kept as typed, for that member in
that browser alone, until they have signed in again and sent them.

Nothing is kept for anybody who cannot show that a session of theirs was genuine, and little for
whoever can.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Protocol

from chalicelib import observe
from chalicelib.domain.time.pace import Pace
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.office.askers import hashed
from chalicelib.usecases.ports.office import ID, KeptForm, Session
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import Visitor

KEPT_FOR = timedelta(hours=12)
MOST = 8  # of each kind, in one browser
OFTEN = Pace(burst=20, every=timedelta(minutes=5))  # for one person
TYPING = Pace(burst=60, every=timedelta(minutes=1))  # the same for what they take down by hand

Pairs = tuple[tuple[str, str], ...]


class Place(Protocol):
    """Where something is typed: at a to-do, or at a contact that is being taken down."""

    @property
    def subject(self) -> str: ...
    @property
    def todo(self) -> str: ...
    @property
    def about(self) -> str: ...


@dataclass(frozen=True)
class Draft:
    """A contact that is being taken down by hand; `subject` names its form, `about` is the code of
    the case of whose contact it is another matter, "" if it is new."""

    todo: ClassVar[str] = "contact"
    subject: str
    about: str = ""


@dataclass(frozen=True)
class SettingsForm:
    """A form of the settings; `subject` is its page."""

    todo: ClassVar[str] = "settings"
    about: ClassVar[str] = ""
    subject: str


def is_draft(place: Place) -> bool:
    """Whether a contact is being taken down there."""
    return place.todo == Draft.todo


def keep(rules: Rules, store: Store, session: Session, ref: Place, pairs: Pairs) -> str:
    """Keeps what this session's person has typed. Returns the secret for its cookie, "" if they
    have had too much kept."""
    now = rules.now()
    kind, pace = ("draft", TYPING) if is_draft(ref) else ("kept", OFTEN)
    if not store.sessions.take(f"{kind} of {session.role} {session.who}", pace, now):
        observe.log("form not kept", who=session.who)
        return ""
    secret = secrets.token_urlsafe(24)
    form = KeptForm(
        key=hashed(secret),
        who=session.who,
        role=session.role,
        subject=ref.subject,
        todo=ref.todo,
        about=ref.about,
        until=now + KEPT_FOR,
        pairs=pairs,
    )
    store.kept_forms.put(form)
    return secret


def keep_again(rules: Rules, store: Store, form: KeptForm, pairs: Pairs) -> None:
    """Keeps what has been typed since in the place of what was kept."""
    store.kept_forms.put(replace(form, pairs=pairs, until=rules.now() + KEPT_FOR))


def id_of(secret: str) -> str:
    """The id of what is kept under this secret."""
    return hashed(secret)[:ID]


def kept(rules: Rules, store: Store, secrets: Iterable[str]) -> tuple[KeptForm, ...]:
    """What is kept under these secrets of a browser's cookies, the oldest first."""
    found = (store.kept_forms.get(hashed(secret)) for secret in secrets)
    there = (form for form in found if form and rules.now() < form.until)
    return tuple(sorted(there, key=lambda form: form.until))


def in_office(session: Session, code: str, todo: Todo, about: str) -> TodoRef:
    """A to-do on the office's pages, as it was open in this session."""
    return TodoRef(todo=todo, subject=code, role=session.role, who=session.who, about=about)


def is_of(form: KeptForm, by: Visitor) -> bool:
    """Whether it is this person's, who has signed in."""
    return by.role is form.role and by.who == form.who


def belongs_to(form: KeptForm, ref: Place) -> bool:
    return (form.subject, form.todo, form.about) == (ref.subject, ref.todo, ref.about)
