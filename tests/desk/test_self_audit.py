"""The desk has its own record audited, without being held up, and the outcome is on record."""

import asyncio
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from anyio.to_thread import run_sync
from merchant import Merchant
from own_record import of_desk

from zhangfang.desk.clock import local_now
from zhangfang.desk.metrics import Metrics
from zhangfang.desk.self_audit import EVERY, SelfAudit, audit_command, due
from zhangfang.evidence.event import Event
from zhangfang.store import system

NOON = "2026-11-22T12:00:00.000+08:00"
NEXT_NOON = datetime.fromisoformat(NOON) + timedelta(days=1)


@pytest.fixture
def metrics():
    return Metrics()


@pytest.fixture
def audit_of(settings, metrics):
    """Makes the audit of a desk that is running, or was."""
    opened = []

    def audit(clock=local_now):
        opened.append(of_desk(settings.data))
        return SelfAudit(opened[-1], settings, metrics, clock)

    yield audit
    for database in opened:
        database.close()


def shown(page: bytes | str) -> dict[str, float]:
    text = page if isinstance(page, str) else page.decode()
    lines = (
        line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("zhangfang_audit")
    )
    return {name.removeprefix("zhangfang_audit_"): float(value) for name, value in lines}


def last_audited(settings) -> Event | None:
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return system.last(connection, "audited")


def tamper(database_file, query) -> None:
    with closing(sqlite3.connect(database_file)) as connection, connection:
        connection.execute("DROP TRIGGER events_refuse_update")
        connection.execute(query)


async def test_a_running_desk_is_audited_and_goes_on(http, merchant, settings, audit_of, metrics):
    assert (await merchant.says("在吗", wait=True))["replies"]
    before = shown(metrics.page(0))
    assert all(value != value for value in before.values())  # not a number: none so far
    wait = await audit_of().look()
    assert wait == EVERY.total_seconds()
    body = last_audited(settings).body
    assert (body["outcome"], body["failures"], body["first_failure"]) == ("sound", 0, None)
    assert body["size"] >= 4
    assert body["clock"].keys() == {"synchronised", "error_ms"}
    assert body["checkpoints"] >= 1
    after = shown(metrics.page(0))
    assert after["sound"] == 1
    assert 0 <= after["seconds"] < 60
    assert 0 <= after["age_seconds"] < 60
    assert (await merchant.says("还在吗", wait=True))["replies"]
    assert 0 < await audit_of().look() <= EVERY.total_seconds()  # not again before tomorrow
    later = audit_of(lambda: local_now() + EVERY)
    await later.look()
    size = last_audited(settings).body["size"]
    assert size > body["size"]
    set_back = audit_of(lambda: local_now() - 2 * EVERY)
    await set_back.look()
    assert last_audited(settings).body["size"] > size


async def test_a_record_that_was_changed_is_loudly_unsound(
    start_desk, settings, database_file, audit_of, metrics, caplog
):
    async with start_desk() as http:
        await Merchant.arrives(http)
    tamper(database_file, "UPDATE events SET kind = 'x' WHERE log_index = 1")
    await audit_of().look()
    body = last_audited(settings).body
    assert (body["outcome"], body["failures"]) == ("unsound", 1)
    assert body["first_failure"] == "column_differs: log index 1, column kind"
    assert shown(metrics.page(0))["sound"] == 0
    [said] = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert "THE RECORD IS NOT SOUND" in said.getMessage()
    assert "log index 1" in said.getMessage()


async def test_a_desk_that_starts_shows_the_last_outcome(start_desk, audit_of):
    async with start_desk():
        pass
    await audit_of().look()
    async with start_desk() as http:
        page = (await http.get("/metrics")).text
    assert shown(page)["sound"] == 1
    assert shown(page)["age_seconds"] < 60


async def test_what_cannot_be_looked_at_is_no_outcome(start_desk, settings, audit_of, caplog):
    async with start_desk():
        pass
    audit = audit_of()
    (settings.keys / "master.key").rename(settings.keys / "lost")
    await audit.look()
    (settings.keys / "lost").rename(settings.keys / "master.key")
    assert last_audited(settings) is None
    assert "could not be looked at" in caplog.text


async def test_a_desk_that_stops_gives_an_audit_up(start_desk, settings, audit_of, tmp_path):
    async with start_desk():
        pass
    open_while_it_runs = tmp_path / "fifo"
    os.mkfifo(open_while_it_runs)
    audit = audit_of()
    audit._command = ["sh", "-c", f"exec sleep 600 > {open_while_it_runs}"]
    looking = asyncio.create_task(audit.look())
    with await run_sync(open_while_it_runs.open) as its_end:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        assert await run_sync(its_end.read) == ""
    assert last_audited(settings) is None


def event(kind, log_index, **body) -> Event:
    return Event(
        log_index=log_index, conversation="system", seq=log_index + 1, prev="0" * 64, kind=kind,
        actor="system", origin="observed", at=NOON, recorded_at=NOON, guide="1" * 64, body=body,
    )  # fmt: skip


STARTED = event("desk_started", 5, ended_in_order=True)
AFTER_A_DEATH = event("desk_started", 5, ended_in_order=False)
BEFORE_IT, SINCE = event("audited", 3), event("audited", 7)


@pytest.mark.parametrize(
    ("started", "audited", "expected"),
    [
        pytest.param(STARTED, None, None, id="never audited: at once"),
        pytest.param(STARTED, BEFORE_IT, NEXT_NOON, id="started again: tomorrow"),
        pytest.param(AFTER_A_DEATH, BEFORE_IT, None, id="the desk before died: at once"),
        pytest.param(AFTER_A_DEATH, SINCE, NEXT_NOON, id="audited since it died: tomorrow"),
        pytest.param(None, SINCE, NEXT_NOON, id="no start on record: tomorrow"),
    ],
)
def test_when_the_next_audit_is_due(started, audited, expected):
    assert due(started, audited) == expected


def test_the_audit_believes_whom_the_desk_believes(settings):
    told = replace(settings, witness_key="w+1+k", tsa_roots=settings.data / "roots.pem")
    command = " ".join(audit_command(told))
    assert f"--data {settings.data.resolve()}" in command
    assert "--witness-key w+1+k" in command
    assert f"--tsa-roots {settings.data.resolve()}/roots.pem" in command
