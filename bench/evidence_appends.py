"""Appends to the log, each in a transaction of its own and on disk when it returns."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.evidence_peers import Log, peers
from bench.figures import percentile
from zhangfang.desk.clock import local_now
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp
from zhangfang.store.recorder import Recorder

THREADS = (1, 8)
WARM_UP = 20

Times = list[float]
Make = Callable[[Path, str, int], Log]


class Ours:
    """The desk's log: a message of a merchant with one hidden number."""

    def __init__(self, folder: Path, _leaf: str, threads: int) -> None:
        self.file = folder / "ours.db"
        url = f"sqlite:///{self.file}"
        migrate(url)
        self._database = Database(url, Recorder(bytes(32), local_now, "1" * 64, "2" * 64))
        self._own = [f"{thread:032x}" for thread in range(threads)]
        for conversation in self._own:
            with self._database.write() as connection:
                conversations.create(connection, conversation, conversation, stamp(local_now()))

    def append(self, thread: int) -> None:
        now = local_now()
        said = log.Draft(
            kind=log.MESSAGE,
            actor="merchant",
            origin="merchant_said",
            at=stamp(now),
            content={"text": "多扣了我 12 块，我电话 139****5678", "choice": None},
            numbers={"phone-1": "13912345678"},
            client_at=stamp(now),
            received=now,
        )
        with self._database.write() as connection:
            log.append(connection, self._own[thread], [said])

    def close(self) -> None:
        self._database.close()


def measure_appends(work: Path, rounds: int, appends: int) -> dict[str, Any]:
    """Of ours and of each peer, by the number of threads: appends a second, and how long one takes.

    Args:
        work: a folder on the disk that is to be measured.
        rounds: how often all are measured, one after the other; each time a fresh log.
        appends: of each, in each round.
    """
    leaf = _leaf_of_ours(_folder(work, "leaf"))
    made: dict[str, Make] = {"ours": Ours, **peers()}
    taken: dict[str, dict[int, list[tuple[Times, float]]]] = {
        name: {threads: [] for threads in THREADS} for name in made
    }
    for place in range(rounds):
        for threads in THREADS:
            for name, make in made.items():
                folder = _folder(work, f"{name}-{threads}-{place}")
                taken[name][threads].append(_run(make(folder, leaf, threads), threads, appends))
    return {
        "leaf_bytes": len(leaf.encode()),
        "appends": rounds * appends,
        **{
            name: {f"threads_{threads}": _summary(runs) for threads, runs in by_threads.items()}
            for name, by_threads in taken.items()
        },
    }


def _run(tested: Log, threads: int, appends: int) -> tuple[Times, float]:
    """The milliseconds of each append, and the seconds of all."""
    for _ in range(WARM_UP):
        tested.append(0)
    with ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()
        shares = pool.map(
            lambda thread: _append(tested, thread, appends // threads), range(threads)
        )
        times = [each for share in shares for each in share]
        seconds = time.perf_counter() - began
    tested.close()
    return times, seconds


def _append(tested: Log, thread: int, appends: int) -> Times:
    times = []
    for _ in range(appends):
        began = time.perf_counter()
        tested.append(thread)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _summary(runs: Iterable[tuple[Times, float]]) -> dict[str, float]:
    listed = list(runs)
    times = [each for of_run, _ in listed for each in of_run]
    return {
        "per_second": statistics.median(len(of_run) / seconds for of_run, seconds in listed),
        "p50": statistics.median(times),
        "p99": percentile(times, 99),
        "worst": max(times),
    }


def _leaf_of_ours(folder: Path) -> str:
    ours = Ours(folder, "", 1)
    ours.append(0)
    ours.close()
    with sqlite3.connect(ours.file) as connection:
        [(leaf,)] = connection.execute("SELECT leaf FROM events").fetchall()
    return str(leaf)


def _folder(work: Path, name: str) -> Path:
    folder = work / name
    folder.mkdir(parents=True)
    return folder
