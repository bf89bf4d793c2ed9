"""The whole house, started once as its users start it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from running_house import House

from zhangfang.running.ports import free_port

ROOT = Path(__file__).parents[2]
START_PATIENCE = 180


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`zhangfang up --dev` on a free port, with a data folder of its own."""
    with opened_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """Another one, in which nobody has been before."""
    with opened_house(tmp_path / "data") as opened:
        yield opened


@contextmanager
def opened_house(data: Path) -> Iterator[House]:
    """A house that is open for as long as the block lasts."""
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "zhangfang.cli",
            "up",
            "--port",
            str(port),
            "--data",
            str(data),
            "--dev",
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    said: list[str] = []
    for line in process.stderr:  # ends when the process does
        said.append(line)
        if "is open" in line:
            break
    assert any("is open" in line for line in said), "".join(said)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
        yield House(http, process.pid, data)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    process.stderr.close()
