"""Every file is looked at once: shown if it can be, read, and told; the file itself is safe anyway."""

import asyncio
from contextlib import closing

import pytest
from drawn import SECRET, corners, exif, saved
from lookers import WEBP, Pretended, Unread, get_view
from merchant import Merchant
from own_record import of_desk, on_disk
from sent_files import get_file, photo, post_file, sample, sends

from zhangfang.desk import looking, service
from zhangfang.desk.slip_offers import put_reading
from zhangfang.evidence.verifier.verify import verify
from zhangfang.slips.reading import SlipReading
from zhangfang.store import file_views, log
from zhangfang.store.audit.rows import only_reading
from zhangfang.store.audit.run import audit
from zhangfang.store.audit.signed import Believed
from zhangfang.store.keys import open_keys


@pytest.fixture
def looks(monkeypatch):
    """Who looks, in the test's hands."""
    pretended = Pretended()
    monkeypatch.setattr(service, "PictureWorker", lambda: pretended)
    return pretended


@pytest.fixture
async def merchant(start_desk, looks):
    async with start_desk(pictures=True) as http:
        yield await Merchant.arrives(http)


def files_read(settings, conversation):
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        found = log.entries(connection, conversation)
        return [it.event.body["seq"] for it in found if it.event.kind == file_views.FILE_READ]


async def test_a_picture_waits_and_is_then_ready(merchant, looks):
    looks.may_look.clear()
    sent = await sends(merchant, photo(1))
    assert sent["message"]["file"]["view"] == sent["file"]["view"] == "waiting"
    path = f"{merchant.path}/files/{sent['file']['sha256']}/view"
    waiting = await merchant.http.get(path, headers=merchant.auth)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (202, "1")
    looks.may_look.set()
    large = await get_view(merchant, sent["file"]["sha256"])
    small = await get_view(merchant, sent["file"]["sha256"], "small")
    assert (large.content, small.content) == (WEBP + b"large", WEBP + b"small")
    [shown] = [it["file"] for it in await merchant.sees() if it["file"]]
    assert shown["view"] == "ready"


async def test_a_file_without_a_picture_says_so_and_is_kept(merchant, looks):
    looks.fails = lambda content: True
    sent = await sends(merchant, photo(1))
    answer = await get_view(merchant, sent["file"]["sha256"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_view")
    [shown] = [it["file"] for it in await merchant.sees() if it["file"]]
    assert shown["view"] == "none"
    assert (await get_file(merchant, sent["file"]["sha256"])).content == photo(1)


async def test_a_view_is_for_its_merchant_alone(merchant):
    sha256 = (await sends(merchant, photo(1)))["file"]["sha256"]
    await get_view(merchant, sha256)
    other = await Merchant.arrives(merchant.http)
    path = f"{merchant.path}/files/{sha256}/view"
    for auth, status in ((other.auth, 404), ({"Authorization": "Bearer x"}, 401), ({}, 401)):
        assert (await merchant.http.get(path, headers=auth)).status_code == status
    elsewhere = await get_view(other, sha256)
    assert (elsewhere.status_code, elsewhere.json()["error"]["code"]) == (404, "no_file")
    assert (await get_view(merchant, sha256, "huge")).status_code == 422


async def test_a_view_that_a_page_has_is_not_sent_again(merchant):
    sha256 = (await sends(merchant, photo(1)))["file"]["sha256"]
    first = await get_view(merchant, sha256)
    assert first.headers["Cache-Control"] == "no-store"
    again = await get_view(merchant, sha256, **{"If-None-Match": first.headers["ETag"]})
    small = await get_view(merchant, sha256, "small", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, small.status_code) == (304, b"", 200)


async def test_what_is_shown_is_under_lock_and_for_the_desk_alone(merchant, settings, monkeypatch):
    sent = await sends(merchant, photo(1))
    await get_view(merchant, sent["file"]["sha256"])
    assert WEBP not in on_disk(settings.data)
    modes = {it.stat().st_mode & 0o777 for it in settings.files.rglob("*.*")}
    assert modes == {0o600}
    assert len(list(settings.files.rglob("*.*"))) == 3


async def test_views_go_with_the_conversation(merchant, settings):
    await get_view(merchant, (await sends(merchant, photo(1)))["file"]["sha256"])
    await merchant.http.post(
        f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True}
    )
    assert not any(settings.files.rglob("*"))


async def test_a_conversation_erased_meanwhile_gets_no_view(merchant, looks, settings):
    looks.may_look.clear()
    await sends(merchant, photo(1))
    await asked_for(looks, 1)
    await merchant.http.post(
        f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True}
    )
    looks.may_look.set()
    other = await Merchant.arrives(merchant.http)
    await get_view(other, (await sends(other, photo(2)))["file"]["sha256"])
    assert {it.parent.name for it in settings.files.rglob("*.*")} == {other.id}


