import hashlib
from typing import Any

import httpx
from own_record import on_disk
from staff import Staff, console_of

from zhangfang.store import log

API = "/api/v1/integration"
CASES = f"{API}/cases"


async def make(staff: Staff, *scopes: str, name: str = "ERP") -> dict[str, Any]:
    answer = await staff.post("/api-keys", json={"name": name, "scopes": scopes or ["cases:read"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def ask(
    http: httpx.AsyncClient, secret: str | None, path: str = CASES, **headers: str
) -> httpx.Response:
    given = {"Authorization": f"Bearer {secret}"} if secret else {}
    return await http.get(path, headers={**given, **headers})


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_a_key_opens_what_its_scope_says_until_it_is_revoked(administrator, console):
    made = await make(administrator, "cases:read")
    secret = made["secret"]
    assert secret.startswith(made["key"]["start"])
    assert len(secret) == 47
    assert (await ask(console, secret)).status_code == 200
    pack = await ask(console, secret, f"{CASES}/ZF-20261122-K7YM-4/pack")
    assert code(pack) == (403, "wrong_scope")
    assert (await administrator.delete(f"/api-keys/{made['key']['id']}")).status_code == 204
    assert code(await ask(console, secret)) == (401, "no_key")
    assert (await administrator.delete(f"/api-keys/{made['key']['id']}")).status_code == 404
    [shown] = (await administrator.get("/api-keys")).json()["keys"]
    assert shown == {**made["key"], "active": False, "last_used_at": shown["last_used_at"]}


async def test_no_key_or_another_opens_nothing(administrator, merchant, console):
    secret = (await make(administrator))["secret"]
    for wrong in (None, "zfk_" + "x" * 43, secret[:-1], secret.upper(), merchant.opened["token"]):
        assert code(await ask(console, wrong)) == (401, "no_key")
    answer = await console.get(CASES, headers={"Cookie": administrator.headers["Cookie"]})
    assert code(answer) == (401, "no_key")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_only_its_hash_is_kept_and_who_made_it_is_on_record(administrator, settings):
    made = await make(administrator, "packs:read", "cases:read")
    assert made["key"]["scopes"] == ["cases:read", "packs:read"]
    await administrator.delete(f"/api-keys/{made['key']['id']}")
    held = on_disk(settings.data)
    assert made["secret"].encode() not in held
    assert hashlib.sha256(made["secret"].encode()).hexdigest().encode() in held
    assert made["secret"] not in (await administrator.get("/api-keys")).text
    with console_of(administrator.http).desk.database.read() as connection:
        deeds = log.of_kinds(connection, administrator.id, ("api_key_changed",))
    assert [it.event.body["what"] for it in deeds] == ["made", "revoked"]
    assert {it.content["agent"]["name"] for it in deeds} == {administrator.name}
    assert {it.content["api_key"]["name"] for it in deeds} == {"ERP"}


async def test_too_many_wrong_keys_from_one_place_are_refused_for_a_while(start_console):
    async with start_console(dev=True) as http:
        at = "2026-11-22T10:00:00+08:00"
        administrator = await Staff.joins(http, "管理员", "administrator", now=at)
        secret = (await make(administrator))["secret"]
        for _ in range(20):
            assert code(await ask(http, "zfk_x", **{"X-Now": at})) == (401, "no_key")
        refused = await ask(http, secret, **{"X-Now": at})
        assert code(refused) == (429, "too_many_tries")
        assert refused.headers["Retry-After"] == "900"
        later = await ask(http, secret, **{"X-Now": "2026-11-22T10:15:01+08:00"})
        assert later.status_code == 200


async def test_its_last_use_is_noted_once_a_minute(start_console):
    async with start_console(dev=True) as http:
        administrator = await Staff.joins(
            http, "管理员", "administrator", now="2026-11-22T10:00:00+08:00"
        )
        secret = (await make(administrator))["secret"]

        async def last_used() -> str | None:
            return (await administrator.get("/api-keys")).json()["keys"][0]["last_used_at"]

        assert await last_used() is None
        seen = []
        for second in ("00:05", "01:04", "01:06"):
            await ask(http, secret, **{"X-Now": f"2026-11-22T10:{second}+08:00"})
            seen.append((await last_used())[14:19])
        assert seen == ["00:05", "00:05", "01:06"]


async def test_only_administrators_make_keys(agent, supervisor):
    for who in (agent, supervisor):
        assert (await who.get("/api-keys")).status_code == 403
        body = {"name": "ERP", "scopes": ["cases:read"]}
        assert (await who.post("/api-keys", json=body)).status_code == 403
        assert (await who.delete("/api-keys/x")).status_code == 403


async def test_a_key_needs_a_name_and_scopes_that_there_are(administrator):
    for name in ("  ", "a\x00b", "\u202e"):
        answer = await administrator.post(
            "/api-keys", json={"name": name, "scopes": ["cases:read"]}
        )
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, "name")
    for body in ({"name": "", "scopes": ["cases:read"]}, {"name": "x", "scopes": []},
                 {"name": "x", "scopes": ["all"]}):  # fmt: skip
        assert (await administrator.post("/api-keys", json=body)).status_code == 422
