"""A file on the record: there before it is acknowledged, for its merchant alone, and gone when erased."""

import asyncio
import hashlib
import io
import json
import tempfile
import zipfile
from contextlib import closing

import pytest
from merchant import Merchant
from own_record import of_desk, on_disk
from sent_files import get_file, photo, post_file, sample, sends

from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import log
from zhangfang.store.audit.rows import only_reading
from zhangfang.store.audit.run import audit
from zhangfang.store.audit.signed import Believed
from zhangfang.store.keys import open_keys

WORDS = b"nobody may read this"
PICTURE = sample("photo.jpg") + WORDS


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def entries_of(settings, conversation):
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return log.entries(connection, conversation)


async def pack_of(merchant) -> bytes:
    answer = await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)
    assert answer.status_code == 200, answer.text
    return answer.content


async def erases(merchant) -> None:
    answer = await merchant.http.post(
        f"{merchant.path}/erase", headers=merchant.auth, json={"confirm": True}
    )
    assert answer.status_code == 200, answer.text


async def test_a_file_is_on_record_with_its_receipt(merchant, settings):
    sent = await sends(merchant, PICTURE)
    entry = entries_of(settings, merchant.id)[-1]
    event = entry.event
    assert (event.kind, event.actor, event.origin) == ("file", "merchant", "file_received")
    assert sent["file"] == {**entry.content, "view": "waiting"}
    assert entry.content == {
        "name": "小票.jpg",
        "media": "image/jpeg",
        "size": len(PICTURE),
        "sha256": digest(PICTURE),
    }
    assert sent["receipt"]["leaf_hash"] == entry.leaf_hash
    assert sent["receipt"]["seq"] == sent["message"]["seq"] == event.seq


async def test_it_stands_in_the_transcript_among_the_messages(merchant, rasa):
    await merchant.says("多扣了我 12 块", wait=True)
    sent = await sends(merchant, PICTURE)
    await merchant.says("就是这张", wait=True)
    seen = {message["seq"]: message for message in await merchant.sees()}
    assert seen[sent["message"]["seq"]] == sent["message"]
    assert sent["message"]["text"] == "[文件] 小票.jpg"
    assert [message["file"] for message in seen.values() if message["file"]] == [sent["file"]]
    assert rasa.texts == ["多扣了我 12 块", "就是这张"], "no turn for a file"


async def test_whoever_listens_hears_of_it(start_desk):
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        async with http.stream("GET", f"{merchant.path}/stream", headers=merchant.auth) as stream:
            lines = stream.aiter_lines()
            sent = asyncio.create_task(sends(merchant, PICTURE))
            async for line in lines:
                if line.startswith("data: ") and '"file":{' in line:
                    break
            assert json.loads(line.removeprefix("data: ")) == (await sent)["message"]


async def test_it_comes_back_to_the_byte_and_as_nothing_but_a_download(merchant):
    await sends(merchant, PICTURE, "我的 小票.exe")
    answer = await get_file(merchant, digest(PICTURE))
    assert answer.content == PICTURE
    headers = answer.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert headers["Content-Disposition"].endswith(
        "%E6%88%91%E7%9A%84%20%E5%B0%8F%E7%A5%A8.exe.jpg"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "..%2f..%2fkeys%2fmaster.key", "' OR 1=1"])
async def test_a_file_that_is_not_there_is_none(merchant, sha256):
    await sends(merchant, PICTURE)
    answer = await get_file(merchant, sha256)
    assert answer.status_code == 404


async def test_nobody_else_gets_it_or_adds_to_it(http, merchant):
    await sends(merchant, PICTURE)
    other = await Merchant.arrives(http)
    path = f"{merchant.path}/files"
    for auth, status in ((other.auth, 404), ({"Authorization": "Bearer x"}, 401), ({}, 401)):
        got = await http.get(f"{path}/{digest(PICTURE)}", headers=auth)
        put = await http.post(
            path, files={"file": PICTURE}, data={"client_message_id": "a"}, headers=auth
        )
        assert (got.status_code, put.status_code) == (status, status)
    assert (await get_file(other, digest(PICTURE))).status_code == 404
    assert len(await merchant.sees()) == 2


