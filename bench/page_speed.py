"""How soon a merchant sees the first message on a slow phone, and what the phone has to fetch."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.figures import spread
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.ports import LOOPBACK, free_port
from zhangfang.running.probe import answers
from zhangfang.running.processes import Service, stop, wait_until_ready

PATIENCE = 60.0
NOWHERE = f"http://{LOOPBACK}:9"
"""The first message comes from the desk alone; Rasa is not asked."""


def measure_page(layout: Layout, work: Path) -> dict[str, Any]:
    """Medians over some visits to a desk of its own, in headless Chromium.

    Raises:
        Failure: the desk does not come up, or the browser fails.
    """
    port, figures = free_port(), work / "page.json"
    desk = [
        sys.executable, "-m", "zhangfang.cli", "desk", "--port", str(port),
        "--data", str(work / "page"), "--rasa-url", NOWHERE, "--actions-url", NOWHERE,
    ]  # fmt: skip
    address = f"http://{LOOPBACK}:{port}"
    log = work / "page-desk.log"
    services = [
        Service("desk", desk, dict(os.environ), layout.root, answers(f"{address}/healthz"), log)
    ]
    try:
        services[0].start()
        wait_until_ready(services, PATIENCE)
        run = subprocess.run(
            ["npx", "playwright", "test", "--config", "playwright.measure.config.ts"],
            cwd=layout.root / "web",
            env={**os.environ, "HOUSE_URL": address, "FIGURES": str(figures)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        stop(services)
    if run.returncode:
        raise Failure("The page could not be measured.", (run.stdout + run.stderr)[-2000:])
    found = json.loads(figures.read_text(encoding="utf-8"))
    return {**found, **{name: _visits(found[name]) for name in ("first", "again")}}


def _visits(visits: list[dict[str, float]]) -> dict[str, Any]:
    return {name: spread([one[name] for one in visits]) for name in visits[0]}
