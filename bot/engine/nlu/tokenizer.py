"""Tokens as ``german.analysis`` sees them."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu import stamps
from german.analysis import Analyser

_analyser = Analyser()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GermanTokenizer(Tokenizer):
    """Splits German text and gives each token its stem as lemma, which the featurizers count.

    Stems are folded (``für`` = ``fuer``), so that spelling without umlauts changes nothing. It learns nothing; it is
    trained only to be stamped, because other stems make a model useless.
    """

    VERSION = 1

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        super().__init__(config)
        self._storage = storage
        self._resource = resource

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings of Rasa's tokenizer base class; this one adds none."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanTokenizer:
        """Create the component for Rasa's graph."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GermanTokenizer:
        """Create the component if the model was trained with its version."""
        with stamps.reading(cls, model_storage, resource):
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Stamp the model."""
        with stamps.writing(type(self), self._storage, self._resource):
            return self._resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of one attribute of the message."""
        text = message.get(attribute)
        tokens = [Token(t.text, t.start, t.end, lemma=t.stem) for t in _analyser.analyse(text)]
        # A message of punctuation alone ("???") still has to be something for the featurizers.
        applied: list[Token] = self._apply_token_pattern(tokens or [Token(text, 0)])
        return applied
