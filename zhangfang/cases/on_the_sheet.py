"""What a merchant ticks or fills in while a person talks with them: it is done without a word.

The bot's own rules decide, as for what an agent changes (by_agent.py).
"""

from collections.abc import Mapping
from datetime import datetime

from zhangfang.cases.by_agent import is_open, quiet_turn, quietly, step_marked
from zhangfang.cases.case import Conversation, Fact
from zhangfang.cases.change import Change, FactsHeld
from zhangfang.cases.facts import take_facts
from zhangfang.cases.next_step import can_be_ticked
from zhangfang.cases.reading import Reading
from zhangfang.cases.told import with_order_number
from zhangfang.cases.walking import go_on
from zhangfang.guides.model import Knowledge


def filled_in(
    knowledge: Knowledge, before: Conversation, facts: Mapping[str, Fact], now: datetime
) -> list[Change]:
    """These facts are so; while no case is open they are held for the one that comes.

    Args:
        knowledge: all guides.
        before: how the conversation stands.
        facts: by name.
        now: local time.
    """
    if not is_open(before.case):
        return [FactsHeld(facts=with_order_number(facts, before.held))]
    reading = Reading(intent="inform", facts=dict(facts), in_form=True)
    turn = quiet_turn(knowledge, before, now, reading)
    if take_facts(turn):
        go_on(turn)
    return quietly(turn, before)


def ticked(knowledge: Knowledge, before: Conversation, step: str, now: datetime) -> list[Change]:
    """The step is done; nothing if the agent was faster."""
    case = before.case
    if case is None or not is_open(case):
        return []
    if not can_be_ticked(knowledge.guides[case.family], case, step):
        return []
    return step_marked(knowledge, before, step, "done", now)
