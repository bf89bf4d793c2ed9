"""The keys by which other systems ask: made and revoked by an administrator, checked at every call."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple
from uuid import uuid4

from anyio.to_thread import run_sync
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.staff.client import client_of
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import DeskError, TooManyTriesError
from zhangfang.store import api_keys, sign_in_tries
from zhangfang.store.api_keys import ApiKey
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.sign_in_tries import Limit

Scope = Literal["cases:read", "packs:read"]

API_KEY_CHANGED = "api_key_changed"
"""The kind of the event, in the administrator's own record."""

PREFIX = "zfk_"
KEY_BYTES = 32
START = 10
"""Characters that are shown of a key later: they leave 37 that nobody knows."""

LIMIT = Limit(20, timedelta(minutes=15))
"""Of wrong keys from one client."""

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="ApiKey",
    description="An API key, made by an administrator in the console: `Bearer zfk_…`.",
)
_Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


class NoKeyError(DeskError):
    """No API key, a wrong one, or one that was revoked."""

    status, code = 401, "no_key"
    message = "没有带 API 密钥，或者密钥不对、已经停用。请管理员在工作台里看一下。"
    headers = MappingProxyType({"WWW-Authenticate": "Bearer"})


class WrongScopeError(DeskError):
    """The key may not do that."""

    status, code = 403, "wrong_scope"
    message = "这个 API 密钥没有这项权限。请管理员另建一个带权限的密钥。"


KEY_ERRORS = (NoKeyError, WrongScopeError, TooManyTriesError)
"""How a call with a key may be refused."""


class KeyMade(NamedTuple):
    """A key, and the secret itself, which is shown this once."""

    key: ApiKey
    secret: str


class Allowed:
    """A dependency: the key of a call, if it has this scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    async def __call__(self, the: The, request: Request, given: _Given, now: SaidAt) -> ApiKey:
        """The key.

        Raises:
            NoKeyError: there is none that opens anything.
            WrongScopeError: it has another scope.
            TooManyTriesError: too many wrong ones came from the same place.
        """
        if given is None:
            raise NoKeyError
        key = await run_sync(_key, the.database, given.credentials, client_of(request), now)
        if self._scope not in key.scopes:
            raise WrongScopeError
        return key


ReadsCases = Annotated[ApiKey, Depends(Allowed("cases:read"))]
ReadsPacks = Annotated[ApiKey, Depends(Allowed("packs:read"))]


def make(
    database: Database, who: SignedIn, name: str, scopes: Sequence[Scope], now: datetime
) -> KeyMade:
    """A key for another system.

    Raises:
        BadFieldError: the name cannot be read.
    """
    if not name.strip() or not name.isprintable():
        raise BadFieldError("name", "给它起个看得见的名字。")
    secret = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    allowed = list(dict.fromkeys(scopes))
    made = ApiKey(
        id=uuid4().hex,
        name=name,
        start=secret[:START],
        scopes=allowed,
        active=True,
        made_at=stamp(now),
        last_used=None,
    )
    with database.write() as connection:
        api_keys.add(connection, made, secret, who.id)
        about = {"id": made.id, "name": name, "scopes": allowed}
        deeds.record(connection, who, API_KEY_CHANGED, now, {"what": "made"}, api_key=about)
    return KeyMade(made, secret)


def revoke(database: Database, who: SignedIn, key_id: str, now: datetime) -> None:
    """Have a key open nothing more.

    Raises:
        NothingThereError: there is no such key, or it was revoked before.
    """
    with database.write() as connection:
        found = api_keys.of(connection, key_id)
        if found is None or not found.active:
            raise NothingThereError
        api_keys.revoke(connection, key_id)
        about = {"id": key_id, "name": found.name, "scopes": list(found.scopes)}
        deeds.record(connection, who, API_KEY_CHANGED, now, {"what": "revoked"}, api_key=about)


def _key(database: Database, given: str, client: str, now: datetime) -> ApiKey:
    what = f"api-key:{client}"
    with database.read() as connection:
        wait = sign_in_tries.wait_for(connection, {what: (LIMIT,)}, now)
        if wait is not None:
            raise TooManyTriesError(wait)
        found = api_keys.opened_by(connection, given)
    if found is None:
        with database.write() as connection:
            sign_in_tries.forget_old(connection, now)
            sign_in_tries.begin(connection, [what], now)
        raise NoKeyError
    if api_keys.is_to_be_noted(found, now):
        with database.write() as connection:
            api_keys.used(connection, found.id, now)
    return found
