"""What visitors say: needs with any of their details, answers to questions, and whatever else people write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tests.simulation.dialogue import Message
from tests.simulation.facts import TELLING
from tests.simulation.world import World

T = TypeVar("T")

DETAILS = ("goal", "topic", "sector", "company_size", "turnover", "place")
SECOND_NEEDS = ("und außerdem eine Schulung zu IT-Sicherheit", "und außerdem einen Zuschuss für Retrofit")
SIZES = ("45 Leuten", "rund 120 Mitarbeitern", "3 Beschäftigten", "gut 300 Beschäftigten", "0 Mitarbeitern")
TURNOVERS = ("2 Mio. Euro Umsatz", "rund 60 Millionen Euro Umsatz", "800.000 Euro Umsatz")
FEW_PLACES = 8
"""Matching is worked out once for each company: fewer places, more conversations."""
ODD_PLACES = ("Geislingen", "Hintertupfingen", "Hamburg", "Raum Stuttgart", "Singen")
UNSURE = 0.6

ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "goal": (("Zuschuss", "inform"), ("eine Schulung", "seek_course"), ("egal, Hauptsache es hilft", "nlu_fallback")),
    "topic": (
        ("IT-Sicherheit", "inform"),
        ("Wir wollen unsere alten Pressen vernetzen", "state_need"),
        ("die Sache mit den Dingern", "nlu_fallback"),
    ),
    "company_size": (
        ("45", "inform"),
        ("so 250 bis 300", "inform"),
        ("12 Leute", "inform"),
        ("0", "inform"),
        ("eine Million Mitarbeiter", "inform"),
        ("viele halt", "nlu_fallback"),
    ),
    "place": (
        ("Tuttlingen", "inform"),
        ("wir sitzen in Aalen", "inform"),
        ("Geislingen", "inform"),
        ("singen", "nlu_fallback"),
        ("Hintertupfingen", "nlu_fallback"),
        ("irgendwo auf der Alb, so ziemlich genau zwischen Ulm und Nirgendwo, Hausnummer 3", "inform"),
    ),
    "consent": (("ja", "affirm"), ("nein", "deny"), ("Das kommt darauf an", "nlu_fallback")),
    "contact": (
        ("k.gross@muster.example", "inform"),
        ("07461 123456", "nlu_fallback"),
        ("k.gross@muster.example oder 07461 123456", "inform"),
        ("foo@bar", "nlu_fallback"),
        ("Wozu brauchen Sie das?", "ask_privacy"),
        ("Rufen Sie mich einfach an", "inform"),
    ),
    "contact_name": (
        ("Käthe Groß, Muster-Gießerei GmbH", "nlu_fallback"),
        ("Nein danke", "deny"),
        ("Muss das sein?", "ask_question"),
        ("Anna Weiß", "goodbye"),
    ),
}
"""Answers to the questions for a slot; the first is one that can be read. Other slots are answered with any detail."""
ABOUT_CODES = (
    ("Wie steht es um {code}?", "request_status"),
    ("{code}", "inform"),
    ("Mein Kennzeichen ist {code}", "inform"),
    ("Bitte {code} zurückziehen", "withdraw_request"),
    ("Geben Sie mir alles zu {code} heraus", "export_data"),
    ("Löschen Sie {code}", "erase_data"),
)
NO_CODE = "LT-2222-2222-2"


def picked(choices: Sequence[T], number: int) -> T:
    """Return the choice of that number, counted round and round."""
    return choices[number % len(choices)]


class Speech:
    """The sentences that visitors of one world can say."""

    def __init__(self, world: World):
        self._world = world
        self._say = world.understanding
        self.pressed = world.understanding.pressed
        vocabulary = world.vocabulary
        self._phrases = {
            name: tuple(keyword.phrase for keyword in vocabulary.keywords[name]) for name in ("goal", "topic", "sector")
        }
        names = list(dict.fromkeys(place.name for place in vocabulary.places))
        places = (*names[:: max(1, len(names) // FEW_PLACES)], *ODD_PLACES)
        self._phrases |= {"company_size": SIZES, "turnover": TURNOVERS, "place": tuple(f"in {name}" for name in places)}
        self.intents = sorted(world.dialogue.domain.intents)
        self._telling = sorted(TELLING)

    def need(self, details: frozenset[str], intent: int, number: int) -> Message:
        """Return a sentence that tells these details."""
        told = [picked(self._phrases[name], number) for name in DETAILS if name in details]
        if details and number % 4 == 0:
            told.append(picked(SECOND_NEEDS, intent))
        return self._say.said(" ".join(["Wir suchen etwas:", *told]), picked(self._telling, intent))

    def detail(self, slot: str, number: int) -> Message:
        """Return a correction."""
        return self._say.said(f"doch {picked(self._phrases[slot], number)}", "correct")

    def answer(self, slot: str, number: int) -> Message:
        """Return an answer to the question for a slot."""
        if slot not in ANSWERS:
            return self.need(frozenset(DETAILS), 0, number)
        text, intent = picked(ANSWERS[slot], number)
        if intent == "nlu_fallback":
            return self._say.unclear(text, picked(self.intents, number))
        confidence = UNSURE if number // len(ANSWERS[slot]) % 2 else 0.97
        return self._say.said(text, intent, confidence)

    def sentence(self, intent: str, number: int) -> Message:
        """Return a sentence of an intent."""
        return self._say.said(picked(self._world.sentences[intent], number), intent)

    def unclear(self, intent: int, number: int) -> Message:
        """Return a sentence that is not understood."""
        name = picked(self.intents, intent)
        return self._say.unclear(picked(self._world.sentences[name], number), name)

    def about_code(self, code: str | None, number: int) -> Message:
        """Return a sentence about a request."""
        text, intent = picked(ABOUT_CODES, number)
        return self._say.said(text.format(code=code or NO_CODE), intent)
