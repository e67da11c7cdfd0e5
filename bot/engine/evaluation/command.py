"""Measures this checkout's model with the sets in ``tests/nlu``."""

from __future__ import annotations

import json
import logging
import warnings
from dataclasses import asdict
from pathlib import Path

from rasa.core.agent import Agent
from rasa.shared.utils.io import read_yaml_file
from rasa.utils.log_utils import configure_structlog

from bot.engine import model
from bot.engine.evaluation import sets
from bot.engine.evaluation.report import Gate, Report, Sets, measure
from bot.engine.evaluation.understanding import by_agent

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
    report = measure(by_agent(load_agent(path)), measured, model=path.name, gate=configured_gate())
    written = json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"
    report_path().write_text(written, encoding="utf-8")
    return report


def load_agent(path: Path) -> Agent:
    """Load a model; Rasa would otherwise log every sentence, and warn of its own slots."""
    configure_structlog(logging.ERROR)
    with warnings.catch_warnings(record=True):
        return Agent.load(str(path))
