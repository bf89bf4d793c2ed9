"""A case number and its short secret open the conversation on another phone."""

import asyncio
import logging
from contextlib import closing
from datetime import datetime, timedelta

import httpx
import pytest
from merchant import Merchant
from own_record import of_desk, on_disk
from sqlalchemy import select

from zhangfang.cases.number import check_character
from zhangfang.desk import secret_hash
from zhangfang.desk.resume_api import address
from zhangfang.store.tables import events

PATH = "/api/v1/resume"
NOON = datetime.fromisoformat("2026-11-22T12:00:00+08:00")
OTHER_NUMBER = "ZF-20261122-0000-4"
"""Whole, and of no case."""


@pytest.fixture
async def http(start_desk):
    async with start_desk(dev=True) as client:
        yield client


async def with_secret(merchant: Merchant) -> dict[str, str]:
    """What the first phone shows once it has a case and asked for a secret."""
    await merchant.taps("1-1")
    answer = await merchant.http.post(f"{merchant.path}/secret", headers=merchant.auth)
    assert answer.status_code == 201
    return answer.json()


async def resume(http, made, now=NOON, **typed) -> httpx.Response:
    return await http.post(PATH, json={**made, **typed}, headers={"X-Now": now.isoformat()})


async def wrong(http, made, times, now=NOON) -> list[int]:
    return [
        (await resume(http, made, now, secret=f"0000-000{n}")).status_code for n in range(times)
    ]


def kinds(database_file, conversation) -> list[str]:
    """What the log holds beside messages and changes of the case."""
    query = select(events.c.kind).where(
        events.c.conversation == conversation,
        events.c.kind.in_(["secret_made", "resumed", "resume_refused"]),
    )
    with (
        closing(of_desk(database_file.parent)) as database,
        database.read() as connection,
    ):
        return list(connection.scalars(query.order_by(events.c.seq)))


async def test_what_was_accepted_on_one_phone_is_seen_on_the_other(http, merchant):
    made = await with_secret(merchant)
    answer = await resume(http, made)
    second = Merchant(http, answer.json())
    assert answer.status_code == 201
    assert answer.json()["id"] == merchant.id
    assert answer.json()["case_number"] == made["case_number"]
    assert answer.json()["token"] != merchant.opened["token"]
    for n in range(3):
        for here, there in ((merchant, second), (second, merchant)):
            sent = await here.says(f"第 {n} 句", wait=True)
            assert await there.sees(after=sent["message"]["seq"] - 1) == [
                sent["message"],
                *sent["replies"],
            ]
    assert await merchant.case() == await second.case()


async def test_a_token_of_another_phone_opens_no_other_conversation(http, merchant):
    answer = await resume(http, await with_secret(merchant))
    other = await Merchant.arrives(http)
    second = Merchant(http, answer.json())
    refused = await http.get(f"{other.path}/case", headers=second.auth)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "no_conversation")


async def test_number_and_secret_are_read_as_people_type_them(http, merchant):
    made = await with_secret(merchant)
    loose = {
        "case_number": made["case_number"].lower().replace("-", " "),
        "secret": f" {made['secret'].lower().replace('-', '')} ",
    }
    assert (await resume(http, loose)).status_code == 201


async def test_a_secret_opens_more_than_once_until_a_new_one_is_made(http, merchant):
    first = await with_secret(merchant)
    assert [(await resume(http, first)).status_code for _ in range(8)] == [201] * 8
    second = await http.post(f"{merchant.path}/secret", headers=merchant.auth)
    assert (await resume(http, first)).status_code == 403
    assert (await resume(http, second.json())).status_code == 201


async def test_without_a_case_there_is_no_secret(http, merchant):
    answer = await http.post(f"{merchant.path}/secret", headers=merchant.auth)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_case")


async def test_it_still_opens_after_a_restart(start_desk):
    async with start_desk() as http:
        made = await with_secret(await Merchant.arrives(http))
    async with start_desk() as http:
        assert (await http.post(PATH, json=made)).status_code == 201


