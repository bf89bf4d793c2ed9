"""Who types: told to whom it concerns, kept nowhere, and over by itself."""

import asyncio

import pytest

from zhangfang.desk.stream import Stream


async def until(holds):
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - a timer of the stream's own
            await asyncio.sleep(0)


async def test_a_person_who_is_not_heard_of_types_no_more():
    told = []
    stream = Stream(typing_lasts=0.01)
    stream.watch(told.append)
    stream.typing("a", on=True, who="agent", name="小周")
    assert stream.typing_in("a") == {"agent": "小周"}
    await until(lambda: not stream.typing_in("a"))
    assert told == ["a", "a"]


async def test_said_again_it_goes_on_and_is_told_once():
    told = []
    stream = Stream(typing_lasts=60)
    stream.watch(told.append)
    for _ in range(3):
        stream.typing("a", on=True, who="merchant")
    stream.typing("a", on=False, who="merchant")
    stream.typing("a", on=False, who="merchant")
    assert told == ["a", "a"]
    stream.close()


async def test_the_bot_says_itself_when_it_has_ended():
    stream = Stream(typing_lasts=0)
    stream.typing("a", on=True)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert stream.typing_in("a") == {"bot": ""}
    stream.typing("a", on=False)
    assert stream.typing_in("a") == {}


@pytest.mark.parametrize(
    ("body", "status"), [({"on": True}, 204), ({"on": False}, 204), ({"on": "yes"}, 422), ({}, 422)]
)
async def test_a_merchants_page_says_so(merchant, body, status):
    path = f"{merchant.path}/typing"
    answer = await merchant.http.post(path, json=body, headers=merchant.auth)
    assert answer.status_code == status
    assert (await merchant.http.post(path, json=body)).status_code == 401


async def test_nothing_of_it_is_kept(merchant):
    before = await merchant.sees()
    await merchant.http.post(f"{merchant.path}/typing", json={"on": True}, headers=merchant.auth)
    assert await merchant.sees() == before
