"""Closing a case: the gate, the way round it, and what the merchant hears."""

import pytest
import pytest_asyncio
from staff import console_of
from talk import Talk, refused

from zhangfang.cases.change import CaseOpened, CaseSwitched
from zhangfang.console.working.case_changes import put_changes
from zhangfang.desk.hold_record import Agent
from zhangfang.store import log

pytestmark = pytest.mark.asyncio(loop_scope="module")

FACTS = {
    "amount": "12",
    "order_number": "POS20261121",
    "transaction_time": "11月20日 15:00",
    "overcharge_kind": "rate",
}


@pytest_asyncio.fixture(loop_scope="module")
async def talk(agent, merchant) -> Talk:
    talk = await Talk.claims(agent, merchant.id)
    await talk.opens_a_case()
    return talk


async def open_steps(talk: Talk, outcome: str) -> list[str]:
    state = await talk.get(f"/closing?outcome={outcome}")
    assert state["may_close"] == (not state["open_steps"])
    return [it["id"] for it in state["open_steps"]]


async def test_what_is_in_the_way(talk):
    assert await open_steps(talk, "resolved") == ["find_charge", "keep_slip"]
    assert await open_steps(talk, "closed") == ["find_charge", "keep_slip", "write_appeal"]
    assert (await talk.get("/closing"))["may_close"] is False


async def test_facts_and_steps_clear_the_way(talk):
    await talk.does("/facts", facts=FACTS, reason="核对过")
    assert await open_steps(talk, "resolved") == ["keep_slip"]
    await talk.does("/steps/keep_slip", outcome="done")
    assert await open_steps(talk, "resolved") == []
    await talk.closes()


async def test_what_cannot_be_given_is_not_in_the_way(console, talk, merchant):
    """No override is needed, and none is on record."""
    facts = {**dict.fromkeys(FACTS), "amount": "12"}
    await talk.does("/facts", facts=facts, reason="小票丢了，只记得数目")
    assert await open_steps(talk, "resolved") == ["keep_slip"]
    await talk.does("/steps/keep_slip", outcome="done")
    await talk.closes(override=None)
    with console_of(console).desk.database.read() as connection:
        [ended] = log.of_kinds(connection, merchant.id, ("case_ended",))
    assert (ended.content["override"], ended.content["open_steps"]) == (None, [])


async def test_a_skipped_step_is_in_the_way_still(talk):
    await talk.does("/steps/keep_slip", outcome="skipped", reason="没有小票")
    assert "keep_slip" in await open_steps(talk, "resolved")


async def test_without_a_reason_it_stays_open(talk, merchant):
    body = {"outcome": "resolved", "summary": "退了", "word": "", "override": None}
    answer = await talk.tries("/close", body)
    assert refused(answer) == (409, "steps_open")
    assert "说清是哪一笔" in answer.json()["error"]["message"]
    assert refused(await talk.tries("/close", {**body, "override": " "})) == (409, "steps_open")
    assert (await merchant.case())["status"] == "open"


@pytest.mark.parametrize("override", ["急", "。。。。。", "1", "没 做", "??!!"])
async def test_a_word_that_says_nothing_is_no_reason(talk, merchant, override):
    """The supervisor reads it, and wants to know why."""
    body = {"outcome": "resolved", "summary": "退了", "word": "", "override": override}
    answer = await talk.tries("/close", body)
    assert refused(answer) == (422, "bad_field")
    assert answer.json()["error"]["field"] == "override"
    assert (await merchant.case())["status"] == "open"


async def test_with_one_it_closes_and_the_reason_is_on_record(console, talk, merchant):
    await talk.closes(override="商户说钱到账了，单子不留了")
    assert (await merchant.case())["status"] == "resolved"
    with console_of(console).desk.database.read() as connection:
        [ended] = log.of_kinds(connection, merchant.id, ("case_ended",))
    assert ended.content["override"] == "商户说钱到账了，单子不留了"
    assert ended.content["open_steps"] == ["find_charge", "keep_slip"]
    assert (ended.content["summary"], ended.content["agent"]["name"]) == ("退了", "小周")
    [line] = [it for it in await talk.lines() if it.startswith("案件办结")]
    assert line == (
        "案件办结：款项问题已解决。小结：退了。没做的必做步骤：说清是哪一笔、对小票，拍照，"
        "原因：商户说钱到账了，单子不留了"
    )


async def test_the_merchant_hears_the_agent_then_the_bot(talk, merchant):
    before = len(await merchant.sees())
    await talk.closes(word="钱退回来了，放心", override="商户急着走")
    heard = (await merchant.sees())[before:]
    number = (await merchant.case())["number"]
    assert [(it["actor"], it["agent"]) for it in heard] == [("agent", "小周"), ("bot", None)]
    assert heard[0]["text"] == "钱退回来了，放心"
    assert (
        heard[1]["text"] == f"这件事客服小周已经办结，编号 {number}。以后还有事，直接在这里跟我说。"
    )


