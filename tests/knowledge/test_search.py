"""Finds what was meant, offers what may have been meant, and says nothing about anything else."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.content_files import Content
from knowledge.schema import AnyEntry, Faq, Glossary
from knowledge.search import LONGEST_QUERY, Decision, SearchIndex, SearchResult
from tests.knowledge.knowledge_samples import TAXONOMY, cluster, course, faq, funding, glossary, region

PARAPHRASES = YAML(typ="safe").load(Path(__file__).with_name("paraphrases.yml"))
ANSWERABLE = [(query, set(group["ids"])) for group in PARAPHRASES["answerable"] for query in group["queries"]]
UNANSWERABLE = PARAPHRASES["unanswerable"]

SAMPLES: tuple[AnyEntry, ...] = (
    faq(),
    faq(
        "faq-901",
        question="Wie spannt man Federn?",
        phrasings=["Feder ist schlaff", "Federspannung"],
        topics=["federn"],
    ),
    faq("faq-902", question="Was kostet die Schraubendreherei?", phrasings=["Preise Dreherei", "Wie teuer ist das?"]),
    glossary(abbreviations=["SDR"], synonyms=["SD 4.0"]),
    funding(aliases=["Hier Schrauben"]),
    funding("altpraemie", name="Kurbelprämie", availability="ended", valid_until="2020"),
    course(),
    cluster(name="Wirbelverein", focus=["Kreisel"]),
    region("bezirk", "regierungsbezirk", name="Quirlingen"),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(SAMPLES)


@pytest.fixture(scope="module")
def real(content: Content) -> SearchIndex:
    terms = (*content.taxonomy.topics, *content.taxonomy.sectors, *content.taxonomy.goals)
    words = (word for term in terms for word in (term.label, *term.keywords))
    return SearchIndex(content.entries.values(), words)


def ids(result: SearchResult) -> list[str]:
    return [hit.entry.id for hit in result.hits]


class TestFinding:
    @pytest.mark.parametrize(
        ("query", "entry_id"),
        [
            ("Wie ölt man Schrauben?", "faq-900"),
            ("meine schraube quietscht", "faq-900"),
            ("FEDERN SPANNEN", "faq-901"),
            ("Kurbelprämie", "altpraemie"),
            ("kurbelpraemie", "altpraemie"),
            ("Kurbelprämje", "altpraemie"),
            ("SDR", "schraubendreherei"),
            ("sd4.0", "schraubendreherei"),
            ("Wirbelverein", "schraubencluster"),
            ("Schraubenkurs", "schraubenkurs"),
        ],
    )
    def test_it_answers_in_other_spellings(self, index: SearchIndex, query: str, entry_id: str) -> None:
        result = index.search(query)
        assert result.decision is Decision.ANSWER
        assert ids(result)[0] == entry_id

    def test_an_ended_programme_is_found_by_its_name(self, index: SearchIndex) -> None:
        assert ids(index.search("gibt es die Kurbelprämie noch"))[0] == "altpraemie"

    def test_a_term_and_the_question_about_it_are_no_rivals(self, index: SearchIndex) -> None:
        result = index.search("Was ist die Schraubendreherei?")
        assert result.decision is Decision.ANSWER
        assert "faq-902" in ids(result)

    def test_two_questions_that_fit_alike_are_only_suggested(self) -> None:
        twins = [faq(name, question="Wie poliert man Zangen?") for name in ("zange-a", "zange-b")]
        result = SearchIndex([*SAMPLES, *twins]).search("Wie poliert man Zangen?")
        assert result.decision is Decision.SUGGEST
        assert ids(result)[:2] == ["zange-a", "zange-b"]

    def test_only_the_wanted_kinds_are_found(self, index: SearchIndex) -> None:
        found = index.search("Schrauben", kinds={"course", "funding"}).hits
        assert {hit.entry.kind for hit in found} <= {"course", "funding"}
        assert index.search("Wie ölt man Schrauben?", kinds={"cluster"}).decision is Decision.ABSTAIN

    def test_no_more_hits_than_wanted(self, index: SearchIndex) -> None:
        assert len(index.search("Schrauben", limit=1).hits) <= 1
        assert len(index.rank("Schrauben", limit=2)) == 2

    def test_regions_drafts_and_retired_entries_are_never_found(self) -> None:
        hidden: list[AnyEntry] = [faq("a", status="draft"), glossary("b", status="retired"), *SAMPLES[-1:]]
        assert SearchIndex(hidden).rank("Wie ölt man Schrauben in Quirlingen?") == ()
        assert "bezirk" not in [hit.entry.id for hit in SearchIndex(SAMPLES).rank("Quirlingen", limit=99)]

    def test_hits_say_why(self, index: SearchIndex) -> None:
        hit = index.search("Wie spannt man rostige Federn?").hits[0]
        assert hit.matched_terms == ("spannt", "federn")
        assert 0 < hit.score < 1
        assert 0 < hit.confidence < 1

    def test_half_of_the_question_must_be_known_for_an_answer(self, index: SearchIndex) -> None:
        assert index.search("Spannt man Federn?").hits[0].covered == pytest.approx(1)
        result = index.search("Spannt man Federn am Brontosaurus mit Trilobit und Mammut?")
        assert result.decision is not Decision.ANSWER

    def test_a_name_of_stop_words_and_one_word_is_not_found_by_the_word(self, index: SearchIndex) -> None:
        assert index.search("hier schrauben").hits[0].score > index.search("schrauben").hits[0].score

    def test_the_same_question_always_gets_the_same_order(self, index: SearchIndex) -> None:
        turned_round = SearchIndex(SAMPLES[::-1])
        for query in ("Schrauben", "Federn", "Was kostet das?"):
            assert ids(index.search(query)) == ids(turned_round.search(query))


class TestBounds:
    @pytest.mark.parametrize(
        "query", ["", "   ", "?!", "was ist das denn", "x" * 10_000, "schraube " * 1_200, "\x00\ud83d"]
    )
    def test_it_abstains_from_what_is_no_question(self, index: SearchIndex, query: str) -> None:
        assert index.search(query) == SearchResult(Decision.ABSTAIN)

    def test_an_empty_store_knows_nothing(self) -> None:
        assert SearchIndex([]).search("Schrauben") == SearchResult(Decision.ABSTAIN)

    def test_a_long_query_takes_no_long_time(self, real: SearchIndex) -> None:
        query = ("maschinne retrofitt digitalisirung " * 40)[:LONGEST_QUERY]
        start = time.perf_counter()
        real.search(query)
        assert time.perf_counter() - start < 1


class TestMeasured:
    """Floors a little below what ``knowledge.search`` documents; every entry counts alike."""

    def test_every_question_and_term_has_paraphrases(self, content: Content) -> None:
        meant = {group["ids"][0] for group in PARAPHRASES["answerable"] if len(group["queries"]) >= 2}
        asked = {entry.id for entry in content.entries.values() if isinstance(entry, Faq | Glossary)}
        assert asked <= meant
        assert {entry_id for _, entry_ids in ANSWERABLE for entry_id in entry_ids} <= set(content.entries)
        assert len(UNANSWERABLE) >= 60

    def test_the_right_entry_is_among_the_first(self, real: SearchIndex) -> None:
        ranked = [([hit.entry.id for hit in real.rank(query)], meant) for query, meant in ANSWERABLE]
        assert share(found[0] in meant for found, meant in ranked) >= 0.96
        assert share(bool(meant & set(found)) for found, meant in ranked) >= 0.98

    def test_answers_are_frequent_and_hardly_ever_wrong(self, real: SearchIndex) -> None:
        results = [(real.search(query), meant) for query, meant in ANSWERABLE]
        right = share(result.decision is Decision.ANSWER and ids(result)[0] in meant for result, meant in results)
        wrong = share(result.decision is Decision.ANSWER and ids(result)[0] not in meant for result, meant in results)
        assert right >= 0.87
        assert wrong <= 0.02
        assert share(result.decision is Decision.ABSTAIN for result, _ in results) <= 0.04

    def test_what_the_store_does_not_know_is_not_answered(self, real: SearchIndex) -> None:
        decisions = [real.search(query).decision for query in UNANSWERABLE]
        assert share(decision is Decision.ANSWER for decision in decisions) <= 0.04
        assert share(decision is Decision.ABSTAIN for decision in decisions) >= 0.7


def share(values: Iterable[bool]) -> float:
    counted = list(values)
    return sum(counted) / len(counted)


def test_the_taxonomy_s_words_split_compounds() -> None:
    words = [keyword for term in TAXONOMY.topics for keyword in term.keywords]
    entries: list[AnyEntry] = [*SAMPLES, glossary("oelen", term="Ölen")]
    assert "oelen" in [hit.entry.id for hit in SearchIndex(entries, words).rank("Schraubenölen", limit=9)]
