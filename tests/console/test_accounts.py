"""Administering agents' accounts."""

import pyotp
import pytest
from staff import PASSWORD, Staff, console_of

from zhangfang.desk import holding
from zhangfang.desk.hold_record import Agent
from zhangfang.store import holds, log
from zhangfang.store.erase import erase

NEW = "seven cups of green tea"


async def made(administrator: Staff, name: str = "小林", role: str = "agent") -> tuple[str, str]:
    answer = await administrator.post("/accounts", json={"name": name, "role": role})
    assert answer.status_code == 201, answer.text
    return answer.json()["account"]["id"], answer.json()["password"]


async def change(administrator: Staff, agent: str, **what) -> dict:
    answer = await administrator.patch(f"/accounts/{agent}", json=what)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_new_agent_begins_with_a_password_that_must_be_changed(console, administrator):
    _, password = await made(administrator)
    newcomer = Staff(console, "小林")
    newcomer.password = password
    await newcomer.signs_in()
    assert newcomer.me["must"] == "change_password"
    await newcomer.post("/password", json={"current": password, "new": NEW})
    assert (await newcomer.get("/session")).json()["must"] is None


@pytest.mark.parametrize("name", ["小周", " 小周 ", "管理员", "ａｎｎａ"])
async def test_two_agents_never_have_one_name(console, administrator, agent, name):
    await Staff.joins(console, "Anna")
    answer = await administrator.post("/accounts", json={"name": name, "role": "agent"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale")


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "小\n周", "ﷺ" * 10, "x" * 65])
async def test_what_is_no_name(administrator, name):
    answer = await administrator.post("/accounts", json={"name": name, "role": "agent"})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "name")


@pytest.mark.parametrize(
    "what", [{"role": "supervisor"}, {"active": False}, {"new_password": True}]
)
async def test_a_change_signs_the_agent_out_at_once(administrator, agent, what):
    await change(administrator, agent.id, **what)
    assert (await agent.get("/session")).status_code == 401


async def test_a_closed_account_opens_nothing_until_it_is_opened_again(
    console, administrator, agent
):
    await change(administrator, agent.id, active=False)
    assert (await Staff(console, "小周").tries(PASSWORD)).status_code == 401
    names = [it["name"] for it in (await administrator.get("/colleagues")).json()["agents"]]
    assert names == ["管理员"]
    await change(administrator, agent.id, active=True)
    await agent.signs_in()


async def test_who_was_erased_is_nobody_any_more(console, administrator, agent):
    with console_of(console).desk.database.write() as connection:
        erase(connection, agent.id)
    assert (await agent.get("/session")).status_code == 401
    assert (await Staff(console, "小周").tries(PASSWORD)).status_code == 401
    reopened = await administrator.patch(f"/accounts/{agent.id}", json={"active": True})
    assert reopened.status_code == 404
    shown = {it["name"]: it for it in (await administrator.get("/accounts")).json()["agents"]}
    assert shown["小周"]["active"] is False


async def test_who_lost_the_phone_signs_in_without_it(console, administrator, agent):
    secret = (await agent.post("/totp", json={"password": PASSWORD})).json()["secret"]
    await agent.post("/totp/confirm", json={"code": pyotp.TOTP(secret).now()})
    assert (await Staff(console, "小周").tries(PASSWORD)).json()["error"]["code"] == "code_wanted"
    account = (await change(administrator, agent.id, remove_totp=True))["account"]
    assert account["totp"] is False
    await agent.signs_in()
    assert agent.me["recovery_codes_left"] == 0


async def test_who_forgot_the_password_gets_a_new_first_one(console, administrator, agent):
    password = (await change(administrator, agent.id, new_password=True))["password"]
    assert (await Staff(console, "小周").tries(PASSWORD)).status_code == 401
    agent.password = password
    await agent.signs_in()
    assert agent.me["must"] == "change_password"


@pytest.mark.parametrize("what", [{"active": False}, {"role": "supervisor"}])
async def test_the_last_administrator_stays(console, administrator, what):
    second = await Staff.joins(console, "老板", "administrator")
    await change(administrator, second.id, active=False)
    answer = await administrator.patch(f"/accounts/{administrator.id}", json=what)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale")
    await change(administrator, second.id, active=True)
    await change(administrator, administrator.id, **what)


async def test_an_administrator_who_was_erased_is_none(console, administrator):
    gone = await Staff.joins(console, "老板", "administrator")
    with console_of(console).desk.database.write() as connection:
        erase(connection, gone.id)
    answer = await administrator.patch(f"/accounts/{administrator.id}", json={"role": "agent"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale")


@pytest.mark.parametrize("what", [{"remove_totp": True}, {"new_password": True}])
async def test_administrators_do_not_go_round_their_own_password(administrator, what):
    answer = await administrator.patch(f"/accounts/{administrator.id}", json=what)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")
    assert "我的账号" in answer.json()["error"]["message"]


async def test_what_is_on_record_of_a_change(console, administrator, agent):
    await change(administrator, agent.id, role="supervisor")
    with console_of(console).desk.database.read() as connection:
        [theirs] = log.of_kinds(connection, agent.id, ("agent_changed",))
        [own] = log.of_kinds(connection, administrator.id, ("agent_changed",))
    assert (
        theirs.content
        == own.content
        == {
            "agent": {"id": administrator.id, "name": "管理员"},
            "account": {"id": agent.id, "name": "小周"},
            "before": {"role": "agent", "active": True},
            "after": {"role": "supervisor", "active": True},
        }
    )
    assert theirs.event.body == {"what": ["role"]}


async def test_colleagues_are_there_or_away(agent, supervisor):
    await agent.post("/presence", json={"away": True})
    found = {it["name"]: it for it in (await supervisor.get("/colleagues")).json()["agents"]}
    assert found["小周"] == {
        "id": agent.id,
        "name": "小周",
        "role": "agent",
        "online": True,
        "away": True,
        "holds": 0,
    }
    await agent.post("/sign-out")
    found = {it["name"]: it for it in (await supervisor.get("/colleagues")).json()["agents"]}
    assert (found["小周"]["online"], found["吴主管"]["online"]) == (False, True)


async def test_what_a_leaving_agent_held_waits_again(console, administrator, agent, merchant):
    desk = console_of(console).desk
    with desk.database.write() as connection:
        me = Agent(agent.id, "小周")
        holding.claim(connection, desk.sources, merchant.id, me, desk.clock())
    [shown] = [
        it
        for it in (await administrator.get("/colleagues")).json()["agents"]
        if it["id"] == agent.id
    ]
    assert shown["holds"] == 1
    await change(administrator, agent.id, active=False)
    with desk.database.read() as connection:
        held = holds.of(connection, merchant.id)
        [back] = log.of_kinds(connection, merchant.id, ("given_back",))
    assert (held.state, held.agent) == ("waiting", None)
    assert back.event.body == {"to": "queue", "reason": "agent_left"}
