"""Reads what others have kept of the log: receipts and checkpoints, out of whatever file they are in."""

import base64
import binascii
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhangfang.evidence.receipt import HEADER
from zhangfang.running.failure import Failure
from zhangfang.store.audit.kept import KeptNote

PROOF = "c2sp.org/tlog-proof"
IN_A_PACK = ("data/anchors.json", "data/last-event.tlog-proof")
LARGEST_MEMBER = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds."""

    receipts: tuple[KeptNote, ...]
    checkpoints: tuple[KeptNote, ...]


def read_kept(files: list[Path]) -> Kept:
    """All receipts and checkpoints in these files.

    A file is a signed note or several receipts one after the other, a tlog-proof, JSON in which
    notes stand under `note` and `checkpoint` (what the page keeps; a pack's anchors.json), or a pack.

    Raises:
        Failure: a file cannot be read, or holds neither.
    """
    notes = [note for file in files for note in _notes(file)]
    return Kept(
        tuple(it for it in notes if it.note.startswith(HEADER)),
        tuple(it for it in notes if not it.note.startswith(HEADER)),
    )


def _notes(file: Path) -> list[KeptNote]:
    try:
        if zipfile.is_zipfile(file):
            found = [note for text in _of_pack(file) for note in _in_text(text, file.name)]
        else:
            found = list(_in_text(file.read_text(encoding="utf-8"), file.name))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise Failure(f"{file} cannot be read: {error}.", "Give the file as it was kept.") from None
    if not found:
        raise Failure(f"{file} holds no receipt and no checkpoint.", "Is it another file?")
    return found


def _of_pack(file: Path) -> Iterator[str]:
    with zipfile.ZipFile(file) as pack:
        for name in IN_A_PACK:
            if name in pack.namelist() and pack.getinfo(name).file_size <= LARGEST_MEMBER:
                yield pack.read(name).decode()


def _in_text(text: str, source: str) -> Iterator[KeptNote]:
    if text.lstrip().startswith(("{", "[", '"')):
        yield from _in_json(json.loads(text), source)
    elif text.startswith(PROOF):
        yield KeptNote(text.partition("\n\n")[2], source)
    elif HEADER in text:
        yield from (KeptNote(f"{HEADER}{rest}", source) for rest in text.split(HEADER)[1:])
    elif text.strip():
        yield KeptNote(text, source)


def _in_json(found: Any, source: str) -> Iterator[KeptNote]:  # noqa: ANN401 - any JSON
    if isinstance(found, str):
        yield from _in_text(found, source) if "\n\n" in found else ()
    elif isinstance(found, list):
        for each in found:
            yield from _in_json(each, source)
    elif isinstance(found, dict):
        stamp = _token(found.get("timestamp"))
        for name, value in found.items():
            if isinstance(value, str) and name in ("note", "checkpoint"):
                yield KeptNote(value, source, stamp if name == "note" else None)
            elif isinstance(value, list | dict):
                yield from _in_json(value, source)


def _token(encoded: object) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else None
    except binascii.Error:
        return None
