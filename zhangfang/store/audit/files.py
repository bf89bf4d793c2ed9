"""Files received: each box that an event names is there, opens, and holds what was received."""

from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from zhangfang.evidence.seal import UnsealError, unpack_opening
from zhangfang.store.audit.events import Seen
from zhangfang.store.audit.found import Findings, at_event
from zhangfang.store.audit.sealed import KeyRing
from zhangfang.store.files import read_box
from zhangfang.store.log import FILE
from zhangfang.store.tables import conversation_keys


class _Lost(NamedTuple):
    """A file that is not there; unless its conversation was erased while we were looking."""

    log_index: int
    conversation: str


class FileCheck:
    """Looks into the box of each file event.

    Args:
        folder: of all files; None if they are elsewhere, and are not looked at.
        keys: to open the boxes with.
        findings: what is wrong goes there.
    """

    def __init__(self, folder: Path | None, keys: KeyRing, findings: Findings) -> None:
        self._folder = folder
        self._keys = keys
        self._findings = findings
        self._lost: list[_Lost] = []

    def look(self, seen: Seen, content: bytes | None) -> None:
        """Check the file of one event.

        Args:
            seen: any event.
            content: the opening of what it says; None if that is gone or wrong, which is told
                elsewhere.
        """
        event = seen.event
        if event is None or event["kind"] != FILE or self._folder is None or content is None:
            return
        key = self._keys.of(event["conversation"])
        if key is None:
            return
        try:
            about = unpack_opening(content).value
            found = read_box(self._folder / event["conversation"], key, event["body"]["box"])
        except FileNotFoundError:
            self._lost.append(_Lost(seen.log_index, event["conversation"]))
        except (UnsealError, OSError, ValueError, LookupError, TypeError) as error:
            self._findings.fault("file_changed", at_event(seen.log_index), type(error).__name__)
        else:
            self._compare(seen.log_index, about, found)

    def end(self, connection: Connection) -> None:
        """There are no more events: what was missed is told, if it should still be there."""
        if not self._lost:
            return
        with connection.engine.connect() as now:  # another view than that of the audit
            alive = set(now.scalars(select(conversation_keys.c.conversation)))
        for lost in self._lost:
            if lost.conversation in alive:
                self._findings.fault("file_missing", at_event(lost.log_index))

    def _compare(self, log_index: int, about: dict[str, Any], found: bytes) -> None:
        said = (about.get("size"), about.get("sha256"))
        if said != (len(found), sha256(found).hexdigest()):
            detail = "it is not the one that was received"
            self._findings.fault("file_changed", at_event(log_index), detail)
