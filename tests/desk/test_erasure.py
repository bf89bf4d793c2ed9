"""A conversation that its merchant has erased: gone everywhere, and the log still whole."""

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest
from merchant import Merchant
from own_record import of_desk, on_disk

from zhangfang.desk import wiping
from zhangfang.evidence.merkle import root
from zhangfang.store import log, tree
from zhangfang.store.log import CONTENT

WORDS = ["老张多扣了我的钱", "单号 PX20261122000456", "13812345678", "老张"]
FACTS = re.compile(rb"(?<![0-9A-Za-z+/_:-])(0456|12\.34)(?![0-9A-Za-z+/_-])")
"""The number's tail and the sum. In hashes and times the same characters stand now and then."""


async def erased(merchant, **body):
    return await merchant.http.post(f"{merchant.path}/erase", headers=merchant.auth, json=body)


async def talk(merchant):
    await merchant.says(f"{WORDS[0]}，{WORDS[1]}，电话 {WORDS[2]}，扣了 12.34 块", wait=True)


async def test_nothing_that_was_said_is_left_on_disk(start_desk, settings):
    async with start_desk() as http:
        other, merchant = await Merchant.arrives(http), await Merchant.arrives(http)
        await other.says("我这边少了 77 块", wait=True)
        await talk(merchant)
        before = on_disk(settings.data)
        assert WORDS[0].encode() in before
        assert FACTS.search(before)
        answer = await erased(merchant, confirm=True)
        assert answer.status_code == 200, answer.text
        files = on_disk(settings.data)
        for words in (*WORDS, merchant.opened["token"]):
            assert words.encode() not in files, words
        assert not FACTS.search(files)
        assert "我这边少了 77 块".encode() in files
        assert (await other.says("还在吗", wait=True))["replies"]


async def test_the_token_opens_nothing_any_more(merchant):
    await talk(merchant)
    await erased(merchant, confirm=True)
    answer = await merchant.http.get(f"{merchant.path}/messages", headers=merchant.auth)
    assert answer.status_code == 401


async def test_the_leaves_stay_and_say_nothing(merchant, database_file):
    await talk(merchant)
    with closing(of_desk(database_file.parent)) as database:
        with database.read() as connection:
            before = root(tree.size(connection) - 0, tree.Nodes(connection))
            size = tree.size(connection)
        answer = await erased(merchant, confirm=True)
        with database.read() as connection:
            assert root(size, tree.Nodes(connection)) == before
            entries = log.entries(connection, merchant.id)
    assert [it.content for it in entries] == [None] * len(entries)
    assert any(CONTENT in it.event.sealed for it in entries)
    assert entries[-1].event.kind == "erased"
    assert answer.json()["receipt"]["leaf_hash"] == entries[-1].leaf_hash


@pytest.mark.parametrize("body", [{}, {"confirm": False}, {"confirm": "yes"}, {"x": 1}])
async def test_it_takes_a_clear_word(merchant, body):
    await talk(merchant)
    answer = await erased(merchant, **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_confirmed")
    assert await merchant.sees()


async def test_it_takes_the_secret_where_there_is_one(merchant):
    secret = await merchant.gets_a_secret()
    without = await erased(merchant, confirm=True)
    assert (without.status_code, without.json()["error"]["code"]) == (403, "secret_wanted")
    wrong = await erased(merchant, confirm=True, secret="WRONG-ONE")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_secret")
    assert (await erased(merchant, confirm=True, secret=secret)).status_code == 200


async def test_a_turn_under_way_ends_and_writes_nothing(start_desk, rasa, settings):
    rasa.behaviour = rasa.hang
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says(WORDS[0])
        await asyncio.wait_for(rasa.asked.wait(), 5)
        assert (await erased(merchant, confirm=True)).status_code == 200
        rasa.behaviour = rasa.answer
        other = await Merchant.arrives(http)
        assert (await other.says("多扣了", wait=True))["replies"]
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        assert log.entries(connection, merchant.id)[-1].event.kind == "erased"


async def test_a_reader_holds_up_the_traces_and_not_the_merchant(start_desk, settings):
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await talk(merchant)
        with closing(sqlite3.connect(settings.data / "zhangfang.db")) as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT COUNT(*) FROM events").fetchone()
            assert (await erased(merchant, confirm=True)).status_code == 200
            assert WORDS[0].encode() in on_disk(settings.data)
    async with start_desk():
        assert WORDS[0].encode() not in on_disk(settings.data)


async def test_what_was_held_up_is_done_later(monkeypatch):
    busy, loop, done = [True, True, False], asyncio.get_running_loop(), asyncio.Event()

    def wipe(_database) -> bool:
        held_up = busy.pop(0)
        if not held_up:
            loop.call_soon_threadsafe(done.set)
        return not held_up

    monkeypatch.setattr(wiping, "wipe_traces", wipe)
    monkeypatch.setattr(wiping, "wipes_at_start", lambda _database: True)
    wiper = wiping.Wiper(None, pause=0)
    await wiper.start()
    await asyncio.wait_for(done.wait(), 5)
    await wiper.stop()
    assert busy == []
