"""The engine: one message in, what changes and what to say out.

Each handler is what one intent means for a conversation. Rasa's rules choose the handler in the
running system (data/rules.yml); `respond` chooses it where there is no Rasa.
"""

from collections.abc import Iterator
from datetime import datetime

from zhangfang.cases.answers import (
    affirm,
    deny,
    evidence,
    goodbye,
    greet,
    hand_over,
    inform,
    report_progress,
    restart,
    thanks,
    working,
)
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import CaseSwitched
from zhangfang.cases.complaint import complain
from zhangfang.cases.context import Handler, in_context
from zhangfang.cases.off_topic import not_understood, out_of_scope, warned_of
from zhangfang.cases.privacy import warn_of_private_data
from zhangfang.cases.reading import Reading
from zhangfang.cases.reporting import (
    ask_why,
    report_done,
    report_stuck,
    skip_step,
    step_back,
)
from zhangfang.cases.safety import ONLY_A_PERSON, warn
from zhangfang.cases.slip_answers import answer_to_slip
from zhangfang.cases.told import told_facts
from zhangfang.cases.turn import Turn
from zhangfang.guides.model import FAMILIES, Knowledge

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(FAMILIES, complain),
    "inform": inform,
    "done_step": report_done,
    "stuck_step": report_stuck,
    "ask_why": ask_why,
    "skip_step": skip_step,
    "step_back": step_back,
    "ask_progress": report_progress,
    "ask_evidence": evidence,
    "ask_human": hand_over,
    "restart": restart,
    "greet": greet,
    "thanks": thanks,
    "goodbye": goodbye,
    "affirm": affirm,
    "deny": deny,
    "out_of_scope": out_of_scope,
}


def respond(
    knowledge: Knowledge,
    conversation: Conversation,
    reading: Reading,
    now: datetime,
    numbers: Iterator[str],
) -> Turn:
    """Everything that one message leads to."""
    turn = Turn(knowledge, conversation, reading, now, numbers)
    handle(turn, HANDLERS.get(reading.intent, out_of_scope))
    return turn


def handle(turn: Turn, handler: Handler) -> None:
    """Let a handler answer, unless the case says better what the message means."""
    warn_of_private_data(turn)
    _take_up_tapped_case(turn)
    dangers = warn(turn)
    if any(danger.kind in ONLY_A_PERSON for danger in dangers):
        return
    fraud = any(danger.kind == "fraud" for danger in dangers)
    if fraud and not _tells_of_a_loss(turn):
        return warned_of(turn)
    meant = answer_to_slip(turn) or in_context(turn, handler)
    if dangers and meant in (out_of_scope, not_understood):
        return warned_of(turn)
    meant(turn)


def _tells_of_a_loss(turn: Turn) -> bool:
    """Whether more is told than that somebody tries it on: money gone, or facts of the case."""
    reading = turn.reading
    lost = any(word in reading.text for word in turn.knowledge.sayings.lost)
    if working(turn):
        return lost or turn.conversation.asking in told_facts(turn)
    return lost and reading.family is not None


def _take_up_tapped_case(turn: Turn) -> None:
    """A reply under a reminder is about its own case."""
    number = turn.reading.answers.get("case")
    known = {case.number for case in turn.conversation.cases}
    if (
        number in known
        and number != turn.conversation.current
        and "outcome" in turn.reading.answers
    ):
        turn.change(CaseSwitched(number=number))
