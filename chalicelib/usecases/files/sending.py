"""Files are sent straight to storage, by a form that is good for one file; how one stands that was
sent; and they are handed out by short-lived addresses."""

from __future__ import annotations

import re
import secrets

from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case.attachments import MOST_FILES, Attachment, Source, inbox_key
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.ports.files import UploadForm
from chalicelib.usecases.services import Files, Rules, Store
from chalicelib.usecases.todos import looking
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor

WHY = "file"  # a look at a confidential case's file, with its id behind
_REF = re.compile(r"[0-9A-Za-z-]{1,20}/[0-9a-f]{32}")


def form_for(
    rules: Rules, files: Files, view: TodoView, back_at: str, path_of: str
) -> UploadForm | None:
    """A form for one more file of this to-do's holder; None if there are enough of them. Nothing is
    written: a file is on file once it has come. `back_at` is our scheme and host, `path_of` the
    path that says how a file stands, with {code} and {file}. Raises GoneError for a holder who
    sends none."""
    source, who, case = _source(view), view.ref.who, view.file.case
    sent = [a for a in view.file.attachments if (a.source, a.who) == (source, who)]
    if len(sent) >= MOST_FILES:
        return None
    one = Attachment(
        id=secrets.token_hex(16),
        case=case.code,
        authority=rules.authority.id,
        source=source,
        who=who,
        at=rules.now(),
    )
    back = back_at + path_of.format(code=one.case, file=one.id)
    return files.shelf.form(inbox_key(one), back)


def _source(view: TodoView) -> Source:
    if may(view.ref.role, Right.ANSWER) and view.ref.todo is Todo.ANSWER:
        return Source.AGENCY
    if may(view.ref.role, Right.SEE) and view.ref.todo is Todo.VIEW:
        return Source.OFFICE
    raise GoneError


def standing(store: Store, code: str, file: str) -> Attachment | None:
    """How a file stands, for whoever has its random id; None if it has not come yet."""
    ref = f"{code}/{file}"
    return store.attachments.get(ref) if _REF.fullmatch(ref) else None


def address(
    rules: Rules, store: Store, files: Files, view: TodoView, by: Visitor, file: str
) -> str:
    """From where a browser saves a file, for some minutes. In a confidential case that is a look at
    what its citizen may be known by (N7). Raises GoneError for one that this holder may not
    save."""
    found = next((s.file for s in view.attachments if s.saved and s.file.id == file), None)
    if found is None:
        raise GoneError
    if view.file.case.confidential:
        looking.note(rules, store, view.ref, f"{WHY} {found.id}", by.how, view.reason)
    return files.shelf.address(found)
