"""Signing in with an authenticator, and without it by a recovery code."""

import asyncio
from datetime import datetime, timedelta
from threading import Barrier

import pyotp
import pytest
from anyio.to_thread import run_sync
from staff import CHEAP, PASSWORD, Staff, console_of

from zhangfang.console.refusals import WrongSignInError
from zhangfang.console.staff.passwords import Passwords
from zhangfang.console.staff.sign_in import Trying, sign_in
from zhangfang.store import setup

TEN = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
NEW = "seven cups of green tea"


class Phone:
    """An agent's authenticator."""

    def __init__(self, secret: str) -> None:
        self.codes = pyotp.TOTP(secret)

    def shows(self, at: datetime) -> str:
        return self.codes.at(at)


@pytest.fixture
async def http(start_console):
    async with start_console(dev=True) as client:
        yield client


@pytest.fixture
async def agent(http) -> Staff:
    return await Staff.joins(http, "小周", now=TEN.isoformat())


async def binds(agent: Staff) -> tuple[Phone, list[str]]:
    """Binds an authenticator; returns it, and the recovery codes."""
    begun = (await agent.post("/totp", json={"password": PASSWORD})).json()
    phone = Phone(begun["secret"])
    now = datetime.fromisoformat(agent.now)
    confirmed = await agent.post("/totp/confirm", json={"code": phone.shows(now)})
    assert confirmed.status_code == 200, confirmed.text
    return phone, confirmed.json()["codes"]


def later(seconds: float) -> datetime:
    return TEN + timedelta(seconds=seconds)


async def signs_in(http, code: str | None, at: datetime) -> tuple[int, str | None]:
    """Status and error of a sign-in with the right password and this code."""
    staff = Staff(http, "小周", at.isoformat())
    answer = await staff.tries(PASSWORD, **({} if code is None else {"code": code}))
    return answer.status_code, answer.json().get("error", {}).get("code")


