"""Erases a conversation because its merchant wants it, and leaves them the proof that it was done."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.desk.receipts import receipt_of
from zhangfang.desk.record_errors import SecretWantedError
from zhangfang.desk.resume import LONGEST_TYPED
from zhangfang.desk.secret_tries import secret_number, try_own_secret
from zhangfang.desk.sending import Receipt
from zhangfang.evidence.signed_note import SigningKey
from zhangfang.store import files, log
from zhangfang.store.database import Database
from zhangfang.store.erase import erase, wipe_traces
from zhangfang.store.moments import stamp

ERASED = "erased"
"""The kind of the event."""

By = Literal["merchant", "operator"]


class Erasing(BaseModel):
    """The wish to have everything erased. With a secret made, it must be given."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    confirm: Literal[True]
    secret: Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED)] | None = None


class Erased(BaseModel):
    """It is gone. The receipt is all that is left, and proves that it was done."""

    erased_at: str
    receipt: Receipt


def erase_conversation(
    database: Database,
    key: SigningKey,
    conversation: str,
    erasing: Erasing,
    client: str,
    now: datetime,
) -> Erased:
    """Erase it, for good. Its traces are still to be wiped (wiping.py).

    Raises:
        SecretWantedError: a case of it has a secret, and none was given.
        WrongSecretError: it is another one.
        TooManyTriesError: too many wrong ones before.
    """
    if secret_number(database, conversation) is not None:
        if erasing.secret is None:
            raise SecretWantedError
        try_own_secret(database, conversation, erasing.secret, client, now)
    entry = _erase(database, conversation, "merchant", now)
    with database.read() as connection:
        return Erased(erased_at=entry.event.at, receipt=receipt_of(connection, key, entry))


def erase_by_operator(database: Database, conversation: str, now: datetime) -> bool:
    """Erase it because its merchant asked those who run the desk.

    Returns whether its last traces are overwritten; if not, a reader held it up, and the next start
    of the desk does it.
    """
    _erase(database, conversation, "operator", now)
    return wipe_traces(database)


def erase_if(
    database: Database, conversation: str, is_due: Callable[[Connection], bool], now: datetime
) -> bool:
    """Erase it because its time is over, if that is still so in the transaction that does it.

    Returns whether it was. Its last traces are still to be wiped (wiping.py).
    """
    with database.write() as connection:
        if not is_due(connection):
            return False
        _, boxes = _erase_in(connection, conversation, "operator", now)
    files.remove_all(boxes)
    return True


def _erase(database: Database, conversation: str, by: By, now: datetime) -> log.Entry:
    with database.write() as connection:
        entry, boxes = _erase_in(connection, conversation, by, now)
    files.remove_all(boxes)  # unreadable by now; the next start removes what is left
    return entry


def _erase_in(
    connection: Connection, conversation: str, by: By, now: datetime
) -> tuple[log.Entry, Path]:
    """Put it on record and erase; returns the event, and the folder whose files are to go."""
    gone = log.Draft(
        kind=ERASED,
        actor="merchant" if by == "merchant" else "system",
        origin="observed",
        at=stamp(now),
        body={"by": by},
    )
    [entry] = log.append(connection, conversation, [gone])
    erase(connection, conversation)
    return entry, files.folder_of(connection, conversation)
