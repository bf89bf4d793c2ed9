"""What the quality rules found, shown with the words that it is about; and what a supervisor dismisses."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from zhangfang.console.plain_words import plainly
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.supervision.days import Days
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.said import Mask
from zhangfang.guides.quality import Rule, WordsRule, clause_that_breaks
from zhangfang.store import breaches, figure_rows, log
from zhangfang.store.agent_tables import agents
from zhangfang.store.breaches import Breach
from zhangfang.store.log import Entry
from zhangfang.store.moments import stamp

BREACH_DISMISSED = "breach_dismissed"
"""The kind of the event."""

LONGEST_EXCERPT = 80
LONGEST_REASON = 500
MOST = 500
"""Breaches that are shown at once, the latest."""


class BreachShown(NamedTuple):
    """A breach with its words, and who did it."""

    breach: Breach
    excerpt: str
    agent_name: str | None


class Found(NamedTuple):
    """What was found.

    Attributes:
        checked: in how many conversations that an agent took it was looked for.
        counts: how often each rule was broken, without what was dismissed.
        breaches: the latest of those that were asked for.
        more: whether there are others behind them.
    """

    checked: int
    counts: Mapping[str, int]
    breaches: list[BreachShown]
    more: bool


def found(sources: Sources, days: Days, rule: str | None = None, agent: str | None = None) -> Found:
    """What was found in these days."""
    with sources.database.read() as connection:
        kept = breaches.between(connection, days.begins, days.ends, rule, agent, MOST + 1)
        return Found(
            checked=figure_rows.conversations_taken(connection, days.begins, days.ends, agent),
            counts=breaches.counts(connection, days.begins, days.ends, agent),
            breaches=shown(connection, sources.knowledge.quality.rules, kept[:MOST]),
            more=len(kept) > MOST,
        )


def shown(
    connection: Connection, rules: Sequence[Rule], kept: Sequence[Breach]
) -> list[BreachShown]:
    """These breaches with their words, in the same order."""
    by_id = {rule.id: rule for rule in rules}
    names = {each.id: each.name for each in connection.execute(select(agents.c.id, agents.c.name))}
    seqs: defaultdict[str, set[int]] = defaultdict(set)
    for breach in kept:
        if _is_about_words(by_id.get(breach.rule)):
            seqs[breach.conversation].add(breach.seq)
    entries = {each: log.of_seqs(connection, each, its) for each, its in seqs.items()}
    return [
        BreachShown(
            breach,
            _excerpt(by_id.get(breach.rule), breach, entries.get(breach.conversation, {})),
            names.get(breach.agent) if breach.agent else None,
        )
        for breach in kept
    ]


def dismiss(
    sources: Sources, mask: Mask, who: SignedIn, breach: str, reason: str, now: datetime
) -> BreachShown:
    """Say that it is none; it stays on the list as dismissed.

    Raises:
        NothingThereError: there is none with this id.
        BadFieldError: no reason is given, or a long one.
    """
    why = plainly(mask, "reason", reason)
    if len(why) > LONGEST_REASON:
        raise BadFieldError("reason", f"写短一点，{LONGEST_REASON} 个字以内。")
    with sources.database.write() as connection:
        kept = breaches.of(connection, breach)
        if kept is None:
            raise NothingThereError
        breaches.dismiss(connection, breach, who.id, stamp(now), why)
        deeds.record(
            connection,
            who,
            BREACH_DISMISSED,
            now,
            rule=kept.rule,
            conversation=kept.conversation,
            seq=kept.seq,
            reason=why,
        )
    with sources.database.read() as connection:
        kept = breaches.of(connection, breach)
        if kept is None:
            raise NothingThereError
        return shown(connection, sources.knowledge.quality.rules, [kept])[0]


def _is_about_words(rule: Rule | None) -> bool:
    """Whether the event itself has to be read: it is under seal."""
    return isinstance(rule, WordsRule) or (rule is not None and rule.kind == "step_skipped")


def _excerpt(rule: Rule | None, breach: Breach, entries: Mapping[int, Entry]) -> str:
    entry = entries.get(breach.seq)
    content = (entry.content or {}) if entry and not entry.recalled else {}
    if breach.seconds is not None:
        return f"等了 {_length(breach.seconds)}才有回音"
    if isinstance(rule, WordsRule):
        return _clause(rule, str(content.get("text", "")))
    if override := content.get("override"):
        return f"跳过的理由：{override}"[:LONGEST_EXCERPT]
    return rule.explains if rule else ""


def _clause(rule: WordsRule, text: str) -> str:
    """The clause that it is about, with what is around it."""
    where = clause_that_breaks(rule, text)
    if where is None:
        return text[:LONGEST_EXCERPT]
    spare = max(LONGEST_EXCERPT - (where[1] - where[0]), 0)
    begin = max(where[0] - spare // 2, 0)
    end = min(begin + LONGEST_EXCERPT, len(text))
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    return f"{before}{text[begin:end]}{after}"


def _length(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60} 小时 {minutes % 60} 分钟" if minutes >= 60 else f"{minutes} 分钟"
