"""The intent classifier as a graph component: families, control intents, out of scope."""

from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_RANKING_KEY,
    METADATA,
    METADATA_INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.e5_featurizer import E5Featurizer, embed
from nlu.fact_extractor import STORY, entity, fact_entities, moment
from nlu.intent_model import IntentModel, Ranked, Settings, fit
from nlu.intents import FAMILIES, OUT_OF_SCOPE, labelled
from nlu.problems import split_problems, story
from nlu.text_normaliser import READ_AS
from zhangfang.language.reading import read_facts

SECOND_PROBLEM = 0.5
"""Confidence that a part of a message needs to count as a problem of its own."""
RANKING_LENGTH = 10
SETTINGS = Settings(meaning_strength=1.0, wording_strength=10.0, meaning_share=0.5, temperature=0.7)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FamilyClassifier(IntentClassifier, GraphComponent):
    """What a message means and how it is worded, weighed together (nlu/intent_model.py)."""

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
        """What config.yml may set; see `Settings`."""
        return SETTINGS._asdict()

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
        for name in ("meaning_strength", "wording_strength", "temperature"):
            value = config.get(name, 1)
            if not isinstance(value, (int, float)) or value <= 0:
                raise RasaException(
                    f"config.yml: FamilyClassifier: {name} is {value!r}; give a number above 0"
                )
        share = config.get("meaning_share", 0)
        if not isinstance(share, (int, float)) or not 0 <= share <= 1:
            raise RasaException(
                f"config.yml: FamilyClassifier: meaning_share is {share!r}; give one from 0 to 1"
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
            np.concatenate([embedding(example) for example in examples]),
            [example_label(example) for example in examples],
            settings_from(self.config),
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
        found = self.model.rank(
            [message.get(STORY) for message in readable],
            np.concatenate([embedding(message) for message in readable]),
        )
        for message, ranked in zip(readable, found):
            _note_intent(message, ranked)
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
        for ranked, found in zip(self.model.rank(stories, embed(stories)), facts):
            family, confidence = ranked.intents[0]
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


def settings_from(config: Dict[str, Any]) -> Settings:
    """The settings among a component's configuration; what it leaves out is as shipped."""
    given = {**SETTINGS._asdict(), **config}
    return Settings(*(float(given[name]) for name in Settings._fields))


def _note_intent(message: Message, ranked: Ranked) -> None:
    ranking = [{"name": name, "confidence": share} for name, share in ranked.intents]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking[:RANKING_LENGTH], add_to_output=True)
    if ranking[0]["name"] == OUT_OF_SCOPE and ranked.topic:
        entities = [*message.get(ENTITIES, []), entity("topic", ranked.topic)]
        message.set(ENTITIES, entities, add_to_output=True)


def example_label(example: Message) -> str:
    """The label that the classifier learns for an example of data/nlu."""
    return labelled(example.get(INTENT), _topic(example))


def _topic(example: Message) -> Optional[str]:
    """The topic that the file gives to an example out of scope."""
    about = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return about.get("topic")


def put_first(message: Message, intent: str, confidence: float) -> None:
    """Make this the message's intent, at the head of its ranking."""
    top = {"name": intent, "confidence": confidence}
    others = [entry for entry in message.get(INTENT_RANKING_KEY, []) if entry["name"] != intent]
    message.set(INTENT, top, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [top, *others][:RANKING_LENGTH], add_to_output=True)


def embedding(message: Message) -> "np.ndarray[Any, np.dtype[np.float32]]":
    """(1, 384) the e5 embedding that the featurizer put on a message."""
    _, sentence = message.get_dense_features(TEXT, ["E5Featurizer"])
    if sentence is None:
        raise RasaException(
            "FamilyClassifier: a message has no e5 embedding; put nlu.e5_featurizer."
            "E5Featurizer with the alias E5Featurizer before it in config.yml"
        )
    features: "np.ndarray[Any, np.dtype[np.float32]]" = sentence.features
    return features
