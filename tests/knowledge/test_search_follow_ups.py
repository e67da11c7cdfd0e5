"""Questions that need the one before."""

import pytest

from knowledge.regions import RegionTree
from knowledge.search import Decision, SearchIndex
from knowledge.search_follow_ups import is_elliptic, neighbours
from knowledge.search_terms import Terms
from knowledge.snapshot import Snapshot
from tests.knowledge.knowledge_samples import ANSWER, TAXONOMY, faq, funding, glossary

OILING = faq(related=["faq-901"], ask_next=["schraubenpraemie"])
FEES = faq(
    "faq-901",
    question="Was kostet das Ölen von Schrauben?",
    phrasings=["Preis fürs Ölen", "Ölen teuer"],
    answer="Die Gebühr ist erfunden. " + ANSWER,
)
SPRINGS = faq("faq-902", question="Was kosten Federn?", phrasings=["Preis Federn", "Federn teuer"], topics=["federn"])
ENTRIES = (OILING, FEES, SPRINGS, funding(), glossary())
STORE = Snapshot(1, {entry.id: entry for entry in ENTRIES}, TAXONOMY, RegionTree([]), SearchIndex(ENTRIES))


@pytest.mark.parametrize(
    ("query", "previous", "answer"),
    [
        ("Was kostet das?", "faq-900", "faq-901"),
        ("Und wie hoch ist die Gebühr?", "faq-900", "faq-901"),
        ("Was kostet das?", "faq-902", "faq-902"),
        ("Was kostet das?", "federn", "faq-902"),  # a topic
        ("Und die Schraubenprämie?", "faq-902", "schraubenpraemie"),
        ("Und was ist die Schraubendreherei?", "faq-900", "schraubendreherei"),
    ],
)
def test_a_follow_up_is_answered_with_what_was_spoken_of(query: str, previous: str, answer: str) -> None:
    result = STORE.search(query, previous=previous)
    assert result.decision is Decision.ANSWER
    assert result.hits[0].entry.id == answer


@pytest.mark.parametrize("query", ["Was kostet das?", "Und wie hoch ist sie?"])
def test_without_a_question_before_there_is_nothing_to_follow(query: str) -> None:
    assert STORE.search(query).decision is not Decision.ANSWER


def test_a_follow_up_about_something_unknown_is_not_answered() -> None:
    assert STORE.search("Und das Wetter?", previous="faq-900").decision is Decision.ABSTAIN


@pytest.mark.parametrize(
    ("query", "elliptic"),
    [
        ("Und wie hoch ist der Zuschuss?", True),
        ("Gilt das auch für Federn?", True),
        ("Wie lange dauert es?", True),
        ("Was kostet eine Schraube?", False),
        ("Und wie ölt man Schrauben, Federn und Zangen im Winter?", False),
        ("", False),
    ],
)
def test_what_needs_the_question_before(query: str, elliptic: bool) -> None:
    words = Terms([], ["Schraube Feder Zange Winter Zuschuss ölt"]).read(query)
    assert is_elliptic(query, words) is elliptic


def test_neighbours_are_what_an_entry_names() -> None:
    assert neighbours(OILING) == {"faq-900", "faq-901", "schraubenpraemie"}
    assert neighbours(glossary(see_also=["faq-900"])) == {"schraubendreherei", "faq-900"}
    assert neighbours(funding()) == {"schraubenpraemie"}
