"""A message that smells of fraud gets the warning first; one of despair gets a person."""

from zhangfang.cases.change import HumanAsked, Warned
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import channel_lines
from zhangfang.guides.dangers import smells_of
from zhangfang.guides.model import Danger, Knowledge

ONLY_A_PERSON = ("despair", "threat")
"""After these nothing is pushed: no step, no question."""


def warn(turn: Turn) -> tuple[Danger, ...]:
    """Say what must be said first. Returns the dangers that the message smells of.

    Each is spoken of once, and one of a kind in a message; whoever writes of despair again is answered again.
    """
    found = smells_of(turn.knowledge.dangers, turn.reading.text)
    spoken: set[str] = set()
    for danger in found:
        known = danger.id in turn.conversation.warned and danger.kind not in ONLY_A_PERSON
        if known or danger.kind in spoken:
            continue
        spoken.add(danger.kind)
        turn.change(Warned(danger=danger.id))
        turn.say(danger_words(turn.knowledge, danger))
        if danger.kind in ONLY_A_PERSON:
            turn.change(HumanAsked(reason=danger.id, case=turn.conversation.current))
    return found


def danger_words(knowledge: Knowledge, danger: Danger) -> str:
    """The answer to a danger, with whom to call."""
    channels = tuple(one for one in knowledge.channels if one.id in danger.channels)
    return "\n".join([danger.answer, *([channel_lines(channels, notes=False)] if channels else [])])
