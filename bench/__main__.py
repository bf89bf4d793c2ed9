"""`python -m bench`: measures ours beside others, writes bench/results/ and docs/benchmarks.md."""

import argparse
import json
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import evidence
from bench.evidence_page import HEADING, render_record
from bench.machine import describe
from bench.neighbours import beside_others
from bench.page_part import PAGE, render_page
from bench.page_speed import measure_page
from bench.parsing import measure_peer, measure_reading, peers
from bench.pipelines import Pipeline, pipelines, train, with_few_epochs
from bench.report import render
from bench.sections import with_opening, with_part
from bench.slips import part as slips
from bench.slips.page import SLIPS, render_slips
from bench.turns import measure_turns
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout, find_layout

RESULTS = Path("bench") / "results"
REPORT = Path("docs") / "benchmarks.md"
STAMP = "%Y-%m-%dT%H-%M"


class Extent(NamedTuple):
    """How much is measured."""

    processes: int
    conversations: int
    turns: int


FULL = Extent(processes=3, conversations=3, turns=200)
QUICK = Extent(processes=1, conversations=1, turns=40)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="smoke run: once each, 40 turns, stock with 2 epochs; docs/ is left alone",
    )
    parser.add_argument(
        "part",
        nargs="?",
        choices=("all", *APART),
        default="all",
        help="evidence: the record alone, slips: reading them, page: the page in Chromium, all three without Rasa (all)",
    )
    told = parser.parse_args()
    quick: bool = told.quick
    layout = find_layout(Path.cwd())
    if told.part == "all" and not layout.rasa_python.is_file():
        _say(str(Failure("Rasa's environment is not installed.", "Run `make setup` first.")))
        return 1
    work = Path(tempfile.mkdtemp(prefix="zhangfang-bench-"))
    _say(f"Models and logs: {work}")
    failed = _pipelines(layout, work, quick=quick) if told.part == "all" else []
    for name, measure in APART.items():
        failed += measure(layout, work, quick=quick) if told.part in ("all", name) else []
    for line in failed:
        _say(f"FAILED {line}")
    if not failed:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failed else 0


def _pipelines(layout: Layout, work: Path, *, quick: bool) -> list[str]:
    """Measure ours and stock, and write all of the page but what it says on the record."""
    results = _measure(layout, work, QUICK if quick else FULL, quick=quick)
    kept = _keep(layout.root, results, "quick" if quick else time.strftime(STAMP))
    _write(layout.root, lambda page: with_opening(page, render(results, kept)), quick=quick)
    return _failures(results)


def _record(layout: Layout, work: Path, *, quick: bool) -> list[str]:
    """Measure the record, and write what the page says on it."""
    extent = evidence.QUICK if quick else evidence.FULL
    machine = _part("machine", lambda: describe(layout))
    parts = {
        part: _part(f"record: {part}", partial(evidence.measure_part, part, layout, work, extent))
        for part in evidence.PARTS
    }
    results = {"quick": quick, "extent": extent._asdict(), "machine": machine, **parts}
    kept = _keep(layout.root, results, "evidence-" + ("quick" if quick else time.strftime(STAMP)))
    _write(
        layout.root,
        lambda page: with_part(page, HEADING, render_record(results, kept)),
        quick=quick,
    )
    return [f"record {name}: {one['error']}" for name, one in parts.items() if "error" in one]


def _slips(layout: Layout, work: Path, *, quick: bool) -> list[str]:
    """Make the sets of slips, measure who reads them, and write what the page says on it."""
    count = slips.QUICK if quick else slips.FULL
    machine = _part("machine", lambda: describe(layout))
    sets = {
        name: _part(f"slips: {name}", partial(slips.measure_slips, name, work, count))
        for name in slips.SETS
    }
    results = {"quick": quick, "machine": machine, "sets": sets}
    kept = _keep(layout.root, results, "slips-" + ("quick" if quick else time.strftime(STAMP)))
    _write(
        layout.root, lambda page: with_part(page, SLIPS, render_slips(results, kept)), quick=quick
    )
    return [f"slips {name}: {one['error']}" for name, one in sets.items() if "error" in one]


def _page(layout: Layout, work: Path, *, quick: bool) -> list[str]:
    """Measure the merchant's page, and write what docs/benchmarks.md says on it."""
    results = {
        "machine": _part("machine", lambda: describe(layout)),
        "page": _part("page", lambda: measure_page(layout, work)),
    }
    kept = _keep(layout.root, results, "page-" + ("quick" if quick else time.strftime(STAMP)))
    _write(layout.root, lambda page: with_part(page, PAGE, render_page(results, kept)), quick=quick)
    return [f"page: {results['page']['error']}"] if "error" in results["page"] else []


APART: dict[str, Callable[..., list[str]]] = {"evidence": _record, "slips": _slips, "page": _page}
"""The parts that can be measured by themselves."""


def _measure(layout: Layout, work: Path, extent: Extent, *, quick: bool) -> dict[str, Any]:
    """Every part for both pipelines and the peers; one that fails leaves its error in its place."""
    results: dict[str, Any] = {"quick": quick, "extent": extent._asdict()}
    results["machine"] = _part("machine", lambda: describe(layout))
    ours, stock = pipelines(layout, work)
    for pipeline in (ours, with_few_epochs(stock, work) if quick else stock):
        results[pipeline.name] = _measure_one(pipeline, layout, extent)
    results["peers"] = {
        name: {
            "reading": _part(
                f"{name}: reading", partial(measure_peer, name, layout, work, extent.processes)
            )
        }
        for name in peers()
    }
    return results


def _measure_one(pipeline: Pipeline, layout: Layout, extent: Extent) -> dict[str, Any]:
    name = pipeline.name
    training = _part(f"{name}: training", lambda: {"train_s": train(pipeline, layout)})
    reading = _part(f"{name}: reading", lambda: measure_reading(pipeline, layout, extent.processes))
    turns = _part(
        f"{name}: turns",
        lambda: measure_turns(pipeline, layout, extent.turns, extent.conversations),
    )
    return {"training": training, "reading": reading, "turns": turns}


def _part(name: str, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    _say(f"{time.strftime('%H:%M:%S')} {name} …")
    try:
        return beside_others(measure)
    except Exception as error:  # noqa: BLE001 (one failing part must not lose the others)
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


def _failures(results: dict[str, Any]) -> list[str]:
    measured = {"ours": results["ours"], "stock": results["stock"], **results["peers"]}
    parts = {"machine": results["machine"]} | {
        f"{name} {part}": found for name, one in measured.items() for part, found in one.items()
    }
    return [f"{name}: {found['error']}" for name, found in parts.items() if "error" in found]


def _keep(root: Path, results: dict[str, Any], stem: str) -> str:
    """Write the results to a file, and say where it is."""
    kept = root / RESULTS / f"{stem}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return str(kept.relative_to(root))


def _write(root: Path, renew: Callable[[str], str], *, quick: bool) -> None:
    """Renew the page in docs/; a smoke run is only shown."""
    report = root / REPORT
    page = renew("" if quick or not report.exists() else report.read_text("utf-8"))
    if not quick:
        report.parent.mkdir(exist_ok=True)
        report.write_text(page, "utf-8")
    sys.stdout.write(page)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
