"""What an append is measured beside: the disk alone, a plain table, and pymerkle's tree.

Each stands for one log, is called with the number of a thread, and returns when its entry is on disk.
"""

import os
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Protocol

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "busy_timeout = 10000",
)
"""As the desk's own database has them."""

BLOCK = bytes(4096)


class Log(Protocol):
    """One log to append to."""

    def append(self, thread: int) -> None: ...

    def close(self) -> None: ...


class Disk:
    """No log at all: a block of 4 KB at the end of a file, and fdatasync."""

    def __init__(self, folder: Path, _leaf: str, _threads: int) -> None:
        self._file = os.open(folder / "blocks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._lock = Lock()

    def append(self, _thread: int) -> None:
        with self._lock:
            os.write(self._file, BLOCK)
            os.fdatasync(self._file)

    def close(self) -> None:
        os.close(self._file)


class PlainTable:
    """A table of texts: no hash, no chain, nothing under seal."""

    def __init__(self, folder: Path, leaf: str, threads: int) -> None:
        file = folder / "plain.db"
        self._connections = [_open(file) for _ in range(threads)]
        self._connections[0].execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, leaf TEXT)")
        self._leaf = leaf
        self._lock = Lock()

    def append(self, thread: int) -> None:
        connection = self._connections[thread]
        with self._lock:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO entries (leaf) VALUES (?)", (self._leaf,))
            connection.execute("COMMIT")

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


class Pymerkle:
    """A table of bytes and their hashes; its Merkle tree is computed when a root is asked for."""

    def __init__(self, folder: Path, leaf: str, _threads: int) -> None:
        from pymerkle import SqliteTree

        self._tree = SqliteTree(str(folder / "pymerkle.db"))
        self._leaf = leaf.encode()

    def append(self, _thread: int) -> None:
        self._tree.append_entry(self._leaf)

    def close(self) -> None:
        self._tree.close()


class PymerkleOnOurPragmas(Pymerkle):
    """The same in the journal mode that ours has."""

    def __init__(self, folder: Path, leaf: str, threads: int) -> None:
        super().__init__(folder, leaf, threads)
        for pragma in PRAGMAS:
            self._tree.con.execute(f"PRAGMA {pragma}")


def peers() -> dict[str, type[Disk] | type[PlainTable] | type[Pymerkle]]:
    """Those that can be measured here, by name."""
    found: dict[str, type[Disk | PlainTable | Pymerkle]] = {
        "disk": Disk,
        "plain": PlainTable,
    }
    if find_spec("pymerkle"):
        found |= {"pymerkle": PymerkleOnOurPragmas, "pymerkle_default": Pymerkle}
    return found


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection
