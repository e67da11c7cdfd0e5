"""Which detail to ask next: the one whose answer would change the shown result most. No I/O.

For every plausible answer the matches are made anew and compared with those of the present profile. An answer is worth
the more, the more it replaces, decides or puts first.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from knowledge.matching import Knowledge, Match, Offer, Profile
from knowledge.matching_details import DETAILS, Detail
from knowledge.matching_outlook import Outlook, Shown
from knowledge.schema import Cluster, Course, Funding

KINDS: Mapping[str, tuple[type[Offer], ...]] = {
    "funding": (Funding,),
    "training": (Course,),
    "advice": (Cluster,),
    "partner": (Cluster,),
    "information": (Cluster, Course),
}
"""Kinds of entries that a goal is served with; all while it is open."""
ALL_KINDS: tuple[type[Offer], ...] = (Funding, Course, Cluster)

REPLACED = 2
"""Worth of a shown entry that another takes the place of."""
DECIDED = 1
"""Worth of a shown entry that gets another verdict, or needs another detail for it."""
PUT_FIRST = 1
"""Worth of another entry in the first place."""
HANDED_ELSEWHERE = 1
"""Worth of another organisation that a request would go to: it is told, whatever the goal."""


class UnknownDetailError(ValueError):
    """No such detail of a profile can be asked for."""


def _change_of_kind(before: Sequence[Match], after: Sequence[Match]) -> int:
    known = {match.entry.id: (match.verdict, match.missing) for match in before}
    kept = [match for match in after if match.entry.id in known]
    replaced = max(len(before), len(after)) - len(kept)
    decided = sum((match.verdict, match.missing) != known[match.entry.id] for match in kept)
    first, then_first = ([match.entry.id for match in matches[:1]] for matches in (before, after))
    return REPLACED * replaced + DECIDED * decided + PUT_FIRST * (first != then_first)


def _change(before: Shown, after: Shown) -> int:
    elsewhere = HANDED_ELSEWHERE * (before.target != after.target)
    return sum(map(_change_of_kind, before.kinds, after.kinds)) + elsewhere


def _worth(detail: Detail, outlook: Outlook) -> Fraction:
    """Return the mean change over the plausible answers."""
    answers = detail.answers(outlook.knowledge, outlook.profile)
    changes = [_change(outlook.now, outlook.told(detail.field, answer)) for answer in answers]
    return Fraction(sum(changes), max(1, len(changes)))


def _worths(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> dict[str, Fraction]:
    """Return what each unknown detail is worth that changes anything at all, in the order of ``askable``."""
    names = list(askable)
    if unknown := [name for name in names if name not in DETAILS]:
        raise UnknownDetailError(f"{unknown[0]} is no detail; there are {', '.join(DETAILS)}")
    outlook = Outlook(profile, knowledge, today, KINDS.get(profile.goal or "", ALL_KINDS))
    worths = {name: _worth(DETAILS[name], outlook) for name in names if not DETAILS[name].is_known(profile)}
    return {name: worth for name, worth in worths.items() if worth}


def most_telling(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> str | None:
    """Return the unknown detail among ``askable`` that would change the shown result most, or None if none would.

    Of details that are worth the same the first one is returned.

    Raises:
        UnknownDetailError: ``askable`` names something else than a key of `DETAILS`.
    """
    worths = _worths(profile, knowledge, today, askable)
    return max(worths, key=lambda name: worths[name], default=None)


def worth_asking(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> str | None:
    """Return the unknown detail among ``askable`` that a person should be asked for next, or None to ask nothing more.

    Like `most_telling`, but what a detail is worth must reach the effort of answering it (``Detail.effort``), and the
    one comes first that is worth most for its effort. An answer that takes no effort must on average decide one shown
    entry; a turnover must decide all three.

    Raises:
        UnknownDetailError: ``askable`` names something else than a key of `DETAILS`.
    """
    worths = _worths(profile, knowledge, today, askable)
    gains = {name: worth / DETAILS[name].effort for name, worth in worths.items()}
    worthwhile = {name: gain for name, gain in gains.items() if gain >= 1}
    return max(worthwhile, key=lambda name: worthwhile[name], default=None)
