"""The desk is killed at random moments while eight writers write. Nothing that it said is lost."""

import asyncio
import random
import signal
import sqlite3
import sys
from contextlib import closing
from itertools import groupby, pairwise
from pathlib import Path

import httpx
import pytest
from fake_rasa import listen
from merchant import Merchant
from own_record import of_desk

from zhangfang.evidence.event import canonical, leaf_hash
from zhangfang.store import log

CONVERSATIONS = 4
WRITERS_EACH = 2
LONGEST_LIFE = 0.4
"""Seconds between a desk's first acknowledgement and its death, at most."""


class MortalDesk:
    """A desk process that can be killed and started again on the same data and port."""

    def __init__(self, data: Path, rasa_url: str) -> None:
        with closing(listen()) as free:
            self.port = free.getsockname()[1]
        self._arguments = [str(data), rasa_url, str(self.port)]
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        script = str(Path(__file__).with_name("run_desk.py"))
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, script, *self._arguments
        )

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        self._process.terminate()
        return await self._process.wait()


class Writer:
    """Sends message after message, each again and again until it is acknowledged."""

    def __init__(self, name: str, merchant: Merchant) -> None:
        self.name = name
        self.merchant = merchant
        self.acknowledged: dict[str, dict] = {}
        self.enough = False

    async def write(self, heard: asyncio.Event) -> None:
        number = 0
        while not self.enough:
            number += 1
            await self._send(f"{self.name}-{number}")
            heard.set()
        answered = False
        while not answered:  # a long queue may be left, and the notice come first
            answered = await self._send(f"{self.name}-last", wait=True)

    async def _send(self, name: str, *, wait: bool = False) -> bool:
        """Whether the bot has answered."""
        body = {"client_message_id": name, "text": f"多扣了 {name}"}
        answer = await insist(lambda: self.merchant.post(body, wait=wait))
        assert answer.status_code == 201, answer.text
        self.acknowledged[name] = answer.json()
        return [m["actor"] for m in answer.json().get("replies", [])] == ["bot"]


async def insist(request):
    """As the page does: the same request again until the desk answers."""
    while True:
        try:
            return await request()
        except httpx.TransportError:
            await asyncio.sleep(0.02)


async def kill_under_load(rasa, data: Path, kills: int, seed: int) -> list[Writer]:
    chance = random.Random(seed)
    desk = MortalDesk(data, rasa.url)
    await desk.start()
    url = f"http://127.0.0.1:{desk.port}"
    async with httpx.AsyncClient(base_url=url, timeout=20, trust_env=False) as http:
        merchants = [
            Merchant(http, (await insist(lambda: http.post("/api/v1/conversations"))).json())
            for _ in range(CONVERSATIONS)
        ]
        writers = [
            Writer(f"{place}{letter}", merchant)
            for place, merchant in enumerate(merchants)
            for letter in "abcdefgh"[:WRITERS_EACH]
        ]
        heard = asyncio.Event()
        writing = [asyncio.create_task(writer.write(heard)) for writer in writers]
        for _ in range(kills):
            heard.clear()
            await heard.wait()
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
            await desk.kill()
            await desk.start()
        for writer in writers:
            writer.enough = True
        await asyncio.gather(*writing)
    assert await desk.stop() == -signal.SIGTERM  # uvicorn ends as the signal would, but tidily
    return writers


def assert_nothing_lost(data: Path, writers: list[Writer]) -> None:
    file = data / "zhangfang.db"
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute(
            "SELECT log_index, conversation, seq FROM events ORDER BY log_index"
        ).fetchall()
    assert [index for index, _, _ in rows] == list(range(len(rows)))
    by_conversation = groupby(sorted(rows, key=lambda row: row[1:]), key=lambda row: row[1])
    for _, entries in by_conversation:
        assert [seq for place, (_, _, seq) in enumerate(entries, 1) if seq != place] == []
    database = of_desk(data)
    with closing(database), database.read() as connection:
        for conversation in {writer.merchant.id for writer in writers}:
            entries = log.messages_after(connection, conversation, 0)
            assert_whole(entries)
            own = [writer for writer in writers if writer.merchant.id == conversation]
            assert_acknowledged(entries, own)


def assert_whole(entries: list[log.Entry]) -> None:
    """Each message has one answer, in order, and the chain of hashes holds."""
    said = [it.event.seq for it in entries if it.event.actor == "merchant"]
    answered = [it.event.body["in_reply_to"] for it in entries if it.event.actor == "bot"][1:]
    assert answered == said
    assert all(leaf_hash(canonical(entry.event)) == entry.leaf_hash for entry in entries)
    assert all(after.event.prev == before.leaf_hash for before, after in pairwise(entries))


def assert_acknowledged(entries: list[log.Entry], writers: list[Writer]) -> None:
    """Whatever was acknowledged is there once, at the place that the receipt names."""
    on_record = [it for it in entries if it.client_message_id]
    by_id = {it.client_message_id: it for it in on_record}
    assert len(by_id) == len(on_record)
    acknowledged = {k: v for writer in writers for k, v in writer.acknowledged.items()}
    assert set(acknowledged) == set(by_id)
    for name, answer in acknowledged.items():
        entry, receipt = by_id[name], answer["receipt"]
        assert answer["message"]["text"] == entry.content["text"]
        assert receipt["log_index"] == entry.event.log_index
        assert receipt["seq"] == entry.event.seq
        assert receipt["leaf_hash"] == entry.leaf_hash


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
async def test_every_acknowledged_message_is_there_exactly_once(rasa, tmp_path, kills):
    writers = await kill_under_load(rasa, tmp_path / "data", kills, seed=kills)
    assert_nothing_lost(tmp_path / "data", writers)
    assert sum(len(writer.acknowledged) for writer in writers) > 2 * kills
