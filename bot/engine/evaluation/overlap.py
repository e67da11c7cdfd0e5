"""Whether training sentences can be told apart: none twice, none nearly the same as one of another intent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.engine.evaluation.sets import Example, plain
from bot.engine.evaluation.text_table import table
from german.analysis import tokenise
from german.normalise import fold

NEARLY_THE_SAME = 0.95
"""Cosine of two sentences' letters from which on they differ by no more than an ending or a typo."""
NEIGHBOURS = 5
PAIRS = 10
"""So many rows tell where to look."""
BLOCK = 500
"""Sentences that are compared at once; bounds the memory."""

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Conflict:
    """Two sentences of different intents that nobody could tell apart, or one sentence that stands twice."""

    text: str
    intent: str
    other_text: str
    other_intent: str

    def __str__(self) -> str:
        return f"{self.intent}: {self.text!r} is (nearly) {self.other_intent}: {self.other_text!r}"


@dataclass(frozen=True)
class Closeness:
    """Share of an intent's sentences whose nearest neighbours mostly belong to another intent."""

    intent: str
    other: str
    share: float


@dataclass(frozen=True)
class Overlap:
    """What was found in the training data. Conflicts are mistakes; closeness tells where to write more sentences."""

    sentences: int
    conflicts: Sequence[Conflict]
    closest: Sequence[Closeness]


def repeated(examples: Iterable[Example]) -> list[Conflict]:
    """Return the sentences that stand twice, whatever their punctuation and case."""
    first: dict[str, Example] = {}
    return [
        Conflict(example.text, example.intent, earlier.text, earlier.intent)
        for example in examples
        if (earlier := first.setdefault(plain(example.text) or example.text, example)) is not example
    ]


def measure(examples: Sequence[Example]) -> Overlap:
    """Compare each sentence with all others; some seconds for six thousand."""
    texts, intents = [example.text for example in examples], [example.intent for example in examples]
    conflicts = repeated(examples)
    voted: Counter[tuple[str, str]] = Counter()
    for position, (by_letter, by_both) in enumerate(_likeness(texts)):
        for other in np.flatnonzero(by_letter[:position] >= NEARLY_THE_SAME):
            if intents[other] != intents[position]:
                conflicts.append(Conflict(texts[position], intents[position], texts[other], intents[other]))
        nearest = np.argpartition(-by_both, NEIGHBOURS)[:NEIGHBOURS] if len(texts) > NEIGHBOURS else ()
        name, votes = Counter(intents[other] for other in nearest).most_common(1)[0] if len(nearest) else ("", 0)
        if votes > NEIGHBOURS // 2 and name != intents[position]:
            voted[intents[position], name] += 1
    support = Counter(intents)
    closest = [Closeness(intent, other, count / support[intent]) for (intent, other), count in voted.items()]
    return Overlap(len(texts), conflicts, sorted(closest, key=lambda pair: (-pair.share, pair.intent, pair.other)))


def _likeness(texts: Sequence[str]) -> Iterator[tuple[Row, Row]]:
    """Yield for each text how like it all are: by letters, and by letters and stems; 0 with itself."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=False, sublinear_tf=True)
    stems = TfidfVectorizer(analyzer=lambda text: [token.stem for token in tokenise(text)], sublinear_tf=True)
    matrices = [letters.fit_transform([fold(text) for text in texts]), stems.fit_transform(texts)]
    for start in range(0, len(texts), BLOCK):
        blocks = [(matrix[start : start + BLOCK] @ matrix.T).toarray() for matrix in matrices]
        for row, (by_letter, by_stem) in enumerate(zip(*blocks, strict=True), start=start):
            by_letter[row] = by_stem[row] = 0.0
            yield by_letter, by_letter + by_stem


def text(overlap: Overlap) -> str:
    """Return the report for a terminal."""
    rows = [(f"{pair.intent} among {pair.other}", f"{pair.share:.0%}") for pair in overlap.closest[:PAIRS]]
    closest = table(f"Closest intents of {overlap.sentences} sentences", ("intent", "share"), rows)
    return "\n".join([closest, *map(str, overlap.conflicts)])
