"""Goes on with a conversation on another phone: a case number and its short secret open it."""

import secrets
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.cases.number import read_case_number
from zhangfang.cases.secret import new_secret, read_secret
from zhangfang.desk.opening import TOKEN_BYTES
from zhangfang.desk.record_errors import MiscopiedNumberError, NoCaseError
from zhangfang.desk.secret_hash import hashed
from zhangfang.desk.secret_tries import try_secret
from zhangfang.store import case_secrets, conversations, log, tokens
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

SECRET_MADE, RESUMED = "secret_made", "resumed"
"""Kinds of events. None of them holds a secret; see also secret_tries.py."""

LONGEST_TYPED = 64


class SecretMade(BaseModel):
    """The way into the conversation from another phone. The secret is shown this once."""

    case_number: str
    secret: str


class Resuming(BaseModel):
    """What somebody types on another phone."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    case_number: Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED)]
    secret: Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED)]


class Resumed(BaseModel):
    """The same conversation, with a token for this phone. The other phone's stays good."""

    id: str
    token: str
    case_number: str


def make_secret(database: Database, conversation: str, now: datetime) -> SecretMade:
    """A new secret for the case being worked on, or for the latest; the earlier one is void.

    Raises:
        NoCaseError: the conversation has no case.
    """
    secret = new_secret(secrets.choice)
    kept = hashed(read_secret(secret))
    with database.write() as connection:
        state = conversations.state(connection, conversation)
        if not state.cases:
            raise NoCaseError
        number = (state.case or state.cases[-1]).number
        case_secrets.replace(connection, number, kept.salt, kept.digest, stamp(now))
        _record(connection, conversation, SECRET_MADE, number, now)
    return SecretMade(case_number=number, secret=secret)


def resume(database: Database, typed: Resuming, client: str, now: datetime) -> Resumed:
    """A new token, if number and secret belong together.

    Args:
        database: where both are looked up.
        typed: number and secret.
        client: where the request comes from.
        now: when it came.

    Raises:
        MiscopiedNumberError: the number is none.
        TooManyTriesError: of this case, or from this client.
        NoSuchCaseError: number and secret do not fit.
    """
    number = read_case_number(typed.case_number)
    if number is None:
        raise MiscopiedNumberError
    kept = try_secret(database, number, typed.secret, client, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with database.write() as connection:
        tokens.add(connection, kept.conversation, token, stamp(now), "resumed")
        _record(connection, kept.conversation, RESUMED, number, now)
    return Resumed(id=kept.conversation, token=token, case_number=number)


def _record(
    connection: Connection, conversation: str, kind: str, number: str, now: datetime
) -> None:
    event = log.Draft(
        kind=kind, actor="merchant", origin="observed", at=stamp(now), body={"case_number": number}
    )
    log.append(connection, conversation, [event])
