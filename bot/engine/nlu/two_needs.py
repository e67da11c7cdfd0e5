"""Which goal and topic a message is about first, what else it asks for, and what money is to pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
SHORT = 5
"""Words of an answer that says nothing else."""

Mentions = Sequence[KeywordMention]


@dataclass(frozen=True)
class Needs:
    """Goals and topics as they were mentioned, the main need's first; at most two of each."""

    goals: Mentions = ()
    topics: Mentions = ()
    purpose: Cue | None = None


@dataclass(frozen=True)
class NeedsReader:
    """Tells one need from two by what stands between their words. Mentions come with the best concept first."""

    pieces: Pieces
    cues: Sequence[Cue]
    goals: Mentions
    topics: Mentions
    breaks: Sequence[int] = field(default=(), init=False)
    """Where another need may begin, as letters of the text."""

    def __post_init__(self) -> None:
        """Find the breaks once."""
        also = [cue.first for cue in self.cues if cue.name == "also"]
        marks = [index for index in range(1, len(self.pieces)) if self._is_break(index)]
        object.__setattr__(self, "breaks", sorted({self.pieces[index].start for index in (*also, *marks)}))

    def read(self) -> Needs:
        """Return what is asked for."""
        goals = self._asked_for()
        begins = self._second_begins(goals)
        return Needs(goals, self._topics(begins), self._purpose(goals))

    def _is_break(self, index: int) -> bool:
        if self.pieces.starts_sentence(index):
            return True
        return self.pieces.starts_clause(index) and self.pieces.folded(index) not in STILL_ONE

    def _apart(self, one: KeywordMention, other: KeywordMention) -> bool:
        first, second = sorted((one, other), key=lambda mention: mention.start)
        return any(first.end <= place <= second.start for place in self.breaks)

    def _asked_for(self) -> Mentions:
        """Return the main goal's first mention, and that of another one if it is a need of its own."""
        first: dict[str, KeywordMention] = {}
        for mention in self.goals:
            if not any(_overlap(mention, other) and other.concept != mention.concept for other in first.values()):
                first.setdefault(mention.concept, mention)
        if len(first) > 1:
            first.pop(INFORMATION, None)
        if FUNDING in first:
            money = first[FUNDING]
            own = [one for one in first.values() if one is not money and self._is_own_need(one, money)]
            found = [money, *own]
        else:
            best = next(iter(first.values()), None)
            found = [one for one in first.values() if best and (one is best or self._apart(one, best))]
        return sorted(found, key=lambda mention: mention.start)[:2]

    def _is_own_need(self, other: KeywordMention, money: KeywordMention) -> bool:
        """Tell whether something is asked for besides money, not to be paid with it."""
        return self._apart(other, money) and not (other.start < money.start and self._is_for_it(money))

    def _is_for_it(self, money: KeywordMention) -> bool:
        """Tell whether the money is for what was said before: "gibt es dafür einen Zuschuss", "beides gefördert"."""
        for cue in self.cues:
            if cue.name == "for_it":
                start, end = self.pieces[cue.first].start, self.pieces[cue.last].end
                between = (min(start, money.start), max(end, money.end))
                if not any(between[0] < place < between[1] for place in self.breaks):
                    return True
        return False

    def _second_begins(self, goals: Mentions) -> int | None:
        """Return where the words of the second need begin."""
        if len(goals) < 2:
            return None
        return max((place for place in self.breaks if place <= goals[1].start), default=None)

    def _topics(self, second_begins: int | None) -> Mentions:
        """Return the best topic of the first need, and another one of the second."""
        if second_begins is None:
            return self.topics[:1]
        first = next((mention for mention in self.topics if mention.start < second_begins), None)
        if first is None:
            return self.topics[:1]
        others = (one for one in self.topics if one.start >= second_begins and one.concept != first.concept)
        second = next((one for one in others if not _overlap(one, first)), None)
        return [first, second] if second else [first]

    def _purpose(self, goals: Mentions) -> Cue | None:
        """Return what money is to pay: what its word is bound to, else what is researched or bought."""
        found = purposes(self.cues)
        money = next((mention for mention in self.goals if mention.concept == FUNDING), None)
        if money is None:
            is_answer = len(self.pieces) <= SHORT and (not self.goals or self.pieces.folded(0) == "fuer")
            return found[0] if found and is_answer else None
        own = {PAID_GOALS.get(mention.concept) for mention in goals}
        bound = [
            cue for cue in found if cue.name not in own and (cue.name in LATE_PURPOSES or self._is_bound(cue, money))
        ]
        return min(bound, key=lambda cue: (cue.name in LATE_PURPOSES, cue.name == "investment"), default=None)

    def _is_bound(self, cue: Cue, money: KeywordMention) -> bool:
        start, end = self.pieces[cue.first].start, self.pieces[cue.last].end
        low, high = (end, money.start) if start < money.start else (money.end, start)
        apart = any(low <= place <= high for place in self.breaks)
        return not apart or (start < money.start and self._is_for_it(money))


def _overlap(one: KeywordMention, other: KeywordMention) -> bool:
    return one.start < other.end and other.start < one.end
