"""The only place that joins use cases with store and providers. Nothing is made at import.

Stores and providers are made once per process. `services` is called once per request, at its
beginning, and includes the rules that apply to this request.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib import settings, urls
from chalicelib.domain.authority.texting import TWILIO
from chalicelib.usecases.ports.incoming import CallAdapter, TextAdapter, WebRequest
from chalicelib.usecases.ports.settings import SettingsFiles
from chalicelib.usecases.ports.world import FrontDoor, TimeSource
from chalicelib.usecases.services import Delivery, Files, Rules, Services, Store, Telephone

if TYPE_CHECKING:
    from chalicelib.providers.aws.queue import SqsWorkQueue
    from chalicelib.providers.aws.secrets import Keys, Secrets
    from chalicelib.providers.gateways.account import Account as GatewayAccount
    from chalicelib.providers.gateways.adapters import Gateways
    from chalicelib.providers.twilio.webhook import Account
    from chalicelib.usecases.ports.files import Cleaning, FileShelf, ProviderMedia
    from chalicelib.usecases.ports.world import (
        Calling,
        FileStore,
        Mailing,
        ProviderAccount,
        ProviderLists,
        ProviderRecordings,
        Texting,
    )
    from chalicelib.usecases.settings.live import Held, Live

T = TypeVar("T")

# What an answer to a call or a text imports only when it comes to it.
_IMPORTED_WHERE_USED = (
    "chalicelib.domain.understanding.classification.accused",
    "chalicelib.domain.understanding.matterless",
    "chalicelib.domain.understanding.message",
    "chalicelib.domain.understanding.repeats.traits",
    "chalicelib.store.case.cases",
    "chalicelib.store.citizens.calls",
    "chalicelib.store.citizens.contacts",
    "chalicelib.store.citizens.senders",
    "twilio.request_validator",
    "twilio.twiml.voice_response",
)
_UNSIGNED = WebRequest(url="-", body=b"From=%2B", headers={"x-twilio-signature": "-"})


@cache
def _secrets() -> Secrets:
    from chalicelib.providers.aws.secrets import Secrets

    here = settings.current()
    return Secrets(here.secrets_path, here.region)


def read_secrets() -> None:
    """Reads all of them in one request, for functions that may read each. Others read each when it
    is needed."""
    from chalicelib.providers.aws.secrets import ALL

    _secrets().read(*ALL)


@cache
def keys() -> Keys:
    """The keys of the product itself; nothing that has to do with people works without them."""
    from chalicelib.providers.aws.secrets import KEYS, Keys

    return _secrets().need(KEYS, Keys)


@cache
def twilio_account() -> Account | None:
    """Our account at the telephone provider; None if this deployment has none. It then sends no
    texts, makes no calls, and believes no webhook; everything else goes on."""
    from chalicelib.providers.aws.secrets import PROVIDER
    from chalicelib.providers.twilio.webhook import Account

    return _secrets().get(PROVIDER, Account)


@cache
def _gateway_accounts() -> Mapping[str, GatewayAccount]:
    from chalicelib.providers.aws.secrets import GATEWAYS
    from chalicelib.providers.gateways.account import Account

    return _secrets().get(GATEWAYS, dict[str, Account]) or {}


@cache
def gateways() -> Gateways:
    """The gateways of this deployment beside the provider, by name. Their accounts are read when
    one of them is needed."""
    from chalicelib.providers.gateways.adapters import Gateways
    from chalicelib.providers.gateways.home import Home
    from chalicelib.store.office.tokens import DynamoTokens

    here = settings.current()

    def receipts(name: str) -> str:
        return here.public_base_url + urls.gateway_receipt(name)

    home = Home(receipts=receipts, tokens=DynamoTokens(), now=now)
    return Gateways(_gateway_accounts, home)


def services(*, at_once: bool = False) -> Services:
    """The services of this deployment, for one request, which goes by one version of the settings
    from beginning to end; `at_once` says that it has to be the one that holds this moment. Raises
    NoSettingsError."""
    return Services(
        rules=_rules(at_once=at_once),
        store=_store(),
        delivery=_delivery(),
        telephone=_telephone(),
        files=_files(),
    )


def prepare() -> None:
    """Makes beforehand what the answer to a call or a text needs: services, secrets and adapters,
    the clients of store and queue, and the modules that are imported where they are used. That
    opens the store's connection, to read the settings. Then refuses what nobody signed, and folds
    the letters that the authority writes: all of that takes longer when it is done for the first
    time."""
    from chalicelib.domain.formats import vietnamese
    from chalicelib.store.dynamo import tables

    for module in _IMPORTED_WHERE_USED:
        import_module(module)
    tables.prepare()
    made = services()
    read_secrets()
    keys()
    _queue().prepare()
    call_adapter().ring(_UNSIGNED)
    text_adapter(TWILIO)
    for name in _gateway_accounts():
        if adapter := text_adapter(name):
            adapter.text(_UNSIGNED)
    vietnamese.shadow("".join(set("".join(made.rules.authority.texts.values()))))


def store() -> Store:
    """The store alone, for what has to be kept even if there are no rules."""
    return _store()


def files() -> Files:
    """The same for files."""
    return _files()


def now() -> datetime:
    return _time().now()


def rules() -> Rules:
    """The rules alone, for pages that say what is wrong: if no settings can be read, the shipped
    words have to do."""
    from chalicelib.authority import shipped
    from chalicelib.usecases.settings.live import Held, NoSettingsError

    try:
        return _rules()
    except NoSettingsError:
        return _by(Held(0, shipped(settings.current().authority)))


def _rules(*, at_once: bool = False) -> Rules:
    return _by(live().current(at_once=at_once))


def _by(held: Held) -> Rules:
    today = held.made.calendar.local(_time().now()).date()
    return Rules(
        authority=held.made.authority.as_of(today),
        calendar=held.made.calendar,
        time=_time(),
        version=held.number,
        at_version=lambda number: _by(live().at(number)),
        training=settings.current().training == "yes",
    )


@cache
def live() -> Live:
    """Which version of the settings holds, as far as this process knows."""
    from chalicelib.store.office.settings import DynamoSettings
    from chalicelib.usecases.settings.live import Live

    return Live(
        store=DynamoSettings(),
        files=settings_files(),
        authority=settings.current().authority,
        seconds=time.monotonic,
    )


@cache
def settings_files() -> SettingsFiles:
    from chalicelib.authority.versions import AuthorityFiles

    return AuthorityFiles()


@cache
def _time() -> TimeSource:
    from chalicelib.providers.time_source import MovedTime, SystemTime

    here = settings.current()
    return MovedTime(here.clock_file) if here.clock_file else SystemTime()


def _phone_key(number: str) -> str:
    """The keyed hash under which a number is looked up; without the key it reveals nothing."""
    return hmac.new(keys().phone_key.encode(), number.encode(), hashlib.sha256).hexdigest()


def _link_key() -> str:
    return keys().link_key


class _Later:
    """Stands for what is made when somebody first asks it for something: a function imports no more
    of stores and providers than it uses (docs/decisions/0024-a-quick-start.md)."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = cache(make)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


