"""Sparse features of German text: stems, pairs of stems, parts of compounds, kinds of entities, and letters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.engine.nlu import stamps
from german.analysis import Analyser, tokenise
from german.normalise import clean
from german.spelling import Speller

FILE = "features.json"
MASKED = frozenset({"place", "company_size", "turnover", "number", "reference_code"})
"""Entities whose words say nothing about what a person wants; that there is one does."""
KINDS = MASKED | {"goal", "topic", "sector", "email", "phone"}
"""Entities of which it counts that there is one."""

Entity = dict[str, Any]


class Reader:
    """Turns a sentence into words and letters to count.

    Args:
        frequencies: the words of the training sentences, folded, with how often each occurs. They tell which word a
            misspelt one stands for, and what compounds are made of.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._speller = Speller(frequencies)
        self._analyser = Analyser(frequencies)

    def words(self, text: str, entities: list[Entity]) -> list[str]:
        """Return stems, pairs of neighbouring stems, stems of compound parts, and what kinds of entities there are."""
        masks = {
            position: str(entity["entity"])
            for entity in entities
            if entity["entity"] in MASKED and "start" in entity
            for position in range(entity["start"], entity["end"])
        }
        stems: list[str] = []
        parts: list[str] = []
        for token in tokenise(text):
            if not (mask := masks.get(token.start)):
                for word in self._analyser.analyse(self._speller.correct(token.folded)):
                    stems.append(word.stem)
                    parts += (f"part:{part}" for part in word.parts)
            elif stems[-1:] != [f"@{mask}"]:
                stems.append(f"@{mask}")
        pairs = [f"{left} {right}" for left, right in zip(["<", *stems], [*stems, ">"], strict=True)]
        kinds = sorted({f"has:{entity['entity']}" for entity in entities if entity["entity"] in KINDS})
        goals = sorted({f"goal:{entity['value']}" for entity in entities if entity["entity"] == "goal"})
        return [*stems, *pairs, *parts, *kinds, *goals]

    def letters(self, text: str) -> str:
        """Return the folded text with its misspelt words corrected; what stands between the words stays."""
        written, end = "", 0
        for token in tokenise(text):
            written += clean(text[end : token.start]) + self._speller.correct(token.folded)
            end = token.end
        return written + clean(text[end:])


def _as_it_is(features: list[str]) -> list[str]:
    return features


def _vectorizers(min_letters: int, max_letters: int) -> dict[str, TfidfVectorizer]:
    return {
        "words": TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True),
        "letters": TfidfVectorizer(
            analyzer="char_wb", ngram_range=(min_letters, max_letters), lowercase=False, sublinear_tf=True
        ),
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class GermanFeaturizer(SparseFeaturizer, GraphComponent):
    """TF-IDF over stems and letter n-grams, folded, so that spelling without umlauts changes nothing.

    A word that no training sentence has is taken for the one that it misspells. Comes after
    ``GermanEntityExtractor``, whose places and numbers it replaces by their kind. Config keys: ``min_letters`` and
    ``max_letters``, the length of the letter n-grams. Words, terms and weights are stored as JSON.
    """

    VERSION = 2

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, name: str):
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._vectorizers = _vectorizers(config["min_letters"], config["max_letters"])
        self._reader = Reader({})

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what has to come before."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of each config key."""
        return {
            **SparseFeaturizer.get_default_config(),
            FEATURIZER_CLASS_ALIAS: None,
            "min_letters": 2,
            "max_letters": 5,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any n-gram lengths that scikit-learn accepts."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanFeaturizer:
        """Create an untrained featurizer."""
        return cls(config, model_storage, resource, execution_context.node_name)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GermanFeaturizer:
        """Load a trained featurizer."""
        featurizer = cls(config, model_storage, resource, execution_context.node_name)
        with stamps.reading(cls, model_storage, resource) as folder:
            content = json.loads((Path(folder) / FILE).read_text(encoding="utf-8"))
        featurizer._reader = Reader(content["frequencies"])
        for name, vectorizer in featurizer._vectorizers.items():
            vectorizer.vocabulary = {term: column for column, term in enumerate(content[name]["terms"])}
            vectorizer.idf_ = np.array(content[name]["weights"])
        return featurizer

    def train(self, training_data: TrainingData) -> Resource:
        """Learn words, terms and weights from the sentences of all intents."""
        messages = [message for message in training_data.intent_examples if message.get(TEXT)]
        frequencies = Counter(token.folded for message in messages for token in tokenise(message.get(TEXT)))
        self._reader = Reader(frequencies)
        for name, inputs in self._inputs(messages).items():
            self._vectorizers[name].fit(inputs)
        content: dict[str, Any] = {name: _written(vectorizer) for name, vectorizer in self._vectorizers.items()}
        content["frequencies"] = dict(sorted(frequencies.items()))
        with stamps.writing(type(self), self._storage, self._resource) as folder:
            (Path(folder) / FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training sentences."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one row of features to each message with a text."""
        told = [message for message in messages if message.get(TEXT)]
        if told:
            for message, row in zip(told, self._rows(told), strict=True):
                features = Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
                message.add_features(features)
        return messages

    def _rows(self, messages: list[Message]) -> csr_matrix:
        inputs = self._inputs(messages)
        matrices = [vectorizer.transform(inputs[name]) for name, vectorizer in self._vectorizers.items()]
        return csr_matrix(hstack(matrices))

    def _inputs(self, messages: list[Message]) -> dict[str, list[Any]]:
        return {
            "words": [self._reader.words(message.get(TEXT), message.get(ENTITIES, [])) for message in messages],
            "letters": [self._reader.letters(message.get(TEXT)) for message in messages],
        }


def _written(vectorizer: TfidfVectorizer) -> dict[str, Any]:
    """Return terms in the order of their columns, and their weights."""
    terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
    return {"terms": terms, "weights": vectorizer.idf_.tolist()}
