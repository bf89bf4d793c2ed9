"""How long a whole turn takes, and how that grows along one conversation."""

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import reduce
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from bench.figures import spread
from bench.memory import STEADY, memory_mb
from bench.pipelines import Pipeline, require_model
from bench.servers import serving
from zhangfang.cases.case import Conversation
from zhangfang.cases.fold import apply
from zhangfang.cases.number import case_number
from zhangfang.desk.rasa import read_answer
from zhangfang.running.layout import Layout

NOW = "2026-11-22T10:00:00+08:00"
SCRIPT = Path(__file__).with_name("turns.txt")
WINDOW = 20
"""The script's length, so that the first and the last window hold the same messages."""

Say = Callable[[str], tuple[float, bool]]
"""Says one message; the milliseconds until the answer was there, and whether there was one."""


def measure_turns(
    pipeline: Pipeline, layout: Layout, turns: int, conversations: int
) -> dict[str, Any]:
    """Go through `conversations` conversations, one after the other, of `turns` turns each.

    Raises:
        Failure: there is no model, or the servers did not come up.
        httpx.HTTPError: they did not answer.
    """
    require_model(pipeline)
    script = list(islice(cycle(SCRIPT.read_text("utf-8").split("\n")[:WINDOW]), turns))
    begin, channel = (desk, "zhangfang") if pipeline.name == "ours" else (visitor, "rest")
    with (
        serving(pipeline, layout, channel) as served,
        httpx.Client(base_url=served.address, timeout=60.0, trust_env=False) as client,
    ):
        warm_up = begin(client)
        for message in script[:WINDOW]:
            warm_up(message)
        talks = [
            [say(message) for message in script] for say in _begin(begin, client, conversations)
        ]
        held = memory_mb(STEADY, served.rasa)
    return {**summary(talks), "rasa_mb": held}


def summary(talks: Sequence[Sequence[tuple[float, bool]]]) -> dict[str, Any]:
    """First and last window of all conversations, and how much slower the last is."""
    times = [[took for took, _ in talk] for talk in talks]
    early = spread([took for talk in times for took in talk[:WINDOW]])
    late = spread([took for talk in times for took in talk[-WINDOW:]])
    return {
        "all_ms": spread([took for talk in times for took in talk]),
        "early_ms": early,
        "late_ms": late,
        "growth": {name: late[name] / early[name] for name in early},
        "turns": len(times[0]),
        "conversations": len(times),
        "answered": {
            "right": sum(answered for talk in talks for _, answered in talk),
            "of": sum(len(talk) for talk in talks),
        },
        "by_turn_ms": [spread(turn)["p50"] for turn in zip(*times, strict=True)],
    }


def desk(client: httpx.Client) -> Say:
    """Talks as the desk does: a fresh sender for each turn, the conversation in its metadata."""
    conversation = Conversation()

    def say(message: str) -> tuple[float, bool]:
        nonlocal conversation
        moment = datetime.fromisoformat(NOW)
        metadata = {
            "conversation": conversation.model_dump(mode="json"),
            "now": NOW,
            "numbers": [case_number(moment, secrets.choice) for _ in range(3)],
            "kind": "text",
            "text": message,
        }
        took, response = _post(client, uuid4().hex, message, metadata)
        answer = read_answer(response.content)
        conversation = reduce(apply, answer.changes, conversation)
        return took, bool(answer.bubbles)

    return say


def visitor(client: httpx.Client) -> Say:
    """Talks through the ordinary channel: one sender, and Rasa's tracker remembers."""
    sender = uuid4().hex

    def say(message: str) -> tuple[float, bool]:
        took, response = _post(client, sender, message, None)
        return took, any(item.get("text") for item in response.json())

    return say


def _begin(begin: Callable[[httpx.Client], Say], client: httpx.Client, times: int) -> list[Say]:
    return [begin(client) for _ in range(times)]


def _post(
    client: httpx.Client, sender: str, message: str, metadata: dict[str, Any] | None
) -> tuple[float, httpx.Response]:
    body = {"sender": sender, "message": message, "metadata": metadata}
    began = time.perf_counter()
    response = client.post("/webhook", json=body)
    took = (time.perf_counter() - began) * 1000
    response.raise_for_status()
    return took, response
