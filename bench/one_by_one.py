"""Inside the process that is measured: reads messages one at a time, and times it.

Rasa's environment (Python 3.10) and the service's both run it, so that all are read alike.
"""

import argparse
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench.memory import PEAK, STEADY, memory_mb

WARM_UP = ("在吗", "机器又坏了", "昨天那笔钱", "1288块", "谢谢啦") * 4

Read = Callable[[str, str | None], Awaitable[dict[str, Any]]]
"""Reads one message, said at that moment, or now."""


async def measure(
    load: Callable[[], Read], messages: list[dict[str, str]], started: float
) -> dict[str, Any]:
    """Load, warm up, then read each message once."""
    began = time.perf_counter()
    read = load()
    load_s = time.perf_counter() - began
    await read(WARM_UP[0], None)
    ready_s = time.time() - started
    for text in WARM_UP[1:]:
        await read(text, None)
    readings, latencies = [], []
    for message in messages:
        began = time.perf_counter()
        readings.append(await read(message["text"], message["now"]))
        latencies.append((time.perf_counter() - began) * 1000)
    return {
        "load_s": load_s,
        "ready_s": ready_s,
        "latencies_ms": latencies,
        "peak_mb": memory_mb(PEAK),
        "steady_mb": memory_mb(STEADY),
        "readings": readings,
    }


def arguments(description: str | None) -> argparse.ArgumentParser:
    """What every such process is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--messages", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--started", required=True, type=float)
    return parser


def read_messages(path: Path) -> list[dict[str, str]]:
    """The messages, each with the moment it was said."""
    messages: list[dict[str, str]] = json.loads(path.read_text("utf-8"))
    return messages


def write(path: Path, result: dict[str, Any]) -> None:
    """The figures and what was read."""
    path.write_text(json.dumps(result, ensure_ascii=False), "utf-8")
