"""Load time, memory and parse latency, each from fresh processes of Rasa's environment."""

import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.accuracy import score_sentences
from bench.facts import score_facts
from bench.figures import spread
from bench.pipelines import ONE_THREAD, Pipeline, require_model, run_logged
from bench.samples import FOLDER, read_rows
from zhangfang.running.layout import Layout

NOW = "2026-11-22T10:00:00+08:00"
"""When the sentences were said; facts.tsv names its own moments."""


def measure_reading(pipeline: Pipeline, layout: Layout, repeats: int) -> dict[str, Any]:
    """Read every sample in each of `repeats` processes.

    Returns:
        `parsing` with the times, `accuracy` and `facts` with what was right in the last process.

    Raises:
        Failure: there is no model, or a process ended with a fault.
    """
    require_model(pipeline)
    sentences = read_rows(layout.root / FOLDER / "sentences.tsv")
    facts = read_rows(layout.root / FOLDER / "facts.tsv")
    messages = [{"text": row["text"], "now": NOW} for row in sentences]
    messages += [{"text": row["text"], "now": row["reference_now"]} for row in facts]
    runs = [_probe(pipeline, layout, messages) for _ in range(repeats)]
    readings = runs[-1]["readings"]
    return {
        "parsing": summary(runs),
        "accuracy": score_sentences(sentences, readings[: len(sentences)]),
        "facts": score_facts(facts, readings[len(sentences) :]),
    }


def summary(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the processes; latencies of all of them together."""
    latencies = [latency for run in runs for latency in run["latencies_ms"]]
    return {
        **{
            name: statistics.median(run[name] for run in runs)
            for name in ("load_s", "ready_s", "peak_mb")
        },
        "latency_ms": spread(latencies),
        "processes": len(runs),
        "messages": len(latencies),
    }


def _probe(pipeline: Pipeline, layout: Layout, messages: list[dict[str, str]]) -> dict[str, Any]:
    work = pipeline.model.parent
    asked, answered = work / "messages.json", work / f"{pipeline.name}-readings.json"
    asked.write_text(json.dumps(messages, ensure_ascii=False), "utf-8")
    answered.unlink(missing_ok=True)
    command = [
        str(layout.rasa_python), "-m", "bench.probe", "--model", str(pipeline.model),
        "--messages", str(asked), "--out", str(answered), "--started", str(time.time()),
    ]  # fmt: skip
    run_logged(command, layout, ONE_THREAD, work / f"{pipeline.name}-probe.log")
    return _load(answered)


def _load(path: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return result
