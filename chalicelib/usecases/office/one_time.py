"""Codes of an authenticator app: RFC 6238 with what every app can do, six digits and half a minute.

They are computed by pyotp, which touches nothing of the world.
"""

from __future__ import annotations

import hmac
import re
from datetime import datetime

SECONDS = 30  # that a code is shown
APART = 1  # steps that the telephone's clock and ours may differ (RFC 6238, 5.2)
_SECRET = re.compile(r"[A-Z2-7]{32}")


def new_secret() -> str:
    """160 bits, as RFC 4226 recommends, in base32."""
    import pyotp

    return str(pyotp.random_base32(32))


def is_secret(text: str) -> bool:
    """Whether this has the form of a secret of ours."""
    return _SECRET.fullmatch(text) is not None


def address(secret: str, who: str, issuer: str) -> str:
    """The address that tells an app the secret; `who` and `issuer` are what it shows beside it.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    import pyotp

    return str(pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name=issuer))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, in half minutes since 1970; None if it is of none just now."""
    import pyotp

    app, current = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    found = None
    for step in range(current - APART, current + APART + 1):  # all, whichever it is
        if hmac.compare_digest(app.generate_otp(step).encode(), code.encode()):
            found = step
    return found
