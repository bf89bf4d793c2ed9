"""What is under seal: each commitment has its value or an event that explains why not."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from zhangfang.evidence.commitment import COMMITMENT, SALT_BYTES
from zhangfang.evidence.event import SYSTEM
from zhangfang.evidence.seal import KEY_BYTES, UnsealError, sealed_for, unseal
from zhangfang.store.audit.events import Seen
from zhangfang.store.audit.found import Findings, at_conversation, at_value
from zhangfang.store.audit.leaf import read_leaf
from zhangfang.store.audit.rows import InStep, Row, rows
from zhangfang.store.log import CONTENT, REDACTED

ERASED = "erased"
"""All values of the conversation up to this event were destroyed."""

_SEALED = "SELECT log_index, name, box FROM sealed ORDER BY log_index, name"
_KEYS = "SELECT conversation, wrapped FROM conversation_keys"
_DESTROYED = "SELECT leaf FROM events WHERE kind IN ('redacted', 'erased') ORDER BY log_index"

_SALT, _VALUE, _END = b'{"salt":"', b'","value":', b"}"
_SALT_ENDS = len(_SALT) + 2 * SALT_BYTES


@dataclass(slots=True)
class Destroyed:
    """What events say was destroyed.

    Attributes:
        erased: seq of the last such event, by conversation.
        redacted: seq of the event that says so, by conversation, seq and name of the value.
    """

    erased: dict[str, int] = field(default_factory=dict)
    redacted: dict[tuple[str, Any, Any], int] = field(default_factory=dict)

    def explains(self, conversation: str, seq: int, name: str) -> bool:
        """Whether a later event says that this value is gone."""
        if seq < self.erased.get(conversation, 0):
            return True
        return bool(self.redacted) and seq < self.redacted.get((conversation, seq, name), 0)


def destroyed(connection: Connection) -> Destroyed:
    """All that was redacted or erased, in the whole log."""
    found = Destroyed()
    for (leaf,) in rows(connection, _DESTROYED):
        try:
            event = read_leaf(leaf)
        except (ValueError, TypeError):
            continue  # the event itself is reported in its place
        conversation, seq, body = event["conversation"], event["seq"], event["body"]
        if event["kind"] == ERASED:
            found.erased[conversation] = seq
        elif event["kind"] == REDACTED and isinstance(body.get("seq"), int):
            found.redacted[conversation, body["seq"], str(body.get("name"))] = seq
    return found


class KeyRing:
    """The conversations' keys, unwrapped.

    Args:
        connection: to read by.
        master: wraps them.
        gone: what was destroyed.
        findings: what is wrong goes there.
    """

    def __init__(
        self, connection: Connection, master: bytes, gone: Destroyed, findings: Findings
    ) -> None:
        self._findings = findings
        self._gone = gone
        self._keys: dict[object, bytes | None] = {}
        for conversation, wrapped in rows(connection, _KEYS):
            self._keys[conversation] = self._unwrapped(master, conversation, wrapped)
            if conversation in gone.erased:
                findings.fault("key_left", at_conversation(conversation))

    def of(self, conversation: object) -> bytes | None:
        """The conversation's key; None if it has none that can be used."""
        return self._keys.get(conversation)

    @property
    def erased(self) -> Collection[str]:
        """The conversations that were erased: nothing of them may be left."""
        return self._gone.erased.keys()

    def expect(self, conversation: object) -> None:
        """There is such a conversation: it has a key, unless it was erased."""
        if conversation == SYSTEM or conversation in self._keys:
            return
        if conversation not in self._gone.erased:
            self._findings.fault("key_missing", at_conversation(conversation))

    def _unwrapped(self, master: bytes, conversation: object, wrapped: object) -> bytes | None:
        try:
            if isinstance(wrapped, bytes) and isinstance(conversation, str):
                key = unseal(master, wrapped, conversation)
                if len(key) == KEY_BYTES:
                    return key
        except (UnsealError, UnicodeError):
            pass
        self._findings.fault("key_wrong", at_conversation(conversation))
        return None


class SealedCheck:
    """Goes through `sealed` beside the events.

    Args:
        connection: to read by.
        keys: to open the boxes with.
        gone: what was destroyed.
        findings: what is wrong goes there.
    """

    def __init__(
        self, connection: Connection, keys: KeyRing, gone: Destroyed, findings: Findings
    ) -> None:
        self._keys = keys
        self._gone = gone
        self._findings = findings
        self._rows = InStep(rows(connection, _SEALED), self._stray)

    def look(self, seen: Seen) -> bytes | None:
        """Check all values of one event. Returns the opening of its content, if that is right."""
        boxes = self._rows.of(seen.log_index)
        if seen.event is None:
            return None
        content = None
        commitments = dict(seen.event["sealed"])
        for _, name, box in boxes:
            commitment = commitments.pop(name, None)
            if commitment is None:
                self._findings.fault("value_unexpected", at_value(seen.log_index, name))
            else:
                plain = self._open(seen.log_index, seen.event, name, box, commitment)
                content = plain if name == CONTENT else content
        for name in commitments:
            if not self._gone.explains(seen.event["conversation"], seen.event["seq"], name):
                self._findings.fault("value_missing", at_value(seen.log_index, name))
        return content

    def end(self) -> None:
        """There are no more events."""
        self._rows.end()

    def _open(
        self, log_index: int, event: dict[str, Any], name: str, box: object, commitment: str
    ) -> bytes | None:
        conversation, seq = event["conversation"], event["seq"]
        if self._gone.explains(conversation, seq, name):
            self._findings.fault("value_left", at_value(log_index, name))
        key = self._keys.of(conversation)
        if key is None:
            return None  # reported once, for the conversation
        plain = _unsealed(key, box, sealed_for(conversation, seq, name))
        if committed(plain) != commitment:
            self._findings.fault("opening_wrong", at_value(log_index, name))
            return None
        return plain

    def _stray(self, row: Row) -> None:
        self._findings.fault("value_unexpected", at_value(row[0], row[1]))


def committed(plain: bytes) -> str | None:
    """The commitment that an opening in canonical JSON makes, in hex; None if it is none.

    Nothing is parsed: the value's canonical JSON stands in that of the opening as it is.
    """
    salt, rest = plain[len(_SALT) : _SALT_ENDS], plain[_SALT_ENDS:]
    if not (plain.startswith(_SALT) and rest.startswith(_VALUE) and rest.endswith(_END)):
        return None
    try:
        salt = bytes.fromhex(salt.decode())
    except ValueError:
        return None
    return sha256(COMMITMENT + salt + rest[len(_VALUE) : -len(_END)]).hexdigest()


def _unsealed(key: bytes, box: object, belongs_to: str) -> bytes:
    try:
        return unseal(key, box, belongs_to) if isinstance(box, bytes) else b""
    except (UnsealError, UnicodeError):
        return b""
