"""What the lists of an open console are told, and the task that has them told."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable

from fastapi.sse import ServerSentEvent

from zhangfang.console.console import Console
from zhangfang.console.queue.lists import Change, Feed
from zhangfang.console.views import Row

RECHECK = 15.0
"""Seconds after which it is looked at again whether the session goes on, and the office is open."""

GoesOn = Callable[[], Awaitable[bool]]
OfficeJson = Callable[[], Awaitable[str]]


async def keep_lists(console: Console) -> None:
    """Keep the lists of open consoles up to date, as long as the desk runs."""
    await console.lists.keep(console.live)


async def follow(
    feed: Feed, first: list[Row], office: OfficeJson, goes_on: GoesOn
) -> AsyncGenerator[ServerSentEvent]:
    """What the lists begin with, then what changes in them.

    It ends with the session, or when the desk closes.

    Args:
        feed: what changes.
        first: the rows to begin with.
        office: how the office hours stand, as JSON.
        goes_on: whether the session does.
    """
    told = await office()
    yield ServerSentEvent(event="office", raw_data=told)
    for row in first:
        yield ServerSentEvent(event="row", raw_data=row.model_dump_json())
    checked = time.monotonic()
    while not feed.closed:
        left = checked + RECHECK - time.monotonic()
        news = await feed.news(left) if left > 0 else {}
        if feed.in_doubt or time.monotonic() - checked >= RECHECK:
            feed.in_doubt = False
            if not await goes_on():
                return
            now = await office()
            if now != told:
                told = now
                yield ServerSentEvent(event="office", raw_data=told)
            checked = time.monotonic()
        for conversation, change in news.items():
            yield _event(conversation, change)


def _event(conversation: str, change: Change) -> ServerSentEvent:
    if change is None:
        return ServerSentEvent(event="gone", data={"conversation": conversation})
    return ServerSentEvent(event="row", raw_data=change[1])
