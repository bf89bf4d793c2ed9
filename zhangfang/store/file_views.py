"""What is shown of files, under lock beside the originals: two pictures of each that can be drawn.

They can be made anew at any time and are no part of the record; only that a file was looked at is.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, select

from zhangfang.evidence.event import Event, read_event
from zhangfang.evidence.seal import NONCE_BYTES, seal, unseal
from zhangfang.store import files, log, sealing
from zhangfang.store.durable import write_new
from zhangfang.store.recorder import recorder_of
from zhangfang.store.tables import conversation_keys, events

ViewSize = Literal["small", "large"]
State = Literal["ready", "waiting", "none"]

FILE_READ = "file_read"
"""The kind of the event that a file was looked at, whatever came of it; its body names the file's seq."""

LOOKED_AT_WITHIN = timedelta(days=1)
"""Older files that nobody has looked at are left alone: the merchant is somewhere else by now."""


def write_views(folder: Path, key: bytes, box: str, views: dict[ViewSize, bytes]) -> None:
    """Put what is shown of a file under lock.

    Args:
        folder: of the conversation's boxes.
        key: the conversation's.
        box: name of the file's box.
        views: WebP.

    Raises:
        OSError: there is no room for them; the file itself is not touched.
    """
    for size, content in views.items():
        sealed = seal(
            key, content, _belongs_to(folder, box, size), secrets.token_bytes(NONCE_BYTES)
        )
        part = folder / f"{secrets.token_hex(files.NAME_BYTES)}{files.PART}"
        try:
            write_new(part, sealed)
            part.replace(files.view_path(folder, box, size))
        except OSError:
            part.unlink(missing_ok=True)
            raise


def read_view(connection: Connection, conversation: str, box: str, size: ViewSize) -> bytes | None:
    """What is shown of a file; None if there is nothing."""
    key = sealing.key_of(connection, conversation)
    if key is None:
        return None
    folder = files.folder_of(connection, conversation)
    try:
        sealed = files.view_path(folder, box, size).read_bytes()
        return unseal(key, sealed, _belongs_to(folder, box, size))
    except (OSError, ValueError):
        return None


def states(connection: Connection, conversation: str, seqs: Collection[int]) -> dict[int, State]:
    """Whether there is something to be shown of these files, by the seq of each one's event."""
    if not seqs:
        return {}
    folder = files.folder_of(connection, conversation)
    seen = looked_at(connection, conversation)
    since = recorder_of(connection).clock() - LOOKED_AT_WITHIN
    found = _of_kind(connection, conversation, log.FILE)
    return {it.seq: _state(folder, it, seen, since) for it in found if it.seq in seqs}


def not_looked_at(connection: Connection) -> list[tuple[str, int]]:
    """Conversation and seq of the files of the last day that nobody has looked at, in order."""
    since = recorder_of(connection).clock() - LOOKED_AT_WITHIN
    query = (
        select(events.c.leaf)
        .join(conversation_keys, conversation_keys.c.conversation == events.c.conversation)
        .where(events.c.kind.in_((log.FILE, FILE_READ)))
        .order_by(events.c.log_index)
    )
    waiting: dict[tuple[str, int], None] = {}
    for leaf in connection.scalars(query):
        event = read_event(leaf)
        if event.kind == FILE_READ:
            waiting.pop((event.conversation, int(event.body["seq"])), None)
        elif _recorded(event) > since:
            waiting[event.conversation, event.seq] = None
    return list(waiting)


def looked_at(connection: Connection, conversation: str) -> set[int]:
    """The seqs of the conversation's files that were looked at."""
    return {int(it.body["seq"]) for it in _of_kind(connection, conversation, FILE_READ)}


def _of_kind(connection: Connection, conversation: str, kind: str) -> list[Event]:
    leaves = connection.scalars(
        select(events.c.leaf).where(events.c.conversation == conversation, events.c.kind == kind)
    )
    return [read_event(leaf) for leaf in leaves]


def _state(folder: Path, event: Event, seen: set[int], since: datetime) -> State:
    box = str(event.body["box"])
    if all(files.view_path(folder, box, size).exists() for size in ("small", "large")):
        return "ready"
    waits = event.seq not in seen and _recorded(event) > since
    return "waiting" if waits else "none"


def _recorded(event: Event) -> datetime:
    return datetime.fromisoformat(event.recorded_at)


def _belongs_to(folder: Path, box: str, size: ViewSize) -> str:
    return f"{folder.name}/files/{box}/{size}"
