"""Puts a made-up world on record, from one short line an event."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from staff import Staff, console_of, make_account

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.console.console import Console
from zhangfang.store import cases, conversations, log
from zhangfang.store.moments import SHOP_ZONE, stamp

Line = list[Any]

TOLD: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_suffix(".yml"))
SPAN = {"since": str(TOLD["since"]), "until": str(TOLD["until"])}
"""The days in which it happens."""


class World:
    """The conversations that were put on record, and the agents, by the names they have in a file."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.agents: dict[str, str] = {}
        self.conversations: dict[str, str] = {}
        self.http: Any = None

    def agent(self, name: str) -> str:
        if name not in self.agents:
            self.agents[name] = make_account(self.console, name)
        return self.agents[name]

    def conversation(self, name: str, lines: list[Line]) -> str:
        """Puts one conversation on record."""
        own = f"{len(self.conversations):032x}"
        self.conversations[name] = own
        teller = _Teller(self, name)
        drafts = [teller.draft(*line) for line in lines]
        with self.console.desk.database.write() as connection:
            conversations.create(connection, own, f"token of {name}", drafts[0].at)
            log.append(connection, own, drafts)
            conversations.save_state(connection, own, teller.state)
            cases.record(connection, own, teller.state.cases, drafts[-1].at)
        return own

    def of(self, own: str) -> str:
        """The name of a conversation."""
        return next(name for name, it in self.conversations.items() if it == own)


def number_of(name: str, place: int = 0) -> str:
    """The made-up number of a case."""
    return f"ZF-{name}-{place}"[:24]


class _Teller:
    """One conversation's lines, as drafts; knows which seq said what, and who holds it."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.state = Conversation()
        self.said: dict[str, int] = {}
        self.seq = 0
        self.holder: str | None = None

    def draft(self, when: str, verb: str, what: Any = None) -> log.Draft:
        self.seq += 1
        at = stamp(datetime.fromisoformat(when).replace(tzinfo=SHOP_ZONE))
        found = getattr(self, f"_{verb}")(what, at)
        kind, actor, body, content = found
        origins = {"merchant": "merchant_said", "agent": "agent_said"}
        origin = origins.get(actor, "observed") if kind in ("message", "rated") else "observed"
        return log.Draft(kind=kind, actor=actor, origin=origin, at=at, body=body, content=content)

    def _says(self, text: str, _at: str) -> Any:
        self.said[text] = self.seq
        return "message", "merchant", {}, {"text": text, "choice": None}

    def _taps(self, text: str, _at: str) -> Any:
        return "message", "merchant", {}, {"text": text, "choice": "1-1"}

    def _answers(self, said: Any, _at: str) -> Any:
        by, text = said if isinstance(said, list) else (said, "我看看。")
        return "message", "agent", {}, {"text": text, "agent": self._agent(by)}

    def _opens(self, family: str, at: str) -> Any:
        number = number_of(self.name, len(self.state.cases))
        return self._change({"kind": "case_opened", "number": number, "family": family, "at": at})

    def _family(self, family: str, _at: str) -> Any:
        return self._change({"kind": "family_corrected", "family": family})

    def _offers(self, steps: list[str], _at: str) -> Any:
        return self._change({"kind": "steps_offered", "steps": steps})

    def _stuck(self, step: str, at: str) -> Any:
        return self._change({"kind": "step_marked", "step": step, "outcome": "stuck", "at": at})

    def _phase(self, phase: str, at: str) -> Any:
        return self._change({"kind": "phase_entered", "phase": phase, "at": at})

    def _due(self, due_at: str, _at: str) -> Any:
        change = {"kind": "deadline_set", "due_at": due_at, "estimated": False, "step": "wait"}
        return self._change(change)

    def _fact(self, fact: Mapping[str, str], _at: str) -> Any:
        [(name, value)] = fact.items()
        return self._change({"kind": "fact_set", "name": name, "fact": {"value": value}})

    def _confirms(self, _what: Any, _at: str) -> Any:
        return self._change({"kind": "summary_confirmed"})

    def _ends(self, status: str, _at: str) -> Any:
        return self._change({"kind": "case_ended", "status": status})

    def _closes(self, how: Mapping[str, Any], _at: str) -> Any:
        kind, _, body, content = self._change({"kind": "case_ended", "status": how["status"]})
        more = {"agent": self._agent(how["by"]), "summary": "办完了。", **how.get("with", {})}
        return kind, "agent", body, {**content, **more}

    def _waiting(self, reason: str, _at: str) -> Any:
        return "waiting", "system", {"reason": reason}, None

    def _taken(self, by: str, _at: str) -> Any:
        self.holder = by
        return "taken", "agent", {"from": "queue"}, {"agent": self._agent(by)}

    def _given_back(self, reason: str, _at: str) -> Any:
        content = {"agent": self._agent(self.holder or ""), "word": ""}
        return "given_back", "agent", {"to": "bot", "reason": reason}, content

    def _queued_again(self, reason: str, _at: str) -> Any:
        content = {"agent": self._agent(self.holder or ""), "word": ""}
        return "given_back", "system", {"to": "queue", "reason": reason}, content

    def _corrects(self, text: str, _at: str) -> Any:
        content = {
            "agent": self._agent("zhou"),
            "intent": "not_arrived",
            "was": "inform",
            "should_be": "not_arrived",
            "reason": "说的是没到账",
        }
        body = {"seq": self.said[text], "what": "intent"}
        return "reading_corrected", "agent", body, content

    def _rates(self, rating: Mapping[str, Any], _at: str) -> Any:
        number = self.state.cases[-1].number
        words = rating.get("words")
        content = {"case": number, "tags": [], "words": words}
        return "rated", "merchant", {k: rating[k] for k in ("stars", "solved")}, content

    def _change(self, change: dict[str, Any]) -> Any:
        self.state = reduce(apply, changes_adapter.validate_python([change]), self.state)
        return change["kind"], "system", {"in_reply_to": None}, {"change": change}

    def _agent(self, name: str) -> dict[str, str]:
        return {"id": self.world.agent(name), "name": name}


@pytest.fixture
async def world(start_console) -> Any:
    """The world of small_world.yml."""
    async with start_console(dev=True) as http:
        made = World(console_of(http))
        for name, lines in TOLD["conversations"].items():
            made.conversation(name, lines)
        made.http = http
        yield made


@pytest.fixture
async def lead(world) -> Staff:
    """A supervisor in it, on the day on which it is looked at."""
    return await Staff.joins(world.http, "吴主管", "supervisor", now=TOLD["now"].isoformat())
