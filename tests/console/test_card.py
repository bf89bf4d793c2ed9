"""The assistant's card: what was read, where, why, what is missing, and what could be said next."""

from typing import Any

import pytest
from merchant import Merchant
from staff import Staff, console_of

from zhangfang.desk import holding

COMPLAINT = "昨天刷了 1288 一直没到账"
READ = {
    "intent": {"name": "not_arrived", "confidence": 0.97},
    "ranking": [["not_arrived", 0.97], ["overcharged", 0.02], ["greet", 0.0001]],
    "entities": [
        {"entity": "amount", "value": "1288", "start": 5, "end": 9, "said": "1288"},
        {"entity": "transaction_time", "value": "2026-11-21", "start": 0, "end": 2, "said": "昨天"},
        {"entity": "question", "value": "how_long_payout", "score": 0.71, "start": 0, "end": 13},
    ],
}
NEAREST = [{"text": "昨晚刷的没到账", "intent": "not_arrived", "nearness": 0.91}]


@pytest.fixture
def reads(rasa):
    """A Rasa that reads the complaint."""
    rasa.readings[COMPLAINT] = READ
    rasa.nearest = NEAREST
    return rasa


async def card(agent: Staff, merchant: Merchant, seq: int) -> dict[str, Any]:
    answer = await agent.get(f"/conversations/{merchant.id}/card/{seq}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def says(merchant: Merchant, text: str) -> int:
    """The seq of a message that has had its turn."""
    seq: int = (await merchant.says(text, wait=True))["message"]["seq"]
    return seq


async def opens_a_case(merchant: Merchant) -> int:
    """By tapping a family, then its case's first answer. The seq of the tap."""
    tapped = await merchant.taps("1-1")
    seq: int = tapped["message"]["seq"]
    return seq


def is_claimed(agent: Staff, merchant: Merchant) -> None:
    desk = console_of(agent.http).desk
    with desk.database.write() as connection:
        holder = holding.Agent(agent.id, agent.name)
        holding.claim(connection, desk.sources, merchant.id, holder, desk.clock())


def ids(found: dict[str, Any]) -> list[str]:
    return [it["id"] for it in found["suggestions"]]


async def test_a_card_says_what_was_read_and_where(reads, merchant, agent) -> None:
    """Intents by their names with runners-up, facts marked in the text, and the nearest examples."""
    found = await card(agent, merchant, await says(merchant, COMPLAINT))
    assert found["read"] is True
    assert found["sure"] is True
    intents = [(it["name"], it["confidence"]) for it in found["intents"]]
    assert intents == [("不到账", 0.97), ("多扣费", 0.02)]
    marked = {it["label"]: found["text"][it["start"] : it["end"]] for it in found["entities"]}
    assert marked == {"交易时间": "昨天", "金额": "1288"}
    assert found["nearest"] == [{**NEAREST[0], "intent_name": "不到账"}]


async def test_the_bots_turn_is_explained_with_its_source(merchant, agent) -> None:
    """What the message led to, in words, with the line of knowledge/ behind it."""
    found = await card(agent, merchant, await opens_a_case(merchant))
    lines = [it["line"] for it in found["why"]]
    assert lines[0] == "商户点的是按钮，不用猜。"
    assert any(line.startswith("登记案件 ZF-") for line in lines)
    [asking] = [it for it in found["why"] if it["line"].startswith("询问：")]
    assert asking["source"].startswith("knowledge/")
    assert [it["id"] for it in found["missing"]][:1]
    assert found["suggestions"][0]["kind"] in ("ask", "step")


async def test_in_human_mode_the_card_has_the_bots_own_proposal(reads, merchant, agent) -> None:
    """The bot is silent, nothing has happened to the case, and what it would say can be taken."""
    is_claimed(agent, merchant)
    seq = await says(merchant, COMPLAINT)
    found = await card(agent, merchant, seq)
    assert found["read"] is True
    assert found["nearest"]
    assert ids(found) == [
        "answer:how_long_payout",
        "say:heard.not_arrived",
        "ask:not_arrived.order_number",
    ]
    assert "人工在接待" in found["why"][0]["line"]
    assert (await merchant.case())["number"] is None
    answer = found["suggestions"][0]
    assert answer["confidence"] == 0.71
    assert answer["source"].startswith("knowledge/faq/common.yml:")
    assert "级" in answer["source"]


async def test_an_unsure_reading_is_said_to_be_one(rasa, merchant, agent) -> None:
    """With what it looks like, and the question which problem it is."""
    text = "钱不对"
    rasa.readings[text] = {
        "intent": {"name": "overcharged", "confidence": 0.41},
        "ranking": [["overcharged", 0.41], ["not_arrived", 0.38]],
        "entities": [],
    }
    is_claimed(agent, merchant)
    found = await card(agent, merchant, await says(merchant, text))
    assert found["sure"] is False
    assert "把握不到 60%" in found["why"][0]["line"]
    assert ids(found) == ["say:which_family"]
    assert "4. " in found["suggestions"][0]["text"]


async def test_without_rasa_a_card_does_without_examples(reads, merchant, agent) -> None:
    """What was read is kept with the turn."""
    seq = await says(merchant, COMPLAINT)
    reads.behaviour = reads.fail
    found = await card(agent, merchant, seq)
    assert found["read"] is True
    assert found["nearest"] == []


async def test_a_message_that_waits_is_not_read_yet(reads, merchant, agent) -> None:
    """The card says so, and has the text."""
    reads.behaviour = reads.hang
    sent = await merchant.says(COMPLAINT)
    found = await card(agent, merchant, sent["message"]["seq"])
    assert found["read"] is False
    assert found["text"] == COMPLAINT
    assert found["intents"] == []


async def test_there_is_no_card_of_anything_else(reads, merchant, agent) -> None:
    """Not of the bot's words, not of what was taken back, not of what never was."""
    seq = await says(merchant, COMPLAINT)
    path = f"/conversations/{merchant.id}/card"
    for other in (1, 999):
        assert (await agent.get(f"{path}/{other}")).status_code == 404
    taken = await merchant.http.post(
        f"{merchant.path}/messages/{seq}/recall", json={}, headers=merchant.auth
    )
    assert taken.status_code == 201, taken.text
    assert (await agent.get(f"{path}/{seq}")).status_code == 404
    assert (await agent.get(f"/conversations/{'0' * 32}/card/{seq}")).status_code == 404


async def test_a_verdict_is_kept_and_shown(reads, merchant, agent, colleague) -> None:
    """A rejection needs its reason; the latest verdict counts."""
    is_claimed(agent, merchant)
    seq = await says(merchant, COMPLAINT)
    path = f"/conversations/{merchant.id}/card/{seq}/verdict"
    bare = {"suggestion": "answer:how_long_payout", "verdict": "rejected"}
    refused = await agent.post(path, json=bare)
    assert refused.status_code == 422
    assert refused.json()["error"]["field"] == "reason"
    kept = await agent.post(path, json={**bare, "reason": "他问的不是这个"})
    assert kept.status_code == 200, kept.text
    first = (await card(agent, merchant, seq))["suggestions"][0]
    assert (first["id"], first["verdict"]) == ("answer:how_long_payout", "rejected")
    again = {"suggestion": "answer:how_long_payout", "verdict": "accepted"}
    assert (await agent.post(path, json=again)).status_code == 200
    assert (await card(agent, merchant, seq))["suggestions"][0]["verdict"] == "accepted"
    unknown = {"suggestion": "answer:no_such", "verdict": "accepted"}
    assert (await agent.post(path, json=unknown)).status_code == 404
    assert (await colleague.post(path, json=again)).status_code == 404  # held by another


async def test_what_was_read_of_half_a_number_is_forgotten_with_it(rasa, merchant, agent) -> None:
    """The second half shows that the first was a telephone: the reading goes with the text."""
    half = {"entity": "order_number", "value": "138123", "start": 3, "end": 9, "said": "138123"}
    rasa.readings["电话是 138123"] = {
        "intent": {"name": "inform", "confidence": 0.9},
        "ranking": [],
        "entities": [half],
    }
    seq = await says(merchant, "电话是 138123")
    first = await card(agent, merchant, seq)
    assert first["entities"]
    await says(merchant, "45678")
    found = await card(agent, merchant, seq)
    assert "138123" not in str(found)
