"""Finds company size, place, sector, programmes and more in German text, by rule: the component around the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine import model
from bot.engine.nlu import kept_vocabulary, stamps
from bot.engine.nlu.entity_reader import Entity, EntityReader
from german.vocabulary import Vocabulary


# As a featurizer, too: Rasa then runs it on the training data, and the features can use its entities.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class GermanEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Extracts what `EntityReader` reads; ``program``, ``course`` and ``term`` have an entry's id as value.

    A technology is a ``term``: the glossary holds both. The vocabulary is read from the file ``vocabulary`` (config
    key; by default the one that the knowledge store exports) when the model is trained, and travels inside the model.
    """

    VERSION = 4

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, vocabulary: Vocabulary):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._reader = EntityReader(vocabulary)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of each config key."""
        return {"vocabulary": str(model.vocabulary_path())}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanEntityExtractor:
        """Create an extractor that knows no words yet; ``train`` gives it its vocabulary."""
        return cls(config, model_storage, resource, kept_vocabulary.EMPTY)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GermanEntityExtractor:
        """Load the extractor with the vocabulary that it was trained with."""
        with stamps.reading(cls, model_storage, resource) as folder:
            return cls(config, model_storage, resource, kept_vocabulary.kept(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Take the vocabulary into the model.

        Raises:
            RasaException: the vocabulary file is missing or broken.
        """
        vocabulary = kept_vocabulary.exported(Path(self._config["vocabulary"]))
        self._reader = EntityReader(vocabulary)
        with stamps.writing(type(self), self._storage, self._resource) as folder:
            kept_vocabulary.keep(vocabulary, folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the entities of the training sentences, for the featurizer."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message; a button's payload brings its own."""
        for message in messages:
            if text := message.get(TEXT):
                found = self.add_extractor_name(self.extract(text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def extract(self, text: str) -> list[Entity]:
        """Return the entities of a text, ordered as they stand in it."""
        return self._reader.read(text)
