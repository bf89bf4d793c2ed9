"""Strangers who keep a name locked keep its agent out of no browser that they have signed in with."""

from datetime import datetime, timedelta

import httpx
import pytest
from staff import API, PASSWORD, Staff, console_of, make_account

TEN = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


def after(minutes: float) -> str:
    return (TEN + timedelta(minutes=minutes)).isoformat()


@pytest.fixture
async def http(start_console):
    async with start_console(dev=True) as client:
        yield client


class Browser:
    """It keeps the cookies that the sign-in gives, and shows them there."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.cookies: dict[str, str] = {}

    async def signs_in(self, name: str, password: str = PASSWORD, minute: float = 0) -> int:
        shown = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = await self.http.post(
            f"{API}/sign-in",
            json={"name": name, "password": password},
            headers={"X-Now": after(minute), **({"Cookie": shown} if shown else {})},
        )
        self.cookies |= dict(answer.cookies)
        return answer.status_code

    async def guesses(self, name: str, count: int, minute: float = 0) -> list[int]:
        return [await self.signs_in(name, f"guess number {n}", minute) for n in range(count)]


@pytest.fixture
async def own(http) -> Browser:
    """One in which 小周 has signed in."""
    make_account(console_of(http), "小周")
    browser = Browser(http)
    assert await browser.signs_in("小周") == 200
    return browser


@pytest.fixture
def stranger(http) -> Browser:
    return Browser(http)


async def test_a_stranger_locks_the_agent_out_nowhere_but_elsewhere(http, own, stranger):
    assert await stranger.guesses("小周", 6, minute=1) == [401] * 5 + [429]
    assert await Browser(http).signs_in("小周", minute=2) == 429
    assert await own.signs_in("小周", minute=2) == 200


async def test_a_stolen_browser_may_guess_no_more_often(own):
    assert await own.guesses("小周", 7, minute=1) == [401] * 5 + [429] * 2
    assert await own.signs_in("小周", minute=2) == 429
    assert await own.guesses("小周", 4, minute=20) == [401] * 3 + [429]


async def test_what_it_guesses_counts_against_no_other(own, stranger):
    await own.guesses("小周", 5, minute=1)
    assert await stranger.signs_in("小周", minute=2) == 200


async def test_a_browser_is_known_for_its_agent_alone(http, own, stranger):
    make_account(console_of(http), "小林")
    await stranger.guesses("小林", 5, minute=1)
    assert await own.signs_in("小林", minute=2) == 429


async def test_two_agents_at_one_browser(http, own, stranger):
    make_account(console_of(http), "小林")
    assert await own.signs_in("小林") == 200
    for name in ("小周", "小林"):
        await stranger.guesses(name, 5, minute=1)
        assert await own.signs_in(name, minute=2) == 200


@pytest.mark.parametrize("bent", ["", ".", "x.y", "{number}.", "{number}.{mac}0", "x.{mac}"])
async def test_nobody_makes_such_a_cookie(http, own, stranger, bent):
    [name] = [name for name in own.cookies if name.startswith("zf_known_")]
    number, _, mac = own.cookies[name].partition(".")
    stranger.cookies = {name: bent.format(number=number, mac=mac)}
    await stranger.guesses("小周", 5, minute=1)
    assert await stranger.signs_in("小周", minute=2) == 429


async def test_an_administrator_sees_and_ends_that_too(http, own):
    boss = await Staff.joins(http, "管理员", "administrator", now=after(0))
    await own.guesses("小周", 5, minute=1)
    boss.now = after(2)
    found = {it["name"]: it for it in (await boss.get("/accounts")).json()["agents"]}
    assert found["小周"]["locked_until"] == "2026-11-23T10:16:00.000+08:00"
    await boss.patch(f"/accounts/{found['小周']['id']}", json={"unlock": True})
    assert await own.signs_in("小周", minute=3) == 200


async def test_a_locked_name_keeps_nobody_from_their_own_account(http, stranger):
    agent = await Staff.joins(http, "小周", now=after(0))
    await stranger.guesses("小周", 6, minute=1)
    body = {"current": PASSWORD, "new": "seven cups of green tea"}
    assert (await agent.post("/password", json=body)).status_code == 204
