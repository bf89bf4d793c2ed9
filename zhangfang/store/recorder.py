"""What every entry of the log is written with, whoever writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Recorder:
    """The desk as it writes.

    Attributes:
        master_key: wraps the conversations' keys; 32 bytes.
        clock: local time.
        guide: hash of the knowledge that it guides by, in hex.
        model: hash of the language model that reads the messages, in hex; None if there is none.
        files: folder of the files received; None where none are.
        desk: which one it is, of several on the same log.
    """

    master_key: bytes
    clock: Callable[[], datetime]
    guide: str
    model: str | None = None
    files: Path | None = None
    desk: str | None = None


OPTION = "zhangfang_recorder"


def recorder_of(connection: Connection) -> Recorder:
    """The recorder that the database was opened with.

    Raises:
        LookupError: it was opened without one, only to be read or migrated.
    """
    found: Recorder | None = connection.get_execution_options().get(OPTION)
    if found is None:
        raise LookupError("this database was opened without a Recorder: it seals nothing")
    return found
