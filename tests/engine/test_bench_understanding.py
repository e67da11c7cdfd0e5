"""What the comparison with Rasa's own pipelines reads, judges and prints; the comparison itself on a tiny corpus."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench.understanding import __main__ as entry
from bench.understanding import corpora, report
from bench.understanding.corpora import SLASH_IN_LABEL, Corpus, CorpusError
from bench.understanding.figures import Figures, figures, percentile, speed_up
from bench.understanding.job import Parsed, Trained
from bench.understanding.pipelines import DIET, LOGISTIC_REGRESSION, LOTSE, configurations
from bot.engine.evaluation.sets import Example

OILING = [
    "Wie ölt man Schrauben?",
    "Womit ölt man eine Schraube?",
    "Schraube ölen",
    "Öl für Schrauben",
    "ölen, aber wie",
]
SELLING = [
    "Wer kauft mir Federn ab?",
    "Federn verkaufen",
    "Ich verkaufe eine Feder",
    "Käufer für Federn",
    "Feder zu verkaufen",
]


def written(folder: Path, training: str, test: str = "a\tb\n") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "train.tsv").write_bytes(training.encode("utf-8", "surrogateescape"))
    (folder / "test.tsv").write_text(test, encoding="utf-8")
    return folder


def rows(texts: list[str], label: str) -> str:
    return "".join(f"{text}\t{label}\n" for text in texts)


def row(pipeline: str, *, components: float, whole: float) -> Figures:
    return Figures(pipeline, 0.5, 0.4, components, whole, 1.0, 2.0, 500.0, 400.0)


def test_a_corpus_is_read(tmp_path: Path) -> None:
    corpus = corpora.read(written(tmp_path / "schrauben", "Öl?\tfaq/oil\nFeder\tsell\n", "Schraube\tsell"))
    assert corpus.name == "schrauben"
    assert corpus.training == [Example("Öl?", f"faq{SLASH_IN_LABEL}oil"), Example("Feder", "sell")]
    assert corpus.test == [Example("Schraube", "sell")]


@pytest.mark.parametrize(
    ("training", "message"),
    [
        ("", "train.tsv: the file is empty"),
        ("Öl\toil\nFeder", "train.tsv, line 2: expected text<TAB>label"),
        ("Öl\toil\textra", "train.tsv, line 1: expected text<TAB>label"),
        ("\toil", "train.tsv, line 1: expected"),
        ("/Öl\toil", "train.tsv, line 1: a text that begins with '/'"),
        ("Öl\toil\n\udcff\toil", "train.tsv, line 2: not UTF-8"),
        ("Öl\toil\nFett\toil", "expected at least two labels, found only 'oil'"),
    ],
)
def test_a_broken_corpus_names_file_and_line(tmp_path: Path, training: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        corpora.read(written(tmp_path / "broken", training))


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nothing: no such folder"):
        corpora.read(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=r"train\.tsv: no such file"):
        corpora.read(tmp_path / "empty")


def test_lotses_own_sentences_are_a_corpus() -> None:
    own = corpora.own()
    assert len(own.intents) == 35
    assert {example.intent for example in own.test} == set(own.intents)


def test_lotses_pipeline_is_the_one_in_its_configuration() -> None:
    names = [component["name"] for component in configurations(quick=True)[LOTSE]["pipeline"]]
    assert "bot.engine.nlu.intents.LinearIntentClassifier" in names


def test_quick_leaves_only_diet_out() -> None:
    assert set(configurations(quick=False)) - set(configurations(quick=True)) == {DIET}


def test_what_was_understood_is_judged() -> None:
    corpus = Corpus("c", [], [Example("1", "a"), Example("2", "a"), Example("3", "b")])
    parsed = Parsed(["a", "b", "b"], [1.0, 3.0, 2.0], 400.0)
    judged = figures(LOTSE, corpus, Trained(2.0, 10.0, 500.0), 9.0, parsed)
    assert judged.accuracy == pytest.approx(2 / 3)
    assert (judged.median_ms, judged.p95_ms) == (2, 3)
    assert judged.macro_f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(("percent", "value"), [(50, 2), (95, 4), (100, 4), (1, 1)])
def test_a_percentile_is_one_of_the_values(percent: float, value: float) -> None:
    assert percentile([4, 1, 3, 2], percent) == value


def test_the_table_tells_how_many_times_faster_than_diet() -> None:
    faster = row(LOTSE, components=2, whole=10)
    assert speed_up(faster, row(DIET, components=100, whole=120)).components == 50
    compared = report.Compared("c", 10, 5, 2, [row(DIET, components=100, whole=120), faster])
    assert "50.0" in report.text(compared)
    alone = report.text(report.Compared("c", 10, 5, 2, [faster]))
    assert alone.splitlines()[-1].split()[4] == "-"


def test_pipelines_are_trained_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    learned = rows(OILING[:4], "oil") + rows(SELLING[:4], "sell")
    folder = written(tmp_path / "schrauben", learned, rows(OILING[4:], "oil") + rows(SELLING[4:], "sell"))
    out = tmp_path / "figures.json"
    arguments = ["--quick", "--no-own", "--corpus", str(folder), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    assert entry.main() == 0
    (corpus,) = json.loads(out.read_text(encoding="utf-8"))["corpora"]
    assert [one["pipeline"] for one in corpus["pipelines"]] == [LOGISTIC_REGRESSION, LOTSE]
    assert corpus["pipelines"][1]["accuracy"] == 1
    assert all(one["parsing_mib"] > 0 for one in corpus["pipelines"])
    assert "schrauben: 8 sentences to train, 2 to test, 2 intents" in capsys.readouterr().out


def test_nothing_to_measure_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--no-own"])
    assert entry.main() == 1
    assert "nothing to measure" in capsys.readouterr().err
