"""Signs what webhooks are told, as Standard Webhooks 1.0 says (standardwebhooks.com)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret as its receiver is given it: 32 random bytes in Base64, behind `whsec_`."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(message: str, body: bytes, signed_by: Iterable[str], now: datetime) -> dict[str, str]:
    """The three headers of one try.

    Args:
        message: its id, the same at every try.
        body: to the byte.
        signed_by: all secrets that are good now: a receiver knows one of them.
        now: when it is tried.
    """
    timestamp = str(int(now.timestamp()))
    signed = b".".join((message.encode(), timestamp.encode(), body))
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{_signature(it, signed)}" for it in signed_by),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
