"""A record with one conversation, and what webhooks are told of it, by a clock of the test's own."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from own_record import RECORDER
from receiver import Received, receiving
from waiting_case import happen

from zhangfang.cases.change import CaseOpened, Change
from zhangfang.console.integrations import webhook_setting
from zhangfang.console.integrations.delivering import Errands, Messenger
from zhangfang.console.integrations.posting import new_client
from zhangfang.console.integrations.webhook_news import take_news
from zhangfang.console.staff.access import SignedIn
from zhangfang.store import agents, conversations, deliveries, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.recorder import Recorder

AT = "2026-11-22T10:00:00.000+08:00"
NOW = datetime.fromisoformat(AT)
WHO = SignedIn("a" * 32, "管理员", "administrator")
NUMBER = "ZF-20261122-K7YM-4"
ALL = ("case_opened", "phase_changed", "handed_over", "overdue", "resolved")
OPENED = CaseOpened(number=NUMBER, family="overcharged", at=AT)


class Clock:
    """The time, until a test moves it on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def record(folder: Path, clock: Clock) -> Iterator[Database]:
    """With one conversation in it, and an administrator."""
    url = f"sqlite:///{folder / 'zhangfang.db'}"
    migrate(url)
    database = Database(url, Recorder(RECORDER.master_key, clock, RECORDER.guide))
    with database.write() as connection:
        conversations.create(connection, "one", "token", AT)
        agents.add(connection, WHO.id, WHO.name, WHO.role, None, AT)
    yield database
    database.close()


def make(database: Database, url: str, *topics: str, now: datetime = NOW) -> webhook_setting.Made:
    return webhook_setting.make(database, WHO, url, topics or ALL, now)


def change(database: Database, *changes: Change) -> None:
    with database.write() as connection:
        happen(connection, "one", *changes)


def append(database: Database, kind: str, **body: Any) -> None:
    with database.write() as connection:
        log.append(connection, "one", [log.Draft(kind, "system", "observed", AT, body)])


async def tell(messenger: Messenger, now: datetime) -> int:
    """Whatever is to be told now, to the last of it. Returns how many were tried."""
    while take_news(messenger.database):
        pass
    return await deliver(messenger, now)


async def deliver(messenger: Messenger, now: datetime) -> int:
    """What is due now, by a desk that has just begun."""
    errands = Errands(replace(messenger, clock=lambda: now))
    return sum(await asyncio.gather(*await errands.begin()))


def kept(database: Database) -> list[deliveries.Delivery]:
    """What there is on the list, the latest first."""
    with database.read() as connection:
        return deliveries.latest(connection, None, 999)


def is_signed(received: Received, secret: str) -> bool:
    """By any of the signatures, as a receiver checks it."""
    head = received.headers
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + received.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in head["webhook-signature"].split(" ")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path, clock):
    with record(tmp_path, clock) as database:
        yield database


@pytest.fixture
async def receiver():
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def messenger(database, clock):
    async with new_client() as client:
        yield Messenger(database, client, clock)
