"""Sessions: what a thief, another site and a forgotten console can and can't do."""

from pathlib import Path

import pytest
import yaml
from staff import PASSWORD, Staff, console_of, make_account

from zhangfang.store import agent_sessions

FORGED = yaml.safe_load(Path(__file__).with_name("forged.yml").read_text(encoding="utf-8"))


async def test_a_stolen_cookie_is_worth_nothing_after_sign_out(agent):
    stolen = agent.cookie
    assert (await agent.post("/sign-out")).status_code == 204
    agent.cookie = stolen
    assert (await agent.get("/session")).status_code == 401
    assert (await agent.post("/sign-out")).status_code == 401


async def test_signing_out_has_the_browser_forget_the_cookie(agent):
    answer = await agent.post("/sign-out")
    assert 'zf_session=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]


async def test_a_cookie_that_was_planted_is_not_taken_up(console):
    make_account(console_of(console), "小周")
    agent = Staff(console, "小周")
    agent.cookie = "planted-by-somebody-else"
    await agent.signs_in()
    assert agent.cookie != "planted-by-somebody-else"


async def test_signing_in_again_ends_the_session_before(agent):
    before = agent.cookie
    await agent.signs_in()
    assert agent.cookie != before
    agent.cookie = before
    assert (await agent.get("/session")).status_code == 401


async def test_two_consoles_of_one_agent(console, agent):
    other = await Staff(console, "小周").signs_in()
    await other.post("/sign-out")
    assert (await agent.get("/session")).status_code == 200


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case["name"])
async def test_forged_calls(console, agent, case):
    tokens = {"own": agent.me["csrf"]}
    if case["token"] == "another":
        tokens["another"] = (await Staff.joins(console, "小林")).me["csrf"]
    headers = {"X-CSRF-Token": tokens.get(case["token"], case["token"]), **case["headers"]}
    if case["token"] == "none":
        del headers["X-CSRF-Token"]
    answer = await console.post(
        "/api/v1/agent/presence",
        json={"away": True},
        headers={"Cookie": f"zf_session={agent.cookie}", **_bytes(headers)},
    )
    assert answer.status_code == case["status"], answer.text
    if case["status"] == 403:
        assert answer.json()["error"]["code"] == "forged"


@pytest.mark.parametrize(
    "body",
    [
        {"content": b'{"away": true}'},
        {"content": b'{"away": true}', "headers": {"Content-Type": "text/plain"}},
        {"data": {"away": "true"}},
        {"files": {"away": b"true"}},
        {"json": {"away": True}},
    ],
    ids=["no type", "text", "form", "multipart", "json"],
)
async def test_no_form_of_another_site_changes_anything(console, agent, body):
    """An older browser that says nothing of itself, and sends the cookie all the same."""
    body = dict(body)
    headers = {"Cookie": f"zf_session={agent.cookie}", **body.pop("headers", {})}
    answer = await console.post("/api/v1/agent/presence", headers=headers, **body)
    assert answer.status_code in (403, 422)
    [me] = (await agent.get("/colleagues")).json()["agents"]
    assert me["away"] is False


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)],
)
async def test_no_other_site_has_anything_fetched(agent, site, status):
    """Reading leaves traces too: an export and a look at a conversation are on record."""
    answer = await agent.get("/colleagues", headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "site", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
async def test_no_other_site_signs_anybody_in(console, site):
    make_account(console_of(console), "小周")
    body = {"name": "小周", "password": PASSWORD}
    answer = await console.post("/api/v1/agent/sign-in", json=body, headers=site)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forged")
    assert "set-cookie" not in answer.headers


async def test_a_forgotten_console_signs_itself_out(start_console):
    async with start_console(dev=True) as http:
        agent = await Staff.joins(http, "小周", now="2026-11-23T10:00:00+08:00")
        for moment, status in [("10:29", 200), ("10:58", 200), ("11:28", 401), ("10:59", 200)]:
            agent.now = f"2026-11-23T{moment}:00+08:00"
            assert (await agent.get("/session")).status_code == status, moment


async def test_what_the_page_asks_for_by_itself_keeps_nobody_signed_in(start_console):
    async with start_console(dev=True) as http:
        agent = await Staff.joins(http, "小周", now="2026-11-23T10:00:00+08:00")
        for moment, status in [("10:20", 200), ("10:31", 401)]:
            agent.now = f"2026-11-23T{moment}:00+08:00"
            answer = await agent.get("/session", headers={"X-Background": "1"})
            assert answer.status_code == status, moment


async def test_a_session_ends_after_twelve_hours_of_work(start_console):
    async with start_console(dev=True) as http:
        agent = await Staff.joins(http, "小周", now="2026-11-23T08:00:00+08:00")
        assert agent.me["until"] == "2026-11-23T20:00:00.000+08:00"
        for minute in range(8 * 60 + 25, 20 * 60, 25):
            agent.now = f"2026-11-23T{minute // 60:02}:{minute % 60:02}:00+08:00"
            assert (await agent.get("/session")).status_code == 200, agent.now
        agent.now = "2026-11-23T20:00:00+08:00"
        assert (await agent.get("/session")).status_code == 401


async def test_that_a_session_is_used_is_written_down_once_a_minute(start_console):
    async with start_console(dev=True) as http:
        agent = await Staff.joins(http, "小周", now="2026-11-23T10:00:00+08:00")
        noted = []
        for second in ("00:30", "00:59", "01:00", "01:30", "02:00"):
            agent.now = f"2026-11-23T10:{second}+08:00"
            await agent.get("/session")
            with console_of(http).desk.database.read() as connection:
                noted.append(agent_sessions.opened_by(connection, agent.cookie).seen_at[14:19])
        assert noted == ["00:00", "00:00", "01:00", "01:00", "02:00"]


async def test_the_database_holds_no_token(agent, database_file):
    raw = b"".join(it.read_bytes() for it in database_file.parent.glob("zhangfang.db*"))
    assert agent.cookie.encode() not in raw


def _bytes(headers):
    return {name: value.encode() for name, value in headers.items()}
