"""Who waits for a person and has got what they wanted: nobody comes for nothing."""

import pytest
from callers import DESPERATE, WANTS_A_PERSON, arrives, calls, heard, kinds, understands
from put_case import put_case
from staff import Staff
from test_queue import MORNING, human, minute, queue

STOOD_DOWN = "这件事先到这里，客服那边的号给你撤了。还想找人，再说一声「转人工」。"


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=MORNING)


async def money_is_back(rasa, merchant) -> None:
    async def resolves(_request):
        ended = [{"kind": "case_ended", "status": "resolved"}]
        shown = {"custom": {"changes": ended, "end": True}}
        return [{"text": "到账就好", "buttons": [{"title": "怎么防", "payload": "/x"}]}, shown]

    rasa.behaviour = resolves
    await merchant.says("钱到账了", wait=True)


async def test_whose_case_is_over_stands_in_the_queue_no_longer(console, settings, rasa, agent):
    merchant = await arrives(console, minute(0))
    put_case(settings, merchant, "wait", {"amount": "1288"})
    await merchant.says(WANTS_A_PERSON, wait=True)
    behind = await calls(console, minute(1))
    seq = (await merchant.sees())[-1]["seq"]
    await money_is_back(rasa, merchant)
    assert [text for _, text in await heard(merchant, seq)] == ["钱到账了", "到账就好", STOOD_DOWN]
    found = await human(merchant)
    assert (found["asked"], found["state"], found["position"]) == (False, "none", None)
    assert [row["conversation"] for row in (await queue(agent))["waiting"]] == [behind.id]
    assert (await human(behind))["position"] == 1
    assert kinds(console, merchant, "given_back") == [
        {"kind": "given_back", "to": "bot", "reason": "settled"}
    ]


async def test_whoever_may_be_in_danger_is_looked_after_all_the_same(
    console, settings, rasa, agent
):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "wait", {"amount": "1288"})
    await merchant.says(DESPERATE, wait=True)
    await money_is_back(rasa, merchant)
    assert (await human(merchant))["state"] == "waiting"


async def test_who_does_not_wait_hears_nothing_of_a_queue(console, settings, rasa):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "wait", {"amount": "1288"})
    await money_is_back(rasa, merchant)
    assert (await heard(merchant))[-1] == ("bot", "到账就好")
