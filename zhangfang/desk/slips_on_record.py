"""What was read off the slips of a conversation, as the record has it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Fact
from zhangfang.cases.slip import Printed
from zhangfang.store import log
from zhangfang.store.turns import Turn

FILE_READ = "file_read"
"""The kind of the event that says what was read of a file."""


def was_read(connection: Connection, conversation: str, file: int) -> bool:
    """Whether somebody has looked at this file before."""
    return _event(connection, conversation, file) is not None


def read_from(connection: Connection, conversation: str, file: int) -> Sequence[Printed]:
    """The facts that were read off this file; none before it was read, or once it is taken back."""
    entry = log.at(connection, conversation, file)
    event = _event(connection, conversation, file)
    if entry is None or entry.recalled or event is None:
        return ()
    fields = (event.content or {}).get("fields", ())
    return [printed(field, file) for field in fields]


def printed(field: Mapping[str, Any], file: int) -> Printed:
    """A field of the record as the case takes it."""
    fact = Fact(value=field["value"], said=field["text"], origin="slip", file=file)
    return Printed(field["name"], fact, field["sure"])


def offered_facts(connection: Connection, turn: Turn) -> dict[str, Any]:
    """The facts of the slip that a message may answer, ready for JSON.

    A tapped reply names its slip. What is typed answers a slip only right after the bot has asked
    about it.
    """
    file = _tapped(turn.message) if turn.kind == "choice" else _asked_last(connection, turn)
    if file is None:
        return {}
    only = _payload(turn.message).get("only") if turn.kind == "choice" else None
    found = read_from(connection, turn.conversation, file)
    return {it.name: it.fact.model_dump(mode="json") for it in found if it.sure or it.name == only}


def asked_last(connection: Connection, conversation: str, before: int | None = None) -> int | None:
    """The file whose slip the bot has asked about in its latest message, if it has."""
    latest = log.last_message_of(connection, conversation, "bot", before=before)
    said = (latest.content or {}) if latest else {}
    slip = said.get("slip")
    return slip["file"] if slip and said.get("choices") else None


def _asked_last(connection: Connection, turn: Turn) -> int | None:
    return asked_last(connection, turn.conversation, before=turn.seq)


def _tapped(message: str) -> int | None:
    file = str(_payload(message).get("slip", ""))
    return int(file) if file.isascii() and file.isdigit() else None


def _payload(message: str) -> dict[str, Any]:
    """What an intent payload of ours carries."""
    _, brace, rest = message.partition("{")
    found: dict[str, Any] = json.loads(brace + rest) if brace else {}
    return found


def _event(connection: Connection, conversation: str, file: int) -> log.Entry | None:
    events = log.of_kinds(connection, conversation, (FILE_READ,), after=file)
    return next((it for it in events if it.event.body["seq"] == file), None)
