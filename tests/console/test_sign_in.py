"""Signing in and out, as its agent sees it."""

import pytest
from argon2 import PasswordHasher
from staff import CHEAP, PASSWORD, Staff, console_of, make_account

from zhangfang.console.refusals import WrongSignInError
from zhangfang.console.staff.passwords import Passwords
from zhangfang.console.staff.sign_in import Trying, sign_in
from zhangfang.store import agents, log


async def test_an_agent_signs_in(agent):
    answer = await agent.get("/session")
    assert answer.json() == agent.me
    assert (agent.me["name"], agent.me["role"], agent.me["must"]) == ("小周", "agent", None)


async def test_three_roles(agent, supervisor, administrator):
    roles = [it.me["role"] for it in (agent, supervisor, administrator)]
    assert roles == ["agent", "supervisor", "administrator"]


async def test_nobody_gets_in_without_a_session(console):
    answer = await console.get("/api/v1/agent/session")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("typed", ["小周", " 小周 ", "ANNA", "Ａｎｎａ"])
async def test_a_name_is_read_as_people_type_it(console, typed):
    make_account(console_of(console), "小周")
    make_account(console_of(console), "Anna")
    await Staff(console, typed).signs_in()


async def test_a_password_is_the_same_from_any_keyboard(console):
    make_account(console_of(console), "小周")
    full_width = PASSWORD.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    answer = await Staff(console, "小周").tries(full_width)
    assert answer.status_code == 200


async def test_the_cookie_is_for_no_script_and_no_other_site(console):
    make_account(console_of(console), "小周")
    answer = await Staff(console, "小周").tries(PASSWORD)
    session, browser = [it.split("; ") for it in answer.headers.get_list("set-cookie")]
    assert session[0].startswith("zf_session=")
    assert set(session[1:]) == {"HttpOnly", "Path=/api/v1/agent", "SameSite=strict"}
    assert browser[0].startswith("zf_known_")
    assert {"HttpOnly", "Path=/api/v1/agent/sign-in", "SameSite=strict"} < set(browser[1:])


async def test_by_https_the_cookie_never_goes_by_http(console):
    make_account(console_of(console), "小周")
    body = {"name": "小周", "password": PASSWORD}
    answer = await console.post("https://desk/api/v1/agent/sign-in", json=body)
    assert all("; Secure" in it for it in answer.headers.get_list("set-cookie"))


async def test_so_it_is_behind_a_proxy_on_this_machine(start_console):
    """Which speaks https with the browser, and http with the desk."""
    async with start_console(served=True) as http:
        make_account(console_of(http), "小周")
        body = {"name": "小周", "password": PASSWORD}
        proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        answer = await http.post("/api/v1/agent/sign-in", json=body, headers=proxied)
        assert all("; Secure" in it for it in answer.headers.get_list("set-cookie"))
        with console_of(http).desk.database.read() as connection:
            [signed_in] = log.of_kinds(connection, answer.json()["id"], ("signed_in",))
        assert signed_in.content["client"] == "203.0.113.9"


@pytest.mark.parametrize(
    ("meanwhile", "wrong"),
    [({"active": False}, "closed"), ({"password": CHEAP.hashed("another by now")}, "password")],
)
async def test_what_happens_while_the_password_is_checked_counts(console, meanwhile, wrong):
    """Checking takes 80 ms: long enough to close the account, or to change a stolen password."""
    agent = make_account(console_of(console), "小周")
    desk = console_of(console).desk

    class Slow(Passwords):
        def fits(self, password, kept):
            with desk.database.write() as connection:
                agents.change(connection, agent, **meanwhile)
            return CHEAP.fits(password, kept)

    trying = Trying("小周", PASSWORD, None, "client", None, desk.clock())
    with pytest.raises(WrongSignInError):
        sign_in(desk.database, Slow(CHEAP._hasher), desk.keys.master, trying)
    with desk.database.read() as connection:
        [refused] = log.of_kinds(connection, agent, ("sign_in_refused",))
        assert not log.of_kinds(connection, agent, ("signed_in",))
    assert refused.event.body == {"wrong": wrong}


async def test_nobody_learns_which_names_there_are(console):
    make_account(console_of(console), "小周")
    closed = make_account(console_of(console), "小林")
    with console_of(console).desk.database.write() as connection:
        agents.change(connection, closed, active=False)
    answers = [
        await Staff(console, "小周").tries("not the password"),
        await Staff(console, "没有这个人").tries("not the password"),
        await Staff(console, "小林").tries(PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1


async def test_what_is_on_record(console):
    agent = await Staff.joins(console, "小周")
    await Staff(console, "小周").tries("not the password")
    await Staff(console, "没有这个人").tries(PASSWORD)
    await agent.post("/sign-out")
    with console_of(console).desk.database.read() as connection:
        own = [it.event for it in log.entries(connection, agent.id)]
        refused = log.of_kinds(connection, "system", ("sign_in_refused",))
    assert [(it.kind, dict(it.body)) for it in own] == [
        ("signed_in", {"way": "password", "second": "none"}),
        ("sign_in_refused", {"wrong": "password"}),
        ("signed_out", {}),
    ]
    assert [(it.event.body, it.content) for it in refused] == [({"wrong": "name"}, None)]


async def test_an_old_hash_is_made_anew_when_its_password_is_seen(console):
    agent = make_account(console_of(console), "小周")
    old = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)).hashed(PASSWORD)
    database = console_of(console).desk.database
    with database.write() as connection:
        agents.change(connection, agent, password=old)
    await Staff(console, "小周").signs_in()
    with database.read() as connection:
        kept = agents.of(connection, agent).password
    assert "t=1" in kept
    await Staff(console, "小周").signs_in()
