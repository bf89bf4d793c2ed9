"""Order number, amount and time as entities, read by zhangfang.language."""

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.text_normaliser import READ_AS, TextNormaliser
from zhangfang.language.durations import read_durations
from zhangfang.language.reading import Facts, read_facts
from zhangfang.language.refusals import read_refusals

SHANGHAI = timezone(timedelta(hours=8))


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
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
                *(_entity("days", span.days) for span in read_durations(text)),
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(entities),
                add_to_output=True,
            )
        return messages


def _moment(said: Any) -> datetime:
    return datetime.fromisoformat(said) if said else datetime.now(SHANGHAI)
