"""Where a conversation breaks the quality rules, found in its record."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from zhangfang.cases.case import Case
from zhangfang.cases.change import CaseEnded
from zhangfang.cases.office_hours import OfficeHours
from zhangfang.cases.open_time import open_time
from zhangfang.console.conversation.walking import Step, agent_of, walk
from zhangfang.guides.quality import DeedRule, Rule, SlowRule, WordsRule, clause_that_breaks
from zhangfang.store.log import MESSAGE, Entry
from zhangfang.store.moments import SHOP_ZONE

OWING_A_WORD = ("handed_back", "no_answer")
"""Reasons of giving a conversation away; passed on to a colleague, the merchant is not left alone."""


class Broken(NamedTuple):
    """A rule that was broken: where, by whom, in which case; `seconds` of waiting if it is of that."""

    rule: str
    seq: int
    at: str
    agent: str | None
    case: str | None
    seconds: float | None = None


def broken(rules: Sequence[Rule], hours: OfficeHours, entries: Iterable[Entry]) -> Iterator[Broken]:
    """Every breach in a conversation. A wait that is not over yet is none: the queue shows it.

    Args:
        rules: of knowledge/quality.yml.
        hours: when somebody is there.
        entries: all of the conversation, in order.
    """
    for step in walk(entries):
        for rule in rules:
            found = _breaks(rule, hours, step)
            if found is not None:
                yield found


def _breaks(rule: Rule, hours: OfficeHours, step: Step) -> Broken | None:
    match rule:
        case WordsRule():
            return _found(rule, step) if _says(rule, step) else None
        case SlowRule():
            waited = _waited(rule, hours, step)
            is_slow = waited is not None and waited > timedelta(minutes=rule.minutes)
            return _found(rule, step, waited) if is_slow else None
        case DeedRule():
            return _found(rule, step) if _DEEDS[rule.kind](step) else None


def _says(rule: WordsRule, step: Step) -> bool:
    event = step.entry.event
    if event.kind != MESSAGE or event.actor != "agent" or step.entry.recalled:
        return False
    text = (step.entry.content or {}).get("text")
    return isinstance(text, str) and clause_that_breaks(rule, text) is not None


def _waited(rule: SlowRule, hours: OfficeHours, step: Step) -> timedelta | None:
    answer = step.answer
    if answer is None or answer.first != (rule.kind == "slow_first_answer"):
        return None
    if not rule.office_hours:
        return step.at - answer.since
    return open_time(hours, answer.since.astimezone(SHOP_ZONE), step.at.astimezone(SHOP_ZONE))


def _skipped(step: Step) -> bool:
    content = step.entry.content or {}
    return _closed_by_agent(step) is not None and bool(
        content.get("open_steps") or content.get("override")
    )


def _unconfirmed(step: Step) -> bool:
    case = _closed_by_agent(step)
    return (
        case is not None
        and case.status == "resolved"
        and not case.confirmed
        and "wait" in case.entered
    )


def _closed_by_agent(step: Step) -> Case | None:
    """The case, if an agent has closed it with this entry."""
    is_end = isinstance(step.change, CaseEnded) and step.change.status in ("resolved", "closed")
    return step.case if is_end and step.entry.event.actor == "agent" else None


def _silent_hand_back(step: Step) -> bool:
    """The merchant's last message was left without an answer."""
    by_agent = step.entry.event.actor == "agent"
    return by_agent and _given_away_without_a_word(step) and step.spoke and step.owing


def _never_answered(step: Step) -> bool:
    return _given_away_without_a_word(step) and not step.spoke


def _given_away_without_a_word(step: Step) -> bool:
    event = step.entry.event
    is_given = event.kind == "given_back" and event.body.get("reason") in OWING_A_WORD
    return is_given and not (step.entry.content or {}).get("word")


_DEEDS = {
    "step_skipped": _skipped,
    "unconfirmed": _unconfirmed,
    "silent_hand_back": _silent_hand_back,
    "never_answered": _never_answered,
}


def _found(rule: Rule, step: Step, waited: timedelta | None = None) -> Broken:
    event = step.entry.event
    return Broken(
        rule=rule.id,
        seq=event.seq,
        at=event.at,
        agent=agent_of(step.entry) or step.holder,
        case=step.case.number if step.case else None,
        seconds=waited.total_seconds() if waited is not None else None,
    )
