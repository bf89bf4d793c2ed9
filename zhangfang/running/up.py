"""`zhangfang up`: Rasa, the action server and the desk, from the first to the last."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from zhangfang.running.environment import serving_environment
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.ports import LOOPBACK, free_port, require_free
from zhangfang.running.probe import answers
from zhangfang.running.processes import Service, revive, stop, wait_until_ready
from zhangfang.running.training import up_to_date

PATIENCE = 120.0
"""Seconds for everything to answer; a cold disk is slow to import Rasa."""

Say = Callable[[str], None]


def up(
    layout: Layout,
    port: int,
    data: Path,
    say: Say,
    *,
    dev: bool,
    options: Sequence[str] = (),
) -> None:
    """Start everything, keep it running until told to stop, then stop everything.

    Args:
        layout: the checkout.
        port: where the desk listens, on loopback.
        data: folder of the database, files and logs.
        say: shows one line of progress.
        dev: let requests set the clock (X-Now).
        options: of the desk, that name a time-stamp authority, a witness, a database and who may
            embed the page.

    Raises:
        Failure: something is missing, taken, or does not come up.
    """
    if not layout.rasa_python.is_file():
        raise Failure("Rasa's environment is not installed.", "Run `make setup` first.")
    if not layout.model.is_file():
        raise Failure("There is no trained model.", "Run `zhangfang train` first.")
    if not up_to_date(layout):
        say(
            "Note: data changed since the model was trained; `zhangfang train` brings it up to date."
        )
    require_free(port)
    services = _services(layout, port, data, [*(["--dev"] if dev else []), *options])
    told_to_stop = _stop_flag()
    try:
        say("Starting Rasa, the action server and the desk …")
        for service in services:
            service.start()
        wait_until_ready(services, PATIENCE)
        say(f"账房 is open: http://{LOOPBACK}:{port}/   (Ctrl-C closes it)")
        while not told_to_stop():
            for name in revive(services, time.monotonic()):
                say(f"{name} had ended and was started again.")
            time.sleep(0.2)
    finally:
        say("Closing …")
        stop(services)


def _services(layout: Layout, port: int, data: Path, options: list[str]) -> list[Service]:
    rasa_port, actions_port = free_port(), free_port()
    rasa_url, actions_url = (f"http://{LOOPBACK}:{number}" for number in (rasa_port, actions_port))
    desk_url = f"http://{LOOPBACK}:{port}"
    environment = serving_environment(layout.root, actions_port)
    desk = [
        sys.executable, "-m", "zhangfang.cli", "desk", "--port", str(port), "--data", str(data),
        "--rasa-url", rasa_url, "--actions-url", actions_url, *options,
    ]  # fmt: skip
    rasa = [
        str(layout.rasa_python), "-m", "nlu.lean", "rasa", "run",
        "--model", str(layout.model), "--interface", LOOPBACK, "--port", str(rasa_port), "--endpoints", "endpoints.yml",
        "--credentials", "credentials.yml",
    ]  # fmt: skip
    actions = [
        sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port),
        "--quiet",
    ]  # fmt: skip

    def service(name: str, command: list[str], probe: str) -> Service:
        log = data / "logs" / f"{name}.log"
        return Service(name, command, environment, layout.root, answers(probe), log)

    return [
        service("rasa", rasa, f"{rasa_url}/webhooks/zhangfang/"),
        service("actions", actions, f"{actions_url}/health"),
        service("desk", desk, f"{desk_url}/healthz"),
    ]


def _stop_flag() -> Callable[[], bool]:
    """A flag that Ctrl-C or a termination signal raises, once."""
    raised = False

    def lift(_number: int, _frame: FrameType | None) -> None:
        nonlocal raised
        raised = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lift)
    return lambda: raised
