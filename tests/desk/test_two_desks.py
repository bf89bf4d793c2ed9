"""Desks on one record, in PostgreSQL: what one has written the other goes on with."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import waiting_case
from merchant import Merchant
from own_record import RECORDER
from postgres_server import private_server
from test_consent import agrees
from test_erasure import (  # noqa: F401 - they run here with this module's settings
    test_it_takes_the_secret_where_there_is_one,
    test_the_token_opens_nothing_any_more,
)
from test_packs import (  # noqa: F401
    test_a_pack_is_sound_and_holds_what_was_said,
    test_a_receipt_is_in_the_pack_s_log,
    test_numbers_are_masked_until_they_are_asked_for_with_the_secret,
    test_taken_twice_it_has_the_same_bytes,
)
from test_recall import (  # noqa: F401
    takes_back,
    test_a_pack_says_that_it_was_taken_back_and_not_what_it_said,
    test_facts_that_came_of_it_stay_and_the_merchant_is_told,
    test_its_sender_can_have_it_shown_in_an_opened_pack,
    test_what_stands_for_a_split_number_goes_with_it,
)
from test_stream import listening

from zhangfang.desk import other_desks
from zhangfang.desk.follow_ups import Sources, run_due
from zhangfang.desk.responses import load_responses
from zhangfang.desk.self_audit import audit_command
from zhangfang.evidence.event import SYSTEM
from zhangfang.running.audit import SOUND, Order, run
from zhangfang.store import log
from zhangfang.store.database import Database
from zhangfang.store.keys import KeysError
from zhangfang.store.migrate import migrate

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).parents[2]
DUE = datetime.fromisoformat("2026-11-25T18:00:00+08:00")


@pytest.fixture(scope="module")
def server():
    with private_server() as server:
        yield server


@pytest.fixture
def url(server):
    return server.new_place()


@pytest.fixture
def settings(settings, url):
    return replace(settings, database=url)


@pytest.fixture
def other(settings, tmp_path):
    """Another desk's folder."""
    return tmp_path / "other"


def share_keys(settings, other):
    shutil.copytree(settings.data / "keys", other / "keys")


def system_events(url):
    with closing(Database(url, RECORDER)) as database, database.read() as connection:
        return [it.event for it in log.entries(connection, SYSTEM)]


async def test_a_merchant_goes_on_at_whichever_desk(start_desk, settings, other):
    async with start_desk() as one:
        share_keys(settings, other)
        async with start_desk(data=other) as two:
            merchant = await Merchant.arrives(one)
            first = await merchant.says("多扣了我 12 块", wait=True)
            elsewhere = merchant.at(two)
            assert first["message"] in await elsewhere.sees()
            second = await elsewhere.says("单号 A20240315", wait=True)
            assert second["replies"]
            assert await merchant.sees() == await elsewhere.sees()
            writing = [
                it.says(f"第 {n} 句", wait=True) for n in range(10) for it in (merchant, elsewhere)
            ]
            await asyncio.gather(*writing)
            seen = await merchant.sees()
    assert sum(it["actor"] == "merchant" for it in seen) == 22
    said = []
    order = Order(data=settings.data, database=settings.database)
    assert run(order, said.append, said.append, as_json=False) == SOUND, said


async def test_a_message_is_taken_back_at_both_desks_at_once_and_there_is_one_mark(
    start_desk, settings, other, knowledge
):
    async with start_desk() as one:
        share_keys(settings, other)
        async with start_desk(data=other) as two:
            merchant = await Merchant.arrives(one)
            both = (merchant, merchant.at(two))
            for _ in range(5):
                seq = (await merchant.says("说错了", wait=True))["message"]["seq"]
                marks = await asyncio.gather(*(takes_back(it, seq) for it in both for _ in "ab"))
                assert len({it.json()["message"]["seq"] for it in marks}) == 1
            agreed = [agrees(it, knowledge.consent.version, sensitive=True) for it in both * 3]
            assert len({it.json()["at"] for it in await asyncio.gather(*agreed)}) == 1
            assert await both[0].sees() == await both[1].sees()
            assert sum(it["recalled"] for it in await merchant.sees()) == 5
    said = []
    order = Order(data=settings.data, database=settings.database)
    assert run(order, said.append, said.append, as_json=False) == SOUND, said


async def test_a_page_that_is_open_at_one_sees_what_is_said_at_the_other(
    start_desk, settings, other, monkeypatch
):
    monkeypatch.setattr(other_desks, "LOOKED_EVERY", 0.05)
    async with start_desk(served=True) as one:
        await one.get("/healthz")  # by then it has started
        share_keys(settings, other)
        async with start_desk(data=other) as two:
            merchant = await Merchant.arrives(one)
            async with listening(merchant, after=1) as events:
                assert (await events.next())["event"] == "case"
                sent = await merchant.at(two).says("多扣了我 12 块", wait=True)
                async with asyncio.timeout(10):
                    seen = await events.until("message")
                    while seen[-1]["data"]["seq"] < sent["replies"][-1]["seq"]:
                        seen += await events.until("message")
    told = [it["data"]["text"] for it in seen if it["event"] == "message"]
    assert told == ["多扣了我 12 块", *(it["text"] for it in sent["replies"])]


async def test_each_desk_tells_its_own_end(start_desk, settings, other):
    async with start_desk():
        share_keys(settings, other)
        async with start_desk(data=other):
            pass
        async with start_desk(data=other):
            pass
    async with start_desk():
        pass
    events = system_events(settings.database)
    ends = [it.body["ended_in_order"] for it in events if it.kind == "desk_started"]
    assert ends == [None, None, True, True]


async def test_a_desk_with_other_keys_does_not_start(start_desk, other):
    async with start_desk():
        with pytest.raises(KeysError, match="Put them back"):
            async with start_desk(data=other):
                pass


async def test_of_two_desks_that_begin_a_log_with_keys_of_their_own_one_goes_on(
    start_desk, settings, other, url
):
    migrate(url)
    async with start_desk(database=None, data=other):
        pass  # it has keys now
    async with start_desk():
        with pytest.raises(KeysError, match="copy the folder keys/"):
            async with start_desk(data=other):
                pass


def test_each_day_is_told_once_by_two_desks_that_look_at_once(url, knowledge):
    migrate(url)
    names = [f"c{n}" for n in range(20)]
    with closing(Database(url, RECORDER)) as one, closing(Database(url, RECORDER)) as two:
        with one.write() as connection:
            for name in names:
                waiting_case.add(connection, name, DUE)
        responses = load_responses(ROOT / "domain.yml")
        desks = [Sources(database, knowledge, responses) for database in (one, two)]
        with ThreadPoolExecutor(2) as threads:
            later = DUE + timedelta(seconds=1)
            told = list(threads.map(lambda desk: list(run_due(desk, later)), desks))
        assert sorted(it.conversation for each in told for it in each) == sorted(names)
        assert [len(waiting_case.followed_up(one, name)) for name in names] == [1] * 20
        assert all(waiting_case.as_the_log_says(two, name) for name in names)


def test_a_desk_has_its_own_record_audited(settings):
    command = audit_command(settings)
    assert command[command.index("--database") + 1] == settings.database
