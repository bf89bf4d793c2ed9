"""Whoever was told that a person is there is not left waiting for one who does not speak."""

import asyncio

import pytest
from callers import DESPERATE, arrives, at, calls, heard, kinds, last, understands
from put_case import NUMBER, put_case
from staff import Staff
from test_holding import does
from test_queue import LATER, MORNING, queue

from zhangfang.cases.change import DeadlineSet

BACK_AT = "2026-11-25T10:35"
HALF_AN_HOUR_ON = "2026-11-25T10:36:00+08:00"
AN_HOUR_ON = "2026-11-25T11:06:00+08:00"


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=LATER)


@pytest.fixture
async def colleague(console) -> Staff:
    return await Staff.joins(console, "小林", now=LATER)


@pytest.fixture
async def supervisor(console) -> Staff:
    return await Staff.joins(console, "吴主管", "supervisor", now=LATER)


async def says(agent: Staff, merchant, text: str) -> None:
    body = {"client_message_id": text, "text": text}
    answer = await agent.post(f"/conversations/{merchant.id}/messages", json=body)
    assert answer.status_code == 201, answer.text


def owed(hold: dict) -> str | None:
    """When the bot will be back, to the minute."""
    return hold["bot_back_at"] and hold["bot_back_at"][:16]


async def waits_for_whom(staff: Staff, now: str) -> list[str]:
    await staff.at(now)
    return [row["conversation"] for row in (await queue(staff))["waiting"]]


async def test_who_is_given_to_an_agent_that_does_not_look_waits_no_longer_than_others(
    console, agent, supervisor
):
    merchant = await calls(console, MORNING)
    hold = await does(supervisor, merchant, "assign", agent=agent.id)
    assert owed(hold) == BACK_AT
    assert await waits_for_whom(supervisor, HALF_AN_HOUR_ON) == [merchant.id]
    assert (await last(merchant)).startswith("让你等久了")


async def test_whose_answer_was_taken_from_the_bot_waits_for_the_agent_s(console, rasa, agent):
    merchant = await arrives(console, LATER)
    may_answer = asyncio.Event()

    async def slow(request):
        await may_answer.wait()
        return await rasa.answer(request)

    rasa.behaviour = slow
    asking = asyncio.create_task(merchant.says("多扣了", wait=True))
    await rasa.asked.wait()
    hold = await does(agent, merchant, "claim")
    may_answer.set()
    await asking
    assert owed(hold) == BACK_AT
    assert await waits_for_whom(agent, HALF_AN_HOUR_ON) == [merchant.id]


async def test_who_is_taken_over_from_in_peace_owes_the_next_word_themselves(console, agent):
    merchant = await arrives(console, LATER)
    assert owed(await does(agent, merchant, "claim")) is None
    assert await waits_for_whom(agent, AN_HOUR_ON) == []


async def test_an_offer_that_nobody_answers_ends_in_the_queue(console, agent, colleague):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await says(agent, merchant, "我请小林跟你说")
    hold = await does(agent, merchant, "transfer", agent=colleague.id, word="你熟")
    assert (hold["state"], owed(hold)) == ("offered", BACK_AT)
    assert await waits_for_whom(agent, HALF_AN_HOUR_ON) == [merchant.id]
    assert (await queue(await colleague.at(HALF_AN_HOUR_ON)))["offered"] == []


@pytest.mark.parametrize(("by", "back"), [("colleague", "2026-11-25T10:50"), ("agent", None)])
async def test_who_was_refused_has_to_say_how_it_goes_on(console, agent, colleague, by, back):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await says(agent, merchant, "我请小林跟你说")
    await does(agent, merchant, "transfer", agent=colleague.id)
    who = await {"agent": agent, "colleague": colleague}[by].at("2026-11-25T10:20:00+08:00")
    assert owed(await does(who, merchant, "transfer/refuse", word="忙")) == back


async def test_a_refusal_gives_no_more_time_to_answer_what_was_asked(console, agent, colleague):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await says(agent, merchant, "在的")
    await at(merchant, LATER).says("查到没有", wait=True)
    await does(agent, merchant, "transfer", agent=colleague.id)
    await colleague.at("2026-11-25T10:20:00+08:00")
    assert owed(await does(colleague, merchant, "transfer/refuse", word="忙")) == BACK_AT


async def test_who_takes_over_from_a_colleague_has_the_whole_time(console, agent, supervisor):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await supervisor.at("2026-11-25T10:34:00+08:00")
    hold = await does(supervisor, merchant, "assign", agent=supervisor.id)
    assert owed(hold) == "2026-11-25T11:04"


@pytest.mark.parametrize("spoke", [True, False])
async def test_a_day_that_comes_is_the_holder_s_to_speak_of(console, settings, agent, spoke):
    merchant = await arrives(console, "2026-11-25T09:00:00+08:00")
    due = DeadlineSet(due_at="2026-11-25T10:02:00+08:00", estimated=False, step="follow_up")
    put_case(settings, merchant, "wait", {"amount": "1288"}, due)
    await agent.at(MORNING)
    await does(agent, merchant, "claim")
    await agent.at("2026-11-25T10:04:00+08:00")
    if spoke:
        await says(agent, merchant, "今天到日子了，钱到了吗")
    await at(merchant, LATER).case()
    waiting = await waits_for_whom(agent, HALF_AN_HOUR_ON)
    assert waiting == ([] if spoke else [merchant.id])
    await at(merchant, HALF_AN_HOUR_ON).case()
    assert len(kinds(console, merchant, "followed_up")) == (0 if spoke else 1)
    if not spoke:
        assert NUMBER in await last(merchant)


@pytest.mark.parametrize(
    ("intent", "asked_before", "back"),
    [("thanks", False, None), ("inform", False, BACK_AT), ("thanks", True, "2026-11-25T10:33")],
)
async def test_a_word_of_thanks_waits_for_no_answer(
    console, rasa, agent, intent, asked_before, back
):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await says(agent, merchant, "办好了")
    rasa.readings["好的谢谢"] = {"intent": {"name": intent, "confidence": 0.97}}
    if asked_before:
        await at(merchant, "2026-11-25T10:03:00+08:00").says("哪天到账", wait=True)
    await at(merchant, LATER).says("好的谢谢", wait=True)
    [mine] = (await queue(agent))["mine"]
    assert owed(mine["hold"]) == back


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        (None, None, None),
        (None, "2026-11-25T10:06:00+08:00", "2026-11-25T10:36"),
        ("2026-11-25T10:03:00+08:00", None, "2026-11-25T10:33"),
    ],
    ids=["it was all", "another came after it", "another came before it"],
)
async def test_what_was_taken_back_waits_for_no_answer(console, agent, before, after, back):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await says(agent, merchant, "办好了")
    if before:
        await at(merchant, before).says("哪天到账", wait=True)
    seq = (await at(merchant, LATER).says("发错了", wait=True))["message"]["seq"]
    if after:
        await at(merchant, after).says("还没到账", wait=True)
    await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
    [mine] = (await queue(agent))["mine"]
    assert owed(mine["hold"]) == back


async def test_despair_told_to_a_silent_agent_goes_first_and_hears_whom_to_call(
    console, settings, agent
):
    other = await calls(console, MORNING)
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1288"})
    await does(agent, merchant, "claim")
    await at(merchant, LATER).says(DESPERATE, wait=True)
    seq = (await merchant.sees())[-1]["seq"]
    await agent.at(HALF_AN_HOUR_ON)
    rows = (await queue(agent))["waiting"]
    assert [(row["conversation"], row["hold"]["reason"]) for row in rows] == [
        (merchant.id, "danger"),
        (other.id, "asked"),
    ]
    sorry, whom_to_call = [text for _, text in await heard(merchant, seq)]
    assert sorry == "让你等久了，客服这会儿没顾上回，给你重新排在前面了。"
    assert "12356" in whom_to_call


async def test_whoever_left_the_bot_in_danger_is_not_sent_back_to_a_step(console, settings, agent):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1288"})
    await merchant.says(DESPERATE, wait=True)
    await does(agent, merchant, "claim")
    seq = (await merchant.sees())[-1]["seq"]
    await does(agent, merchant, "transfer", word="要主管来")
    said = [text for _, text in await heard(merchant, seq)]
    assert (len(said), "12356" in said[-1]) == (2, True)
