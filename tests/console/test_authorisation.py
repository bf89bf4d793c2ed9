"""Who may call what: every call of authorisation.yml by every caller."""

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import yaml
from house_of_callers import ROLES, House
from merchant import Merchant
from staff import Staff

from zhangfang.desk import holding
from zhangfang.desk.hold_record import Agent
from zhangfang.guides.model import FAMILIES
from zhangfang.store import agents, setup

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROWS = yaml.safe_load(Path(__file__).with_name("authorisation.yml").read_text(encoding="utf-8"))
HIDDEN = ("colleagues", "missing", "own_record", "system", "erased")
"""Callers who must not learn whether there is such a conversation."""

OURS = ("/api/v1/agent/", "/api/v1/integration/")
NOTHING = "0" * 32
ONE_AFTER_THE_OTHER = cycle(FAMILIES)
"""The same correction is handed in once."""

SIGN_IN = "POST /agent/sign-in"
FIRST = {
    "GET /agent/session",
    "POST /agent/sign-out",
    "POST /agent/password",
    "POST /agent/totp",
    "POST /agent/totp/confirm",
}
"""What is possible where something must be done first."""


async def test_every_call_has_a_row(house):
    described = (await house.http.get("/openapi.json")).json()["paths"]
    calls = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in described.items()
        if path.startswith(OURS)
        for method in methods
    }
    listed = [row["call"] for row in ROWS]
    assert sorted(listed) == sorted(calls)


async def test_every_row_has_every_caller():
    for row in ROWS:
        callers = {"nobody", "merchant", "key", *ROLES}
        if "{conversation_id}" in row["call"]:
            callers |= set(HIDDEN)
        if "/integration/" in row["call"]:
            callers.add("weak_key")
        assert row["gets"].keys() == callers, row["call"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["call"])
async def test_calls(house, row):
    world = await World.of(house, row)
    got, hidden = {}, set()
    # who is refused comes first: it has changed nothing for those who are let in
    for caller in sorted(row["gets"], key=lambda caller: -row["gets"][caller]):
        answer = await world.asks(caller)
        got[caller] = answer.status_code
        if caller in HIDDEN:
            hidden.add(answer.content)
    assert got == row["gets"]
    assert len(hidden) <= 1


async def test_administrators_see_no_more_of_what_is_no_conversation(house):
    found = set()
    for row in ROWS:
        if "{conversation_id}" in row["call"]:
            world = World(house, row, NOTHING, {}, 1)
            for caller in ("missing", "own_record", "system", "erased"):
                answer = await world.asks(caller, as_role="administrator")
                found.add((answer.status_code, answer.content))
    assert {status for status, _ in found} == {404}
    assert len(found) == 1


async def test_every_change_wants_the_token(house):
    changes = [row for row in ROWS if not row["call"].startswith("GET") and signed_in(row)]
    headers = {"X-CSRF-Token": house.colleague.me["csrf"]}
    got = {
        row["call"]: problem(await World(house, row, NOTHING, {}, 1).asks("agent", **headers))
        for row in changes
    }
    assert got == dict.fromkeys(got, (403, "forged"))


async def test_nothing_works_with_a_first_password_but_changing_it(house):
    newcomer = await Staff.joins(house.http, uuid4().hex, "administrator")
    with house.desk.database.write() as connection:
        agents.change(connection, newcomer.id, must_change_password=True)
    rest = [row for row in ROWS if signed_in(row) and row["call"] not in FIRST]
    got = {
        row["call"]: problem(
            await World(house, row, NOTHING, {}, 1).asks("agent", **newcomer.headers)
        )
        for row in rest
    }
    assert got == dict.fromkeys(got, (403, "must_first"))


def signed_in(row: dict[str, Any]) -> bool:
    """Whether the call is one of signed-in agents."""
    return row["gets"]["nobody"] == 401 and "/agent/" in row["call"] and row["call"] != SIGN_IN


def problem(answer: httpx.Response) -> tuple[int, str | None]:
    is_json = answer.headers.get("content-type") == "application/json"
    said = answer.json() if is_json else {}
    return answer.status_code, said.get("error", {}).get("code") if said else None


@dataclass
class World:
    """What one row is called on."""

    house: House
    row: dict[str, Any]
    conversation: str
    case: dict[str, Any]
    seq: int

    @classmethod
    async def of(cls, house: House, row: dict[str, Any]) -> "World":
        if "{conversation_id}" not in row["call"] and "{number}" not in row["call"]:
            return cls(house, row, NOTHING, {}, 1)
        merchant = await Merchant.arrives(house.http)
        family = await merchant.taps("1-1")
        await merchant.taps(family["replies"][-1]["choices"][0]["id"])
        desk, agent = house.desk, house.staff["agent"]
        with desk.database.write() as connection:
            who = Agent(agent.id, agent.name)
            holding.claim(connection, desk.sources, merchant.id, who, desk.clock())
        said = await merchant.says("多扣了 12 块", wait=True)
        case = await merchant.case()
        return cls(house, row, merchant.id, case, said["message"]["seq"])

    async def asks(self, caller: str, as_role: str = "agent", **instead: str) -> httpx.Response:
        method, path = self.row["call"].split(" ")
        headers, conversation = await self._shown(caller, as_role)
        address = path.format(
            conversation_id=conversation,
            number=self.case.get("number"),
            agent=self.house.colleague.id,
            seq=self.seq,
            step="keep_slip",
            reply="hello" if method == "GET" else NOTHING,
            what="cases",
            sha256="0" * 64,
            **dict.fromkeys(("correction", "breach", "webhook", "delivery", "key"), NOTHING),
        )
        asked = self.house.http.build_request(
            method,
            f"/api/v1{address}",
            params=self.row.get("query"),
            json=self._body(),
            headers={**headers, **instead},
        )
        answer = await self.house.http.send(asked, stream=True)
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            await answer.aclose()
        else:
            await answer.aread()
        return answer

    async def _shown(self, caller: str, as_role: str) -> tuple[dict[str, str], str]:
        """What a caller shows of themselves, and the conversation they ask about."""
        house, staff = self.house, self.house.staff
        match caller:
            case "nobody":
                return {}, self.conversation
            case "merchant":
                return house.merchant.auth, self.conversation
            case "key":
                return {"Authorization": f"Bearer {house.key}"}, self.conversation
            case "weak_key":
                other = "cases" if "/pack" in self.row["call"] else "packs"
                return {"Authorization": f"Bearer {house.weak_keys[other]}"}, self.conversation
            case "colleagues":
                return house.colleague.headers, self.conversation
        asked = {
            "missing": NOTHING,
            "own_record": staff["agent"].id,
            "system": "system",
            "erased": house.erased,
        }
        who = staff[caller] if caller in ROLES else staff[as_role]
        if self.row.get("own"):
            who = await Staff.joins(house.http, uuid4().hex, caller)
        return who.headers, asked.get(caller, self.conversation)

    def _body(self) -> Any:
        body = self.row.get("body")
        if body == "setup":
            with self.house.desk.database.read() as connection:
                found = setup.latest(connection)
            return {"version": found.version + 7, **found.setup.model_dump(mode="json")}
        filled = {
            "{seq}": self.seq,
            "{agent}": self.house.colleague.id,
            "{fresh}": uuid4().hex[:12],
            "{family}": next(ONE_AFTER_THE_OTHER),
        }
        if isinstance(body, dict):
            return {key: filled.get(str(value), value) for key, value in body.items()}
        return body
