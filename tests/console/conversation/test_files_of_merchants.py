"""A merchant's files on an agent's screen: pictures of them, what was read off them, never the file."""

import httpx
import pytest
from lookers import WEBP, Pretended, get_view
from merchant import Merchant
from sent_files import photo, sends
from staff import Staff
from talk import Talk, refused

from zhangfang.desk import service
from zhangfang.store import log

SLIP = {"name": "amount", "value": "1288", "text": "1,288.00", "sure": True, "box": None}
BLURRED = {
    "name": "reference_number",
    "value": "123456789012",
    "text": "x",
    "sure": False,
    "box": None,
}


@pytest.fixture
async def http(start_console, monkeypatch):
    monkeypatch.setattr(service, "PictureWorker", Pretended)
    async with start_console(pictures=True) as client:
        yield client


@pytest.fixture
async def merchant(http) -> Merchant:
    return await Merchant.arrives(http)


@pytest.fixture
async def talk(http, merchant) -> Talk:
    return Talk(await Staff.joins(http, "小周"), merchant.id)


async def view(talk: Talk, sha256: str, **more) -> httpx.Response:
    return await talk.staff.get(f"{talk.path}/files/{sha256}/view", **more)


async def test_the_picture_is_shown(merchant, talk):
    sent = await sends(merchant, photo(1))
    sha256 = sent["file"]["sha256"]
    await get_view(merchant, sha256)
    large, small = await view(talk, sha256), await view(talk, sha256, params={"size": "small"})
    assert (large.content, small.content) == (WEBP + b"large", WEBP + b"small")
    assert large.headers["content-type"] == "image/webp"
    again = await view(talk, sha256, headers={"If-None-Match": large.headers["ETag"]})
    assert again.status_code == 304
    [row] = (await talk.get())["files"]
    assert (row["seq"], row["view"], row["recalled"]) == (sent["message"]["seq"], "ready", False)


@pytest.mark.parametrize(
    "path", ["files/{}", "files/{}/view?size=huge", "files/" + "0" * 64 + "/view"]
)
async def test_nothing_else_of_it_is(merchant, talk, path):
    sha256 = (await sends(merchant, photo(1)))["file"]["sha256"]
    await get_view(merchant, sha256)
    answer = await talk.staff.get(f"{talk.path}/{path.format(sha256)}")
    assert answer.status_code in (404, 422)
    assert photo(1) not in answer.content


async def test_nor_where_a_colleague_talks(http, merchant, talk):
    sha256 = (await sends(merchant, photo(1)))["file"]["sha256"]
    await get_view(merchant, sha256)
    await Talk.claims(await Staff.joins(http, "小林"), merchant.id)
    assert refused(await view(talk, sha256)) == (404, "nothing_there")


async def test_what_was_read_off_it_goes_with_it(http, merchant, talk):
    sent = await sends(merchant, photo(1))
    await get_view(merchant, sent["file"]["sha256"])
    seq = sent["message"]["seq"]
    read = log.Draft(
        "file_read", "system", "observed", "2026-11-22T10:00:00.000+08:00",
        {"seq": seq, "reader": "x"}, {"fields": [SLIP, BLURRED], "quality": None},
    )  # fmt: skip
    with http.app.state.console.desk.database.write() as connection:
        log.append(connection, merchant.id, [read])
    [row] = (await talk.get())["files"]
    assert row["read"] == ["金额：1288 元", "参考号：123456789012（看不太清）"]
    assert "读出：金额 1288" in "".join(await talk.lines())
    await merchant.http.post(f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth)
    shown = await talk.get()
    [row] = shown["files"]
    assert (row["recalled"], row["read"], row["name"]) == (True, [], "")
    assert "1288" not in str(shown)
    assert refused(await view(talk, sent["file"]["sha256"]))[0] == 404
