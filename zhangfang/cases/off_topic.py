"""Messages that are none of the five problems, or too doubtful to act on."""

from zhangfang.cases.answers import reports_phase, working
from zhangfang.cases.change import NotUnderstood, Warned
from zhangfang.cases.complaint import ask_family
from zhangfang.cases.facts import take_facts
from zhangfang.cases.moves import done
from zhangfang.cases.questions import answer, is_question
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import go_on, offer_again
from zhangfang.guides.model import FAMILIES

ABUSE = "abuse"
"""The topic of insults."""

NOISE = "noise"
"""The topic of what makes no sense: it has a word of its own, and is not understood all the same."""


def out_of_scope(turn: Turn) -> None:
    """None of the five problems: say so kindly, and return to what is open."""
    _turn_away(turn, "utter_out_of_scope", "utter_out_of_scope_in_case")


def not_understood(turn: Turn) -> None:
    """The reading is too doubtful to act on: say so, and return to what is open."""
    _turn_away(turn, "utter_say_again", "utter_not_understood")


def warned_of(turn: Turn) -> None:
    """The message was about a danger, which has been spoken of: on with the case, if there is one."""
    if working(turn):
        return offer_again(turn)
    return _ask_after_all(turn)


def _turn_away(turn: Turn, without_case: str, in_case: str) -> None:
    if not working(turn):
        if answer(turn) or _told_off_topic(turn):
            return _ask_after_all(turn)
        turn.change(NotUnderstood())
        turn.utter(without_case)
        return ask_family(turn, FAMILIES)
    if reports_phase(turn):
        return done(turn)
    if take_facts(turn):
        return go_on(turn)
    if answer(turn):
        return offer_again(turn)
    if not _told_off_topic(turn):
        turn.change(NotUnderstood())
        turn.utter("utter_cannot_answer" if is_question(turn.reading.text) else in_case)
    return offer_again(turn, in_vain=True)


def _ask_after_all(turn: Turn) -> None:
    """Whether there is a problem with the machine too; figures of something else are let go."""
    turn.reading = turn.reading.model_copy(update={"facts": {}})
    ask_family(turn, FAMILIES, "utter_any_family")


def _told_off_topic(turn: Turn) -> bool:
    """Whether topics.yml has a word for what the message is about."""
    about = turn.reading.topic if turn.reading.intent == "out_of_scope" else None
    topic = next((one for one in turn.knowledge.topics if one.id == about), None)
    if topic is None:
        return False
    if topic.id == ABUSE:
        if ABUSE in turn.conversation.warned:
            return True  # answered calmly once; now only the step
        turn.change(Warned(danger=ABUSE))
    if topic.id == NOISE:
        turn.change(NotUnderstood())
    turn.say(topic.answer)
    return True
