"""Audits a data folder from the command line, while its desk runs or not."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificates
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import VerifierKey
from zhangfang.running.failure import Failure
from zhangfang.running.kept_elsewhere import read_kept
from zhangfang.running.place import Place
from zhangfang.store.audit.rows import only_reading
from zhangfang.store.audit.run import Audit, Outside, audit
from zhangfang.store.audit.server import only_reading_server
from zhangfang.store.audit.signed import Believed
from zhangfang.store.keys import Keys, KeysError, open_keys
from zhangfang.store.postgresql import UnfitServerError

SOUND, UNSOUND, CANNOT_LOOK = 0, 1, 2
"""Exit codes."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to audit, and what to compare it with.

    Attributes:
        data: the desk's folder.
        database: address of the database, if it is not the embedded one.
        kept: files with receipts or checkpoints.
        keys: verifier keys by which the log is known elsewhere.
        witness_keys: of the witnesses whose signatures are to be checked.
        tsa_roots: file with certificates (PEM) that time-stamp authorities are believed by.
    """

    data: Path
    database: str | None = None
    kept: tuple[Path, ...] = ()
    keys: tuple[str, ...] = ()
    witness_keys: tuple[str, ...] = ()
    tsa_roots: Path | None = None


def run(order: Order, say: Say, complain: Say, *, as_json: bool) -> int:
    """Audit, say the outcome, and return the exit code.

    Args:
        order: what is wanted.
        say: for the outcome.
        complain: for why nothing could be looked at.
        as_json: one line for another program.
    """
    began = time.monotonic()
    try:
        found = _audited(order)
    except Failure as failure:
        complain(str(failure))
        return CANNOT_LOOK
    seconds = time.monotonic() - began
    if as_json:
        say(json.dumps({**found.as_json(), "seconds": round(seconds, 3)}, ensure_ascii=False))
    else:
        for line in told(found.as_json(), seconds):
            say(line)
    return SOUND if found.is_sound else UNSOUND


def told(found: dict[str, Any], seconds: float) -> list[str]:
    """The outcome for a person: Chinese first, English below."""
    lines = []
    for each in (*found["faults"], *found["warnings"]):
        mark = "✗" if each in found["faults"] else "!"
        lines += [f"{mark} {each['zh']}", f"  {each['code']}, {each['where']}: {each['en']}"]
    lines += [f"… {code}: +{count}" for code, count in found["untold"].items()]
    size, issued, wrong = found["size"], found["checkpoints"], found["failures"]
    if wrong:
        lines.append(f"账本有问题：{size} 条记录里查出 {wrong} 处对不上。")
        lines.append(f"The record is not sound: {wrong} faults in {size} events.")
    else:
        lines.append(f"账本完好：{size} 条记录和签过的检查点全都对得上，用了 {seconds:.1f} 秒。")
        lines.append(f"The record is sound: {size} events, {issued} checkpoints, all agree.")
    return lines


def _audited(order: Order) -> Audit:
    place = Place(order.data.resolve(), order.database)
    place.require()
    keys = _keys(place.data / "keys")
    believed = Believed(
        origin=keys.origin,
        keys=keys.verifiers,
        witnesses=tuple(_read_key(vkey) for vkey in order.witness_keys),
        roots=(_read_roots(order.tsa_roots),) if order.tsa_roots else (),
    )
    kept = read_kept(list(order.kept))
    known_by = tuple(_read_key(vkey).as_vkey() for vkey in order.keys)
    outside = Outside(kept.receipts, kept.checkpoints, known_by)
    try:
        with _reading(place) as connection:
            return audit(connection, keys.master, believed, outside, _files(place))
    except UnfitServerError as error:
        raise Failure(str(error), "Nothing was looked at.") from None
    except DBAPIError as error:
        raise Failure(f"The database cannot be read: {error.orig}.", "Try again.") from None


def _reading(place: Place) -> AbstractContextManager[Connection]:
    if place.database is not None:
        return only_reading_server(place.database)
    return only_reading(str(place.file))


def _files(place: Place) -> Path | None:
    """The folder of the files received; of several desks each has its own, so none is looked at."""
    return place.data / "files" if place.database is None else None


def _keys(folder: Path) -> Keys:
    try:
        return open_keys(folder, log_is_empty=False)
    except (KeysError, EvidenceError, OSError) as error:
        raise Failure(str(error), "Nothing was looked at.") from None


def _read_key(vkey: str) -> VerifierKey:
    try:
        return VerifierKey.from_vkey(vkey.strip())
    except EvidenceError as error:
        raise Failure(f"{vkey!r} is no verifier key: {error.en}.", "Copy it whole.") from None


def _read_roots(file: Path) -> bytes:
    try:
        roots = file.read_bytes()
        load_pem_x509_certificates(roots)
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}.", "Is it the right one?") from None
    except ValueError:
        raise Failure(f"{file} holds no certificates in PEM.", "Is it the right one?") from None
    return roots
