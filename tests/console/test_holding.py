"""Who talks with the merchant: taken, passed on, given back, as both sides notice it."""

import asyncio

import pytest
from callers import arrives, at, calls, heard, kinds, last, on_record, understands
from put_case import NUMBER, put_case
from staff import Staff, console_of
from test_queue import LATER, MORNING, human, minute, queue

from zhangfang.cases.change import DeadlineSet
from zhangfang.desk import giving_back
from zhangfang.store import holds, turns

HALF_AN_HOUR_ON = "2026-11-25T10:36:00+08:00"


@pytest.fixture
async def console(start_console, rasa):
    understands(rasa)
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周", now=MORNING)


@pytest.fixture
async def colleague(console) -> Staff:
    return await Staff.joins(console, "小林", now=MORNING)


@pytest.fixture
async def supervisor(console) -> Staff:
    return await Staff.joins(console, "吴主管", "supervisor", now=MORNING)


async def does(staff: Staff, merchant, what: str, **body):
    """The hold after a call that worked."""
    answer = await staff.post(
        f"/conversations/{merchant.id}/{what}",
        **({"json": body} if body or what not in ("claim", "transfer/accept") else {}),
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def fails(staff: Staff, merchant, what: str, **body) -> str:
    """The code of a call that was refused."""
    answer = await staff.post(
        f"/conversations/{merchant.id}/{what}",
        **({"json": body} if body or what not in ("claim", "transfer/accept") else {}),
    )
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["error"]["code"])


async def test_a_taken_conversation_is_the_agents_and_the_bot_is_silent(console, rasa, agent):
    merchant = await calls(console, MORNING)
    hold = await does(agent, merchant, "claim")
    assert (hold["state"], hold["agent"]["name"]) == ("held", "小周")
    assert (await heard(merchant))[-1] == (
        "system",
        "客服小周接手了，前面说的都看得到，接着说就行。",
    )
    found = await human(merchant)
    assert (found["state"], found["agent"], found["position"]) == ("held", "小周", None)
    rasa.readings["扣了 1288"] = {"intent": {"name": "overcharged", "confidence": 0.9}}
    answer = await merchant.says("扣了 1288", wait=True)
    assert answer["replies"] == []
    assert await last(merchant) == "扣了 1288"
    with console_of(console).desk.database.read() as connection:
        kept = turns.result(connection, merchant.id, answer["message"]["seq"])
    assert kept["reading"]["intent"]["name"] == "overcharged"
    mine = (await queue(agent))["mine"]
    assert [(row["conversation"], row["unanswered"]) for row in mine] == [(merchant.id, 1)]
    assert kinds(console, merchant, "taken") == [{"kind": "taken", "from": "queue"}]


async def test_the_bot_is_taken_over_from_while_it_talks(console, agent):
    merchant = await arrives(console, MORNING)
    await does(agent, merchant, "claim")
    assert (await merchant.says("多扣了", wait=True))["replies"] == []
    assert kinds(console, merchant, "taken") == [{"kind": "taken", "from": "bot"}]


async def test_without_rasa_a_person_still_gets_every_message(console, rasa, agent):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await rasa.stop()
    answer = await merchant.says("扣了 1288", wait=True)
    assert answer["replies"] == []
    await rasa.start()


async def test_claimed_twice_is_claimed_once(console, agent):
    merchant = await calls(console, MORNING)
    assert await does(agent, merchant, "claim") == await does(agent, merchant, "claim")
    assert len(kinds(console, merchant, "taken")) == 1


async def test_a_colleague_is_not_to_see_it_and_a_supervisor_is_told_who_has_it(
    console, agent, colleague, supervisor
):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    assert await fails(colleague, merchant, "claim") == "nothing_there"
    answer = await supervisor.post(f"/conversations/{merchant.id}/claim")
    assert answer.status_code == 409
    assert answer.json()["error"]["message"] == "小周已经接了这段对话。"


async def test_handed_back_with_a_word_the_bot_goes_on_where_the_case_stands(
    console, settings, agent
):
    merchant = await arrives(console, MORNING)
    put_case(settings, merchant, "verify", {"amount": "1288"})
    await merchant.says("转人工", wait=True)
    await does(agent, merchant, "claim")
    seq = (await merchant.sees())[-1]["seq"]
    hold = await does(agent, merchant, "hand-back", word="我查过了，回执已发你，打 13800138000")
    assert hold["state"] == "bot"
    words, line, *step = await heard(merchant, seq)
    assert words == ("agent", "我查过了，回执已发你，打 138****8000")
    assert line == ("bot", "客服小周先办到这里，接下来我陪你，有话直接说。")
    assert [actor for actor, _ in step] == ["bot"]
    found = await human(merchant)
    assert (found["asked"], found["state"]) == (False, "none")
    assert kinds(console, merchant, "given_back", "human_done") == [
        {"kind": "given_back", "to": "bot", "reason": "handed_back"},
        {"kind": "human_done", "in_reply_to": None},
    ]
    assert (await merchant.says("好", wait=True))["replies"][0]["text"] == "收到：好"


