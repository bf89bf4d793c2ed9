"""Corrections of readings: on record, reviewed by a supervisor, and never learnt by themselves."""

from typing import Any

import pytest
from merchant import Merchant
from staff import Staff

SAID = "刷了 1288 昨天的，钱没影了，打我 13812345678"
READ = {
    "intent": {"name": "overcharged", "confidence": 0.7},
    "ranking": [["overcharged", 0.7], ["not_arrived", 0.2]],
    "entities": [{"entity": "amount", "value": "1288", "start": 3, "end": 7, "said": "1288"}],
}


@pytest.fixture
async def said(rasa, merchant) -> int:
    """A message that was read wrong; the desk has masked it."""
    masked = "刷了 1288 昨天的，钱没影了，打我 138****5678"
    rasa.readings[masked] = READ
    answer = await merchant.says(SAID, wait=True)
    assert answer["message"]["text"] == masked
    seq: int = answer["message"]["seq"]
    return seq


async def corrects(agent: Staff, merchant: Merchant, seq: int, **what: Any) -> Any:
    body = {"seq": seq, "reason": "明明是钱没到", **what}
    return await agent.post(f"/conversations/{merchant.id}/corrections", json=body)


async def the_list(lead: Staff, **query: str) -> list[dict[str, Any]]:
    answer = await lead.get("/corrections", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["corrections"]
    return found


async def decides(lead: Staff, correction: str, **deciding: Any) -> Any:
    return await lead.post(f"/corrections/{correction}/decision", json=deciding)


async def test_a_correction_stands_on_the_review_list(said, merchant, agent, supervisor) -> None:
    """With the message as it is on record, what was read, and a sentence without its figures."""
    answer = await corrects(agent, merchant, said, intent="not_arrived")
    assert answer.status_code == 201, answer.text
    [found] = await the_list(supervisor, state="open")
    assert (found["was"], found["should_be"]) == ("多扣费", "不到账")
    assert found["by"]["name"] == "小周"
    assert found["text"].endswith("打我 138****5678")
    assert "1288" not in found["sentence"]
    assert "*" not in found["sentence"]
    assert found["sentence"].startswith("刷了 ")
    card = await agent.get(f"/conversations/{merchant.id}/card/{said}")
    assert card.json()["corrected"] == "不到账"


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({}, "intent"),
        ({"intent": "not_arrived", "fact": "amount"}, "intent"),
        ({"intent": "out_of_scope"}, "intent"),
        ({"intent": "no_such"}, "intent"),
        ({"fact": "no_such", "value": "1"}, "fact"),
        ({"fact": "amount", "value": "好多"}, "value"),
    ],
    ids=str,
)
async def test_what_cannot_be_corrected_is_refused(said, merchant, agent, what, field) -> None:
    """One thing at a time, by its id, with a value that can be read."""
    answer = await corrects(agent, merchant, said, **what)
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == field


async def test_everything_that_can_be_corrected_to_is_listed(agent) -> None:
    """By its Chinese name; what is out of scope by its topic."""
    found = (await agent.get("/readable")).json()
    names = {it["id"]: it["name"] for it in found["intents"]}
    assert names["not_arrived"] == "不到账"
    assert names["out_of_scope/rates"] == "不归五类管：问费率"
    assert "out_of_scope" not in names
    assert {"id": "amount", "name": "金额"} in found["facts"]


async def test_only_a_supervisor_decides_and_once(said, merchant, agent, supervisor) -> None:
    """An agent may not; a rejection needs a reason; what was decided stays."""
    await corrects(agent, merchant, said, intent="not_arrived")
    [found] = await the_list(supervisor)
    assert (await agent.get("/corrections")).status_code == 403
    assert (await decides(agent, found["id"], accept=True)).status_code == 403
    assert (await decides(supervisor, found["id"], accept=False)).status_code == 422
    done = await decides(supervisor, found["id"], accept=False, reason="确实是多扣")
    assert done.status_code == 200, done.text
    assert (done.json()["state"], done.json()["decided_by"]["name"]) == ("rejected", "吴主管")
    assert (await decides(supervisor, found["id"], accept=True)).status_code == 409
    assert (await decides(supervisor, "nothing", accept=True)).status_code == 404


async def test_a_sentence_with_something_personal_is_not_accepted(
    said, merchant, agent, supervisor
) -> None:
    """Neither a number that can be read nor the stars of one; the sentence as offered is fit."""
    await corrects(agent, merchant, said, intent="not_arrived")
    [found] = await the_list(supervisor)
    for text in (
        "打我 13812345678 没到账",
        "打我 138****5678 没到账",
        "没",
        "[1288](amount) 没到账",
    ):
        refused = await decides(supervisor, found["id"], accept=True, text=text)
        assert refused.status_code == 422, text
        assert refused.json()["error"]["field"] == "text"
    done = await decides(supervisor, found["id"], accept=True)
    assert done.status_code == 200, done.text
    assert done.json()["sentence"] == found["sentence"]


async def test_a_fact_is_learnt_with_the_figures_of_the_sentence(
    said, merchant, agent, supervisor
) -> None:
    """The figures are exchanged in both; where that cannot be told, the value is asked for."""
    assert (await corrects(agent, merchant, said, fact="amount", value="1288")).status_code == 201
    [found] = await the_list(supervisor)
    done = (await decides(supervisor, found["id"], accept=True)).json()
    assert done["value"] != "1288"
    assert f" {done['value']} " in done["sentence"]
    await corrects(agent, merchant, said, fact="transaction_time", value="11月20日")
    [found, _] = await the_list(supervisor)
    asked = await decides(supervisor, found["id"], accept=True)
    assert asked.json()["error"]["field"] == "value"
    given = await decides(supervisor, found["id"], accept=True, value="2026-11-21")
    assert given.json()["value"] == "2026-11-21"


async def test_erasing_takes_open_corrections_along(said, merchant, agent, supervisor) -> None:
    """A sentence that was accepted is nobody's any more, and stays."""
    await corrects(agent, merchant, said, intent="not_arrived")
    await corrects(agent, merchant, said, fact="amount")
    [first, second] = await the_list(supervisor)
    kept = next(it for it in (first, second) if it["what"] == "intent")
    await decides(supervisor, kept["id"], accept=True, text="钱没影了")
    erased = await merchant.http.post(
        f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True}
    )
    assert erased.status_code == 200, erased.text
    [left] = await the_list(supervisor)
    assert (left["id"], left["text"], left["reason"]) == (kept["id"], "钱没影了", "")


async def test_the_same_is_said_once(said, merchant, agent, colleague, supervisor) -> None:
    """While nobody has decided; another meaning is another correction."""
    await corrects(agent, merchant, said, intent="not_arrived")
    again = await corrects(colleague, merchant, said, intent="not_arrived")
    assert (again.status_code, again.json()["error"]["field"]) == (422, "intent")
    assert (await corrects(agent, merchant, said, intent="wrong_refund")).status_code == 201
    sentences = {it["sentence"] for it in await the_list(supervisor)}
    assert len(sentences) == 1
