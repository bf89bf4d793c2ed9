"""The pack that a merchant takes away, through the API."""

import hashlib
import io
import json
import zipfile
from contextlib import closing

import pytest
from merchant import Merchant
from own_record import of_desk

from zhangfang.desk.notary import Vouchers
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import Archive, make_pack
from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import log
from zhangfang.store.keys import open_keys

PHONE, IDENTITY = "13812345678", "11010519491231002X"


async def pack_of(merchant) -> bytes:
    answer = await merchant.http.get(f"{merchant.path}/pack", headers=merchant.auth)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/zip"
    return answer.content


async def opened_pack_of(merchant, **body):
    return await merchant.http.post(f"{merchant.path}/pack", headers=merchant.auth, json=body)


def files_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


async def test_a_pack_is_sound_and_holds_what_was_said(merchant):
    await merchant.says("多扣了我 12 块", wait=True)
    pack = await pack_of(merchant)
    report = verify(pack)
    assert report.failures == []
    openings = json.loads(files_of(pack)["data/openings.json"])
    texts = [it["content"]["value"].get("text") for it in openings.values()]
    assert "多扣了我 12 块" in texts
    assert "多扣了我 12 块" in files_of(pack)["聊天记录.html"].decode()


async def test_the_sender_s_clock_stands_beside_the_desk_s(merchant):
    said_at = "2026-11-22T01:02:03.004Z"
    body = {"client_message_id": "a", "text": "多扣了我 12 块", "client_at": said_at}
    assert (await merchant.post(body, wait=True)).status_code == 201
    events = files_of(await pack_of(merchant))["data/events.jsonl"].decode().splitlines()
    clocks = [json.loads(line)["client_at"] for line in events]
    assert [clock for clock in clocks if clock] == ["2026-11-22T09:02:03.004+08:00"]


async def test_taken_twice_it_has_the_same_bytes(merchant):
    await merchant.says("多扣了我 12 块", wait=True)
    assert await pack_of(merchant) == await pack_of(merchant)


async def test_every_pack_is_on_record_with_its_hash(merchant, database_file):
    pack = await pack_of(merchant)
    with closing(of_desk(database_file.parent)) as database, database.read() as connection:
        taken = log.entries(connection, merchant.id)[-1].event
    assert (taken.kind, taken.actor) == ("pack_taken", "merchant")
    assert taken.body["sha256"] == hashlib.sha256(pack).hexdigest()
    await merchant.says("多扣了我 12 块", wait=True)
    later = files_of(await pack_of(merchant))["data/events.jsonl"].decode()
    assert hashlib.sha256(pack).hexdigest() in later


async def test_an_earlier_pack_can_be_made_again_to_the_byte(merchant, database_file, knowledge):
    await merchant.says("多扣了我 12 块", wait=True)
    pack = await pack_of(merchant)
    await merchant.says("还没退", wait=True)
    await merchant.gets_a_secret()  # opens a case that the pack knows nothing of
    with closing(of_desk(database_file.parent)) as database:
        with database.read() as connection:
            entries = log.entries(connection, merchant.id)
        [size] = [it.event.body["size"] for it in entries if it.event.kind == "pack_taken"]
        keys = open_keys(database_file.parent / "keys", log_is_empty=False)
        archive = Archive(database, keys, Vouchers(None, None), knowledge)
        assert make_pack(archive, Scope(merchant.id, size=size)) == pack


async def test_numbers_are_masked_until_they_are_asked_for_with_the_secret(merchant):
    await merchant.says(f"打给我 {PHONE}，身份证 {IDENTITY}", wait=True)
    secret = await merchant.gets_a_secret()
    masked = files_of(await pack_of(merchant))
    assert not any(number.encode() in it for it in masked.values() for number in (PHONE, IDENTITY))
    listed = await merchant.http.get(f"{merchant.path}/numbers", headers=merchant.auth)
    numbers = {it["shown"]: it["name"] for it in listed.json()["numbers"]}
    assert set(numbers) == {"138****5678", "110***********002X"}
    answer = await opened_pack_of(merchant, secret=secret, reveal=[numbers["138****5678"]])
    assert answer.status_code == 200, answer.text
    opened = files_of(answer.content)
    assert verify(answer.content).failures == []
    assert PHONE in opened["data/openings.json"].decode()
    assert PHONE in opened["聊天记录.html"].decode()
    assert not any(IDENTITY.encode() in it for it in opened.values())


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"secret": "WRONG-ONE", "reveal": ["2 phone-1"]}, 403, "wrong_secret"),
        ({"reveal": ["2 phone-1"]}, 422, "not_an_opening"),
        ({"secret": "{secret}", "reveal": []}, 422, "not_an_opening"),
        ({"secret": "{secret}", "reveal": ["99 phone-1"]}, 422, "no_such_number"),
        ({"secret": "{secret}", "reveal": ["2 content"]}, 422, "no_such_number"),
    ],
)
async def test_a_wish_to_see_numbers_that_is_not_right_is_refused(merchant, body, status, code):
    await merchant.says(f"打给我 {PHONE}", wait=True)
    secret = await merchant.gets_a_secret()
    given = {key: secret if value == "{secret}" else value for key, value in body.items()}
    answer = await opened_pack_of(merchant, **given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert PHONE not in answer.text


async def test_without_a_secret_there_is_nothing_to_prove_oneself_by(merchant):
    await merchant.says(f"打给我 {PHONE}", wait=True)
    answer = await opened_pack_of(merchant, secret="ABCD-EFGH", reveal=["2 phone-1"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_secret")


async def test_secrets_cannot_be_tried_out(merchant):
    await merchant.gets_a_secret()
    tries = [await opened_pack_of(merchant, secret="WRONG-ONE", reveal=["2 x"]) for _ in range(6)]
    assert [it.status_code for it in tries] == [403] * 5 + [429]


async def test_a_number_in_two_messages_is_in_no_pack(merchant):
    await merchant.says("卡号 6222021234", wait=True)
    await merchant.says("567890128", wait=True)
    pack = files_of(await pack_of(merchant))
    shown = pack["聊天记录.html"].decode()
    assert verify(await pack_of(merchant)).failures == []
    assert "6222021" not in shown
    assert "56789" not in shown


async def test_another_conversation_s_pack_is_not_to_be_had(http, merchant):
    other = await Merchant.arrives(http)
    answer = await http.get(f"{merchant.path}/pack", headers=other.auth)
    assert answer.status_code == 404


async def test_a_receipt_is_in_the_pack_s_log(merchant):
    sent = await merchant.says("多扣了我 12 块", wait=True)
    report = verify(await pack_of(merchant), receipts=[sent["receipt"]["note"]])
    assert report.failures == []


async def test_the_log_shows_its_key_to_everybody(http, merchant):
    await merchant.says("多扣了我 12 块", wait=True)
    pack = await pack_of(merchant)
    face = (await http.get("/api/v1/log")).json()
    assert verify(pack, key=face["key"]).failures == []
    assert face["fingerprint"] in files_of(pack)["先看这里.html"].decode()
    assert face["checkpoint"].startswith(f"{face['origin']}\n{face['size']}\n")
