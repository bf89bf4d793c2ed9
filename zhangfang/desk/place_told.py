"""Where among a turn's bubbles the merchant is told their place in the queue."""

from collections.abc import Sequence

from zhangfang.cases.change import Change, HumanDone, PaperWritten
from zhangfang.desk.bubble import Bubble
from zhangfang.desk.rasa import Answer

HAND_OVER = "hand_over"
"""The card of the bubble by which a person is called."""


def with_place(answer: Answer, place: Bubble) -> Answer:
    """The answer, with this bubble behind the one that calls a person.

    Without such a one it comes behind the first, which answers what was said; what is next stays
    in one piece, a step and the words for it.
    """
    at = _at(answer.bubbles)
    bubbles = [*answer.bubbles[:at], place, *answer.bubbles[at:]]
    changes = [_moved(change, at) for change in answer.changes]
    return answer.model_copy(update={"bubbles": bubbles, "changes": changes})


def with_end(answer: Answer, said: Bubble, *, asked: bool) -> Answer:
    """The answer, and at its end that nobody is waited for any more.

    Args:
        answer: of the turn.
        said: the words for it.
        asked: whether the merchant had asked for a person.
    """
    changes = [*answer.changes, *([HumanDone()] if asked else [])]
    return answer.model_copy(update={"bubbles": [*answer.bubbles, said], "changes": changes})


def _at(bubbles: Sequence[Bubble]) -> int:
    for index, bubble in enumerate(bubbles, start=1):
        if bubble.shows.card == HAND_OVER:
            return index
    return min(len(bubbles), 1)


def _moved(change: Change, at: int) -> Change:
    """A paper stays with its bubble."""
    if isinstance(change, PaperWritten) and change.bubble >= at:
        return change.model_copy(update={"bubble": change.bubble + 1})
    return change
