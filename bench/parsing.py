"""What is read of both sets, how fast and with how much memory, each time in a fresh process."""

import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from bench.accuracy import score_sentences
from bench.facts import score_facts
from bench.figures import spread
from bench.pipelines import ONE_THREAD, Pipeline, require_model, run_logged
from bench.samples import Row, SampleSet, read_sets, said_at
from zhangfang.running.layout import Layout

NOW = "2026-11-22T10:00:00+08:00"
"""When the sentences were said; facts.tsv names its own moments."""
PEERS = {"jionlp parse": "parse", "jionlp extract": "extract"}
"""Readers of facts alone, and their `--way` of bench.peer."""

Messages = list[dict[str, str]]
Run = dict[str, Any]


def measure_reading(pipeline: Pipeline, layout: Layout, repeats: int) -> dict[str, Any]:
    """Read every message of every set in each of `repeats` processes.

    Returns:
        `parsing` with times and memory; under each set's name `accuracy` and `facts` with what
        was right in the last process.

    Raises:
        Failure: there is no model, or a process ended with a fault.
    """
    require_model(pipeline)
    sets = read_sets(layout.root)
    reader = [
        str(layout.rasa_python), *pipeline.python, "bench.probe", "--model", str(pipeline.model),
    ]  # fmt: skip
    messages = [message for one in sets for message in (*_sentences(one), *_facts(one))]
    work = pipeline.model.parent
    runs = [_run(reader, messages, layout, work) for _ in range(repeats)]
    return {"parsing": summary(runs), **scored(sets, runs[-1]["readings"])}


def peers() -> list[str]:
    """Those that are installed."""
    return list(PEERS) if find_spec("jionlp") else []


def measure_peer(name: str, layout: Layout, work: Path, repeats: int) -> dict[str, Any]:
    """The same for a peer, without `accuracy`.

    Raises:
        Failure: a process ended with a fault.
    """
    sets = read_sets(layout.root)
    reader = [sys.executable, "-m", "bench.peer", "--way", PEERS[name]]
    messages = [message for one in sets for message in _facts(one)]
    folder = work / name.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    runs = [_run(reader, messages, layout, folder) for _ in range(repeats)]
    readings = iter(runs[-1]["readings"])
    scores = {
        one.name: {"facts": score_facts(one.facts, _next(readings, one.facts))} for one in sets
    }
    return {"parsing": summary(runs), **scores}


def scored(sets: Sequence[SampleSet], readings: Sequence[Run]) -> dict[str, Any]:
    """What was right in each set.

    Args:
        sets: as they were read.
        readings: of each set the sentences, then the facts.

    Raises:
        ValueError: there are fewer readings than messages.
    """
    left = iter(readings)
    return {
        one.name: {
            "accuracy": score_sentences(one.sentences, _next(left, one.sentences)),
            "facts": score_facts(one.facts, _next(left, one.facts)),
        }
        for one in sets
    }


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    """Medians over the processes; latencies of all of them together."""
    latencies = [latency for run in runs for latency in run["latencies_ms"]]
    return {
        **{
            name: statistics.median(run[name] for run in runs)
            for name in ("load_s", "ready_s", "peak_mb", "steady_mb")
        },
        "latency_ms": spread(latencies),
        "processes": len(runs),
        "messages": len(latencies),
    }


def _sentences(one: SampleSet) -> Messages:
    return [{"text": row["text"], "now": NOW} for row in one.sentences]


def _facts(one: SampleSet) -> Messages:
    return [{"text": row["text"], "now": said_at(row)} for row in one.facts]


def _next(readings: Iterator[Run], rows: Sequence[Row]) -> list[Run]:
    return list(islice(readings, len(rows)))


def _run(reader: list[str], messages: Messages, layout: Layout, work: Path) -> Run:
    asked, answered = work / "messages.json", work / "readings.json"
    asked.write_text(json.dumps(messages, ensure_ascii=False), "utf-8")
    answered.unlink(missing_ok=True)
    told = ["--messages", str(asked), "--out", str(answered), "--started", str(time.time())]
    run_logged([*reader, *told], layout, ONE_THREAD, work / "reading.log")
    result: Run = json.loads(answered.read_text("utf-8"))
    return result
