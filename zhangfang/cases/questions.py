"""A question in the middle: answered from knowledge, or owned to be beyond it."""

import re

from zhangfang.cases.change import Answered
from zhangfang.cases.facts import fact_lines
from zhangfang.cases.letters_asked import write_paper
from zhangfang.cases.options import MORE_CAUSES
from zhangfang.cases.standing import offer_switch, standing
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import Faq, Material, Step
from zhangfang.guides.search import find_answer, find_explained
from zhangfang.guides.terms import DOCUMENTS

ALIKE = 0.45
"""From here on a message counts as the question of an entry. On tests/nlu/questions.tsv 94 % of what
is then answered is answered right, three questions in four are, and one in twenty messages that ask
nothing gets an answer; who is asked something, reports or complains is heard as that first."""

ABOUT_AS_ALIKE = 0.2
SURELY_ALIKE = 0.6
"""Of what asks nothing, one message in a hundred comes so near an entry."""

AT_ONCE = 6
"""More reasons than that in one bubble are not read."""

_ASKS = re.compile(
    r"[?？]|吗|么|呢|怎么|怎样|咋|啥|什么|多少|几|哪|谁|能不能|可不可以|是不是|会不会|有没有|要不要|为何"
)


def asked(turn: Turn) -> Faq | None:
    """The entry that the message asks, if knowledge has one.

    Of several about as alike, one for this family; a question of another is answered all the same.
    What is not put as a question, or asks for something to be done, must be surely it.
    """
    entry = _nearest(turn)
    if entry is None or surely_asked(turn, entry):
        return entry
    return entry if is_question(turn.reading.text) and not entry.does else None


def _nearest(turn: Turn) -> Faq | None:
    family = turn.case.family if turn.conversation.case else None
    by_id = {entry.id: entry for entry in turn.knowledge.faq}
    found = [
        (by_id[entry_id], alike)
        for entry_id, alike in turn.reading.questions
        if entry_id in by_id and alike >= ALIKE
    ]
    if not found:
        return find_answer(turn.knowledge.faq, turn.reading.text, family)
    nearest = [entry for entry, alike in found if alike >= found[0][1] - ABOUT_AS_ALIKE]
    fitting = [entry for entry in nearest if not entry.families or family in entry.families]
    return (fitting or nearest)[0]


def surely_asked(turn: Turn, entry: Faq) -> bool:
    """Whether it is alike enough to be acted on, or taken for a question though not put as one."""
    alike = dict(turn.reading.questions).get(entry.id)
    return alike is None or alike >= SURELY_ALIKE


def answer(turn: Turn) -> bool:
    """Answer it, if it can be. Returns whether it was."""
    entry = asked(turn)
    if entry is None or entry.answer is None:
        return _explained(turn)
    turn.change(Answered(entry=entry.id, source=entry.source))
    turn.say(entry.answer)
    return True


def _explained(turn: Turn) -> bool:
    """Where a material is to be found, or what a step is: asked by its name."""
    if turn.conversation.case is None or not is_question(turn.reading.text):
        return False
    found = find_explained(turn.guide, turn.reading.text)
    if found is None:
        return False
    turn.change(Answered(entry=f"{turn.guide.id}/{found.id}", source=found.source))
    text = found.where if isinstance(found, Material) else f"{found.do}\n{found.why}"
    turn.say(f"{_name(found)}：{text}")
    return True


def _name(found: Material | Step) -> str:
    return found.name if isinstance(found, Material) else found.title


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
    """Why it happens (`causes`, the rest of them `more_causes`), or how to prevent it."""
    notes = turn.guide.prevention if about == "prevention" else turn.guide.causes
    shown = notes[AT_ONCE:] if about == "more_causes" else notes[:AT_ONCE]
    turn.change(*(Answered(entry=note.id, source=note.source) for note in shown))
    more = (MORE_CAUSES,) if about == "causes" and len(notes) > AT_ONCE else ()
    turn.say("\n".join(f"· {note.text}" for note in shown), *more)
    if turn.case.status == "open" and not more:
        offer_again(turn)


def is_question(text: str) -> bool:
    """Whether it is put as one."""
    return bool(_ASKS.search(text))


def _what_is_on_record(turn: Turn) -> None:
    lines = fact_lines(turn) or "· 还没有"
    turn.utter("utter_on_record", number=turn.case.number, facts=lines)
    offer_again(turn)
