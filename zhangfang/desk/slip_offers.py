"""What the desk says of a file that was looked at: the facts of a slip, or that it is kept.

All of it is one transaction that begins by reading the conversation anew, and changes nothing of
the case: the facts are taken when the merchant agrees. So it may come before the answer to a message
that still waits.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.slip import (
    FILE_KEPT,
    MUST_BE_LEGIBLE,
    PHOTO_KEPT,
    PHOTO_UNREAD,
    RETAKE,
    Printed,
    Slip,
    slip_reply,
)
from zhangfang.cases.told_in_form import is_ahead
from zhangfang.cases.turn import Reply
from zhangfang.cases.wording import fact_name, fact_words
from zhangfang.desk.bubble import Bubble, bubble_draft, worded
from zhangfang.desk.responses import Responses
from zhangfang.desk.said_otherwise import reworded
from zhangfang.desk.slips_on_record import FILE_READ, asked_last, printed, read_from, was_read
from zhangfang.desk.views import IN_THE_RECORD
from zhangfang.guides.model import FAMILIES, Knowledge
from zhangfang.language.masking import mask
from zhangfang.language.numerals import plain_decimal
from zhangfang.slips.reading import Field, SlipReading
from zhangfang.store import conversations, holds, log, sealing
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

READER = "rapidocr 3.10.0 PP-OCRv6"
YEARS_BACK = 3
"""A sale of longer ago is more likely misread: the claim would be time-barred (民法典 188)."""


def put_reading(
    database: Database,
    knowledge: Knowledge,
    responses: Responses,
    conversation: str,
    file_seq: int,
    reading: SlipReading | None,
    at: datetime,
) -> bool:
    """Put on record what was read of a file, and say so, once for each file.

    Args:
        database: the record.
        knowledge: for the names of facts.
        responses: for the words.
        conversation: its id.
        file_seq: seq of the file.
        reading: what was read; None of what is no picture, or could not be opened.
        at: when, local time.

    Returns:
        Whether something was said. Nothing is said of a file that was taken back or erased, or
        that was read before, nor while a person talks with the merchant.
    """
    with database.write() as connection:
        file = _file(connection, conversation, file_seq)
        if file is None or was_read(connection, conversation, file_seq):
            return False
        state = conversations.state(connection, conversation)
        fields = _fields(knowledge, reading, at) if reading else []
        slip = Slip(file_seq, [printed(field, file_seq) for field in fields], at)
        asked = _asked(connection, conversation)
        reply = _reply(knowledge, state, reading, slip, asked, file)
        bubble = reworded(connection, _bubble(responses, reply))
        if reading and reading.is_slip:
            bubble.slip = _shown(knowledge, state, slip, fields, file, reply, bubble.text)
        log.append(connection, conversation, [_event(file_seq, reading, fields, at)])
        if holds.is_held(connection, conversation):
            return False  # a person sees what was read, and says of it what they want
        seq = log.next_seq(connection, conversation)
        log.append(connection, conversation, [bubble_draft(bubble, seq, stamp(at), file_seq)])
    return True


def _file(connection: Connection, conversation: str, seq: int) -> Mapping[str, Any] | None:
    """What the record says of the file; None if nothing is to be said of it any more."""
    if sealing.key_of(connection, conversation) is None:
        return None
    entry = log.at(connection, conversation, seq)
    if entry is None or entry.event.kind != log.FILE or entry.recalled:
        return None
    return entry.content


def _fields(knowledge: Knowledge, reading: SlipReading, at: datetime) -> list[dict[str, Any]]:
    """The facts of a reading that a case can have, as the record keeps them.

    One that would have to be starred is left out.
    """
    kept = []
    for field in reading.fields:
        value = _canonical(field)
        label = fact_name(knowledge, FAMILIES[0], field.name)
        if label == field.name or value is None or _is_personal(label, value, field):
            continue
        doubtful = field.name == "transaction_time" and _is_unlikely(value, at)
        kept.append(
            {
                "name": field.name,
                "value": value,
                "label": field.label,
                "text": field.text,
                "sure": field.sure and not doubtful,
                "box": [round(edge * IN_THE_RECORD) for edge in field.box] if field.box else None,
            }
        )
    return kept


def _is_personal(label: str, value: str, field: Field) -> bool:
    """Whether it would be starred, typed alone or under its name."""
    texts = (value, field.text, f"{label}：{value}\n{field.label}：{field.text}")
    return any(mask(text).found for text in texts)


def _canonical(field: Field) -> str | None:
    """The value as the chat would have it; None if it is none."""
    if field.name != "amount":
        return field.value or None
    try:
        amount = abs(Decimal(field.value))
    except InvalidOperation:
        return None
    return plain_decimal(amount) if amount.is_finite() and amount else None


def _is_unlikely(value: str, at: datetime) -> bool:
    """A day to come, or one of more than three years ago."""
    oldest = at.replace(year=at.year - YEARS_BACK, day=min(at.day, 28))
    return is_ahead(value, at) or value[:10] < oldest.date().isoformat()[: len(value[:10])]


def _asked(connection: Connection, conversation: str) -> dict[str, str]:
    """What was read off the slip that the bot has asked about last."""
    file = asked_last(connection, conversation)
    found: Sequence[Printed] = read_from(connection, conversation, file) if file else ()
    return {one.name: one.fact.value for one in found if one.sure}


def _reply(
    knowledge: Knowledge,
    state: Conversation,
    reading: SlipReading | None,
    slip: Slip,
    asked: Mapping[str, str],
    file: Mapping[str, Any],
) -> Reply:
    if reading is None:
        return Reply(response=FILE_KEPT if file["media"] == "application/pdf" else PHOTO_KEPT)
    if not reading.is_slip:
        return Reply(response=PHOTO_UNREAD if reading.retake else PHOTO_KEPT)
    if reading.retake and not any(it.name in MUST_BE_LEGIBLE for it in slip.printed):
        return Reply(response=RETAKE[reading.retake])
    return slip_reply(knowledge, state, slip, asked)


def _bubble(responses: Responses, reply: Reply) -> Bubble:
    assert reply.response is not None
    part = worded(responses, reply.response, reply.values)
    return Bubble(text=part.text, parts=(part,), options=list(reply.options))


def _shown(
    knowledge: Knowledge,
    state: Conversation,
    slip: Slip,
    fields: Sequence[Mapping[str, Any]],
    file: Mapping[str, Any],
    reply: Reply,
    text: str,
) -> dict[str, Any]:
    """What a page lays out as a card: each field, with its place in the picture."""
    family = state.case.family if state.case else FAMILIES[0]
    return {
        "file": slip.file,
        "sha256": file["sha256"],
        "fields": [
            {
                "name": one.name,
                "label": fact_name(knowledge, family, one.name),
                "words": fact_words(one.name, one.fact, slip.now.year),
                "value": one.fact.value,
                "doubtful": not one.sure,
                "box": field["box"],
            }
            for one, field in zip(slip.printed, fields, strict=True)
        ],
        "retake": text if reply.response in RETAKE.values() else None,
    }


def _event(
    file_seq: int, reading: SlipReading | None, fields: Sequence[Mapping[str, Any]], at: datetime
) -> log.Draft:
    quality = reading.retake if reading else None
    return log.Draft(
        kind=FILE_READ,
        actor="system",
        origin="observed",
        at=stamp(at),
        body={"seq": file_seq, "reader": READER if reading else None},
        content={"fields": [dict(field) for field in fields], "quality": quality},
    )
