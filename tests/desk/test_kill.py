"""The desk is killed at random moments while eight writers write. Nothing that it said is lost."""

import asyncio
import random
import signal
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from eager import Watcher, Writer, insist
from merchant import Merchant
from mortal_desk import MortalDesk
from own_record import of_desk
from whole_log import WholeLog

from zhangfang.store import log

CONVERSATIONS = 4
WRITERS_EACH = 2
UNBORN = 0.2
"""Share of the desks that die before they have acknowledged anything: while they start, too."""


class Trial(NamedTuple):
    """So many kills and so many messages at least; a desk lives for so many seconds at most."""

    kills: int
    at_least: int
    longest_life: float


class Outcome(NamedTuple):
    """How often the desk was killed, who wrote what, and the checkpoints seen meanwhile."""

    kills: int
    writers: list[Writer]
    seen: set[str]

    @property
    def acknowledged(self) -> dict[str, dict]:
        return {name: it for writer in self.writers for name, it in writer.acknowledged.items()}


async def kill_under_load(desk: MortalDesk, trial: Trial) -> Outcome:
    chance = random.Random(trial.kills)
    await desk.start()
    async with httpx.AsyncClient(base_url=desk.url, timeout=20, trust_env=False) as http:
        writers = [
            Writer(f"{place}{letter}", merchant, random.Random(chance.random()))
            for place in range(CONVERSATIONS)
            for merchant in [await arrives(http)]
            for letter in "abcdefgh"[:WRITERS_EACH]
        ]
        watcher, heard = Watcher(http), asyncio.Event()
        async with asyncio.TaskGroup() as working:
            for writer in writers:
                working.create_task(writer.write(heard))
            working.create_task(watcher.watch())
            killed = 0
            while killed < trial.kills or acknowledged_by(writers) < trial.at_least:
                if chance.random() > UNBORN:
                    heard.clear()
                    await heard.wait()
                await asyncio.sleep(chance.uniform(0, trial.longest_life))
                await desk.kill()
                killed += 1
                await desk.start()
            for worker in (watcher, *writers):
                worker.enough = True
    assert await desk.stop() == -signal.SIGTERM  # uvicorn ends as the signal would, but tidily
    return Outcome(killed, writers, watcher.seen)


def acknowledged_by(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


async def arrives(http: httpx.AsyncClient) -> Merchant:
    answer = await insist(lambda: http.post("/api/v1/conversations"))
    return Merchant(http, answer.json())


def assert_acknowledged(whole: WholeLog, entries: dict[str, log.Entry], outcome: Outcome) -> None:
    """Whatever was acknowledged is there once, at the place that the signed receipt names."""
    assert set(outcome.acknowledged) == set(entries)
    for name, answer in outcome.acknowledged.items():
        entry, receipt = entries[name], answer["receipt"]
        promised = whole.assert_receipt(receipt["note"])
        assert answer["message"]["text"] == entry.content["text"]
        assert (promised.log_index, promised.seq) == (receipt["log_index"], receipt["seq"])
        assert promised.leaf_hash.hex() == receipt["leaf_hash"] == entry.leaf_hash
        assert (promised.conversation, promised.seq) == (entry.event.conversation, entry.event.seq)


def messages(data: Path, conversation: str) -> list[log.Entry]:
    database = of_desk(data)
    with closing(database), database.read() as connection:
        return log.messages_after(connection, conversation, 0)


def assert_answered(entries: list[log.Entry]) -> None:
    """Each message has one answer, in order."""
    said = [it.event.seq for it in entries if it.event.actor == "merchant"]
    answered = [it.event.body["in_reply_to"] for it in entries if it.event.actor == "bot"][1:]
    assert answered == said


@pytest.mark.parametrize(
    "trial",
    [Trial(10, 100, 0.4), pytest.param(Trial(120, 20_000, 5.0), marks=pytest.mark.soak)],
    ids=lambda trial: f"{trial.kills}-kills",
)
async def test_what_was_acknowledged_stands_and_what_was_signed_holds(
    rasa, tmp_path, knowledge, trial
):
    data = tmp_path / "data"
    outcome = await kill_under_load(MortalDesk(data, rasa.url, knowledge), trial)
    whole = WholeLog.read(data)
    whole.assert_dense_and_chained()
    conversations = {writer.merchant.id for writer in outcome.writers}
    by_conversation = [messages(data, it) for it in conversations]
    for entries in by_conversation:
        assert_answered(entries)
    sent = [it for entries in by_conversation for it in entries if it.client_message_id]
    by_id = {it.client_message_id: it for it in sent}
    assert len(by_id) == len(sent)
    assert_acknowledged(whole, by_id, outcome)
    receipts = [answer["receipt"] for answer in outcome.acknowledged.values()]
    handed_out = outcome.seen | {it["checkpoint"] for it in receipts if it["checkpoint"]}
    signed = whole.assert_checkpoints(handed_out, random.Random(trial.kills))
    print(
        f"{outcome.kills} kills, {len(sent)} messages acknowledged, {len(whole.events)} events, "
        f"{signed} checkpoints, {len(handed_out)} of them handed out"
    )
    assert len(handed_out) > trial.kills
