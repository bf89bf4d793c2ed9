"""Tells webhooks what there is to be told, until they have heard it or a day and more has passed."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from anyio.to_thread import run_sync

from zhangfang.console.console import Console
from zhangfang.console.integrations import outside, signing
from zhangfang.console.integrations.outside import LookUp
from zhangfang.console.integrations.posting import Told, new_client, post
from zhangfang.console.integrations.webhook_news import take_news
from zhangfang.console.live import Ear
from zhangfang.desk.clock import Clock
from zhangfang.store import deliveries, webhooks
from zhangfang.store.database import Database
from zhangfang.store.deliveries import Delivery

PAUSES = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600)
)
"""Between two tries; after the last one it is given up."""

LONGEST_ASKED = timedelta(days=1)
"""A receiver may ask for a longer pause (Retry-After), up to this."""

GONE = 410
"""The receiver wants to be told no more (Standard Webhooks, "Delivery success and failure")."""

AT_ONCE = 100
"""Deliveries of one webhook that are looked at together."""

EVERY = 5.0
"""Seconds after which one looks again, whether or not this desk knows of news."""

GATHER = 0.5
"""Seconds that news are gathered for, so that not each message costs a write of its own."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Messenger:
    """What it takes to tell others."""

    database: Database
    client: httpx.AsyncClient
    clock: Clock
    look_up: LookUp = outside.look_up


class Errands:
    """One errand at a time to each webhook, to all of them at once: a slow one holds up no other."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self._under_way: dict[str, asyncio.Task[int]] = {}

    async def begin(self) -> list[asyncio.Task[int]]:
        """Set out to each webhook that something is due for, unless one is on the way there.

        Returns the errands that were begun; each ends with how many deliveries it has tried.
        """
        messenger = self._messenger
        wanted = await run_sync(_waited_for, messenger.database, messenger.clock())
        on_the_way = {it: task for it, task in self._under_way.items() if not task.done()}
        begun = {
            it: asyncio.create_task(_run(messenger, it)) for it in wanted if it not in on_the_way
        }
        self._under_way = on_the_way | begun
        return list(begun.values())

    async def end(self) -> None:
        """Break off those that are under way: another desk, or the next start, takes them up."""
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)


async def tell_webhooks(console: Console) -> None:
    """Tell what there is to be told as long as the desk runs."""
    desk = console.desk
    async with new_client() as client:
        errands = Errands(Messenger(desk.database, client, desk.clock))
        try:
            with console.live.listening() as ear:
                while not ear.closed:
                    try:
                        taken = await run_sync(take_news, desk.database)
                        await errands.begin()
                    except Exception as error:  # noqa: BLE001 - the next look tells what is left
                        _warn(error)
                        taken = 0
                    if not taken:
                        await _news(ear)
        finally:
            await errands.end()


async def _run(messenger: Messenger, webhook: str) -> int:
    try:
        return await _tell_all(messenger, webhook)
    except Exception as error:  # noqa: BLE001 - the next errand tells what is left
        _warn(error)
        return 0


async def _tell_all(messenger: Messenger, webhook: str) -> int:
    """Tell one webhook what is due, in order and one at a time, until it does not hear.

    One that cannot be reached is not tried with all the rest at once. The time is asked for at each:
    a slow one makes an errand long, and what it is told is signed with the moment of sending.
    """
    tried = 0
    while due := await run_sync(_due, messenger.database, webhook, messenger.clock()):
        for delivery in due:
            claimed = await run_sync(_claim, messenger.database, delivery, messenger.clock())
            if claimed is None:
                continue
            url, headers = claimed
            body = delivery.body.encode()
            told = await post(messenger.client, messenger.look_up, url, body, headers)
            await run_sync(_settle, messenger.database, delivery, told, messenger.clock())
            tried += 1
            if not told.is_heard:
                return tried
    return tried


def _warn(error: Exception) -> None:
    logger.warning("webhooks: %s; tried again", type(error).__name__)


def _waited_for(database: Database, now: datetime) -> list[str]:
    with database.read() as connection:
        return deliveries.waited_for(connection, now)


def _due(database: Database, webhook: str, now: datetime) -> list[Delivery]:
    with database.read() as connection:
        return deliveries.due(connection, webhook, now, AT_ONCE)


def _claim(
    database: Database, delivery: Delivery, now: datetime
) -> tuple[str, dict[str, str]] | None:
    """Where to, and the signature; None if another desk has it, or it is not to be told."""
    with database.write() as connection:
        webhook = webhooks.of(connection, delivery.webhook)
        if webhook is None or not webhook.active:
            deliveries.give_up(connection, delivery.webhook)
            return None
        if not deliveries.claim(connection, delivery, now):
            return None
        kept = webhooks.secrets_of(connection, webhook.id, now)
    signed_by = [it.text for it in kept]
    return webhook.url, signing.headers(delivery.id, delivery.body.encode(), signed_by, now)


def _settle(database: Database, delivery: Delivery, told: Told, now: datetime) -> None:
    with database.write() as connection:
        if told.is_heard:
            deliveries.settle(connection, delivery, "delivered", told.status, None, None)
            webhooks.reached(connection, delivery.webhook)
            deliveries.forget_old(connection, now)
            return
        again_at = _again_at(delivery, told, now)
        state: deliveries.State = "waiting" if again_at else "given_up"
        deliveries.settle(connection, delivery, state, told.status, told.error, again_at)
        webhooks.missed(connection, delivery.webhook, now)
        if told.status == GONE:
            webhooks.end(connection, delivery.webhook)
            deliveries.give_up(connection, delivery.webhook)


def _again_at(delivery: Delivery, told: Told, now: datetime) -> datetime | None:
    """When it is tried again; None if that was the last time."""
    if delivery.tries >= len(PAUSES):
        return None
    asked = min(timedelta(seconds=told.wait or 0), LONGEST_ASKED)
    return now + max(PAUSES[delivery.tries], asked)


async def _news(ear: Ear) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(EVERY):
            await ear.changed()
    await asyncio.sleep(GATHER)
