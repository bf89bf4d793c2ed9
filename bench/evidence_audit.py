"""The audit of logs of two sizes, each in a fresh process; run as a program, it is that process."""

import json
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from hashlib import sha256
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from subprocess import run
from typing import Any

from bench.evidence_log import make_log
from bench.memory import PEAK, memory_mb
from zhangfang.evidence.merkle import LEAF
from zhangfang.running import audit
from zhangfang.running.failure import Failure


def measure_audit(work: Path, sizes: dict[str, int]) -> dict[str, Any]:
    """How long an audit takes, and how much memory; the logs are deleted again.

    Args:
        work: a folder for the logs.
        sizes: how many events, by name.

    Raises:
        Failure: an audit found a fault in a log that nobody has touched.
    """
    found: dict[str, dict[str, float]] = {}
    smallest = min(sizes, key=lambda name: sizes[name])
    for name, events in sizes.items():
        data = work / f"log-{name}"
        make_log(data, events)
        found[name] = {
            **_audited(data),
            "hashed_s": _hashed(data / "zhangfang.db"),
            "database_mb": (data / "zhangfang.db").stat().st_size / 2**20,
        }
        if name == smallest and find_spec("pymerkle"):
            found[name]["pymerkle_root_s"] = _pymerkle_root(work, data)
        shutil.rmtree(data)
    return found


def _audited(data: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.evidence_audit", str(data)]
    done = run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"The audit ended with {done.returncode}: {done.stdout}{done.stderr}", "")
    told: dict[str, float] = json.loads(done.stdout)
    return told | {"per_second": told["events"] / told["seconds"]}


def _hashed(file: Path) -> float:
    """Seconds to read the leaves in order and hash each: what no audit can do without."""
    began = time.perf_counter()
    with closing(sqlite3.connect(file)) as connection:
        for (leaf,) in connection.execute("SELECT leaf FROM events ORDER BY log_index"):
            sha256(LEAF + leaf.encode()).digest()
    return time.perf_counter() - began


def _pymerkle_root(work: Path, data: Path) -> float:
    """Seconds until pymerkle has computed the root over as many hashes, which it believes."""
    from pymerkle import SqliteTree

    with closing(sqlite3.connect(data / "zhangfang.db")) as connection:
        leaves = connection.execute("SELECT leaf FROM events ORDER BY log_index")
        with SqliteTree(str(work / "root.db")) as filled:
            filled.append_entries(leaf.encode() for leaf in chain.from_iterable(leaves))
    with SqliteTree(str(work / "root.db")) as tree:
        began = time.perf_counter()
        tree.get_state()
        return time.perf_counter() - began


def main() -> int:
    told: list[str] = []
    order = audit.Order(Path(sys.argv[1]))
    outcome = audit.run(order, told.append, told.append, as_json=True)
    found = json.loads(told[0]) if outcome == audit.SOUND else {}
    figures = {
        "events": found.get("size"),
        "checkpoints": found.get("checkpoints"),
        "seconds": found.get("seconds"),
        "processor_s": time.process_time(),
        "peak_mb": memory_mb(PEAK),
    }
    sys.stdout.write(json.dumps(figures) if found else "".join(told))
    return outcome


if __name__ == "__main__":
    sys.exit(main())
