"""The encryption that the Android gateway reads: AES-256-CBC under a key from a passphrase.

Each value by itself has a salt, which is the initialisation vector too.
https://docs.sms-gate.app/privacy/encryption/
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64encode

# As the app's default: an old telephone takes seconds for many more. The passphrase is drawn by
# chance (docs/runbook.md), not thought up, so that guessing it is hopeless at any number.
ITERATIONS = 75_000
SALT = 16  # bytes


def encrypted(text: str, passphrase: str) -> str:
    """The text as the telephone with this passphrase reads it."""
    from Crypto.Cipher import AES
    from Crypto.Util.Padding import pad

    salt = secrets.token_bytes(SALT)
    key = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, ITERATIONS, 32)
    made = AES.new(key, AES.MODE_CBC, iv=salt).encrypt(pad(text.encode(), AES.block_size))
    parts = (f"i={ITERATIONS}", b64encode(salt).decode(), b64encode(made).decode())
    return "$aes-256-cbc/pbkdf2-sha1$" + "$".join(parts)
