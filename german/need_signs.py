"""What the wording of a need tells: how far it is, what money is for, whom a course is for."""

from collections.abc import Sequence

from german.cues import Cue

STAGES = ("inform", "analyse", "implement")
"""In this order: who does not know where to begin may well want to introduce something."""
PURPOSES = ("training", "advice", "research", "networking", "investment")
AUDIENCES = ("management", "specialists", "skilled_workers", "apprentices", "everyone")


def stage(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue for the stage, named after it; what is only a wish to do something comes last."""
    found = _unbarred(cues, "stage")
    return min(found, key=lambda cue: STAGES.index(cue.name), default=None)


def purposes(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues for what money is to pay, named after it, in the order of the text."""
    return _unbarred(cues, "purpose")


def audience(cues: Sequence[Cue]) -> Cue | None:
    """Return the first cue for those who are to learn, named after them; the whole staff includes everyone else."""
    found = _unbarred(cues, "audience")
    return min(found, key=lambda cue: (cue.name != "everyone", cue.first), default=None)


def _unbarred(cues: Sequence[Cue], group: str) -> list[Cue]:
    """Return a group's cues, named without it, but those that only look like one."""
    barred = {position for cue in cues if cue.name == f"{group}.none" for position in range(cue.first, cue.last + 1)}
    return [
        Cue(cue.name.removeprefix(f"{group}."), cue.first, cue.last)
        for cue in cues
        if cue.name.startswith(f"{group}.") and cue.name != f"{group}.none" and barred.isdisjoint({cue.first, cue.last})
    ]
