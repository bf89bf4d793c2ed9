"""How much of the machine other programs took meanwhile: on a shared one, figures need it."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STAT = Path("/proc/stat")


def beside_others(measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was measured, and as `others` the share of all cores that other programs were using.

    Programs that the measuring started count as its own once they have ended.
    """
    began, busy, own = time.monotonic(), _busy(), _own()
    found = measure()
    capacity = (time.monotonic() - began) * (os.cpu_count() or 1)
    others = (_busy() - busy - (_own() - own)) / capacity
    return {**found, "others": max(0.0, others)}


def _busy() -> float:
    """Seconds that all cores together have been busy since boot."""
    return busy_seconds(STAT.read_text(), os.sysconf("SC_CLK_TCK"))


def busy_seconds(stat: str, ticks: int) -> float:
    """User, nice, system, irq, softirq of the first line of /proc/stat; idle and iowait are not."""
    user, nice, system, _idle, _iowait, irq, softirq = map(int, stat.split()[1:8])
    return (user + nice + system + irq + softirq) / ticks


def _own() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
