"""How much memory a process holds, from /proc."""

import re
from pathlib import Path

PEAK = "VmHWM"
"""Resident at most; unlike ru_maxrss, nothing of the parent's."""
STEADY = "VmRSS"
"""Resident now."""


def memory_mb(field: str, process: int | str = "self") -> float:
    """MB that a running process holds or has held; not a number where the kernel doesn't say."""
    return megabytes(Path(f"/proc/{process}/status").read_text("utf-8"), field)


def megabytes(status: str, field: str) -> float:
    """A field of /proc/…/status."""
    found = re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else float("nan")
