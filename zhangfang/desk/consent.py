"""What the merchant has agreed to: that the record is kept, and sensitive data in it or not."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.desk.errors import DeskError
from zhangfang.desk.not_erased import require_key
from zhangfang.guides.model import Knowledge
from zhangfang.store import log
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

CONSENTED = "consented"
"""The kind of the event. Its version leads to the text, which the event's `guide` covers as well."""


class OtherVersionError(DeskError):
    """The text was changed since it was shown."""

    status, code = 409, "other_version"
    message = "这份说明刚更新过。再看一遍，同意了再发。"


class Consenting(BaseModel):
    """What was agreed to. `sensitive`: whether sensitive data may be kept, too."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    version: Annotated[str, Field(min_length=1, max_length=64)]
    sensitive: bool


class Consented(BaseModel):
    """What was agreed to last, and when; all null if nothing was."""

    at: str | None
    version: str | None
    sensitive: bool | None


def consent(
    database: Database, knowledge: Knowledge, conversation: str, given: Consenting, now: datetime
) -> Consented:
    """Put it on record; the same again is the first.

    Raises:
        OtherVersionError: that is not the text of now.
        NoTokenError: the conversation was erased meanwhile.
    """
    with database.write() as connection:
        require_key(connection, conversation)
        before = consent_of(connection, conversation)
        if (before.version, before.sensitive) == (given.version, given.sensitive):
            return before
        if given.version != knowledge.consent.version:
            raise OtherVersionError
        draft = log.Draft(
            kind=CONSENTED,
            actor="merchant",
            origin="merchant_said",
            at=stamp(now),
            body=given.model_dump(),
        )
        log.append(connection, conversation, [draft])
        return consent_of(connection, conversation)


def consent_now(database: Database, conversation: str) -> Consented:
    """What was agreed to last."""
    with database.read() as connection:
        return consent_of(connection, conversation)


def consent_of(connection: Connection, conversation: str) -> Consented:
    """What was agreed to last."""
    events = log.of_kinds(connection, conversation, (CONSENTED,))
    if not events:
        return Consented(at=None, version=None, sensitive=None)
    last = events[-1].event
    return Consented(at=last.at, **last.body)


def sensitive_allowed(connection: Connection, conversation: str) -> bool:
    """Whether numbers may be kept under seal, and files taken.

    Who was never asked writes through the API, and has not said no.
    """
    return consent_of(connection, conversation).sensitive is not False
