"""How the house is, each part in a plain sentence. The judging is pure; the looking is at the end."""

import shutil
import time
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Literal, NamedTuple

from anyio.to_thread import run_sync
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from zhangfang.desk.clock_state import ClockState, clock_state
from zhangfang.desk.health import readiness
from zhangfang.desk.service import Service
from zhangfang.evidence.event import Event
from zhangfang.store import system, webhooks
from zhangfang.store.database import Database
from zhangfang.store.follow_tables import cursors
from zhangfang.store.tables import turns
from zhangfang.store.turns import PENDING

Name = Literal["rasa", "actions", "database", "audit", "disk", "clock", "turns", "webhooks"]
State = Literal["good", "warning", "bad", "unknown"]

GIGABYTE = 10**9
LEAST_FREE = GIGABYTE
LEAST_SHARE = 0.05
SLOW_DATABASE = 1.0
"""Seconds for one write and one read."""

CLOCK_OFF_MS = 1000
AUDIT_OLD = timedelta(hours=48)
"""It is made every day."""

FIRST_AUDIT = timedelta(hours=1)
"""It begins a minute after the first start."""

TURN_LATE = timedelta(seconds=10)
TURN_STUCK = timedelta(minutes=1)

_PROBE = "health"
_PROBED = select(cursors.c.next_index).where(cursors.c.name == _PROBE)


class Part(NamedTuple):
    """A part of the house, how it is, and what to do if that is not well."""

    id: Name
    name: str
    state: State
    says: str


def process_part(part: Literal["rasa", "actions"], *, up: bool) -> Part:
    """Rasa or the action server: whether it answers."""
    name = {"rasa": "听懂话的（Rasa）", "actions": "想下一步的（actions）"}[part]
    if up:
        return Part(part, name, "good", "在，应答正常。")
    says = (
        "没有应答。商户的话照收，等它起来再回。它会自己重启，过两分钟还这样，"
        f"就看数据文件夹里的 logs/{part}.log。"
    )
    return Part(part, name, "bad", says)


def database_part(seconds: float | None) -> Part:
    """The database: how long one write and one read took; None if they failed."""
    name = "数据库"
    if seconds is None:
        return Part("database", name, "bad", "写不进去。马上看磁盘满没满、数据库还在不在。")
    if seconds > SLOW_DATABASE:
        return Part(
            "database", name, "warning", f"一写一读花了 {seconds:.1f} 秒，慢了。看看磁盘忙不忙。"
        )
    return Part("database", name, "good", f"能写能读，{seconds * 1000:.0f} 毫秒。")


def audit_part(last: Event | None, started: Event | None, now: datetime) -> Part:
    """The last audit of the record: what it found, and how long ago that was.

    Args:
        last: the audit's event, if there was any.
        started: that of the desk's last start.
        now: local time.
    """
    name = "记录核对"
    if last is None:
        up = now - datetime.fromisoformat(started.recorded_at) if started else timedelta(0)
        if up < FIRST_AUDIT:
            return Part("audit", name, "unknown", "还没核对过。开机一分钟后会核对第一遍。")
        says = f"开机 {_length(up)}了，一遍都没核对过。{_AUDIT_YOURSELF}"
        return Part("audit", name, "warning", says)
    ago = now - datetime.fromisoformat(last.recorded_at)
    when = _ago(ago)
    if last.body["outcome"] != "sound":
        says = f"{when}核对时发现记录不对，共 {last.body['failures']} 处。停机、留好整个数据文件夹的副本，再跑 zhangfang audit。"
        return Part("audit", name, "bad", says)
    if ago > AUDIT_OLD:
        return Part("audit", name, "warning", f"上次核对是{when}，该每天一遍。{_AUDIT_YOURSELF}")
    return Part("audit", name, "good", f"{when}核对过 {last.body['size']} 条，一处不差。")


_AUDIT_YOURSELF = (
    "看数据文件夹里的 logs/desk.log 写了为什么，或者现在就在服务器上跑 zhangfang audit。"
)


def disk_part(free: int, total: int) -> Part:
    """The disk of the data folder, in bytes."""
    name = "磁盘"
    left = f"还剩 {free / GIGABYTE:.1f} GB（{free / total:.0%}）"
    if free < LEAST_FREE:
        return Part("disk", name, "bad", f"{left}，快满了。马上腾地方，满了就收不进商户的话。")
    if free < total * LEAST_SHARE:
        return Part("disk", name, "warning", f"{left}，不多了，这几天腾一腾。")
    return Part("disk", name, "good", f"{left}。")


