"""Files come in a few at a time, and none for ever."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from merchant import Merchant
from patience import PATIENT
from sent_files import photo, post_file, sends

from zhangfang.desk.errors import DeskError
from zhangfang.desk.file_errors import TooManyAtOnceError, TooSlowError
from zhangfang.desk.settings import Waits
from zhangfang.desk.uploads import AT_ONCE, MOST_WAITING, Uploads, in_time

FORM = (
    b'--b\r\nContent-Disposition: form-data; name="client_message_id"\r\n\r\na\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
)


class Sender:
    """Sends a file as slowly as a test wants."""

    def __init__(self, merchant: Merchant, content: bytes) -> None:
        self.rest = FORM + content + b"\r\n--b--\r\n"
        self.merchant = merchant
        self.head = (
            f"POST {merchant.path}/files HTTP/1.1\r\nHost: desk\r\n"
            f"Authorization: {merchant.auth['Authorization']}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n"
            f"Content-Length: {len(self.rest)}\r\nExpect: 100-continue\r\n\r\n"
        ).encode()

    @asynccontextmanager
    async def connected(self):
        """The file has its place and its first bytes are on the way.

        The server says 100 when it begins to read, which it does with a place only.
        """
        port = self.merchant.http.base_url.port
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            self.writer.write(self.head)
            assert await self.hears() == 100
            assert await self.reader.readline() == b"\r\n"
            await self.sends(100)
            yield self
        finally:
            self.writer.close()
            await self.writer.wait_closed()

    async def sends(self, size: int = 1 << 30) -> None:
        piece, self.rest = self.rest[:size], self.rest[size:]
        self.writer.write(piece)
        await self.writer.drain()

    async def hears(self) -> int:
        return int((await self.reader.readline()).split()[1])


async def test_two_come_in_and_a_third_waits_for_its_turn(start_desk):
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        first, second = [Sender(merchant, photo(mark)) for mark in (1, 2)]
        async with first.connected(), second.connected():
            third = asyncio.create_task(post_file(merchant, photo(3)))
            assert (await merchant.says("还在传", wait=True))["replies"], "words pass them by"
            other = await Merchant.arrives(http)
            await sends(other, photo(4))
            assert not third.done()
            await first.sends()
            assert await first.hears() == 201
            assert (await third).status_code == 201
            await second.sends()
            assert await second.hears() in (201, 409), "the id of the first, another file"


async def test_more_than_may_wait_are_refused():
    uploads, leave = Uploads(), asyncio.Event()

    async def sending():
        async with uploads.place("A"):
            await leave.wait()

    waiting = [asyncio.create_task(sending()) for _ in range(AT_ONCE + MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyAtOnceError):
        async with uploads.place("A"):
            pass
    async with uploads.place("B"):
        leave.set()
    await asyncio.gather(*waiting)
    async with uploads.place("A"):
        pass


async def test_who_goes_away_while_waiting_takes_no_place():
    uploads = Uploads()
    async with uploads.place("A"), uploads.place("A"):
        for _ in range(3 * MOST_WAITING):
            leaving = asyncio.create_task(uploads.place("A").__aenter__())
            await asyncio.sleep(0)
            leaving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await leaving
    assert not uploads._lines


async def test_one_who_stops_sending_is_told_so_and_keeps_nobody_waiting(start_desk, settings):
    async with start_desk(replace(PATIENT, piece=0.05), served=True) as http:
        merchant = await Merchant.arrives(http)
        async with Sender(merchant, photo(1)).connected() as slow:
            assert await slow.hears() == 408
        await sends(merchant, photo(2))
        assert len(list(settings.files.rglob("*.box"))) == 1


async def drips():
    while True:
        await asyncio.sleep(0)
        yield b"."


async def test_one_who_sends_for_ever_is_ended():
    with pytest.raises(TooSlowError):
        async for _ in in_time(drips(), Waits(upload=0.05)):
            pass


async def test_one_who_sends_in_time_is_read_to_the_end():
    async def pieces():
        for piece in (b"a", b"b"):
            yield piece

    assert [it async for it in in_time(pieces(), Waits())] == [b"a", b"b"]


@pytest.mark.parametrize("kind", [TooManyAtOnceError, TooSlowError])
def test_it_is_said_in_plain_words(kind: type[DeskError]):
    assert kind.message.endswith("。")
    assert not any(word in kind.message for word in "！您")
