"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket there, and gone afterwards.

It sorts text as a dictionary does (ICU, PostgreSQL 15 and later), so that whatever relies on the
order of bytes would be seen.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

USER = "desk"
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root."""


@dataclass
class Server:
    """A running server.

    Attributes:
        folder: its files are in `data`, its socket is here.
    """

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def files(self) -> Path:
        """What the tables are in; the write-ahead log is elsewhere."""
        return self.folder / "data" / "base"

    def new_place(self) -> str:
        """The address of an empty schema, as `--database` takes it: cheaper than a database."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self._url('postgres')}&options=-csearch_path%3D{name}"

    def new_database(self, options: str = "") -> str:
        """The address of an empty database."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self._url(name)

    def run(self, statement: str, url: str | None = None) -> list[tuple]:
        """Run a statement as the server's owner, beside whatever the desks do."""
        with psycopg.connect(url or self._url("postgres"), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def on_disk(self) -> bytes:
        """All bytes of all tables, after the server has written them down."""
        self.run("CHECKPOINT")
        return b"".join(file.read_bytes() for file in self.files.rglob("*") if file.is_file())

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"


@contextmanager
def private_server(*settings: str) -> Iterator[Server]:
    """A server, for as long as the block lasts.

    Args:
        settings: of postgresql.conf, like `fsync=off`.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="zf-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        data = str(folder / "data")
        _run(
            programs / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh",
        )  # fmt: skip
        options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "log_statement=none"]
        options += [it for setting in settings for it in ("-c", setting)]
        log = str(folder / "log")
        _run(programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", " ".join(options), "start")
        try:
            yield Server(folder)
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not packaged:
        raise FileNotFoundError(
            "PostgreSQL's server programs are missing: apt install postgresql, or put the folder "
            "of initdb on the PATH."
        )
    return packaged[-1].parent


def _run(program: Path, *arguments: str) -> None:
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    done = subprocess.run(
        [program, *arguments], user=user, cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
