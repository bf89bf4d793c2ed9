"""The assistant's card: what was read, where, why, what is missing, and what could be said next."""

from typing import Any
from uuid import uuid4

import pytest
from merchant import Merchant
from staff import Staff, console_of

from zhangfang.desk import holding
from zhangfang.desk.hold_record import Agent

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
        holder = Agent(agent.id, agent.name)
        holding.claim(connection, desk.sources, merchant.id, holder, desk.clock())


async def greets(agent: Staff, merchant: Merchant) -> None:
    """The agent takes the conversation, and says a first word."""
    is_claimed(agent, merchant)
    await speaks(agent, merchant, "我来看看")


async def speaks(agent: Staff, merchant: Merchant, text: str) -> None:
    body = {"client_message_id": uuid4().hex, "text": text}
    answer = await agent.post(f"/conversations/{merchant.id}/messages", json=body)
    assert answer.status_code == 201, answer.text


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
    """The bot is silent, nothing has happened to the case, and what it would say can be taken.

    Who complains is heard first; what answers a question they did not put comes behind.
    """
    await greets(agent, merchant)
    seq = await says(merchant, COMPLAINT)
    found = await card(agent, merchant, seq)
    assert found["read"] is True
    assert found["nearest"]
    assert ids(found) == [
        "say:heard.not_arrived",
        "ask:not_arrived.order_number",
        "answer:how_long_payout",
    ]
    assert "人工在接待" in found["why"][0]["line"]
    assert (await merchant.case())["number"] is None
    answer = found["suggestions"][2]
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
    await greets(agent, merchant)
    found = await card(agent, merchant, await says(merchant, text))
    assert found["sure"] is False
    assert found["missing"] is None
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
    await greets(agent, merchant)
    seq = await says(merchant, COMPLAINT)
    path = f"/conversations/{merchant.id}/card/{seq}/verdict"
    bare = {"suggestion": "answer:how_long_payout", "verdict": "rejected"}
    refused = await agent.post(path, json=bare)
    assert refused.status_code == 422
    assert refused.json()["error"]["field"] == "reason"
    kept = await agent.post(path, json={**bare, "reason": "他问的不是这个"})
    assert kept.status_code == 200, kept.text
    judged = {it["id"]: it["verdict"] for it in (await card(agent, merchant, seq))["suggestions"]}
    assert judged["answer:how_long_payout"] == "rejected"
    again = {"suggestion": "answer:how_long_payout", "verdict": "accepted"}
    assert (await agent.post(path, json=again)).status_code == 200
    judged = {it["id"]: it["verdict"] for it in (await card(agent, merchant, seq))["suggestions"]}
    assert judged["answer:how_long_payout"] == "accepted"
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


AMOUNT = {
    "intent": {"name": "inform", "confidence": 0.98},
    "ranking": [["inform", 0.98]],
    "entities": [{"entity": "amount", "value": "1288", "start": 0, "end": 4, "said": "1288"}],
}


async def test_where_a_rule_decided_it_says_so(rasa, merchant, agent) -> None:
    """The classifier's word does not count then, and no example explains anything."""
    rasa.readings["1288"] = {
        **AMOUNT,
        "intent": {"name": "inform", "confidence": 1.0},
        "ranking": [["inform", 1.0], ["out_of_scope", 0.67], ["goodbye", 0.01]],
    }
    rasa.readings["1288"]["entities"] = [
        *AMOUNT["entities"],
        {"entity": "question", "value": "night_cutoff", "score": 0.47, "start": 0, "end": 4},
    ]
    rasa.nearest = [{"text": "88", "intent": "goodbye", "nearness": 1.0}]
    found = await card(agent, merchant, await says(merchant, "1288"))
    assert [it["id"] for it in found["intents"]] == ["inform"]
    assert found["nearest"] == []
    assert "按规则" in found["why"][0]["line"]
    assert not [it for it in ids(found) if it.startswith("answer:")]


async def test_the_likelihoods_never_add_up_to_more_than_one(rasa, merchant, agent) -> None:
    """What a rule has lifted takes its share from the others."""
    rasa.readings["上周五扣的"] = {
        "intent": {"name": "inform", "confidence": 0.9},
        "ranking": [["inform", 0.9], ["overcharged", 0.6], ["affirm", 0.3]],
        "entities": [],
    }
    found = await card(agent, merchant, await says(merchant, "上周五扣的"))
    shares = [round(it["confidence"], 3) for it in found["intents"]]
    assert shares == [0.9, 0.067, 0.033]


async def test_a_question_of_the_bots_is_not_answered_to_a_person(rasa, merchant, agent) -> None:
    """The bot asked for a fact; since then a colleague has spoken, and 打不通 is about a call."""
    await opens_a_case(merchant)
    await greets(agent, merchant)
    text = "那人电话打不通"
    rasa.readings[text] = {
        "intent": {"name": "stuck_step", "confidence": 0.98},
        "ranking": [],
        "entities": [],
    }
    before = (await merchant.case())["missing"]
    found = await card(agent, merchant, await says(merchant, text))
    assert [it["id"] for it in found["missing"]] == before
    assert not [it for it in ids(found) if it.startswith("say:without")]


async def test_who_asks_for_a_person_is_told_that_one_is_there(rasa, merchant, agent) -> None:
    """Though they were greeted before: they take the colleague for the bot."""
    await greets(agent, merchant)
    rasa.readings["转人工"] = {
        "intent": {"name": "ask_human", "confidence": 0.99},
        "ranking": [],
        "entities": [],
    }
    found = await card(agent, merchant, await says(merchant, "转人工"))
    assert ids(found)[0] == "say:canned.hello"


