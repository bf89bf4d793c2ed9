"""An agent's console, as far as the API sees it."""

from typing import Any
from uuid import uuid4

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from zhangfang.console.console import Console
from zhangfang.console.staff.passwords import Passwords
from zhangfang.store import agents
from zhangfang.store.moments import stamp
from zhangfang.store.setup import Role

API = "/api/v1/agent"
PASSWORD = "three lanterns by the gate"
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Hashes that cost a test nothing."""


class Staff:
    """One agent, signed in. Each call carries the session's cookie and CSRF token.

    With a console started by `start_console(dev=True)`, `now` (ISO 8601) is the time of every call.
    """

    def __init__(self, http: httpx.AsyncClient, name: str, now: str | None = None) -> None:
        self.http = http
        self.name = name
        self.now = now
        self.password = PASSWORD
        self.cookie: str | None = None
        self.me: dict[str, Any] = {}

    @property
    def id(self) -> str:
        return str(self.me["id"])

    @classmethod
    async def joins(
        cls,
        http: httpx.AsyncClient,
        name: str,
        role: Role = "agent",
        *,
        now: str | None = None,
    ) -> "Staff":
        """Gets an account, made directly in the store, and signs in."""
        make_account(console_of(http), name, role)
        staff = cls(http, name, now)
        await staff.signs_in()
        return staff

    async def signs_in(self, **more: Any) -> "Staff":
        answer = await self.tries(self.password, **more)
        assert answer.status_code == 200, answer.text
        self.me = answer.json()
        return self

    async def tries(self, password: str, **more: Any) -> httpx.Response:
        """Signs in, maybe in vain; what was the session before is let go of only if it works."""
        body = {"name": self.name, "password": password, **more}
        return await self.post("/sign-in", json=body)

    async def at(self, now: str) -> "Staff":
        """The same agent at another time, in a new session: no session lasts for days."""
        self.now = now
        return await self.signs_in()

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.request("GET", path, **more)

    async def post(self, path: str, **more: Any) -> httpx.Response:
        return await self.request("POST", path, **more)

    async def put(self, path: str, **more: Any) -> httpx.Response:
        return await self.request("PUT", path, **more)

    async def patch(self, path: str, **more: Any) -> httpx.Response:
        return await self.request("PATCH", path, **more)

    async def delete(self, path: str, **more: Any) -> httpx.Response:
        return await self.request("DELETE", path, **more)

    async def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        answer = await self.http.request(method, API + path, headers=headers, **more)
        given = answer.cookies.get("zf_session")
        if given:
            self.cookie = given
        return answer

    def stream(self, path: str, **more: Any) -> Any:
        """An open stream: `async with staff.stream("/stream") as answer`."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.http.stream("GET", API + path, headers=headers, **more)

    @property
    def headers(self) -> dict[str, str]:
        """What the console's page sends with a call."""
        found = {"X-CSRF-Token": str(self.me.get("csrf", ""))}
        if self.cookie:
            found["Cookie"] = f"zf_session={self.cookie}"
        if self.now:
            found["X-Now"] = self.now
        return found


def make_account(console: Console, name: str, role: Role = "agent") -> str:
    """An account whose password is PASSWORD and need not be changed. Returns its id."""
    agent = uuid4().hex
    at = stamp(console.desk.clock())
    with console.desk.database.write() as connection:
        agents.add(connection, agent, name, role, CHEAP.hashed(PASSWORD), at)
        agents.change(connection, agent, must_change_password=False)
    return agent


def console_of(http: httpx.AsyncClient) -> Console:
    """The running console behind a client that start_console gave."""
    app = http.app  # type: ignore[attr-defined]
    assert isinstance(app, FastAPI)
    console = app.state.console
    assert isinstance(console, Console)
    return console
