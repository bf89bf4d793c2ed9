"""All parts of a running desk, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import httpx
from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from zhangfang.desk.alarm import Alarm
from zhangfang.desk.bubble import Bubble
from zhangfang.desk.clock import Clock
from zhangfang.desk.dispatch import Dispatcher
from zhangfang.desk.files import remove_orphans
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.greeting import greeting
from zhangfang.desk.life import put_start_on_record, put_stop_on_record
from zhangfang.desk.looking import Looking
from zhangfang.desk.metrics import Metrics
from zhangfang.desk.notary import Notary, Vouchers
from zhangfang.desk.other_desks import OtherDesks
from zhangfang.desk.packs import Archive
from zhangfang.desk.rasa import Rasa
from zhangfang.desk.receive import Mask
from zhangfang.desk.record_access import open_record
from zhangfang.desk.responses import Responses
from zhangfang.desk.self_audit import SelfAudit
from zhangfang.desk.settings import Settings, Waits
from zhangfang.desk.stream import Stream
from zhangfang.desk.time_stamps import Authority
from zhangfang.desk.turn import Means
from zhangfang.desk.uploads import Uploads
from zhangfang.desk.wiping import Wiper
from zhangfang.desk.witnesses import Witness
from zhangfang.guides.model import Knowledge
from zhangfang.pictures.looking import PictureWorker
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys
from zhangfang.store.migrate import migrate

GUESSES_AT_ONCE = 2
"""Secrets that are checked at the same time: each takes 16 MB and a core."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the calls of the API work with."""

    settings: Settings
    waits: Waits
    knowledge: Knowledge
    sources: Sources
    greeting: Bubble
    mask: Mask
    clock: Clock
    database: Database
    keys: Keys
    notary: Notary
    wiper: Wiper
    archive: Archive
    client: httpx.AsyncClient
    rasa: Rasa
    stream: Stream
    metrics: Metrics
    dispatcher: Dispatcher
    alarm: Alarm
    looking: Looking
    uploads: Uploads
    guesses: CapacityLimiter

    def let_go(self) -> None:
        """End what would keep a connection open: the desk is about to stop."""
        self.stream.close()
        self.dispatcher.let_go()


@asynccontextmanager
async def running(
    settings: Settings,
    knowledge: Knowledge,
    responses: Responses,
    mask: Mask,
    clock: Clock,
    waits: Waits,
) -> AsyncIterator[Service]:
    """A desk with its database up to date and its unanswered messages taken up."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    await run_sync(migrate, settings.database_url)
    database, keys = await run_sync(open_record, settings, clock)
    await run_sync(partial(put_start_on_record, database, keys, times_can_be_set=settings.dev))
    await run_sync(remove_orphans, database)
    stream, metrics = Stream(), Metrics()
    vouchers = Vouchers(
        Authority.of(settings.tsa, settings.tsa_roots),
        Witness.of(settings.witness, settings.witness_key),
    )
    # Rasa and the actions are on this machine: a proxy set for the way out is not for them.
    async with httpx.AsyncClient(timeout=waits.attempt, trust_env=False) as client:
        rasa = Rasa(client, settings.rasa_url, waits.attempt)
        means = Means(database, knowledge, rasa, clock)
        sources = Sources(database, knowledge, responses)
        alarm = Alarm(sources, stream, clock, dev=settings.dev)
        dispatcher = Dispatcher(means, stream, metrics, waits, all_answered=alarm.wake)
        notary = Notary(database, keys, vouchers, client, clock, waits.checkpoint)
        wiper = Wiper(database)
        self_audit = SelfAudit(database, settings, metrics, clock)
        looking = Looking(sources, PictureWorker(), stream, clock, waits)
        others = OtherDesks(database, knowledge, stream, clock)
        await dispatcher.start()
        alarm.start()
        notary.start()
        await wiper.start()
        await self_audit.start()
        await others.start()
        if settings.pictures:
            await looking.start()
        try:
            yield Service(
                settings=settings,
                waits=waits,
                knowledge=knowledge,
                sources=sources,
                greeting=greeting(responses, knowledge),
                mask=mask,
                clock=clock,
                database=database,
                keys=keys,
                notary=notary,
                wiper=wiper,
                archive=Archive(database, keys, vouchers, knowledge),
                client=client,
                rasa=rasa,
                stream=stream,
                metrics=metrics,
                dispatcher=dispatcher,
                alarm=alarm,
                looking=looking,
                uploads=Uploads(),
                guesses=CapacityLimiter(GUESSES_AT_ONCE),
            )
        finally:
            stream.close()
            await others.stop()
            await looking.stop()
            await self_audit.stop()
            await wiper.stop()
            await alarm.stop()
            await dispatcher.stop()
            await notary.stop()
            await run_sync(put_stop_on_record, database, keys)
            database.close()