async def test_what_the_message_tells_is_not_asked_for_again(rasa, merchant, agent) -> None:
    """Nobody has taken it over into the case yet: the card looks one step ahead."""
    await opens_a_case(merchant)
    await greets(agent, merchant)
    rasa.readings["1288"] = AMOUNT
    found = await card(agent, merchant, await says(merchant, "1288"))
    assert "amount" not in [it["id"] for it in found["missing"]]
    assert not [it for it in ids(found) if it.endswith(".amount")]
    assert (await merchant.case())["facts"]["amount"] is None


async def test_what_was_told_a_person_before_is_not_asked_for_again(reads, merchant, agent) -> None:
    """Nothing of it is in the case, since the agent has taken nothing in."""
    await greets(agent, merchant)
    await says(merchant, COMPLAINT)
    number = "单号 TK20261121066"
    reads.readings[number] = {
        "intent": {"name": "inform", "confidence": 0.98},
        "ranking": [],
        "entities": [{"entity": "order_number", "value": "TK20261121066", "said": "TK20261121066"}],
    }
    found = await card(agent, merchant, await says(merchant, number))
    asked = {it.rpartition(".")[2] for it in ids(found) if it.startswith("ask:")}
    assert asked.isdisjoint({"amount", "order_number", "transaction_time"})
    assert "say:which_family" not in ids(found)
    assert (await merchant.case())["number"] is None


async def test_the_first_word_is_a_colleagues_own_name(reads, merchant, agent, colleague) -> None:
    """To who has just taken it, and to nobody else; once they have spoken, no more."""
    seq = await says(merchant, COMPLAINT)
    assert "say:canned.hello" not in ids(await card(agent, merchant, seq))
    is_claimed(agent, merchant)
    first = (await card(agent, merchant, seq))["suggestions"][0]
    assert (first["id"], first["title"]) == ("say:canned.hello", "接手打招呼")
    assert first["text"].startswith("你好，我是小周，")
    assert first["source"].startswith("knowledge/canned.yml:")
    await speaks(agent, merchant, first["text"])
    assert "say:canned.hello" not in ids(await card(agent, merchant, seq))


async def test_what_was_said_word_by_word_comes_last(reads, merchant, agent) -> None:
    """It may still be right, but hardly twice."""
    await greets(agent, merchant)
    first = await card(agent, merchant, await says(merchant, COMPLAINT))
    heard = first["suggestions"][1]
    assert heard["kind"] == "ask"
    await speaks(agent, merchant, heard["text"])
    again = await card(agent, merchant, await says(merchant, COMPLAINT))
    assert len(ids(again)) > 1
    assert ids(again)[-1] == heard["id"]


async def test_who_is_in_despair_is_asked_for_no_order_number(rasa, merchant, agent) -> None:
    """And no person promises to fetch a person."""
    await opens_a_case(merchant)
    await greets(agent, merchant)
    text = "我不想活了"
    rasa.readings[text] = {
        "intent": {"name": "out_of_scope", "confidence": 0.7},
        "ranking": [],
        "entities": [],
    }
    found = await card(agent, merchant, await says(merchant, text))
    assert ids(found) == ["say:danger.despair"]
    said = found["suggestions"][0]["text"]
    assert "12356" in said
    assert "真人" not in said


async def test_nothing_on_the_card_sends_anything(reads, merchant, agent) -> None:
    """Neither looking, nor any verdict, nor a ready reply, nor a search, nor a correction."""
    await greets(agent, merchant)
    seq = await says(merchant, COMPLAINT)
    found = await card(agent, merchant, seq)
    before = await merchant.sees()
    path = f"/conversations/{merchant.id}"
    for suggestion in ids(found):
        for verdict in ("accepted", "edited", "rejected"):
            body = {"suggestion": suggestion, "verdict": verdict, "reason": "试试"}
            assert (await agent.post(f"{path}/card/{seq}/verdict", json=body)).status_code == 200
    for reply in (await agent.get("/canned")).json()["replies"]:
        assert (await agent.get(f"{path}/canned/{reply['id']}")).status_code == 200
    assert (await agent.get("/knowledge", params={"q": "多久到账"})).status_code == 200
    wrong = {"seq": seq, "intent": "overcharged", "reason": "试试"}
    assert (await agent.post(f"{path}/corrections", json=wrong)).status_code == 201
    assert (await agent.get(f"{path}/summary")).status_code == 200
    assert await merchant.sees() == before


async def test_a_response_is_suggested_in_the_house_s_own_words(
    rasa, agent, administrator, merchant
):
    bye = {"name": "goodbye", "confidence": 0.97}
    rasa.readings["拜拜"] = {"intent": bye, "ranking": [["goodbye", 0.97]], "entities": []}
    await greets(agent, merchant)
    seq = await says(merchant, "拜拜")
    setup = (await administrator.get("/setup")).json()["setup"]
    texts = {"utter_goodbye": "慢走，生意兴隆。"}
    kept = await administrator.put("/setup", json={**setup, "texts": texts})
    assert kept.status_code == 200, kept.text
    found = {it["id"]: it["text"] for it in (await card(agent, merchant, seq))["suggestions"]}
    assert found["say:utter_goodbye"] == "慢走，生意兴隆。"
