"""What a merchant answers to the facts that were read off a slip."""

import re
from collections.abc import Callable, Mapping

from zhangfang.cases.answers import working
from zhangfang.cases.case import Fact
from zhangfang.cases.change import FactsHeld
from zhangfang.cases.complaint import ask_family
from zhangfang.cases.facts import ask_fact, take_facts
from zhangfang.cases.slip import differing, wrong_options
from zhangfang.cases.told import with_order_number
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import go_on, offer_again
from zhangfang.guides.model import FAMILIES

_AS_PRINTED = re.compile(
    r"(?:[按照听依]|以)(?:着|照)?(?:小票|票|单子|照片|图)|(?:小票|票上|照片)的?(?:对|准)"
)
_AS_SAID = re.compile(r"(?:[按照听依]|以)(?:着|照)?我|我(?:刚才)?[说报]的?(?:对|准|为准)")


def answer_to_slip(turn: Turn) -> Callable[[Turn], None] | None:
    """The handler, if the message answers what was read off a slip; None if it does not."""
    reading, answers = turn.reading, turn.reading.answers
    if reading.in_form:
        return None if working(turn) else hold
    if not reading.offered:
        return None
    if not reading.text:
        return _tapped(turn) if "slip" in answers else None
    if _AS_SAID.search(reading.text):
        return take_but_differing
    agrees = reading.intent == "affirm" and not reading.is_doubtful
    if agrees or _AS_PRINTED.search(reading.text):
        return lambda answered: take(answered, {**reading.offered, **reading.facts})
    denies = reading.intent == "deny" and not reading.is_doubtful and not reading.facts
    return which_is_wrong if denies else None


def _tapped(turn: Turn) -> Callable[[Turn], None]:
    answers, offered = turn.reading.answers, turn.reading.offered
    if only := answers.get("only"):
        return lambda turn: take(turn, {only: offered[only]} if only in offered else {})
    if wrong := answers.get("wrong"):
        return lambda turn: _take_but(turn, wrong)
    if answers.get("keep") == "mine":
        return take_but_differing
    if turn.reading.intent == "deny":
        return which_is_wrong
    return lambda turn: take(turn, offered)


def take(turn: Turn, facts: Mapping[str, Fact]) -> None:
    """Put these on record; before it is clear what the problem is, hold them."""
    _read_as(turn, facts)
    if not working(turn):
        return hold(turn)
    if take_facts(turn):
        return go_on(turn)
    turn.utter("utter_nothing_new")
    return offer_again(turn)


def hold(turn: Turn) -> None:
    """Facts given by name while no case is open: kept for the one that comes."""
    turn.change(FactsHeld(facts=with_order_number(turn.reading.facts, turn.conversation.held)))
    _read_as(turn, {})
    turn.utter("utter_facts_without_case")
    ask_family(turn, FAMILIES)


def take_but_differing(turn: Turn) -> None:
    """What was said stands; the slip adds what was not said."""
    known = turn.case.facts if working(turn) else turn.conversation.held
    theirs = differing(known, turn.reading.offered)
    rest = {name: fact for name, fact in turn.reading.offered.items() if name not in theirs}
    _read_as(turn, rest)
    if not working(turn):
        return hold(turn)
    if not take_facts(turn):
        turn.utter("utter_slip_as_said")
    return go_on(turn)


def which_is_wrong(turn: Turn) -> None:
    """Something on the slip was misread: which?"""
    offered = turn.reading.offered
    file = next(fact.file for fact in offered.values())
    assert file is not None
    options = wrong_options(turn.knowledge, turn.conversation, offered, file)
    turn.utter("utter_slip_which_is_wrong", *options)


def _take_but(turn: Turn, wrong: str) -> None:
    """All but one fact was read right; that one is asked for."""
    _read_as(turn, {name: it for name, it in turn.reading.offered.items() if name != wrong})
    if not working(turn):
        return hold(turn)
    take_facts(turn)
    asked = {question.id for question in (*turn.knowledge.common_facts, *turn.guide.facts)}
    return ask_fact(turn, wrong) if wrong in asked else go_on(turn)


def _read_as(turn: Turn, facts: Mapping[str, Fact]) -> None:
    """From here on the message gives just these."""
    turn.reading = turn.reading.model_copy(update={"facts": dict(facts), "in_form": True})
