"""What an agent sees of a conversation."""

import pytest
from merchant import Merchant
from staff import Staff, console_of
from talk import Talk, refused

from zhangfang.store import log

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_whole_conversation_is_there(merchant, agent):
    await merchant.taps("1-1")
    shown = await Talk(agent, merchant.id).get()
    bubbles = [it["message"] for it in shown["entries"] if it["message"]]
    assert [it["text"] for it in bubbles] == [it["text"] for it in await merchant.sees()]
    assert "登记案件" in "".join(await Talk(agent, merchant.id).lines())
    assert (shown["hold"]["state"], shown["mine"]) == ("bot", False)
    assert shown["case"]["number"] == (await merchant.case())["number"]
    assert [it["seq"] for it in shown["entries"]] == sorted({it["seq"] for it in shown["entries"]})


async def test_of_what_stands_in_the_bubble_no_line_tells_again(merchant, agent):
    await merchant.taps("1-1")
    kinds = {it["kind"] for it in await Talk(agent, merchant.id).entries()}
    assert kinds.isdisjoint({"asked", "steps_offered"})


async def test_what_was_taken_back_is_shown_to_no_agent(merchant, agent):
    sent = await merchant.says("这句不算", wait=True)
    seq = sent["message"]["seq"]
    await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
    shown = await Talk(agent, merchant.id).get()
    [message] = [it["message"] for it in shown["entries"] if it["seq"] == seq]
    assert message["recalled"]
    assert "这句不算" not in str(shown).replace("收到：这句不算", "")
    [mark] = [it for it in shown["entries"] if it["kind"] == "recalled"]
    assert mark["about"] == seq


async def test_a_hidden_number_is_starred_and_named(merchant, agent):
    sent = await merchant.says("我电话 13912345678", wait=True)
    shown = await Talk(agent, merchant.id).get()
    assert shown["sealed"] == [
        {"seq": sent["message"]["seq"], "name": "phone-1", "shown": "139****5678"}
    ]
    assert "13912345678" not in str(shown)


async def test_who_has_rated_and_how(merchant, agent):
    await merchant.taps("1-1")
    talk = await Talk.claims(agent, merchant.id)
    await talk.closes(override="商户说先停", outcome="closed")
    number = (await merchant.case())["number"]
    body = {"case": number, "solved": True, "stars": 5, "tags": ["kind"], "words": "谢谢"}
    rated = await merchant.http.post(f"{merchant.path}/rating", json=body, headers=merchant.auth)
    assert rated.status_code == 201, rated.text
    [rating] = (await talk.get())["rated"]
    assert {**rating, "at": ""} == {**body, "at": ""}


class TestLookingOn:
    async def watched(self, http, merchant) -> list[str]:
        with console_of(http).desk.database.read() as connection:
            found = log.of_kinds(connection, merchant.id, ("watched",))
        return [it.content["agent"]["name"] for it in found]

    async def test_an_agent_who_looks_before_taking_it_is_no_news(self, console, merchant, agent):
        await Talk(agent, merchant.id).get()
        talk = await Talk.claims(agent, merchant.id)
        await talk.get()
        assert await self.watched(console, merchant) == []

    async def test_a_supervisor_who_looks_on_is_on_record_once_an_hour(self, start_console):
        async with start_console(dev=True) as http:
            boss = await Staff.joins(http, "吴主管", "supervisor", now="2026-11-22T10:00:00+08:00")
            merchant = await Merchant.arrives(http)
            talk = Talk(boss, merchant.id)
            await talk.get()
            boss.now = "2026-11-22T10:20:00+08:00"
            await talk.get()
            assert await self.watched(http, merchant) == ["吴主管"]
            await boss.at("2026-11-22T11:00:01+08:00")
            await talk.get()
            assert await self.watched(http, merchant) == ["吴主管"] * 2
            assert "查看了这段对话" in await talk.lines()

    async def test_what_a_colleague_holds_is_not_there(self, merchant, agent, colleague):
        await Talk.claims(colleague, merchant.id)
        answer = await agent.get(f"/conversations/{merchant.id}")
        assert refused(answer) == (404, "nothing_there")
