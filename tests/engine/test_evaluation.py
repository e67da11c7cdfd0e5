"""How understanding is measured, and that this checkout's model has not fallen behind."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.shared.utils.io import read_yaml_file

from bot.engine import __main__ as entry
from bot.engine import model as engine_model
from bot.engine.evaluation import accepted, command, sets, tables, variants
from bot.engine.evaluation.entity_metrics import agree, found_values, per_entity, same_place
from bot.engine.evaluation.intent_metrics import (
    Confusion,
    Judged,
    Rejection,
    Scores,
    accuracy,
    at_threshold,
    calibration_error,
    confusions,
    macro_f1,
    per_intent,
)
from bot.engine.evaluation.report import Gate, Sets, judged, measure
from bot.engine.evaluation.sets import Example, SetError, load, plain
from bot.engine.evaluation.understanding import Understanding, by_agent, from_parsed

SETS = ("development", "held_out")
GATE = Gate(0.4, 0.05)
FOUR = [Judged("a", "a"), Judged("a", "b"), Judged("b", "b"), Judged("c", "b")]


def about(value: float) -> Any:
    """Stands where a float is compared."""
    return pytest.approx(value)


def written(folder: Path, text: str) -> Path:
    path = folder / "set.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_set_is_read_with_its_entities(tmp_path: Path) -> None:
    path = written(tmp_path, "- {text: 45 Leute, intent: inform, entities: {company_size: [45, null]}}\n")
    assert load(path) == [Example("45 Leute", "inform", {"company_size": [45, None]})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "set.yml: expected a list"),
        ("- [", "set.yml: "),
        ("- Hallo", "set.yml, entry 1: expected text and intent"),
        ("- {text: Hallo}", "entry 1: intent has to be a text, not None"),
        ("- {text: '  ', intent: greet}", "entry 1: text has to be a text"),
        ("- {text: Hallo, intent: greet, intend: 1}", "entry 1: unknown key 'intend'"),
        ("- {text: Hallo, intent: greet, entities: [Ulm]}", "entry 1: entities have to be names with values"),
        ("- {text: Hallo, intent: greet, entities: {size: 1}}", "entry 1: unknown entity 'size'"),
        ("- {text: Hallo, intent: greet, entities: {place: 1}}", "entry 1: place has to be a text, not 1"),
        ("- {text: a, intent: inform, entities: {turnover: [1]}}", r"entry 1: turnover has to be \[low, high\]"),
        ("- {text: a, intent: greet}\n- {text: a, intent: deny}", "entry 2: the same text as entry 1: 'a'"),
    ],
)
def test_a_broken_set_names_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SetError, match=message):
        load(written(tmp_path, text))


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetError, match=r"nothing\.yml"):
        load(tmp_path / "nothing.yml")


def test_intents_are_scored_one_by_one_and_count_alike() -> None:
    assert per_intent(FOUR) == [
        Scores("a", 2, 1.0, 0.5, about(2 / 3)),
        Scores("b", 1, about(1 / 3), 1.0, 0.5),
        Scores("c", 1, 0.0, 0.0, 0.0),
    ]
    assert macro_f1(FOUR) == about((2 / 3 + 1 / 2 + 0) / 3)
    assert accuracy(FOUR) == 0.5


def test_nothing_at_all_scores_nothing() -> None:
    assert (macro_f1([]), accuracy([]), calibration_error([]), per_intent([])) == (0, 0, 0, [])


def test_confusions_are_ordered_by_frequency_and_then_by_name() -> None:
    assert confusions([*FOUR, Judged("c", "b")]) == [Confusion("c", "b", 2), Confusion("a", "b", 1)]


@pytest.mark.parametrize(
    ("sentences", "error"),
    [
        ([Judged("a", "a", 1.0)], 0.0),
        ([Judged("a", "b", 1.0)], 1.0),
        ([Judged("a", "a", 0.75), Judged("a", "b", 0.75)], 0.25),
        ([Judged("a", "a", 0.95), Judged("a", "b", 0.15)], 0.1),
        ([Judged("a", "a", 0.9), Judged("a", "b", 0.9), Judged("a", "b", 0.0), Judged("a", "b", 0.0)], 0.2),
    ],
)
def test_the_calibration_error_is_the_mean_gap_between_confidence_and_accuracy(
    sentences: list[Judged], error: float
) -> None:
    assert calibration_error(sentences) == about(error)


def test_a_threshold_rejects_by_confidence_by_lead_and_by_intent() -> None:
    sentences = [
        Judged("a", "a", 0.9, 0.8),
        Judged("a", "b", 0.5, 0.3),
        Judged("a", "a", 0.3, 0.2),
        Judged("a", "out_of_scope", 0.9, 0.8),
        Judged("out_of_scope", "out_of_scope", 0.2, 0.1),
        Judged("out_of_scope", "a", 0.5, 0.02),
    ]
    assert at_threshold(sentences, 0.4) == Rejection(0.4, 0.5, about(1 / 3), 0.5)
    assert at_threshold(sentences, 0.4, 0.05) == Rejection(0.4, 0.5, 0.5, 1.0)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Villingen", "Villingen-Schwenningen", True),
        ("Villingen-Schwenningen", "Schwenningen", True),
        ("Horb", "Horb am Neckar", True),
        ("Zollernalb", "Zollernalbkreis", True),
        ("MUENCHEN", "München", True),
        ("Ulm", "Aalen", False),
        ("Freiburg", "Freudenstadt", False),
        ("", "Ulm", False),
    ],
)
def test_a_short_name_is_the_same_place(left: str, right: str, same: bool) -> None:
    assert same_place(left, right) is same
    assert same_place(right, left) is same


@pytest.mark.parametrize(
    ("name", "right", "found", "agrees"),
    [
        ("company_size", [45, 45], [45.0, 45.0], True),
        ("company_size", [None, 249], [None, 249.0], True),
        ("company_size", [None, 249], [249.0, 249.0], False),
        ("turnover", [1, 2], None, False),
        ("place", "Horb", "Horb am Neckar", True),
        ("topic", "recht", "recht", True),
        ("topic", "recht", "rechte", False),
        ("topic", None, "recht", False),
    ],
)
def test_entities_agree_as_the_dialogue_would_use_them(name: str, right: Any, found: Any, agrees: bool) -> None:
    assert agree(name, right, found) is agrees


@pytest.mark.parametrize(("intent", "size"), [("inform", [45, 45]), ("correct", [45, 45]), ("ask_question", None)])
def test_a_bare_number_is_the_size_only_in_an_answer(intent: str, size: list[int] | None) -> None:
    number = {"entity": "number", "value": {"low": 45, "high": 45}}
    place = {"entity": "place", "value": {"name": "Ulm", "ids": ["kreis-ulm"], "ask_back": False}}
    found = found_values([number, place, {"entity": "place", "value": {"name": "Aalen"}}], intent)
    assert found == {"place": "Ulm"} | ({"company_size": size} if size else {})


def test_topic_and_goal_count_only_where_somebody_tells_a_need() -> None:
    found = {"topic": "recht", "goal": "funding", "sector": "metall"}
    gold = {"topic": "recht", "place": "Ulm"}
    pairs = [(Example("1", intent, gold), found) for intent in ("state_need", "ask_question")]
    scores = {row.name: (row.support, row.precision, row.recall) for row in per_entity(pairs)}
    assert scores["topic"] == (1, 1.0, 1.0)
    assert scores["goal"] == (0, 0.0, 0.0)
    assert scores["place"] == (2, 0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("ae for ä, oe for ö, ue for ü", "Über größere Äcker", "Ueber groeßere Aecker"),
        ("ss for ß", "Grüße", "Grüsse"),
        ("decomposed (NFD)", "ä", "a\u0308"),
        ("all lower case", "ERP für Öle", "erp für öle"),
        ("no punctuation", "Geld? Ja, IT-Hilfe!", "Geld Ja IT Hilfe"),
        ("Swabian", "Ich weiß nicht, das ist mein Anspruch", "I weiß net, des isch mein Anschpruch"),
        ("Swabian", "Haben wir ein Recht", "Hemmer a Recht"),
        ("Bavarian", "Wir sind nicht gut, gibt es Geld", "Mia san ned guad, gibts Göid"),
        ("compounds with a hyphen", "ein Förderprogramm", "ein Förder-Programm"),
        ("compounds apart", "ein Förderprogramm in Rottweil", "ein Förder Programm in Rottweil"),
        ("filler words", "Wir suchen eine Förderung", "äh Wir suchen eine also Förderung"),
    ],
)
def test_a_text_is_written_in_another_way(name: str, before: str, after: str) -> None:
    known = variants.nouns(["Förderung Programm Weil Rottweil"])
    assert [way(before) for way in variants.variants(known)[name]] == [after]


def test_typos_are_one_in_twelve_letters_and_always_the_same() -> None:
    text = "Wir suchen eine Förderung für neue Maschinen"
    texts = [variants.with_typos(text, seed) for seed in variants.SEEDS]
    assert texts == [variants.with_typos(text, seed) for seed in variants.SEEDS]
    assert len({text, *texts}) == 4
    assert all(abs(len(typed) - len(text)) <= 3 for typed in texts)
    assert variants.with_typos("Hallo", 1) == "Hallo"


@pytest.mark.parametrize("text", ["", "?", "🙂" * 30, "ß", "12 34 56 78 90 12", "a" * 40, "é" * 24])
def test_no_variant_fails_on_anything(text: str) -> None:
    for ways in variants.variants(frozenset()).values():
        assert all(isinstance(way(text), str) for way in ways)


def test_the_fallback_of_the_engine_does_not_hide_what_was_understood() -> None:
    ranking = [("nlu_fallback", 0.4), ("greet", 0.3), ("thank", 0.2)]
    parsed = {"intent_ranking": [{"name": name, "confidence": value} for name, value in ranking], "entities": []}
    assert from_parsed(parsed) == Understanding("greet", 0.3, about(0.1))
    assert from_parsed({"intent_ranking": [{"name": None, "confidence": 0.0}]}) == Understanding("", 0.0, 0.0)


def test_the_report_tells_what_writing_otherwise_costs() -> None:
    def understand(text: str) -> Understanding:
        return Understanding("greet" if text in {"Hallo", "GRÜß GOTT"} else "thank", 0.9, 0.8)

    held_out = [Example("Hallo", "greet"), Example("Danke", "thank"), Example("GRÜß GOTT", "greet")]
    report = measure(understand, Sets(held_out[:2], held_out), model="m", gate=GATE)
    assert [(row.name, row.sentences) for row in report.overall] == [
        ("development", 2),
        ("held_out", 3),
    ]
    lost = {row.variant: (row.changed, row.points_lost > 0) for row in report.robustness}
    assert lost["decomposed (NFD)"] == (about(1 / 3), True)
    assert lost["one typo in 12 characters"] == (0.0, False)
    text = tables.text(report)
    assert "Overall (threshold 0.4, ambiguity 0.05)" in text
    assert all(variant in text for variant in lost)


def test_every_intent_has_sentences_in_both_sets() -> None:
    domain = read_yaml_file(engine_model.ROOT / "domain.yml")
    intents = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}
    for name in SETS:
        assert {example.intent for example in sets.example_set(name)} == intents, name


def test_no_sentence_is_in_the_training_data() -> None:
    training = {plain(one.text) for one in sets.training_examples()}
    for name in SETS:
        assert not training & {plain(one.text) for one in sets.example_set(name)}, name


def test_no_sentence_is_in_both_sets() -> None:
    development, held_out = ({plain(one.text) for one in sets.example_set(name)} for name in SETS)
    assert not development & held_out


def test_accepting_writes_the_headline_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held_out = [Example("Hallo", "greet"), Example("Danke", "thank")]
    report = measure(lambda _: Understanding("greet", 1.0, 1.0), Sets(held_out, held_out), model="m", gate=GATE)
    monkeypatch.setattr(entry, "existing_model", lambda: "model.tar.gz")
    monkeypatch.setattr(entry, "before_rasa", lambda: None)
    monkeypatch.setattr(command, "evaluate", lambda _: report)
    monkeypatch.setattr(accepted, "path", lambda: tmp_path / "accepted.json")
    monkeypatch.setattr(sys, "argv", ["bot.engine", "evaluate"])
    entry.main()
    assert not accepted.path().exists()
    monkeypatch.setattr(sys, "argv", ["bot.engine", "evaluate", "--accept"])
    entry.main()
    assert "greet" in capsys.readouterr().out
    assert json.loads(accepted.path().read_text(encoding="utf-8"))["macro_f1"] == 0.333


def test_the_model_has_not_fallen_behind(agent: Agent) -> None:
    found = macro_f1(judged(by_agent(agent), sets.example_set("held_out")))
    before = accepted.accepted()["macro_f1"]
    assert found >= before - accepted.TOLERANCE, (
        f"macro-F1 is {found:.3f} and was {before:.3f}: 'make evaluate' shows what was lost"
    )
