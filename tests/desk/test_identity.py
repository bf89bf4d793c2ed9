"""Who writes, by the word of the site around the page: signed, fresh, on record, and never in the way."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

import pytest
from kept_entries import entries_of
from merchant import Merchant
from test_packs import files_of, pack_of

from zhangfang.evidence.verifier.verify import verify
from zhangfang.running.embedding import require_origins, require_secret
from zhangfang.running.failure import Failure

SECRET = b"sixteen bytes and a few more"
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


def part(**said):
    plain = {"id": "m-1001", "name": "老王面馆", "at": NOW.isoformat(), **said}
    kept = {name: value for name, value in plain.items() if value is not None}
    return encoded(json.dumps(kept).encode())


def encoded(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def signed(middle: str, secret: bytes = SECRET) -> str:
    return f"zf1.{middle}.{hmac.new(secret, middle.encode(), hashlib.sha256).hexdigest()}"


@pytest.fixture
async def shop(start_desk, tmp_path):
    file = tmp_path / "secret"
    file.write_bytes(SECRET + b"\n")
    async with start_desk(dev=True, identity_secret=file) as http:
        yield await Merchant.arrives(http)


async def tells(merchant, token, now=NOW):
    return await merchant.http.post(
        f"{merchant.path}/identity",
        json={"token": token},
        headers={**merchant.auth, "X-Now": now.isoformat()},
    )


async def test_it_is_on_record_under_seal(shop, settings):
    answer = await tells(shop, signed(part()))
    assert (answer.status_code, answer.json()) == (201, {"id": "m-1001", "name": "老王面馆"})
    [entry] = entries_of(settings, shop.id, "identified")
    event = entry.event
    assert (event.actor, event.origin, event.body) == ("system", "observed", {})
    assert entry.content == {"id": "m-1001", "name": "老王面馆"}
    pack = await pack_of(shop)
    assert verify(pack).failures == []
    assert "老王面馆（m-1001）" in files_of(pack)["聊天记录.html"].decode()


async def test_the_same_again_is_one_event_and_another_is_another(shop, settings):
    for name in ("老王面馆", "老王面馆", "老王"):
        assert (await tells(shop, signed(part(name=name)))).status_code == 201
    names = [it.content["name"] for it in entries_of(settings, shop.id, "identified")]
    assert names == ["老王面馆", "老王"]


async def test_a_name_may_be_missing_and_its_numbers_are_starred(shop):
    assert (await tells(shop, signed(part(name=None)))).json()["name"] == ""
    told = await tells(shop, signed(part(name="老王\u202e 13812345678")))
    assert told.json()["name"] == "老王 138****5678"


@pytest.mark.parametrize(("age", "status"), [(600, 201), (601, 403), (-120, 201), (-121, 403)])
async def test_it_holds_for_ten_minutes(shop, age, status):
    answer = await tells(shop, signed(part()), NOW + timedelta(seconds=age))
    assert answer.status_code == status


@pytest.mark.parametrize(
    "token",
    [
        "zf1",
        "zf1..",
        "zf2" + signed(part())[3:],
        signed(part())[:-1],
        signed(part()) + ".",
        signed(part()).upper(),
        signed(part(), b"another secret, quite as long"),
        signed(part()).replace(part(), part(id="m-1")),
        signed(part(id="")),
        signed(part(id=None)),
        signed(part(id=7)),
        signed(part(id="x" * 65)),
        signed(part(id="a\u0000b")),
        signed(part(name="x" * 65)),
        signed(part(at="2026-11-22T10:00:00")),
        signed(part(at="yesterday")),
        signed(part(at=None)),
        signed(part(role="agent")),
        signed(encoded(b"[]")),
        signed(encoded(b"\xff")),
        signed("!!!"),
        signed("é"),
        "零",
    ],
)
async def test_what_is_not_signed_like_that_is_refused(shop, settings, token):
    answer = await tells(shop, token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "bad_identity")
    assert entries_of(settings, shop.id, "identified") == []
    assert (await shop.says("在吗", wait=True))["replies"]


async def test_padding_and_zulu_time_are_fine(shop):
    at = "2026-11-22T02:00:00.000Z"
    assert (await tells(shop, signed(part(at=at)))).status_code == 201
    padded = base64.urlsafe_b64encode(json.dumps({"id": "m1", "at": at}).encode()).decode()
    assert (await tells(shop, signed(padded))).status_code == 201


async def test_without_a_secret_there_is_no_such_call(merchant):
    answer = await merchant.http.post(
        f"{merchant.path}/identity", json={"token": signed(part())}, headers=merchant.auth
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_identity_secret")


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example", "http://localhost:8080", "https://a-b.shop.example:8443"],
)
def test_an_origin_may_embed_the_page(origin):
    require_origins([origin])


@pytest.mark.parametrize(
    "origin",
    [
        "shop.example",
        "https://shop.example/",
        "https://*",
        "*",
        "https://a; script-src *",
        "'self'",
        "",
    ],
)
def test_what_is_no_origin_is_refused(origin):
    with pytest.raises(Failure, match="not an origin"):
        require_origins([origin])


def test_a_secret_that_keeps_nobody_out_is_refused(tmp_path):
    file = tmp_path / "secret"
    with pytest.raises(Failure):
        require_secret(file)
    file.write_bytes(b"short\n")
    with pytest.raises(Failure, match="16 at least"):
        require_secret(file)
    file.write_bytes(SECRET)
    require_secret(file)