def _later(make: Callable[[], T]) -> T:
    stand_in: Any = _Later(make)
    made: T = stand_in
    return made


def _stored(module: str, name: str, *given: Callable[..., str]) -> Any:
    """One of the store's, by its module and class."""
    return _later(lambda: getattr(import_module(f"chalicelib.store.{module}"), name)(*given))


@cache
def _store() -> Store:
    return Store(
        contacts=_stored("citizens.contacts", "DynamoContacts", _phone_key),
        calls=_stored("citizens.calls", "DynamoCalls", _phone_key),
        recordings=_stored("citizens.calls", "DynamoRecordings"),
        senders=_stored("citizens.senders", "DynamoSenders", _phone_key),
        cases=_stored("case.cases", "DynamoCases", _phone_key),
        facts=_stored("case.facts", "DynamoFacts"),
        attachments=_stored("case.attachments", "DynamoAttachments"),
        openings=_stored("case.openings", "DynamoOpenings"),
        board=_stored("case.board", "DynamoBoard", _phone_key),
        outbox=_stored("sending.outbox", "DynamoOutbox"),
        links=_stored("sending.links", "DynamoLinks", _link_key),
        day_counts=_stored("sending.day_counts", "DynamoDayCounts"),
        gatherings=_stored("sending.gatherings", "DynamoGatherings"),
        sessions=_stored("office.sessions", "DynamoSessions", _link_key),
        kept_forms=_stored("office.kept_forms", "DynamoKeptForms"),
        keys=_stored("office.keys", "DynamoKeys"),
        access=_stored("office.access", "DynamoAccess"),
        jobs=_stored("office.jobs", "DynamoJobs"),
        settings=_stored("office.settings", "DynamoSettings"),
        statements=_stored("office.statements", "DynamoStatements"),
        queue=_queue(),
    )


