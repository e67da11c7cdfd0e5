"""Reads a company's facts, its needs, contact details, names of entries and reference codes out of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from bot.engine.nlu.two_needs import NeedsReader
from german.analysis import Analyser
from german.cues import Cue, find_cues
from german.entry_names import NameFinder
from german.keywords import KeywordMatcher, KeywordMention
from german.need_signs import audience, stage
from german.number_pieces import Pieces
from german.numbers import NumberMention, Numbers
from german.outside_places import inside, is_seat, state_of, with_outside
from german.reference_codes import find_codes, normalise
from german.rejections import is_rejected, meant
from german.vocabulary import Vocabulary

CONCEPTS = ("goal", "topic", "sector")
NAMES = ("program", "course", "term")
"""Names of entries. A technology is a ``term``: the glossary holds both."""
SIGNS = ("stage", "purpose", "audience")
"""What turns of phrase tell; these may cover other entities."""
SHORT = 5
"""Words of an answer that says nothing else."""
FOR_WHOM = frozenset({"fuer", "fuers", "unsere", "unser", "die", "den", "alle"})
"""How such an answer begins."""
MOST_NAMES = 10
"""Entries that one message may name."""
MOST_PLACES = 10
"""Places outside that are looked at in one message."""
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
    evidence. A second need's goal and topic have names of their own, because Rasa fills a slot with the last entity of
    a name. What is only named to be rejected ("60, nicht 45") counts where nothing else is named. Of the entries that
    are named each is found once, where it is named first. `today` is what the age of a company is counted to.
    """

    def __init__(self, vocabulary: Vocabulary, today: Callable[[], date] = date.today):
        self._today = today
        self._places = with_outside(vocabulary.places)
        analyser = Analyser(keyword.phrase for name in CONCEPTS for keyword in vocabulary.keywords.get(name, ()))
        self._concepts = {name: KeywordMatcher(vocabulary.keywords.get(name, ()), analyser) for name in CONCEPTS}
        self._names = NameFinder({name: vocabulary.keywords.get(name, ()) for name in NAMES})

    def read(self, text: str) -> list[Entity]:
        """Return the entities of a text, ordered as they stand in it."""
        codes = _codes(text)
        contacts = _contacts(blanked(text, codes))
        # "info@zerspanung-ulm.de" says nothing of sector and place, and a reference code nothing of anything.
        rest = blanked(text, [*codes, *contacts])
        pieces = Pieces(rest)
        cues = find_cues(pieces)
        entities = [
            *codes,
            *contacts,
            *_figures(rest, Numbers(pieces), cues, self._today()),
            *self._place(rest, pieces, cues),
            *self._needs(rest, pieces, cues),
            *self._entries(rest),
        ]
        return sorted(entities, key=lambda found: int(found["start"]))

    def _place(self, text: str, pieces: Pieces, cues: Sequence[Cue]) -> list[Entity]:
        mentions = self._places.find(text)
        places = meant(text, [mention for mention in mentions if inside(mention)])
        outside = [mention for mention in mentions if not inside(mention)][:MOST_PLACES]
        seats = (mention for mention in outside if is_seat(mention, pieces, cues))
        return [
            *(
                entity(
                    "place",
                    mention.start,
                    mention.end,
                    {"name": mention.name, "ids": inside(mention), "ask_back": mention.ask_back},
                )
                for mention in places[:1]
            ),
            *(entity("outside_state", one.start, one.end, {"name": state_of(one)}) for one in islice(seats, 1)),
        ]

    def _needs(self, text: str, pieces: Pieces, cues: Sequence[Cue]) -> list[Entity]:
        ranked = {name: meant(text, matcher.ranked(text)) for name, matcher in self._concepts.items()}
        needs = NeedsReader(pieces, cues, ranked["goal"], ranked["topic"]).read()
        signs = zip(SIGNS, (stage(cues), needs.purpose, _audience(pieces, cues)), strict=True)
        return [
            *_concepts(("goal", "second_goal"), needs.goals),
            *_concepts(("topic", "second_topic"), needs.topics),
            *_concepts(("sector",), ranked["sector"][:1]),
            *(entity(name, pieces[cue.first].start, pieces[cue.last].end, cue.name) for name, cue in signs if cue),
        ]

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


def _concepts(names: Iterable[str], mentions: Iterable[KeywordMention]) -> list[Entity]:
    return [entity(name, one.start, one.end, one.concept) for name, one in zip(names, mentions, strict=False)]


def _audience(pieces: Pieces, cues: Sequence[Cue]) -> Cue | None:
    """Return whom a course is for; without one, only a short answer says so: "für unsere Azubis"."""
    is_answer = len(pieces) <= 2 or (len(pieces) <= SHORT and pieces.folded(0) in FOR_WHOM)
    return audience(cues) if is_answer or any(cue.name == "course" for cue in cues) else None


def _headcounts(text: str, numbers: Numbers) -> list[NumberMention]:
    """Return the numbers of people; in "nicht 45 Leute, sondern 60" the other number is one, too."""
    mentions = meant(text, numbers.headcounts())
    if mentions and is_rejected(text, mentions[0]):
        return meant(text, numbers.all())
    return mentions


def _figures(text: str, numbers: Numbers, cues: Sequence[Cue], today: date) -> list[Entity]:
    found = {
        "company_size": _headcounts(text, numbers),
        "turnover": meant(text, numbers.turnovers()),
        "balance": meant(text, numbers.balances()),
        "age": meant(text, numbers.ages(cues, today)),
    }
    figures = [_number(name, mentions[0]) for name, mentions in found.items() if mentions]
    # A bare number means something only as the answer to a question; the dialogue decides.
    return figures or [_number("number", mention) for mention in meant(text, numbers.all())[:1]]


def _number(name: str, mention: NumberMention) -> Entity:
    return entity(name, mention.start, mention.end, {"low": mention.low, "high": mention.high})
