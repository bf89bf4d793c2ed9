"""A pack of two hundred messages: made by the desk, verified as its reader would, in a fresh process."""

import statistics
import sys
import time
from pathlib import Path
from subprocess import run
from typing import Any
from zipfile import ZipFile

from bench.evidence_talk import record_talk
from zhangfang.desk.clock import local_now
from zhangfang.desk.notary import Vouchers
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import Archive, make_pack
from zhangfang.guides.load import load
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.store import checkpoints
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys, open_keys
from zhangfang.store.migrate import migrate
from zhangfang.store.recorder import Recorder

CONVERSATION = "0" * 32
IDLE_TURNS = 87
"""Beside the 13 turns of the talk: with the greeting 201 messages."""

WITHOUT_OPENSSL = """
import hashlib, runpy, sys
hashlib.algorithms_available.discard("sm3")
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a program as a Python does whose OpenSSL has no SM3."""


def measure_pack(layout: Layout, work: Path, repeats: int) -> dict[str, Any]:
    """How long it takes to make the pack, and to verify it with nothing but Python.

    Raises:
        Failure: the pack does not verify.
    """
    made_s, pack = _made(layout, work)
    with ZipFile(pack) as opened:
        verifier = Path(opened.extract("verify.py", work))
    return {
        "made_s": made_s,
        "kilobytes": pack.stat().st_size / 1024,
        "verified_s": _verified(["-I", str(verifier), str(pack)], repeats),
        "without_openssl_s": _verified(
            ["-I", "-c", WITHOUT_OPENSSL, str(verifier), str(pack)], repeats
        ),
    }


def _made(layout: Layout, work: Path) -> tuple[float, Path]:
    database, keys = _record(work)
    archive = Archive(database, keys, Vouchers(None, None), load(layout.knowledge))
    began = time.perf_counter()
    content = make_pack(archive, Scope(CONVERSATION))
    seconds = time.perf_counter() - began
    database.close()
    pack = work / "pack.zip"
    pack.write_bytes(content)
    return seconds, pack


def _record(work: Path) -> tuple[Database, Keys]:
    url = f"sqlite:///{work / 'pack.db'}"
    migrate(url)
    keys = open_keys(work / "pack-keys", log_is_empty=True)
    database = Database(url, Recorder(keys.master, local_now, "1" * 64, "2" * 64))
    with database.write() as connection:
        record_talk(connection, CONVERSATION, IDLE_TURNS)
        checkpoints.make(connection, keys.current)
    return database, keys


def _verified(arguments: list[str], repeats: int) -> float:
    """Seconds from the start of the process to its end; the median."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        done = run([sys.executable, *arguments], capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - began)
        if done.returncode != 0:
            raise Failure(f"The pack does not verify: {done.stdout}{done.stderr}", "")
    return statistics.median(times)
