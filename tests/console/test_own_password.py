"""Changing one's own password."""

import asyncio
from pathlib import Path

import pytest
import yaml
from staff import PASSWORD, Staff, console_of

from zhangfang.store import agents, log

WEAK = yaml.safe_load(Path(__file__).with_name("weak_passwords.yml").read_text(encoding="utf-8"))
NEW = "seven cups of green tea"


async def test_a_new_password_opens_and_the_old_one_does_not(console, agent):
    before = agent.cookie
    answer = await agent.post("/password", json={"current": PASSWORD, "new": NEW})
    assert answer.status_code == 204
    assert agent.cookie != before
    assert (await Staff(console, "小周").tries(PASSWORD)).status_code == 401
    assert (await Staff(console, "小周").tries(NEW)).status_code == 200


async def test_other_sessions_end_and_this_one_goes_on_with_a_new_cookie(console, agent):
    other, before = await Staff(console, "小周").signs_in(), agent.cookie
    await agent.post("/password", json={"current": PASSWORD, "new": NEW})
    assert (await other.get("/session")).status_code == 401
    me = await agent.get("/session")
    assert me.status_code == 200
    assert me.json()["csrf"] != agent.me["csrf"]
    agent.cookie = before
    assert (await agent.get("/session")).status_code == 401


async def test_two_changes_at_once_leave_one_session(console, agent):
    """Both with the cookie from before; one of them comes too late."""
    other = Staff(console, "小周")
    other.cookie, other.me = agent.cookie, agent.me
    first, second = await asyncio.gather(
        agent.post("/password", json={"current": PASSWORD, "new": NEW}),
        other.post("/password", json={"current": PASSWORD, "new": f"{NEW} and one more"}),
    )
    assert sorted([first.status_code, second.status_code]) in ([204, 401], [204, 409])
    alive = [(await it.get("/session")).status_code for it in (agent, other)]
    assert sorted(alive) == [200, 401]


async def test_who_found_an_open_console_does_not_change_the_password(console, agent):
    answer = await agent.post("/password", json={"current": "a guess at it", "new": NEW})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_sign_in")
    assert (await Staff(console, "小周").tries(PASSWORD)).status_code == 200


async def test_who_guesses_at_an_open_console_is_on_record(console, agent):
    await agent.post("/password", json={"current": "a guess at it", "new": NEW})
    await agent.post("/password", json={"current": PASSWORD, "new": NEW})
    kinds = ("sign_in_refused", "password_changed")
    with console_of(console).desk.database.read() as connection:
        found = log.of_kinds(connection, agent.id, kinds)
    assert [(it.event.kind, dict(it.event.body)) for it in found] == [
        ("sign_in_refused", {"wrong": "password"}),
        ("password_changed", {}),
    ]
    assert {it.content["client"] for it in found} == {"127.0.0.1"}
    assert not [it for it in found if "guess" in str(it) or NEW in str(it)]


@pytest.mark.parametrize("case", WEAK, ids=lambda case: case["password"])
async def test_weak_passwords(console, case):
    agent = await Staff.joins(console, case.get("name", "小周"))
    answer = await agent.post("/password", json={"current": PASSWORD, "new": case["password"]})
    assert answer.status_code == (422 if case["weak"] else 204), answer.text
    if case["weak"]:
        assert answer.json()["error"]["field"] == "new"


async def test_a_first_password_must_be_changed_before_anything_else(console, agent):
    with console_of(console).desk.database.write() as connection:
        agents.change(connection, agent.id, must_change_password=True)
    refused = await agent.get("/colleagues")
    assert refused.status_code == 403
    assert refused.json()["error"] | {"message": ""} == {
        "code": "must_first",
        "message": "",
        "must": "change_password",
    }
    assert (await agent.get("/session")).json()["must"] == "change_password"
    await agent.post("/password", json={"current": PASSWORD, "new": NEW})
    assert (await agent.get("/session")).json()["must"] is None
    assert (await agent.get("/colleagues")).status_code == 200
