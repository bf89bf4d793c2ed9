"""A running house, and a merchant who talks with it."""

import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

NOW = "2026-11-22T10:00:00+08:00"
DYING = 5
"""So many connections a desk that was killed may still take and drop."""


class NotOfferedError(Exception):
    """A quick reply was to be tapped that is not there."""

    def __init__(self, label: str, offered: list[str]) -> None:
        super().__init__(f"「{label}」 is not among {offered}")


@dataclass
class House:
    """Where it answers, its parent process, its data folder."""

    http: httpx.Client
    pid: int
    data: Path

    def kill(self, words: str) -> int:
        """SIGKILL the child whose command line holds these words. Returns its process id."""
        for pid in self._children():
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in command:
                os.killpg(pid, signal.SIGKILL)
                return pid
        raise AssertionError(f"no child of the house is a {words!r}")

    def wait_until_open(self) -> None:
        """Until the desk answers again; the transport tries again on its own."""
        transport = httpx.HTTPTransport(retries=12)  # 0.5 s doubling: patient enough
        with httpx.Client(base_url=self.http.base_url, transport=transport, timeout=60) as http:
            for _ in range(DYING):
                try:
                    assert http.get("/healthz").status_code == httpx.codes.OK
                except httpx.ReadError:  # the dying desk had taken the connection
                    continue
                return
        raise AssertionError("the desk takes connections and drops them")

    def _children(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


@dataclass
class Merchant:
    """One conversation in a house."""

    http: httpx.Client
    opened: dict[str, Any]
    now: str = NOW
    choices: list[dict[str, str]] = field(default_factory=list)
    heard: int = 0
    """The last message that the merchant has seen."""

    @classmethod
    def arrives(cls, house: House) -> "Merchant":
        opened = house.http.post("/api/v1/conversations").raise_for_status().json()
        last = opened["messages"][-1]
        return cls(house.http, opened, choices=last["choices"], heard=last["seq"])

    def says(self, text: str, *, wait: bool = True) -> dict[str, Any]:
        """Type a message; the answer has `replies` and `case`."""
        return self._send({"text": text}, wait=wait)

    def taps(self, label: str) -> dict[str, Any]:
        """Tap a quick reply of the last answer."""
        ids = [choice["id"] for choice in self.choices if choice["label"] == label]
        if not ids:
            raise NotOfferedError(label, [choice["label"] for choice in self.choices])
        return self._send({"choice": ids[0]}, wait=True)

    def fills_in(self, facts: dict[str, str]) -> dict[str, Any]:
        """Fill in facts by their names, as on the sheet."""
        return self._send({"facts": facts}, wait=True)

    def ticks(self, step: str) -> dict[str, Any]:
        """Tick a step."""
        return self._send({"done_step": step}, wait=True)

    def waits(self) -> dict[str, Any]:
        """Say nothing; the answer has what the bot says by itself, and the case."""
        said = [one for one in self.transcript() if one["seq"] > self.heard]
        return self._heard({"replies": said, "case": self.case()})

    def transcript(self) -> list[dict[str, Any]]:
        return self._get("messages")["messages"]

    def case(self) -> dict[str, Any]:
        return self._get("case")

    def _send(self, said: dict[str, Any], *, wait: bool) -> dict[str, Any]:
        answer = self.http.post(
            f"/api/v1/conversations/{self.opened['id']}/messages",
            params={"wait": "true"} if wait else {},
            json={"client_message_id": uuid4().hex, **said},
            headers=self.headers(),
        )
        assert answer.status_code == 201, answer.text
        return self._heard(answer.json())

    def _heard(self, answer: dict[str, Any]) -> dict[str, Any]:
        for reply in answer.get("replies", []):
            self.choices = reply["choices"] or self.choices
            self.heard = reply["seq"]
        return answer

    def _get(self, what: str) -> Any:
        path = f"/api/v1/conversations/{self.opened['id']}/{what}"
        return self.http.get(path, headers=self.headers()).raise_for_status().json()

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.opened['token']}", "X-Now": self.now}
