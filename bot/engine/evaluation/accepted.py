"""The headline figures that a change may not fall behind."""

from __future__ import annotations

import json
from pathlib import Path

from bot.engine import model
from bot.engine.evaluation.needs import ALL
from bot.engine.evaluation.report import Report

TOLERANCE = 0.01
"""One point: what a change may cost that brings something else."""
HEADLINE_ENTITIES = ("place", "company_size", "sector")


def path() -> Path:
    """Return the file of the figures last accepted."""
    return model.ROOT / "tests" / "nlu" / "accepted.json"


def headline(report: Report) -> dict[str, float]:
    """Return the few figures of the held-out sets that tell most, rounded to a tenth of a point."""
    _, held_out = report.overall
    f1 = {row.name: row.f1 for row in report.entities}
    needs = {row.name: row.f1 for row in report.needs.get("held_out", ())}
    figures = {
        "macro_f1": held_out.macro_f1,
        "out_of_scope_rejected": held_out.at_gate.out_of_scope_rejected,
        "calibration_error": held_out.calibration_error,
        **{f"{name}_f1": f1[name] for name in HEADLINE_ENTITIES},
        **({"needs_f1": needs[ALL]} if needs else {}),
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


def accept(figures: dict[str, float]) -> None:
    """Make these the figures to beat."""
    path().write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def accepted() -> dict[str, float]:
    """Return the figures last accepted."""
    return dict(json.loads(path().read_text(encoding="utf-8")))
