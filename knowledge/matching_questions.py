"""Which detail to ask next: the one whose answer would change the shown result most. No I/O.

For every plausible answer the matches are made anew and compared with those of the present profile. An answer is worth
the more, the more it replaces, decides or puts first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from knowledge.matching import LIMIT, Knowledge, Match, Offer, Profile
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
MOST_OF_A_KIND = LIMIT * REPLACED + PUT_FIRST
"""What a change can be worth at most: everything replaced."""
NOTHING = Fraction(0)


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


def _worth(detail: Detail, outlook: Outlook, needed: Fraction) -> Fraction:
    """Return the mean change over the plausible answers, or nothing once it cannot be more than what is needed."""
    most = len(outlook.kinds) * MOST_OF_A_KIND + HANDED_ELSEWHERE
    answers = list(detail.answers(outlook.knowledge, outlook.profile))
    total, left = 0, len(answers)
    for answer in answers:
        if total + left * most <= needed * len(answers):
            return NOTHING
        total += _change(outlook.now, outlook.told(detail.field, answer))
        left -= 1
    return Fraction(total, max(1, len(answers)))


Effort = Callable[[Detail], int]


def _best(outlook: Outlook, askable: Iterable[str], effort: Effort) -> tuple[Fraction, str | None]:
    """Return the greatest worth for its effort, and its detail; of equals the easier one, and else the first."""
    names = list(askable)
    if unknown := [name for name in names if name not in DETAILS]:
        raise UnknownDetailError(f"{unknown[0]} is no detail; there are {', '.join(DETAILS)}")
    open_ones = [name for name in names if not DETAILS[name].is_known(outlook.profile)]
    best, best_name = NOTHING, None
    for name in sorted(open_ones, key=lambda name: effort(DETAILS[name])):
        detail = DETAILS[name]
        gain = _worth(detail, outlook, best * effort(detail)) / effort(detail)
        if gain > best:
            best, best_name = gain, name
    return best, best_name


def _outlook(profile: Profile, knowledge: Knowledge, today: date) -> Outlook:
    return Outlook(profile, knowledge, today, KINDS.get(profile.goal or "", ALL_KINDS))


def most_telling(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> str | None:
    """Return the unknown detail among ``askable`` that would change the shown result most, or None if none would.

    Of details that are worth the same the first one is returned.

    Raises:
        UnknownDetailError: ``askable`` names something else than a key of `DETAILS`.
    """
    _, name = _best(_outlook(profile, knowledge, today), askable, lambda _: 1)
    return name


def worth_asking(profile: Profile, knowledge: Knowledge, today: date, askable: Iterable[str]) -> str | None:
    """Return the unknown detail among ``askable`` that a person should be asked for next, or None to ask nothing more.

    Like `most_telling`, but what a detail is worth must reach the effort of answering it (``Detail.effort``), and the
    one comes first that is worth most for its effort. An answer that takes no effort must on average decide one shown
    entry; a turnover must decide all three. Of details that are worth the same for their effort the easier one is
    returned.

    Raises:
        UnknownDetailError: ``askable`` names something else than a key of `DETAILS`.
    """
    worth, name = _best(_outlook(profile, knowledge, today), askable, lambda detail: detail.effort)
    return name if worth >= 1 else None
