"""What the app does with an encrypted field: `$aes-256-cbc/pbkdf2-sha1$i=75000$<salt>$<text>`.

https://docs.sms-gate.app/privacy/encryption/
"""

from __future__ import annotations

import base64
import hashlib

from Crypto.Cipher import AES
from Crypto.Util.Padding import unpad

ALGORITHM = "aes-256-cbc/pbkdf2-sha1"
KEY = 32  # bytes


class UnreadableError(Exception):
    """Why the app cannot read a field, in its words."""


def decrypted(field: str, passphrase: str) -> str:
    """The field in plain text; UnreadableError if this passphrase does not open it."""
    chunks = field.split("$")
    if len(chunks) < 5:
        raise UnreadableError("Invalid encrypted data format")
    _, algorithm, said, salt, text, *_ = chunks
    if algorithm != ALGORITHM:
        raise UnreadableError("Unsupported algorithm")
    iterations = dict(part.partition("=")[::2] for part in said.split(",")).get("i", "")
    if not iterations.isdecimal():
        raise UnreadableError("Missing iteration count")
    try:
        return _opened(passphrase, int(iterations), base64.b64decode(salt), base64.b64decode(text))
    except ValueError as error:
        raise UnreadableError("pad block corrupted") from error


def _opened(passphrase: str, iterations: int, salt: bytes, text: bytes) -> str:
    key = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, iterations, KEY)
    cipher = AES.new(key, AES.MODE_CBC, iv=salt)
    return unpad(cipher.decrypt(text), AES.block_size).decode()
