"""The report as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from bot.engine.evaluation.intent_metrics import Confusion, Rejection, Scores
from bot.engine.evaluation.report import Overall, Report, Robustness
from bot.engine.evaluation.text_table import table

CONFUSIONS = 20
REJECTION = ("coverage", "accuracy of accepted", "out of scope rejected")


def text(report: Report) -> str:
    """Return all tables."""
    gate = f"threshold {report.gate.threshold:g}, ambiguity {report.gate.ambiguity:g}"
    return "\n\n".join(
        [
            f"Model {report.model}",
            _overall(f"Overall ({gate})", report.overall),
            _thresholds("Thresholds on development, to choose one", report.development_thresholds),
            _scores("Intents on held_out", "intent", report.intents),
            _confusions(f"The {CONFUSIONS} most frequent confusions on held_out", report.confusions[:CONFUSIONS]),
            _scores("Entities on held_out", "entity", report.entities),
            _robustness("Held_out written in other ways", report.robustness),
            *(_scores(f"Needs, {part}: slots", "slot", rows) for part, rows in report.needs.items()),
        ]
    )


def _share(value: float) -> str:
    return f"{value:.3f}"


def _rejection(rejection: Rejection) -> list[str]:
    return [_share(rejection.coverage), _share(rejection.accuracy), _share(rejection.out_of_scope_rejected)]


def _overall(title: str, rows: Iterable[Overall]) -> str:
    header = ("set", "sentences", "accuracy", "macro-F1", "ECE", *REJECTION)
    return table(title, header, map(_overall_row, rows))


def _overall_row(row: Overall) -> list[str]:
    shares = map(_share, (row.accuracy, row.macro_f1, row.calibration_error))
    return [row.name, str(row.sentences), *shares, *_rejection(row.at_gate)]


def _thresholds(title: str, rows: Iterable[Rejection]) -> str:
    return table(title, ("threshold", *REJECTION), [[f"{row.threshold:.2f}", *_rejection(row)] for row in rows])


def _scores(title: str, what: str, rows: Iterable[Scores]) -> str:
    return table(
        title,
        (what, "support", "precision", "recall", "F1"),
        [[row.name, str(row.support), _share(row.precision), _share(row.recall), _share(row.f1)] for row in rows],
    )


def _confusions(title: str, rows: Iterable[Confusion]) -> str:
    return table(title, ("right > predicted", "times"), [[f"{r.right} > {r.predicted}", str(r.count)] for r in rows])


def _robustness(title: str, rows: Iterable[Robustness]) -> str:
    return table(
        title,
        ("variant", "sentences changed", "macro-F1", "points lost"),
        [[row.variant, f"{row.changed:.0%}", _share(row.macro_f1), f"{row.points_lost:.1f}"] for row in rows],
    )
