"""Takes a merchant's message: checked, masked, and on disk before anybody says yes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from zhangfang.desk.bubble import seq_of_choice
from zhangfang.desk.consent import sensitive_allowed
from zhangfang.desk.merchant_text import clean
from zhangfang.desk.message_errors import (
    BadClientIdError,
    SentBeforeError,
    TextOrChoiceError,
    UnknownChoiceError,
    WrongFactsError,
    WrongQuotesError,
)
from zhangfang.desk.quotes import require_quoted
from zhangfang.desk.receipts import receipt_of
from zhangfang.desk.said import Mask as Mask
from zhangfang.desk.said import Said
from zhangfang.desk.sending import WAYS_OF_SAYING, Receipt, Sending
from zhangfang.desk.told_facts import Form, facts_said, same_facts, step_said
from zhangfang.evidence.signed_note import SigningKey
from zhangfang.guides.model import Knowledge
from zhangfang.language.masking import Finding
from zhangfang.store import holds, log, sealing, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

SPLIT_NUMBER = "split_number"
"""Why an earlier message was redacted: its last digits were the first half of a personal number."""


class Desk(NamedTuple):
    """What it takes to receive a message."""

    database: Database
    knowledge: Knowledge
    mask: Mask
    key: SigningKey


class Times(NamedTuple):
    """When a message counts as said, and when it reached the desk by the desk's own clock."""

    said: datetime
    received: datetime


class Received(NamedTuple):
    """A message on record, what its sender gets for it, and whether it is new."""

    entry: log.Entry
    receipt: Receipt
    is_new: bool


def receive(desk: Desk, conversation: str, sending: Sending, times: Times) -> Received:
    """Put the message on record; sent again, it is the old one.

    Two messages that differ only in a card number or a code count as the same: nothing is kept by
    which they could be told apart.

    Raises:
        DeskError: the message was refused, and nothing is stored.
    """
    _require_one_way(sending)
    text = clean(sending.text) if sending.text is not None else None
    with desk.database.write() as connection:
        before = log.sent_as(connection, conversation, sending.client_message_id)
        if before:
            _require_same(connection, before, desk.mask, text, sending)
            return Received(before, receipt_of(connection, desk.key, before), is_new=False)
        said = _said(connection, desk, conversation, text, sending, times)
        if not sensitive_allowed(connection, conversation):
            said = replace(said, numbers={})
        entry = _accept(connection, conversation, sending, said, times)
        return Received(entry, receipt_of(connection, desk.key, entry), is_new=True)


def _require_one_way(sending: Sending) -> None:
    """Refuse what is no message, or two at once."""
    if not sending.client_message_id.isprintable():
        raise BadClientIdError
    if sum(getattr(sending, way) is not None for way in WAYS_OF_SAYING) != 1:
        raise TextOrChoiceError
    if sending.quotes is not None and sending.text is None:
        raise WrongQuotesError
    if sending.file is not None and sending.facts is None:
        raise WrongFactsError


def _said(
    connection: Connection,
    desk: Desk,
    conversation: str,
    text: str | None,
    sending: Sending,
    times: Times,
) -> Said:
    if text is not None:
        if sending.quotes is not None:
            require_quoted(connection, conversation, sending.quotes)
        return _typed(connection, conversation, desk.mask, text, sending.quotes, times)
    if sending.choice is not None:
        return _tapped(connection, conversation, sending.choice)
    if sending.done_step is not None:
        return step_said(connection, desk.knowledge, conversation, sending.done_step)
    previous = log.last_message_of(connection, conversation, "merchant")
    before = previous.content["text"] if previous and previous.content else ""
    form = Form(sending.facts or {}, sending.file, before, times.said)
    return facts_said(connection, desk.knowledge, desk.mask, conversation, form)


def _typed(
    connection: Connection,
    conversation: str,
    mask: Mask,
    text: str,
    quotes: int | None,
    times: Times,
) -> Said:
    """The text without its personal numbers, also where one began in the message before."""
    previous = log.last_message_of(connection, conversation, "merchant")
    before = previous.content["text"] if previous and previous.content else ""
    masked = mask(text, before)
    if masked.before is not None and previous is not None and previous.content is not None:
        instead = log.Draft(
            kind=log.REDACTED,
            actor="system",
            origin="observed",
            at=stamp(times.said),
            content={**previous.content, "text": masked.before},
            received=times.received,
        )
        log.redact(connection, conversation, previous, SPLIT_NUMBER, instead)
        turns.reword(connection, conversation, previous.event.seq, masked.before)
    more = {} if quotes is None else {"quotes": quotes}
    return Said(masked.text, masked.text, numbers=_numbers(masked.found), more=more)


def _numbers(found: Sequence[Finding]) -> dict[str, str]:
    """The hidden numbers that are kept under seal, by the name of each."""
    count: Counter[str] = Counter()
    named = {}
    for finding in found:
        if finding.said is not None:
            count[finding.kind] += 1
            named[f"{finding.kind}-{count[finding.kind]}"] = finding.said
    return named


def _accept(
    connection: Connection, conversation: str, sending: Sending, said: Said, times: Times
) -> log.Entry:
    draft = log.Draft(
        kind=log.MESSAGE,
        actor="merchant",
        origin="merchant_said",
        at=stamp(times.said),
        content=said.content,
        numbers=said.numbers,
        client_at=stamp(sending.client_at) if sending.client_at else None,
        received=times.received,
    )
    [entry] = log.append(connection, conversation, [draft])
    holds.heard(connection, conversation, times.said)
    turns.add(
        connection,
        conversation,
        entry.event.seq,
        sending.client_message_id,
        said.message,
        stamp(times.received),
    )
    return log.Entry(entry.event, entry.leaf_hash, entry.content, sending.client_message_id)


def _require_same(
    connection: Connection, before: log.Entry, mask: Mask, text: str | None, sending: Sending
) -> None:
    """Refuse another body under the id of a message that is on record."""
    event, on_record = before.event, before.content or {}
    if event.kind != log.MESSAGE or not _by_name_alike(on_record, sending):
        raise SentBeforeError
    if text is None:
        return
    masked = mask(text, _said_before(connection, before))
    sealed = sealing.openings(connection, event.conversation, event.seq, event.seq)
    kept = {name: it.value for name, it in sealed.get(event.seq, {}).items()}
    if kept.pop(log.CONTENT, None) is None:
        return  # redacted since: what it said first is gone
    if masked.text != on_record.get("text") or (kept and _numbers(masked.found) != kept):
        raise SentBeforeError


def _by_name_alike(on_record: Mapping[str, Any], sending: Sending) -> bool:
    """Whether all but the typed words is the same."""
    given = (sending.choice, sending.done_step, sending.quotes)
    kept = tuple(on_record.get(name) for name in ("choice", "step", "quotes"))
    return given == kept and same_facts(on_record, sending.facts or {}, sending.file)


def _said_before(connection: Connection, entry: log.Entry) -> str:
    event = entry.event
    previous = log.last_message_of(connection, event.conversation, "merchant", before=event.seq)
    return previous.content["text"] if previous and previous.content else ""


def _tapped(connection: Connection, conversation: str, choice: str) -> Said:
    seq = seq_of_choice(choice)
    offering = log.at(connection, conversation, seq) if seq is not None else None
    offered = (offering.content or {}).get("choices", ()) if offering else ()
    for option in offered:
        if option["id"] == choice:
            return Said(option["label"], option["payload"], choice)
    raise UnknownChoiceError
