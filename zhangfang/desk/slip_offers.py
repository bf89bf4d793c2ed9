"""Puts what was read from a file on record."""

from datetime import datetime

from zhangfang.desk.responses import Responses
from zhangfang.guides.model import Knowledge
from zhangfang.slips.reading import SlipReading
from zhangfang.store import file_views, log, sealing
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.recalls import recalled

READER = "rapidocr 3.10.0 PP-OCRv6"


def put_reading(
    database: Database,
    knowledge: Knowledge,  # noqa: ARG001 - for the words
    responses: Responses,  # noqa: ARG001 - for the words
    conversation: str,
    file_seq: int,
    reading: SlipReading | None,
    at: datetime,
) -> bool:
    """Put on record that a file was looked at, once. Returns whether this was the first time."""
    with database.write() as connection:
        if sealing.key_of(connection, conversation) is None:
            return False
        if file_seq in file_views.looked_at(connection, conversation):
            return False
        if file_seq in recalled(connection, conversation):
            return False
        draft = log.Draft(
            kind=file_views.FILE_READ,
            actor="system",
            origin="observed",
            at=stamp(at),
            body={"seq": file_seq, "reader": READER},
            content={"reading": reading.to_json() if reading else None},
        )
        log.append(connection, conversation, [draft])
    return True
