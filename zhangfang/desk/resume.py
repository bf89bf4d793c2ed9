"""Goes on with a conversation on another phone: a case number and its short secret open it.

A try counts as a wrong one before it is known what it is, so that neither many at once nor a
restart give more of them. A wrong number and a wrong secret cost the same and are told alike.
"""

import secrets
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.cases.number import read_case_number
from zhangfang.cases.secret import new_secret, read_secret
from zhangfang.desk.errors import (
    MiscopiedNumberError,
    NoCaseError,
    NoSuchCaseError,
    TooManyTriesError,
)
from zhangfang.desk.opening import TOKEN_BYTES
from zhangfang.desk.secret_hash import NOBODY, Hashed, hashed, matches
from zhangfang.evidence.event import Actor
from zhangfang.store import case_secrets, cases, conversations, log, resume_tries, tokens
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

SECRET_MADE, RESUMED, RESUME_REFUSED = "secret_made", "resumed", "resume_refused"
"""Kinds of events. None of them holds a secret."""

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
        _record(connection, conversation, SECRET_MADE, "merchant", number, now)
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
    try_id, kept = _begin(database, number, client, now)
    known = Hashed(kept.salt, kept.digest) if kept else NOBODY
    if not matches(read_secret(typed.secret), known) or kept is None:
        _refuse(database, number, try_id, now)
        raise NoSuchCaseError
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with database.write() as connection:
        resume_tries.forgive(connection, try_id)
        tokens.add(connection, kept.conversation, token, stamp(now), "resumed")
        _record(connection, kept.conversation, RESUMED, "merchant", number, now)
    return Resumed(id=kept.conversation, token=token, case_number=number)


def _begin(
    database: Database, number: str, client: str, now: datetime
) -> tuple[int, case_secrets.Kept | None]:
    with database.write() as connection:
        resume_tries.forget_old(connection, now)
        wait = resume_tries.wait_for(connection, number, client, now)
        if wait is None:
            try_id = resume_tries.begin(connection, number, client, now)
            return try_id, case_secrets.of_case(connection, number)
    raise TooManyTriesError(wait)


def _refuse(database: Database, number: str, try_id: int, now: datetime) -> None:
    with database.write() as connection:
        resume_tries.stays(connection, try_id)
        conversation = cases.conversation_of(connection, number)
        if conversation:
            _record(connection, conversation, RESUME_REFUSED, "system", number, now)


def _record(
    connection: Connection, conversation: str, kind: str, actor: Actor, number: str, now: datetime
) -> None:
    event = log.Draft(
        kind=kind, actor=actor, origin="observed", at=stamp(now), body={"case_number": number}
    )
    log.append(connection, conversation, [event])
