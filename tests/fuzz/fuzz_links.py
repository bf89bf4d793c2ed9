"""Which answers name what other calls take: Schemathesis finds these links itself only by equal names."""

from typing import Any

from fuzz_house import AGENT, API

NAMED: tuple[tuple[str, str, str, str], ...] = (
    (f"POST {API}/conversations", "201", "conversation_id", "/id"),
    (f"POST {API}/conversations/{{conversation_id}}/files", "201", "sha256", "/file/sha256"),
    (f"POST {API}/conversations/{{conversation_id}}/messages", "201", "seq", "/message/seq"),
    (f"GET {AGENT}/conversations", "200", "conversation_id", "/rows/0/conversation"),
    (f"GET {AGENT}/conversations/{{conversation_id}}", "200", "step", "/steps/0/id"),
    (f"GET {AGENT}/canned", "200", "reply", "/replies/0/id"),
    (f"POST {AGENT}/canned", "201", "reply", "/id"),
    (f"POST {AGENT}/webhooks", "201", "webhook", "/webhook/id"),
    (f"POST {AGENT}/api-keys", "201", "key", "/key/id"),
    (f"POST {AGENT}/accounts", "201", "agent", "/account/id"),
    (f"GET {API}/integration/cases", "200", "number", "/cases/0/number"),
)
"""A call, the status of its answer, the place in an address, and where in the answer it is named."""


def add_links(described: dict[str, Any]) -> None:
    """Put them into a description: to every call of the same side that has such a place."""
    for source, status, place, where in NAMED:
        method, _, path = source.partition(" ")
        answer = described["paths"][path][method.lower()]["responses"][status]
        answer.setdefault("links", {}).update(_links(described, path, place, where))


def _links(described: dict[str, Any], source: str, place: str, where: str) -> dict[str, Any]:
    found = {}
    for path, calls in described["paths"].items():
        if f"{{{place}}}" not in path or _side(path) != _side(source) or path.endswith("/stream"):
            continue
        named = {place: f"$response.body#{where}"}
        if "{conversation_id}" in path and "{conversation_id}" in source:
            named["conversation_id"] = "$request.path.conversation_id"
        for call in calls.values():
            found[call["operationId"]] = {"operationId": call["operationId"], "parameters": named}
    return found


def _side(path: str) -> str:
    """A merchant, an agent, or another system."""
    return next((it for it in (AGENT, f"{API}/integration") if path.startswith(it)), API)
