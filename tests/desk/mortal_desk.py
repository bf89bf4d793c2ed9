"""A desk that can be killed and started again on the same data and port."""

import asyncio
import multiprocessing
from contextlib import closing
from pathlib import Path

from fake_rasa import listen
from run_desk import live

from zhangfang.guides.model import Knowledge

CHECKPOINT_EVERY = 0.05
"""Seconds: each life of some tenths of a second signs several."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["zhangfang.desk.app", "zhangfang.desk.serve"])


class MortalDesk:
    """One data folder, one port, and a process after the other.

    The processes are forked from one that has everything imported: that saves two seconds a life.
    """

    def __init__(self, data: Path, rasa_url: str, knowledge: Knowledge) -> None:
        with closing(listen()) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._told = (data, rasa_url, port, CHECKPOINT_EVERY, knowledge)

    async def start(self) -> None:
        self._process = FORKS.Process(target=live, args=self._told, daemon=True)
        await asyncio.to_thread(self._process.start)

    async def kill(self) -> None:
        """SIGKILL: it learns nothing of it."""
        self._process.kill()
        await asyncio.to_thread(self._process.join)

    async def stop(self) -> int | None:
        """SIGTERM: it finishes what it is doing."""
        self._process.terminate()
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode
