"""Waiting for a person, as merchants and agents notice it."""

import asyncio

import pytest
from callers import (
    DESPERATE,
    GIBBERISH,
    WANTS_A_PERSON,
    arrives,
    at,
    calls,
    heard,
    kinds,
    last,
    understands,
)
from put_case import NUMBER, put_case
from staff import Staff, console_of

from zhangfang.cases.change import DeadlineSet, FollowedUp

MORNING = "2026-11-25T10:00:00+08:00"
LATER = "2026-11-25T10:05:00+08:00"
EVENING = "2026-11-25T20:00:00+08:00"
OPENING = "2026-11-26T09:00:00+08:00"


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=MORNING)


def minute(past_ten: int) -> str:
    return f"2026-11-25T10:{past_ten:02}:00+08:00"


async def queue(staff: Staff) -> dict:
    answer = await staff.get("/queue")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def human(merchant) -> dict:
    return (await merchant.case())["human"]


async def test_who_asks_for_a_person_is_told_the_place_and_stands_in_the_queue(console, agent):
    merchant = await calls(console, MORNING)
    told = [text for _, text in await heard(merchant)]
    assert told[-3:] == [
        "记上要转人工了",
        "已经排上了，下一个就轮到你。",
        "接着办这一步",
    ]
    assert await human(merchant) == {
        "asked": True,
        "reason": "asked",
        "state": "waiting",
        "position": 1,
        "agent": None,
        "office": {"open": True, "says": ""},
    }
    [row] = (await queue(agent))["waiting"]
    assert (row["conversation"], row["hold"]["reason"]) == (merchant.id, "asked")
    assert (row["hold"]["position"], row["hold"]["since"][:16]) == (1, MORNING[:16])


async def test_the_place_is_told_and_goes_down_as_others_are_taken(console, agent):
    first, second, third = [await calls(console, minute(it)) for it in range(3)]
    assert "你是第 3 个，前面还有 2 个人" in (await heard(third))[-2][1]
    await agent.post(f"/conversations/{first.id}/claim")
    assert [(await human(it))["position"] for it in (second, third)] == [1, 2]


async def test_danger_goes_first_and_nobody_is_told_a_worse_place(console, agent):
    waiting = [await calls(console, minute(it)) for it in range(2)]
    desperate = await calls(console, LATER, DESPERATE)
    assert await last(desperate) == "这会儿让真人陪你，给你排在最前面了。"
    rows = (await queue(agent))["waiting"]
    assert [row["conversation"] for row in rows] == [desperate.id, *(it.id for it in waiting)]
    assert [(await human(it))["position"] for it in waiting] == [1, 2]


async def test_in_the_night_danger_is_told_to_call_and_not_to_wait(console, agent):
    desperate = await calls(console, EVENING, DESPERATE)
    assert await last(desperate) == (
        "客服这会儿下班了，先别干等，叫个身边的人陪着，眼下要紧就打 110 或 120。一上班，我头一个叫他们来找你。"
    )
    await agent.at(OPENING)
    [row] = (await queue(agent))["waiting"]
    assert (row["hold"]["reason"], row["hold"]["position"]) == ("danger", 1)


async def test_why_a_person_comes_is_said_before_what_is_next(console, rasa):
    async def step_with_its_words(_request):
        said = [{"text": text} for text in ("没听懂", "打总部电话", "照这几句说")]
        return [*said, {"custom": {"changes": [{"kind": "not_understood"}], "end": True}}]

    rasa.behaviour = step_with_its_words
    merchant = await calls(console, MORNING, GIBBERISH)
    await merchant.says(GIBBERISH, wait=True)
    said = [text for _, text in await heard(merchant)][-4:]
    assert (said[0], said[2:]) == ("没听懂", ["打总部电话", "照这几句说"])
    assert said[1].startswith("这两句我都没听准")


async def test_a_conversation_is_in_the_queue_once(console, agent):
    merchant = await calls(console, MORNING)
    await merchant.says(WANTS_A_PERSON, wait=True)
    assert len((await queue(agent))["waiting"]) == 1
    assert kinds(console, merchant, "waiting") == [{"kind": "waiting", "reason": "asked"}]
    assert [text for _, text in await heard(merchant)].count("已经排上了，下一个就轮到你。") == 2


async def test_a_stronger_reason_counts_from_then_on(console, agent):
    other = await calls(console, MORNING)
    merchant = await calls(console, LATER)
    await merchant.says(DESPERATE, wait=True)
    rows = (await queue(agent))["waiting"]
    assert [row["conversation"] for row in rows] == [merchant.id, other.id]
    assert rows[0]["hold"]["reason"] == "danger"
    assert [it["reason"] for it in kinds(console, merchant, "waiting")] == ["asked", "danger"]


