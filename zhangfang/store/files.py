"""Files received, under lock: a box for each, in a folder of its conversation.

A box is whole and on disk before the event that names it. A desk that dies in between leaves a box
that no event names; the next start removes it. Without its conversation's key no box opens.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from zhangfang.evidence.event import Event, read_event
from zhangfang.evidence.seal import NONCE_BYTES, seal, unseal
from zhangfang.store import log, sealing
from zhangfang.store.durable import sync_folder, write_new
from zhangfang.store.recalls import recalled
from zhangfang.store.recorder import recorder_of
from zhangfang.store.tables import conversation_keys, events

BOX, PART = ".box", ".part"
VIEWS = (".small", ".large")
"""What is shown of the file in a box, beside it under the same name (file_views.py)."""

NAME_BYTES = 16

_NAME = re.compile(r"[0-9a-f]{32}").fullmatch
_OURS = re.compile(r"[0-9a-f]{32}\.(box|part|small|large)").fullmatch


@dataclass(frozen=True, slots=True)
class Filed:
    """A file on record.

    Attributes:
        seq: of its event.
        box: name of the box that holds it.
        about: what the event says of it: name, media, size, sha256.
    """

    seq: int
    box: str
    about: dict[str, Any]


def folder_of(connection: Connection, conversation: str) -> Path:
    """Where the conversation's boxes lie.

    Raises:
        LookupError: the record was opened without a folder of files.
    """
    root = recorder_of(connection).files
    if root is None:
        raise LookupError("this record was opened without its folder of files")
    return root / conversation


def write_box(folder: Path, key: bytes, content: bytes) -> str:
    """Put a file under lock, on disk for good. Returns the name of its box.

    Args:
        folder: of the conversation; it is made if it is missing.
        key: the conversation's.
        content: the file's bytes.

    Raises:
        OSError: it could not be written; nothing is left of it.
    """
    name = secrets.token_hex(NAME_BYTES)
    box = seal(key, content, _belongs_to(folder, name), secrets.token_bytes(NONCE_BYTES))
    _make(folder)
    part = folder / f"{name}{PART}"
    try:
        write_new(part, box)
        part.replace(_path(folder, name))
        sync_folder(folder)
    except OSError:
        part.unlink(missing_ok=True)
        _path(folder, name).unlink(missing_ok=True)
        raise
    return name


def read_box(folder: Path, key: bytes, name: str) -> bytes:
    """The file in a box.

    Raises:
        FileNotFoundError: there is no such box.
        UnsealError: it was altered, or put in another's place.
    """
    return unseal(key, _path(folder, name).read_bytes(), _belongs_to(folder, name))


def remove_box(folder: Path, name: str) -> None:
    """Remove a box, if it is there."""
    _path(folder, name).unlink(missing_ok=True)


def remove_all(folder: Path) -> None:
    """Remove all boxes of a conversation."""
    for file in _boxes(folder):
        file.unlink(missing_ok=True)
    _remove_if_empty(folder)


def remove_orphans(connection: Connection, written_before: float) -> int:
    """Remove boxes that no event names, and those of erased conversations. Returns how many.

    Args:
        connection: to read by.
        written_before: only those last written before this moment, in seconds since 1970; a younger
            one may be of an event that another desk is about to write.
    """
    root = recorder_of(connection).files
    if root is None or not root.is_dir():
        return 0
    wanted, removed = _on_record(connection), 0
    for folder in (it for it in root.iterdir() if it.is_dir()):
        for file in _boxes(folder):
            is_whole = file.suffix in (BOX, *VIEWS)
            is_wanted = is_whole and (folder.name, file.stem) in wanted
            if not is_wanted and file.stat().st_mtime < written_before:
                file.unlink(missing_ok=True)
                removed += 1
        _remove_if_empty(folder)
    return removed


def filed(connection: Connection, conversation: str, *, with_recalled: bool = False) -> list[Filed]:
    """The files on record that have not been destroyed, in order.

    Those that their sender took back are on record too, and not to be shown: they are among these
    only if it is asked for.
    """
    openings = sealing.openings(connection, conversation, 1, names=(log.CONTENT,))
    hidden = {} if with_recalled else recalled(connection, conversation)
    return [
        Filed(event.seq, _box_of(event), openings[event.seq][log.CONTENT].value)
        for event in _events(connection, conversation)
        if event.seq in openings and event.seq not in hidden
    ]


def content_of(connection: Connection, conversation: str, file: Filed) -> bytes | None:
    """The bytes of a file; None if they are lost, or not those that were received."""
    key = sealing.key_of(connection, conversation)
    if key is None:
        return None
    try:
        content = read_box(folder_of(connection, conversation), key, file.box)
    except (OSError, ValueError):
        return None
    return content if sha256(content).hexdigest() == file.about["sha256"] else None


def count(connection: Connection, conversation: str) -> int:
    """How many files were received in the conversation."""
    return connection.scalars(
        select(func.count())
        .select_from(events)
        .where(events.c.conversation == conversation, events.c.kind == log.FILE)
    ).one()


def names_box(connection: Connection, conversation: str, name: str) -> bool:
    """Whether an event names this box."""
    return any(_box_of(event) == name for event in _events(connection, conversation))


def _events(connection: Connection, conversation: str) -> list[Event]:
    leaves = connection.scalars(
        select(events.c.leaf)
        .where(events.c.conversation == conversation, events.c.kind == log.FILE)
        .order_by(events.c.seq)
    )
    return [read_event(leaf) for leaf in leaves]


def _box_of(event: Event) -> str:
    return str(event.body.get("box"))


def _on_record(connection: Connection) -> set[tuple[str, str]]:
    """Conversation and name of every box that an event names; none of erased conversations."""
    query = (
        select(events.c.conversation, events.c.leaf)
        .join(conversation_keys, conversation_keys.c.conversation == events.c.conversation)
        .where(events.c.kind == log.FILE)
    )
    return {(row.conversation, _box_of(read_event(row.leaf))) for row in connection.execute(query)}


def view_path(folder: Path, name: str, size: str) -> Path:
    """Where lies what is shown of the file in the box of this name, under lock as well."""
    return _path(folder, name).with_suffix(f".{size}")


def _path(folder: Path, name: str) -> Path:
    if not _NAME(name):
        raise ValueError(f"{name!r} is no name of a box")
    return folder / f"{name}{BOX}"


def _belongs_to(folder: Path, name: str) -> str:
    return f"{folder.name}/files/{name}"


def _boxes(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from [file for file in folder.iterdir() if _OURS(file.name)]


def _make(folder: Path) -> None:
    """The folder, so that it is still there after a power cut."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(folder.parent)
    sync_folder(folder.parent.parent)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # there is something in it, or it is gone
        folder.rmdir()
