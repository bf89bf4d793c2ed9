"""What the console's calls work with, beside the desk itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from zhangfang.console.live import Live
from zhangfang.console.queue.lists import Lists
from zhangfang.console.queue.rows import Rows
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.console.staff.oidc import Oidc
from zhangfang.console.staff.passwords import Passwords
from zhangfang.desk.service import Service
from zhangfang.desk.tasks import end
from zhangfang.guides.own_words import own_words


@dataclass(frozen=True, slots=True)
class Console:
    """The desk, and what tells open consoles of changes."""

    desk: Service
    live: Live
    rows: Rows
    lists: Lists
    passwords: Passwords
    oidc: Oidc | None
    word_cutter: WordCutter


Task = Callable[[Console], Awaitable[None]]
"""Runs as long as the desk does, and must survive its own failures."""


@asynccontextmanager
async def running(
    service: Service, tasks: tuple[Task, ...], passwords: Passwords
) -> AsyncIterator[Console]:
    """The console's parts of a running desk."""
    rows = Rows(service.knowledge)
    console = Console(
        desk=service,
        live=Live(),
        rows=rows,
        lists=Lists(service.database, rows, service.clock),
        passwords=passwords,
        oidc=Oidc.of(service.settings, service.client),
        word_cutter=WordCutter(own_words(service.knowledge)),
    )
    stop_watching = service.stream.watch(console.live.changed)
    begun = [asyncio.ensure_future(task(console)) for task in tasks]
    try:
        yield console
    finally:
        stop_watching()
        console.live.close()
        await end(*begun)


def _console(request: Request) -> Console:
    found = request.app.state.console
    assert isinstance(found, Console)
    return found


TheConsole = Annotated[Console, Depends(_console)]
