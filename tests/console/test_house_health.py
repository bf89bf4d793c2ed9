"""The health page says of each part how it is, in words for somebody who runs a shop's desk."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError
from staff import Staff, console_of

from zhangfang.console.administration import house_health
from zhangfang.console.administration.house_health import GIGABYTE
from zhangfang.evidence.event import Event
from zhangfang.store import agent_sessions, system

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


async def parts(staff) -> dict[str, dict[str, Any]]:
    answer = await staff.get("/health")
    assert answer.status_code == 200, answer.text
    return {part["id"]: part for part in answer.json()["parts"]}


async def test_a_house_that_is_well(supervisor, agent):
    answer = await supervisor.get("/health")
    found = {part["id"]: part["state"] for part in answer.json()["parts"]}
    assert list(found) == [
        "rasa",
        "actions",
        "database",
        "audit",
        "disk",
        "clock",
        "turns",
        "webhooks",
    ]
    well = {name for name, state in found.items() if state == "good"}
    assert {"rasa", "actions", "database", "turns", "webhooks"} <= well
    assert found["audit"] == "unknown"
    assert answer.json()["version"]
    assert datetime.fromisoformat(answer.json()["started_at"])
    assert (await agent.get("/health")).status_code == 403


async def test_rasa_that_is_down_is_said(console, supervisor, rasa):
    await rasa.stop()
    try:
        found = await parts(supervisor)
    finally:
        await rasa.start()
    assert (found["rasa"]["state"], found["actions"]["state"]) == ("bad", "bad")


async def test_the_last_audit_is_told(console, supervisor):
    with console_of(console).desk.database.write() as connection:
        system.record(connection, "audited", {"outcome": "sound", "failures": 0, "size": 7})
    assert (await parts(supervisor))["audit"] == {
        "id": "audit",
        "name": "记录核对",
        "state": "good",
        "says": "刚刚核对过 7 条，一处不差。",
    }


async def test_a_full_disk_keeps_nobody_from_being_told_of_it(start_console, monkeypatch):
    """That a session is used cannot be written down then; its agent may look all the same."""

    def full(*_):
        raise OperationalError("UPDATE", {}, Exception("database or disk is full"))

    async with start_console(dev=True) as http:
        boss = await Staff.joins(http, "管理员", "administrator", now="2026-11-22T10:00:00+08:00")
        boss.now = "2026-11-22T10:05:00+08:00"
        monkeypatch.setattr(agent_sessions, "seen", full)
        monkeypatch.setattr(house_health, "_write", full)
        assert (await parts(boss))["database"]["says"].startswith("写不进去")


def audited(ago: timedelta, **body: Any) -> Event:
    at = (NOW - ago).isoformat()
    last = Mock(spec=Event)
    last.recorded_at, last.body = at, {"outcome": "sound", "size": 9, **body}
    return last


@pytest.mark.parametrize(
    ("last", "state", "says"),
    [
        (audited(timedelta(hours=3)), "good", "3 小时前"),
        (audited(timedelta(days=3)), "warning", "3 天前"),
        (audited(timedelta(hours=1), outcome="unsound", failures=2), "bad", "2 处"),
    ],
)
def test_an_audit(last, state, says):
    found = house_health.audit_part(last, None, NOW)
    assert found.state == state
    assert says in found.says


@pytest.mark.parametrize(("hours", "state"), [(0.1, "unknown"), (3, "warning")])
def test_a_house_that_was_never_audited(hours, state):
    found = house_health.audit_part(None, audited(timedelta(hours=hours)), NOW)
    assert found.state == state
    assert ("zhangfang audit" in found.says) == (state == "warning")


NOT_WELL = [
    house_health.process_part("rasa", up=False),
    house_health.process_part("actions", up=False),
    house_health.database_part(None),
    house_health.database_part(3),
    house_health.audit_part(audited(timedelta(hours=1), outcome="unsound", failures=2), None, NOW),
    house_health.audit_part(audited(timedelta(days=3)), None, NOW),
    house_health.audit_part(None, audited(timedelta(hours=3)), NOW),
    house_health.disk_part(GIGABYTE // 2, 100 * GIGABYTE),
    house_health.disk_part(2 * GIGABYTE, 100 * GIGABYTE),
    house_health.clock_part({"synchronised": None, "error_ms": None}),
    house_health.clock_part({"synchronised": False, "error_ms": None}),
    house_health.clock_part({"synchronised": True, "error_ms": 1500}),
    house_health.turns_part(1, timedelta(seconds=30)),
    house_health.turns_part(2, timedelta(minutes=5)),
    house_health.webhooks_part(2, 1),
]
DOES = ("看", "跑", "腾", "调", "修好")


@pytest.mark.parametrize("part", NOT_WELL, ids=lambda part: part.says)
def test_what_is_not_well_says_what_to_do(part):
    assert part.state != "good"
    assert any(word in part.says for word in DOES)
    assert part.says.endswith("。")


@pytest.mark.parametrize(
    ("free", "state"),
    [(0.9, "bad"), (1.1, "warning"), (4.9, "warning"), (5.1, "good")],
)
def test_a_disk_of_a_hundred_gigabytes(free, state):
    assert house_health.disk_part(int(free * GIGABYTE), 100 * GIGABYTE).state == state


@pytest.mark.parametrize(
    ("synchronised", "error_ms", "state"),
    [
        (True, 3, "good"),
        (True, 1500, "warning"),
        (False, None, "warning"),
        (None, None, "unknown"),
    ],
)
def test_a_clock(synchronised, error_ms, state):
    found = house_health.clock_part({"synchronised": synchronised, "error_ms": error_ms})
    assert found.state == state


@pytest.mark.parametrize(
    ("waiting", "seconds", "state"),
    [(0, 0, "good"), (3, 2, "good"), (1, 30, "warning"), (2, 90, "bad")],
)
def test_messages_that_wait(waiting, seconds, state):
    assert house_health.turns_part(waiting, timedelta(seconds=seconds)).state == state


@pytest.mark.parametrize(("active", "failing", "state"), [(0, 0, "good"), (2, 1, "warning")])
def test_other_systems(active, failing, state):
    assert house_health.webhooks_part(active, failing).state == state


@pytest.mark.parametrize(("seconds", "state"), [(None, "bad"), (2.0, "warning"), (0.01, "good")])
def test_a_database(seconds, state):
    assert house_health.database_part(seconds).state == state


def test_a_database_that_cannot_be_written_is_found():
    class Full:
        def write(self):
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    assert house_health.write_and_read(Full()) is None  # type: ignore[arg-type]
