"""Child processes: started, waited for, started again when they die, stopped."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zhangfang.running.failure import Failure

STOP_PATIENCE = 8.0
"""Seconds between asking a process to end and ending it."""

LONG_LIFE = 60.0
"""Seconds after which a death is an accident, not one more of a row."""

PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """One process of the house.

    Attributes:
        name: as the log file and messages call it.
        command: argument list.
        environment: complete, nothing is inherited beside it.
        answers: whether it serves requests by now.
        log: where its output goes.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    cwd: Path
    answers: Callable[[], bool]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    deaths: int = field(default=0, init=False)
    started: float = field(default=0.0, init=False)
    next_start: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the parent."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=self.cwd, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  (this process has one thread)
            )  # fmt: skip
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to the process and all its children."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def wait_until_ready(services: list[Service], patience: float) -> None:
    """Wait until every service answers.

    Raises:
        Failure: one of them ended, or they did not all answer within `patience` seconds.
    """
    waiting = list(services)
    end = time.monotonic() + patience
    while waiting:
        for service in list(waiting):
            if not service.alive:
                raise Failure(
                    f"{service.name} ended while it was starting.",
                    f"Its last words are in {service.log}.",
                )
            if service.answers():
                waiting.remove(service)
        if waiting and time.monotonic() > end:
            names = ", ".join(service.name for service in waiting)
            raise Failure(
                f"{names} did not answer within {patience:.0f} seconds.",
                f"Look into {waiting[0].log}, then try again.",
            )
        time.sleep(0.1)


def revive(services: list[Service], now: float) -> list[str]:
    """Start again whatever has ended, waiting longer after each death. Returns their names."""
    revived = []
    for service in services:
        if service.alive:
            continue
        if not service.next_start:
            lived_long = now - service.started > LONG_LIFE
            service.deaths = 1 if lived_long else service.deaths + 1
            service.next_start = now + min(2.0 ** (service.deaths - 1) - 1, 30.0)
        if now >= service.next_start:
            service.next_start = 0.0
            service.signal(signal.SIGKILL)  # children that outlived it
            service.start()
            revived.append(service.name)
    return revived


def stop(services: list[Service], patience: float = STOP_PATIENCE) -> None:
    """Ask all to end, the last started first; end those that don't within `patience` seconds."""
    for service in reversed(services):
        service.signal(signal.SIGTERM)
    end = time.monotonic() + patience
    while any(service.alive for service in services) and time.monotonic() < end:
        time.sleep(0.05)
    for service in services:
        service.signal(signal.SIGKILL)
        if service.process is not None:
            service.process.wait()


def _end_with_parent() -> None:
    """Runs in the child: Linux is to end it when `zhangfang up` is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