async def test_the_bot_has_it_again_and_asks_how_it_was(talk, merchant):
    await talk.closes(override="商户急着走")
    shown = await talk.get()
    assert (shown["hold"]["state"], shown["mine"]) == ("bot", False)
    assert (await merchant.case())["rating"]["case"] == (await merchant.case())["number"]
    answered = await merchant.says("谢谢", wait=True)
    assert answered["replies"]


async def test_closed_twice_is_once(talk):
    await talk.closes(override="商户急着走")
    body = {"outcome": "resolved", "summary": "退了", "word": "", "override": "商户急着走"}
    assert refused(await talk.tries("/close", body)) == (409, "not_held")


async def test_without_a_case_nothing_is_closed(agent, merchant):
    talk = await Talk.claims(agent, merchant.id)
    body = {"outcome": "closed", "summary": "没事", "word": ""}
    assert refused(await talk.tries("/close", body)) == (409, "no_case")
    assert refused(await agent.get(f"{talk.path}/closing")) == (409, "no_case")


async def test_the_summary_hides_numbers(console, talk, merchant):
    await talk.closes(summary="回电 13912345678 确认", override="商户急着走")
    with console_of(console).desk.database.read() as connection:
        [ended] = log.of_kinds(connection, merchant.id, ("case_ended",))
    assert ended.content["summary"] == "回电 139****5678 确认"


class TestSummary:
    async def test_it_has_five_parts_that_say_where_they_come_from(self, merchant, agent):
        await merchant.taps("1-1")
        talk = await Talk.claims(agent, merchant.id)
        await talk.does("/facts", facts={"amount": "12"}, reason="念的")
        await talk.does("/steps/keep_slip", outcome="done")
        found = await talk.get("/summary")
        assert "商户说：" in found["happened"][0]["text"]
        assert "客服 小周 接手" in found["happened"][1]["text"]
        assert [it["text"] for it in found["facts"]] == ["金额：12 元（客服 小周 填写）"]
        assert found["done"][0]["text"].endswith("对小票，拍照（小周）")
        assert any(it["text"].startswith("还缺：") for it in found["open"])
        assert any("三年" in it["text"] for it in found["due"])
        seqs = {it["seq"] for it in await talk.entries()}
        for part in ("happened", "facts", "done"):
            assert all(set(it["seqs"]) <= seqs and it["seqs"] for it in found[part])
        heads = ["【经过】", "【信息】", "【已办】", "【未办】", "【期限】"]
        places = [found["text"].index(head) for head in heads]
        assert places == sorted(places)
        assert found["text"] == (await talk.get("/closing"))["summary"]

    async def test_without_a_case_it_says_so(self, merchant, agent):
        assert (await Talk(agent, merchant.id).get("/summary"))["text"] == "眼下没有在办的案件。"


def tells_of_two(console, merchant, agent) -> tuple[str, str]:
    """As the bot leaves it: two cases are open, and which goes first is not said yet."""
    desk = console_of(console).desk
    now = desk.clock()
    two = (f"ZF-20261122-{merchant.id[:4]}-1", f"ZF-20261122-{merchant.id[:4]}-2")
    families = ("overcharged", "not_arrived")
    opened = [
        CaseOpened(number=number, family=family, at=now.isoformat())
        for number, family in zip(two, families, strict=True)
    ]
    changes = [*opened, CaseSwitched(number=None)]
    who = Agent(agent.id, agent.name)
    with desk.database.write() as connection:
        put_changes(connection, merchant.id, who, changes, now, reason="")
    return two


class TestTwoCases:
    async def test_the_summary_names_both(self, console, merchant, agent):
        first, second = tells_of_two(console, merchant, agent)
        found = await Talk(agent, merchant.id).get("/summary")
        assert found["text"].startswith("眼下没有在办的案件。")
        lines = [it["text"] for it in found["open"]]
        assert lines == [
            f"{first}，多扣费：没办完，还没选先办它",
            f"{second}，不到账：没办完，还没选先办它",
        ]

    async def test_who_says_which_it_is_opens_no_third(self, console, merchant, agent):
        first, second = tells_of_two(console, merchant, agent)
        talk = await Talk.claims(agent, merchant.id)
        await talk.opens_a_case("not_arrived")
        case = await merchant.case()
        assert (case["number"], case["family"]) == (second, "not_arrived")
        assert [it["number"] for it in case["others"]] == [first]
        await talk.opens_a_case("overcharged")
        assert (await merchant.case())["number"] == first
        assert len((await merchant.case())["others"]) == 1
