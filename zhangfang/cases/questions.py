"""A question in the middle: answered from knowledge, or owned to be beyond it."""

import re

from zhangfang.cases.change import Answered
from zhangfang.cases.facts import fact_lines
from zhangfang.cases.letters_asked import write_paper
from zhangfang.cases.standing import offer_switch, standing
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import Faq
from zhangfang.guides.search import find_answer
from zhangfang.guides.terms import DOCUMENTS

ALIKE = 0.45
"""From here on a message counts as the question of an entry. On tests/nlu/questions.tsv 94 % of what
is then answered is answered right, three questions in four are, and one in twenty messages that ask
nothing gets an answer; who is asked something, reports or complains is heard as that first."""

_ASKS = re.compile(
    r"[?？]|吗|么|呢|怎么|怎样|咋|啥|什么|多少|几|哪|谁|能不能|可不可以|是不是|会不会|有没有|要不要|为何"
)


def asked(turn: Turn) -> Faq | None:
    """The entry that the message asks, if knowledge has one for this family."""
    family = turn.case.family if turn.conversation.case else None
    by_id = {entry.id: entry for entry in turn.knowledge.faq}
    for entry_id, alike in turn.reading.questions:
        entry = by_id.get(entry_id)
        fits = entry and (not entry.families or family is None or family in entry.families)
        if entry and fits and alike >= ALIKE:
            return entry
    return find_answer(turn.knowledge.faq, turn.reading.text, family)


def answer(turn: Turn) -> bool:
    """Answer it, if it can be. Returns whether it was."""
    entry = asked(turn)
    if entry is None or entry.answer is None:
        return False
    turn.change(Answered(entry=entry.id, source=entry.source))
    turn.say(entry.answer)
    return True


def answer_and_return(turn: Turn) -> None:
    """Answer, then back to what was open."""
    answer(turn)
    offer_again(turn)


def do_as_asked(turn: Turn, entry: Faq) -> None:
    """The question is a request: a paper, how things stand, another case."""
    match entry.does:
        case "standing":
            standing(turn)
        case "summary":
            _what_is_on_record(turn)
        case "switch_case":
            offer_switch(turn)
        case "causes" | "prevention":
            tell_notes(turn, entry.does)
        case paper if paper in DOCUMENTS:
            write_paper(turn, paper)


def tell_notes(turn: Turn, about: str) -> None:
    """Why it happens, or how to prevent it the next time."""
    notes = turn.guide.causes if about == "causes" else turn.guide.prevention
    turn.change(*(Answered(entry=note.id, source=note.source) for note in notes))
    turn.say("\n".join(f"· {note.text}" for note in notes))
    if turn.case.status == "open":
        offer_again(turn)


def is_question(text: str) -> bool:
    """Whether it is put as one."""
    return bool(_ASKS.search(text))


def _what_is_on_record(turn: Turn) -> None:
    lines = fact_lines(turn) or "· 还没有"
    turn.utter("utter_on_record", number=turn.case.number, facts=lines)
    offer_again(turn)
