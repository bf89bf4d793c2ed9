"""Hundreds of events cost no more questions to the database than a few."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import get_ident

import pytest
from sqlalchemy import event
from staff import Staff, console_of
from talk import Talk

from zhangfang.console.conversation.looking_in import look
from zhangfang.console.staff.access import SignedIn
from zhangfang.store import log
from zhangfang.store.database import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT = "2026-11-22T10:00:00.000+08:00"


def talk_of(count: int) -> list[log.Draft]:
    """Messages that quote, answers, facts set and set again."""
    drafts: list[log.Draft] = []
    for number in range(count):
        fact = {"value": str(number + 1), "said": "…"}
        drafts += [
            log.Draft("message", "merchant", "merchant_said", AT,
                      content={"text": f"第 {number} 笔", "choice": None, "quotes": 1},
                      numbers={"phone-1": "13912345678"}),
            log.Draft("message", "bot", "bot_said", AT, {"in_reply_to": None},
                      {"text": "记下了", "choices": [], "papers": []}),
            log.Draft("fact_set", "system", "observed", AT, {"in_reply_to": 2},
                      {"change": {"kind": "fact_set", "name": "amount", "fact": fact}}),
            log.Draft("note", "agent", "observed", AT,
                      content={"text": "跟进", "agent": {"id": "a", "name": "小周"}}),
        ]  # fmt: skip
    return drafts


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """What is asked of it by this thread."""
    asked: list[str] = []
    ours = get_ident()

    def count(_connection, _cursor, statement, *_more) -> None:
        if get_ident() == ours:
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    yield asked
    event.remove(database.engine, "before_cursor_execute", count)


async def test_500_events(console, merchant, agent: Staff):
    await merchant.taps("1-1")
    desk = console_of(console).desk
    database, who = desk.database, SignedIn(agent.id, agent.name, "agent")
    asked = []
    for count in (1, 124):
        with database.write() as connection:
            log.append(connection, merchant.id, talk_of(count))
        with counted(database) as statements:
            shown = look(database, desk.knowledge, merchant.id, who, desk.clock())
        asked.append(len(statements))
    assert len(shown.entries) > 500
    assert len(shown.sealed) == 125
    assert asked[0] == asked[1]
    assert asked[1] < 40


async def test_what_is_told_first_is_told_first(console, merchant, agent: Staff):
    with console_of(console).desk.database.write() as connection:
        log.append(connection, merchant.id, talk_of(20))
    entries = await Talk(agent, merchant.id).entries()
    assert [it["seq"] for it in entries] == list(range(1, 82))
    assert all(datetime.fromisoformat(it["at"]) for it in entries)
    quoting = [it["message"]["quotes"] for it in entries if it["actor"] == "merchant"]
    assert {it["seq"] for it in quoting} == {1}
