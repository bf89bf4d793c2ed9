import asyncio
import time
from contextlib import AsyncExitStack

import pytest
from merchant import Merchant
from patience import HASTY, PATIENT

from zhangfang.desk.notices import RECORDED
from zhangfang.desk.settings import Waits

BREAKDOWNS = [
    "hang", "break_off", "answer_nothing", "fail", "die", "talk_nonsense", "close_no_case",
]  # fmt: skip


@pytest.fixture
async def http(start_desk):
    async with start_desk(HASTY, served=True) as client:
        yield client


def told(messages) -> list[str]:
    return [message["text"] for message in messages if message["actor"] == "system"]


def bot(messages) -> list[tuple[int, str]]:
    return [(m["in_reply_to"], m["text"]) for m in messages if m["actor"] == "bot"][1:]


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
async def test_a_turn_that_broke_off_leaves_nothing_and_is_answered_once_later(
    merchant, rasa, breakdown
):
    rasa.behaviour = getattr(rasa, breakdown)
    sent = await merchant.says("多扣了", wait=True)
    assert [(m["actor"], m["text"]) for m in sent["replies"]] == [("system", RECORDED)]
    assert bot(await merchant.sees()) == []
    rasa.behaviour = rasa.answer
    last = await merchant.says("在吗", wait=True)
    expected = [(sent["message"]["seq"], "收到：多扣了"), (last["message"]["seq"], "收到：在吗")]
    assert bot(await merchant.sees()) == expected


async def test_while_rasa_is_away_messages_wait_and_are_answered_in_order(merchant, rasa):
    await rasa.stop()
    first = await merchant.says("第一条", wait=True)
    second = await merchant.says("第二条", wait=True)
    assert first["replies"] == second["replies"]
    assert told(await merchant.sees()) == [RECORDED]
    await rasa.start()
    third = await merchant.says("第三条", wait=True)
    while len(bot(await merchant.sees())) < 3:
        third = await merchant.says("再来", wait=True)
    answered = [seq for seq, _ in bot(await merchant.sees())]
    sent = [m["seq"] for m in await merchant.sees() if m["actor"] == "merchant"]
    assert answered[:3] == sent[:3]
    assert third["replies"]
    assert told(await merchant.sees()) == [RECORDED]


async def test_a_second_outage_is_told_again(merchant, rasa):
    for _ in range(2):
        rasa.behaviour = rasa.fail
        await merchant.says("在吗", wait=True)
        rasa.behaviour = rasa.answer
        await merchant.says("好了吗", wait=True)
    assert told(await merchant.sees()) == [RECORDED, RECORDED]


async def test_one_conversation_s_trouble_does_not_hold_up_another(http, merchant, rasa):
    async def hang_for_some(request):
        hanging = request["metadata"]["text"] == "卡住"
        return await (rasa.hang if hanging else rasa.answer)(request)

    rasa.behaviour = hang_for_some
    await merchant.says("卡住")
    other = await Merchant.arrives(http)
    sent = await other.says("在吗", wait=True)
    assert sent["replies"][0]["actor"] == "bot"


async def test_a_message_sent_again_after_the_outage_gets_its_answer(merchant, rasa):
    body = {"client_message_id": "a", "text": "多扣了"}
    rasa.behaviour = rasa.fail
    during = (await merchant.post(body, wait=True)).json()
    rasa.behaviour = rasa.answer
    await merchant.says("在吗", wait=True)
    after = (await merchant.post(body, wait=True)).json()
    assert during["message"] == after["message"]
    assert during["receipt"] == after["receipt"]
    assert [reply["text"] for reply in after["replies"]] == ["收到：多扣了"]


async def test_messages_that_waited_when_the_desk_stopped_are_answered_by_the_next(
    start_desk, rasa
):
    rasa.behaviour = rasa.hang
    async with start_desk(HASTY) as http:
        merchant = await Merchant.arrives(http)
        sent = [await merchant.says(text) for text in ("一", "二", "三")]
    rasa.behaviour = rasa.answer
    async with start_desk() as http:
        merchant = merchant.at(http)
        last = await merchant.says("四", wait=True)
        messages = await merchant.sees()
    expected = [it["message"]["seq"] for it in [*sent, last]]
    assert [seq for seq, _ in bot(messages)] == expected
    assert told(messages) in ([], [RECORDED])


async def test_a_desk_restarted_in_an_outage_does_not_say_it_twice(start_desk, rasa):
    rasa.behaviour = rasa.fail
    async with start_desk(HASTY) as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了", wait=True)
    async with start_desk(HASTY) as http:
        merchant = merchant.at(http)
        again = await merchant.says("还在吗", wait=True)
        assert told(await merchant.sees()) == [RECORDED]
    assert [reply["text"] for reply in again["replies"]] == [RECORDED]


async def test_the_notice_comes_within_ten_seconds_by_the_real_waits():
    waits = Waits()
    assert waits.notice < waits.answer < 10
    pauses = [waits.pause(failures) for failures in range(1, 9)]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5, 5, 5]
    assert waits.pause(100_000) == 5


async def test_a_hanging_rasa_costs_a_waiting_request_no_more_than_its_patience(merchant, rasa):
    rasa.behaviour = rasa.hang
    began = time.monotonic()
    await asyncio.gather(*[merchant.says("在吗", wait=True) for _ in range(3)])
    assert time.monotonic() - began < 5 * HASTY.answer


async def test_a_stopping_desk_does_not_keep_those_who_wait(start_desk, rasa):
    rasa.behaviour = rasa.hang
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(start_desk(PATIENT, served=True))
        merchant = await Merchant.arrives(http)
        waiting = asyncio.create_task(merchant.says("多扣了", wait=True))
        await rasa.asked.wait()
        began = time.monotonic()
        await stack.pop_all().aclose()
        sent = await waiting
    assert time.monotonic() - began < PATIENT.answer / 2
    assert (sent["message"]["text"], sent["replies"]) == ("多扣了", [])
