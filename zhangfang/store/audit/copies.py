"""The working copies beside the log: conversations, cases, turns. Each must be what the log says."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from sqlalchemy import Connection, select

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.evidence.seal import UnsealError, sealed_for, unpack_opening, unseal
from zhangfang.store.audit.events import Thread
from zhangfang.store.audit.found import Findings, Place, at_conversation
from zhangfang.store.audit.rows import InStep, Row, rows
from zhangfang.store.audit.sealed import KeyRing
from zhangfang.store.log import CONTENT
from zhangfang.store.tables import turns

DIFFERS = "working_copy_differs"

_CONVERSATIONS = "SELECT id, state, next_seq FROM conversations ORDER BY id"
_CASES = (
    "SELECT conversation, number, family, phase, status, facts, due_at, opened_at"
    " FROM cases ORDER BY conversation"
)
_CHANGES = (
    "SELECT e.conversation, e.seq, s.box FROM events e"
    " LEFT JOIN sealed s ON s.log_index = e.log_index AND s.name = 'content'"
    " WHERE e.kind <> 'message' ORDER BY e.conversation, e.seq"
)
_TURNS_OF_NOTHING = (
    "SELECT t.conversation, t.seq FROM turns t LEFT JOIN events e"
    " ON e.conversation = t.conversation AND e.seq = t.seq"
    " AND e.kind IN ('message', 'file') AND e.actor = 'merchant'"
    " WHERE e.log_index IS NULL"
)


def check_copies(
    connection: Connection,
    threads: Mapping[object, Thread],
    keys: KeyRing,
    findings: Findings,
) -> None:
    """Compare all working copies.

    Args:
        connection: to read by.
        threads: where each conversation has got to in the log.
        keys: opens what changed.
        findings: what is wrong goes there.
    """
    copies = _Copies(connection, keys, findings)
    told = set()
    for conversation, state, next_seq in rows(connection, _CONVERSATIONS):
        told.add(conversation)
        keys.expect(conversation)
        thread = threads.get(conversation)
        if next_seq != (thread.seq if thread else 0) + 1:
            findings.fault(DIFFERS, at_conversation(conversation, "next_seq", "下一条编号"))
        copies.compare(conversation, state)
    copies.end()
    for conversation in threads.keys() - told:
        findings.fault(DIFFERS, at_conversation(conversation), "it is not in conversations")
    for conversation, seq in rows(connection, _TURNS_OF_NOTHING):
        findings.fault(DIFFERS, _at_turn(conversation, seq), "the log has no such message")
    for conversation in keys.erased:
        left = select(turns.c.seq).where(turns.c.conversation == conversation)
        for seq in connection.scalars(left):
            findings.fault(DIFFERS, _at_turn(conversation, seq), "the conversation was erased")


class _Copies:
    def __init__(self, connection: Connection, keys: KeyRing, findings: Findings) -> None:
        self._keys = keys
        self._findings = findings
        self._changes = InStep(rows(connection, _CHANGES), _pass_over)
        self._cases = InStep(rows(connection, _CASES), self._stray)

    def compare(self, conversation: object, state: object) -> None:
        """State and cases of one conversation."""
        kept = _read_state(state)
        if kept is None:
            place = at_conversation(conversation, "state", "状态")
            self._findings.fault(DIFFERS, place, "it is unreadable")
        boxes, cases = self._changes.of(conversation), self._cases.of(conversation)
        derived = self._derived(conversation, boxes)
        if derived is not None and kept is not None and derived != kept:
            self._findings.fault(DIFFERS, at_conversation(conversation, "state", "状态"))
        standing = derived if derived is not None else kept
        if standing is not None:
            self._compare_cases(conversation, standing, cases)

    def end(self) -> None:
        """There are no more conversations."""
        self._changes.end()
        self._cases.end()

    def _derived(self, conversation: object, boxes: Iterable[Row]) -> Conversation | None:
        """The fold of the changes on record; None if they cannot be read, which is told elsewhere."""
        key = self._keys.of(conversation)
        if key is None:
            return Conversation() if not any(box for _, _, box in boxes) else None
        try:
            changes = changes_adapter.validate_python(list(_changes(key, boxes)))
            return reduce(apply, changes, Conversation())
        except UnsealError:
            return None
        except ValueError:
            place = at_conversation(conversation, "state", "状态")
            self._findings.fault(DIFFERS, place, "the changes on record lead nowhere")
            return None

    def _compare_cases(
        self, conversation: object, standing: Conversation, found: Iterable[Row]
    ) -> None:
        expected = {case.number: case for case in standing.cases}
        for _, number, *values in found:
            case = expected.pop(number, None)
            if case is None or not _says(values, case):
                self._case_differs(conversation, number)
        for number in expected:
            self._case_differs(conversation, number)

    def _case_differs(self, conversation: object, number: object) -> None:
        place = at_conversation(conversation, f"case {number}", f"案件 {number}")
        self._findings.fault(DIFFERS, place)

    def _stray(self, row: Row) -> None:
        self._case_differs(row[0], row[1])


def _at_turn(conversation: object, seq: object) -> Place:
    return at_conversation(conversation, f"turn {seq}", f"第 {seq} 条的处理")


def _changes(key: bytes, boxes: Iterable[Row]) -> Iterator[Any]:
    for conversation, seq, box in boxes:
        if box is None:
            continue  # nothing was said, or it was destroyed
        plain = unseal(key, box, sealed_for(conversation, seq, CONTENT))
        value = unpack_opening(plain).value
        if isinstance(value, dict) and "change" in value:
            yield value["change"]


def _read_state(state: object) -> Conversation | None:
    try:
        return Conversation.model_validate(_read_json(state))
    except ValueError:
        return None


def _read_json(stored: object) -> object:
    """SQLite keeps JSON as text; PostgreSQL's driver has read it already."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _says(values: list[Any], case: Case) -> bool:
    family, phase, status, facts, due_at, opened_at = values
    try:
        read = _read_json(facts)
    except ValueError:
        return False
    kept = (family, phase, status, read, due_at, opened_at)
    told = {name: fact.model_dump(mode="json") for name, fact in case.facts.items()}
    return kept == (case.family, case.phase, case.status, told, case.due_at, case.opened_at)


def _pass_over(_row: Row) -> None:
    """Changes of a conversation that has no row: told by its thread."""
