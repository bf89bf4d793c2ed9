"""Takes a file from a merchant, on disk under lock before anybody says yes, and gives it back."""

import hashlib
import time
import unicodedata
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.desk.consent import sensitive_allowed
from zhangfang.desk.file_errors import (
    MOST_FILES,
    ConsentNeededError,
    NoFileError,
    TooManyFilesError,
)
from zhangfang.desk.file_kind import Media, kind_of
from zhangfang.desk.message_errors import BadClientIdError, SentBeforeError
from zhangfang.desk.not_erased import require_key
from zhangfang.desk.receipts import receipt_of
from zhangfang.desk.receive import Mask, Received, Times
from zhangfang.evidence.signed_note import SigningKey
from zhangfang.store import files, holds, log, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

LONGEST_ID = 64
LONGEST_NAME = 120
LONGEST_ENDING = 10
NAMELESS = "文件"

ENDINGS: dict[Media, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif", ".hif"),
    "application/pdf": (".pdf",),
}
"""How names of each kind end; the first is given to those that end otherwise."""

ANOTHER_DESK = timedelta(hours=1)
"""A box that is older belongs to no upload under way at another desk of the same database."""


class Upload(NamedTuple):
    """A file on its way in."""

    name: str
    content: bytes
    client_message_id: str
    client_at: datetime | None


class Kept(NamedTuple):
    """A file on its way back."""

    name: str
    media: Media
    content: bytes


def receive_file(
    database: Database,
    mask: Mask,
    key: SigningKey,
    conversation: str,
    upload: Upload,
    times: Times,
) -> Received:
    """Put the file on record; sent again, it is the old one.

    Raises:
        DeskError: the file was refused, and nothing is stored.
        OSError: there is no room for it, and nothing is stored.
    """
    if not (0 < len(upload.client_message_id) <= LONGEST_ID):
        raise BadClientIdError
    if not upload.client_message_id.isprintable():
        raise BadClientIdError
    about = _about(mask, upload)
    with database.read() as connection:
        before = _sent_before(connection, key, conversation, upload, about)
        if before:
            return before
        conversation_key = _require_room(connection, conversation)
        folder = files.folder_of(connection, conversation)
    box = files.write_box(folder, conversation_key, upload.content)
    is_on_record = False
    try:
        with database.write() as connection:
            before = _sent_before(connection, key, conversation, upload, about)
            if before:
                return before
            _require_room(connection, conversation)
            entry = _accept(connection, conversation, upload, about, box, times)
            received = Received(entry, receipt_of(connection, key, entry), is_new=True)
        is_on_record = True
        return received
    finally:
        if not is_on_record:
            _withdraw(database, conversation, box)


def file_of(database: Database, conversation: str, sha256: str) -> Kept:
    """A file of the conversation, by its hash in hex.

    Raises:
        NoFileError: it has none such.
        LookupError: it has, and its bytes are lost.
    """
    with database.read() as connection:
        found = files.filed(connection, conversation)
        file = next((it for it in found if it.about["sha256"] == sha256), None)
        if file is None:
            raise NoFileError
        content = files.content_of(connection, conversation, file)
    if content is None:
        raise LookupError(f"box {file.box} of conversation {conversation} is lost or was altered")
    media = file.about["media"]
    return Kept(_with_ending(file.about["name"], media), media, content)


def remove_orphans(database: Database) -> None:
    """Remove what uploads have left that were broken off by the desk's end, and what was erased."""
    spared = timedelta(0) if database.engine.dialect.name == "sqlite" else ANOTHER_DESK
    with database.read() as connection:
        files.remove_orphans(connection, time.time() - spared.total_seconds())


def clean_name(name: str) -> str:
    """A name without folders, and without what can't be seen or turns the writing around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(it for it in unicodedata.normalize("NFC", last) if _is_shown(it))
    kept = " ".join(seen.split()).strip(". ")
    if len(kept) <= LONGEST_NAME:
        return kept or NAMELESS
    ending = PurePosixPath(kept).suffix
    ending = ending if len(ending) <= LONGEST_ENDING else ""
    return kept[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def _is_shown(char: str) -> bool:
    return unicodedata.category(char)[0] != "C"


def _with_ending(name: str, media: Media) -> str:
    """So that no name makes another program open it."""
    return name if name.lower().endswith(ENDINGS[media]) else name + ENDINGS[media][0]


def _about(mask: Mask, upload: Upload) -> dict[str, str | int]:
    """What the record says of the file. Personal numbers in its name are starred, and not kept."""
    media = kind_of(upload.content)
    return {
        "name": mask(clean_name(upload.name), "").text,
        "media": media,
        "size": len(upload.content),
        "sha256": hashlib.sha256(upload.content).hexdigest(),
    }


def _sent_before(
    connection: Connection,
    key: SigningKey,
    conversation: str,
    upload: Upload,
    about: dict[str, str | int],
) -> Received | None:
    """What is on record under the client's id.

    Raises:
        SentBeforeError: it is something else.
    """
    before = log.sent_as(connection, conversation, upload.client_message_id)
    if before is None:
        return None
    said = before.content or {}
    if before.event.kind != log.FILE or said.get("sha256") != about["sha256"]:
        raise SentBeforeError
    return Received(before, receipt_of(connection, key, before), is_new=False)


def _require_room(connection: Connection, conversation: str) -> bytes:
    """The conversation's key, if it can take one file more and its merchant wants it kept."""
    key = require_key(connection, conversation)
    if not sensitive_allowed(connection, conversation):
        raise ConsentNeededError
    if files.count(connection, conversation) >= MOST_FILES:
        raise TooManyFilesError
    return key


def _accept(
    connection: Connection,
    conversation: str,
    upload: Upload,
    about: dict[str, str | int],
    box: str,
    times: Times,
) -> log.Entry:
    draft = log.Draft(
        kind=log.FILE,
        actor="merchant",
        origin="file_received",
        at=stamp(times.said),
        body={"box": box},
        content=about,
        client_at=stamp(upload.client_at) if upload.client_at else None,
        received=times.received,
    )
    [entry] = log.append(connection, conversation, [draft])
    holds.heard(connection, conversation, times.said)
    turns.add_answered(
        connection,
        conversation,
        entry.event.seq,
        upload.client_message_id,
        stamp(times.received),
    )
    return log.Entry(entry.event, entry.leaf_hash, entry.content, upload.client_message_id)


def _withdraw(database: Database, conversation: str, box: str) -> None:
    """Remove a box whose event was refused. A commit that failed may yet have reached the disk."""
    with database.read() as connection:
        if not files.names_box(connection, conversation, box):
            files.remove_box(files.folder_of(connection, conversation), box)
