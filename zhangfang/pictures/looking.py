"""The desk's side of looking at pictures: starts the worker when it is needed, and ends it.

Nothing that opens a picture is loaded into the desk's own process.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from typing import Any

from zhangfang.pictures.frames import HEAD_BYTES, frame, lengths
from zhangfang.pictures.looked import Limits, Looked, LookError
from zhangfang.slips.reading import SlipReading

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that the worker gets of the desk's environment: no address, no key, no token."""


LAST_BREATH = 5.0
"""Seconds for a process that says nothing more to be gone."""


class PictureWorker:
    """One process that looks at one file at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = asyncio.Lock()
        self._retiring: asyncio.TimerHandle | None = None
        self._seen = 0
        self._ending: set[asyncio.Task[None]] = set()
        self.process: Process | None = None

    async def look(self, content: bytes, media: str, *, read: bool) -> Looked:
        """What there is to see in a file.

        Args:
            content: the file.
            media: its kind, as the desk knows it.
            read: whether print on it is read, too, and card numbers are covered.

        Raises:
            LookError: no picture can be made of it.
        """
        async with self._turn:
            if self._retiring:
                self._retiring.cancel()
            try:
                async with asyncio.timeout(self._limits.seconds):
                    answer = await self._ask(frame({"media": media, "read": read}, content))
                return _looked(*answer)
            except (TimeoutError, EOFError, OSError, ValueError, RecursionError) as error:
                await self._let_go()
                raise LookError(f"the worker was ended: {type(error).__name__}") from None
            except asyncio.CancelledError:
                self._retire()  # nobody waits for its answer any more
                raise
            finally:
                self._seen += 1
                self._retire_later()

    async def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._retiring:
            self._retiring.cancel()
        await self._let_go()

    async def _ask(self, question: bytes) -> tuple[Mapping[str, Any], bytes]:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question)
        await process.stdin.drain()
        head, body = lengths(await process.stdout.readexactly(HEAD_BYTES))
        told = json.loads(await process.stdout.readexactly(head))
        return told, await process.stdout.readexactly(body)

    async def _running(self) -> Process:
        if self.process is None or _has_ended(self.process) or self._seen >= self._limits.files:
            await self._let_go()
            self._seen = 0
            limits = self._limits
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-B", "-m", "zhangfang.pictures.worker"),
                *(str(limits.memory), str(limits.cpu)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self.process

    def _retire_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._retiring = loop.call_later(self._limits.idle, self._retire)

    async def _let_go(self) -> None:
        self._retire()
        await asyncio.gather(*self._ending)

    def _retire(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            ending = asyncio.create_task(_end(process))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)


def _has_ended(process: Process) -> bool:
    assert process.stdout is not None
    return process.returncode is not None or process.stdout.at_eof()


async def _end(process: Process) -> None:
    """Kill it, unless it is about to be gone by itself."""
    try:
        if not _has_ended(process):
            process.kill()
        await asyncio.wait_for(process.wait(), LAST_BREATH)
    except TimeoutError:
        process.kill()
        await process.wait()


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _looked(told: Mapping[str, Any], pictures: bytes) -> Looked:
    """The worker's answer, believed no further than it can be checked."""
    if "reason" in told:
        raise LookError(str(told["reason"])[:200])
    try:
        large = int(told["large"])
        slip = told["slip"]
        looked = Looked(
            small=pictures[large:],
            large=pictures[:large],
            width=int(told["width"]),
            height=int(told["height"]),
            slip=SlipReading.from_json(slip) if slip is not None else None,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    if not all(it[:4] == b"RIFF" and it[8:12] == b"WEBP" for it in (looked.small, looked.large)):
        raise ValueError("no WebP")
    return looked
