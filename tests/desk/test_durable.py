"""Accepted means on disk: the order of the desk's system calls, as strace saw it."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx
import pytest
from eager import insist
from fake_rasa import listen
from merchant import Merchant
from syscalls import STRACE, answers, calls, on_disk

CHECKPOINT_EVERY = "0.5"
MERCHANTS, MESSAGES = 8, 30
WAITING_FOR_THE_BOT = 5
"""Every fifth message."""


@asynccontextmanager
async def traced_desk(data: Path, rasa_url: str, trace: Path) -> AsyncIterator[httpx.AsyncClient]:
    with closing(listen()) as free:
        port = free.getsockname()[1]
    script = str(Path(__file__).with_name("run_desk.py"))
    desk = (sys.executable, script, str(data), rasa_url, str(port), CHECKPOINT_EVERY)
    process = await asyncio.create_subprocess_exec(
        *STRACE, "-o", str(trace), *desk, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient(base_url=url, timeout=20, trust_env=False) as http:
            await insist(lambda: http.get("/healthz"))
            yield http
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # strace passes over it, and ends with the desk
        await process.wait()


async def write(http: httpx.AsyncClient, name: int) -> None:
    merchant = await Merchant.arrives(http)
    for number in range(MESSAGES):
        await merchant.says(f"多扣了 {name} {number}", wait=number % WAITING_FOR_THE_BOT == 0)


def leaf_hashes(data: Path) -> dict[tuple[str, int], str]:
    with closing(sqlite3.connect(data / "zhangfang.db")) as connection:
        rows = connection.execute("SELECT conversation, seq, leaf_hash FROM events")
        return {(conversation, seq): digest for conversation, seq, digest in rows}


@pytest.mark.strace
async def test_every_event_is_synced_before_its_acknowledgement_goes_out(rasa, tmp_path):
    data, trace = tmp_path / "data", tmp_path / "trace"
    async with traced_desk(data, rasa.url, trace) as http:
        await asyncio.gather(*(write(http, name) for name in range(MERCHANTS)))
    hashes = leaf_hashes(data)
    with trace.open(encoding="utf-8", errors="replace") as lines:
        seen = calls(line.rstrip("\n") for line in lines)
    safe, sent = on_disk(seen, "zhangfang.db-wal"), list(answers(seen))
    opened = {hashes[it.body["id"], 1]: it for it in sent if "token" in it.body}
    accepted = {it.body["receipt"]["leaf_hash"]: it for it in sent if "receipt" in it.body}
    assert len(opened) == MERCHANTS
    assert len(accepted) == MERCHANTS * MESSAGES
    acknowledged = {**opened, **accepted}
    assert set(acknowledged) <= set(hashes.values())
    too_early = {
        digest: answer.body
        for digest, answer in acknowledged.items()
        if digest not in safe or safe[digest] >= answer.began
    }
    assert too_early == {}
