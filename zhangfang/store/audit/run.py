"""The whole log made again from the stored rows, and compared with all that was ever signed of it.

One pass over the events in their order; memory holds a small record of each conversation, a row of
each 256 events, and nothing else that grows.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from zhangfang.store.audit.checkpoints import CheckpointCheck, Counted
from zhangfang.store.audit.copies import check_copies
from zhangfang.store.audit.events import EVENTS, EventCheck
from zhangfang.store.audit.files import FileCheck
from zhangfang.store.audit.found import Findings, Place
from zhangfang.store.audit.kept import KeptCheck, KeptNote, ReceiptCheck
from zhangfang.store.audit.rows import rows
from zhangfang.store.audit.sealed import KeyRing, SealedCheck, destroyed
from zhangfang.store.audit.signed import Believed, Signatures
from zhangfang.store.audit.tree import TreeCheck

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What SQLite says of a file that is broken, and of one that has not our tables."""

SERVER_DAMAGE = frozenset({"XX001", "XX002", "42P01", "42703"})
"""The same from PostgreSQL: data or an index corrupted, no such table or column."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What comes from elsewhere, and cannot have been rewritten with the log.

    Attributes:
        receipts: as merchants' pages keep them.
        checkpoints: of a witness, of packs, time-stamped ones.
        keys: verifier keys by which the log is known.
    """

    receipts: tuple[KeptNote, ...] = ()
    checkpoints: tuple[KeptNote, ...] = ()
    keys: tuple[str, ...] = ()


NOTHING_KEPT = Outside()


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome.

    Attributes:
        size: how many events the log has.
        counted: the checkpoints that there are, for later audits to compare with.
        findings: what is wrong, and what is odd.
    """

    size: int
    counted: Counted
    findings: Findings

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings.failures

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "outcome": "sound" if self.is_sound else "unsound",
            "size": self.size,
            "checkpoint": self.counted.last,
            "checkpoints": self.counted.checkpoints,
            "timestamps": self.counted.timestamps,
            **self.findings.as_json(),
        }


def audit(
    connection: Connection,
    master_key: bytes,
    believed: Believed,
    outside: Outside = NOTHING_KEPT,
    files: Path | None = None,
) -> Audit:
    """Check all that is stored.

    Args:
        connection: within one transaction; rows.only_reading gives one.
        master_key: wraps the conversations' keys.
        believed: whose signatures count.
        outside: what others have kept.
        files: folder of the files received; without it they are not looked at.

    Raises:
        OperationalError: the database cannot be read now, which says nothing of what is in it.
    """
    findings = Findings()
    tree, counted = None, Counted(0, 0, 0)
    try:
        tree = TreeCheck(connection, findings)
        counted = _look(connection, master_key, believed, outside, files, tree, findings)
    except DatabaseError as error:
        if not _is_damage(error.orig):
            raise
        place = Place("database", "数据库")
        findings.fault("database_damaged", place, str(error.orig))
    return Audit(tree.size if tree else 0, counted, findings)


def _look(
    connection: Connection,
    master_key: bytes,
    believed: Believed,
    outside: Outside,
    files: Path | None,
    tree: TreeCheck,
    findings: Findings,
) -> Counted:
    gone = destroyed(connection)
    keys = KeyRing(connection, master_key, gone, findings)
    signatures = Signatures(believed, findings)
    _expect_keys(outside.keys, believed, findings)
    events = EventCheck(findings)
    under_seal = SealedCheck(connection, keys, gone, findings)
    received = FileCheck(files, keys, findings)
    issued = CheckpointCheck(connection, tree, signatures, findings)
    receipts = ReceiptCheck(outside.receipts, signatures, findings)
    kept = KeptCheck(connection, outside.checkpoints, tree, signatures, findings)
    issued.look()
    kept.look()
    for row in rows(connection, EVENTS):
        seen = events.look(row)
        tree.add(seen.hash)
        received.look(seen, under_seal.look(seen))
        issued.look(seen)
        receipts.look(seen)
        kept.look()
    under_seal.end()
    tree.end()
    counted = issued.end()
    receipts.end()
    kept.end()
    received.end(connection)
    check_copies(connection, events.threads, keys, findings)
    return counted


def _is_damage(error: BaseException | None) -> bool:
    """Whether it is the database that is wrong: broken, or not even ours."""
    if getattr(error, "sqlstate", None) in SERVER_DAMAGE:
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE


def _expect_keys(expected: tuple[str, ...], believed: Believed, findings: Findings) -> None:
    known = [key.as_vkey() for key in believed.keys]
    for vkey in expected:
        if vkey not in known:
            findings.fault("key_unexpected", Place("keys", "日志的密钥"), vkey)
