"""A receiver that is slow, dead or strange is trouble for nobody else, and for its own news no longer."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from webhook_world import (
    NOW,
    OPENED,
    WHO,
    change,
    is_signed,
    kept,
    make,
    tell,
)

from zhangfang.cases.change import CaseEnded, PhaseEntered
from zhangfang.console.integrations import webhook_setting
from zhangfang.console.integrations.delivering import AT_ONCE, Errands, Messenger
from zhangfang.console.integrations.outside import RefusedAddressError, place_of, read_url
from zhangfang.console.integrations.posting import new_client, post
from zhangfang.console.integrations.webhook_news import take_news


def phases(database, count: int) -> None:
    change(database, OPENED)
    for place in range(count):
        phase = ("contact", "verify")[place % 2]
        change(database, PhaseEntered(phase=phase, at=NOW.isoformat()))
    while take_news(database):
        pass


async def test_what_a_slow_one_is_told_late_is_signed_with_the_moment_of_sending(
    messenger, receiver, database, clock
):
    """Else a receiver refuses it, five minutes after the first."""
    made = make(database, receiver.url)
    phases(database, 3)
    look_up = messenger.look_up

    async def slowly(name: str, port: int):
        clock.now += timedelta(minutes=4)
        return await look_up(name, port)

    [errand] = await Errands(replace(messenger, look_up=slowly)).begin()
    assert await errand == 4
    sent = [int(it.headers["webhook-timestamp"]) for it in receiver.received]
    assert [it - sent[0] for it in sent] == [0, 240, 480, 720]
    assert all(is_signed(it, made.secret) for it in receiver.received)


async def test_a_dead_one_with_much_to_hear_holds_up_no_other(messenger, receiver, database):
    make(database, "http://127.0.0.1:1/", "case_opened", "phase_changed")
    phases(database, AT_ONCE + 5)
    make(database, receiver.url, "resolved")
    change(database, CaseEnded(status="resolved"))
    assert await tell(messenger, NOW) == 2
    assert [it.said["topic"] for it in receiver.received] == ["resolved"]


async def test_a_slow_one_is_gone_to_once_and_others_meanwhile(messenger, receiver, database):
    answered, asked = asyncio.Event(), asyncio.Event()

    async def hold_on(reader, writer):
        await reader.readuntil(b"}")
        asked.set()
        await answered.wait()
        writer.write(b"HTTP/1.1 204 Said\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(hold_on, "127.0.0.1", 0) as slow:
        make(database, f"http://127.0.0.1:{slow.sockets[0].getsockname()[1]}/")
        errands = Errands(messenger)
        phases(database, 0)
        [errand] = await errands.begin()
        await asked.wait()
        make(database, receiver.url)
        change(database, CaseEnded(status="resolved"))
        take_news(database)
        [other] = await errands.begin()
        assert await other == 1
        assert [it.said["topic"] for it in receiver.received] == ["resolved"]
        assert await errands.begin() == []
        answered.set()
        assert await errand == 2, "what came meanwhile too"
        await errands.end()


async def test_no_connection_is_kept_for_another_name_at_the_same_address():
    """The certificate was checked for the first name only."""
    hung_up = asyncio.Semaphore(0)

    async def keep_open(reader, writer):
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n{}")
            writer.write(b"HTTP/1.1 204 Said\r\n\r\n")
        writer.close()
        hung_up.release()

    async def look_up(_name: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    async with await asyncio.start_server(keep_open, "127.0.0.1", 0) as server, new_client() as it:
        port = server.sockets[0].getsockname()[1]
        for name in ("localhost", "127.0.0.1"):
            told = await post(it, look_up, f"http://{name}:{port}/", b"{}", {})
            assert told.status == 204
            await hung_up.acquire()


UNSPEAKABLE = ("https://example..com/", "https://.example.com/", f"https://{'a' * 64}.example/")


@pytest.mark.parametrize("url", UNSPEAKABLE)
def test_a_name_that_cannot_be_looked_up_is_refused_at_once(url):
    """Looking it up raises, and what raises was tried again for ever."""
    with pytest.raises(RefusedAddressError):
        read_url(url)


async def test_whatever_goes_wrong_counts_as_a_try(messenger, receiver, database):
    async def look_up(_name: str, _port: int) -> list[str]:
        raise UnicodeError

    make(database, receiver.url)
    change(database, OPENED)
    assert await tell(replace(messenger, look_up=look_up), NOW) == 1
    [delivery] = kept(database)
    assert (delivery.state, delivery.last_error) == ("waiting", "UnicodeError")


INSIDE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "192.0.0.8", "192.168.1.1",
    "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1", "2001:db8::1", "2002:a00:1::",
    "fc00::1", "fe80::1%eth0", "fec0::1", "ff02::1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
async def test_a_house_s_own_address_is_not_called_however_it_is_written(address):
    async def look_up(_name: str, _port: int) -> list[str]:
        return [address]

    with pytest.raises(RefusedAddressError):
        await place_of("https://example.org/hook", look_up)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost."])
async def test_nor_this_machine_by_another_name(host):
    """What the system takes for 127.0.0.1 is looked up like any name."""

    async def look_up(_name: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    for scheme in ("https", "http"):
        with pytest.raises(RefusedAddressError):
            await place_of(f"{scheme}://{host}/hook", look_up)


async def test_each_secret_signs_for_a_day_however_often_it_is_renewed(
    messenger, receiver, database
):
    first = make(database, receiver.url)
    own = first.webhook.id
    second = webhook_setting.renew_secret(database, WHO, own, NOW)
    third = webhook_setting.renew_secret(database, WHO, own, NOW + timedelta(hours=12))
    change(database, OPENED)
    await tell(messenger, NOW + timedelta(hours=23))
    change(database, CaseEnded(status="resolved"))
    await tell(messenger, NOW + timedelta(hours=25))
    signed = [
        [is_signed(it, made.secret) for made in (first, second, third)] for it in receiver.received
    ]
    assert signed == [[True, True, True], [False, True, True]]


async def test_an_endless_refusal_is_read_to_its_beginning(database, clock):
    """And one that is packed tight is not unpacked."""

    hung_up = asyncio.Event()

    async def endless(reader, writer):
        await reader.readuntil(b"\r\n\r\n{}")
        writer.write(b"HTTP/1.1 500 Said\r\nContent-Encoding: gzip\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 1000)
                await writer.drain()
        except ConnectionError:
            writer.close()
            hung_up.set()

    async with await asyncio.start_server(endless, "127.0.0.1", 0) as server, new_client() as it:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        told = await post(it, Messenger(database, it, clock).look_up, url, b"{}", {})
        await hung_up.wait()
    assert told == (500, "x" * 200, None)
