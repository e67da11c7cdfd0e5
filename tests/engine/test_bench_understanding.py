"""The benchmark of understanding: its pipelines, its figures, and one run on a small corpus."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import rasa
from rasa.shared.utils.io import read_yaml_file

from bench.understanding import __main__ as entry
from bench.understanding import measuring
from bench.understanding.corpora import Corpus
from bench.understanding.figures import Figures, SpeedUp, figures, percentile, speed_up
from bench.understanding.job import Parsed, Trained
from bench.understanding.measuring import WorkerError, log_path, measure
from bench.understanding.pipelines import (
    DIET,
    LOGISTIC_REGRESSION,
    LOTSE,
    STOCK_CLASSIFIER,
    STOCK_FEATURES,
    configurations,
)
from bench.understanding.report import Compared, text
from bot.engine import model
from bot.engine.evaluation.sets import Example

GREET = ("Guten Morgen", "Guten Tag zusammen", "Hallo Lotse", "Schönen guten Abend", "Hallo, guten Tag", "Morgen!")
OPEN = ("Wann haben Sie offen?", "Ist morgen offen?", "Offen am Montag?", "Bis wann ist offen?", "Heute noch offen?")
PRICE = ("Was kostet das?", "Wie viel kostet ein Kurs?", "Kostet das Geld?", "Was kostet die Beratung?", "Kostet es?")
TRAINING: dict[str, tuple[str, ...]] = {"greet": GREET, "ask/opening_hours": OPEN, "ask/price": PRICE}
TEST: dict[str, tuple[str, ...]] = {
    "greet": ("Guten Tag",),
    "ask/opening_hours": ("Wann ist offen?",),
    "ask/price": ("Was kostet der Kurs?",),
}


def about(value: float) -> Any:
    """Stands where a float is compared."""
    return pytest.approx(value)


def row(pipeline: str, components: float, whole: float) -> Figures:
    return Figures(pipeline, 0.5, 0.25, components, whole, 1.0, 2.0, 500.0, 400.0)


def corpus_folder(folder: Path) -> Path:
    folder.mkdir()
    for name, intents in {"train.tsv": TRAINING, "test.tsv": TEST}.items():
        lines = [f"{sentence}\t{intent}\n" for intent, sentences in intents.items() for sentence in sentences]
        (folder / name).write_text("".join(lines), encoding="utf-8")
    return folder


def test_the_stock_pipeline_is_rasas_own_up_to_its_classifier() -> None:
    folder = Path(rasa.__file__).parent / "engine" / "recipes" / "config_files"
    default = read_yaml_file(folder / "default_config.yml")["pipeline"]
    assert default[: len(STOCK_FEATURES) + 1] == [*STOCK_FEATURES, STOCK_CLASSIFIER]


def test_all_pipelines_have_their_seed_and_lotses_is_the_configured_one() -> None:
    found = configurations(quick=False)
    assert list(found) == [DIET, LOGISTIC_REGRESSION, LOTSE]
    assert found[DIET]["pipeline"][-1] == {**STOCK_CLASSIFIER, "random_seed": 1}
    assert found[LOGISTIC_REGRESSION]["pipeline"][-1]["random_state"] == 1
    assert found[LOTSE]["pipeline"] == read_yaml_file(model.ROOT / "config.yml")["pipeline"]


def test_the_quick_comparison_leaves_only_diet_out() -> None:
    assert list(configurations(quick=True)) == [LOGISTIC_REGRESSION, LOTSE]


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([3.0], 95, 3.0), ([2.0, 1.0], 50, 1.0), ([float(n) for n in range(100, 0, -1)], 95, 95.0), ([1.0, 9.0], 95, 9.0)],
)
def test_a_percentile_is_the_nearest_rank(values: list[float], percent: float, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_a_pipeline_is_judged_by_the_intents_that_it_ranked_first() -> None:
    corpus = Corpus("small", [], [Example("1", "a"), Example("2", "a"), Example("3", "b"), Example("4", "b")])
    parsed = Parsed(["a", "b", "b", ""], [4.0, 1.0, 2.0, 3.0], 400.0)
    found = figures("one", corpus, Trained(1.5, 100.0, 500.0), 9.5, parsed)
    assert (found.accuracy, found.macro_f1) == (0.5, about((2 / 3 + 1 / 2) / 2))
    assert (found.component_seconds, found.whole_seconds) == (1.5, 9.5)
    assert (found.median_ms, found.p95_ms) == (2.5, 4.0)
    assert (found.training_mib, found.parsing_mib) == (500.0, 400.0)


def test_a_speed_up_is_how_many_times_faster() -> None:
    assert speed_up(row(LOTSE, 2.0, 10.0), row(DIET, 100.0, 110.0)) == SpeedUp(50.0, 11.0)


def test_the_table_has_speed_ups_only_beside_diet() -> None:
    rows = [row(DIET, 100.0, 110.0), row(LOTSE, 2.0, 10.0)]
    whole, quick = (text(Compared("small", 16, 3, 3, chosen)) for chosen in (rows, rows[1:]))
    assert whole.startswith("small: 16 sentences to train, 3 to test, 3 intents\n")
    assert re.search(r"Lotse +0\.500 +0\.250 +2\.00 +50\.0 +10\.0 +11\.0 +1\.00 +2\.00 +500 +400$", whole)
    assert re.search(r"Lotse +0\.500 +0\.250 +2\.00 +- +10\.0 +- +1\.00 +2\.00 +500 +400$", quick)


def test_a_quick_run_measures_both_pipelines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, out = corpus_folder(tmp_path / "small"), tmp_path / "figures" / "all.json"
    # Its own data folder has no vocabulary: Lotse's pipeline gets an empty one.
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    arguments = ["--quick", "--no-own", "--corpus", str(corpus), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["bench.understanding", *arguments])
    code, output = entry.main(), capsys.readouterr()
    assert (code, output.err) == (0, "")
    assert "small: 16 sentences to train, 3 to test, 3 intents" in output.out
    assert "Lotse with an empty vocabulary" in output.out
    written = json.loads(out.read_text(encoding="utf-8"))
    assert (written["vocabulary"], written["rasa"]) == (False, rasa.__version__)
    (small,) = written["corpora"]
    assert (small["corpus"], small["intents"], small["failures"]) == ("small", 3, [])
    assert [one["pipeline"] for one in small["pipelines"]] == [LOGISTIC_REGRESSION, LOTSE]
    for one in small["pipelines"]:
        assert one["accuracy"] == 1.0
        assert 0 < one["component_seconds"] < one["whole_seconds"]
        assert 0 < one["median_ms"] <= one["p95_ms"]
        assert math.isfinite(one["training_mib"])
        assert min(one["training_mib"], one["parsing_mib"]) > 100
        assert one["speed_up"] is None
        assert log_path("small", one["pipeline"]).exists()


def test_a_worker_that_fails_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    sentences = [Example("Guten Tag", "greet"), Example("Was kostet das?", "price")]
    config = {"recipe": "default.v1", "assistant_id": "bench", "language": "de", "pipeline": [{"name": "NoComponent"}]}
    log = log_path("small", "broken")
    with pytest.raises(WorkerError, match=f"small-broken: train failed with exit code 1; .* {log}"):
        measure(Corpus("small", sentences, sentences), "broken", config)
    assert "NoComponent" in log.read_text(encoding="utf-8")


def test_a_failure_does_not_cost_what_others_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def only_lotse(corpus: Corpus, name: str, config: Any) -> Figures:
        if name != LOTSE:
            raise WorkerError(f"{name} failed")
        return row(name, 1.0, 2.0)

    monkeypatch.setattr(entry, "measure", only_lotse)
    out = tmp_path / "all.json"
    arguments = ["--quick", "--no-own", "--corpus", str(corpus_folder(tmp_path / "small")), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["bench.understanding", *arguments])
    assert entry.main() == 1
    assert capsys.readouterr().err == f"{LOGISTIC_REGRESSION} failed\n"
    (small,) = json.loads(out.read_text(encoding="utf-8"))["corpora"]
    assert [one["pipeline"] for one in small["pipelines"]] == [LOTSE]
    assert small["failures"] == [f"{LOGISTIC_REGRESSION} failed"]


def test_workers_have_the_exported_vocabulary_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    with measuring.worker_environment() as environment:
        folder = Path(environment["LOTSE_DATA_DIR"])
        assert folder != tmp_path
        assert json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))["places"] == []
    model.vocabulary_path().write_text("{}", encoding="utf-8")
    with measuring.worker_environment() as environment:
        assert environment["LOTSE_DATA_DIR"] == str(tmp_path)