async def test_the_bot_goes_on_helping_while_one_waits(console):
    merchant = await calls(console, MORNING)
    answer = await merchant.says("多扣了", wait=True)
    assert [it["text"] for it in answer["replies"]] == ["收到：多扣了"]


async def test_who_was_not_understood_twice_gets_a_person(console, agent):
    merchant = await calls(console, MORNING, GIBBERISH)
    assert (await human(merchant))["state"] == "none"
    await merchant.says(GIBBERISH, wait=True)
    *_, why, question = [text for _, text in await heard(merchant)]
    assert why.startswith("这两句我都没听准，叫个客服在这里回你。已经排上了")
    assert question == "扣了多少钱？"
    [row] = (await queue(agent))["waiting"]
    assert row["hold"]["reason"] == "unsure"


async def test_once_in_between_understood_is_not_twice_in_a_row(console):
    merchant = await calls(console, MORNING, GIBBERISH)
    await merchant.says("多扣了", wait=True)
    await merchant.says(GIBBERISH, wait=True)
    assert (await human(merchant))["state"] == "none"


async def test_rude_words_call_a_person_and_the_bot_stays_polite(console, agent):
    merchant = await calls(console, MORNING, "你们就是垃圾客服")
    assert (await last(merchant)).startswith("知道你急，叫个客服在这里跟你说。")
    [row] = (await queue(agent))["waiting"]
    assert row["hold"]["reason"] == "abuse"


@pytest.mark.parametrize(
    ("reminded", "said_at", "called"),
    [(True, MORNING, ["overdue"]), (True, "2026-11-24T17:00:00+08:00", []), (False, MORNING, [])],
    ids=["the day has passed", "the day has not come", "nobody has asked yet"],
)
async def test_a_day_that_passed_without_news_calls_a_person(
    console, settings, rasa, agent, reminded, said_at, called
):
    due = "2026-11-24T18:00:00+08:00"
    merchant = await arrives(console, "2026-11-20T10:00:00+08:00")
    waits = DeadlineSet(due_at=due, estimated=False, step="follow_up")
    asked = (FollowedUp(number=NUMBER, due_at=due),) if reminded else ()
    put_case(settings, merchant, "wait", {"amount": "1288"}, waits, *asked)

    async def overdue(_request):
        over = {"kind": "wait_over", "outcome": "overdue"}
        return [{"text": "那就往上走"}, {"custom": {"changes": [over], "end": True}}]

    rasa.behaviour = overdue
    if not reminded:  # as with a desk that stood still when the day came
        alarm = console_of(console).desk.alarm
        alarm.catch_up = lambda *_: asyncio.sleep(0)
    await at(merchant, said_at).says("还没到", wait=True)
    assert [row["hold"]["reason"] for row in (await queue(agent))["waiting"]] == called


async def test_outside_office_hours_a_message_is_left_for_the_morning(console, agent):
    merchant = await calls(console, EVENING)
    away = "现在客服下班了。你先说，我记着，上班了就转给他们。客服明天 9:00 上班。"
    assert (await heard(merchant))[-2] == ("bot", away)
    found = await human(merchant)
    assert (found["state"], found["position"]) == ("waiting", None)
    assert found["office"] == {"open": False, "says": away}
    await merchant.says("机器是 3 月换的", wait=True)
    await merchant.says("多扣了 1288", wait=True)
    texts = [text for _, text in await heard(merchant)]
    assert texts.count("这句也记下了，客服上班一起看。") == 1
    assert [it["reason"] for it in kinds(console, merchant, "waiting")] == ["asked", "left_message"]


async def test_in_the_morning_who_left_a_message_has_the_first_place(console, agent):
    at_night = await calls(console, EVENING)
    await agent.at(OPENING)
    assert (await queue(agent))["office"]["open"]
    in_the_morning = await calls(console, "2026-11-26T09:01:00+08:00")
    places = [(await human(at(it, OPENING)))["position"] for it in (at_night, in_the_morning)]
    assert places == [1, 2]
    rows = (await queue(agent))["waiting"]
    assert [row["conversation"] for row in rows] == [at_night.id, in_the_morning.id]


async def test_an_agent_sees_when_the_office_opens(console, agent):
    await agent.at("2026-10-01T10:00:00+08:00")
    assert (await queue(agent))["office"] == {
        "open": False,
        "until": "2026-10-08T09:00:00.000+08:00",
        "says": "现在客服下班了。你先说，我记着，上班了就转给他们。客服 10月8日（周四）9:00 上班。",
    }


async def test_an_erased_conversation_waits_no_longer(console, agent):
    first, second = await calls(console, minute(0)), await calls(console, minute(1))
    gone = await console.post(first.path + "/erase", json={"confirm": True}, headers=first.auth)
    assert gone.status_code == 200, gone.text
    found = await queue(agent)
    assert [row["conversation"] for row in found["waiting"]] == [second.id]
    assert (await human(second))["position"] == 1
