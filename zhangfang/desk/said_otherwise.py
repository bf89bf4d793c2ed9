"""Says a response of domain.yml as this house's setup words it.

The setup is read in the transaction that puts the bubble on record. So a change holds from the next
bubble on, at every desk, and the record has what the merchant saw.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from zhangfang.desk.bubble import Bubble, Worded
from zhangfang.desk.responses import PLACE, Responses
from zhangfang.store import setup


def reworded(connection: Connection, bubble: Bubble) -> Bubble:
    """The bubble, with the setup's words where it has its own for a response."""
    if not bubble.parts:
        return bubble
    texts = setup.latest(connection).setup.texts
    if not any(part.response in texts for part in bubble.parts):
        return bubble
    return bubble.model_copy(update={"text": "\n".join(_said(it, texts) for it in bubble.parts)})


def house_words(connection: Connection, responses: Responses) -> Responses:
    """The responses as this house's setup words them, for what is said to merchants by hand."""
    return responses.otherwise(setup.latest(connection).setup.texts)


def _said(part: Worded, texts: Mapping[str, str]) -> str:
    """A place that nothing fills keeps the text as it was: half a sentence is worse than an old one."""
    text = texts.get(part.response)
    if text is None or not set(PLACE.findall(text)) <= set(part.values):
        return part.text
    return PLACE.sub(lambda place: part.values[place[1]], text)
