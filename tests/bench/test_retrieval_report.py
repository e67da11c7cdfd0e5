"""``python -m bench.retrieval`` from the command line to the tables."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import bench.retrieval.__main__ as command
import settings
from bench.retrieval import cost
from bench.retrieval.cost import Job
from bench.retrieval.question_sets import Question
from bot.engine.evaluation.text_table import table
from knowledge.content_files import Content
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary
from tools import provide
from tools.provide import Program


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small store with questions, and no PostgreSQL; returns where the figures go."""
    (tmp_path / "paraphrases.yml").write_text(
        "answerable: [{ids: [faq-900], queries: [Wie ölt man Schrauben?]}]\nunanswerable: [Brontosaurus]", "utf-8"
    )
    entries = {entry.id: entry for entry in (faq(), glossary())}
    monkeypatch.setattr(command, "QUESTIONS", tmp_path)
    monkeypatch.setattr(command, "load", lambda _: Content(entries, TAXONOMY))
    monkeypatch.setattr(settings, "get", lambda: SimpleNamespace(content_dir=tmp_path, data_dir=tmp_path))
    monkeypatch.setitem(provide.PROGRAMS, "postgresql", Program(str, ()))
    monkeypatch.setattr(command, "measure_alone", cost.measure)
    return tmp_path / "bench-retrieval.json"


def test_it_prints_tables_and_writes_all_figures(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out.parent / "faq.tsv").write_text("Öl?\tWie ölt man Schrauben?\n", "utf-8")
    assert command.main(["--corpus", str(out.parent / "faq.tsv"), "--sizes", "10,20"]) == 1
    printed, told = capsys.readouterr()
    assert "paraphrases: 2 documents, 1 questions" in printed
    assert "faq: 1 documents, 1 questions" in printed
    assert "postgresql: not on this machine" in told
    figures = json.loads(out.read_text("utf-8"))
    assert [row["size"] for row in figures["costs"]] == [10, 10, 10, 20, 20, 20]
    paraphrases, corpus = figures["comparisons"]
    assert {row["ranking"]["recall_1"] for row in paraphrases["systems"]} == {1}
    assert paraphrases["lotse_answerable"]["answered_rightly"] == 1
    assert paraphrases["lotse_unanswerable"] == {"answered": 0, "suggested": 0, "abstained": 1}
    assert corpus["lotse_unanswerable"] is None


def test_a_bad_row_stops_it_before_anything_is_measured(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out.parent / "faq.tsv").write_text("a\tb\nÖl?\n", "utf-8")
    assert command.main(["--quick", "--corpus", str(out.parent / "faq.tsv")]) == 1
    printed, told = capsys.readouterr()
    assert told.startswith(f"{out.parent / 'faq.tsv'}:2: ")
    assert printed == ""
    assert not out.exists()


def test_a_store_cannot_grow_to_less_than_it_has(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--sizes", "1"]) == 1
    assert "--sizes: at least 2 is expected" in capsys.readouterr().err


def test_what_could_not_be_measured_is_told_at_the_end(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(job: Job) -> str:
        return f"{job.system} failed"

    monkeypatch.setattr(command, "measure_alone", fails)
    assert command.main(["--quick"]) == 1
    assert capsys.readouterr().err.endswith("\nLotse failed\nSQLite FTS5 failed\nBM25 failed\n")


def test_questions_are_taken_from_all_parts_of_the_set() -> None:
    questions = [Question(str(number), frozenset()) for number in range(250)]
    chosen = [int(question.text) for question in command.spread(questions, 100)]
    assert (len(chosen), chosen[0]) == (100, 0)
    assert chosen[-1] > 190
    assert command.spread(questions[:7], 100) == questions[:7]


def test_a_table_aligns_numbers_to_the_right() -> None:
    assert table("Title", ("a", "number"), [("long name", "1")]) == "Title\n  a          number\n  long name       1"
