"""Everything that is measured of one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.engine.evaluation.entity_metrics import found_values, per_entity
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
from bot.engine.evaluation.sets import Example
from bot.engine.evaluation.understanding import Understand
from bot.engine.evaluation.variants import Variant, nouns, variants

THRESHOLDS = tuple(percent / 100 for percent in range(20, 75, 5))


@dataclass(frozen=True)
class Gate:
    """When the engine rejects what it has understood: the thresholds of its fallback."""

    threshold: float
    ambiguity: float


@dataclass(frozen=True)
class Sets:
    """What is measured with."""

    development: Sequence[Example]
    held_out: Sequence[Example]


@dataclass(frozen=True)
class Overall:
    """One set in one row."""

    name: str
    sentences: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    at_gate: Rejection


@dataclass(frozen=True)
class Robustness:
    """Macro-F1 with the sentences written in another way; `changed` is the share that this changes at all."""

    variant: str
    changed: float
    macro_f1: float
    points_lost: float


@dataclass(frozen=True)
class Report:
    """All tables; those without a set in their name are of the held-out set, `needs` has one for each of its parts."""

    model: str
    gate: Gate
    overall: list[Overall]
    development_thresholds: list[Rejection]
    intents: list[Scores]
    confusions: list[Confusion]
    entities: list[Scores]
    robustness: list[Robustness]
    needs: Mapping[str, Sequence[Scores]] = field(default_factory=dict)


def judged(understand: Understand, examples: Sequence[Example]) -> list[Judged]:
    """Have each sentence understood."""
    said = ((example, understand(example.text)) for example in examples)
    return [Judged(example.intent, one.intent, one.confidence, one.lead) for example, one in said]


def overall(name: str, sentences: Sequence[Judged], gate: Gate) -> Overall:
    """Return one set's row."""
    return Overall(
        name,
        len(sentences),
        accuracy(sentences),
        macro_f1(sentences),
        calibration_error(sentences),
        at_threshold(sentences, gate.threshold, gate.ambiguity),
    )


def entity_scores(understand: Understand, examples: Sequence[Example]) -> list[Scores]:
    """Return the scores of each entity."""
    return per_entity(
        [(example, found_values(understand(example.text).entities, example.intent)) for example in examples]
    )


def robustness(understand: Understand, examples: Sequence[Example], texts: Sequence[str]) -> list[Robustness]:
    """Return one row per variant; `texts` have the nouns that compounds may end with."""
    whole = macro_f1(judged(understand, examples))
    return [_variant(understand, examples, name, ways, whole) for name, ways in variants(nouns(texts)).items()]


def _variant(
    understand: Understand, examples: Sequence[Example], name: str, ways: Sequence[Variant], whole: float
) -> Robustness:
    written = [[Example(way(one.text), one.intent) for one in examples] for way in ways]
    f1 = sum(macro_f1(judged(understand, sentences)) for sentences in written) / len(ways)
    changed = sum(one.text != new.text for new_set in written for one, new in zip(examples, new_set, strict=True))
    return Robustness(name, changed / (len(examples) * len(ways)), f1, 100 * (whole - f1))


def measure(understand: Understand, sets: Sets, *, model: str, gate: Gate) -> Report:
    """Measure a model; some thirteen readings of the held-out set."""
    development, held_out = judged(understand, sets.development), judged(understand, sets.held_out)
    rows = {"development": development, "held_out": held_out}
    return Report(
        model=model,
        gate=gate,
        overall=[overall(name, sentences, gate) for name, sentences in rows.items()],
        development_thresholds=[at_threshold(development, threshold, gate.ambiguity) for threshold in THRESHOLDS],
        intents=per_intent(held_out),
        confusions=confusions(held_out),
        entities=entity_scores(understand, sets.held_out),
        robustness=robustness(understand, sets.held_out, [one.text for one in (*sets.development, *sets.held_out)]),
    )
