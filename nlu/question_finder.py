"""Which questions of knowledge/ a message may be asking, as entities for the engine to weigh."""

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.e5_featurizer import E5Featurizer, embed
from nlu.fact_extractor import STORY, TRAINING_DAY, fact_entities
from nlu.family_classifier import embedding, example_label
from nlu.intent_model import IntentModel
from nlu.problems import story
from nlu.question_model import Samples, fit_questions, joined, likeliest
from nlu.questions import Phrasing, question_files, read_phrasings, read_unanswered
from nlu.text_normaliser import SPELLINGS_FILE, read_spellings
from zhangfang.language.normalise import Spellings, normalise
from zhangfang.language.reading import read_facts

QUESTION = "question"
"""The entity; its value is the id of an entry, its score the probability that it is meant."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class QuestionFinder(GraphComponent):
    """Adds the entries that a message may be asking, the likeliest first.

    It learns from the phrasings of the entries, and from data/nlu what asks none of them. The
    embedding is the one that the message has already.
    """

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
        """Where what it learns from lies, from the folder in which Rasa is started."""
        return {"knowledge": "knowledge", "unanswered": "data/unanswered.yml"}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """What Rasa's cache of trained components cannot know: the files read at training."""
        read = {**cls.get_default_config(), **config}
        knowledge = Path(read["knowledge"])
        code = Path(__file__).with_name("question_model.py")
        digest = hashlib.sha256()
        for path in (*question_files(knowledge), knowledge / SPELLINGS_FILE, code):
            digest.update(path.read_bytes())
        digest.update(Path(read["unanswered"]).read_bytes())
        return digest.hexdigest()

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[IntentModel] = None,
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
    ) -> "QuestionFinder":
        """An untrained finder."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "QuestionFinder":
        """A trained finder; a broken file is an error, not an untrained finder."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the phrasings of knowledge/ and the examples of data/nlu.

        Raises:
            RasaException: knowledge/ asks nothing.
        """
        knowledge = Path(self.config["knowledge"])
        asked = read_phrasings(knowledge)
        if not asked:
            raise RasaException(f"{knowledge}: no file with the top key `faq` has an entry")
        unanswered = read_unanswered(Path(self.config["unanswered"]))
        spellings = read_spellings(knowledge / SPELLINGS_FILE)
        self.model = fit_questions(
            _phrased(asked, spellings),
            joined(_samples(training_data), _phrased(unanswered, spellings)),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self.model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Put the questions that may be meant on each message that has a text."""
        readable = [message for message in messages if message.get(STORY)]
        if not readable:
            return messages
        if self.model is None:
            raise RasaException("QuestionFinder: process was called before train or load")
        found = self.model.rank(
            [message.get(STORY) for message in readable],
            np.concatenate([embedding(message) for message in readable]),
        )
        for message, ranked in zip(readable, found):
            questions = [
                {
                    "entity": QUESTION,
                    "value": question,
                    "score": score,
                    "start": 0,
                    "end": len(message.get(TEXT)),
                }
                for question, score in likeliest(ranked)
            ]
            if questions:
                entities = [*message.get(ENTITIES, []), *questions]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _samples(training_data: TrainingData) -> Samples:
    examples = [
        example
        for example in training_data.intent_examples
        if example.get(INTENT) and example.get(STORY)
    ]
    return Samples(
        [example.get(STORY) for example in examples],
        np.concatenate([embedding(example) for example in examples]),
        [example_label(example) for example in examples],
    )


def _phrased(phrasings: List[Phrasing], spellings: Spellings) -> Samples:
    stories = [_story(phrasing.text, spellings) for phrasing in phrasings]
    return Samples(stories, embed(stories), [phrasing.label for phrasing in phrasings])


def _story(text: str, spellings: Spellings) -> str:
    read = normalise(text, spellings)
    return story(read, fact_entities(read_facts(read, TRAINING_DAY)))
