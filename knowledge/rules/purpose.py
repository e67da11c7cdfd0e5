"""What the money is for, and how far the company is with its concern.

A purpose that was said excludes programmes that plainly cannot serve it; one that is derived only orders them.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from knowledge.rules.findings import Case, Finding, excludes, fits
from knowledge.rules.profile import Profile
from knowledge.schema import Funding, Purpose, Stage

MAIN_POINTS = 12
OTHER_POINTS = 8
"""For a purpose that the programme names, but not first."""
NEAR_POINTS = 4
STAGE_POINTS = 6
OTHER_STAGE_POINTS = -4


class Row(NamedTuple):
    """One line of the derivation; an empty set stands for anything, known or not."""

    purpose: Purpose
    goals: frozenset[str] = frozenset()
    stages: frozenset[Stage] = frozenset()
    topics: frozenset[str] = frozenset()


DERIVED: tuple[Row, ...] = (
    Row(Purpose.TRAINING, goals=frozenset({"training"})),
    Row(Purpose.NETWORKING, goals=frozenset({"partner"})),
    Row(Purpose.TRAINING, topics=frozenset({"weiterbildung"})),
    Row(Purpose.RESEARCH, topics=frozenset({"forschung_innovation"})),
    Row(Purpose.ADVICE, goals=frozenset({"advice", "information"})),
    Row(Purpose.ADVICE, stages=frozenset({Stage.INFORM, Stage.ANALYSE})),
    Row(Purpose.ADVICE, topics=frozenset({"einstieg_reifegrad", "geschaeftsmodelle", "recht", "datenschutz"})),
    Row(
        Purpose.INVESTMENT,
        topics=frozenset({"retrofit_migration", "digitalisierung", "it_sicherheit", "standards"}),
    ),
)
"""How the purpose follows from goal, stage and topic where it was not said: the first line that applies.

==============================  =================  ==========================================  ==========
goal                            stage              topic                                       purpose
==============================  =================  ==========================================  ==========
training                        any                any                                         training
partner                         any                any                                         networking
any                             any                weiterbildung                               training
any                             any                forschung_innovation                        research
advice, information             any                any other                                   advice
funding or unknown              inform, analyse    any other                                   advice
funding or unknown              implement or       einstieg_reifegrad, geschaeftsmodelle,      advice
                                unknown            recht, datenschutz
funding or unknown              implement or       retrofit_migration, digitalisierung,        investment
                                unknown            it_sicherheit, standards
funding or unknown              implement or       ki_daten, fachkraefte_arbeit, others,       unknown
                                unknown            unknown
==============================  =================  ==========================================  ==========

The stages are those of the Werkstattpapier of the ClusterAgentur Baden-Württemberg (2015): who informs or analyses
needs advice first, who implements needs money for what is bought.
"""

NEARLY_SERVED_BY: Mapping[Purpose, frozenset[Purpose]] = {
    Purpose.ADVICE: frozenset({Purpose.RESEARCH, Purpose.NETWORKING}),  # a feasibility study; a hub that advises
    Purpose.RESEARCH: frozenset({Purpose.ADVICE, Purpose.NETWORKING}),  # advice on an innovation; partners for it
    Purpose.INVESTMENT: frozenset(),  # vouchers and research grants pay no machines
    Purpose.TRAINING: frozenset({Purpose.ADVICE}),  # coaching in the company
    Purpose.NETWORKING: frozenset({Purpose.ADVICE, Purpose.RESEARCH, Purpose.TRAINING}),
}
"""Purposes of a programme that may still serve the one that was said; any other plainly cannot."""


def _applies(row: Row, profile: Profile) -> bool:
    return all(
        not allowed or known in allowed
        for allowed, known in ((row.goals, profile.goal), (row.stages, profile.stage), (row.topics, profile.topic))
    )


@lru_cache(maxsize=256)
def wanted(profile: Profile) -> Purpose | None:
    """Return what the money is for: as it was said, else as `DERIVED` tells, else None."""
    if profile.purpose is not None:
        return profile.purpose
    return next((row.purpose for row in DERIVED if _applies(row, profile)), None)


def purpose(entry: Funding, case: Case) -> Iterator[Finding]:
    """What the programme pays for. An entry that names no purpose is judged by none."""
    sought = wanted(case.profile)
    if sought is None or not entry.purposes:
        return
    if sought in entry.purposes:
        yield fits("purpose_fits", MAIN_POINTS if entry.purposes[0] is sought else OTHER_POINTS, purpose=sought)
    elif case.profile.purpose is None:
        return
    elif NEARLY_SERVED_BY[sought].isdisjoint(entry.purposes):
        yield excludes("purpose_does_not_fit", purposes=entry.purposes, purpose=sought)
    else:
        yield fits("purpose_near", NEAR_POINTS, purposes=entry.purposes, purpose=sought)


def stage(entry: Funding, case: Case) -> Iterator[Finding]:
    """The stage that the programme serves orders results; it never excludes, as stages follow one another."""
    known = case.profile.stage
    if known is None or not entry.stages:
        return
    if known in entry.stages:
        yield fits("stage_fits", STAGE_POINTS, stage=known)
    else:
        yield fits("stage_differs", OTHER_STAGE_POINTS, stages=entry.stages)
