"""Lists of conversations, and what an open console is told of them."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from callers import WANTS_A_PERSON, arrives, calls, understands
from merchant import Merchant
from put_case import put_case
from staff import Staff, console_of

from zhangfang.console.queue import list_stream
from zhangfang.console.queue import queue as lists

NOW = "2026-11-25T10:00:00+08:00"


@pytest.fixture
async def served(start_console, rasa):
    understands(rasa)
    async with start_console(served=True) as client:
        await client.get("/healthz")  # by then it has started
        yield client


class Told:
    """The events of one open console, one by one."""

    def __init__(self, response) -> None:
        self._lines = response.aiter_lines()

    async def next(self) -> tuple[str, dict]:
        event = {}
        async with asyncio.timeout(10):
            async for line in self._lines:
                if not line and event:
                    return event["event"], json.loads(event["data"])
                name, _, value = line.partition(": ")
                if name:
                    event[name] = value
        raise EOFError

    async def until(self, event: str, conversation: str, **hold) -> dict:
        """The next event of this kind about a conversation, with this hold."""
        while True:
            kind, data = await self.next()
            if kind != event or data.get("conversation") != conversation:
                continue
            if all(data["hold"][name] == value for name, value in hold.items()):
                return data


@asynccontextmanager
async def listening(staff: Staff):
    async with staff.stream("/stream") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        told = Told(response)
        assert (await told.next())[0] == "office"
        yield told


async def test_an_open_console_sees_who_waits_and_who_was_taken(served):
    mine, theirs = await Staff.joins(served, "小周"), await Staff.joins(served, "小林")
    merchant = await Merchant.arrives(served)
    async with listening(mine) as me, listening(theirs) as colleague:
        await merchant.says(WANTS_A_PERSON, wait=True)
        row = await me.until("row", merchant.id, state="waiting")
        assert row["hold"]["reason"] == "asked"
        await mine.post(f"/conversations/{merchant.id}/claim")
        await me.until("row", merchant.id, state="held")
        await colleague.until("gone", merchant.id)
        await mine.post(
            f"/conversations/{merchant.id}/transfer", json={"agent": theirs.id, "word": "你来"}
        )
        offered = await colleague.until("row", merchant.id, state="offered")
        assert offered["hold"]["word"] == "你来"
        await theirs.post(f"/conversations/{merchant.id}/transfer/accept")
        await me.until("gone", merchant.id)


async def test_a_row_says_what_was_said_last_and_how_much_is_unanswered(served):
    agent = await Staff.joins(served, "小周")
    merchant = await Merchant.arrives(served)
    await agent.post(f"/conversations/{merchant.id}/claim")
    async with listening(agent) as me:
        await merchant.says("扣了 1288", wait=True)
        await merchant.says("人呢\n在不在", wait=True)
        row = await me.until("row", merchant.id)
        while row["unanswered"] < 2:
            row = await me.until("row", merchant.id)
    assert (row["last_text"], row["last_actor"]) == ("人呢 在不在", "merchant")


async def test_it_begins_with_the_queue(served):
    agent = await Staff.joins(served, "小周")
    merchant = await Merchant.arrives(served)
    await merchant.says(WANTS_A_PERSON, wait=True)
    async with listening(agent) as me:
        assert (await me.until("row", merchant.id))["hold"]["state"] == "waiting"


async def test_what_a_colleague_holds_is_not_spoken_of(served):
    mine, theirs = await Staff.joins(served, "小周"), await Staff.joins(served, "小林")
    held, free = await Merchant.arrives(served), await Merchant.arrives(served)
    await theirs.post(f"/conversations/{held.id}/claim")
    async with listening(mine) as me:
        await held.says("密事", wait=True)
        await free.says("平常事", wait=True)
        kind, data = await me.next()
        while data.get("conversation") != free.id:
            assert data.get("conversation") != held.id, (kind, data)
            kind, data = await me.next()


async def test_it_ends_when_the_agent_signs_out(served, monkeypatch):
    monkeypatch.setattr(list_stream, "RECHECK", 0.05)
    agent = await Staff.joins(served, "小周")
    async with listening(agent) as me:
        await agent.post("/sign-out")
        with pytest.raises(EOFError):
            await me.until("row", "none of all")


async def test_it_ends_at_once_when_the_account_is_closed(served):
    """Long before the session is looked at again by itself."""
    boss = await Staff.joins(served, "管理员", "administrator")
    agent = await Staff.joins(served, "小周")
    async with listening(agent) as me:
        await boss.patch(f"/accounts/{agent.id}", json={"active": False})
        with pytest.raises(EOFError):
            await me.until("row", "none of all")


async def test_a_colleague_who_leaves_ends_nobody_elses(served):
    mine, theirs = await Staff.joins(served, "小周"), await Staff.joins(served, "小林")
    merchant = await Merchant.arrives(served)
    async with listening(mine) as me:
        await theirs.post("/sign-out")
        await merchant.says(WANTS_A_PERSON, wait=True)
        await me.until("row", merchant.id)


async def test_a_waiting_page_is_told_its_new_place(start_console, rasa):
    understands(rasa)
    async with start_console(served=True, dev=True) as http:
        await http.get("/healthz")
        agent = await Staff.joins(http, "小周", now=NOW)
        first, second = await calls(http, NOW), await calls(http, "2026-11-25T10:01:00+08:00")
        async with http.stream("GET", f"{second.path}/stream", headers=second.auth) as response:
            told = Told(response)
            await agent.post(f"/conversations/{first.id}/claim")
            kind, data = await told.next()
            while kind != "case" or data["human"]["position"] != 1:
                kind, data = await told.next()


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=NOW)


async def rows(staff: Staff, **filters: str) -> list[dict]:
    answer = await staff.get("/conversations", params=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


async def test_the_list_is_filtered_by_who_talks_and_by_the_case(console, settings, agent):
    plain, waiting, held = [await arrives(console, NOW) for _ in range(3)]
    await waiting.says(WANTS_A_PERSON, wait=True)
    await agent.post(f"/conversations/{held.id}/claim")
    put_case(settings, plain, "contact", {"amount": "1288"})
    ids = {"bot": plain.id, "waiting": waiting.id, "held": held.id}
    for state, wanted in ids.items():
        assert [row["conversation"] for row in await rows(agent, state=state)] == [wanted]
    [found] = await rows(agent, family="overcharged", phase="contact", status="open")
    assert (found["conversation"], found["family_name"]) == (plain.id, "多扣费")
    assert {it["conversation"] for it in await rows(agent, status="none")} == {waiting.id, held.id}
    assert [it["conversation"] for it in await rows(agent, agent=agent.id)] == [held.id]
    assert await rows(agent, family="no_such") == await rows(agent, family="\x00") == []


async def test_agents_own_records_and_what_colleagues_hold_are_not_in_it(console, agent):
    other = await Staff.joins(console, "小林", now=NOW)
    lead = await Staff.joins(console, "吴主管", "supervisor", now=NOW)
    held, free = await arrives(console, NOW), await arrives(console, NOW)
    await other.post(f"/conversations/{held.id}/claim")
    assert [row["conversation"] for row in await rows(agent)] == [free.id]
    assert {row["conversation"] for row in await rows(lead)} == {held.id, free.id}


async def test_it_is_read_page_by_page_the_latest_first(console, agent, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    known = [(await arrives(console, NOW)).id for _ in range(5)]
    seen, before = [], {}
    while before is not None:
        page = (await agent.get("/conversations", params=before)).json()
        seen += [row["conversation"] for row in page["rows"]]
        before = {"before": page["next"]} if page["next"] else None
    assert seen == known[::-1]
    assert await rows(agent, before="neither") == []


async def test_a_row_is_unsealed_once_for_each_change(console, agent, monkeypatch):
    merchant = await arrives(console, NOW)
    book, made = console_of(console).rows, []
    real = type(book)._said
    monkeypatch.setattr(type(book), "_said", lambda *given: made.append(given[2]) or real(*given))
    for _ in range(3):
        await rows(agent)
    assert made.count(merchant.id) <= 1
    await merchant.says("多扣了", wait=True)
    [row] = await rows(agent)
    assert row["last_text"] == "收到：多扣了"
