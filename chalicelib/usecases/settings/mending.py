"""An address is mended where its mail came back, and what failed is sent again, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Case
from chalicelib.domain.notifications import practice
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver, mail_address
from chalicelib.usecases.delivery.again import send_again
from chalicelib.usecases.ports.settings import Edit, Proposal, SettingsFiles, Version
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.live import LOOK_EVERY

# Where the address of each kind of receiver stands.
_STANDS: Mapping[Receiver, tuple[str, str]] = {
    Receiver.OFFICER: ("officers", "mail"),
    Receiver.CHIEF: ("officers", "mail"),
    Receiver.LEADER: ("leaders", "mail"),
    Receiver.SUPERIOR: ("leaders", "mail"),
    Receiver.AGENCY: ("agencies", "mail"),
    Receiver.AGENCY_HEAD: ("agencies", "head_mail"),
}
# Every function has looked at the head by then, so none sends to the old address any more.
SEEN_BY_ALL = timedelta(seconds=LOOK_EVERY + 5)


def can_be_mended(rules: Rules, case: Case, notification: Notification) -> bool:
    """Whether it is a mail of this case that can be sent again, to an address of the settings. In
    an exercise none to somebody outside the office ever left."""
    if rules.is_practice(case) and practice.is_outside(notification.to):
        return False
    of_settings = notification.to in _STANDS and not notification.colleague
    is_mail = notification.medium is Medium.MAIL
    return notification.can_be_sent_again and is_mail and of_settings


def to_mend(rules: Rules, store: Store, ref: str) -> Notification | None:
    """The mail of this ref, if its address can be mended."""
    found = store.outbox.get(ref)
    loaded = store.cases.load(found.case) if found else None
    if found is None or loaded is None:
        return None
    return found if can_be_mended(rules, loaded.file.case, found) else None


def reached(authority: Authority, table: str, who: str) -> str:
    """Whose address it is that mail to them goes to today: whoever stands in, or has taken over."""
    if table == "agencies":
        return who
    return (authority.officer(who) if table == "officers" else authority.leader(who)).id


def mend(
    rules: Rules,
    store: Store,
    reader: SettingsFiles,
    notification: Notification,
    address: str,
    by: str,
    role: str,
) -> Version | Proposal | None:
    """Saves the address, unless it is the one on file, and sends the mail again; once a second
    person has to confirm it, it waits for that and nothing is sent. None if the address is the one
    on file.

    Raises ConfigurationError for an address that cannot be, StaleVersionError.
    """
    if address == mail_address(rules.authority, notification.to, notification.who):
        send_again(rules, store, notification.ref)
        return None
    table, column = _STANDS[notification.to]
    ids = [row.id for row in getattr(rules.authority, table)]
    files = changing.files_now(rules, store)
    place = ids.index(reached(rules.authority, table, notification.who))
    edit = Edit(reader.place(files, table), (table, place, column), address)
    foreseen = changing.foresee(rules, store, reader, reader.edited(files, [edit]), role)
    reason = rules.authority.texts["setting.returned"]
    made = changing.save(rules, store, reader, foreseen, by, reason)
    if isinstance(made, Version):
        send_again(rules, store, notification.ref, after=SEEN_BY_ALL)
    return made
