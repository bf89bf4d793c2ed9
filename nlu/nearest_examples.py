"""Which training examples mean much the same as a message: why the classifier reads it as it does.

Only for whoever asks (`nearest` in the metadata), so a merchant's turn doesn't wait for it.
"""

from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.e5_featurizer import E5Featurizer
from nlu.fact_extractor import STORY
from nlu.family_classifier import embedding, example_label
from nlu.meaning_index import MeaningIndex

NEAREST = "nearest"
"""In the metadata: how many are wanted. On the message: the examples found."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NearestExamples(GraphComponent):
    """Adds the nearest examples to each message for which they are wanted."""

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """The embeddings."""
        return [E5Featurizer]

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        index: Optional[MeaningIndex] = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self.index = index

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NearestExamples":
        """Without examples."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NearestExamples":
        """With the examples that the model was trained on; a broken file is an error."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, MeaningIndex.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Keep every example that has an intent, with its embedding."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(INTENT) and example.get(STORY)
        ]
        self.index = MeaningIndex.of(
            [(example.get(TEXT), example_label(example)) for example in examples],
            np.concatenate([embedding(example) for example in examples]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self.index.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Look them up where they are wanted."""
        for message in messages:
            most = (message.get(METADATA) or {}).get(NEAREST)
            if not most or not message.get(STORY):
                continue
            if self.index is None:
                raise RasaException("NearestExamples: process was called before train or load")
            found = [
                {"text": text, "intent": label, "nearness": nearness}
                for (text, label), nearness in self.index.nearest(embedding(message), most)
            ]
            message.set(NEAREST, found, add_to_output=True)
        return messages
