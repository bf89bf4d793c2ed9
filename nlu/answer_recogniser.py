"""Last component: a message that gives facts and little else is an answer, whatever it looks like.

「5月20号」 or 「1288」 alone is near no training example, so the classifier calls it out of scope.
"""

import re
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT,
    METADATA,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.family_classifier import put_first
from nlu.intents import FAMILIES
from nlu.text_normaliser import READ_AS

INFORM = "inform"
FACTS = ("order_number", "amount", "transaction_time")
MOST_LEFT_OVER = 2
"""Characters that may remain beside facts and filler in a message that is only an answer."""
MOST_LEFT_OVER_WHEN_ASKED = 8
"""The same, when the bot has just asked for one of the facts that the message gives."""

PLAIN_COMPLAINT = 0.75
"""From this confidence on, two characters beside a sum are believed to name a problem."""

_FILLER = re.compile(
    r"订单号?|单号|流水号?|参考号|凭证号?|金额|钱数?|时间|日期|号码|编号|大概|大约|左右|差不多|就是|应该|好像|"
    r"那笔|这笔|那单|一共|总共|具体|是|在|的|了|呢|吧|啊|嘛|哈|我|你|它|那|这|个|和|跟|还有|另外|然后|刷|收|"
    r"[\W_]"
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerRecogniser(GraphComponent):
    """Sets the intent to `inform` where nothing but facts was said."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "AnswerRecogniser":
        """Nothing to load."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Change the intent where the text is an answer."""
        for message in messages:
            text = message.get(READ_AS)
            entities, complains = message.get(ENTITIES, []), _complains(message)
            if text and is_answer(text, entities, _asking(message), complains=complains):
                put_first(message, INFORM, 1.0)
        return messages


def is_answer(
    text: str, entities: List[Dict[str, Any]], asking: Any, *, complains: bool = False
) -> bool:
    """Whether a message says little beside its facts.

    Args:
        text: the normalised text.
        entities: with `start` and `end` in that text.
        asking: name of the fact that the bot has just asked for, if any.
        complains: whether the classifier is sure of a problem; the little may name it, 「多扣88」.
    """
    facts = [entity for entity in entities if entity[ENTITY_ATTRIBUTE_TYPE] in FACTS]
    if not facts:
        return False
    rest = list(text)
    for entity in facts:
        for place in range(entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END]):
            rest[place] = " "
    left_over = _FILLER.sub("", "".join(rest))
    asked = asking in {entity[ENTITY_ATTRIBUTE_TYPE] for entity in facts}
    if left_over and complains and not asked:
        return False
    return len(left_over) <= (MOST_LEFT_OVER_WHEN_ASKED if asked else MOST_LEFT_OVER)


def _complains(message: Message) -> bool:
    intent = message.get(INTENT) or {}
    return intent.get("name") in FAMILIES and intent.get("confidence", 0.0) >= PLAIN_COMPLAINT


def _asking(message: Message) -> Any:
    return ((message.get(METADATA) or {}).get("conversation") or {}).get("asking")
