"""A slip that came while a person talks: what it says is theirs to take, with a click."""

import pytest
from put_case import put_case, state_of
from sent_files import photo, sends
from staff import Staff, console_of
from talk import Talk, refused

from zhangfang.store import log


def field(name: str, value: str, *, sure: bool = True) -> dict:
    return {"name": name, "value": value, "text": value, "sure": sure, "box": None}


READ = [
    field("amount", "1288"),
    field("transaction_time", "2026-11-20T14:03:22"),
    field("reference_number", "123456789012"),
    field("terminal_number", "10023456", sure=False),
]


@pytest.fixture
async def slip(console, settings, merchant) -> int:
    """Its seq; of the case are known the amount, wrongly, and the day."""
    put_case(settings, merchant, "verify", {"amount": "1280", "transaction_time": "2026-11-20"})
    seq = (await sends(merchant, photo()))["message"]["seq"]
    event = log.Draft(
        "file_read", "system", "observed", "2026-11-22T10:00:00.000+08:00",
        {"seq": seq, "reader": "x"}, {"fields": READ, "quality": None},
    )  # fmt: skip
    with console_of(console).desk.database.write() as connection:
        log.append(connection, merchant.id, [event])
    return seq


@pytest.fixture
async def talk(agent: Staff, merchant, slip) -> Talk:
    return await Talk.claims(agent, merchant.id)


async def offers(talk: Talk) -> dict[str, dict]:
    [file] = (await talk.get())["files"]
    return {it["id"]: it for it in file["offers"]}


async def takes(talk: Talk, slip: int, **facts: str):
    return await talk.tries("/facts", {"facts": facts, "slip": slip, "reason": "照小票记的"})


async def test_it_offers_what_the_case_lacks_or_has_otherwise(talk):
    found = await offers(talk)
    assert list(found) == [it["name"] for it in READ]
    assert found["amount"] == {
        "id": "amount",
        "name": "金额",
        "words": "1288 元",
        "value": "1288",
        "doubtful": False,
        "instead": "1280 元",
    }
    assert found["transaction_time"]["words"] == "11月20日 14:03:22"
    assert found["terminal_number"]["doubtful"]


async def test_taken_it_is_the_slip_s_and_is_offered_no_more(talk, slip, settings, merchant):
    found = await offers(talk)
    answer = await takes(talk, slip, **{it: found[it]["value"] for it in found})
    assert answer.status_code == 200, answer.text
    facts = state_of(settings, merchant).case.facts
    taken = {name: (facts[name].value, facts[name].origin, facts[name].file) for name in found}
    assert taken == {it["name"]: (it["value"], "slip", slip) for it in READ}
    assert await offers(talk) == {}
    assert (await talk.facts())["amount"]["file"] == slip
    assert not [it for it in await merchant.sees(slip) if it["actor"] == "bot"]


async def test_what_was_altered_is_the_agent_s(talk, slip, settings, merchant):
    await takes(talk, slip, amount="1286")
    fact = state_of(settings, merchant).case.facts["amount"]
    assert (fact.value, fact.origin, fact.file) == ("1286", "agent", None)


async def test_a_slip_that_was_taken_back_gives_nothing(talk, slip, merchant):
    await merchant.http.post(f"{merchant.path}/messages/{slip}/recall", headers=merchant.auth)
    assert await offers(talk) == {}
    assert refused(await takes(talk, slip, amount="1288")) == (422, "bad_field")


async def test_nor_does_another_message(talk, slip):
    assert refused(await takes(talk, 1, amount="1288")) == (422, "bad_field")


async def test_without_an_open_case_there_is_nothing_to_take_it_for(talk, slip):
    await talk.closes(override="商户自己弄好了")
    assert await offers(talk) == {}
