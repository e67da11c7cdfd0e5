"""Measures this checkout's model with the sets in ``tests/nlu``."""

from __future__ import annotations

import json
import logging
import warnings
from dataclasses import asdict, replace
from datetime import date, datetime, timezone
from pathlib import Path

from rasa.core.agent import Agent
from rasa.shared.utils.io import read_yaml_file
from rasa.utils.log_utils import configure_structlog

from bot.engine import model
from bot.engine.evaluation import needs, sets
from bot.engine.evaluation.first_message import domain_filling
from bot.engine.evaluation.intent_metrics import Scores
from bot.engine.evaluation.report import Gate, Report, Sets, measure
from bot.engine.evaluation.understanding import Understand, by_agent

FALLBACK_CLASSIFIER = "FallbackClassifier"


def configured_gate() -> Gate:
    """Return the thresholds in ``config.yml``."""
    pipeline = read_yaml_file(model.ROOT / "config.yml")["pipeline"]
    fallback = next(component for component in pipeline if component["name"] == FALLBACK_CLASSIFIER)
    return Gate(float(fallback["threshold"]), float(fallback["ambiguity_threshold"]))


def report_path() -> Path:
    """Return where the figures are written."""
    return model.data_dir() / "evaluation.json"


def evaluate(path: Path) -> Report:
    """Measure a model and write the figures as JSON; takes a minute or two.

    Raises:
        SetError: a set cannot be used.
    """
    measured = Sets(sets.example_set("development"), sets.example_set("held_out"))
    understand, gate = by_agent(load_agent(path)), configured_gate()
    report = measure(understand, measured, model=path.name, gate=gate)
    report = replace(report, needs=measure_needs(understand, gate, datetime.now(tz=timezone.utc).date()))
    written = json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"
    report_path().write_text(written, encoding="utf-8")
    return report


def measure_needs(understand: Understand, gate: Gate, today: date) -> dict[str, list[Scores]]:
    """Measure each part of the needs; `today` is the day that ages are counted to. Raises SetError."""
    filling = domain_filling(gate.threshold, gate.ambiguity)
    parts = needs.load(needs.path(), today)
    return {part: needs.measure(understand, examples, filling) for part, examples in parts.items()}


def load_agent(path: Path) -> Agent:
    """Load a model; Rasa would otherwise log every sentence, and warn of its own slots."""
    configure_structlog(logging.ERROR)
    with warnings.catch_warnings(record=True):
        return Agent.load(str(path))
