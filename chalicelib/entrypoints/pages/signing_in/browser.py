"""A browser with the forms that are kept for it: those that were posted when the session had ended.

They are in the vault; the browser has a cookie for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from chalice.app import Request, Response

from chalicelib import urls
from chalicelib.entrypoints.http import see_other
from chalicelib.entrypoints.pages.frame.form import KEPT, Form
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.usecases.office import askers, keeping, sign_in
from chalicelib.usecases.office.keeping import (
    MOST,
    Draft,
    Place,
    SettingsForm,
    belongs_to,
    is_draft,
    is_of,
)
from chalicelib.usecases.office.sign_in import Entered
from chalicelib.usecases.ports.office import KeptForm, Session
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import Visitor


@dataclass(frozen=True)
class Browser:
    """The browser that a request comes from."""

    services: Services
    request: Request

    @cached_property
    def kept(self) -> tuple[KeptForm, ...]:
        """What is kept for it, whoever has typed it."""
        secrets = cookies.kept_in(self.request)[: 2 * MOST]
        return keeping.kept(self.services.rules, self.services.store, secrets)

    @property
    def was(self) -> Session | None:
        """Whose session it had, running or ended not long ago."""
        key = askers.hashed(cookies.session_in(self.request))
        return sign_in.genuine(self.services.rules, self.services.store, key)

    def kept_for(self, by: Visitor) -> tuple[KeptForm, ...]:
        """What is kept for this person, who has signed in."""
        return tuple(form for form in self.kept if is_of(form, by))

    def kept_at(self, ref: Place, by: Visitor) -> KeptForm | None:
        """What this person typed at this place, the oldest if there is more."""
        return next((form for form in self.kept_for(by) if belongs_to(form, ref)), None)

    def draft_about(self, code: str, by: Visitor) -> KeptForm | None:
        """What this person has begun to take down of this case, as a matter of its own."""
        drafts = (form for form in self.kept_for(by) if is_draft(form))
        return next((form for form in drafts if form.about == code), None)

    def keep(self, session: Session, ref: Place, form: Form) -> tuple[str, str]:
        """Keeps what was typed. Returns the name and secret for its cookie, "" if that would be too
        much. Pressed twice, it is kept once."""
        typed, by = form.as_typed, Visitor(who=session.who, role=session.role)
        for kept in self.kept_for(by):
            if belongs_to(kept, ref) and kept.pairs == typed:
                return kept.id, ""
        if sum(is_draft(kept) is is_draft(ref) for kept in self.kept) >= MOST:
            return "", ""
        secret = keeping.keep(self.services.rules, self.services.store, session, ref, typed)
        return (keeping.id_of(secret), secret) if secret else ("", "")

    def keep_draft(self, session: Session, draft: Draft, form: Form) -> tuple[str, str]:
        """The same for a form that is kept again and again while it is typed."""
        by = Visitor(who=session.who, role=session.role)
        kept = self.kept_at(draft, by)
        if kept is None:
            return self.keep(session, draft, form)
        keeping.keep_again(self.services.rules, self.services.store, kept, form.as_typed)
        return kept.id, ""

    def without_draft(self, response: Response, draft: Draft, by: Visitor) -> Response:
        """The response to a draft that was carried out: it is not kept any more."""
        kept = self.kept_at(draft, by)
        if kept is None:
            return response
        self.services.store.kept_forms.drop(kept.key)
        return cookies.sent(response, kept.id)

    def with_kept(self, response: Response, kept: tuple[str, str], form: Form) -> Response:
        """The response, with the cookie of what was kept; what that was made of is not kept too."""
        name, secret = kept
        if not secret:
            return response
        return cookies.kept(self.sent(response, form), name, secret, keeping.KEPT_FOR)

    def sent(self, response: Response, form: Form) -> Response:
        """The response to a form that was carried out: if it had been kept, it is not any more."""
        for kept in self.kept:
            if kept.id == form.get(KEPT):
                self.services.store.kept_forms.drop(kept.key)
                return cookies.sent(response, kept.id)
        return response


def address_of(kept: KeptForm) -> str:
    """Where what is kept is shown again."""
    if is_draft(kept):
        return urls.split(kept.about) if kept.about else urls.draft(kept.subject)
    if kept.todo == SettingsForm.todo:
        return urls.settings(kept.subject)
    return urls.case_todo(kept.subject, kept.todo, kept.about)


def entered_to(services: Services, request: Request, entered: Entered) -> Response:
    """The response to whoever has just signed in: they go on where they came from, or else with
    what they had typed."""
    by = Visitor(who=entered.who, role=entered.role)
    kept = Browser(services, request).kept_for(by) if entered.to == urls.OFFICE else ()
    to = address_of(kept[0]) if kept else entered.to
    return cookies.entered(see_other(to), entered)
