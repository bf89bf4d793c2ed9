"""Makes a log of any size as a desk would have it: one talk held by the desk, and copies of it.

Copies go round the desk, for speed; salts, keys, hashes and chains are made anew for each. Whether
they are right is for the audit to say.
"""

import hashlib
import json
import secrets
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bench.evidence_talk import NUMBER, record_talk
from zhangfang.desk.clock import local_now
from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.commitment import COMMITMENT, SALT_BYTES
from zhangfang.evidence.event import NO_PREVIOUS
from zhangfang.evidence.merkle import Frontier, leaf_hash
from zhangfang.evidence.seal import KEY_BYTES, NONCE_BYTES, seal, sealed_for
from zhangfang.evidence.signed_note import SigningKey, signed
from zhangfang.store import sealing, tree
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys, open_keys
from zhangfang.store.migrate import migrate
from zhangfang.store.recorder import Recorder

AT_ONCE = 50
"""Talks that go on at the same time, so that the events of one lie apart."""
CHECKPOINT_EVERY = 100
"""Events."""
FIRST = "0" * 32
"""The conversation that is copied."""
COPIED = ("conversations", "turns", "cases")

Rows = dict[str, list[dict[str, Any]]]

as_json = partial(json.dumps, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
"""Canonical, for what is in a talk (docs/evidence-format.md)."""


class Said(NamedTuple):
    """One event of the talk: its leaf, and what that seals, in canonical JSON."""

    leaf: dict[str, Any]
    values: dict[str, str]


class Copy(NamedTuple):
    """Whose a copy is."""

    conversation: str
    number: str
    key: bytes

    def reads(self, original: Any) -> Any:
        """A value of the original, with this copy's names in it."""
        if not isinstance(original, str):
            return original
        return original.replace(FIRST, self.conversation).replace(NUMBER, self.number)


class Copier:
    """Makes the rows of copies, in the order of the log."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._keys = keys
        self._talk = _talk(connection)
        self._working = {table: _rows(connection, table) for table in COPIED}
        self._tree = Frontier()
        for said in self._talk:
            self._tree.add(leaf_hash(as_json(said.leaf).encode()))

    @property
    def size(self) -> int:
        """Events so far."""
        return self._tree.size

    def copies(self, numbers: range) -> Rows:
        """The rows of so many talks that went on at the same time."""
        batch = [
            Copy(
                secrets.token_hex(16), f"{NUMBER[:-5]}{number:05X}", secrets.token_bytes(KEY_BYTES)
            )
            for number in numbers
        ]
        found: Rows = {
            table: [
                {column: copy.reads(value) for column, value in row.items()}
                for copy in batch
                for row in rows
            ]
            for table, rows in self._working.items()
        }
        found["conversation_keys"] = [
            {
                "conversation": it.conversation,
                "wrapped": seal(self._keys.master, it.key, it.conversation, _nonce()),
            }
            for it in batch
        ]
        return found | self._record(batch)

    def _record(self, batch: list[Copy]) -> Rows:
        found: Rows = {"events": [], "sealed": [], "checkpoints": []}
        before = dict.fromkeys((copy.conversation for copy in batch), NO_PREVIOUS)
        for said in self._talk:
            for copy in batch:
                prev = before[copy.conversation]
                event, boxes, digest = _copied(said, copy, self._tree.size, prev)
                before[copy.conversation] = digest.hex()
                found["events"].append(event)
                found["sealed"] += boxes
                self._tree.add(digest)
                if self._tree.size % CHECKPOINT_EVERY == 0:
                    found["checkpoints"].append(_checkpoint(self._tree, self._keys.current))
        return found


def make_log(data: Path, events: int) -> int:
    """Make a log of at least so many events in this folder, as a desk has its own.

    Returns:
        how many there are.
    """
    data.mkdir(parents=True)
    url = f"sqlite:///{data / 'zhangfang.db'}"
    migrate(url)
    keys = open_keys(data / "keys", log_is_empty=True)
    database = Database(url, Recorder(keys.master, local_now, "1" * 64, "2" * 64))
    with database.write() as connection:
        record_talk(connection, FIRST)
        copier = Copier(connection, keys)
    begun = int(NUMBER[-5:], 16) + 1
    while copier.size < events:
        first = copier.size
        rows = copier.copies(range(begun, begun + AT_ONCE))
        begun += AT_ONCE
        with database.write() as connection:
            for table in (*COPIED, "conversation_keys", "events", "sealed", "checkpoints"):
                _insert(connection, table, rows[table])
            tree.complete(connection, first, copier.size)
    database.close()
    return copier.size


def _talk(connection: Connection) -> list[Said]:
    sealed = sealing.openings(connection, FIRST, 1)
    leaves = [json.loads(row["leaf"]) for row in _rows(connection, "events")]
    return [
        Said(leaf, {name: as_json(it.value) for name, it in sealed.get(leaf["seq"], {}).items()})
        for leaf in sorted(leaves, key=lambda leaf: int(leaf["seq"]))
    ]


def _copied(
    said: Said, copy: Copy, log_index: int, prev: str
) -> tuple[dict[str, Any], list[dict[str, Any]], bytes]:
    """The row of the event, those of what it seals, and its hash."""
    seq: int = said.leaf["seq"]
    commitments, boxes = {}, []
    for name, value in said.values.items():
        salt, written = secrets.token_bytes(SALT_BYTES), copy.reads(value)
        commitments[name] = hashlib.sha256(COMMITMENT + salt + written.encode()).hexdigest()
        opening = f'{{"salt":"{salt.hex()}","value":{written}}}'.encode()
        belongs_to = sealed_for(copy.conversation, seq, name)
        box = seal(copy.key, opening, belongs_to, _nonce())
        boxes.append({"log_index": log_index, "name": name, "box": box})
    leaf = as_json(
        said.leaf
        | {
            "log_index": log_index,
            "conversation": copy.conversation,
            "prev": prev,
            "sealed": commitments,
        }
    )
    digest = leaf_hash(leaf.encode())
    event = {
        "log_index": log_index,
        "conversation": copy.conversation,
        **{column: said.leaf[column] for column in ("seq", "kind", "actor", "at")},
        "leaf": leaf,
        "leaf_hash": digest.hex(),
    }
    return event, boxes, digest


def _checkpoint(grown: Frontier, key: SigningKey) -> dict[str, Any]:
    text = Checkpoint(key.name, grown.size, grown.root()).as_text()
    return {"size": grown.size, "note": signed(text, key).as_text()}


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    """As they are stored: nothing is read as JSON."""
    found = connection.exec_driver_sql(f"SELECT * FROM {table}")
    return [dict(row) for row in found.mappings()]


def _insert(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = ", ".join(rows[0])
        places = ", ".join("?" for _ in rows[0])
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",
            [tuple(row.values()) for row in rows],
        )


def _nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)
