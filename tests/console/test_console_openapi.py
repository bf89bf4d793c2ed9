"""What the API says of itself to who writes another page, or another system: all of it, and truly."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from schema import refs, resolved

from zhangfang.running.api_description import api_description
from zhangfang.running.layout import find_layout

ERROR = {"$ref": "#/components/schemas/ErrorBody"}
AGENT, INTEGRATION = "/api/v1/agent", "/api/v1/integration"
OPEN = {
    f"GET {AGENT}/sign-in",
    f"POST {AGENT}/sign-in",
    f"GET {AGENT}/oidc/start",
    f"GET {AGENT}/oidc/callback",
}
"""What is called before anybody is signed in."""


class Call(NamedTuple):
    """A method of an address, and what is said of it."""

    name: str
    said: dict[str, Any]

    @property
    def changes(self) -> bool:
        return not self.name.startswith("GET ")

    @property
    def is_agents(self) -> bool:
        return AGENT in self.name

    @property
    def statuses(self) -> set[str]:
        return set(self.said["responses"])


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(api_description(find_layout(Path(__file__))))
    return found


@pytest.fixture(scope="module")
def calls(document) -> list[Call]:
    return list(_calls(document))


def _calls(document: dict[str, Any]) -> Iterator[Call]:
    for path, methods in document["paths"].items():
        if path.startswith((AGENT, INTEGRATION)):
            for method, said in methods.items():
                yield Call(f"{method.upper()} {path}", said)


def test_it_is_whole(document, calls):
    assert len(calls) > 60
    assert "HTTPValidationError" not in str(document), "our errors have another shape"
    assert all(resolved(document, ref) for ref in refs(document))
    ids = [call.said["operationId"] for call in calls]
    assert len(ids) == len(set(ids))


def test_every_call_says_what_it_is_for(calls):
    assert [call.name for call in calls if not call.said.get("description")] == []


def test_every_place_in_an_address_is_described(calls):
    for call in calls:
        described = {it["name"] for it in call.said.get("parameters", []) if it["in"] == "path"}
        assert described == set(re.findall(r"{(\w+)}", call.name)), call.name


def test_every_call_says_what_opens_it(calls):
    for call in calls:
        wanted: list[dict[str, list[str]]] | None = [{"ApiKey": []}]
        if call.is_agents:
            wanted = [{"AgentSession": [], **({"CsrfToken": []} if call.changes else {})}]
        if call.name in OPEN:
            wanted = None
        assert call.said.get("security") == wanted, call.name


def test_every_call_says_how_it_may_refuse(calls):
    for call in calls:
        expected = set() if call.name in OPEN else {"401", "403"}
        if "requestBody" in call.said:
            expected |= {"400", "413", "422"}
        if call.said.get("parameters"):
            expected |= {"422"}
        if "{conversation_id}" in call.name:
            expected |= {"404"}
        if INTEGRATION in call.name:
            expected |= {"429"}
        assert expected <= call.statuses, call.name


def test_every_refusal_has_the_one_shape(calls):
    for call in calls:
        for status, answer in call.said["responses"].items():
            if status[0] == "4":
                assert answer["content"] == {"application/json": {"schema": ERROR}}, call.name
                assert answer["description"], call.name