async def asked_for(looks, count):
    while len(looks.asked) < count:  # noqa: ASYNC110 - until the desk has got so far
        await asyncio.sleep(0)


async def test_what_was_taken_back_is_shown_no_more(merchant, looks):
    sent = await sends(merchant, photo(1))
    await get_view(merchant, sent["file"]["sha256"])
    seq = sent["message"]["seq"]
    answer = await merchant.http.post(
        f"{merchant.path}/messages/{seq}/recall", headers=merchant.auth, json={}
    )
    assert answer.status_code == 201, answer.text
    view = await get_view(merchant, sent["file"]["sha256"])
    assert (view.status_code, view.json()["error"]["code"]) == (404, "no_file")


async def test_what_is_taken_back_before_it_is_looked_at_is_not_looked_at(
    merchant, looks, settings
):
    looks.may_look.clear()
    await sends(merchant, photo(1))
    await asked_for(looks, 1)
    second = await sends(merchant, photo(2))
    await merchant.http.post(
        f"{merchant.path}/messages/{second['message']['seq']}/recall",
        headers=merchant.auth,
        json={},
    )
    third = await sends(merchant, photo(3))
    looks.may_look.set()
    await get_view(merchant, third["file"]["sha256"])
    assert looks.asked == [photo(1), photo(3)]


async def test_conversations_take_turns(merchant, looks):
    looks.may_look.clear()
    for mark in range(4):
        await sends(merchant, photo(mark))
    await asked_for(looks, 1)
    other = await Merchant.arrives(merchant.http)
    await sends(other, photo(9))
    looks.may_look.set()
    await asked_for(looks, 5)
    assert looks.asked.index(photo(9)) <= 2


async def test_what_cannot_be_told_of_one_picture_holds_up_no_other(
    merchant, looks, settings, monkeypatch
):
    def stumbles(*given):
        *_, reading, _at = given
        if reading is not None:
            raise ValueError("no such fact")
        return put_reading(*given)

    monkeypatch.setattr(looking, "put_reading", stumbles)
    looks.reading = SlipReading(is_slip=True, fields=(), retake=None)
    files = [await sends(merchant, photo(mark)) for mark in (1, 2)]
    for sent in files:
        assert (await get_view(merchant, sent["file"]["sha256"])).status_code == 200
    first = files[0]["message"]["seq"]
    assert files_read(settings, merchant.id)[0] == first


async def test_a_desk_that_starts_takes_up_what_was_left(start_desk, looks, settings):
    looks.may_look.clear()
    async with start_desk(pictures=True) as http:
        merchant = await Merchant.arrives(http)
        first, second = [await sends(merchant, photo(mark)) for mark in (1, 2)]
        await asked_for(looks, 1)
    assert looks.stopped
    assert files_read(settings, merchant.id) == []
    looks.may_look.set()
    looks.asked.clear()
    async with start_desk(pictures=True) as http:
        for sent in (first, second):
            assert (await get_view(merchant.at(http), sent["file"]["sha256"])).status_code == 200
        await put_on_record(settings, merchant.id, 2)
    async with start_desk(pictures=True) as http:
        assert (await get_view(merchant.at(http), first["file"]["sha256"])).status_code == 200
    assert looks.asked == [photo(1), photo(2)], "each once"
    seqs = [sent["message"]["seq"] for sent in (first, second)]
    assert files_read(settings, merchant.id) == seqs


