"""What colleagues write among themselves reaches a merchant by no way at all."""

import asyncio
import io
import json
from zipfile import ZipFile

import pytest
import pytest_asyncio
from ear import heard
from merchant import Merchant
from staff import Staff
from talk import Talk, refused

from zhangfang.evidence.internal import INTERNAL
from zhangfang.evidence.verifier.verify import verify

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "这人上回也闹过"


@pytest_asyncio.fixture(loop_scope="module")
async def noted(agent, colleague, merchant) -> Talk:
    """A conversation with something of every internal kind."""
    await merchant.taps("1-1")
    sent = await merchant.says("什么时候能到账", wait=True)
    seq = sent["message"]["seq"]
    talk = await Talk.claims(agent, merchant.id)
    await talk.does("/notes", text=SECRET)
    card = (await agent.get(f"{talk.path}/card/{seq}")).json()
    verdict = {"suggestion": card["suggestions"][0]["id"], "verdict": "rejected", "reason": SECRET}
    await talk.does(f"/card/{seq}/verdict", **verdict)
    await talk.does("/corrections", seq=seq, intent="ask_progress", reason=SECRET)
    await talk.does("/transfer", agent=colleague.id, word=SECRET)
    await Talk(colleague, merchant.id).does("/transfer/refuse", word=SECRET)
    return talk


async def test_colleagues_see_them_marked(noted):
    marked = {it["kind"] for it in await noted.entries() if it["internal"]}
    assert marked == INTERNAL
    assert f"内部备注：{SECRET}" in await noted.lines()


async def test_the_merchants_messages_have_none(noted, merchant):
    assert SECRET not in str(await merchant.sees())


async def test_nor_has_the_stream(start_console):
    async with start_console(served=True) as http:
        merchant = await Merchant.arrives(http)
        talk = await Talk.claims(await Staff.joins(http, "小周"), merchant.id)
        await talk.does("/notes", text=SECRET)
        await talk.says("在吗")
        path = f"{merchant.path}/stream"
        async with http.stream("GET", path, headers=merchant.auth) as answer:
            seen = await heard(answer, lambda it: it["event"] == "case")
    assert "在吗" in str(seen)
    assert SECRET not in str(seen)


async def test_nor_the_bytes_of_a_stream_that_is_open_meanwhile(start_console):
    """Neither what was noted before, nor what is noted while the merchant's page listens."""
    async with start_console(served=True) as http:
        merchant = await Merchant.arrives(http)
        talk = await Talk.claims(await Staff.joins(http, "小周"), merchant.id)
        await talk.does("/notes", text="overheard-1")
        path = f"{merchant.path}/stream"
        async with http.stream("GET", path, headers=merchant.auth) as answer, asyncio.timeout(10):
            chunks = answer.aiter_raw()
            got = b""
            while b"event: case" not in got:
                got += await anext(chunks)
            await talk.does("/notes", text="overheard-2")
            await talk.says("said-aloud")
            while b"said-aloud" not in got:
                got += await anext(chunks)
        assert b"overheard" not in got
        assert b'"note"' not in got


async def test_nor_any_file_of_the_pack_which_is_sound_without_them(noted, merchant):
    pack = (await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)).content
    files = ZipFile(io.BytesIO(pack))
    assert not any(SECRET.encode() in files.read(name) for name in files.namelist())
    report = verify(pack)
    assert report.failures == []
    events = [json.loads(line) for line in files.read("data/events.jsonl").decode().splitlines()]
    seqs = [it["seq"] for it in events if it["kind"] in INTERNAL]
    assert {f"event {seq} content" for seq in seqs} == set(report.found["withheld"])
    assert len(seqs) >= len(INTERNAL)


async def test_the_pack_says_that_they_are_there(noted, merchant):
    pack = (await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)).content
    files = ZipFile(io.BytesIO(pack))
    assert "是客服之间写的" in files.read("先看这里.html").decode()
    assert "客服内部备注，内容只封存，不外给" in files.read("聊天记录.html").decode()
    assert "客服 小周" in files.read("聊天记录.html").decode()


@pytest.mark.parametrize("kind", ["timeline", "call_script"])
async def test_nor_a_paper(noted, merchant, kind):
    path = f"{merchant.path}/papers/{kind}.txt"
    answer = await merchant.http.get(path, headers=merchant.auth)
    assert answer.status_code == 200
    assert SECRET not in answer.text


async def test_a_timeline_says_who_helped(noted, merchant):
    path = f"{merchant.path}/papers/timeline.txt"
    answer = await merchant.http.get(path, headers=merchant.auth)
    assert "客服 小周 接手" in answer.text


async def test_who_tried_to_get_into_the_console_is_in_no_pack(noted, merchant):
    await noted.staff.http.post(
        "/api/v1/agent/sign-in", json={"name": "谁也不是", "password": "not a good one"}
    )
    await merchant.says("还在吗")
    pack = (await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)).content
    system = json.loads(ZipFile(io.BytesIO(pack)).read("data/system.json"))
    assert {it["event"]["kind"] for it in system} == {"desk_started"}
    assert verify(pack).failures == []


async def test_nor_the_case_or_its_view(noted, merchant):
    assert SECRET not in str(await merchant.case())


async def test_a_note_hides_numbers_too(noted):
    note = await noted.does("/notes", text="回电 13912345678")
    assert note["line"] == "内部备注：回电 139****5678"


async def test_a_note_may_be_written_before_taking_it(merchant, agent):
    note = await Talk(agent, merchant.id).does("/notes", text="我来跟")
    assert (note["by"], note["internal"], note["actor"]) == ("小周", True, "agent")


async def test_not_where_a_colleague_talks(merchant, agent, colleague):
    await Talk.claims(colleague, merchant.id)
    answer = await Talk(agent, merchant.id).tries("/notes", {"text": "偷看"})
    assert refused(answer) == (404, "nothing_there")
