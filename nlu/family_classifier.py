"""The intent classifier as a graph component: families, control intents, out of scope."""

from typing import Any, Dict, List, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.e5_featurizer import E5Featurizer, embed
from nlu.fact_extractor import STORY, entity, fact_entities, moment
from nlu.intent_model import IntentModel, fit
from nlu.problems import split_problems, story
from nlu.text_normaliser import READ_AS
from zhangfang.language.reading import read_facts

FAMILIES = (
    "overcharged",
    "not_arrived",
    "wrong_refund",
    "no_receipt_charged",
    "migration_charge",
)
SECOND_PROBLEM = 0.5
"""Confidence that a part of a message needs to count as a problem of its own."""
RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FamilyClassifier(IntentClassifier, GraphComponent):
    """Logistic regression over e5 and character n-grams, gated by the nearest examples."""

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """The embeddings."""
        return [E5Featurizer]

    @staticmethod
    def required_packages() -> List[str]:
        """The estimators."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Both chosen by five-fold cross-validation on data/nlu."""
        return {"C": 30.0, "near": 0.27}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: "IntentModel | None" = None,
    ) -> None:
        self.config = config
        self._model_storage = model_storage
        self._resource = resource
        self.model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FamilyClassifier":
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "FamilyClassifier":
        """A trained classifier; a broken file is an error, not an untrained classifier."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.read(folder))

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Find values that cannot work before training starts."""
        strength = config.get("C", 1)
        if not isinstance(strength, (int, float)) or strength <= 0:
            raise RasaException(
                f"config.yml: FamilyClassifier: C is {strength!r}; give a number above 0"
            )

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has an intent."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(INTENT) and example.get(STORY)
        ]
        self.model = fit(
            [example.get(STORY) for example in examples],
            np.concatenate([_embedding(example) for example in examples]),
            [example.get(INTENT) for example in examples],
            strength=self.config["C"],
            near=self.config["near"],
        )
        with self._model_storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Predictions on examples are of no use to any later component."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Put the intent and the ranking on each message that has a text."""
        readable = [message for message in messages if message.get(STORY)]
        if not readable:
            return messages
        if self.model is None:
            raise RasaException("FamilyClassifier: process was called before train or load")
        rankings = self.model.rank(
            [message.get(STORY) for message in readable],
            np.concatenate([_embedding(message) for message in readable]),
        )
        for message, ranking in zip(readable, rankings):
            ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
            message.set(INTENT, ranked[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranked[:RANKING_LENGTH], add_to_output=True)
            self._note_problems(message)
        return messages

    def _note_problems(self, message: Message) -> None:
        """Where two problems are told of, each becomes an entity with its own facts."""
        parts = split_problems(message.get(READ_AS))
        if len(parts) < 2 or self.model is None:
            return
        now = moment((message.get(METADATA) or {}).get("now"))
        facts = [fact_entities(read_facts(part, now)) for part in parts]
        stories = [story(part, found) for part, found in zip(parts, facts)]
        problems: Dict[str, Dict[str, Any]] = {}
        for ranking, found in zip(self.model.rank(stories, embed(stories)), facts):
            family, confidence = ranking[0]
            if family in FAMILIES and confidence >= SECOND_PROBLEM:
                problems.setdefault(
                    family, {**entity("problem", family), "confidence": confidence, "facts": found}
                )
        if len(problems) < 2:
            return
        first = next(iter(problems.values()))
        put_first(message, first["value"], first["confidence"])
        message.set(
            ENTITIES, message.get(ENTITIES, []) + list(problems.values()), add_to_output=True
        )


def put_first(message: Message, intent: str, confidence: float) -> None:
    """Make this the message's intent, at the head of its ranking."""
    top = {"name": intent, "confidence": confidence}
    others = [entry for entry in message.get(INTENT_RANKING_KEY, []) if entry["name"] != intent]
    message.set(INTENT, top, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [top, *others][:RANKING_LENGTH], add_to_output=True)


def _embedding(message: Message) -> "np.ndarray[Any, np.dtype[np.float32]]":
    """(1, 384) the e5 embedding that the featurizer put on a message."""
    _, sentence = message.get_dense_features(TEXT, ["E5Featurizer"])
    if sentence is None:
        raise RasaException(
            "FamilyClassifier: a message has no e5 embedding; put nlu.e5_featurizer."
            "E5Featurizer with the alias E5Featurizer before it in config.yml"
        )
    features: "np.ndarray[Any, np.dtype[np.float32]]" = sentence.features
    return features
