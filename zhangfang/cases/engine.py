"""The engine: one message in, what changes and what to say out.

Each handler is what one intent means for a conversation. Rasa's rules choose the handler in the
running system (data/rules.yml); `respond` chooses it where there is no Rasa.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from zhangfang.cases.answers import (
    affirm,
    deny,
    evidence,
    goodbye,
    greet,
    hand_over,
    inform,
    not_understood,
    out_of_scope,
    report_progress,
    restart,
    thanks,
    working,
)
from zhangfang.cases.case import Conversation
from zhangfang.cases.complaint import choose, chosen_family, complain
from zhangfang.cases.facts import names_choice
from zhangfang.cases.privacy import warn_of_private_data
from zhangfang.cases.reading import Reading
from zhangfang.cases.reporting import (
    ask_why,
    report_done,
    report_stuck,
    skip_step,
    step_back,
)
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import outcome, said_outcome
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import FAMILIES, Knowledge

Handler = Callable[[Turn], None]

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
    in_context(turn, handler)(turn)


def in_context(turn: Turn, handler: Handler) -> Handler:
    """The handler that fits a message where the case stands.

    Most of what is said in the middle of a case sounds like something else by itself.
    """
    reading = turn.reading
    typed = bool(reading.text)
    if working(turn) and typed:
        if reading.had_private_data and not reading.facts:
            return offer_again
        if turn.case.phase in ("wait", "escalate") and _tells_outcome(turn):
            return outcome
        if turn.conversation.asking and names_choice(turn):
            return inform
        if turn.conversation.asking in reading.refused:
            return inform
    if typed and not working(turn) and (family := chosen_family(turn)):
        return lambda answered: choose(answered, family)
    return not_understood if reading.is_doubtful else handler


def _tells_outcome(turn: Turn) -> bool:
    free = ("restart", "ask_human", "ask_evidence", "ask_why", "step_back")
    told = said_outcome(turn.knowledge, turn.reading)
    return turn.reading.intent not in free and told in ("money_back", "refused")
