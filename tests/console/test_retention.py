"""What has been over for long is erased, once somebody has set for how long it is kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from merchant import Merchant
from small_world import World
from staff import Staff, console_of

from zhangfang.console.administration.retention import erase_what_is_over
from zhangfang.store import holds, log, sealing, turns
from zhangfang.store.moments import sortable
from zhangfang.store.setup import Setup, add

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
KEPT_DAYS = 30  # so what was over before 23 October is erased
TALKS: dict[str, list[list[Any]]] = {
    "resolved long ago": [
        ["2026-09-01 10:00", "says", "没到账"],
        ["2026-09-01 10:00", "opens", "not_arrived"],
        ["2026-09-20 10:00", "ends", "resolved"],
    ],
    "asked once, and gone": [["2026-09-01 10:00", "says", "在吗"]],
    "resolved lately": [
        ["2026-09-01 10:00", "says", "没到账"],
        ["2026-09-01 10:00", "opens", "not_arrived"],
        ["2026-10-23 10:01", "ends", "resolved"],
    ],
    "resolved, and wrote lately": [
        ["2026-09-01 10:00", "opens", "not_arrived"],
        ["2026-09-20 10:00", "ends", "resolved"],
        ["2026-11-01 10:00", "says", "谢谢"],
    ],
    "still open": [
        ["2026-09-01 10:00", "says", "没到账"],
        ["2026-09-01 10:00", "opens", "not_arrived"],
    ],
    "one of two open": [
        ["2026-09-01 10:00", "opens", "not_arrived"],
        ["2026-09-02 10:00", "ends", "resolved"],
        ["2026-09-03 10:00", "opens", "overcharged"],
    ],
    "waits for a person": [
        ["2026-09-01 10:00", "says", "转人工"],
        ["2026-09-01 10:00", "waiting", "asked"],
    ],
    "waits for its answer": [["2026-09-01 10:00", "says", "在吗"]],
}
OVER = {"resolved long ago", "asked once, and gone"}


@pytest.fixture
async def world(console) -> World:
    made = World(console_of(console))
    for name, lines in TALKS.items():
        made.conversation(name, lines)
    with made.console.desk.database.write() as connection:
        holds.put(
            connection,
            holds.Held(
                conversation=made.conversations["waits for a person"],
                state="waiting",
                reason="asked",
                rank=holds.USUAL,
                since=sortable(NOW),
                agent=None,
                offered_to=None,
                word="",
                told_position=None,
                silent_since=None,
            ),
        )
        own = made.conversations["waits for its answer"]
        turns.add(connection, own, 1, "m", "在吗", "2026-09-01T10:00:00+08:00")
    return made


def keep(world: World, days: int | None) -> None:
    by = world.agent("admin")
    with world.console.desk.database.write() as connection:
        add(connection, 1, Setup(retention_days=days), by, "2026-11-22")


def erased(world: World) -> set[str]:
    with world.console.desk.database.read() as connection:
        return {
            name
            for name, own in world.conversations.items()
            if sealing.key_of(connection, own) is None
        }


async def test_nothing_is_erased_until_it_is_set(world):
    assert not await erase_what_is_over(world.console, NOW + timedelta(days=9999))
    keep(world, None)
    assert not await erase_what_is_over(world.console, NOW + timedelta(days=9999))
    assert erased(world) == set()


async def test_what_is_over_goes_and_what_is_under_way_stays(world):
    keep(world, KEPT_DAYS)
    await erase_what_is_over(world.console, NOW)
    assert erased(world) == OVER
    await erase_what_is_over(world.console, NOW + timedelta(minutes=2))
    assert erased(world) == OVER | {"resolved lately"}


async def test_it_is_on_record_and_the_log_stays_whole(world):
    keep(world, KEPT_DAYS)
    await erase_what_is_over(world.console, NOW)
    with world.console.desk.database.read() as connection:
        *_, last = log.entries(connection, world.conversations["resolved long ago"])
    assert (last.event.kind, last.event.actor, last.event.body) == (
        "erased",
        "system",
        {"by": "operator"},
    )
    assert last.event.seq == 4


async def test_agents_own_records_are_kept(world, console):
    keep(world, KEPT_DAYS)
    agent = await Staff.joins(console, "小周")
    await erase_what_is_over(world.console, NOW + timedelta(days=4000))
    assert (await agent.get("/session")).status_code == 200


async def test_many_are_erased_in_pieces(world):
    keep(world, KEPT_DAYS)
    assert await erase_what_is_over(world.console, NOW, most=1)
    assert len(erased(world)) == 1
    assert await erase_what_is_over(world.console, NOW, most=1)
    assert not await erase_what_is_over(world.console, NOW, most=1)
    assert erased(world) == OVER


async def test_its_merchant_finds_nothing_any_more(console, world):
    merchant = await Merchant.arrives(console)
    keep(world, KEPT_DAYS)
    await erase_what_is_over(world.console, datetime.now().astimezone() + timedelta(days=31))
    answer = await console.get(f"{merchant.path}/messages", headers=merchant.auth)
    assert answer.status_code == 401
