"""`zhangfang transcripts`: plays every script in a house of its own, and writes what was said."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.own_house import own_house
from zhangfang.running.script import Script, Turn, read_script
from zhangfang.running.transcript_page import Scene, page

Say = Callable[[str], None]

PATIENCE = 30.0
"""Seconds for an answer on a busy machine."""


def write_transcripts(layout: Layout, folder: Path, say: Say) -> None:
    """Play `scripts/*.yml` of the folder; each page is written beside, under its script's name.

    Raises:
        Failure: a script is wrong, the house does not open, or a turn cannot be played.
    """
    scripts = {path.stem: read_script(path) for path in sorted((folder / "scripts").glob("*.yml"))}
    with own_house(layout) as url:
        for name, script in scripts.items():
            say(f"  {name} …")
            text = page(script, play(url, name, script))
            (folder / f"{name}.md").write_text(text, encoding="utf-8")


def play(url: str, name: str, script: Script) -> Iterator[Scene]:
    """Lead a conversation with the house at `url`, scene by scene.

    Raises:
        Failure: a turn cannot be played, or is not answered.
    """
    with httpx.Client(base_url=f"{url}/api/v1", timeout=PATIENCE, trust_env=False) as http:
        merchant = _Merchant(http, script.begins)
        yield merchant.scene()
        for place, turn in enumerate(script.turns, start=1):
            try:
                yield merchant.plays(turn)
            except _NotOfferedError as error:
                raise Failure(f"{name}, turn {place}: {error}", "Mend the script.") from None


class _NotOfferedError(Exception):
    """A quick reply is to be tapped that is not there."""


class _Merchant:
    """One conversation, and the clock of the one who leads it."""

    def __init__(self, http: httpx.Client, now: datetime) -> None:
        self.http = http
        self.now = now
        opened = self._request("POST", "/conversations")
        self.path = f"/conversations/{opened['id']}"
        self.http.headers["Authorization"] = f"Bearer {opened['token']}"
        self.seen = 0
        self.choices: dict[str, str] = {}

    def plays(self, turn: Turn) -> Scene:
        """Do it, and see what comes of it."""
        self.now = turn.at or self.now + timedelta(minutes=1)
        if turn.tap:
            if turn.tap not in self.choices:
                raise _NotOfferedError(f"「{turn.tap}」 is not among {list(self.choices)}.")
            self._sends(choice=self.choices[turn.tap])
        elif turn.say:
            self._sends(text=turn.say)
        return self.scene(tapped=bool(turn.tap))

    def scene(self, *, tapped: bool = False) -> Scene:
        """Everything that was said since the last look, and how the case stands."""
        messages = self._request("GET", f"{self.path}/messages", after=self.seen)["messages"]
        for message in messages:
            self.seen = max(self.seen, message["seq"])
            if message["choices"]:
                self.choices = {choice["label"]: choice["id"] for choice in message["choices"]}
        case = self._request("GET", f"{self.path}/case")
        return Scene(self.now, tuple(messages), tapped, case)

    def _sends(self, **body: str) -> None:
        body = {"client_message_id": uuid4().hex, **body}
        sent = self._request("POST", f"{self.path}/messages", body, wait="true")
        until = time.monotonic() + PATIENCE
        while not sent.get("replies"):
            if time.monotonic() > until:
                raise Failure("A turn was not answered.", "See whether the machine is busy.")
            time.sleep(0.5)
            sent = self._request("POST", f"{self.path}/messages", body, wait="true")

    def _request(
        self, method: str, path: str, body: dict[str, str] | None = None, **params: str | int
    ) -> dict[str, Any]:
        answer = self.http.request(
            method, path, json=body, params=params, headers={"X-Now": self.now.isoformat()}
        )
        if answer.is_error:
            raise Failure(f"{method} {path} was answered {answer.status_code}:", answer.text)
        result: dict[str, Any] = answer.json()
        return result
