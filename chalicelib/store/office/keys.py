"""What lets officers in besides mailed links: the browsers they used, by the hash of a cookie's
secret, and their apps' secrets, in the vault."""

from __future__ import annotations

from chalicelib.store.dynamo.case_items import BrowserItem
from chalicelib.store.dynamo.conditions import changed
from chalicelib.store.dynamo.vault_items import CredentialsItem
from chalicelib.usecases.ports.office import Credentials, KnownBrowser


class DynamoKeys:
    """The `Keys` port."""

    def know(self, browser: KnownBrowser) -> None:
        BrowserItem(
            f"browser#{browser.key}",
            "browser",
            who=browser.who,
            since=browser.since,
            until=browser.until,
            ttl=browser.until,
        ).save()

    def browser(self, key: str) -> KnownBrowser | None:
        try:
            item = BrowserItem.get(f"browser#{key}", "browser")
        except BrowserItem.DoesNotExist:
            return None
        return KnownBrowser(key=key, who=item.who, since=item.since, until=item.until)

    def of(self, who: str) -> Credentials:
        try:
            item = CredentialsItem.get(f"officer#{who}", "credentials", consistent_read=True)
        except CredentialsItem.DoesNotExist:
            return Credentials(who=who)
        return Credentials(
            who=who,
            secret=item.secret,
            since=item.since,
            step=int(item.step),
            trusted_since=item.trusted_since,
        )

    def put(self, credentials: Credentials) -> None:
        CredentialsItem(
            f"officer#{credentials.who}",
            "credentials",
            secret=credentials.secret,
            since=credentials.since,
            step=credentials.step,
            trusted_since=credentials.trusted_since,
        ).save()

    def use(self, who: str, secret: str, step: int) -> bool:
        item = CredentialsItem(f"officer#{who}", "credentials")
        unused = (CredentialsItem.secret == secret) & (CredentialsItem.step < step)
        return changed(item, [CredentialsItem.step.set(step)], unused)