async def test_a_wrong_number_and_a_wrong_secret_are_answered_alike(http, merchant, monkeypatch):
    made = await with_secret(merchant)
    without = await Merchant.arrives(http)
    opened = await without.taps("1-1")
    work = []
    digest = secret_hash._digest
    monkeypatch.setattr(secret_hash, "_digest", lambda *given: (work.append(1), digest(*given))[1])
    answers = [
        await resume(http, made, secret="0000-0000"),
        await resume(http, made, secret="no"),
        await resume(http, made, case_number=OTHER_NUMBER),
        await resume(http, made, case_number=opened["case"]["number"]),
    ]
    assert len({answer.content for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].json()["error"]["code"] == "no_such_case"
    assert len(work) == len(answers), "each costs one scrypt"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"case_number": "ZF-20261122-K7YM-0"}, "miscopied_number"),
        ({"case_number": ""}, "miscopied_number"),
        ({"case_number": "ZF-" + "0" * 100}, "miscopied_number"),
        ({"case_number": 7}, "miscopied_number"),
        ({"case_number": None}, "miscopied_number"),
        ({"secret": ""}, "bad_secret"),
        ({"secret": ["7KYM4PX2"]}, "bad_secret"),
        ({"secret": "7" * 65}, "bad_secret"),
        ({"token": "x"}, "not_a_resume"),
    ],
)
async def test_what_is_no_number_or_no_secret_is_refused_in_plain_words(http, typed, code):
    answer = await resume(http, {"case_number": OTHER_NUMBER, "secret": "7KYM-4PX2"}, **typed)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
    assert "。" in answer.json()["error"]["message"]


@pytest.mark.parametrize("body", ["[]", '"x"', ""])
async def test_what_is_no_object_is_refused_in_words_of_this_call(http, body):
    answer = await http.post(PATH, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_a_resume")


async def test_after_five_wrong_tries_the_case_is_shut_for_a_quarter_of_an_hour(http, merchant):
    made = await with_secret(merchant)
    assert await wrong(http, made, 3) == [403] * 3
    assert await wrong(http, made, 2, NOON + timedelta(minutes=5)) == [403] * 2
    shut = await resume(http, made, NOON + timedelta(minutes=6))
    assert (shut.status_code, shut.json()["error"]["code"]) == (429, "too_many_tries")
    assert shut.headers["Retry-After"] == str(9 * 60)
    assert "9 分钟" in shut.json()["error"]["message"]
    assert (await resume(http, made, NOON + timedelta(minutes=15))).status_code == 201


async def test_a_number_that_is_of_no_case_is_shut_alike(http):
    made = {"case_number": OTHER_NUMBER, "secret": "7KYM-4PX2"}
    assert await wrong(http, made, 6) == [403] * 5 + [429]


async def test_right_tries_do_not_count(http, merchant):
    made = await with_secret(merchant)
    for _ in range(3):
        assert await wrong(http, made, 1) == [403]
        assert (await resume(http, made)).status_code == 201


async def test_an_address_has_twenty_wrong_tries(http, merchant):
    made = await with_secret(merchant)
    numbers = [f"ZF-20261122-000{c}-{check_character(f'20261122000{c}')}" for c in "0123"]
    answers = [
        code for number in numbers for code in await wrong(http, {**made, "case_number": number}, 5)
    ]
    assert answers == [403] * 20
    assert (await resume(http, made)).status_code == 429
    elsewhere = httpx.ASGITransport(http._transport.app, client=("203.0.113.9", 1))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://desk", verify=False) as far:
        assert (await resume(far, made)).status_code == 201


async def test_many_at_once_get_no_more_tries_than_one_by_one(http, merchant):
    made = await with_secret(merchant)
    tries = [resume(http, made, secret=f"0000-000{n}") for n in range(12)]
    answers = [answer.status_code for answer in await asyncio.gather(*tries)]
    assert sorted(answers) == [403] * 5 + [429] * 7


async def test_a_restart_gives_no_new_tries(start_desk):
    async with start_desk() as http:
        made = await with_secret(await Merchant.arrives(http))
        refused = [
            (await http.post(PATH, json={**made, "secret": "0"})).status_code for _ in range(5)
        ]
    async with start_desk() as http:
        assert refused == [403] * 5
        assert (await http.post(PATH, json=made)).status_code == 429


async def test_each_of_it_is_in_the_log(http, merchant, database_file):
    made = await with_secret(merchant)
    await wrong(http, made, 1)
    await resume(http, made)
    assert kinds(database_file, merchant.id) == ["secret_made", "resume_refused", "resumed"]


async def test_neither_secret_nor_token_is_stored_or_logged(http, merchant, database_file, caplog):
    caplog.set_level(logging.DEBUG)
    made = await with_secret(merchant)
    answer = await resume(http, made)
    await resume(http, made, secret="TRIED-ME")
    await resume(http, made, secret=["TRIED-ME"])
    files = on_disk(database_file.parent)
    secret = made["secret"]
    for words in (secret, secret.replace("-", ""), answer.json()["token"], "TRIED-ME", "TRIEDME"):
        assert words.encode() not in files
        assert words not in caplog.text


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_ipv6_client_counts_as_its_whole_network(host, counted):
    assert address(host) == counted
