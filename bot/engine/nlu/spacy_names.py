"""Names of companies, persons and places that no vocabulary holds, found by spaCy."""

from __future__ import annotations

import functools
import logging
import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.engine import model
from bot.engine.nlu import kept_vocabulary, pipelines, spacy_rules, stamps
from bot.engine.nlu.entity_reader import Entity, blanked, entity
from german.vocabulary import Vocabulary

ENTITY_NAMES = {"ORG": "company", "PER": "person", "LOC": "location"}
MOST_NAMES = 10
"""Names that are taken from one message."""
NO_NAMES = frozenset({"email", "phone", "reference_code"})
# spaCy's tokenizer strips marks from a run one by one and copies the rest each time.
_LONG_RUN = re.compile(r"\S{101,}")

logger = logging.getLogger(__name__)


@functools.cache
def tell_missing(name: str) -> None:
    """Log, once in a process, what is missing and how to get it."""
    logger.warning(
        "The spaCy package %s is not installed, so names of companies, persons and places are found by rules alone. "
        "'make spacy' installs it from its release address, or from the one in LOTSE_SPACY_MODEL_URL; "
        "'make train' then trains with it.",
        name,
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SpacyNameExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the entities ``company``, ``person`` and ``location``, for staff and for redaction; no slot takes them.

    A place that ``GermanEntityExtractor``, which comes before, has found stays ``place``. Config keys: ``model``, the
    spaCy package, in whose place rules work where it is not installed; ``vocabulary`` as there. The pipeline is part of
    the model: another one refuses it. The ``Doc`` stays with the message for later components.
    """

    VERSION = 2

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._language: Language | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of each config key."""
        return {"model": "de_core_news_sm", "vocabulary": str(model.vocabulary_path())}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpacyNameExtractor:
        """Create an extractor that finds nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpacyNameExtractor:
        """Load the extractor if the pipeline is the one that it was trained with."""
        extractor = cls(config, model_storage, resource)
        with stamps.reading(cls, model_storage, resource) as folder:
            extractor._use(kept_vocabulary.kept(folder))
        return extractor

    def train(self, training_data: TrainingData) -> Resource:
        """Take the vocabulary and the name of the pipeline into the model; load it once, so that it surely can be.

        Raises:
            RasaException: vocabulary or package cannot be used.
        """
        vocabulary = kept_vocabulary.exported(Path(self._config["vocabulary"]))
        pipeline = self._use(vocabulary)
        with stamps.writing(type(self), self._storage, self._resource, pipeline) as folder:
            kept_vocabulary.keep(vocabulary, folder)
        return self._resource

    def _use(self, vocabulary: Vocabulary) -> pipelines.Pipeline:
        pipeline = pipelines.present(self._config["model"])
        if pipeline.kind == pipelines.RULES:
            tell_missing(pipeline.name)
        self._language = spacy_rules.load(pipeline, vocabulary)
        return pipeline

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the names in each message."""
        for message in messages:
            if text := message.get(TEXT):
                known = message.get(ENTITIES, [])
                doc = self._analysed(text, known)
                message.set(SPACY_DOCS[TEXT], doc)
                message.set(ENTITIES, known + self.add_extractor_name(_names(doc, known)), add_to_output=True)
        return messages

    def _analysed(self, text: str, known: list[Entity]) -> Doc:
        """Return spaCy's reading of a text without addresses and long runs; offsets are those of the text."""
        if self._language is None:
            raise RuntimeError("neither trained nor loaded")
        readable = blanked(text, [found for found in known if found["entity"] in NO_NAMES])
        return self._language(_LONG_RUN.sub(lambda run: " " * len(run.group()), readable))


def _names(doc: Doc, known: list[Entity]) -> list[Entity]:
    places = [found for found in known if found["entity"] == "place" and "start" in found]
    spans = (span for span in doc.ents if span.label_ in ENTITY_NAMES)
    # A package may take marks for a name.
    found = [_name(span) for span in spans if any(map(str.isalpha, span.text))]
    return [name for name in found if name["entity"] != "location" or not _overlaps(name, places)][:MOST_NAMES]


def _name(span: Span) -> Entity:
    """Return a name without its cue: "Maier" of "Firma Maier"."""
    name = ENTITY_NAMES[span.label_]
    while name == "company" and len(span) > 1 and span[0].lower_ in spacy_rules.COMPANY_CUES:
        span = span[1:]
    return entity(name, span.start_char, span.end_char, " ".join(span.text.split()))


def _overlaps(name: Entity, others: list[Entity]) -> bool:
    return any(name["start"] < other["end"] and other["start"] < name["end"] for other in others)
