"""An agent corrects a case: facts, family, steps, each with a name and a reason on record."""

import asyncio
import io
import json
from zipfile import ZipFile

import pytest
import pytest_asyncio
from staff import console_of
from talk import Talk, refused

from zhangfang.store import log

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHY = "商户在电话里念的"


@pytest_asyncio.fixture(loop_scope="module")
async def talk(agent, merchant) -> Talk:
    """A case of the first family, with an agent."""
    talk = await Talk.claims(agent, merchant.id)
    await talk.opens_a_case()
    return talk


async def test_a_fact_has_the_agents_name_and_reason(talk, merchant):
    await talk.does("/facts", facts={"amount": "1288.5"}, reason=WHY)
    fact = (await talk.facts())["amount"]
    assert (fact["words"], fact["origin"]) == ("1288.50 元", "agent") or fact[
        "words"
    ] == "1288.5 元"
    assert (fact["by"], fact["reason"]) == ("小周", WHY)
    [line] = [it for it in await talk.lines() if it.startswith("记下金额")]
    assert line.endswith(f"（客服填写：1288.5），原因：{WHY}")
    assert (await merchant.case())["facts"]["amount"] == "1288.5"


async def test_it_is_read_as_the_merchants_sheet_reads_it(talk):
    await talk.does("/facts", facts={"transaction_time": "11月20日下午3点"}, reason=WHY)
    assert (await talk.facts())["transaction_time"]["words"] == "11月20日 15:00"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount": "一些"}, "amount"),
        ({"amount": "12", "order_number": "6222021234567890123"}, "order_number"),
        ({"shoe_size": "42"}, "shoe_size"),
        ({"promised_by": "去年"}, "promised_by"),
        ({"amount": "\u0000"}, "amount"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_nothing_is_set(talk, facts, field):
    answer = await talk.tries("/facts", {"facts": facts, "reason": WHY})
    assert refused(answer) == (422, "bad_field")
    assert answer.json()["error"]["field"] == field
    assert await talk.facts() == {}


async def test_a_reason_is_wanted_and_hides_numbers(talk):
    answer = await talk.tries("/facts", {"facts": {"amount": "12"}, "reason": " "})
    assert refused(answer) == (422, "bad_field")
    await talk.does("/facts", facts={"amount": "12"}, reason="他从 13912345678 打来说的")
    assert (await talk.facts())["amount"]["reason"] == "他从 139****5678 打来说的"


async def test_a_corrected_fact_says_what_it_was(talk):
    await talk.does("/facts", facts={"amount": "12"}, reason=WHY)
    await talk.does("/facts", facts={"amount": "15"}, reason="看错了")
    assert "更正金额：15 元，原为：12 元（客服填写：15），原因：看错了" in await talk.lines()


async def test_the_merchant_hears_nothing_of_it_meanwhile(talk, merchant):
    before = await merchant.sees()
    await talk.does("/facts", facts={"amount": "12", "order_number": "POS20261121"}, reason=WHY)
    steps = await talk.steps()
    await talk.does(f"/steps/{next(iter(steps))}", outcome="done")
    assert await merchant.sees() == before


async def test_without_a_case_there_is_none_to_correct(agent, merchant):
    talk = await Talk.claims(agent, merchant.id)
    body = {"facts": {"amount": "12"}, "reason": WHY}
    assert refused(await talk.tries("/facts", body)) == (409, "no_case")
    body = {"outcome": "done", "reason": ""}
    assert refused(await talk.tries("/steps/keep_slip", body)) == (409, "no_case")


async def test_the_family_is_corrected_and_the_facts_stay(talk, merchant):
    await talk.does("/facts", facts={"amount": "12"}, reason=WHY)
    await talk.does("/family", family="not_arrived", reason="钱没到")
    case = await merchant.case()
    assert (case["family"], case["facts"]["amount"]) == ("not_arrived", "12")
    assert any("问题类别改为：不到账" in line and "钱没到" in line for line in await talk.lines())
    again = await talk.tries("/family", {"family": "not_arrived", "reason": WHY})
    assert refused(again) == (422, "bad_field")


class TestNotToBeHad:
    """What a merchant cannot give, an agent says for them."""

    async def says_so(self, talk: Talk, *names: str) -> None:
        await talk.does("/facts", facts=dict.fromkeys(names), reason="小票丢了，后台也翻不到")

    async def test_it_is_on_record_with_name_and_reason_and_asked_for_no_more(self, talk, merchant):
        await self.says_so(talk, "order_number")
        shown = await talk.get()
        [refused_fact] = shown["refused"]
        assert (refused_fact["id"], refused_fact["name"]) == ("order_number", "订单号")
        assert (refused_fact["by"], refused_fact["reason"]) == ("小周", "小票丢了，后台也翻不到")
        assert "order_number" not in [it["id"] for it in shown["missing"]]
        assert "order_number" not in (await merchant.case())["missing"]
        line = "商户提供不了：订单号（客服登记），原因：小票丢了，后台也翻不到"
        assert line in await talk.lines()
        summary = await talk.get("/summary")
        said = "订单号：给不了（客服 小周 登记：小票丢了，后台也翻不到）"
        assert said in [it["text"] for it in summary["facts"]]
        assert "订单号" not in str([it["text"] for it in summary["open"]])

    async def test_said_again_nothing_changes(self, talk):
        await self.says_so(talk, "order_number")
        await self.says_so(talk, "order_number")
        lines = [it for it in await talk.lines() if it.startswith("商户提供不了")]
        assert len(lines) == 1

    async def test_found_after_all_it_is_filled_in(self, talk):
        await self.says_so(talk, "order_number")
        await talk.does("/facts", facts={"order_number": "POS20261121"}, reason="又找到了")
        assert (await talk.get())["refused"] == []
        assert (await talk.facts())["order_number"]["words"] == "POS20261121"

    async def test_with_what_is_known_in_one_go(self, talk):
        facts = {"amount": "12", "order_number": None}
        await talk.does("/facts", facts=facts, reason="商户只记得数目")
        assert set(await talk.facts()) == {"amount"}
        assert [it["id"] for it in (await talk.get())["refused"]] == ["order_number"]

    @pytest.mark.parametrize("fact", ["amount", "terminal_number", "shoe_size"])
    async def test_what_is_there_or_never_asked_for_is_refused(self, talk, fact):
        await talk.does("/facts", facts={"amount": "12"}, reason=WHY)
        answer = await talk.tries("/facts", {"facts": {fact: None}, "reason": WHY})
        assert refused(answer) == (422, "bad_field")
        assert answer.json()["error"]["field"] == fact
        assert (await talk.get())["refused"] == []

    async def test_one_that_the_merchant_said_is_theirs(self, merchant, agent):
        await merchant.taps("1-1")
        await merchant.says("没有单号", wait=True)
        shown = await Talk(agent, merchant.id).get()
        said = [(it["id"], it["by"], it["reason"]) for it in shown["refused"]]
        assert said in ([], [("order_number", "商户", None)])

    async def test_the_bot_asks_no_more_when_it_is_back(self, talk, merchant):
        every = [it["id"] for it in (await talk.get())["missing"]]
        await self.says_so(talk, *every)
        assert (await talk.get())["missing"] == []
        await talk.does("/hand-back", word="")
        asked = [it["text"] for it in await merchant.sees() if it["actor"] == "bot"][-1]
        assert "单号发我" not in asked


class TestSteps:
    async def test_a_step_is_ticked_by_the_agent(self, talk):
        await talk.does("/steps/keep_slip", outcome="done")
        step = (await talk.steps())["keep_slip"]
        assert (step["state"], step["by"], step["mandatory"]) == ("done", "小周", True)
        assert step["at"]
        assert step["do"]
        assert step["source"]

    async def test_one_that_the_merchant_did_is_the_merchants(self, merchant, agent):
        await merchant.taps("1-1")
        case = await merchant.case()
        todo = next(it["id"] for it in case["steps"] if it["phase"] == "verify")
        answer = await merchant.post({"client_message_id": "1", "done_step": todo}, wait=True)
        assert answer.status_code == 201, answer.text
        assert (await Talk(agent, merchant.id).steps())[todo]["by"] == "商户"

    async def test_skipping_needs_a_reason(self, talk):
        answer = await talk.tries("/steps/keep_slip", {"outcome": "skipped", "reason": ""})
        assert refused(answer) == (422, "bad_field")
        await talk.does("/steps/keep_slip", outcome="skipped", reason="小票早丢了")
        assert (await talk.steps())["keep_slip"]["state"] == "skipped"
        assert any("小票早丢了" in line for line in await talk.lines())

    async def test_it_may_be_done_again(self, talk):
        await talk.does("/steps/keep_slip", outcome="done")
        await talk.does("/steps/keep_slip", outcome="reopened", reason="照片糊了")
        assert (await talk.steps())["keep_slip"]["state"] in ("todo", "now")
        again = await talk.tries("/steps/keep_slip", {"outcome": "reopened", "reason": ""})
        assert refused(again) == (422, "bad_field")

    @pytest.mark.parametrize("step", ["no_such_step", "find_charge", "go_to_court", "wait_reply"])
    async def test_what_is_not_to_be_ticked_now_is_not(self, talk, step):
        answer = await talk.tries(f"/steps/{step}", {"outcome": "done", "reason": ""})
        assert refused(answer) == (422, "bad_field")

    async def test_the_case_walks_through_its_phases(self, talk, merchant):
        """Facts, then every step of each phase: waiting begins with a day set, and then goes up."""
        facts = {
            "amount": "12",
            "order_number": "POS20261121",
            "transaction_time": "11月20日 15:00",
        }
        await talk.does("/facts", facts={**facts, "overcharge_kind": "rate"}, reason=WHY)
        for phase in ("verify", "contact", "submit"):
            assert (await merchant.case())["phase"] == phase
            for step in (await talk.steps()).values():
                if step["phase"] == phase and step["state"] != "done":
                    await talk.does(f"/steps/{step['id']}", outcome="done")
        case = await merchant.case()
        assert (case["phase"], case["due_at"] is not None) == ("wait", True)
        await talk.does("/steps/wait_reply", outcome="done", reason="他们说不退")
        case = await merchant.case()
        assert (case["phase"], case["due_at"]) == ("escalate", None)
        assert "等候结束：对方拒绝，原因：他们说不退" in await talk.lines()
        kinds = {it["kind"] for it in await talk.entries() if it["actor"] == "agent"}
        assert "limit_warned" not in kinds


async def test_when_the_bot_is_back_it_goes_on_from_there(talk, merchant):
    facts = {"amount": "12", "order_number": "POS20261121", "transaction_time": "11月20日 15:00"}
    await talk.does("/facts", facts={**facts, "overcharge_kind": "rate"}, reason=WHY)
    for step in (await talk.steps()).values():
        if step["phase"] == "verify":
            await talk.does(f"/steps/{step['id']}", outcome="done")
    await talk.does("/hand-back", word="")
    said = (await merchant.sees())[-1]
    assert said["actor"] == "bot"
    assert (await merchant.case())["phase"] == "contact"


async def test_a_turn_that_was_running_alters_nothing_of_the_agents(
    monkeypatch, rasa, merchant, agent, console
):
    """The merchant's message was being answered when the agent took over and corrected the sum."""
    await merchant.taps("1-1")
    waiting = asyncio.Event()

    async def later(request):
        answer = await rasa.answer(request)
        await waiting.wait()
        return answer

    monkeypatch.setattr(rasa, "behaviour", later)
    asked = rasa.asked
    asked.clear()
    body = {"client_message_id": "f", "facts": {"amount": "99"}}
    sending = asyncio.create_task(merchant.post(body, wait=True))
    await asyncio.wait_for(asked.wait(), 5)
    talk = await Talk.claims(agent, merchant.id)
    await talk.does("/facts", facts={"amount": "12", "order_number": "POS20261121"}, reason=WHY)
    waiting.set()
    await sending
    facts = await talk.facts()
    assert facts["amount"]["words"].startswith("12 ")
    assert facts["order_number"]["words"] == "POS20261121"
    assert (facts["amount"]["by"], facts["amount"]["origin"]) == ("小周", "agent")


async def test_two_corrections_at_once_are_both_kept(talk):
    bodies = [{"amount": "12"}, {"order_number": "POS20261121"}, {"transaction_time": "昨天"}]
    await asyncio.gather(*(talk.does("/facts", facts=it, reason=WHY) for it in bodies))
    assert set(await talk.facts()) == {"amount", "order_number", "transaction_time"}


class TestHiddenNumbers:
    async def reveals(self, talk: Talk, seq: int, **more):
        return await talk.tries("/reveal", {"seq": seq, "name": "phone-1", "reason": WHY, **more})

    async def test_it_is_shown_and_on_record(self, merchant, agent):
        seq = (await merchant.says("我电话 13912345678"))["message"]["seq"]
        talk = await Talk.claims(agent, merchant.id)
        answer = await self.reveals(talk, seq)
        assert answer.json() == {"value": "13912345678"}
        assert f"查看完整号码：第 {seq} 条的电话 1，原因：{WHY}" in await talk.lines()

    async def test_only_the_holder_and_a_supervisor(self, merchant, agent, supervisor):
        seq = (await merchant.says("我电话 13912345678"))["message"]["seq"]
        assert refused(await self.reveals(Talk(agent, merchant.id), seq)) == (409, "not_held")
        assert (await self.reveals(Talk(supervisor, merchant.id), seq)).status_code == 200

    @pytest.mark.parametrize("name", ["phone-2", "content", "identity-1", "x"])
    async def test_nothing_else_is_opened(self, console, merchant, agent, name):
        seq = (await merchant.says("我电话 13912345678"))["message"]["seq"]
        talk = await Talk.claims(agent, merchant.id)
        assert refused(await self.reveals(talk, seq, name=name)) == (404, "nothing_there")
        with console_of(console).desk.database.read() as connection:
            assert log.of_kinds(connection, merchant.id, ("number_revealed",)) == []

    async def test_nor_what_was_taken_back(self, merchant, agent):
        seq = (await merchant.says("我电话 13912345678"))["message"]["seq"]
        talk = await Talk.claims(agent, merchant.id)
        await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
        assert refused(await self.reveals(talk, seq)) == (404, "nothing_there")


async def test_a_pack_by_an_agent_is_on_record_with_their_name(talk, merchant):
    answer = await talk.staff.get(f"{talk.path}/pack")
    assert answer.headers["content-type"] == "application/zip"
    [taken] = [it for it in await talk.entries() if it["kind"] == "pack_taken"]
    assert (taken["by"], taken["actor"]) == ("小周", "agent")
    assert taken["line"].startswith("取走证据包：遮盖版")
    await talk.says("材料我看过了")
    pack = await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)
    files = ZipFile(io.BytesIO(pack.content))
    assert "客服 小周" in files.read("系统与保管记录.html").decode()
    openings = json.loads(files.read("data/openings.json"))
    named = [one["content"]["value"].get("agent", {}).get("name") for one in openings.values()]
    assert "小周" in named
