"""The merchant's sheet while a person talks: what is given there is done, and nobody asks again."""

from uuid import uuid4

import pytest
from callers import arrives, at, kinds, understands
from put_case import put_case, state_of, values_of
from sent_files import photo, sends
from staff import Staff
from talk import Talk
from test_queue import LATER, MORNING

from zhangfang.cases.change import StepsOffered

TABLE = ("compare_agreement", "check_settlement", "keep_slip")
KNOWN = {
    "amount": "1288",
    "transaction_time": "2026-11-21",
    "order_number": "SP1",
    "overcharge_kind": "rate",
}


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=MORNING)


async def gives(merchant, **what):
    body = {"client_message_id": uuid4().hex, **what}
    answer = await at(merchant, LATER).post(body, wait=True)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_fact_filled_in_is_set_and_the_bot_is_silent(console, settings, agent):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1280"})
    talk = await Talk.claims(agent, merchant.id)
    given = await gives(merchant, facts={"amount": "1288"})
    assert given["replies"] == []
    assert values_of(settings, merchant)["amount"] == "1288"
    assert given["case"]["known"][0]["words"] == "1288 元"
    fact = (await talk.facts())["amount"]
    assert (fact["words"], fact["origin"], fact["by"]) == ("1288 元", "said", None)
    assert any("1288" in line for line in await talk.lines())


async def test_it_is_asked_for_no_more_once_the_bot_is_back(console, settings, agent):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1288", "order_number": "SP1"})
    talk = await Talk.claims(agent, merchant.id)
    await gives(merchant, facts={"transaction_time": "11月21日 15:00"})
    seq = (await merchant.sees())[-1]["seq"]
    await talk.says("记下了")
    await talk.does("/hand-back", word="")
    said = "".join(message["text"] for message in await merchant.sees(seq))
    assert "什么时候" not in said
    assert "transaction_time" in values_of(settings, merchant)


async def test_a_step_ticked_is_done_with_the_merchant_s_name(console, settings, agent):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", KNOWN, StepsOffered(steps=TABLE))
    talk = await Talk.claims(agent, merchant.id)
    assert (await gives(merchant, done_step="keep_slip"))["replies"] == []
    step = (await talk.steps())["keep_slip"]
    assert (step["state"], step["by"]) == ("done", "商户")
    assert state_of(settings, merchant).case.offered == ("compare_agreement", "check_settlement")


async def test_of_two_who_tick_it_the_second_changes_nothing(console, settings, agent, rasa):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", KNOWN, StepsOffered(steps=TABLE))
    talk = await Talk.claims(agent, merchant.id)
    await gives(merchant, done_step="keep_slip")
    again = await at(merchant, LATER).post(
        {"client_message_id": "b", "done_step": "keep_slip"}, wait=True
    )
    assert again.json()["error"]["code"] == "no_step"
    assert len(kinds(console, merchant, "step_marked")) == 1
    assert (await talk.steps())["keep_slip"]["state"] == "done"


async def test_without_rasa_it_is_done_as_well(console, settings, agent, rasa):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1280"})
    await Talk.claims(agent, merchant.id)
    await rasa.stop()
    await gives(merchant, facts={"amount": "1288"})
    assert values_of(settings, merchant)["amount"] == "1288"
    await rasa.start()


async def test_facts_off_a_slip_are_held_while_there_is_no_case(console, settings, agent):
    merchant = await arrives(console, MORNING)
    file = (await sends(merchant, photo()))["message"]["seq"]
    talk = await Talk.claims(agent, merchant.id)
    await gives(merchant, facts={"amount": "1288"}, file=file)
    assert values_of(settings, merchant) == {"amount": "1288"}
    await talk.opens_a_case()
    assert values_of(settings, merchant) == {"amount": "1288"}
