"""Which goal and topic a message is about first, what else it asks for, and what money is to pay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from german.cues import Cue
from german.keywords import KeywordMention
from german.need_signs import purposes
from german.number_pieces import Pieces

FUNDING, INFORMATION = "funding", "information"
PAID_GOALS = {"advice": "advice", "training": "training", "partner": "networking"}
"""The purpose that a goal becomes where money is asked for it."""
LATE_PURPOSES = frozenset({"research", "investment"})
"""Purposes that are no goal of their own: they count wherever they stand."""
STILL_ONE = frozenset({"um", "wenn", "damit", "fuer", "fuers", "die", "der", "das", "zum", "zur", "wo"})
"""Behind a comma these go on with the same need."""
ABOUT = frozenset({"zu", "zum", "zur", "ueber", "wegen", "bezueglich"})
"""Between two goals: "Beratung zu Zuschüssen" is advice."""
REFUSED = frozenset({"nicht", "kein", "keine", "keinen", "statt", "anstatt"})
"""Directly before a goal, where another one is named, too: "keine Förderung, sondern ein Kurs"."""
SHORT = 5
"""Words of an answer that says nothing else."""

Mentions = Sequence[KeywordMention]


@dataclass(frozen=True)
class Needs:
    """Goals and topics as they were mentioned, the main need's first; at most two of each."""

    goals: Mentions = ()
    topics: Mentions = ()
    purpose: Cue | None = None


class NeedsReader:
    """Tells one need from two by what stands between their words. Mentions come with the best concept first."""

    def __init__(self, pieces: Pieces, cues: Sequence[Cue], goals: Mentions, topics: Mentions) -> None:
        self._pieces = pieces
        self._cues = cues
        self._goals = goals
        self._topics = topics
        also = {cue.first for cue in cues if cue.name == "also"}
        marks = {index for index in range(1, len(pieces)) if self._is_break(index)}
        self._breaks = sorted(pieces[index].start for index in also | marks)
        self._ends = {pieces[index].end: index for index in range(len(pieces))}
        self._starts = {pieces[index].start: index for index in range(len(pieces))}

    def read(self) -> Needs:
        """Return what is asked for."""
        goals = self._asked_for()
        return Needs(goals, self._topics_of(goals), self._purpose(goals))

    def _is_break(self, index: int) -> bool:
        if self._pieces.starts_sentence(index):
            return True
        return self._pieces.starts_clause(index) and self._pieces.folded(index) not in STILL_ONE

    def _is_apart(self, low: int, high: int) -> bool:
        """Tell whether another need may begin between two places of the text."""
        place = bisect_left(self._breaks, low)
        return place < len(self._breaks) and self._breaks[place] <= high

    @cached_property
    def _first_goals(self) -> dict[str, KeywordMention]:
        """The first mention of each goal, best first, without what a better one says, too, and what is refused."""
        first: dict[str, KeywordMention] = {}
        for mention in self._goals:
            if not any(_overlap(mention, other) for other in first.values()):
                first.setdefault(mention.concept, mention)
        if len(first) > 1:
            first.pop(INFORMATION, None)
        wanted = {concept: one for concept, one in first.items() if not self._is_refused(one)}
        return wanted or first

    def _is_refused(self, mention: KeywordMention) -> bool:
        index = self._starts.get(mention.start, 0)
        return self._pieces.folded(index - 1) in REFUSED

    def _asked_for(self) -> Mentions:
        """Return the main goal, and another one if it is a need of its own."""
        first = self._first_goals
        money = first.get(FUNDING)
        if money is None:
            best = next(iter(first.values()), None)
            found = [one for one in first.values() if best and (one is best or self._are_apart(one, best))]
            return sorted(found, key=lambda mention: mention.start)[:2]
        others = [one for one in first.values() if one is not money]
        if subject := next((one for one in others if self._is_about(one, money)), None):
            return [subject]
        own = [one for one in others if self._are_apart(one, money) and (one.start > money.start or not self._pays_all)]
        return sorted([money, *own], key=lambda mention: mention.start)[:2]

    def _are_apart(self, one: KeywordMention, other: KeywordMention) -> bool:
        first, second = sorted((one, other), key=lambda mention: mention.start)
        return self._is_apart(first.end, second.start)

    def _is_about(self, one: KeywordMention, money: KeywordMention) -> bool:
        after = self._pieces.folded(self._ends.get(one.end, len(self._pieces)) + 1)
        return one.start < money.start and after in ABOUT and not self._are_apart(one, money)

    @cached_property
    def _pays_all(self) -> bool:
        """Whether the money is for what was said before: "gibt es dafür einen Zuschuss", "beides gefördert"."""
        money = self._first_goals[FUNDING]
        for cue in self._cues:
            if cue.name == "for_it":
                start, end = self._pieces[cue.first].start, self._pieces[cue.last].end
                if not self._is_apart(min(start, money.start) + 1, max(end, money.end) - 1):
                    return True
        return False

    def _topics_of(self, goals: Mentions) -> Mentions:
        """Return the best topic of the first need, and another one of the second."""
        if len(goals) < 2:
            return self._topics[:1]
        begins = max((place for place in self._breaks if place <= goals[1].start), default=goals[1].start)
        first = next((mention for mention in self._topics if mention.start < begins), None)
        if first is None:
            return self._topics[:1]
        others = (one for one in self._topics if one.start >= begins and one.concept != first.concept)
        second = next((one for one in others if not _overlap(one, first)), None)
        return [first, second] if second else [first]

    def _purpose(self, goals: Mentions) -> Cue | None:
        """Return what money is to pay: what its word is bound to, else what is researched or bought."""
        found = purposes(self._cues)
        money = self._first_goals.get(FUNDING)
        if money is None:
            is_answer = len(self._pieces) <= SHORT and (not self._goals or self._pieces.folded(0) == "fuer")
            return next((cue for cue in found if cue.first <= 1), None) if is_answer else None
        if money not in goals:
            return None
        own = {PAID_GOALS.get(mention.concept) for mention in goals}
        bound = [cue for cue in found if cue.name not in own and self._is_paid(cue, money)]
        return min(bound, key=lambda cue: (cue.name in LATE_PURPOSES, cue.name == "investment"), default=None)

    def _is_paid(self, cue: Cue, money: KeywordMention) -> bool:
        if cue.name in LATE_PURPOSES:
            return True
        start, end = self._pieces[cue.first].start, self._pieces[cue.last].end
        if start < money.start:
            return self._pays_all or not self._is_apart(end, money.start)
        return not self._is_apart(money.end, start)


def _overlap(one: KeywordMention, other: KeywordMention) -> bool:
    return one.start < other.end and other.start < one.end
