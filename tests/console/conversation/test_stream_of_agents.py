"""The live transcript on an agent's screen."""

import asyncio
import json
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from ear import Ear
from merchant import Merchant
from staff import Staff, console_of
from talk import Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")
SERVED = True


@asynccontextmanager
async def listening(staff: Staff, merchant: Merchant, **headers: str):
    path = f"/conversations/{merchant.id}/stream"
    async with staff.stream(path, headers=headers) as answer:
        assert answer.status_code == 200
        yield Ear(answer)


def entry(text: str) -> Any:
    return lambda it: it["event"] == "entry" and text in json.dumps(it["data"], ensure_ascii=False)


def standing(it: dict[str, Any]) -> bool:
    return it["event"] == "standing"


async def test_it_begins_with_everything_and_goes_on(merchant, agent):
    async with listening(agent, merchant) as ear:
        first = await ear.until(standing)
        assert first["data"]["entries"] == []
        assert [it["id"] for it in ear.seen[:-1]] == ["1"]
        sent = await merchant.says("多扣了 12 块")
        told = await ear.until(entry("多扣了 12 块"))
        assert told["id"] == str(sent["message"]["seq"])
        await ear.until(entry("收到：多扣了 12 块"))


async def test_it_resumes_where_it_was(merchant, agent):
    sent = await merchant.says("多扣了", wait=True)
    seq = sent["message"]["seq"]
    async with listening(agent, merchant, **{"Last-Event-ID": str(seq)}) as ear:
        await ear.until(standing)
    seqs = [it["data"]["seq"] for it in ear.seen if it["event"] == "entry"]
    assert seqs == sorted(seqs)
    assert min(seqs) > seq


async def test_how_it_stands_is_told_when_it_changes_and_only_then(merchant, agent):
    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        talk = await Talk.claims(agent, merchant.id)
        told = await ear.until(standing)
        assert (told["data"]["hold"]["state"], told["data"]["mine"]) == ("held", True)
        await talk.opens_a_case()
        told = await ear.until(lambda it: standing(it) and it["data"]["case"]["number"])
        assert told["data"]["case"]["family"] == "overcharged"
        await talk.does("/facts", facts={"amount": "12"}, reason="电话里说的")
        told = await ear.until(lambda it: standing(it) and it["data"]["facts"])
        assert told["data"]["facts"][0]["by"] == "小周"
        before = len([it for it in ear.seen if standing(it)])
        await talk.does("/notes", text="一条备注")
        await ear.until(entry("一条备注"))
        await talk.does("/notes", text="又一条")
        await ear.until(entry("又一条"))
        assert len([it for it in ear.seen if standing(it)]) == before


async def test_typing_goes_both_ways(merchant, agent):
    talk = await Talk.claims(agent, merchant.id)
    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        await merchant.http.post(
            f"{merchant.path}/typing", json={"on": True}, headers=merchant.auth
        )
        told = await ear.until(lambda it: it["event"] == "typing")
        assert told["data"] == {"who": "merchant", "on": True}
        path = f"{merchant.path}/stream"
        async with merchant.http.stream("GET", path, headers=merchant.auth) as answer:
            theirs = Ear(answer)
            await theirs.until(lambda it: it["event"] == "case")
            await talk.does("/typing", on=True)
            told = await theirs.until(lambda it: it["event"] == "typing")
            assert told["data"] == {"on": True, "who": "agent"}
            await talk.says("查到了")
            told = await theirs.until(lambda it: it["event"] == "typing")
            assert told["data"] == {"on": False, "who": "agent"}
    assert not any(it["data"].get("who") == "小周" for it in ear.seen if it["event"] == "typing")


async def test_who_else_has_it_open_is_told(merchant, agent, supervisor):
    def here(it: dict[str, Any]) -> bool:
        return it["event"] == "here"

    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        async with listening(supervisor, merchant) as theirs:
            told = (await theirs.until(here))["data"]
            assert told == [{"id": agent.id, "name": agent.me["name"]}]
            told = (await ear.until(here))["data"]
            assert told == [{"id": supervisor.id, "name": supervisor.me["name"]}]
        assert (await ear.until(here))["data"] == []
    assert not any(here(it) for it in ear.seen[:1])  # alone, nothing is told


async def test_what_was_taken_back_goes_from_the_screen(merchant, agent):
    sent = await merchant.says("这句不算", wait=True)
    seq = sent["message"]["seq"]
    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
        again = await ear.until(lambda it: it["event"] == "entry" and it["data"]["seq"] == seq)
        assert "id" not in again
        assert (again["data"]["message"]["recalled"], again["data"]["message"]["text"]) == (
            True,
            "",
        )


async def test_when_a_colleague_takes_it_it_is_gone(merchant, agent, colleague):
    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        await Talk.claims(colleague, merchant.id)
        rest = await ear.rest()
    assert rest[-1]["event"] == "gone"
    assert "接手" not in json.dumps(rest, ensure_ascii=False)


async def test_erased_it_is_gone(merchant, agent):
    async with listening(agent, merchant) as ear:
        await ear.until(standing)
        body = {"confirm": True}
        erased = await merchant.http.post(
            f"{merchant.path}/erase", json=body, headers=merchant.auth
        )
        assert erased.status_code == 200, erased.text
        assert (await ear.rest())[-1]["event"] == "gone"


class TestSession:
    """Each with a session of its own to end."""

    @pytest_asyncio.fixture(loop_scope="module")
    async def leaving(self, monkeypatch, console, agent) -> Staff:
        monkeypatch.setattr("zhangfang.console.conversation.following.CHECKED_EVERY", 0.05)
        return await Staff(console, agent.name).signs_in()

    async def test_it_ends_with_the_session(self, merchant, leaving):
        async with listening(leaving, merchant) as ear:
            await ear.until(standing)
            answer = await leaving.post("/sign-out")
            assert answer.status_code in (200, 204), answer.text
            assert await ear.rest() == []

    async def test_it_ends_at_once(self, merchant, leaving, monkeypatch):
        """Not only when the session is looked at again by itself."""
        monkeypatch.setattr("zhangfang.console.conversation.following.CHECKED_EVERY", 600)
        async with listening(leaving, merchant) as ear:
            await ear.until(standing)
            await leaving.post("/sign-out")
            assert await ear.rest() == []

    async def test_at_another_console_of_the_agent_it_goes_on(
        self, merchant, agent, leaving, monkeypatch
    ):
        monkeypatch.setattr("zhangfang.console.conversation.following.CHECKED_EVERY", 600)
        async with listening(agent, merchant) as ear:
            await ear.until(standing)
            await leaving.post("/sign-out")
            await merchant.says("还在吗")
            await ear.until(entry("还在吗"))

    async def test_a_busy_conversation_puts_off_no_look_at_it(self, merchant, leaving):
        live = console_of(merchant.http).live

        async def keep_busy() -> None:
            while True:
                live.changed(merchant.id)
                await asyncio.sleep(0.005)

        async with listening(leaving, merchant) as ear:
            await ear.until(standing)
            busy = asyncio.create_task(keep_busy())
            await leaving.post("/sign-out")
            await ear.rest()
            busy.cancel()
