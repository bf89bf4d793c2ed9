"""A desk that dies, or whose disk is full, while a file comes in: all of the file is there, or nothing."""

import asyncio
import errno
import os
from contextlib import closing

import pytest
from die_while_filing import DEAD, STEPS, die_at
from merchant import Merchant
from mortal_desk import FORKS
from own_record import of_desk
from sent_files import get_file, photo, post_file, sample, sends
from sqlalchemy.exc import OperationalError
from whole_log import WholeLog

from zhangfang.desk import files as filing
from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import files, log

PICTURE = sample("photo.jpg") + b"the one that is under way"


def boxes(settings):
    return [it for it in settings.files.rglob("*") if it.is_file()]


async def dies_at(step, settings, conversation):
    dying = FORKS.Process(target=die_at, args=(step, settings, conversation, PICTURE))
    await asyncio.to_thread(dying.start)
    await asyncio.to_thread(dying.join)
    assert dying.exitcode == DEAD


@pytest.mark.parametrize("step", STEPS)
async def test_a_desk_that_dies_at_any_step_leaves_all_or_nothing(start_desk, settings, step):
    async with start_desk() as http:
        first = await Merchant.arrives(http)
        kept = await sends(first, photo(1))
    await dies_at(step, settings, first.id)
    assert len(boxes(settings)) == 2, "something is left for the next start"
    async with start_desk() as http:
        merchant = first.at(http)
        assert len(boxes(settings)) == (2 if step == "committed" else 1)
        assert len(await merchant.sees()) == (3 if step == "committed" else 2)
        assert (await get_file(merchant, kept["file"]["sha256"])).content == photo(1)
        again = await post_file(merchant, PICTURE, client_message_id="a")
        assert again.status_code == 201
        assert (await get_file(merchant, again.json()["file"]["sha256"])).content == PICTURE
        assert len(boxes(settings)) == 2
        assert len(await merchant.sees()) == 3
        pack = await http.get(f"{merchant.path}/pack", headers=merchant.auth)
        assert verify(pack.content).failures == []
    WholeLog.read(settings.data).assert_dense_and_chained()


async def test_boxes_that_an_erasure_left_go_at_the_next_start(start_desk, settings, monkeypatch):
    async with start_desk() as http:
        merchant, other = await Merchant.arrives(http), await Merchant.arrives(http)
        await sends(merchant, PICTURE)
        await sends(other, photo(1))
        monkeypatch.setattr(files, "remove_all", lambda folder: None)
        await http.post(f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True})
        assert len(boxes(settings)) == 2
    async with start_desk():
        assert [it.parent.name for it in boxes(settings)] == [other.id]


async def test_a_start_leaves_alone_what_is_not_the_desk_s(start_desk, settings):
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await sends(merchant, PICTURE)
        strange = [settings.files / "notes.txt", settings.files / merchant.id / "backup.box"]
        for file in strange:
            file.write_text("x")
    async with start_desk():
        assert all(file.exists() for file in strange)
        assert len(boxes(settings)) == 3


def full(*_given):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("place", ["_make", "write_new", "sync_folder"])
async def test_a_full_disk_keeps_nothing_and_takes_the_file_later(
    merchant, settings, monkeypatch, place
):
    await sends(merchant, photo(1))
    with monkeypatch.context() as filled:
        filled.setattr(files, place, full)
        answer = await post_file(merchant, PICTURE, client_message_id="a")
        assert (answer.status_code, answer.json()["error"]["code"]) == (507, "no_room")
        assert len(boxes(settings)) == 1
        assert len(await merchant.sees()) == 2
    assert (await post_file(merchant, PICTURE, client_message_id="a")).status_code == 201


async def test_a_database_that_is_full_keeps_nothing(merchant, settings, monkeypatch):
    def database_full(*_given):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as filled:
        filled.setattr(log, "append", database_full)
        assert (await post_file(merchant, PICTURE)).status_code == 507
    assert boxes(settings) == []
    assert (await post_file(merchant, PICTURE)).status_code == 201


async def test_a_commit_that_failed_only_for_us_keeps_the_box(merchant, settings, monkeypatch):
    """The event may be on disk though the commit raised: then its box must be there too."""
    receipt_of = filing.receipt_of

    def committed_and_lost(connection, key, entry):
        connection.commit()
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    with monkeypatch.context() as failing:
        failing.setattr(filing, "receipt_of", committed_and_lost)
        assert (await post_file(merchant, PICTURE, client_message_id="a")).status_code == 500
    assert filing.receipt_of is receipt_of
    again = await post_file(merchant, PICTURE, client_message_id="a")
    assert again.status_code == 201
    assert (await get_file(merchant, again.json()["file"]["sha256"])).content == PICTURE
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        assert files.count(connection, merchant.id) == len(boxes(settings)) == 1


async def test_a_merchant_who_breaks_off_leaves_nothing(start_desk, settings):
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        _, writer = await asyncio.open_connection("127.0.0.1", http.base_url.port)
        head = (
            f"POST {merchant.path}/files HTTP/1.1\r\nHost: desk\r\n"
            f"Authorization: {merchant.auth['Authorization']}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        )
        writer.write(head.encode() + photo(1, 1_000_000))
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert await merchant.sees() == merchant.opened["messages"]
    assert boxes(settings) == []
