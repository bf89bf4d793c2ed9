"""Who writes, by the signed word of the site that the page is embedded in (docs/embed.md).

A token: `zf1.`, base64url of JSON with `id`, `name` and `at`, `.`, and the HMAC-SHA256 of the middle
part in hex.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection

from zhangfang.desk.errors import DeskError
from zhangfang.desk.not_erased import require_key
from zhangfang.desk.said import Mask
from zhangfang.store import log
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

IDENTIFIED = "identified"
"""The kind of the event."""

VERSION = "zf1"
LONGEST_TOKEN = 2000
FRESH = timedelta(minutes=10)
CLOCKS_APART = timedelta(minutes=2)
"""The site's clock may be ahead of ours by so much."""

LEAST_SECRET = 16
"""Bytes."""


class NoIdentitySecretError(DeskError):
    """This desk was started without one."""

    status, code = 404, "no_identity_secret"
    message = "这里没有开通身份确认。照常说就行。"


class BadIdentityError(DeskError):
    """Not signed with the secret, too old, or no token at all."""

    status, code = 403, "bad_identity"
    message = "网站给的身份没对上，或者过期了。照常说就行，要确认身份就刷新一下。"


class Identifying(BaseModel):
    """What the site hands over."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    token: Annotated[str, Field(min_length=1, max_length=LONGEST_TOKEN)]


class Identity(BaseModel):
    """Whom the site says it is; both null if it said nothing."""

    id: str | None
    name: str | None


class _Signed(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: Annotated[str, Field(strict=True, min_length=1, max_length=64)]
    name: Annotated[str, Field(strict=True, max_length=64)] = ""
    at: AwareDatetime


def read_secret(file: Path) -> bytes:
    """The secret in a file, without the line's end.

    Raises:
        OSError: it cannot be read.
        ValueError: it is too short to keep anybody out.
    """
    secret = file.read_bytes().rstrip(b"\r\n")
    if len(secret) < LEAST_SECRET:
        raise ValueError(f"{file} has {len(secret)} bytes; a secret needs {LEAST_SECRET} at least")
    return secret


def identify(
    database: Database, mask: Mask, secret: bytes, conversation: str, token: str, now: datetime
) -> Identity:
    """Put on record who writes; the same again is no new event.

    Raises:
        BadIdentityError: the token does not hold.
        NoTokenError: the conversation was erased meanwhile.
    """
    signed = _signed(secret, token, now)
    found = Identity(id=signed.id, name=mask(_printable(signed.name), "").text)
    with database.write() as connection:
        require_key(connection, conversation)
        if identity_of(connection, conversation) != found:
            draft = log.Draft(
                kind=IDENTIFIED,
                actor="system",
                origin="observed",
                at=stamp(now),
                content=found.model_dump(),
            )
            log.append(connection, conversation, [draft])
    return found


def identity_of(connection: Connection, conversation: str) -> Identity:
    """Whom the site said last that it is."""
    entries = log.of_kinds(connection, conversation, (IDENTIFIED,))
    content = entries[-1].content if entries else None
    return Identity.model_validate(content or {"id": None, "name": None})


def _signed(secret: bytes, token: str, now: datetime) -> _Signed:
    version, dot, rest = token.partition(".")
    part, second_dot, given = rest.partition(".")
    made = hmac.new(secret, part.encode(), hashlib.sha256).hexdigest()
    if not (version == VERSION and dot and second_dot):
        raise BadIdentityError
    if not hmac.compare_digest(made.encode(), given.encode()):
        raise BadIdentityError
    try:
        said = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        signed = _Signed.model_validate_json(said)
        age = now - signed.at
    except (binascii.Error, ValidationError, ValueError, OverflowError):
        raise BadIdentityError from None
    if not -CLOCKS_APART <= age <= FRESH or not signed.id.isprintable():
        raise BadIdentityError
    return signed


def _printable(name: str) -> str:
    """A name without what cannot be seen."""
    return " ".join("".join(it for it in name if it.isprintable()).split())
