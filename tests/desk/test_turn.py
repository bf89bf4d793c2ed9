"""What a turn leaves in the database."""

import asyncio
from contextlib import closing
from functools import reduce

import httpx
import pytest
from merchant import Merchant
from own_record import of_desk
from sqlalchemy import select

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.desk.clock import local_now
from zhangfang.desk.rasa import Rasa
from zhangfang.desk.turn import Means, run_turn
from zhangfang.store import conversations, log, turns
from zhangfang.store.tables import cases


@pytest.fixture
def database(merchant, database_file):
    with closing(of_desk(database_file.parent)) as database:
        yield database


async def walk(merchant):
    """Two cases, and a step on each."""
    for family in ("1-1", "1-2"):
        opened = await merchant.taps(family)
        await merchant.taps(opened["replies"][-1]["choices"][0]["id"])


async def test_a_conversation_is_the_fold_of_its_changes(merchant, database):
    await walk(merchant)
    with database.read() as connection:
        found = [it for it in log.entries(connection, merchant.id) if it.event.kind != log.MESSAGE]
        changes = changes_adapter.validate_python([it.content["change"] for it in found])
        state = conversations.state(connection, merchant.id)
    assert reduce(apply, changes, Conversation()) == state
    assert [it.event.kind for it in found] == [change.kind for change in changes]
    assert {it.event.origin for it in found} == {"observed"}


async def test_each_case_has_a_row_that_says_how_it_stands(merchant, database):
    await walk(merchant)
    with database.read() as connection:
        rows = {row.number: row for row in connection.execute(select(cases))}
        state = conversations.state(connection, merchant.id)
    assert set(rows) == {case.number for case in state.cases}
    for case in state.cases:
        row = rows[case.number]
        assert (row.family, row.phase, row.status) == (case.family, case.phase, case.status)
        assert row.conversation == merchant.id
        assert row.opened_at <= row.updated_at


async def test_two_attempts_at_one_turn_leave_one_answer(
    start_desk, rasa, knowledge, database_file
):
    """As when a second desk was started on the same data by mistake."""
    rasa.behaviour = rasa.hang
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了")
    rasa.behaviour = rasa.answer
    with closing(of_desk(database_file.parent)) as database:
        with database.read() as connection:
            turn = turns.next_pending(connection, merchant.id)
        async with httpx.AsyncClient(verify=False) as client:
            means = Means(database, knowledge, Rasa(client, rasa.url, 5), local_now)
            await asyncio.gather(*[run_turn(means, turn) for _ in range(4)])
        with database.read() as connection:
            said = log.messages_after(connection, merchant.id, 1)
    assert [entry.event.actor for entry in said] == ["merchant", "bot"]
