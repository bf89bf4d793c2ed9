"""What a bubble shows beside its text: steps to tick, a summary to confirm, that a person is called."""

from merchant import Merchant, choice
from put_case import put_case

from zhangfang.cases.change import StepMarked
from zhangfang.desk.rasa import read_answer

KNOWN = {
    "amount": "1288",
    "transaction_time": "2026-11-21",
    "order_number": "SP1",
    "overcharge_kind": "rate",
}


async def shown(merchant: Merchant, field: str):
    """The field of the one bubble that has something in it."""
    [found] = [message[field] for message in await merchant.sees() if message[field]]
    return found


async def test_the_bubble_with_the_steps_lets_them_be_ticked(merchant, settings):
    put_case(settings, merchant, "verify", {k: v for k, v in KNOWN.items() if k != "order_number"})
    answer = await merchant.post(
        {"client_message_id": "a", "facts": {"order_number": "SP20261121"}}, wait=True
    )
    assert answer.status_code == 201
    assert await shown(merchant, "steps") == [
        {"id": "compare_agreement", "title": "对一对协议"},
        {"id": "check_settlement", "title": "对结算明细"},
        {"id": "keep_slip", "title": "对小票，拍照"},
    ]


async def test_the_summary_is_a_card_with_all_that_is_known(merchant, settings):
    put_case(settings, merchant, "submit", KNOWN | {"amount": "1280"})
    await merchant.post({"client_message_id": "a", "facts": {"amount": "1288"}}, wait=True)
    assert await shown(merchant, "card") == "summary"
    assert {"id": "amount", "name": "金额", "words": "1288 元"} in await shown(merchant, "known")
    summary = next(message for message in await merchant.sees() if message["card"])
    assert [it["label"] for it in summary["choices"]] == ["对，没错", "有不对的"]


async def test_the_hand_over_is_a_card(merchant, settings):
    behind = ("compare_agreement", "check_settlement", "keep_slip")
    marks = [StepMarked(step=step, outcome="done") for step in behind]
    put_case(settings, merchant, "verify", KNOWN, *marks)
    offered = await merchant.post({"client_message_id": "a", "facts": {"amount": "9"}}, wait=True)
    stuck = await merchant.taps(choice(last(offered.json()), "做不了"))
    stuck = await merchant.taps(choice(last(stuck), "做不了"))
    await merchant.taps(choice(last(stuck), "转人工"))
    assert await shown(merchant, "card") == "hand_over"


def last(answer):
    return answer["replies"][-1]


def test_what_two_actions_show_is_told_apart():
    """The form's validation and its question are two actions of one turn."""
    content = b"""[
        {"text": "a"}, {"text": "b"},
        {"custom": {"changes": [], "end": false, "shown": [{"bubble": 1, "card": "summary"}]}},
        {"text": "c"},
        {"custom": {"changes": [], "end": true, "shown": [{"bubble": 0, "card": "hand_over"}]}}
    ]"""
    cards = [bubble.shows.card for bubble in read_answer(content).bubbles]
    assert cards == [None, "summary", "hand_over"]
