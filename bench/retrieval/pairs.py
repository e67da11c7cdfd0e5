"""Questions about somebody else's FAQ, as tab-separated pairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.retrieval.question_sets import BenchError, Question, QuestionSet
from bench.retrieval.store import searched
from knowledge.schema import Faq


def read_pairs(path: Path) -> QuestionSet:
    """Read lines of ``user question<TAB>FAQ question``. The FAQ questions are the store; nothing else is known of them.

    Raises:
        BenchError: with file and line of every bad row.
    """
    pairs = _pairs(path)
    ids = {faq: f"question-{number:04}" for number, faq in enumerate(dict.fromkeys(faq for _, faq in pairs), 1)}
    questions = tuple(Question(asked, frozenset({ids[faq]})) for asked, faq in pairs)
    return QuestionSet(path.stem, searched(_faqs(ids)), questions)


def _pairs(path: Path) -> list[tuple[str, str]]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in _lines(path)]
    problems = [f"{path}:{number}: {problem}" for number, row in enumerate(rows, 1) if (problem := _problem(row))]
    if problems:
        raise BenchError("\n".join(problems))
    return [(asked, faq) for asked, faq in rows]


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchError(f"{path}: {error}") from error
    return text.removesuffix("\n").split("\n")


def _problem(row: list[str]) -> str:
    if len(row) != 2:
        return f"user question<TAB>FAQ question is expected, two columns; the number of columns here is {len(row)}"
    return "" if all(row) else "user question<TAB>FAQ question is expected; one of them is empty"


def _faqs(ids: dict[str, str]) -> Iterator[Faq]:
    """Make entries of bare questions. They are not validated: one of ours has to have an answer and a source."""
    nothing: dict[str, Any] = {"phrasings": [], "keywords": [], "answer": ""}
    for question, entry_id in ids.items():
        yield Faq.model_construct(id=entry_id, question=question, **nothing)
