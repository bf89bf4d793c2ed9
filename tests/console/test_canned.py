"""Ready replies: those that come with the house, its own ones, and what they say in a case."""

from typing import Any

import pytest
from merchant import Merchant
from staff import Staff, console_of
from talk import Talk

from zhangfang.guides.quality import WordsRule, clause_that_breaks
from zhangfang.store import log

OWN = {"shortcut": "yc", "title": "银行催办", "text": "银行那边我催过了，{merchant}你留意短信。"}


async def replies(staff: Staff) -> dict[str, dict[str, Any]]:
    answer = await staff.get("/canned")
    assert answer.status_code == 200, answer.text
    return {it["shortcut"]: it for it in answer.json()["replies"]}


async def fill(staff: Staff, merchant: Merchant, reply: str) -> dict[str, Any]:
    answer = await staff.get(f"/conversations/{merchant.id}/canned/{reply}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_every_agent_finds_those_that_come_with_the_house(agent):
    found = await replies(agent)
    assert 15 <= len(found) <= 25
    assert all(it["builtin"] for it in found.values())
    families = {it["family"] for it in found.values() if it["family"]}
    assert len(families) == 5
    variables = (await agent.get("/canned")).json()["variables"]
    assert variables["due_day"] == "对方答复的日子"


def test_what_comes_with_the_house_breaks_none_of_its_rules(knowledge):
    """Whoever sends a ready reply must not be blamed for it."""
    for reply in knowledge.canned:
        for rule in knowledge.quality.rules:
            if isinstance(rule, WordsRule):
                assert clause_that_breaks(rule, reply.text) is None, (reply.text, rule.id)


async def test_a_reply_is_filled_in_as_bubbles_say_it(agent, merchant):
    await merchant.taps("1-1")
    said = {"client_message_id": "f", "facts": {"amount": "1288", "order_number": "TK20261121066"}}
    answer = await merchant.post(said, wait=True)
    assert answer.status_code == 201, answer.text
    number = (await merchant.case())["number"]

    assert await fill(agent, merchant, "check_facts") == {
        "text": "跟你对一下：金额 1288 元，时间【交易时间】，单号 TK20261121066。都对吗？",
        "missing": ["transaction_time"],
    }
    assert number in (await fill(agent, merchant, "case_number"))["text"]
    step = (await fill(agent, merchant, "now_step"))["text"]
    assert "【" not in step


async def test_the_agents_name_stands_without_blanks_and_no_case_is_needed(agent, merchant):
    assert await fill(agent, merchant, "hello") == {
        "text": "你好，我是小周，前面的话我都看过了，不用你再讲一遍。",
        "missing": [],
    }
    assert (await fill(agent, merchant, "due_day"))["missing"] == ["due_day"]


async def test_a_supervisor_makes_changes_and_ends_one_and_each_is_on_record(
    console, supervisor, agent
):
    made = await supervisor.post("/canned", json=OWN)
    assert made.status_code == 201, made.text
    reply = made.json()
    assert reply == {**OWN, "id": reply["id"], "family": None, "deeds": [], "builtin": False}
    assert (await replies(agent))["yc"] == reply

    changed = {**OWN, "title": "催银行", "deeds": ["say", "hand_back"], "family": "not_arrived"}
    answer = await supervisor.put(f"/canned/{reply['id']}", json=changed)
    assert (answer.status_code, answer.json()["deeds"]) == (200, ["say", "hand_back"])

    assert (await supervisor.delete(f"/canned/{reply['id']}")).status_code == 204
    assert "yc" not in await replies(agent)
    assert (await supervisor.delete(f"/canned/{reply['id']}")).status_code == 404

    with console_of(console).desk.database.read() as connection:
        events = log.of_kinds(connection, supervisor.id, ("canned_changed",))
    titles = [
        tuple(it.content[when] and it.content[when]["title"] for when in ("before", "after"))
        for it in events
    ]
    assert titles == [(None, "银行催办"), ("银行催办", "催银行"), ("催银行", None)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"shortcut": "nh"}, "shortcut"),
        ({"shortcut": "y c"}, "shortcut"),
        ({"text": "余额 {balance} 元"}, "text"),
        ({"text": " "}, "text"),
        ({"text": "你\x00好"}, "text"),
        ({"title": "\u200b"}, "title"),
        ({"shortcut": "y\x00"}, "shortcut"),
        ({"text": "放心，保证到账。"}, "text"),
        ({"family": "no_such"}, "family"),
        ({"deeds": ["say", "say"]}, "deeds"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(supervisor, changed, field):
    answer = await supervisor.post("/canned", json={**OWN, **changed})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


async def test_what_comes_with_the_house_is_changed_in_knowledge_only(supervisor):
    answer = await supervisor.put("/canned/hello", json=OWN)
    assert "自带的" in answer.json()["error"]["message"]
    assert (await supervisor.delete("/canned/hello")).status_code == 404
    assert (await supervisor.put("/canned/no-such", json=OWN)).status_code == 404


async def test_an_agent_may_use_them_and_not_make_them(agent, merchant):
    assert (await agent.post("/canned", json=OWN)).status_code == 403
    unknown = await agent.get(f"/conversations/{merchant.id}/canned/no-such")
    assert unknown.status_code == 404


async def test_what_is_left_to_fill_in_never_reaches_the_merchant(agent, merchant):
    """Whatever a page lets through. In an agent's own words brackets are brackets."""
    talk = await Talk.claims(agent, merchant.id)
    filled = await fill(agent, merchant, "check_facts")
    assert filled["missing"]
    body = {"client_message_id": "1", "text": filled["text"], "canned": "check_facts"}
    answer = await talk.tries("/messages", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "text")
    assert not [it for it in await merchant.sees() if it["actor"] == "agent"]
    await talk.says("小票上【金额】那一栏写的多少？")
    await talk.says("金额 12 元，对吗？", canned="check_facts")
