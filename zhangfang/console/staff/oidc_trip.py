"""What is remembered of an agent who was sent to the company's own sign-in: in a cookie, under seal.

No desk keeps it: any desk with the same keys can take the agent back. Another browser than the one
that went has no such cookie, so that nobody can be signed in as somebody else by a link.
"""

import base64
import binascii
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zhangfang.evidence.seal import NONCE_BYTES, UnsealError, seal, unseal

COOKIE = "zf_oidc"
COOKIE_PATH = "/api/v1/agent/oidc"
TIME_FOR_IT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Trip:
    """One way there and back.

    Attributes:
        state: comes back in the address.
        nonce: comes back in the signed token.
        verifier: shows that who fetches the token is who went (RFC 7636).
        back_to: our address to come back to.
        until: when it is too late, in seconds since 1970.
    """

    state: str
    nonce: str
    verifier: str
    back_to: str
    until: float


def set_out(back_to: str, now: datetime) -> Trip:
    """A new trip."""
    return Trip(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back_to=back_to,
        until=(now + TIME_FOR_IT).timestamp(),
    )


def as_cookie(master: bytes, trip: Trip) -> str:
    """The trip, so that only a desk with these keys can read it."""
    plain = json.dumps(asdict(trip)).encode()
    box = seal(_key(master), plain, COOKIE, secrets.token_bytes(NONCE_BYTES))
    return base64.urlsafe_b64encode(box).decode()


def from_cookie(master: bytes, cookie: str | None, now: datetime) -> Trip | None:
    """The trip of a cookie; None if there is none, or it took too long."""
    if cookie is None:
        return None
    try:
        box = base64.urlsafe_b64decode(cookie)
        trip = Trip(**json.loads(unseal(_key(master), box, COOKIE)))
    except (binascii.Error, UnsealError, ValueError):
        return None
    return trip if now.timestamp() < trip.until else None


def _key(master: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"zhangfang oidc trip").derive(master)
