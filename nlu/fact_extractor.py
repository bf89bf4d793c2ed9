"""Order number, amount and time as entities, read by zhangfang.language."""

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.problems import story
from nlu.text_normaliser import READ_AS, TextNormaliser
from zhangfang.language.durations import read_durations
from zhangfang.language.numerals import plain_decimal
from zhangfang.language.reading import Facts, read_facts
from zhangfang.language.refusals import read_refusals

SHANGHAI = timezone(timedelta(hours=8))
STORY = "story"
"""Key of a Message that holds its text without figures."""
TRAINING_DAY = datetime(2026, 11, 22, 10)  # noqa: DTZ001  (only where the facts stand matters)


# Rasa prepares the training data with featurizers alone, and the story must be told there too.
@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=False,
)
class FactExtractor(EntityExtractorMixin, GraphComponent):
    """Reads facts from the normalised text.

    The message's metadata says when it was sent (`now`) and which fact was asked for
    (`conversation.asking`); without it, the clock and no question are assumed.
    """

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """The normaliser."""
        return [TextNormaliser]

    def __init__(self, config: Dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FactExtractor":
        """Nothing to load: the rules are code."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tell the story of every example without its figures, as messages will be told."""
        for example in training_data.training_examples:
            text = example.get(READ_AS)
            if text:
                facts = fact_entities(read_facts(text, TRAINING_DAY))
                example.set(STORY, story(text, facts))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add entities, and the story without figures, to each message that has a text."""
        for message in messages:
            text = message.get(READ_AS)
            if not text:
                continue
            metadata = message.get(METADATA) or {}
            asking = (metadata.get("conversation") or {}).get("asking")
            now = moment(metadata.get("now"))
            facts = fact_entities(read_facts(text, now, asking=asking), asking)
            message.set(STORY, story(text, facts))
            entities = [
                *facts,
                *(entity("refused", name) for name in read_refusals(text, asking)),
                *(entity("days", span.days, span) for span in read_durations(text)),
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(entities),
                add_to_output=True,
            )
        return messages


def moment(said: Any) -> datetime:
    """When the message was sent, as a clock in Shanghai shows it."""
    sent = datetime.fromisoformat(said) if said else datetime.now(SHANGHAI)
    return sent.astimezone(SHANGHAI).replace(tzinfo=None)


def fact_entities(facts: Facts, asking: Optional[str] = None) -> List[Dict[str, Any]]:
    """The order number, the disputed amount and any others, the time; spans are of READ_AS.

    Args:
        facts: of one message.
        asking: the fact just asked for. What should have been taken (应扣 38) is the disputed
            amount only if the amount was asked for.
    """
    entities: List[Dict[str, Any]] = []
    if facts.order_number:
        number = facts.order_number
        entities.append({**entity("order_number", number.value, number), "kind": number.kind})
    for place, amount in enumerate(facts.amounts):
        due = amount.role == "expected" and asking != "amount"
        name = "amount" if place == 0 and not due else "other_amount"
        value = plain_decimal(amount.value)
        entities.append(
            {
                **entity(name, value, amount),
                "approximate": amount.approximate,
                "role": amount.role,
            }
        )
    if facts.transaction_time:
        moment = facts.transaction_time
        entities.append(
            {
                **entity("transaction_time", moment.value, moment),
                "approximate": moment.approximate,
            }
        )
    if facts.difference is not None:
        entities.append(entity("difference", plain_decimal(facts.difference)))
    entities += [entity(other.kind, other.value, other) for other in facts.others]
    return entities


def entity(name: str, value: Any, span: Any = None) -> Dict[str, Any]:
    """An entity as Rasa wants it; one without a place in the text stands for the whole."""
    return {
        "entity": name,
        "value": value,
        "start": span.start if span else 0,
        "end": span.end if span else 0,
        "said": span.said if span else "",
    }
