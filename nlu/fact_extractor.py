"""Order number, amount and time as entities, read by zhangfang.language."""

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA
from rasa.shared.nlu.training_data.message import Message

from nlu.text_normaliser import READ_AS, TextNormaliser
from zhangfang.language.durations import read_durations
from zhangfang.language.numerals import plain_decimal
from zhangfang.language.reading import Facts, read_facts
from zhangfang.language.refusals import read_refusals

SHANGHAI = timezone(timedelta(hours=8))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(EntityExtractorMixin, GraphComponent):
    """Reads facts from the normalised text.

    The message's metadata says when it was sent (`now`) and which fact was asked for
    (`conversation.asking`); without it, the clock and no question are assumed.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
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

    def process(self, messages: List[Message]) -> List[Message]:
        """Add entities to each message that has a text."""
        for message in messages:
            text = message.get(READ_AS)
            if not text:
                continue
            metadata = message.get(METADATA) or {}
            asking = (metadata.get("conversation") or {}).get("asking")
            now = _moment(metadata.get("now"))
            entities = [
                *_fact_entities(read_facts(text, now, asking=asking)),
                *(_entity("refused", name) for name in read_refusals(text, asking)),
                *(_entity("days", span.days, span) for span in read_durations(text)),
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(entities),
                add_to_output=True,
            )
        return messages


def _moment(said: Any) -> datetime:
    return datetime.fromisoformat(said) if said else datetime.now(SHANGHAI)


def _fact_entities(facts: Facts) -> List[Dict[str, Any]]:
    """The order number, the disputed amount and any others, the time; spans are of READ_AS."""
    entities = []
    if facts.order_number:
        number = facts.order_number
        entities.append({**_entity("order_number", number.value, number), "kind": number.kind})
    for place, amount in enumerate(facts.amounts):
        name = "amount" if place == 0 else "other_amount"
        value = plain_decimal(amount.value)
        entities.append(
            {
                **_entity(name, value, amount),
                "approximate": amount.approximate,
                "role": amount.role,
            }
        )
    if facts.transaction_time:
        moment = facts.transaction_time
        entities.append(
            {
                **_entity("transaction_time", moment.value, moment),
                "approximate": moment.approximate,
            }
        )
    return entities


def _entity(name: str, value: Any, span: Any = None) -> Dict[str, Any]:
    """An entity as Rasa wants it; one without a place in the text stands for the whole."""
    return {
        "entity": name,
        "value": value,
        "start": span.start if span else 0,
        "end": span.end if span else 0,
        "said": span.said if span else "",
    }