async def test_only_the_holder_hands_back(console, agent, supervisor):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    assert await fails(supervisor, merchant, "hand-back", word="") == "not_held"
    await does(agent, merchant, "hand-back", word="")
    assert await fails(agent, merchant, "hand-back", word="") == "not_held"


async def test_an_offer_leaves_it_with_the_holder_until_it_is_accepted(console, agent, colleague):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    hold = await does(agent, merchant, "transfer", agent=colleague.id, word="你熟这家")
    assert (hold["state"], hold["agent"]["name"], hold["offered_to"]["name"]) == (
        "offered", "小周", "小林",
    )  # fmt: skip
    [offered] = (await queue(colleague))["offered"]
    assert offered["hold"]["word"] == "你熟这家"
    assert (await human(merchant))["agent"] == "小周"
    hold = await does(colleague, merchant, "transfer/accept")
    assert (hold["state"], hold["agent"]["name"], hold["offered_to"]) == ("held", "小林", None)
    assert await last(merchant) == "换客服小林接着办，前面说的都看得到。"
    assert await fails(agent, merchant, "claim") == "nothing_there"
    assert kinds(console, merchant, "transfer_offered", "taken")[1:] == [
        {"kind": "transfer_offered"},
        {"kind": "taken", "from": "agent"},
    ]


@pytest.mark.parametrize("by", ["colleague", "agent"])
async def test_an_offer_is_refused_or_taken_back(console, agent, colleague, by):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await does(agent, merchant, "transfer", agent=colleague.id, word="")
    hold = await does(
        {"agent": agent, "colleague": colleague}[by], merchant, "transfer/refuse", word="忙"
    )
    assert (hold["state"], hold["agent"]["name"]) == ("held", "小周")
    assert (await queue(colleague))["offered"] == []
    [entry] = [it for it in on_record(console, merchant) if it.event.kind == "transfer_refused"]
    assert (entry.content["agent"]["name"], entry.content["word"]) == (
        {"agent": "小周", "colleague": "小林"}[by],
        "忙",
    )


async def test_it_is_offered_to_colleagues_only(console, agent):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    assert await fails(agent, merchant, "transfer", agent=agent.id) == "bad_field"
    assert await fails(agent, merchant, "transfer", agent="nobody") == "bad_field"


async def test_released_it_waits_before_those_that_never_had_a_person(console, agent):
    first, second = await calls(console, minute(0)), await calls(console, minute(1))
    await does(agent, first, "claim")
    await agent.at(LATER)
    hold = await does(agent, first, "transfer", word="要懂海外卡的")
    assert (hold["state"], hold["reason"], hold["position"]) == ("waiting", "asked", 1)
    assert [row["conversation"] for row in (await queue(agent))["waiting"]] == [first.id, second.id]
    assert await last(first) == "这件事要换一位客服，给你排在前面了。"
    assert (await human(second))["position"] == 1
    contents = [it.content for it in on_record(console, first) if it.event.kind == "given_back"]
    assert contents[0]["word"] == ""
    [note] = [it.content for it in on_record(console, first) if it.event.kind == "note"]
    assert note["text"] == "要懂海外卡的"


async def test_a_supervisor_gives_it_to_an_agent_whoever_has_it(
    console, agent, colleague, supervisor
):
    merchant = await calls(console, MORNING)
    assert await fails(agent, merchant, "assign", agent=colleague.id) == "not_allowed"
    await does(supervisor, merchant, "assign", agent=agent.id)
    hold = await does(supervisor, merchant, "assign", agent=colleague.id)
    assert hold["agent"]["name"] == "小林"
    assert await does(supervisor, merchant, "assign", agent=colleague.id) == hold
    taken = [it.content for it in on_record(console, merchant) if it.event.kind == "taken"]
    assert [(it["agent"]["name"], it["by"]["name"]) for it in taken] == [
        ("小周", "吴主管"),
        ("小林", "吴主管"),
    ]
    assert await fails(supervisor, merchant, "assign", agent="nobody") == "bad_field"


