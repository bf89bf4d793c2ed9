"""A record of the tests' own, and a look into that of a desk."""

from pathlib import Path

from zhangfang.desk.clock import local_now
from zhangfang.store.database import Database
from zhangfang.store.keys import open_keys
from zhangfang.store.recorder import Recorder

RECORDER = Recorder(master_key=bytes(32), clock=local_now, guide="1" * 64)


def of_desk(data: Path) -> Database:
    """The database in a desk's folder, with what is under seal readable."""
    keys = open_keys(data / "keys", log_is_empty=False)
    recorder = Recorder(keys.master, local_now, "1" * 64, files=data / "files")
    return Database(f"sqlite:///{data / 'zhangfang.db'}", recorder)


def on_disk(folder: Path) -> bytes:
    """All bytes of all files in a folder and below."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
