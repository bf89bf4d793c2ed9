"""Takes back a message that its sender regrets: it is shown to nobody any more.

What it said stays in the log under seal, beside the mark that it was taken back
(docs/decisions/017). What the bot made of it stays as well, and the merchant is told so.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from zhangfang.cases.case import Fact
from zhangfang.cases.wording import fact_name
from zhangfang.desk.bubble import Bubble, bubble_draft
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.errors import DeskError
from zhangfang.desk.not_erased import require_key
from zhangfang.desk.owed import owed_after_recall
from zhangfang.desk.receipts import receipt_of
from zhangfang.desk.receive import Times
from zhangfang.desk.sending import Receipt, SenderTime
from zhangfang.desk.views import Message
from zhangfang.evidence.signed_note import SigningKey
from zhangfang.guides.model import FAMILIES, Knowledge
from zhangfang.store import conversations, holds, log, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.recalls import RECALLED, recalled

LONGEST_REGRET = timedelta(minutes=2)
"""After that it has been read and acted upon."""

KEPT = "这条撤回了。里面的{}我已经记下，要改就直接跟我说。"
FACTS = ("fact_set", "facts_held")


class NoMessageError(DeskError):
    """No message of the merchant's own has this seq."""

    status, code = 404, "no_message"
    message = "没有这条消息，或者不是你发的，撤不了。"


class TooLateError(DeskError):
    """It was accepted more than two minutes ago."""

    status, code = 409, "too_late"
    message = "超过两分钟，撤不回了。"


class Recalling(BaseModel):
    """The wish to take a message back."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    client_at: SenderTime | None = Field(default=None, description="what the sender's clock shows")


class Recalled(BaseModel):
    """The mark that stands in the conversation now."""

    message: Message
    receipt: Receipt


class TakenBack(NamedTuple):
    """The mark on record, what its sender gets for it, and whether it is new."""

    entry: log.Entry
    receipt: Receipt
    is_new: bool


def recall(
    database: Database,
    knowledge: Knowledge,
    key: SigningKey,
    conversation: str,
    seq: int,
    client_at: datetime | None,
    times: Times,
) -> TakenBack:
    """Take back a message or a file of the merchant's; taken back again, it is the old mark.

    All of it is one transaction: a message that was not answered by then never will be, one that
    was keeps its answer.

    Args:
        database: where it is.
        knowledge: names the facts that came of it.
        key: signs the receipt.
        conversation: whose message.
        seq: of the message.
        client_at: what the sender's clock showed.
        times: when it is taken back.

    Raises:
        NoMessageError: there is no such message, or it is not the merchant's.
        TooLateError: it is more than two minutes old.
        NoTokenError: the conversation was erased meanwhile.
    """
    with database.write() as connection:
        require_key(connection, conversation)
        mark = recalled(connection, conversation).get(seq)
        before = log.at(connection, conversation, mark) if mark else None
        if before:
            return TakenBack(before, receipt_of(connection, key, before), is_new=False)
        said = _fresh(log.at(connection, conversation, seq), times.said)
        view = case_shown(connection, knowledge, conversation, times.said)
        turns.withdraw(connection, conversation, seq, {"replies": [], "case": view})
        entry = _mark(connection, conversation, seq, client_at, times)
        owed_after_recall(connection, conversation, said.event)
        kept = "、".join(_names(connection, knowledge, conversation, seq))
        if kept and not holds.is_held(connection, conversation):
            _tell(connection, conversation, KEPT.format(kept), entry)
        return TakenBack(entry, receipt_of(connection, key, entry), is_new=True)


def _fresh(entry: log.Entry | None, now: datetime) -> log.Entry:
    if entry is None or entry.event.actor != "merchant":
        raise NoMessageError
    if entry.event.kind not in (log.MESSAGE, log.FILE):
        raise NoMessageError
    if now - datetime.fromisoformat(entry.event.at) > LONGEST_REGRET:
        raise TooLateError
    return entry


def _mark(
    connection: Connection, conversation: str, seq: int, client_at: datetime | None, times: Times
) -> log.Entry:
    draft = log.Draft(
        kind=RECALLED,
        actor="merchant",
        origin="observed",
        at=stamp(times.said),
        body={"seq": seq},
        client_at=stamp(client_at) if client_at else None,
        received=times.received,
    )
    [entry] = log.append(connection, conversation, [draft])
    return entry


def _tell(connection: Connection, conversation: str, text: str, mark: log.Entry) -> None:
    seq = log.next_seq(connection, conversation)
    draft = bubble_draft(Bubble(text=text), seq, mark.event.at, in_reply_to=mark.event.seq)
    log.append(connection, conversation, [draft])


def _names(connection: Connection, knowledge: Knowledge, conversation: str, seq: int) -> list[str]:
    """What the facts are called that came of it and are still on record as they were.

    Those of a message were set in reply to it; those of a slip name its file.
    """
    state = conversations.state(connection, conversation)
    told = {
        name: fact
        for entry in log.of_kinds(connection, conversation, FACTS, after=seq)
        if entry.event.body.get("in_reply_to") == seq
        for name, fact in _facts((entry.content or {})["change"])
    }
    family = state.case.family if state.case else FAMILIES[0]
    places = [state.held, *(case.facts for case in state.cases)]
    on_record = [(name, fact) for facts in places for name, fact in facts.items()]
    standing = [name for name, fact in on_record if fact.file == seq or told.get(name) == fact]
    return [fact_name(knowledge, family, name) for name in dict.fromkeys(standing)]


def _facts(change: dict[str, object]) -> Iterator[tuple[str, Fact]]:
    found = change.get("facts") or {change.get("name"): change.get("fact")}
    assert isinstance(found, dict)
    for name, fact in found.items():
        yield name, Fact.model_validate(fact)
