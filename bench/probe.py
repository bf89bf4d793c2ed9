"""Runs inside Rasa's environment (Python 3.10): loads a model once, reads messages, times both.

Both pipelines are read by the same few lines; the figures go to a JSON file.
"""

import argparse
import asyncio
import json
import logging
import re
import time
from pathlib import Path
from typing import Any, Dict, List  # noqa: UP035 (Rasa's interpreter, and Rasa's own style)

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from nlu.parse_lines import parse

WARM_UP = ("在吗", "机器又坏了", "昨天那笔钱", "1288块", "谢谢啦") * 4


def peak_memory() -> float:
    """MB of memory this process has held at most; unlike ru_maxrss, nothing of its parent's."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


async def measure(model: str, messages: List[Dict[str, str]], started: float) -> Dict[str, Any]:  # noqa: UP006
    """Load, warm up, then read each message once, one at a time."""
    began = time.perf_counter()
    agent = Agent.load(model)
    load = time.perf_counter() - began
    await parse(agent, WARM_UP[0], None)
    ready = time.time() - started
    for text in WARM_UP[1:]:
        await parse(agent, text, None)
    readings, latencies = [], []
    for message in messages:
        began = time.perf_counter()
        readings.append(await parse(agent, message["text"], message["now"]))
        latencies.append((time.perf_counter() - began) * 1000)
    return {
        "load_s": load,
        "ready_s": ready,
        "latencies_ms": latencies,
        "peak_mb": peak_memory(),
        "readings": readings,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--messages", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--started", required=True, type=float)
    arguments = parser.parse_args()
    configure_structlog(logging.ERROR)
    logging.getLogger().setLevel(logging.ERROR)
    messages = json.loads(arguments.messages.read_text("utf-8"))
    result = asyncio.run(measure(arguments.model, messages, arguments.started))
    arguments.out.write_text(json.dumps(result, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
