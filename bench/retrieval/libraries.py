"""Rankings with libraries: BM25 over German stems, tf-idf over words, and the likeness of sets of words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import bm25s
import numpy as np
import Stemmer
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.retrieval.store import Rank, Store


@contextmanager
def bm25(store: Store) -> Iterator[Rank]:
    """Rank with bm25s as its manual sets it up: Snowball stems, its stop words, k1 = 1.5, b = 0.75."""
    ids, stemmer = _ids(store), Stemmer.Stemmer("german")

    def tokens(texts: str | list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="german", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([document.text for document in store.documents]), show_progress=False)

    def rank(query: str, limit: int) -> list[str]:
        found = index.retrieve(tokens(query), k=min(limit, len(ids)), show_progress=False)
        return [ids[place] for place, score in zip(found.documents[0], found.scores[0], strict=True) if score > 0]

    yield rank


@contextmanager
def tfidf(store: Store) -> Iterator[Rank]:
    """Rank with the cosine of scikit-learn's tf-idf over words, all as it is by default."""
    ids, vectorizer = _ids(store), TfidfVectorizer()
    matrix = vectorizer.fit_transform([document.text for document in store.documents])

    def rank(query: str, limit: int) -> list[str]:
        scores = (matrix @ vectorizer.transform([query]).T).toarray()[:, 0]
        best = np.argsort(-scores, kind="stable")[:limit]
        return [ids[place] for place in best if scores[place] > 0]

    yield rank


@contextmanager
def fuzzy(store: Store) -> Iterator[Rank]:
    """Rank with rapidfuzz's token_set_ratio; its WRatio finds next to nothing in texts much longer than the query."""
    ids = _ids(store)
    prepared = [utils.default_process(document.text) for document in store.documents]

    def rank(query: str, limit: int) -> list[str]:
        wanted = utils.default_process(query)
        found = process.extract(wanted, prepared, scorer=fuzz.token_set_ratio, limit=limit)
        return [ids[place] for _, score, place in found if score > 0]

    yield rank


def _ids(store: Store) -> list[str]:
    return [document.id for document in store.documents]
