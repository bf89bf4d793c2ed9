"""Tries to show that one knows the secret of a case: few are allowed, and each counts at once.

A try counts as a wrong one before it is known what it is, so that neither many at once nor a
restart give more of them. A wrong number and a wrong secret cost the same and are told alike.
"""

from datetime import datetime

from zhangfang.cases.secret import read_secret
from zhangfang.desk.errors import TooManyTriesError
from zhangfang.desk.record_errors import NoSecretError, NoSuchCaseError, WrongSecretError
from zhangfang.desk.secret_hash import NOBODY, Hashed, matches
from zhangfang.store import case_secrets, cases, log, resume_tries
from zhangfang.store.case_secrets import Kept
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

RESUME_REFUSED = "resume_refused"
"""The kind of the event of a wrong try."""


def try_secret(database: Database, number: str, typed: str, client: str, now: datetime) -> Kept:
    """What is kept of the case's secret, if this is it.

    Args:
        database: where it is looked up.
        number: of the case.
        typed: the secret as somebody typed it.
        client: where the request comes from.
        now: when it came.

    Raises:
        TooManyTriesError: of this case, or from this client.
        NoSuchCaseError: number and secret do not fit.
    """
    try_id, kept = _begin(database, number, client, now)
    known = Hashed(kept.salt, kept.digest) if kept else NOBODY
    if not matches(read_secret(typed), known) or kept is None:
        _refuse(database, number, try_id, now)
        raise NoSuchCaseError
    with database.write() as connection:
        resume_tries.forgive(connection, try_id)
    return kept


def try_own_secret(
    database: Database, conversation: str, typed: str, client: str, now: datetime
) -> str:
    """The number of this conversation's case whose secret this is: the latest that has one.

    Raises:
        NoSecretError: none of its cases has a secret.
        TooManyTriesError: too many wrong ones before.
        WrongSecretError: it is another.
    """
    number = secret_number(database, conversation)
    if number is None:
        raise NoSecretError
    try:
        try_secret(database, number, typed, client, now)
    except NoSuchCaseError:
        raise WrongSecretError from None
    return number


def secret_number(database: Database, conversation: str) -> str | None:
    """The case of this conversation that has the latest secret, if any has one."""
    with database.read() as connection:
        return case_secrets.latest_of(connection, conversation)


def _begin(database: Database, number: str, client: str, now: datetime) -> tuple[int, Kept | None]:
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
            wrong = log.Draft(
                kind=RESUME_REFUSED,
                actor="system",
                origin="observed",
                at=stamp(now),
                body={"case_number": number},
            )
            log.append(connection, conversation, [wrong])
