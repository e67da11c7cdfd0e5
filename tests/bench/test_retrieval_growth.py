"""Growing stores: the same every time, and shaped like the store that they grow from."""

from collections import Counter

import pytest

from bench.retrieval.cost import Job, measure, measure_alone
from bench.retrieval.growth import WORD, grow
from bench.retrieval.question_sets import Question, content_store
from bench.retrieval.store import Store, searched
from bench.retrieval.systems import BM25, FTS5, GROWN
from knowledge.content_files import load
from knowledge.schema import Faq
from tests.knowledge.conftest import CONTENT
from tests.knowledge.knowledge_samples import faq

ASKED = (Question("Wie ölt man Schrauben?", frozenset({"faq-900"})),)


@pytest.fixture(scope="module")
def real() -> Store:
    return content_store(load(CONTENT))


@pytest.fixture(scope="module")
def grown(real: Store) -> Store:
    return grow(real, 2_000)


def frequencies(store: Store) -> list[float]:
    """Share of the documents that each word stands in, the most frequent first."""
    counts = Counter(word for document in store.documents for word in set(WORD.findall(document.text)))
    return [count / len(store.documents) for _, count in counts.most_common()]


def test_it_is_the_same_every_time_and_begins_with_the_real_one(real: Store, grown: Store) -> None:
    again = grow(real, 2_000).documents
    assert [document.text for document in again] == [document.text for document in grown.documents]
    assert grown.documents[: len(real.documents)] == real.documents
    assert grow(real, 1_000).documents == grown.documents[:1_000]


def test_every_document_is_another(grown: Store) -> None:
    assert len(grown.ids) == len({document.text for document in grown.documents}) == 2_000


def test_frequent_words_stay_as_frequent_and_the_vocabulary_grows_more_slowly(real: Store, grown: Store) -> None:
    before, after = frequencies(real), frequencies(grown)
    for rank in (10, 30, 100):
        assert after[rank] == pytest.approx(before[rank], rel=0.2)
    growth = 2_000 / len(real.documents)
    assert 1.5 < len(after) / len(before) < growth


def test_made_up_entries_are_as_long_as_real_ones_and_keep_to_their_subject(real: Store, grown: Store) -> None:
    made_up = grown.documents[len(real.documents) :]
    for template, document in zip(real.documents, made_up, strict=False):
        assert len(document.text.split()) == len(template.text.split())
        if isinstance(document.entry, Faq) and isinstance(template.entry, Faq):
            words = dict(zip(WORD.findall(template.text), WORD.findall(document.text), strict=True))
            answer = [words[word] for word in WORD.findall(template.entry.answer)]
            assert answer == WORD.findall(document.entry.answer)


def test_a_store_neither_shrinks_nor_grows_from_nothing(real: Store) -> None:
    with pytest.raises(ValueError, match="cannot grow to 3"):
        grow(real, 3)
    with pytest.raises(ValueError, match="0 documents"):
        grow(Store(()), 3)


@pytest.mark.parametrize("system", GROWN)
def test_what_a_system_costs_is_measured(system: str) -> None:
    cost = measure(Job(system, 50, searched([faq()]), ASKED))
    assert (cost.system, cost.size, cost.queries) == (system, 50, 1)
    assert cost.build_seconds > 0
    assert cost.median_ms > 0


def test_it_is_measured_in_a_process_of_its_own() -> None:
    cost = measure_alone(Job(FTS5, 1, searched([faq()]), ASKED))
    assert not isinstance(cost, str)
    assert cost.recall_1 == 1


def test_what_cannot_be_measured_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert "BM25 at 0: its process ended early" in str(measure_alone(Job(BM25, 0, searched([faq()]), ASKED)))
    assert "cannot grow to 0" in capfd.readouterr().err
    late = measure_alone(Job(FTS5, 1, searched([faq()]), ASKED), patience_seconds=0)
    assert late == "SQLite FTS5 at 1: given up after 0 s"
