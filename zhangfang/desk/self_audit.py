"""Has the desk's own record audited, after the start and once a day, and puts the outcome on record.

The audit is a process of its own with the lowest priority: no turn waits for it.
"""

import asyncio
import json
import logging
import os
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from anyio.to_thread import run_sync

from zhangfang.desk.clock import Clock
from zhangfang.desk.clock_state import clock_state
from zhangfang.desk.metrics import Metrics
from zhangfang.desk.settings import Settings
from zhangfang.desk.tasks import end
from zhangfang.evidence.event import Event
from zhangfang.store import system
from zhangfang.store.database import Database
from zhangfang.store.system import AUDITED, STARTED

EVERY = timedelta(hours=24)
AFTER_START = 60.0
"""Seconds: the desk serves first."""

LONGEST_SLEEP = 3600.0
"""Seconds between two looks at the clock, which may be set; and until a failed audit is tried again."""

LOWEST_PRIORITY = 19

logger = logging.getLogger(__name__)


class SelfAudit:
    """The one task of a desk that looks after its record.

    Args:
        database: where the outcome is put on record.
        settings: what is audited, and whose signatures are checked.
        metrics: where the outcome is shown.
        clock: local time.
    """

    def __init__(
        self, database: Database, settings: Settings, metrics: Metrics, clock: Clock
    ) -> None:
        self._database = database
        self._command = audit_command(settings)
        self._metrics = metrics
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Show the last outcome; audit when it is due."""
        await run_sync(self.show)
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Audit no more; one that is under way is given up."""
        await end(self._task)

    async def look(self) -> float:
        """Audit if it is due. Returns for how many seconds there is nothing to do."""
        due = await run_sync(self._due)
        wait = due - self._clock() if due else timedelta(0)
        if timedelta(0) < wait <= EVERY:  # beyond it, the clock was set back since
            return wait.total_seconds()
        found = await self._audited()
        if found is None:
            return LONGEST_SLEEP
        await run_sync(self._record, found)
        return EVERY.total_seconds()

    def show(self) -> None:
        """Set the metrics by the last audit on record."""
        with self._database.read() as connection:
            last = system.last(connection, AUDITED)
        if last:
            sound = last.body["outcome"] == "sound"
            at = datetime.fromisoformat(last.recorded_at)
            self._metrics.audit_sound.set(sound)
            self._metrics.audit_seconds.set(last.body["seconds"])
            self._metrics.audit_age.set_function(partial(seconds_since, at, self._clock))

    async def _watch(self) -> None:
        await asyncio.sleep(AFTER_START)
        while True:
            try:
                sleep = await self.look()
            except Exception as error:  # noqa: BLE001 - it is tried again
                logger.error("self-audit: %s; tried again", type(error).__name__)  # noqa: TRY400
                sleep = LONGEST_SLEEP
            await asyncio.sleep(min(sleep, LONGEST_SLEEP))

    def _due(self) -> datetime | None:
        with self._database.read() as connection:
            return due(system.last(connection, STARTED), system.last(connection, AUDITED))

    async def _audited(self) -> dict[str, Any] | None:
        """What the audit says; None if it could not look."""
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
        )
        try:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST_PRIORITY)
            said, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode not in (0, 1):
            logger.error("self-audit: the record could not be looked at; tried again")
            return None
        found: dict[str, Any] = json.loads(said)
        return found

    def _record(self, found: dict[str, Any]) -> None:
        body = audited_body(found)
        if found["failures"]:
            logger.critical(
                "THE RECORD IS NOT SOUND: %d faults, the first is %s. Stop the desk, keep a copy of its "
                "folder, and run `zhangfang audit` for the rest.",
                body["failures"],
                body["first_failure"],
            )
        with self._database.write() as connection:
            system.record(connection, AUDITED, body)
        self.show()


def due(started: Event | None, audited: Event | None) -> datetime | None:
    """When the next audit is to be made; None if at once.

    Restarts don't make it more frequent, unless the desk before did not end in order.

    Args:
        started: the latest start.
        audited: the latest audit.
    """
    if audited is None:
        return None
    if started and not started.body["ended_in_order"] and audited.log_index < started.log_index:
        return None
    return datetime.fromisoformat(audited.recorded_at) + EVERY


def seconds_since(moment: datetime, clock: Clock) -> float:
    """How long ago it was."""
    return (clock() - moment).total_seconds()


def audited_body(found: dict[str, Any]) -> dict[str, Any]:
    """What is put on record of an audit.

    How many checkpoints and time stamps there are goes with it, so that none can be taken away.
    """
    first = next(iter(found["faults"]), None)
    return {
        "size": found["size"],
        "outcome": found["outcome"],
        "failures": found["failures"],
        "first_failure": f"{first['code']}: {first['where']}" if first else None,
        "seconds": round(found["seconds"]),
        "clock": dict(clock_state()),
        "checkpoint": found["checkpoint"],
        "checkpoints": found["checkpoints"],
        "timestamps": found["timestamps"],
    }


def audit_command(settings: Settings) -> list[str]:
    """The audit of a desk with these settings, as a command."""
    command = [sys.executable, "-m", "zhangfang.cli", "audit", "--json"]
    command += ["--data", str(settings.data.resolve())]
    if settings.database:
        command += ["--database", settings.database]
    if settings.witness_key:
        command += ["--witness-key", settings.witness_key]
    if settings.tsa_roots:
        command += ["--tsa-roots", str(settings.tsa_roots.resolve())]
    return command
