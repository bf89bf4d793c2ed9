"""Guessing at an agent's password and codes."""

from datetime import datetime, timedelta

import pyotp
import pytest
from staff import PASSWORD, Staff, console_of, make_account

TEN = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


@pytest.fixture
async def http(start_console):
    async with start_console(dev=True) as client:
        yield client


def after(minutes: float) -> str:
    return (TEN + timedelta(minutes=minutes)).isoformat()


async def guesses(http, name: str, count: int, at: str = after(0), **more) -> list[int]:
    staff = Staff(http, name, at)
    return [
        (await staff.tries(f"guess number {number}", **more)).status_code for number in range(count)
    ]


@pytest.mark.parametrize("name", ["小周", "没有这个人"])
async def test_five_wrong_passwords_and_no_more(http, name):
    make_account(console_of(http), "小周")
    assert await guesses(http, name, 7) == [401] * 5 + [429] * 2
    right = await Staff(http, name, after(14)).tries(PASSWORD)
    assert right.status_code == 429
    assert right.json()["error"]["code"] == "too_many_tries"
    assert right.headers["Retry-After"] == "60"


async def test_after_a_quarter_of_an_hour_it_may_be_tried_again(http):
    make_account(console_of(http), "小周")
    await guesses(http, "小周", 6)
    assert (await Staff(http, "小周", after(15.1)).tries(PASSWORD)).status_code == 200


async def test_eight_in_an_hour_and_no_more(http):
    make_account(console_of(http), "小周")
    assert await guesses(http, "小周", 5, after(0)) == [401] * 5
    assert await guesses(http, "小周", 4, after(20)) == [401] * 3 + [429]
    waits = await Staff(http, "小周", after(40)).tries(PASSWORD)
    assert waits.headers["Retry-After"] == str(20 * 60)
    assert (await Staff(http, "小周", after(60)).tries(PASSWORD)).status_code == 200


async def test_a_right_one_does_not_count(http):
    make_account(console_of(http), "小周")
    for minute in range(10):
        assert (await Staff(http, "小周", after(minute)).tries(PASSWORD)).status_code == 200


async def test_twenty_wrong_ones_from_one_address_at_any_names(http):
    names = [f"agent{number}" for number in range(22)]
    found = [(await guesses(http, name, 1))[0] for name in names]
    assert found == [401] * 20 + [429] * 2


async def test_codes_are_guessed_at_no_more_often(http):
    agent = await Staff.joins(http, "小周", now=after(0))
    secret = (await agent.post("/totp", json={"password": PASSWORD})).json()["secret"]
    await agent.post("/totp/confirm", json={"code": pyotp.TOTP(secret).at(TEN)})
    staff = Staff(http, "小周", after(1))
    wrong = [(await staff.tries(PASSWORD, code=f"{n:06}")).status_code for n in range(3)]
    wrong += [(await staff.tries(PASSWORD, code=f"abcde-{n:05}")).status_code for n in range(3)]
    assert wrong == [401] * 5 + [429]
    right = pyotp.TOTP(secret).at(TEN + timedelta(minutes=2))
    assert (await Staff(http, "小周", after(2)).tries(PASSWORD, code=right)).status_code == 429


async def test_asking_for_the_code_is_no_guess(http):
    agent = await Staff.joins(http, "小周", now=after(0))
    secret = (await agent.post("/totp", json={"password": PASSWORD})).json()["secret"]
    await agent.post("/totp/confirm", json={"code": pyotp.TOTP(secret).at(TEN)})
    staff = Staff(http, "小周", after(1))
    asked = [(await staff.tries(PASSWORD)).json()["error"]["code"] for _ in range(7)]
    assert asked == ["code_wanted"] * 7


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/password", {"current": "a guess at it", "new": "seven cups of green tea"}),
        ("/totp/remove", {"password": "a guess at it"}),
        ("/recovery-codes", {"password": "a guess at it"}),
    ],
)
async def test_an_open_console_is_no_place_to_guess_at_the_password(http, path, body):
    agent = await Staff.joins(http, "小周", now=after(0))
    found = [(await agent.post(path, json=body)).status_code for _ in range(6)]
    assert found == [401] * 5 + [429]


async def test_first_codes_are_not_guessed_at_either(http):
    agent = await Staff.joins(http, "小周", now=after(0))
    await agent.post("/totp", json={"password": PASSWORD})
    body = {"code": "000000"}
    found = [(await agent.post("/totp/confirm", json=body)).status_code for _ in range(6)]
    assert found == [401] * 5 + [429]


async def test_a_restart_gives_no_more_of_them(start_console):
    async with start_console(dev=True) as http:
        make_account(console_of(http), "小周")
        assert await guesses(http, "小周", 5) == [401] * 5
    async with start_console(dev=True) as http:
        assert await guesses(http, "小周", 1) == [429]


async def test_an_administrator_unlocks(http):
    boss = await Staff.joins(http, "管理员", "administrator", now=after(0))
    agent = make_account(console_of(http), "小周")
    await guesses(http, "小周", 5)
    [shown] = [it for it in (await boss.get("/accounts")).json()["agents"] if it["id"] == agent]
    assert shown["locked_until"] == "2026-11-23T10:15:00.000+08:00"
    answer = await boss.patch(f"/accounts/{agent}", json={"unlock": True})
    assert answer.json()["account"]["locked_until"] is None
    assert (await Staff(http, "小周", after(1)).tries(PASSWORD)).status_code == 200
