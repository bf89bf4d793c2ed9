"""Signing in and out."""

from staff import Staff


async def test_an_agent_signs_in(agent):
    answer = await agent.get("/session")
    assert answer.status_code == 200, answer.text
    assert answer.json() == agent.me
    assert (agent.me["name"], agent.me["role"], agent.me["must"]) == ("小周", "agent", None)


async def test_three_roles(agent, supervisor, administrator):
    assert [it.me["role"] for it in (agent, supervisor, administrator)] == [
        "agent",
        "supervisor",
        "administrator",
    ]


async def test_nobody_gets_in_without_a_session(console):
    answer = await console.get("/api/v1/agent/session")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")