async def put_on_record(settings, conversation, count):
    while len(await asyncio.to_thread(files_read, settings, conversation)) < count:  # noqa: ASYNC110
        await asyncio.sleep(0)


async def test_a_file_of_long_ago_is_left_alone(start_desk, looks, monkeypatch):
    monkeypatch.setattr(file_views, "LOOKED_AT_WITHIN", file_views.LOOKED_AT_WITHIN * 0)
    async with start_desk(pictures=False) as http:
        merchant = await Merchant.arrives(http)
        sent = await sends(merchant, photo(1))
    async with start_desk(pictures=True) as http:
        view = await get_view(merchant.at(http), sent["file"]["sha256"])
        assert view.status_code == 404
    assert looks.asked == []


async def test_a_view_outlives_a_start_and_its_file_being_an_orphan_does_not(
    start_desk, looks, settings
):
    async with start_desk(pictures=True) as http:
        merchant = await Merchant.arrives(http)
        sent = await sends(merchant, photo(1))
        await get_view(merchant, sent["file"]["sha256"])
    folder = settings.files / merchant.id
    for ending in ("small", "large", "part"):
        (folder / f"{'0' * 32}.{ending}").write_bytes(b"left by a desk that died")
    async with start_desk(pictures=False) as http:
        assert (await get_view(merchant.at(http), sent["file"]["sha256"])).status_code == 200
    assert len(list(folder.iterdir())) == 3


async def test_without_room_for_a_view_there_is_none_and_the_file_is_read_all_the_same(
    merchant, looks, settings, monkeypatch
):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_views, "write_new", full)
    sent = await sends(merchant, photo(1))
    assert (await get_view(merchant, sent["file"]["sha256"])).status_code == 404
    assert files_read(settings, merchant.id) == [sent["message"]["seq"]]


async def test_a_record_with_views_is_sound(merchant, settings):
    for mark in range(2):
        await get_view(merchant, (await sends(merchant, photo(mark)))["file"]["sha256"])
    pack = await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)
    assert pack.status_code == 200
    assert WEBP not in pack.content, "a pack has the originals"
    assert verify(pack.content).failures == []
    keys = open_keys(settings.keys, log_is_empty=False)
    with only_reading(str(settings.data / "zhangfang.db")) as connection:
        believed = Believed(keys.origin, keys.verifiers)
        assert audit(connection, keys.master, believed, files=settings.files).findings.count == {}


async def test_a_real_photo_is_shown_without_where_it_was_taken(start_desk, monkeypatch):
    monkeypatch.setattr(service, "PictureWorker", Unread)
    content = saved(corners(800, 600), "JPEG", exif=exif(1))
    assert SECRET in content
    async with start_desk(pictures=True) as http:
        merchant = await Merchant.arrives(http)
        sha256 = (await sends(merchant, content))["file"]["sha256"]
        for size in ("small", "large"):
            assert SECRET not in (await get_view(merchant, sha256, size)).content
        assert SECRET in (await get_file(merchant, sha256)).content, "the original stays as it is"


async def test_the_desk_answers_while_it_looks(merchant, looks):
    looks.may_look.clear()
    await sends(merchant, photo(1))
    await asked_for(looks, 1)
    assert (await merchant.says("多扣了我 12 块", wait=True))["replies"]
    assert (await post_file(merchant, sample("receipt.pdf"))).status_code == 201
    looks.may_look.set()
