"""The measures on examples that can be counted by hand, and the project's own questions."""

from pathlib import Path

import pytest

from bench.retrieval.measures import Answerable, Unanswerable, decided_answerable, decided_unanswerable, first_right
from bench.retrieval.measures import ranking as summed_up
from bench.retrieval.question_sets import BenchError, Question, content_store, question_sets
from bench.retrieval.store import searched
from bench.retrieval.timing import timed
from knowledge.content_files import Content
from knowledge.schema import AnyEntry
from knowledge.search import Decision, Hit, SearchResult
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary, region

SAMPLES: list[AnyEntry] = [
    faq(),
    faq("zange-a"),
    faq("zange-b"),
    region("bezirk", "regierungsbezirk"),
    glossary("entwurf", status="draft"),
]


def asked(text: str, *right: str) -> Question:
    return Question(text, frozenset(right))


def test_the_first_of_several_right_documents_counts() -> None:
    assert first_right(["a", "b", "c"], frozenset("cb")) == 2
    assert first_right(["a"], frozenset("b")) is None


def test_a_ranking_is_summed_up() -> None:
    ranking = summed_up([1, 3, 4, 10, None])
    assert (ranking.recall_1, ranking.recall_3, ranking.recall_5) == (0.2, 0.4, 0.6)
    assert ranking.mrr == pytest.approx((1 + 1 / 3 + 1 / 4 + 1 / 10) / 5)


def hit(entry: AnyEntry) -> Hit:
    return Hit(entry, score=0.5, confidence=0.5, lead=0.5, covered=1, knows_a_thing=True, matched_terms=())


def decides(text: str) -> SearchResult:
    """Decide as the text says: "answer b a" answers with b and offers a, too."""
    decision, *found = text.split()
    entries = {"a": faq("a"), "b": faq("b")}
    return SearchResult(Decision(decision), tuple(hit(entries[entry_id]) for entry_id in found))


def test_lotse_s_decisions_are_counted() -> None:
    texts = ("answer a b", "answer b a", "suggest b a", "suggest b", "abstain")
    assert decided_answerable(decides, [asked(text, "a") for text in texts]) == Answerable(0.2, 0.2, 0.2, 0.2, 0.2)
    assert decided_unanswerable(decides, ("abstain", "suggest a", "answer a", "abstain")) == Unanswerable(
        0.25, 0.25, 0.5
    )


def test_only_what_is_published_and_answers_is_searched() -> None:
    assert searched(SAMPLES).ids == {"faq-900", "zange-a", "zange-b"}


def test_at_least_one_query_is_timed_however_long_it_takes() -> None:
    result = timed(lambda query, limit: [query] * limit, ["a", "b"], seconds=-1)
    assert result.found == [["a"] * 10]
    assert result.median_ms == result.p95_ms > 0


class TestQuestionSets:
    @pytest.fixture
    def store(self) -> Content:
        return Content({entry.id: entry for entry in SAMPLES}, TAXONOMY)

    def test_each_file_is_a_set_of_its_own(self, tmp_path: Path, store: Content) -> None:
        for name in ("names.yml", "paraphrases.yml", "paraphrases_new.yml"):
            (tmp_path / name).write_text("answerable: [{ids: [zange-a, zange-b], queries: [a, b]}]\nunanswerable: [c]")
        first, second, third = question_sets(tmp_path, content_store(store))
        assert (first.name, second.name, third.name) == ("paraphrases", "paraphrases_new", "names")
        assert first.answerable == (asked("a", "zange-a", "zange-b"), asked("b", "zange-a", "zange-b"))
        assert first.unanswerable == ("c",)
        assert {"Schrauben ölen", "Uhr", "Zuschuss"} <= set(first.store.words)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("answerable: [{ids: [bezirk], queries: [a]}]\nunanswerable: []", "no published entry bezirk"),
            ("answerable: []\nunanswerable: []", "answerable"),
            ("answerable: [", "line 1"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_named(self, tmp_path: Path, store: Content, text: str, told: str) -> None:
        (tmp_path / "paraphrases.yml").write_text(text)
        with pytest.raises(BenchError, match=rf"paraphrases\.yml.*(\n.*)*{told}"):
            question_sets(tmp_path, content_store(store))

    def test_there_has_to_be_one(self, tmp_path: Path, store: Content) -> None:
        with pytest.raises(BenchError, match=r"names\.yml is expected"):
            question_sets(tmp_path, content_store(store))
