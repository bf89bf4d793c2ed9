"""`zhangfang chat`: the merchant's side of a conversation, in a terminal."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx

from zhangfang.running.failure import Failure

ANSWER_PATIENCE = 30.0


def chat(url: str, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    """Talk until the input ends.

    A number chooses the quick reply of that number.

    Args:
        url: of a running desk.
        ask: shows a prompt and gives the line that was typed.
        say: shows a line.

    Raises:
        Failure: no desk answers there.
    """
    try:
        with httpx.Client(
            base_url=f"{url}/api/v1", timeout=ANSWER_PATIENCE, trust_env=False
        ) as http:
            _talk(http, ask, say)
    except httpx.ConnectError:
        raise Failure(f"No desk answers at {url}.", "Start one with `zhangfang up`.") from None


def _talk(http: httpx.Client, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    started = http.post("/conversations").raise_for_status().json()
    http.headers["Authorization"] = f"Bearer {started['token']}"
    choices = _show(started["messages"], say)
    while True:
        try:
            line = ask("你：").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line:
            continue
        body: dict[str, Any] = {"client_message_id": uuid.uuid4().hex}
        chosen = (
            choices[int(line) - 1] if line.isdigit() and 0 < int(line) <= len(choices) else None
        )
        body |= {"choice": chosen["id"]} if chosen else {"text": line}
        answer = http.post(
            f"/conversations/{started['id']}/messages", params={"wait": "true"}, json=body
        )
        if answer.is_error:
            say(answer.json()["error"]["message"])
            continue
        choices = _show(answer.json()["replies"], say)


def _show(messages: list[dict[str, Any]], say: Callable[[str], None]) -> list[dict[str, str]]:
    """Show the bubbles and the quick replies of the last one, numbered."""
    for message in messages:
        say(f"账房：{message['text']}")
    choices: list[dict[str, str]] = messages[-1]["choices"] if messages else []
    if choices:
        numbered = (f"{place} {choice['label']}" for place, choice in enumerate(choices, start=1))
        say("      [" + "]  [".join(numbered) + "]")
    return choices
