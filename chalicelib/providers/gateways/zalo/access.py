"""The token that Zalo is called with.

It lives for 25 hours, or as its answer says; what gets the next one comes with it, and is good
once, within three months. Two dispatchers that used the same one would lose it, and a person had to
authorise the app anew: so it is used under a claim alone, and what it has got is on file before
anything else is done. Whoever does not get the claim goes on with the token there is.

https://docs.zaloplatforms.com/docs/OA/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
https://docs.zaloplatforms.com/docs/OA/phu-luc/cac-loai-ma-su-dung-trong-oauth
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NoReturn

from chalicelib import observe
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.home import Home
from chalicelib.providers.gateways.posting import post
from chalicelib.providers.gateways.zalo.codes import DONE, KIND, TOO_FAST
from chalicelib.usecases.ports.errors import (
    LostAnswerError,
    NoProviderError,
    RefusedError,
    RetryableError,
)
from chalicelib.usecases.ports.office import Kept, Pair

DOOR = "https://oauth.zaloapp.com/v4/oa/access_token"
CLAIM = timedelta(minutes=1)  # longer than Zalo takes to answer
EARLY = timedelta(hours=1)  # how long before its end a token is changed
SHORTEST = timedelta(hours=1)  # how long tokens lived in earlier years


class Access:
    """`token` in `account` is the refresh token of the last authorisation: it is used once, and
    from then on those that came by it."""

    def __init__(self, name: str, account: Account, home: Home) -> None:
        self._name, self._account, self._home = name, account, home

    def token(self, refused: str = "") -> str:
        """A token that is good, and not the one that Zalo has refused. Raises RetryableError while
        there is none, NoProviderError if nobody has ever authorised the app."""
        kept, now = self._home.tokens.get(self._name), self._home.now()
        begun = self._begins(kept)
        pair = None if kept is None or begun else kept.pair
        usable = pair.access if pair and pair.access != refused and now < pair.expires_at else ""
        if usable and pair and now < pair.expires_at - EARLY:
            return usable
        refresh = pair.refresh if pair else self._account.token
        if not refresh:
            raise NoProviderError(NotArrived.NO_PROVIDER)
        if not self._home.tokens.claim(self._name, kept, refresh, begun, now, now + CLAIM):
            return usable or _in_vain("is being got by somebody else")
        try:
            return self._next(refresh)
        except RetryableError:
            if usable:
                return usable
            raise

    def _begins(self, kept: Kept | None) -> str:
        """The hash of an authorisation that was not begun with yet, "" if there is none. A process
        that has read the secrets before a change has one that was."""
        if not self._account.token:
            return ""
        told = hashlib.sha256(self._account.token.encode()).hexdigest()[:16]
        return "" if kept and told in kept.begun else told

    def _next(self, refresh: str) -> str:
        """Uses it up. If the answer is lost the claim stands for a while, and what Zalo then says
        shows whether it was used."""
        said = self._asked(refresh)
        pair = Pair(
            access=str(said["access_token"]),
            refresh=str(said["refresh_token"]),
            expires_at=self._home.now() + _life(said.get("expires_in")),
        )
        if not self._home.tokens.put(self._name, refresh, pair):
            observe.log("zalo token of an older authorisation", gateway=self._name)
        return pair.access

    def _asked(self, refresh: str) -> Mapping[str, Any]:
        account = self._account
        form = {
            "refresh_token": refresh,
            "app_id": account.user,
            "grant_type": "refresh_token",
        }
        try:
            said = post(self._name, DOOR, data=form, headers={"secret_key": account.password})
        except LostAnswerError:  # about the token; no text has been sent
            _in_vain("may have been got")
        except RefusedError as error:
            self._lost(error.code)
        code = str(said.get("error") or DONE)
        if code == TOO_FAST:
            _in_vain(code)
        if not said.get("access_token") or not said.get("refresh_token"):
            self._lost(code)
        return said

    def _lost(self, code: str) -> NoReturn:
        """Nobody can go on with it, until the app is authorised anew. Texts wait as long as they
        do for a gateway that is out of order."""
        observe.metric("ZaloTokenLost")
        observe.log("zalo token lost", gateway=self._name, code=code)
        _in_vain("is lost")


def _in_vain(why: str) -> NoReturn:
    raise RetryableError(f"{KIND} token {why}")


def _life(said: object) -> timedelta:
    """Zalo writes the seconds as a text. What cannot be read is no reason to lose the pair."""
    text = str(said)
    return timedelta(seconds=int(text)) if text.isdecimal() else SHORTEST
