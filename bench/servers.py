"""Rasa and the action server of one pipeline, up for as long as they are measured."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bench.pipelines import Pipeline
from zhangfang.running.environment import serving_environment
from zhangfang.running.layout import Layout
from zhangfang.running.ports import LOOPBACK, free_port
from zhangfang.running.probe import answers
from zhangfang.running.processes import Service, stop, wait_until_ready

PATIENCE = 240.0
"""Seconds for both to answer; the stock model takes half a minute alone."""


class Serving(NamedTuple):
    """The address of the channel, and the id of Rasa's process, which answers there."""

    address: str
    rasa: int


@contextmanager
def serving(pipeline: Pipeline, layout: Layout, channel: str) -> Iterator[Serving]:
    """Start both on free ports of loopback, as `zhangfang up` does.

    Raises:
        Failure: one of them does not come up.
    """
    rasa_port, actions_port = free_port(), free_port()
    environment = serving_environment(layout.root, actions_port)
    address = f"http://{LOOPBACK}:{rasa_port}/webhooks/{channel}"
    rasa = [
        str(layout.rasa_python), *pipeline.python, "rasa", "run", "--model", str(pipeline.model),
        "--interface", LOOPBACK, "--port", str(rasa_port),
        "--endpoints", str(pipeline.endpoints), "--credentials", str(pipeline.credentials),
    ]  # fmt: skip
    actions = [
        sys.executable, "-m", "rasa_sdk", "--actions", pipeline.actions,
        "--port", str(actions_port), "--quiet",
    ]  # fmt: skip

    def service(name: str, command: list[str], probe: str) -> Service:
        log = pipeline.model.parent / f"{pipeline.name}-{name}.log"
        return Service(name, command, environment, layout.root, answers(probe), log)

    services = [
        service("rasa", rasa, f"{address}/"),
        service("actions", actions, f"http://{LOOPBACK}:{actions_port}/health"),
    ]
    try:
        for one in services:
            one.start()
        wait_until_ready(services, PATIENCE)
        rasa_process, _ = [one.process.pid for one in services if one.process]
        yield Serving(address, rasa_process)
    finally:
        stop(services)
