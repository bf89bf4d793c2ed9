"""Who may call what of the merchants' calls: every call of the table by every caller."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import yaml
from house_of_callers import ROLES, House
from merchant import Merchant

pytestmark = pytest.mark.asyncio(loop_scope="module")

TABLE = Path(__file__).with_name("authorisation_of_merchants.yml")
ROWS = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
NO_TOKEN = ("nobody", "guessed", "key", *ROLES)
NOT_THEIRS = ("another", "missing", "own_record", "system", "erased")
OF_OTHERS = ("/api/v1/agent/", "/api/v1/integration/")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def merchant(house) -> Merchant:
    """With a case and its secret, and a person who talks with them."""
    arrived = await Merchant.arrives(house.http)
    await arrived.gets_a_secret()
    claimed = await house.staff["agent"].post(f"/conversations/{arrived.id}/claim")
    assert claimed.status_code == 200
    return arrived


async def test_every_call_has_a_row(house):
    described = (await house.http.get("/openapi.json")).json()["paths"]
    calls = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in described.items()
        if path.startswith("/api/v1/") and not path.startswith(OF_OTHERS)
        for method in methods
    }
    assert sorted(row["call"] for row in ROWS) == sorted(calls)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["call"])
async def test_calls(house, merchant, row):
    if row.get("open"):
        statuses = {(await calls(house, merchant, row, who)).status_code for who in NO_TOKEN}
        assert statuses == {row["gets"]}
        return
    strangers = [await calls(house, merchant, row, who) for who in NO_TOKEN]
    assert {answer.status_code for answer in strangers} == {401}
    others = [await calls(house, merchant, row, who) for who in NOT_THEIRS]
    assert {answer.status_code for answer in others} == {404}
    assert len({answer.content for answer in others}) == 1
    own = await calls(house, merchant, row, "own")
    assert own.status_code == row["gets"], own.text


async def calls(house: House, merchant: Merchant, row: dict[str, Any], who: str) -> httpx.Response:
    """The answer to a call on the merchant's conversation; one that is a stream is not read."""
    method, path = row["call"].split(" ")
    conversation = {
        "missing": "0" * 32,
        "own_record": house.staff["agent"].id,
        "system": "system",
        "erased": house.erased,
    }.get(who, merchant.id)
    address = path.format(
        conversation_id=conversation, seq=2, sha256="0" * 64, kind="timeline", file_format="txt"
    )
    asked = house.http.build_request(
        method, f"/api/v1{address}", json=row.get("body"), headers=shown(house, merchant, who)
    )
    answer = await house.http.send(asked, stream=True)
    if answer.headers.get("content-type", "").startswith("text/event-stream"):
        await answer.aclose()
    else:
        await answer.aread()
    return answer


def shown(house: House, merchant: Merchant, who: str) -> dict[str, str]:
    """What a caller shows of themselves."""
    if who in ROLES:
        return house.staff[who].headers
    bearers = {"guessed": "guessed", "key": house.key}
    if who in bearers:
        return {"Authorization": f"Bearer {bearers[who]}"}
    if who == "nobody":
        return {}
    return merchant.auth if who != "another" else house.merchant.auth
