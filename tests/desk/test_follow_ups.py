"""When a day has come, the desk says so in the conversation: once for each day."""

import asyncio
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import waiting_case
from merchant import Merchant
from own_record import RECORDER, of_desk
from waiting_case import as_the_log_says, followed_up, put_off, said, waits_until

from zhangfang.cases.change import CaseEnded
from zhangfang.desk import follow_ups
from zhangfang.desk.alarm import Alarm
from zhangfang.desk.clock import local_now
from zhangfang.desk.follow_ups import Sources, run_due
from zhangfang.desk.responses import load_responses
from zhangfang.desk.stream import Stream
from zhangfang.store import log, turns
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate

ROOT = Path(__file__).parents[2]
DUE = datetime.fromisoformat("2026-11-25T18:00:00+08:00")
LATER = DUE + timedelta(days=3)
BEFORE, AFTER = DUE - timedelta(seconds=1), DUE + timedelta(seconds=1)
ASKED = {"text": "还没到", "choice": None}
WORDS = "老张多扣了我的钱"


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path / 'zhangfang.db'}"
    migrate(url)
    return url


@pytest.fixture
def database(url):
    with closing(Database(url, RECORDER)) as database:
        yield database


@pytest.fixture
def sources(database, knowledge):
    return Sources(database, knowledge, load_responses(ROOT / "domain.yml"))


@pytest.fixture
def add(database):
    def add(conversation, *dues):
        with database.write() as connection:
            waiting_case.add(connection, conversation, *dues)

    return add


def told(sources, now) -> list[str]:
    return [done.conversation for done in run_due(sources, now)]


def happen(database, conversation, *changes):
    with database.write() as connection:
        waiting_case.happen(connection, conversation, *changes)


def test_a_day_that_has_come_is_told_once(sources, add):
    add("one", DUE)
    assert told(sources, BEFORE) == []
    assert told(sources, DUE) == ["one"]
    assert told(sources, AFTER) == []
    assert told(sources, LATER) == []
    [bubble] = said(sources.database, "one")
    assert (bubble.event.actor, bubble.event.body["in_reply_to"]) == ("bot", None)
    assert bubble.event.at == "2026-11-25T18:00:00.000+08:00"
    assert "ZF-one-0" in bubble.content["text"]
    assert bubble.content["choices"]
    assert [it["due_at"] for it in followed_up(sources.database, "one")] == [DUE.isoformat()]
    assert as_the_log_says(sources.database, "one")


def test_another_day_is_told_again(sources, add):
    add("one", DUE)
    assert told(sources, AFTER) == ["one"]
    happen(sources.database, "one", put_off(LATER))
    assert told(sources, LATER - timedelta(seconds=1)) == []
    assert told(sources, LATER) == ["one"]
    days = [it["due_at"] for it in followed_up(sources.database, "one")]
    assert days == [DUE.isoformat(), LATER.isoformat()]


def test_a_process_that_was_down_over_two_days_tells_of_the_one_that_counts(sources, add):
    add("one", DUE)
    happen(sources.database, "one", put_off(LATER))
    assert told(sources, LATER + timedelta(days=30)) == ["one"]
    assert [it["due_at"] for it in followed_up(sources.database, "one")] == [LATER.isoformat()]
    assert len(said(sources.database, "one")) == 1


def test_each_case_of_a_conversation_is_told_of_once(sources, add):
    add("one", DUE, LATER)
    assert told(sources, AFTER) == ["one"]
    assert told(sources, LATER) == ["one"]
    assert told(sources, LATER + timedelta(days=1)) == []
    numbers = [it["number"] for it in followed_up(sources.database, "one")]
    assert numbers == ["ZF-one-0", "ZF-one-1"]


def test_a_case_that_ended_is_left_alone(sources, add):
    add("one", DUE)
    happen(sources.database, "one", CaseEnded(status="resolved"))
    assert told(sources, AFTER) == []
    assert said(sources.database, "one") == []