async def test_whoever_leaves_holds_nothing(console, agent, colleague):
    held, offered = await calls(console, minute(0)), await calls(console, minute(1))
    await does(agent, held, "claim")
    await does(colleague, offered, "claim")
    await does(colleague, offered, "transfer", agent=agent.id)
    desk = console_of(console).desk
    with desk.database.write() as connection:
        left = giving_back.leave_all(connection, desk.sources, agent.id, desk.clock())
        states = {it: holds.of(connection, it).state for it in left}
    assert states == {held.id: "waiting", offered.id: "held"}
    assert kinds(console, held, "given_back") == [
        {"kind": "given_back", "to": "queue", "reason": "agent_left"}
    ]


async def test_the_bot_is_back_when_nobody_answers_for_half_an_hour(console, agent):
    other = await calls(console, MORNING)
    merchant = await arrives(console, MORNING)
    await does(agent, merchant, "claim")
    await at(merchant, LATER).says("人呢", wait=True)
    assert (await queue(agent))["mine"][0]["hold"]["bot_back_at"][:16] == "2026-11-25T10:35"
    await agent.at(HALF_AN_HOUR_ON)
    found = await queue(agent)
    assert [row["conversation"] for row in found["waiting"]] == [merchant.id, other.id]
    assert await last(merchant) == ("让你等久了，客服这会儿没顾上回，给你重新排在前面了。")
    assert kinds(console, merchant, "given_back", "waiting") == [
        {"kind": "given_back", "to": "queue", "reason": "no_answer"},
        {"kind": "waiting", "reason": "asked"},
    ]
    assert (await merchant.says("好", wait=True))["replies"][0]["text"] == "收到：好"
    await queue(agent)
    assert len(kinds(console, merchant, "given_back")) == 1


async def test_an_agent_who_answers_keeps_it(console, agent):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    await at(merchant, LATER).says("人呢", wait=True)
    with console_of(console).desk.database.write() as connection:
        holds.spoke(connection, merchant.id)
    await agent.at(HALF_AN_HOUR_ON)
    assert [row["conversation"] for row in (await queue(agent))["mine"]] == [merchant.id]


async def test_who_comes_while_rasa_thinks_is_not_talked_over(console, rasa, agent):
    merchant = await arrives(console, MORNING)
    may_answer = asyncio.Event()

    async def slow(request):
        await may_answer.wait()
        return await rasa.answer(request)

    rasa.readings["多扣了"] = {"intent": {"name": "overcharged", "confidence": 0.9}}
    rasa.behaviour = slow
    asking = asyncio.create_task(merchant.says("多扣了", wait=True))
    await rasa.asked.wait()
    await does(agent, merchant, "claim")
    may_answer.set()
    answer = await asking
    assert answer["replies"] == []
    assert (await heard(merchant))[-1][0] == "system"
    with console_of(console).desk.database.read() as connection:
        kept = turns.result(connection, merchant.id, answer["message"]["seq"])
    assert kept["reading"]["intent"]["name"] == "overcharged"


@pytest.mark.parametrize("answered", [True, False])
async def test_what_came_before_it_was_handed_back_is_answered_once(console, rasa, agent, answered):
    merchant = await calls(console, MORNING)
    await does(agent, merchant, "claim")
    may_read, reading = asyncio.Event(), asyncio.Event()
    read = console_of(console).desk.dispatcher._means.rasa
    original = type(read).read

    async def slow(self, message, metadata):
        reading.set()
        await may_read.wait()
        return await original(self, message, metadata)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(read), "read", slow)
        asking = asyncio.create_task(merchant.says("还扣了 3 块", wait=True))
        await reading.wait()
        await does(agent, merchant, "hand-back", word="知道了，这 3 块是手续费" if answered else "")
        may_read.set()
        replies = (await asking)["replies"]
    assert [it["text"] for it in replies] == ([] if answered else ["收到：还扣了 3 块"])


async def test_a_day_that_comes_while_a_person_talks_is_spoken_of_afterwards(
    console, settings, agent
):
    merchant = await arrives(console, "2026-11-20T10:00:00+08:00")
    due = DeadlineSet(due_at="2026-11-25T09:00:00+08:00", estimated=False, step="follow_up")
    put_case(settings, merchant, "wait", {"amount": "1288"}, due)
    await agent.at("2026-11-20T10:01:00+08:00")
    await does(agent, merchant, "claim")
    at(merchant, MORNING)
    await human(merchant)
    assert kinds(console, merchant, "followed_up") == []
    await agent.at(MORNING)
    await does(agent, merchant, "hand-back", word="")
    await human(merchant)
    assert len(kinds(console, merchant, "followed_up")) == 1
    assert NUMBER in await last(merchant)