async def test_sent_again_it_is_the_same_file(merchant, settings):
    first = await post_file(merchant, PICTURE, client_message_id="a")
    again = await post_file(merchant, PICTURE, client_message_id="a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(list(settings.files.rglob("*.box"))) == 1


async def test_sent_many_times_at_once_it_is_one_file(merchant, settings):
    answers = await asyncio.gather(
        *(post_file(merchant, PICTURE, client_message_id="a") for _ in range(8))
    )
    assert {answer.text for answer in answers} == {answers[0].text}
    assert len(list(settings.files.rglob("*"))) == 2, "the conversation's folder, and one box"


async def test_another_file_under_the_same_id_is_refused(merchant):
    await post_file(merchant, PICTURE, client_message_id="a")
    other = await post_file(merchant, photo(1), client_message_id="a")
    assert (other.status_code, other.json()["error"]["code"]) == (409, "sent_before")


async def test_an_id_stands_for_a_message_or_for_a_file(merchant):
    await merchant.post({"client_message_id": "a", "text": "多扣了"}, wait=True)
    file = await post_file(merchant, PICTURE, client_message_id="a")
    await post_file(merchant, PICTURE, client_message_id="b")
    message = await merchant.post({"client_message_id": "b", "text": "多扣了"})
    choice = await merchant.post({"client_message_id": "b", "choice": "1-1"})
    assert [it.status_code for it in (file, message, choice)] == [409, 409, 409]


async def test_the_same_file_may_be_sent_twice(merchant, settings):
    first, second = await sends(merchant, PICTURE), await sends(merchant, PICTURE)
    assert first["file"] == second["file"]
    assert first["receipt"]["seq"] + 1 == second["receipt"]["seq"]
    boxes = {box.read_bytes() for box in settings.files.rglob("*.box")}
    assert len(boxes) == 2, "each under a nonce of its own"


async def test_the_sender_s_clock_is_on_record(merchant, settings):
    said = "2026-11-22T10:00:00.000+08:00"
    await post_file(merchant, PICTURE, client_at=said)
    assert entries_of(settings, merchant.id)[-1].event.client_at == said


async def test_a_test_s_clock_counts(start_desk):
    async with start_desk(dev=True) as http:
        merchant = await Merchant.arrives(http)
        sent = await post_file(merchant, PICTURE, headers={"X-Now": "2026-11-22T10:00:00+08:00"})
    assert sent.json()["message"]["at"] == "2026-11-22T10:00:00.000+08:00"


async def test_twenty_files_are_enough(http, merchant):
    for mark in range(20):
        await sends(merchant, photo(mark))
    one_more = await post_file(merchant, photo(20), client_message_id="a")
    assert (one_more.status_code, one_more.json()["error"]["code"]) == (409, "too_many_files")
    assert (await merchant.says("还有一张", wait=True))["replies"]
    await sends(await Merchant.arrives(http), photo(20))


async def test_of_two_for_the_last_place_one_is_taken(merchant, settings):
    for mark in range(19):
        await sends(merchant, photo(mark))
    answers = await asyncio.gather(*(post_file(merchant, photo(mark)) for mark in range(19, 24)))
    assert sorted(it.status_code for it in answers) == [201, 409, 409, 409, 409]
    assert len(list(settings.files.rglob("*.box"))) == 20


async def test_nothing_of_it_is_anywhere_on_disk_in_clear(
    merchant, settings, tmp_path, monkeypatch
):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    large = photo(1, 3_000_000) + WORDS
    sent = await sends(merchant, large, "老张的流水.jpg")
    await pack_of(merchant)
    files = on_disk(settings.data)
    for words in (WORDS, "老张的流水".encode(), digest(large).encode(), large[:200]):
        assert words not in files
    assert not list(temporary.iterdir())
    assert sent["file"]["size"] == len(large)


async def test_boxes_are_for_their_owner_alone(merchant, settings):
    await sends(merchant, PICTURE)
    modes = {it.stat().st_mode & 0o777 for it in settings.files.rglob("*")}
    assert modes == {0o700, 0o600}


async def test_the_pack_holds_it_to_the_byte(merchant):
    photo_sent, pdf_sent = PICTURE, sample("receipt.pdf")
    await sends(merchant, photo_sent)
    await sends(merchant, pdf_sent, "回单.pdf")
    pack = await pack_of(merchant)
    assert verify(pack).failures == []
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        for content in (photo_sent, pdf_sent):
            assert opened.read(f"data/files/{digest(content)}") == content
        assert "回单.pdf" in opened.read("聊天记录.html").decode()


async def test_a_pack_without_a_lost_file_says_which_is_wanting(merchant, settings):
    await sends(merchant, PICTURE)
    sent = await sends(merchant, photo(1))
    boxes = sorted(settings.files.rglob("*.box"), key=lambda box: box.stat().st_mtime_ns)
    boxes[-1].write_bytes(boxes[0].read_bytes())
    failures = verify(await pack_of(merchant)).failures
    found = [tuple(it[:2]) for it in failures]
    assert found == [("attachment_wrong", f"event {sent['message']['seq']}")]
    assert (await get_file(merchant, sent["file"]["sha256"])).status_code == 500
    assert (await get_file(merchant, digest(PICTURE))).status_code == 200


async def test_an_audit_of_a_desk_with_files_is_sound(http, merchant, settings):
    gone = await Merchant.arrives(http)
    for sender in (merchant, gone):
        await sender.says("多扣了我 12 块", wait=True)
        await sends(sender, PICTURE)
    await erases(gone)
    keys = open_keys(settings.keys, log_is_empty=False)
    believed = Believed(keys.origin, keys.verifiers)
    with only_reading(str(settings.data / "zhangfang.db")) as connection:
        audited = audit(connection, keys.master, believed, files=settings.files)
    assert audited.findings.count == {}


async def test_erased_is_gone(http, merchant, settings):
    other = await Merchant.arrives(http)
    await sends(other, photo(1))
    await sends(merchant, PICTURE, "老张的小票.jpg")
    await erases(merchant)
    assert (await get_file(merchant, digest(PICTURE))).status_code == 401
    assert [it.name for it in settings.files.iterdir()] == [other.id]
    files = on_disk(settings.data)
    assert not any(words in files for words in ("老张".encode(), digest(PICTURE).encode()))
    assert verify(await pack_of(other)).failures == []


async def test_a_file_whose_conversation_is_erased_meanwhile_is_refused(
    merchant, settings, monkeypatch
):
    from zhangfang.store import files

    write_box, loop = files.write_box, asyncio.get_running_loop()

    def erased_before(*given):
        box = write_box(*given)
        asyncio.run_coroutine_threadsafe(erases(merchant), loop).result(10)
        return box

    monkeypatch.setattr(files, "write_box", erased_before)
    answer = await post_file(merchant, PICTURE)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "no_token")
    assert not list(settings.files.rglob("*.box"))


@pytest.mark.parametrize("megabytes", [9, 12, 40])
async def test_a_refusal_is_heard_over_a_real_connection(start_desk, megabytes):
    async with start_desk(served=True) as http:
        merchant = await Merchant.arrives(http)
        large = photo(1, megabytes << 20)
        stranger = await http.post(
            f"{merchant.path}/files", files={"file": large}, data={"client_message_id": "a"}
        )
        assert stranger.status_code == 401
        answer = await post_file(merchant, large)
        assert answer.status_code == (201 if megabytes < 10 else 413)
