"""Understanding what the complaint is about, and opening a case for it."""

import re

from zhangfang.cases.case import Case
from zhangfang.cases.change import (
    Asked,
    CaseOpened,
    CaseSwitched,
    FactSet,
    FactsHeld,
)
from zhangfang.cases.facts import do_without, spoken, take_facts
from zhangfang.cases.moves import done
from zhangfang.cases.options import family_options, payload
from zhangfang.cases.reading import SURE, Problem
from zhangfang.cases.reported import reported_phase
from zhangfang.cases.told import corrects, told_choices
from zhangfang.cases.turn import Option, Turn
from zhangfang.cases.waiting import outcome, said_outcome
from zhangfang.cases.walking import go_on, hear, move, offer_again
from zhangfang.guides.model import FAMILIES, FamilyId

PAIR = 2
BY_PLACE = (("第一", "头一", "前面", "前一"), ("第二", "后面", "后一", "另一"))
ANSWERS_MISHEARD = (
    *("out_of_scope", "inform", "affirm", "greet", "ask_progress", "restart"),
    *("done_step", "stuck_step", "skip_step", "step_back"),
)
"""What an answer to 「哪一种」 may be taken for; a no or a call for a person is none."""
FAINTEST = 0.01
CLEARER = 3.0
"""A family is chosen if it is at least this likely, and so many times likelier than the other."""

_NOT_BUT = re.compile(r"不是[^，,。]{1,8}[，,]?\s*(?:而)?是")

CERTAIN = 0.75
"""A complaint of another family in the middle of a case is believed only from here on."""


def complain(turn: Turn) -> None:
    """A message about lost money: a new case, more about the open one, or a question back."""
    family = turn.reading.family
    if family is None:
        return ask_family(turn, FAMILIES)
    case = turn.conversation.case
    plan = turn.reading.answers.get("plan")
    if plan == "new_case" or case is None or case.status in ("resolved", "closed"):
        return _new_complaint(turn, family)
    if plan == "same_case":
        return _correct_family(turn, family)
    return _about_open_case(turn, case, family)


def ask_family(
    turn: Turn, families: tuple[FamilyId, ...], question: str = "utter_which_family"
) -> None:
    """Not sure which problem it is: let the merchant choose, and keep what was told with it."""
    if turn.reading.facts:
        turn.change(FactsHeld(facts=turn.reading.facts))
    guides = [turn.knowledge.guides[family] for family in families]
    turn.change(Asked(families=families))
    turn.utter(question, *family_options(guides))


def chosen_family(turn: Turn) -> FamilyId | None:
    """Which of two offered families a typed answer means: 「先说手续费那个」.

    By itself such an answer sounds like a question or a step; between the two it is plain.
    """
    offered = turn.conversation.undecided
    if len(offered) != PAIR or turn.reading.intent not in (*FAMILIES, *ANSWERS_MISHEARD):
        return None
    for family, words in zip(offered, BY_PLACE, strict=True):
        if turn.reading.text.startswith(words):
            return family
    shares = dict(turn.reading.ranking)
    second, first = sorted(offered, key=lambda family: shares.get(family, 0.0))
    plain = shares.get(first, 0.0) >= max(FAINTEST, CLEARER * shares.get(second, 0.0))
    return first if plain else None


def choose(turn: Turn, family: FamilyId) -> None:
    """Take a typed answer for the family that it means."""
    turn.reading = turn.reading.model_copy(update={"intent": family, "confidence": 1.0})
    complain(turn)


def _new_complaint(turn: Turn, family: FamilyId) -> None:
    if len(turn.reading.problems) > 1:
        return _two_problems(turn, turn.reading.problems)
    waiting = next(
        (
            case
            for case in turn.conversation.cases
            if family in turn.conversation.undecided
            and case.family == family
            and case.status == "open"
            and not case.offered
        ),
        None,
    )
    if waiting:
        turn.change(CaseSwitched(number=waiting.number))
    elif turn.reading.confidence < SURE:
        return ask_family(turn, turn.reading.likeliest_families(2))
    else:
        turn.change(_opened(turn, family))
    turn.change(Asked())
    hear(turn)
    if not take_facts(turn) and turn.case.facts:
        known = "，".join(spoken(turn, name) for name in turn.case.facts)
        turn.utter("utter_facts_recorded", facts=known)
    if turn.reading.refused:
        do_without(turn, turn.reading.refused)
    return go_on(turn)


def _two_problems(turn: Turn, problems: tuple[Problem, ...]) -> None:
    """Two problems become two cases, and the merchant says which goes first."""
    for problem in problems:
        turn.change(_opened(turn, problem.family))
        for name, fact in problem.facts.items():
            turn.change(FactSet(name=name, fact=fact))
    families = tuple(problem.family for problem in problems)
    guides = [turn.knowledge.guides[family] for family in families]
    turn.change(CaseSwitched(number=None), Asked(families=families))
    turn.utter(
        "utter_two_problems",
        *family_options(guides),
        first=guides[0].name,
        second=guides[1].name,
    )


def _about_open_case(turn: Turn, case: Case, family: FamilyId) -> None:
    """While a case is open, its own words often sound like a complaint."""
    if case.phase in ("wait", "escalate") and said_outcome(turn.knowledge, turn.reading):
        return outcome(turn)
    if reported_phase(turn.knowledge.phases, case.phase, turn.reading.text):
        corrected = bool(take_facts(turn)) and corrects(turn.reading.text)
        return go_on(turn) if corrected else done(turn)
    other = _said_to_be_another(turn, case)
    if other:
        return _which_case(turn, other)
    if family != case.family and turn.reading.confidence >= CERTAIN:
        return _which_case(turn, family)
    if turn.reading.refused:
        take_facts(turn)
        do_without(turn, turn.reading.refused)
        return go_on(turn)
    if take_facts(turn):
        return go_on(turn)
    if family == case.family:
        turn.utter("utter_understood_same_case", family=turn.guide.name)
    else:
        turn.utter("utter_not_understood")
    return offer_again(turn)


def _said_to_be_another(turn: Turn, case: Case) -> FamilyId | None:
    """「不是换机的事，是手续费多收了」: the likeliest of the others."""
    if not _NOT_BUT.search(turn.reading.text):
        return None
    return next((one for one in turn.reading.likeliest_families(2) if one != case.family), None)


def _which_case(turn: Turn, family: FamilyId) -> None:
    guide = turn.knowledge.guides[family]
    told = {**turn.reading.facts, **told_choices(guide.facts, turn.reading.text)}
    if told:
        turn.change(FactsHeld(facts=told, anew=True))
    turn.utter(
        "utter_another_problem",
        Option(label="是另一件事", payload=payload(family, plan="new_case")),
        Option(label="还是刚才那笔", payload=payload(family, plan="same_case")),
        Option(label="先办刚才的", payload=payload("affirm")),
        open=turn.guide.name,
        other=guide.name,
    )


def _correct_family(turn: Turn, family: FamilyId) -> None:
    if family != turn.case.family:
        move(turn, family)
    for name, fact in turn.conversation.held.items():
        if name not in turn.case.facts:
            turn.change(FactSet(name=name, fact=fact))
    turn.change(FactsHeld(facts={}, anew=True))
    take_facts(turn)
    go_on(turn)


def _opened(turn: Turn, family: FamilyId) -> CaseOpened:
    return CaseOpened(number=next(turn.numbers), family=family, at=turn.now.isoformat())