def test_those_that_wait_longest_come_first(sources, add):
    add("late", LATER)
    add("early", DUE)
    add("between", DUE + timedelta(hours=1))
    assert told(sources, LATER) == ["early", "between", "late"]


def test_two_desks_on_one_database_tell_once(sources, add, url):
    names = [f"c{n}" for n in range(30)]
    for name in names:
        add(name, DUE)
    start = threading.Barrier(4)
    found: list[str] = []

    def another_desk():
        with closing(Database(url, RECORDER)) as own:
            start.wait()
            found.extend(told(sources._replace(database=own), AFTER))

    desks = [threading.Thread(target=another_desk) for _ in range(4)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(found) == sorted(names)
    assert {len(said(sources.database, name)) for name in names} == {1}


def test_while_a_message_waits_for_its_answer_nothing_is_told(sources, add):
    add("one", DUE)
    question = log.Draft("message", "merchant", "merchant_said", BEFORE.isoformat(), {}, ASKED)
    with sources.database.write() as connection:
        [entry] = log.append(connection, "one", [question])
        turns.add(connection, "one", entry.event.seq, "a", ASKED["text"], entry.event.at)
    assert told(sources, AFTER) == []
    with sources.database.write() as connection:
        turns.finish(connection, turns.next_pending(connection, "one"), {"replies": [], "case": {}})
    assert told(sources, AFTER) == ["one"]
    assert told(sources, AFTER) == []


def test_one_that_fails_holds_up_no_other_and_says_nothing_of_the_words(
    sources, add, monkeypatch, caplog
):
    for name in ("one", "two", "three"):
        add(name, DUE)
    real = follow_ups.follow_up

    def broken(knowledge, conversation, now):
        if conversation.cases[0].number == "ZF-two-0":
            raise RuntimeError(WORDS)
        return real(knowledge, conversation, now)

    monkeypatch.setattr(follow_ups, "follow_up", broken)
    assert told(sources, AFTER) == ["one", "three"]
    assert "follow-up of two: RuntimeError" in caplog.text
    assert "in broken" in caplog.text
    assert WORDS not in caplog.text
    monkeypatch.undo()
    assert told(sources, AFTER) == ["two"]


async def test_an_alarm_that_is_woken_while_it_is_stopped_ends(sources):
    alarm = Alarm(sources, Stream(), local_now, dev=False)
    alarm.start()
    while not alarm._woken._waiters:  # noqa: ASYNC110 - until it sleeps
        await asyncio.sleep(0)
    alarm.wake()
    async with asyncio.timeout(5):
        await alarm.stop()


# From here on with a running desk.


def answers_with(rasa, changes):
    """Rasa answers every message with these changes."""

    async def answer(_request):
        told = [change.model_dump(mode="json") for change in changes]
        return [{"text": "好"}, {"custom": {"changes": told, "end": True}}]

    rasa.behaviour = answer


async def unasked(merchant, count=1):
    """What the bot has said by itself, once there is so much of it."""
    path = f"{merchant.path}/stream"
    found: list[dict] = []
    async with (
        asyncio.timeout(20),
        merchant.http.stream("GET", path, params={"after": 1}, headers=merchant.auth) as it,
    ):
        async for line in it.aiter_lines():
            if '"actor":"bot","' in line and '"in_reply_to":null' in line:
                found.append(line)
            if len(found) == count:
                return found


async def bot_by_itself(merchant) -> list[dict]:
    return [m for m in await merchant.sees(1) if m["actor"] == "bot" and m["in_reply_to"] is None]


async def test_whoever_listens_hears_it_when_the_moment_comes(start_desk, rasa):
    due = local_now() + timedelta(seconds=1.5)  # on a busy machine too the turn is over by then
    answers_with(rasa, waits_until(due))
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("交上去了", wait=True)
        assert await bot_by_itself(merchant) == []
        await unasked(merchant)
        assert local_now() >= due
        [bubble] = await bot_by_itself(merchant)
    assert bubble["choices"]
    assert bubble["at"] >= due.isoformat(timespec="milliseconds")


async def test_a_desk_that_was_down_tells_it_when_it_is_back(start_desk, rasa, database_file):
    answers_with(rasa, waits_until(local_now() + timedelta(days=3)))
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("交上去了", wait=True)
    with closing(of_desk(database_file.parent)) as database:
        happen(database, merchant.id, put_off(local_now() - timedelta(days=1)))
    for _ in range(2):
        async with start_desk(served=True) as http:
            await unasked(merchant.at(http))
            assert len(await bot_by_itself(merchant.at(http))) == 1


async def test_a_turn_that_held_it_up_lets_it_through(start_desk, rasa, database_file):
    answers_with(rasa, waits_until(local_now() + timedelta(days=3)))
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("交上去了", wait=True)
    rasa.behaviour = rasa.hang
    async with start_desk() as http:
        question = await merchant.at(http).says("还没到")
    answers_with(rasa, [put_off(local_now() - timedelta(days=1))])
    async with start_desk(served=True) as http:
        await unasked(merchant.at(http))
        heard = await merchant.at(http).sees(question["message"]["seq"])
    answered = [message["in_reply_to"] for message in heard]
    assert answered == [question["message"]["seq"], None]


CALLS = [("GET", "/messages"), ("GET", "/case"), ("POST", "/messages"), ("POST", "/secret")]
SUBMITTED = {"X-Now": "2026-11-20T10:00:00+08:00"}


async def submitted(http, rasa) -> Merchant:
    answers_with(rasa, waits_until(DUE))
    merchant = await Merchant.arrives(http)
    await merchant.says("交上去了", wait=True, **SUBMITTED)
    answers_with(rasa, [])
    return merchant


@pytest.mark.parametrize(("method", "call"), CALLS)
async def test_with_dev_days_pass_by_the_header(start_desk, rasa, method, call):
    async with start_desk(dev=True) as http:
        merchant = await submitted(http, rasa)

        async def request(now):
            body = {"client_message_id": now.isoformat(), "text": "在吗"}
            answer = await http.request(
                method,
                merchant.path + call,
                params={"wait": "true"} if call == "/messages" else {},
                json=body if call == "/messages" and method == "POST" else None,
                headers={**merchant.auth, "X-Now": now.isoformat()},
            )
            assert answer.is_success

        counted = []
        for now in (BEFORE, DUE, AFTER, LATER):
            await request(now)
            counted.append(len(await bot_by_itself(merchant)))
        [bubble] = await bot_by_itself(merchant)
    assert counted == [0, 1, 1, 1]
    assert bubble["at"] == "2026-11-25T18:00:00.000+08:00"


async def test_with_dev_a_stream_begins_as_late_as_the_header_says(start_desk, rasa):
    async with start_desk(dev=True, served=True) as http:
        merchant = await submitted(http, rasa)
        late = Merchant(http, merchant.opened)
        late.auth = {**merchant.auth, "X-Now": AFTER.isoformat()}
        await unasked(late)
        assert len(await bot_by_itself(merchant)) == 1


async def test_with_dev_the_clock_leaves_alone_what_has_a_time_of_its_own(
    start_desk, rasa, database_file
):
    long_ago = {"X-Now": "2020-01-02T10:00:00+08:00"}
    async with start_desk(dev=True, served=True) as http:
        answers_with(rasa, waits_until(datetime.fromisoformat("2020-01-09T18:00:00+08:00")))
        travelled = await Merchant.arrives(http)
        await travelled.says("交上去了", wait=True, **long_ago)
        answers_with(rasa, waits_until(local_now() - timedelta(days=1), "ZF-2"))
        present = await Merchant.arrives(http)
        await present.says("交上去了", wait=True)
        await unasked(present)
        assert await bot_by_itself(travelled) == []


async def test_without_dev_the_header_makes_no_day_pass(start_desk, rasa):
    due = local_now() + timedelta(days=3)
    answers_with(rasa, waits_until(due))
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("交上去了", wait=True)
        merchant.auth["X-Now"] = (due + timedelta(days=1)).isoformat()
        await merchant.case()
        assert await bot_by_itself(merchant) == []
