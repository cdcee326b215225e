"""The one place that joins use cases with stores and providers. Lazy: nothing is made at import."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import cache

from chalicelib import settings
from chalicelib.providers.aws.secrets import Secrets
from chalicelib.usecases.services import Services


@cache
def secrets() -> Secrets:
    from chalicelib.providers.aws.secrets import fetch

    here = settings.current()
    return fetch(here.secrets_parameter, here.region)


def phone_key() -> Callable[[str], str]:
    """The keyed hash under which a number is looked up; without the key it says nothing."""

    def hashed(number: str) -> str:
        key = secrets().phone_key.encode()
        return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()

    return hashed


@cache
def services() -> Services:
    """The house of this deployment."""
    from chalicelib.authority import calendar_of, load
    from chalicelib.providers.aws.files import S3Files
    from chalicelib.providers.aws.mail import SesMailing
    from chalicelib.providers.aws.queue import SqsWorkQueue
    from chalicelib.providers.time_source import MovedTime, SystemTime
    from chalicelib.providers.twilio.calls import TwilioCalling, TwilioRecordings
    from chalicelib.providers.twilio.client import client_maker
    from chalicelib.providers.twilio.texts import TwilioTexting
    from chalicelib.store.board import DynamoAccess, DynamoBoard
    from chalicelib.store.calls import DynamoCalls, DynamoRecordings
    from chalicelib.store.cases import DynamoCases
    from chalicelib.store.contacts import DynamoContacts
    from chalicelib.store.jobs import DynamoJobs
    from chalicelib.store.outbox import DynamoOutbox
    from chalicelib.store.sessions import DynamoSessions

    here, secret = settings.current(), secrets()
    authority = load(here.authority)
    twilio = client_maker(
        secret.twilio_account_sid, secret.twilio_auth_tokens[0], here.twilio_api_base
    )
    return Services(
        authority=authority,
        calendar=calendar_of(here.authority),
        contacts=DynamoContacts(phone_key()),
        calls=DynamoCalls(phone_key()),
        recordings=DynamoRecordings(),
        cases=DynamoCases(phone_key()),
        outbox=DynamoOutbox(),
        board=DynamoBoard(phone_key()),
        sessions=DynamoSessions(),
        access=DynamoAccess(),
        jobs=DynamoJobs(),
        queue=SqsWorkQueue(here.work_queue_url, here.region),
        texting=TwilioTexting(twilio, authority.sms.sender, here.public_base_url),
        calling=TwilioCalling(twilio, here.public_base_url, here.voice_fallback_url),
        provider_recordings=TwilioRecordings(twilio),
        files=S3Files(here.recordings_bucket, here.region),
        mailing=SesMailing(here.mail_from, here.region, here.mail_events_set),
        time=MovedTime(here.clock_file) if here.clock_file else SystemTime(),
        link_key=secret.link_key,
        base_url=here.public_base_url,
    )
