"""A house of one's own for a while: on a free port, with an empty data folder, its clock settable."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.ports import LOOPBACK, free_port

CLOSING = 30.0
"""Seconds for all of its processes to end."""


@contextmanager
def own_house(layout: Layout) -> Iterator[str]:
    """Open one with `--dev`, and close it afterwards. Gives the address of its desk.

    Raises:
        Failure: it did not open; with what it said.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="zhangfang-") as data:
        command = [
            sys.executable, "-m", "zhangfang.cli", "up", "--port", str(port), "--data", data, "--dev",
        ]  # fmt: skip
        with subprocess.Popen(
            command, cwd=layout.root, stderr=subprocess.PIPE, encoding="utf-8"
        ) as process:
            try:
                _wait_until_open(process)
                yield f"http://{LOOPBACK}:{port}"
            finally:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=CLOSING)


def _wait_until_open(process: "subprocess.Popen[str]") -> None:
    said: list[str] = []
    for line in process.stderr or ():  # ends when the process does
        said.append(line.strip())
        if "is open" in line:
            return
    raise Failure("The house did not open:", " ".join(said))