def clock_part(found: ClockState) -> Part:
    """The machine's clock, as the kernel vouches for it."""
    name = "时钟"
    if found["synchronised"] is None:
        return Part(
            "clock",
            name,
            "unknown",
            "这台机器说不出时钟准不准。跟手机上的时间比一比，差得多就先调准。",
        )
    if not found["synchronised"] or found["error_ms"] is None:
        says = (
            "没有跟标准时间对时。记录上的时间要作数，先把对时打开："
            "在服务器上跑 timedatectl set-ntp true，或者装 chrony。"
        )
        return Part("clock", name, "warning", says)
    if found["error_ms"] > CLOCK_OFF_MS:
        says = f"对着时，误差可能有 {found['error_ms']} 毫秒，偏大。看看对时的服务器连不连得上。"
        return Part("clock", name, "warning", says)
    return Part("clock", name, "good", f"跟标准时间对着，误差不超过 {found['error_ms']} 毫秒。")


def turns_part(waiting: int, longest: timedelta) -> Part:
    """Messages that wait for the bot's answer, and for how long the first of them has."""
    name = "等着回的话"
    if not waiting or longest < TURN_LATE:
        return Part(
            "turns", name, "good", f"{waiting} 句在办，没有积压。" if waiting else "没有积压。"
        )
    says = f"{waiting} 句还没回，最早的一句等了 {_length(longest)}。"
    if longest < TURN_STUCK:
        return Part("turns", name, "warning", says + "过一分钟再看，还没回就是卡住了。")
    says += (
        "多半是 Rasa 或 actions 没起来，看上面那两行。两样都在，就看数据文件夹里的 logs/desk.log。"
    )
    return Part("turns", name, "bad", says)


def webhooks_part(active: int, failing: int) -> Part:
    """Addresses of other systems that are told, and those that cannot be told."""
    name = "对外通知"
    if not active:
        return Part("webhooks", name, "good", "没有设要通知的地址。")
    if failing:
        says = f"{active} 个地址里有 {failing} 个通知不到。到「对外通知」里看是哪个、为什么，修好再补发。"
        return Part("webhooks", name, "warning", says)
    return Part("webhooks", name, "good", f"{active} 个地址都通知得到。")


async def look(desk: Service) -> list[Part]:
    """Look at everything now."""
    ready = await readiness(desk.client, desk.settings)
    usage = await run_sync(shutil.disk_usage, desk.settings.data)
    seconds = await run_sync(write_and_read, desk.database)
    processes = [
        process_part("rasa", up=ready.rasa == "up"),
        process_part("actions", up=ready.actions == "up"),
        database_part(seconds),
    ]
    machine = [disk_part(usage.free, usage.total), clock_part(clock_state())]
    if seconds is None:
        return [*processes, *machine]
    audit, *rest = await run_sync(_from_the_record, desk.database, desk.clock())
    return [*processes, audit, *machine, *rest]


def write_and_read(database: Database) -> float | None:
    """For how many seconds one write and one read took; None if they failed."""
    begun = time.monotonic()
    try:
        with database.write() as connection:
            wrote = _write(connection)
        with database.read() as connection:
            found = connection.scalars(_PROBED).one()
    except (SQLAlchemyError, OSError):
        return None
    return time.monotonic() - begun if found >= wrote else None


def _write(connection: Connection) -> int:
    """A counter that nobody follows."""
    found = connection.scalars(_PROBED).one_or_none()
    if found is None:
        connection.execute(insert(cursors).values(name=_PROBE, next_index=1))
        return 1
    connection.execute(update(cursors).where(cursors.c.name == _PROBE).values(next_index=found + 1))
    return int(found) + 1


def _from_the_record(database: Database, now: datetime) -> list[Part]:
    with database.read() as connection:
        audited = system.last(connection, system.AUDITED)
        started = system.last(connection, system.STARTED)
        pending = select(func.count(), func.min(turns.c.accepted_at)).where(
            turns.c.status == PENDING
        )
        waiting, first = connection.execute(pending).one()
        told = webhooks.active(connection)
    longest = now - datetime.fromisoformat(first) if first else timedelta(0)
    failing = sum(it.failing_since is not None for it in told)
    return [
        audit_part(audited, started, now),
        turns_part(waiting, longest),
        webhooks_part(len(told), failing),
    ]


def _ago(passed: timedelta) -> str:
    return "刚刚" if passed < timedelta(minutes=2) else f"{_length(passed)}前"


def _length(passed: timedelta) -> str:
    seconds = int(passed.total_seconds())
    for unit, name in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= unit:
            return f"{seconds // unit} {name}"
    return f"{max(seconds, 0)} 秒"


class About(NamedTuple):
    """Which version runs, and since when."""

    version: str
    started_at: str


def about(database: Database) -> About:
    """Of this house: the start that came last."""
    with database.read() as connection:
        started = system.last(connection, system.STARTED)
    return About(version("zhangfang"), started.recorded_at if started else "")
