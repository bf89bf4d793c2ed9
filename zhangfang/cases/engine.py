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
    reports_phase,
    restart,
    thanks,
    working,
)
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import CaseSwitched
from zhangfang.cases.complaint import choose, chosen_family, complain
from zhangfang.cases.facts import names_choice
from zhangfang.cases.privacy import warn_of_private_data
from zhangfang.cases.questions import answer_and_return, asked, do_as_asked
from zhangfang.cases.reading import Reading
from zhangfang.cases.reporting import (
    ask_why,
    report_done,
    report_stuck,
    skip_step,
    step_back,
)
from zhangfang.cases.safety import ONLY_A_PERSON, warn
from zhangfang.cases.told import SUMMARY, told_facts
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import outcome, progress, said_outcome, wait_is_over
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import FAMILIES, Faq, Knowledge

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
    _take_up_tapped_case(turn)
    dangers = warn(turn)
    if any(danger.kind in ONLY_A_PERSON for danger in dangers):
        return
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
        if turn.case.awaiting and reading.intent not in FREE and wait_is_over(turn):
            return progress
        if turn.conversation.asking and names_choice(turn):
            return inform
        if turn.conversation.asking in reading.refused:
            return inform
        if _gives_what_was_asked(turn):
            return inform
    if typed and (question := _question(turn)):
        return question
    if typed and not working(turn) and (family := chosen_family(turn)):
        return lambda answered: choose(answered, family)
    return not_understood if reading.is_doubtful else handler


FREE = ("restart", "ask_human", "ask_evidence", "ask_why", "step_back")
"""What may be asked for at any time, whatever else the words remind of."""

QUESTIONS = ("out_of_scope", "ask_evidence", "ask_progress", "inform", *FAMILIES)
"""What a question is taken for by NLU, which has no intent for it."""


def _question(turn: Turn) -> Handler | None:
    """The answer to a question or a request in the middle, if the message is one."""
    entry = asked(turn)
    if entry is None:
        return None
    if entry.does:
        return _request(turn, entry)
    fitting = turn.reading.intent in QUESTIONS and not turn.reading.facts
    if not working(turn) or not fitting or reports_phase(turn):
        return None
    return answer_and_return


def _request(turn: Turn, entry: Faq) -> Handler | None:
    """Papers and summaries are of a case; how things stand can be asked after it, too."""
    if entry.does == "switch_case" and not turn.conversation.cases:
        return None
    if entry.does == "standing" and not turn.conversation.cases:
        return None
    if entry.does not in ("switch_case", "standing") and turn.conversation.case is None:
        return None
    return lambda answered: do_as_asked(answered, entry)


def _gives_what_was_asked(turn: Turn) -> bool:
    """A number, a day, a name for what was asked for, whatever NLU took it for."""
    asking = turn.conversation.asking
    return asking not in (None, SUMMARY) and asking in told_facts(turn)


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


def _tells_outcome(turn: Turn) -> bool:
    told = said_outcome(turn.knowledge, turn.reading)
    return turn.reading.intent not in FREE and told in ("money_back", "refused")
