"""First component of the pipeline: the text as the later ones read it.

The message itself stays as it was sent; what is read lies beside it.
"""

from pathlib import Path
from typing import Any, Dict, List

import ruamel.yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from zhangfang.language.normalise import Spellings, normalise

READ_AS = "read_as"
"""Key of a Message that holds its normalised text."""

SPELLINGS_FILE = "spellings.yml"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class TextNormaliser(GraphComponent):
    """Puts the normalised text of a message under READ_AS."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Where the spellings are, from the folder in which Rasa is started."""
        return {"spellings": "knowledge/spellings.yml"}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        spellings: Spellings,
    ) -> None:
        self.config = config
        self._model_storage = model_storage
        self._resource = resource
        self.spellings = spellings

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TextNormaliser":
        """A normaliser with the spellings of knowledge/, before training."""
        return cls(config, model_storage, resource, read_spellings(Path(config["spellings"])))

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TextNormaliser":
        """The normaliser as it was at training."""
        with model_storage.read_from(resource) as folder:
            spellings = read_spellings(folder / SPELLINGS_FILE)
        return cls(config, model_storage, resource, spellings)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the spellings with the model, so that both are of one moment."""
        with self._model_storage.write_to(self._resource) as folder:
            source = Path(self.config["spellings"])
            (folder / SPELLINGS_FILE).write_bytes(source.read_bytes())
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Normalise incoming messages."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(READ_AS, normalise(text, self.spellings))
        return messages


def read_spellings(path: Path) -> Spellings:
    """The spellings of a file."""
    entries = ruamel.yaml.YAML(typ="safe").load(path)["spellings"]
    return Spellings.from_pairs((entry["standard"], entry["variants"]) for entry in entries)
