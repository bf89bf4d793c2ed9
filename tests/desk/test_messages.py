import re
from datetime import datetime

from merchant import Merchant, choice

FAMILIES = 5


async def test_a_conversation_begins_with_the_greeting_and_the_five_problems(http):
    answer = await http.post("/api/v1/conversations", content=b"")
    opened = answer.json()
    [greeting] = opened["messages"]
    assert answer.status_code == 201
    assert opened["case_number"] is None
    assert (greeting["seq"], greeting["actor"], greeting["in_reply_to"]) == (1, "bot", None)
    assert "账房" in greeting["text"]
    assert [it["id"] for it in greeting["choices"]] == [f"1-{n}" for n in range(1, FAMILIES + 1)]


async def test_a_message_is_put_on_record_and_answered(merchant):
    sent = await merchant.says("  POS 机多扣了我 12 块\r\n怎么办  ", wait=True)
    message, [reply] = sent["message"], sent["replies"]
    assert message["text"] == "POS 机多扣了我 12 块\n怎么办"
    assert message["actor"] == "merchant"
    assert reply["in_reply_to"] == message["seq"]
    assert reply["text"] == f"收到：{message['text']}"
    assert sent["receipt"]["seq"] == message["seq"]
    assert re.fullmatch("[0-9a-f]{64}", sent["receipt"]["leaf_hash"])
    assert sent["case"]["status"] == "none"
    assert await merchant.sees() == [*merchant.opened["messages"], message, reply]


async def test_without_wait_the_answer_holds_only_message_and_receipt(merchant):
    assert set(await merchant.says("在吗")) == {"message", "receipt"}


async def test_the_transcript_can_be_had_from_any_place(merchant):
    sent = await merchant.says("在吗", wait=True)
    assert await merchant.sees(after=sent["message"]["seq"]) == sent["replies"]


async def test_rasa_gets_the_conversation_the_time_and_unused_numbers(merchant, rasa):
    sent = await merchant.says("/greet{}", wait=True)
    [request] = rasa.requests
    metadata = request["metadata"]
    assert request["message"] == metadata["text"] == "/greet{}"
    assert metadata["kind"] == "text"
    assert metadata["conversation"]["cases"] == []
    assert metadata["now"] == sent["message"]["at"]
    assert datetime.fromisoformat(metadata["now"]).utcoffset().total_seconds() == 8 * 3600
    assert len(set(metadata["numbers"])) == 3


async def test_every_attempt_has_a_sender_of_its_own(merchant, rasa):
    await merchant.says("一", wait=True)
    await merchant.says("二", wait=True)
    assert len({request["sender"] for request in rasa.requests}) == 2


async def test_a_tapped_choice_is_logged_by_its_label_and_sent_as_its_payload(
    merchant, rasa, knowledge
):
    [greeting] = merchant.opened["messages"]
    label = knowledge.guides["overcharged"].in_their_words
    sent = await merchant.taps(choice(greeting, label))
    assert sent["message"]["text"] == label
    assert rasa.requests[0]["message"] == "/overcharged"
    assert rasa.requests[0]["metadata"]["kind"] == "choice"
    assert rasa.requests[0]["metadata"]["text"] == label
    assert "payload" not in str(await merchant.sees())


async def test_a_case_opens_moves_on_and_is_remembered(merchant, rasa):
    opened = await merchant.taps("1-1")
    case = opened["case"]
    assert (case["status"], case["phase"]) == ("open", "verify")
    assert case == await merchant.case()
    offered = opened["replies"][-1]
    moved = await merchant.taps(offered["choices"][0]["id"])
    assert moved["case"]["number"] == case["number"]
    assert rasa.requests[1]["metadata"]["conversation"]["current"] == case["number"]


async def test_messages_of_one_conversation_are_answered_in_order(merchant, rasa):
    sent = [await merchant.says(f"第 {n} 条") for n in range(6)]
    last = await merchant.says("最后一条", wait=True)
    assert rasa.texts == [it["message"]["text"] for it in [*sent, last]]
    answered = [m["in_reply_to"] for m in await merchant.sees() if m["in_reply_to"]]
    assert answered == [it["message"]["seq"] for it in [*sent, last]]


async def test_with_dev_a_request_sets_its_time_and_the_turn_runs_then(start_desk, rasa):
    async with start_desk(dev=True) as http:
        merchant = await Merchant.arrives(http, **{"X-Now": "2026-11-22T10:00:00+08:00"})
        sent = await merchant.says("在吗", wait=True, **{"X-Now": "2026-12-01T02:30:00Z"})
        refused = await merchant.post(
            {"client_message_id": "x", "text": "在吗"}, **{"X-Now": "昨天".encode()}
        )
    assert merchant.opened["messages"][0]["at"] == "2026-11-22T10:00:00.000+08:00"
    assert sent["message"]["at"] == "2026-12-01T10:30:00.000+08:00"
    assert rasa.requests[0]["metadata"]["now"] == sent["message"]["at"]
    assert rasa.requests[0]["metadata"]["numbers"][0].startswith("ZF-20261201-")
    assert sent["replies"][0]["at"].startswith("2026-12-01T10:30:0")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_time")


async def test_without_dev_the_time_of_a_request_is_the_desk_s(merchant):
    sent = await merchant.says("在吗", **{"X-Now": "2020-01-01T00:00:00+08:00"})
    assert not sent["message"]["at"].startswith("2020")