@cache
def _queue() -> SqsWorkQueue:
    from chalicelib.providers.aws.queue import SqsWorkQueue

    here = settings.current()
    return SqsWorkQueue(here.work_queue_url, here.region)


@cache
def _delivery() -> Delivery:
    here = settings.current()

    def texting() -> Texting:
        from chalicelib.providers.gateways.adapters import Carriers
        from chalicelib.providers.twilio.texts import TwilioTexting

        own = TwilioTexting(_twilio(), lambda ref: here.public_base_url + urls.text_receipt(ref))
        return Carriers(TWILIO, own, lambda: twilio_account() is not None, gateways())

    def mailing() -> Mailing:
        from chalicelib.providers.aws.mail import SesMailing

        return SesMailing(here.mail_from, here.region, here.mail_events_set)

    return Delivery(texting=_later(texting), mailing=_later(mailing), base_url=here.public_base_url)


@cache
def _telephone() -> Telephone:
    here = settings.current()

    def calling() -> Calling:
        from chalicelib.providers.twilio.calls import TwilioCalling

        return TwilioCalling(_twilio(), here.public_base_url, here.voice_fallback_url)

    def recordings() -> ProviderRecordings:
        from chalicelib.providers.twilio.calls import TwilioRecordings

        return TwilioRecordings(_twilio())

    def media() -> ProviderMedia:
        from chalicelib.providers.gateways.adapters import Pictures
        from chalicelib.providers.gateways.zalo.media import NAMED, ZaloMedia
        from chalicelib.providers.twilio.media import TwilioMedia

        return Pictures({NAMED: ZaloMedia()}, TwilioMedia(_twilio(), here.twilio_api_base))

    def files() -> FileStore:
        from chalicelib.providers.aws.files import S3Files

        return S3Files(here.recordings_bucket, here.region)

    def lists() -> ProviderLists:
        from chalicelib.providers.twilio.lists import TwilioLists

        return TwilioLists(_twilio())

    def account() -> ProviderAccount:
        from chalicelib.providers.twilio.account import TwilioAccount

        return TwilioAccount(_twilio())

    return Telephone(
        calling=_later(calling),
        recordings=_later(recordings),
        media=_later(media),
        files=_later(files),
        lists=_later(lists),
        account=_later(account),
    )


@cache
def _files() -> Files:
    here = settings.current()

    def shelf() -> FileShelf:
        from chalicelib.providers.aws.shelf import S3Shelf

        return S3Shelf(here.files_bucket, here.region)

    def cleaning() -> Cleaning:
        from chalicelib.providers.contents.cleaning import ContentCleaning

        return ContentCleaning()

    return Files(
        shelf=_later(shelf), cleaning=_later(cleaning), scanned=here.files_scanned == "yes"
    )


@cache
def _twilio() -> Callable[[], Any]:
    """A function that gives Twilio's client, made when first needed."""
    from chalicelib.providers.twilio.client import client_maker

    return client_maker(twilio_account, settings.current().twilio_api_base)


@cache
def call_adapter() -> CallAdapter:
    """The adapter of the provider that carries the calls."""
    from chalicelib.providers.twilio.call_webhooks import TwilioCalls

    return TwilioCalls(twilio_account)


def text_adapter(name: str) -> TextAdapter | None:
    """The adapter of the provider or gateway of this name, as in its webhook's address; None if
    this deployment has none."""
    return _twilios_texts() if name == TWILIO else gateways().get(name)


@cache
def _twilios_texts() -> TextAdapter:
    from chalicelib.providers.twilio.texts import TwilioTexts

    return TwilioTexts(twilio_account)


def front_door() -> FrontDoor:
    """This deployment as it is reached from outside."""
    from chalicelib.providers.front_door import PublicAddress

    return PublicAddress(settings.current().public_base_url + urls.HEALTH)
