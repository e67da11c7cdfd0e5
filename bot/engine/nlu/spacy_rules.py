"""The spaCy pipeline that names things: a package's, or a blank one, and in front of either the same rules.

The rules know persons after a cue ("Herr", "ich heiße"), companies by their legal form or after "Firma", and the
places, programmes, courses, terms and sectors of the vocabulary. Of these only places are names for us (`LOC`); the
others keep a package from taking "ZIM" for a company.
"""

from __future__ import annotations

from typing import Any

import spacy
from rasa.shared.exceptions import RasaException
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.engine.nlu.pipelines import PACKAGE, Pipeline
from german.lexicon import words
from german.normalise import fold
from german.person_names import find_person_names
from german.vocabulary import Vocabulary

COMPANY_CUES = ("firma", "fa.", "fa", ":")
VOCABULARY_LABELS = ("program", "course", "term", "sector")
UNUSED = ["tagger", "morphologizer", "parser", "lemmatizer", "attribute_ruler", "senter"]
"""Parts of a package that find no names."""

Pattern = dict[str, Any]

_FORMS = ("GmbH", "gmbh", "gGmbH", "mbH", "AG", "KG", "KGaA", "OHG", "UG", "GbR", "SE", "eG", "eK", "e.V.")
_FORM = {"TEXT": {"IN": [*_FORMS]}}
_CO = {"TEXT": {"IN": ["Co", "Co."]}}
_ENDINGS: tuple[list[Pattern], ...] = (
    [_FORM],
    [_FORM, {"TEXT": {"IN": ["&", "+", "und", "u."]}}, _CO, _FORM],
    [{"TEXT": "e."}, {"TEXT": {"IN": ["K.", "V."]}}],
)
_NO_NAME = [*COMPANY_CUES, *map(str.lower, _FORMS), "co", "co.", "rechtsform"]
_WORD = {
    "IS_STOP": False,
    "TEXT": {"REGEX": r"^[A-ZÄÖÜ0-9].*[a-zA-ZäöüÄÖÜß.]$"},
    "LOWER": {"NOT_IN": _NO_NAME},
}
_JOINT = {"TEXT": {"IN": ["&", "+"]}}
# Of fixed length: repeated words would make work that grows faster than the text.
_COMPANIES: tuple[list[Pattern], ...] = (
    [_WORD],
    [_WORD] * 2,
    [_WORD] * 3,
    [_WORD] * 4,
    [_WORD, _JOINT, _WORD],
    [_WORD, _WORD, _JOINT, _WORD],
    [_WORD, _JOINT, _WORD, _WORD],
)
_CUE: list[Pattern] = [{"LOWER": {"IN": [*COMPANY_CUES[:-1]]}}, {"TEXT": ":", "OP": "?"}]


@Language.component("lotse_cued_persons")
def cued_persons(doc: Doc) -> Doc:
    """Add the names that a cue announces."""
    found = (doc.char_span(*span, label="PER", alignment_mode="expand") for span in find_person_names(doc.text))
    doc.ents = filter_spans([span for span in found if span])
    return doc


def load(pipeline: Pipeline, vocabulary: Vocabulary) -> Language:
    """Return the pipeline, ready to name things.

    Raises:
        RasaException: the package is there, but cannot be loaded; the message says what to do.
    """
    language = _package(pipeline) if pipeline.kind == PACKAGE else spacy.blank("de")
    language.add_pipe("lotse_cued_persons", first=True)
    # By letters alone: it looks at each token, whatever came before.
    ruler = language.add_pipe(
        "entity_ruler", "lotse_rules", after="lotse_cued_persons", config={"phrase_matcher_attr": "LOWER"}
    )
    ruler.add_patterns(patterns(vocabulary))
    return language


def patterns(vocabulary: Vocabulary) -> list[Pattern]:
    """Return the entity ruler's patterns; the longest that matches wins."""
    ordinary = words("ordinary_places")
    phrases = [("LOC", place.name) for place in vocabulary.places if fold(place.name) not in ordinary]
    for label in VOCABULARY_LABELS:
        phrases += [(label, keyword.phrase) for keyword in vocabulary.keywords.get(label, ())]
    return [*({"label": label, "pattern": phrase} for label, phrase in dict.fromkeys(phrases)), *_company_patterns()]


def _company_patterns() -> list[Pattern]:
    cued = ([*_CUE, *name, *ending] for name in _COMPANIES for ending in ([], *_ENDINGS))
    named = ([*name, *ending] for name in _COMPANIES for ending in _ENDINGS)
    return [{"label": "ORG", "pattern": pattern} for pattern in (*cued, *named)]


def _package(pipeline: Pipeline) -> Language:
    try:
        return spacy.load(pipeline.name, exclude=UNUSED)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise RasaException(
            f"Cannot load {pipeline} ({error}). Install one for spaCy {pipeline.spacy_version}, or remove it: "
            f"'uv pip uninstall --python .venv-engine {pipeline.name}'."
        ) from error
