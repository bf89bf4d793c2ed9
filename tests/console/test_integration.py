import io
import zipfile
from datetime import UTC, datetime

import pytest
from merchant import Merchant
from sqlalchemy import select
from staff import console_of
from test_api_keys import API, CASES, ask, code, make

from zhangfang.cases.number import case_number
from zhangfang.store import log
from zhangfang.store.tables import cases


@pytest.fixture
async def secret(administrator) -> str:
    return (await make(administrator, "cases:read", "packs:read"))["secret"]


async def test_cases_are_listed_page_by_page_the_latest_change_first(console, secret, monkeypatch):
    monkeypatch.setattr("zhangfang.console.integrations.case_list.PAGE", 2)
    numbers = []
    for _ in range(5):
        merchant = await Merchant.arrives(console)
        numbers.append((await merchant.taps("1-1"))["case"]["number"])
    pages, before = [], None
    while True:
        path = CASES + (f"?before={before}" if before else "")  # as it is, with its +
        answer = (await ask(console, secret, path)).json()
        pages.append([it["number"] for it in answer["cases"]])
        before = answer["next"]
        if before is None:
            break
    assert [len(it) for it in pages] == [2, 2, 1]
    assert [it for page in pages for it in page] == numbers[::-1]


async def test_the_list_is_of_those_that_stand_as_asked(console, secret, merchant):
    await merchant.taps("1-1")
    row = (await ask(console, secret, f"{CASES}?status=open")).json()["cases"][0]
    assert row == {
        "number": (await merchant.case())["number"],
        "conversation": merchant.id,
        "family": "overcharged",
        "phase": "verify",
        "status": "open",
        "due_at": None,
        "opened_at": row["opened_at"],
        "updated_at": row["updated_at"],
    }
    assert (await ask(console, secret, f"{CASES}?status=closed")).json()["cases"] == []
    assert code(await ask(console, secret, f"{CASES}?status=x"))[0] == 422
    for mark in ("x", "_", "%00_x", "2026_"):
        answer = await ask(console, secret, f"{CASES}?before={mark}")
        assert code(answer) == (422, "bad_field"), mark


async def test_of_cases_changed_at_the_same_moment_none_is_passed_over(console, secret):
    """The mark of a page has a + in it, which an address takes for a blank."""
    merchant = await Merchant.arrives(console)
    number = (await merchant.taps("1-1"))["case"]["number"]
    with console_of(console).desk.database.write() as connection:
        at = connection.scalars(select(cases.c.updated_at)).one()
    for mark, there in ((f"{at}_{number}", []), (f"{at}_{number}x", [number])):
        answer = await ask(console, secret, f"{CASES}?before={mark}")
        assert [it["number"] for it in answer.json()["cases"]] == there, mark


async def test_a_case_is_read_as_its_number_was_copied(console, secret, merchant):
    number = (await merchant.taps("1-1"))["case"]["number"]
    shown = await merchant.case()
    for typed in (number, number.lower(), number.replace("-", ""), f" {number} ", number[:11]):
        answer = await ask(console, secret, f"{CASES}/{typed}")
        if typed == number[:11]:
            assert code(answer) == (422, "miscopied_number")
        else:
            assert answer.json() == shown


async def test_what_is_not_there_is_not_found(console, secret):
    number = case_number(datetime(2026, 11, 22, tzinfo=UTC), lambda symbols: symbols[7])
    for path in (f"{CASES}/{number}", f"{CASES}/{number}/pack"):
        assert code(await ask(console, secret, path)) == (404, "nothing_there")


async def test_a_pack_is_masked_and_who_took_it_is_on_record(console, secret, merchant):
    await merchant.says("我电话 13887654321")
    number = (await merchant.taps("1-1"))["case"]["number"]
    answer = await ask(console, secret, f"{CASES}/{number}/pack")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        held = b"".join(pack.read(name) for name in pack.namelist())
    assert b"138****4321" in held
    assert b"13887654321" not in held
    with console_of(console).desk.database.read() as connection:
        [taken] = log.of_kinds(connection, merchant.id, ("pack_taken",))
    assert taken.event.actor == "system"
    assert taken.event.body["variant"] == "masked"
    assert taken.content["api_key"]["name"] == "ERP"


async def test_of_an_erased_conversation_nothing_is_left(console, secret, merchant):
    number = (await merchant.taps("1-1"))["case"]["number"]
    await console.post(f"{merchant.path}/erase", json={"confirm": True}, headers=merchant.auth)
    assert (await ask(console, secret)).json()["cases"] == []
    assert code(await ask(console, secret, f"{CASES}/{number}")) == (404, "nothing_there")


async def test_the_document_names_the_key_and_every_refusal(console):
    document = (await console.get("/openapi.json")).json()
    for path, calls in document["paths"].items():
        if path.startswith(API):
            assert calls["get"]["security"] == [{"ApiKey": []}]
            assert {"200", "401", "403", "422", "429"} <= calls["get"]["responses"].keys()
    assert document["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"
