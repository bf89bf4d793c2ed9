"""What a witness remembers: each log's last signed checkpoint, and the suspicious ones.

It is on the disk before anything is answered: a witness that forgot could be made to sign two
different logs.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from zhangfang.witness.decide import NOTHING, Seen

MEMORY_FILE = "witness.db"
PATIENCE = 10
"""Seconds that a request waits for the one before it."""

MOST_KEPT = 100
"""Suspicious checkpoints kept of each log: anybody can send a true one with a wrong proof."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS suspicious (
    origin TEXT NOT NULL, note TEXT NOT NULL, first_at INTEGER NOT NULL,
    PRIMARY KEY (origin, note)
) STRICT;
"""


class Turn:
    """One request's look at the memory. Nobody else looks or writes meanwhile."""

    def __init__(self, connection: sqlite3.Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin

    def seen(self) -> Seen:
        """How far the log was seen."""
        query = "SELECT size, root FROM seen WHERE origin = ?"
        row = self._connection.execute(query, (self._origin,)).fetchone()
        return Seen(*row) if row else NOTHING

    def remember(self, seen: Seen, note: str) -> None:
        """Go on from here. The note, with the log's signature, is kept as proof."""
        self._connection.execute(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
            (self._origin, seen.size, seen.root, note),
        )

    def keep(self, note: str, at: int) -> None:
        """Keep what may prove that the log was rewritten, as long as there are not many."""
        self._connection.execute(
            "INSERT OR IGNORE INTO suspicious SELECT ?, ?, ? "
            "WHERE (SELECT count(*) FROM suspicious WHERE origin = ?) < ?",
            (self._origin, note, at, self._origin, MOST_KEPT),
        )


def has_memory(folder: Path) -> bool:
    """Whether there is one in the folder."""
    return (folder / MEMORY_FILE).exists()


class Memory:
    """A database in the witness's folder; made if it is not there."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MEMORY_FILE
        with closing(self._connect()) as connection:
            connection.executescript(SCHEMA)

    @contextmanager
    def turn(self, origin: str) -> Iterator[Turn]:
        """A turn; when it ends without an error, what it wrote is on the disk."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield Turn(connection, origin)
            connection.execute("COMMIT")  # without it, closing rolls back

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = EXTRA")  # the folder's entry too
        return connection
