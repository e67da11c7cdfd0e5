"""Finds company size, turnover, place, sector, topic, goal and contact details in German text, by rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine import model
from german.analysis import Analyser
from german.keywords import KeywordMatcher
from german.numbers import NumberMention, find_headcounts, find_numbers, find_turnovers
from german.places import Gazetteer
from german.vocabulary import Vocabulary, VocabularyError

VOCABULARY_FILE = "vocabulary.json"
CONCEPTS = ("goal", "topic", "sector")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(r"(?<![\w/])(?:\+|00?)[1-9](?:[ /()-]{0,3}\d){5,14}(?!\w)")


def _entity(name: str, start: int, end: int, value: object) -> dict[str, Any]:
    return {"entity": name, "start": start, "end": end, "value": value}


def _number(name: str, mention: NumberMention) -> dict[str, Any]:
    return _entity(name, mention.start, mention.end, {"low": mention.low, "high": mention.high})


def _blanked(text: str, entities: list[dict[str, Any]]) -> str:
    """Return the text with blanks for the entities, so that offsets stay."""
    for entity in entities:
        start, end = entity["start"], entity["end"]
        text = text[:start] + " " * (end - start) + text[end:]
    return text


# As a featurizer, too: Rasa then runs it on the training data, and the features can use its entities.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class GermanEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Extracts entities with the vocabulary of the knowledge store.

    The vocabulary is read from the file ``vocabulary`` (config key; by default the one that the knowledge store
    exports) when the model is trained, and travels inside the model from then on. At most one entity of each name
    is found in a message: the first number, the first place, the concept with the most evidence.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, vocabulary: Vocabulary):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._use(vocabulary)

    def _use(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._places = Gazetteer(vocabulary.places)
        analyser = Analyser(keyword.phrase for name in CONCEPTS for keyword in vocabulary.keywords.get(name, ()))
        self._concepts = {name: KeywordMatcher(vocabulary.keywords.get(name, ()), analyser) for name in CONCEPTS}

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
        return cls(config, model_storage, resource, Vocabulary(places=(), keywords={}))

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
        with model_storage.read_from(resource) as folder:
            text = (Path(folder) / VOCABULARY_FILE).read_text(encoding="utf-8")
        return cls(config, model_storage, resource, Vocabulary.from_json(text))

    def train(self, training_data: TrainingData) -> Resource:
        """Take the vocabulary into the model.

        Raises:
            RasaException: the vocabulary file is missing or broken.
        """
        path = Path(self._config["vocabulary"])
        remedy = f"write it with '.venv/bin/python -m knowledge vocabulary {path}'"
        try:
            self._use(Vocabulary.from_json(path.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise RasaException(f"{path} is missing: {remedy}.") from error
        except (VocabularyError, UnicodeDecodeError) as error:
            raise RasaException(f"{path} cannot be used ({error}): {remedy}.") from error
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / VOCABULARY_FILE).write_text(self._vocabulary.to_json(), encoding="utf-8")
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

    def extract(self, text: str) -> list[dict[str, Any]]:
        """Return the entities of a text, ordered as they stand in it."""
        contacts = self._contacts(text)
        # "info@zerspanung-ulm.de" says nothing of sector and place.
        rest = _blanked(text, contacts)
        entities = [*contacts, *self._numbers(rest), *self._place(rest), *self._concept_entities(rest)]
        return sorted(entities, key=lambda entity: int(entity["start"]))

    def _contacts(self, text: str) -> list[dict[str, Any]]:
        patterns = {"email": EMAIL, "phone": PHONE}
        matches = ((name, pattern.search(text)) for name, pattern in patterns.items())
        return [_entity(name, match.start(), match.end(), match.group()) for name, match in matches if match]

    def _numbers(self, text: str) -> list[dict[str, Any]]:
        found = [_number("company_size", mention) for mention in find_headcounts(text)[:1]]
        found += [_number("turnover", mention) for mention in find_turnovers(text)[:1]]
        # A bare number means something only as the answer to a question; the dialogue decides.
        return found or [_number("number", mention) for mention in find_numbers(text)[:1]]

    def _place(self, text: str) -> list[dict[str, Any]]:
        return [
            _entity(
                "place",
                mention.start,
                mention.end,
                {"name": mention.name, "ids": list(mention.region_ids), "ask_back": mention.ask_back},
            )
            for mention in self._places.find(text)[:1]
        ]

    def _concept_entities(self, text: str) -> list[dict[str, Any]]:
        entities = []
        for name, matcher in self._concepts.items():
            best = matcher.best(text)
            mention = next((m for m in matcher.find(text) if m.concept == best), None)
            if mention:
                entities.append(_entity(name, mention.start, mention.end, mention.concept))
        return entities
