"""The first words of a conversation, from domain.yml, with the five problems to tap."""

from zhangfang.cases.options import family_options
from zhangfang.desk.bubble import Bubble, worded
from zhangfang.desk.responses import Responses
from zhangfang.guides.model import FAMILIES, Knowledge

RESPONSES = ("utter_greet", "utter_which_family")


def greeting(responses: Responses, knowledge: Knowledge) -> Bubble:
    """Hello, and which of the five is it.

    Raises:
        ValueError: domain.yml lacks one of the two responses.
    """
    parts = tuple(worded(responses, name) for name in RESPONSES)
    return Bubble(
        text="\n".join(part.text for part in parts),
        parts=parts,
        options=list(family_options([knowledge.guides[family] for family in FAMILIES])),
    )
