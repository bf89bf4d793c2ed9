"""Supervision at 10,000 conversations on SQLite: `python -m bench.supervision_speed [COUNT]`, by hand.

Prints JSON: seconds until the follower has caught up, milliseconds of the figures and of the quality
list, seconds and megabytes of each table, megabytes of memory. The conversations are made by chance
with a fixed seed: half of them are handed over, one in ten has a sentence that breaks a rule.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

from bench.memory import PEAK, STEADY, memory_mb
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.supervision import quality
from zhangfang.console.supervision.days import Days, days_between
from zhangfang.console.supervision.export_tables import TABLES
from zhangfang.console.supervision.exports import Asked, export
from zhangfang.console.supervision.figures import figures_of
from zhangfang.console.supervision.supervising import catch_up
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.responses import load_responses
from zhangfang.desk.said import Mask
from zhangfang.guides.load import load
from zhangfang.language.masking import mask
from zhangfang.store import agents, cases, conversations, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import SHOP_ZONE, stamp
from zhangfang.store.recorder import Recorder

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 22, 12, tzinfo=SHOP_ZONE)
SPAN = 90
"""Days over which the conversations are spread."""

AT_ONCE = 50
AGENTS = tuple(SignedIn(f"{place:032x}", f"客服{place}", "supervisor") for place in range(1, 21))
FAMILIES = ("overcharged", "not_arrived", "wrong_refund", "no_receipt_charged", "migration_charge")
PHASES = ("contact", "submit", "wait")
REASONS = ("asked", "stuck", "unsure", "abuse")
SAID = (
    "刷卡多扣了一笔",
    "钱一直没到账，怎么办",
    "退款退到别人卡里了",
    "没出小票就扣款了",
    "打过电话没人接",
)
ANSWERED = (
    "我看一下，稍等。",
    "小票上的参考号发我一下。",
    "已经帮你登记了，有消息告诉你。",
    "先别再刷这笔。",
)
BROKEN = ("放心，三天之内保证到账。", "短信验证码发我一下。", "说了多少遍了，听不懂人话吗？")


def main(count: int) -> None:
    """Make the record, follow it, ask for everything."""
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'zhangfang.db'}"
        migrate(url)
        database = Database(url, Recorder(bytes(32), lambda: NOW, "1" * 64))
        events = _fill(database, random.Random(7), count)
        responses = load_responses(ROOT / "domain.yml")
        sources = Sources(database, load(ROOT / "knowledge"), responses)
        before = memory_mb(STEADY)
        start = time.perf_counter()
        while not catch_up(sources):
            pass
        following = _since(start)
        days = days_between((NOW - timedelta(days=SPAN)).date(), None, NOW)
        ten_years = days_between((NOW - timedelta(days=3650)).date(), None, NOW)
        report = {
            "conversations": count,
            "events": events,
            "following s": following,
            "nothing new ms": _ms(lambda: catch_up(sources)),
            "figures ms": _ms(lambda: figures_of(sources, days, NOW)),
            "figures of ten years ms": _ms(lambda: figures_of(sources, ten_years, NOW)),
            "figures of a family ms": _ms(
                lambda: figures_of(sources, days, NOW, family="overcharged")
            ),
            "figures of an agent ms": _ms(
                lambda: figures_of(sources, days, NOW, agent=AGENTS[0].id)
            ),
            "quality list ms": _ms(lambda: quality.found(sources, days)),
            "tables": {what: _taken(sources, mask, what, days) for what in TABLES},
            "memory MB": {"before": round(before), "most": round(memory_mb(PEAK))},
            "load": {"before": load_before, "after": os.getloadavg()[0]},
        }
        print(json.dumps(report, ensure_ascii=False, indent=1))
        database.close()


def _fill(database: Database, chance: random.Random, count: int) -> int:
    events = 0
    with database.write() as connection:
        for agent in AGENTS:
            agents.add(connection, agent.id, agent.name, agent.role, None, stamp(NOW))
    for first in range(0, count, AT_ONCE):
        with database.write() as connection:
            for place in range(first, min(first + AT_ONCE, count)):
                own = f"{place + 1000:032x}"
                told = _Told(chance, place, count)
                drafts = list(told.drafts())
                conversations.create(connection, own, own, drafts[0].at)
                log.append(connection, own, drafts)
                conversations.save_state(connection, own, told.state)
                cases.record(connection, own, told.state.cases, drafts[-1].at)
                events += len(drafts)
    return events


class _Told:
    """One conversation, as it goes; `state` is how its case stands then."""

    def __init__(self, chance: random.Random, place: int, count: int) -> None:
        self.state = Conversation()
        self._chance = chance
        self._place = place
        self._at = NOW - timedelta(days=SPAN * (count - place) / count, hours=2)

    def drafts(self) -> Iterator[log.Draft]:
        """About 20 events."""
        chance = self._chance
        agent = {"id": (who := chance.choice(AGENTS)).id, "name": who.name}
        yield self._said()
        number = f"ZF-{self._place:06}"
        family = chance.choice(FAMILIES)
        yield self._change(
            {"kind": "case_opened", "number": number, "family": family, "at": stamp(self._at)}
        )
        fact = {"value": str(chance.randrange(20, 9000))}
        yield self._change({"kind": "fact_set", "name": "amount", "fact": fact})
        for phase in PHASES[: chance.randrange(4)]:
            yield self._said()
            yield self._draft("message", "bot", "bot_said", {}, {"text": "好的，下一步这样做。"})
            yield self._change({"kind": "phase_entered", "phase": phase, "at": stamp(self._at)})
        if chance.random() < 0.5:
            yield self._draft("waiting", "system", "observed", {"reason": chance.choice(REASONS)})
            yield self._draft("taken", "agent", "observed", {"from": "queue"}, {"agent": agent})
            for _ in range(chance.randrange(2, 7)):
                yield self._said()
                said = chance.choice(BROKEN if chance.random() < 0.05 else ANSWERED)
                content = {"text": said, "agent": agent}
                yield self._draft("message", "agent", "agent_said", {}, content)
            back = {"to": "bot", "reason": "handed_back"}
            yield self._draft("given_back", "agent", "observed", back, {"agent": agent, "word": ""})
        if chance.random() < 0.4:
            yield self._change({"kind": "case_ended", "status": "resolved"})
            rating = {"stars": chance.randrange(1, 6), "solved": True}
            content = {"case": number, "tags": [], "words": "谢谢"}
            yield self._draft("rated", "merchant", "merchant_said", rating, content)

    def _said(self) -> log.Draft:
        text = f"{self._chance.choice(SAID)}，{self._chance.randrange(10**6)}"
        content = {"text": text, "choice": None}
        return self._draft("message", "merchant", "merchant_said", {}, content)

    def _change(self, change: dict[str, Any]) -> log.Draft:
        self.state = reduce(apply, changes_adapter.validate_python([change]), self.state)
        body = {"in_reply_to": None}
        return self._draft(change["kind"], "system", "observed", body, {"change": change})

    def _draft(
        self,
        kind: str,
        actor: Any,
        origin: Any,
        body: dict[str, Any],
        content: dict[str, Any] | None = None,
    ) -> log.Draft:
        self._at += timedelta(seconds=self._chance.randrange(5, 400))
        return log.Draft(kind, actor, origin, stamp(self._at), body, content)


def _taken(sources: Sources, hidden: Mask, what: str, days: Days) -> dict[str, float]:
    start = time.perf_counter()
    content = export(sources, hidden, AGENTS[0], Asked(what, days, None, None), NOW)
    return {"s": _since(start), "MB": round(len(content) / 1e6, 2), "rows": content.count(b"\r\n")}


def _ms(asked: Callable[[], object]) -> float:
    """Of five times the middle one."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        asked()
        times.append((time.perf_counter() - start) * 1000)
    return round(sorted(times)[2], 1)


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
