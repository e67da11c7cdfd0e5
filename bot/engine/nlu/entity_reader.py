"""Reads company size, turnover, place, sector, topic, goal, contact details, names of entries and reference codes."""

from __future__ import annotations

import re
from typing import Any

from german.analysis import Analyser
from german.entry_names import NameFinder
from german.keywords import KeywordMatcher
from german.numbers import NumberMention, find_headcounts, find_numbers, find_turnovers
from german.places import Gazetteer
from german.reference_codes import find_codes, normalise
from german.vocabulary import Vocabulary

CONCEPTS = ("goal", "topic", "sector")
NAMES = ("program", "course", "term")
"""Names of entries. A technology is a ``term``: the glossary holds both."""
MOST_NAMES = 10
"""Entries that one message may name."""
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(r"(?<![\w/])(?:\+|00?)[1-9](?:[ /()-]{0,3}\d){5,14}(?!\w)")

Entity = dict[str, Any]


def entity(name: str, start: int, end: int, value: object) -> Entity:
    """Return an entity as Rasa has it; `start` and `end` point into the text."""
    return {"entity": name, "start": start, "end": end, "value": value}


def blanked(text: str, entities: list[Entity]) -> str:
    """Return the text with blanks for the entities, so that offsets stay; one without a place in it changes nothing."""
    for found in entities:
        start, end = found.get("start", 0), found.get("end", 0)
        text = text[:start] + " " * (end - start) + text[end:]
    return text


class EntityReader:
    """Reads entities with the vocabulary of the knowledge store.

    At most one entity of each name is found in a text: the first number, the first place, the concept with the most
    evidence. Of the entries that are named each is found once, where it is named first.
    """

    def __init__(self, vocabulary: Vocabulary):
        self._places = Gazetteer(vocabulary.places)
        analyser = Analyser(keyword.phrase for name in CONCEPTS for keyword in vocabulary.keywords.get(name, ()))
        self._concepts = {name: KeywordMatcher(vocabulary.keywords.get(name, ()), analyser) for name in CONCEPTS}
        self._names = NameFinder({name: vocabulary.keywords.get(name, ()) for name in NAMES})

    def read(self, text: str) -> list[Entity]:
        """Return the entities of a text, ordered as they stand in it."""
        codes = _codes(text)
        contacts = _contacts(blanked(text, codes))
        # "info@zerspanung-ulm.de" says nothing of sector and place, and a reference code nothing of anything.
        rest = blanked(text, [*codes, *contacts])
        entities = [
            *codes,
            *contacts,
            *_numbers(rest),
            *self._place(rest),
            *self._concept_entities(rest),
            *self._entries(rest),
        ]
        return sorted(entities, key=lambda found: int(found["start"]))

    def _place(self, text: str) -> list[Entity]:
        return [
            entity(
                "place",
                mention.start,
                mention.end,
                {"name": mention.name, "ids": list(mention.region_ids), "ask_back": mention.ask_back},
            )
            for mention in self._places.find(text)[:1]
        ]

    def _concept_entities(self, text: str) -> list[Entity]:
        entities = []
        for name, matcher in self._concepts.items():
            best = matcher.best(text)
            mention = next((m for m in matcher.find(text) if m.concept == best), None)
            if mention:
                entities.append(entity(name, mention.start, mention.end, mention.concept))
        return entities

    def _entries(self, text: str) -> list[Entity]:
        first: dict[tuple[str, str], Entity] = {}
        for mention in self._names.find(text):
            found = entity(mention.kind, mention.start, mention.end, mention.entry)
            first.setdefault((mention.kind, mention.entry), found)
        return list(first.values())[:MOST_NAMES]


def _codes(text: str) -> list[Entity]:
    return [
        entity("reference_code", code.start, code.end, normalise(code.text) or code.text)
        for code in find_codes(text)[:1]
    ]


def _contacts(text: str) -> list[Entity]:
    patterns = {"email": EMAIL, "phone": PHONE}
    matches = ((name, pattern.search(text)) for name, pattern in patterns.items())
    return [entity(name, match.start(), match.end(), match.group()) for name, match in matches if match]


def _numbers(text: str) -> list[Entity]:
    found = [_number("company_size", mention) for mention in find_headcounts(text)[:1]]
    found += [_number("turnover", mention) for mention in find_turnovers(text)[:1]]
    # A bare number means something only as the answer to a question; the dialogue decides.
    return found or [_number("number", mention) for mention in find_numbers(text)[:1]]


def _number(name: str, mention: NumberMention) -> Entity:
    return entity(name, mention.start, mention.end, {"low": mention.low, "high": mention.high})
