"""What a message means where the case stands: much of what is said then sounds like something else."""

from collections.abc import Callable

from zhangfang.cases.answers import inform, let_be, put_off, reports_phase, working
from zhangfang.cases.change import CaseSwitched
from zhangfang.cases.complaint import CERTAIN, choose, chosen_family
from zhangfang.cases.facts import names_choice
from zhangfang.cases.off_topic import not_understood
from zhangfang.cases.questions import (
    answer_and_return,
    asked,
    do_as_asked,
    surely_asked,
)
from zhangfang.cases.standing import other_open_cases
from zhangfang.cases.told import CLAIM_FACTS, SUMMARY, refused_of_the_claim, told_facts
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import (
    ask_if_over,
    outcome,
    progress,
    said_outcome,
    wait_is_over,
)
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import FAMILIES, Faq

Handler = Callable[[Turn], None]

FREE = ("restart", "ask_human", "ask_evidence", "ask_why", "step_back")
"""What may be asked for at any time, whatever else the words remind of."""

QUESTIONS = ("out_of_scope", "ask_evidence", "ask_progress", "inform", *FAMILIES)
"""What a question is taken for by NLU, which has no intent for it."""


def in_context(turn: Turn, handler: Handler) -> Handler:
    """The handler that fits a message where the case stands; what was tapped means what it says."""
    if not turn.reading.text:
        return handler
    if working(turn) and (meant := _of_the_case(turn) or _of_what_was_asked(turn)):
        return meant
    if question := _question(turn):
        return question
    if not working(turn) and (family := chosen_family(turn)):
        return lambda answered: choose(answered, family)
    return not_understood if turn.reading.is_doubtful else handler


def _of_the_case(turn: Turn) -> Handler | None:
    """What came of it, or that the wait is over."""
    reading, case = turn.reading, turn.case
    if reading.had_private_data and not reading.facts:
        return offer_again
    if _other_case_with_the_sum(turn):
        return _ask_if_that_is_over
    says_more = any(case.fact(name) != fact.value for name, fact in reading.facts.items())
    if not says_more and _says(turn, turn.knowledge.sayings.later):
        return put_off
    if not says_more and _says(turn, turn.knowledge.sayings.give_up):
        return let_be
    if reading.family and not says_more and _says(turn, turn.knowledge.sayings.how_goes):
        return progress
    if case.phase in ("wait", "escalate") and _tells_outcome(turn):
        return outcome
    if _seems_over(turn):
        return ask_if_over
    if case.awaiting and reading.intent not in FREE and wait_is_over(turn):
        return progress
    if case.awaiting and reading.intent not in FREE and "promised_by" in told_facts(turn):
        return inform
    return None


def _of_what_was_asked(turn: Turn) -> Handler | None:
    """An answer to the open question, whatever NLU took it for."""
    asking = turn.conversation.asking
    if asking in (None, SUMMARY):
        return None
    of_the_claim = asking in CLAIM_FACTS and asking in told_facts(turn)
    refused = asking in turn.reading.refused or refused_of_the_claim(turn)
    return inform if names_choice(turn) or refused or of_the_claim else None


def _question(turn: Turn) -> Handler | None:
    """The answer to a question or a request in the middle, if the message is one."""
    entry = asked(turn)
    if entry is None:
        return None
    if entry.does:
        return _request(turn, entry)
    plain = turn.reading.family is not None and turn.reading.confidence >= CERTAIN
    why = turn.reading.intent == "ask_why" and surely_asked(turn, entry)
    fitting = (turn.reading.intent in QUESTIONS or why) and not plain and not turn.reading.facts
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


def _says(turn: Turn, words: tuple[str, ...]) -> bool:
    return any(word in turn.reading.text for word in words)


def _other_case_with_the_sum(turn: Turn) -> str | None:
    """「320那笔到账了」 while another sum is being worked on is about the case of that sum."""
    if said_outcome(turn.knowledge, turn.reading) != "money_back":
        return None
    told = turn.reading.facts.get("amount")
    if told is None or turn.case.fact("amount") == told.value:
        return None
    others = other_open_cases(turn)
    return next((case.number for case in others if case.fact("amount") == told.value), None)


def _ask_if_that_is_over(turn: Turn) -> None:
    turn.change(CaseSwitched(number=_other_case_with_the_sum(turn)))
    ask_if_over(turn)


def _seems_over(turn: Turn) -> bool:
    """The money came before anybody was asked for it: worth a question, not a guess.

    Who has refunded wrongly says 退了 of the refund itself, so that family is not asked so early.
    """
    early = turn.case.phase in ("verify", "contact", "submit")
    own_words = turn.case.phase == "verify" and turn.case.family == "wrong_refund"
    told = said_outcome(turn.knowledge, turn.reading) == "money_back"
    return early and told and not own_words and turn.reading.intent not in FREE


def _tells_outcome(turn: Turn) -> bool:
    told = said_outcome(turn.knowledge, turn.reading)
    return turn.reading.intent not in FREE and told in ("money_back", "refused")