async def test_what_the_authenticator_reads(agent):
    begun = (await agent.post("/totp", json={"password": PASSWORD})).json()
    assert begun["uri"].startswith("otpauth://totp/%E8%B4%A6%E6%88%BF:%E5%B0%8F%E5%91%A8?secret=")
    assert begun["secret"] in begun["uri"]
    assert begun["qr"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert len(begun["secret"]) == 32


async def test_from_then_on_a_code_is_wanted(http, agent):
    phone, codes = await binds(agent)
    assert len(set(codes)) == 10
    assert await signs_in(http, None, later(60)) == (401, "code_wanted")
    assert await signs_in(http, phone.shows(later(60)), later(60)) == (200, None)
    me = (await agent.get("/session")).json()
    assert (me["totp"], me["recovery_codes_left"]) == (True, 10)


async def test_an_authenticator_that_was_not_confirmed_is_not_asked_for(http, agent):
    await agent.post("/totp", json={"password": PASSWORD})
    wrong = await agent.post("/totp/confirm", json={"code": "000000"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "wrong_sign_in")
    assert await signs_in(http, None, later(60)) == (200, None)


async def test_a_code_is_good_once(http, agent):
    phone, _ = await binds(agent)
    code = phone.shows(later(60))
    assert await signs_in(http, code, later(60)) == (200, None)
    assert await signs_in(http, code, later(62)) == (401, "wrong_sign_in")
    assert await signs_in(http, phone.shows(later(30)), later(62)) == (401, "wrong_sign_in")
    assert await signs_in(http, phone.shows(later(90)), later(90)) == (200, None)


async def test_the_code_that_confirmed_signs_nobody_in(http, agent):
    phone, _ = await binds(agent)
    assert await signs_in(http, phone.shows(TEN), later(10)) == (401, "wrong_sign_in")


@pytest.mark.parametrize(("behind", "status"), [(-60, 401), (-30, 200), (30, 200), (60, 401)])
async def test_clocks_may_differ_by_one_step(http, agent, behind, status):
    phone, _ = await binds(agent)
    assert (await signs_in(http, phone.shows(later(600 + behind)), later(600)))[0] == status


async def test_a_recovery_code_is_good_once(http, agent):
    _, codes = await binds(agent)
    assert await signs_in(http, codes[3], later(60)) == (200, None)
    assert await signs_in(http, codes[3], later(61)) == (401, "wrong_sign_in")
    assert await signs_in(http, codes[4].upper().replace("-", " "), later(62)) == (200, None)
    assert (await agent.get("/session")).json()["recovery_codes_left"] == 8


@pytest.mark.parametrize("of", ["phone", "recovery"])
async def test_one_code_at_two_desks_at_once_opens_once(http, agent, of):
    """Both have found the password right before either looks at the code."""
    phone, codes = await binds(agent)
    code = codes[0] if of == "recovery" else phone.shows(later(60))
    both = Barrier(2)

    class Together(Passwords):
        def fits(self, password, kept):
            both.wait(10)
            return CHEAP.fits(password, kept)

    desk = console_of(http).desk
    trying = Trying("小周", PASSWORD, code, "client", None, later(60))

    async def opens() -> bool:
        together = Together(CHEAP._hasher)
        try:
            await run_sync(sign_in, desk.database, together, desk.keys.master, trying)
        except WrongSignInError:
            return False
        return True

    assert sorted(await asyncio.gather(opens(), opens())) == [False, True]


async def test_new_recovery_codes_make_the_old_ones_void(http, agent):
    _, old = await binds(agent)
    answer = await agent.post("/recovery-codes", json={"password": PASSWORD})
    new = answer.json()["codes"]
    assert not set(old) & set(new)
    assert await signs_in(http, old[0], later(60)) == (401, "wrong_sign_in")
    assert await signs_in(http, new[0], later(61)) == (200, None)


async def test_nobody_weakens_an_account_by_a_session_alone(http, agent):
    await binds(agent)
    for path, body in [
        ("/totp", {}),
        ("/totp", {"password": "a guess at it"}),
        ("/totp/remove", {"password": "a guess at it"}),
        ("/recovery-codes", {"password": "a guess at it"}),
    ]:
        answer = await agent.post(path, json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_sign_in")
    assert await signs_in(http, None, later(60)) == (401, "code_wanted")


async def test_nobody_binds_a_phone_of_their_own_at_a_found_console(http, agent):
    for body in ({}, {"password": "a guess at it"}):
        answer = await agent.post("/totp", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_sign_in")
    assert await signs_in(http, None, later(60)) == (200, None)


async def test_another_phone(http, agent):
    old, _ = await binds(agent)
    begun = await agent.post("/totp", json={"password": PASSWORD})
    new = Phone(begun.json()["secret"])
    assert await signs_in(http, old.shows(later(60)), later(60)) == (200, None)
    agent.now = later(90).isoformat()
    await agent.post("/totp/confirm", json={"code": new.shows(later(90))})
    assert await signs_in(http, old.shows(later(120)), later(120)) == (401, "wrong_sign_in")
    assert await signs_in(http, new.shows(later(120)), later(120)) == (200, None)


async def test_taking_it_away(http, agent):
    await binds(agent)
    assert (await agent.post("/totp/remove", json={"password": PASSWORD})).status_code == 204
    assert await signs_in(http, None, later(60)) == (200, None)
    again = await agent.post("/totp/remove", json={"password": PASSWORD})
    assert again.status_code == 409


async def test_a_role_that_must_have_one(http, agent):
    require(http, "agent")
    refused = await agent.get("/colleagues")
    assert (refused.status_code, refused.json()["error"]["must"]) == (403, "set_totp")
    supervisor = await Staff.joins(http, "吴主管", "supervisor", now=TEN.isoformat())
    assert (await supervisor.get("/colleagues")).status_code == 200
    assert (await agent.post("/totp", json={})).status_code == 200
    await binds(agent)
    assert (await agent.get("/colleagues")).status_code == 200
    kept = await agent.post("/totp/remove", json={"password": PASSWORD})
    assert (kept.status_code, kept.json()["error"]["code"]) == (403, "not_allowed")
    assert "要求两步登录" in kept.json()["error"]["message"]


async def test_the_secret_is_not_in_the_database_in_clear(agent, database_file):
    begun = (await agent.post("/totp", json={"password": PASSWORD})).json()
    phone = Phone(begun["secret"])
    codes = (await agent.post("/totp/confirm", json={"code": phone.shows(TEN)})).json()["codes"]
    raw = b"".join(it.read_bytes() for it in database_file.parent.glob("zhangfang.db*"))
    assert begun["secret"].encode() not in raw
    assert not [code for code in codes if code.replace("-", "").encode() in raw]


def require(http, *roles) -> None:
    with console_of(http).desk.database.write() as connection:
        before = setup.latest(connection)
        wanted = before.setup.model_copy(update={"totp_roles": roles})
        setup.add(connection, before.version + 1, wanted, None, TEN.isoformat())
