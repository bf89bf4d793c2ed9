"""Everything a merchant may say that is neither a complaint nor about the open step."""

from zhangfang.cases.change import (
    Asked,
    CaseEnded,
    CaseSwitched,
    HumanAsked,
    NotUnderstood,
)
from zhangfang.cases.complaint import ask_family
from zhangfang.cases.facts import ask_fact, do_without, take_facts
from zhangfang.cases.letters_asked import write_paper
from zhangfang.cases.moves import done
from zhangfang.cases.options import GO_ON, LET_IT_BE, wrong_fact_options
from zhangfang.cases.questions import tell_notes
from zhangfang.cases.reported import asks_onward, reported_phase
from zhangfang.cases.standing import standing, take_up
from zhangfang.cases.stuck import person_for
from zhangfang.cases.told import SUMMARY, corrects, refused_of_the_claim
from zhangfang.cases.turn import Shown, Turn
from zhangfang.cases.waiting import progress
from zhangfang.cases.walking import confirm, go_on, offer_again
from zhangfang.guides.model import FAMILIES
from zhangfang.guides.terms import DOCUMENTS


def inform(turn: Turn) -> None:
    """Facts, out of the blue or corrected."""
    if not working(turn):
        turn.utter("utter_facts_without_case")
        return ask_family(turn, FAMILIES)
    wrong = turn.reading.answers.get("wrong")
    if wrong:
        return ask_fact(turn, wrong)
    changed = take_facts(turn)
    refused = refused_of_the_claim(turn) or turn.reading.refused
    if reports_phase(turn) and not corrects(turn.reading.text):
        return done(turn)
    if refused:
        do_without(turn, refused)
    elif not changed and turn.reading.in_form:
        turn.utter("utter_nothing_new")
        return offer_again(turn)
    elif not changed:
        turn.change(NotUnderstood())
        turn.utter("utter_not_understood")
        return offer_again(turn, in_vain=True)
    return go_on(turn)


def affirm(turn: Turn) -> None:
    """Yes: go on with what is open."""
    if not working(turn):
        return greet(turn)
    if turn.conversation.asking == SUMMARY and not turn.reading.facts:
        return confirm(turn)
    if take_facts(turn):
        return go_on(turn)
    if turn.case.offered and not turn.conversation.asking and not turn.case.awaiting:
        return done(turn)
    return offer_again(turn)


def deny(turn: Turn) -> None:
    """No: what was asked for is not to be had, or the bot misunderstood."""
    if not working(turn):
        return ask_family(turn, FAMILIES)
    if take_facts(turn):
        return go_on(turn)
    asking = turn.conversation.asking
    if asking == SUMMARY:
        return _which_is_wrong(turn)
    if reports_phase(turn) and (not asking or asks_onward(turn.reading.text)):
        return done(turn)
    if asking:
        do_without(turn, refused_of_the_claim(turn) or turn.reading.refused or (asking,))
        return go_on(turn)
    turn.utter("utter_what_is_wrong")
    return offer_again(turn)


def _which_is_wrong(turn: Turn) -> None:
    known = (*turn.knowledge.common_facts, *turn.guide.facts)
    told = [question for question in known if question.id in turn.case.facts]
    turn.utter("utter_which_is_wrong", *wrong_fact_options(told))


def greet(turn: Turn) -> None:
    """Hello, and back to the case if there is one."""
    if not working(turn):
        turn.utter("utter_greet")
        return ask_family(turn, FAMILIES)
    turn.utter("utter_welcome_back", number=turn.case.number, family=turn.guide.name)
    return offer_again(turn, in_full=True)


def report_progress(turn: Turn) -> None:
    """Where do things stand."""
    if not working(turn):
        return standing(turn) if turn.conversation.cases else turn.utter("utter_no_case")
    if reports_phase(turn):
        return done(turn)
    return progress(turn)


def evidence(turn: Turn) -> None:
    """How to keep proof, or a paper that was tapped; and back to the step."""
    about = turn.reading.answers.get("about")
    if about and turn.conversation.case:
        return tell_notes(turn, about)
    paper = next((one for one in DOCUMENTS if one == turn.reading.answers.get("paper")), None)
    if paper and turn.conversation.case:
        return write_paper(turn, paper)
    turn.utter("utter_evidence")
    if working(turn):
        offer_again(turn)


def hand_over(turn: Turn) -> None:
    """A person is wanted. It is on record, and until one joins the bot stays useful."""
    if turn.conversation.case is None:
        turn.change(HumanAsked())
        turn.utter("utter_hand_over_no_case")
        return turn.show(Shown(card="hand_over"))
    turn.change(person_for(turn))
    turn.utter("utter_hand_over", number=turn.case.number)
    turn.show(Shown(card="hand_over"))
    if working(turn):
        offer_again(turn)
    return None


def restart(turn: Turn) -> None:
    """From the beginning: the open case is closed, the record of it stays.

    A tapped reply may ask for another case instead, or for a new one beside those that are open.
    """
    if number := turn.reading.answers.get("case"):
        return take_up(turn, number)
    if turn.reading.answers.get("plan") == "new_case":
        turn.change(CaseSwitched(number=None), Asked())
        return ask_family(turn, FAMILIES)
    if turn.conversation.case and turn.case.status == "open":
        turn.change(CaseEnded(status="closed"))
    turn.change(CaseSwitched(number=None))
    turn.utter("utter_restarted")
    ask_family(turn, FAMILIES)


def put_off(turn: Turn) -> None:
    """Not now: everything stays as it is."""
    turn.utter("utter_later", number=turn.case.number)


def let_be(turn: Turn) -> None:
    """The merchant seems to let it be: worth a question, since a closed case waits for nobody."""
    turn.utter("utter_let_it_be", LET_IT_BE, GO_ON)


def thanks(turn: Turn) -> None:
    """A kind word back."""
    turn.utter("utter_thanks")


def goodbye(turn: Turn) -> None:
    """See you, and how to come back."""
    if turn.reading.answers.get("plan") == "close" and working(turn):
        turn.change(CaseEnded(status="closed"))
        return turn.utter("utter_closed", number=turn.case.number)
    if turn.conversation.case:
        turn.utter("utter_goodbye_case", number=turn.case.number)
    else:
        turn.utter("utter_goodbye")


def reports_phase(turn: Turn) -> bool:
    """Whether a message taken for something else tells that the open phase is done."""
    phase = turn.case.phase
    return phase in ("verify", "contact", "submit") and bool(
        reported_phase(turn.knowledge.phases, phase, turn.reading.text)
    )


def working(turn: Turn) -> bool:
    """Whether there is a case to go on with."""
    case = turn.conversation.case
    return case is not None and case.status in ("open", "handed_over")
