"""Tells webhooks what there is to be told, until they have heard it or a day and more has passed."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
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
"""Deliveries that are looked at together."""

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
    look_up: LookUp = outside.look_up


async def tell_webhooks(console: Console) -> None:
    """Tell what there is to be told as long as the desk runs."""
    desk = console.desk
    async with new_client() as client:
        messenger = Messenger(desk.database, client)
        with console.live.listening() as ear:
            while not ear.closed:
                try:
                    busy = await run_sync(take_news, desk.database)
                    busy += await deliver_due(messenger, desk.clock())
                except Exception as error:  # noqa: BLE001 - the next look tells what is left
                    logger.warning("webhooks: %s; tried again", type(error).__name__)
                    busy = 0
                if not busy:
                    await _news(ear)


async def deliver_due(messenger: Messenger, now: datetime) -> int:
    """Try whatever is due, each once. Returns how many were tried.

    One webhook is told in order, one thing at a time; several at once, so that a slow one holds up
    no other.
    """
    due: defaultdict[str, list[Delivery]] = defaultdict(list)
    for delivery in await run_sync(_due, messenger.database, now):
        due[delivery.webhook].append(delivery)
    told = await asyncio.gather(*(_deliver_all(messenger, its, now) for its in due.values()))
    return sum(told)


async def _deliver_all(messenger: Messenger, due: Sequence[Delivery], now: datetime) -> int:
    """Of one webhook. One that cannot be reached is not tried with all the rest at once."""
    for count, delivery in enumerate(due, start=1):
        claimed = await run_sync(_claim, messenger.database, delivery, now)
        if claimed is None:
            continue
        url, headers = claimed
        told = await post(messenger.client, messenger.look_up, url, delivery.body.encode(), headers)
        await run_sync(_settle, messenger.database, delivery, told, now)
        if not told.is_heard:
            return count
    return len(due)


def _due(database: Database, now: datetime) -> list[Delivery]:
    with database.read() as connection:
        return deliveries.due(connection, now, AT_ONCE)


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
