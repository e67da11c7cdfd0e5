"""What is known about a company and its concern."""

from dataclasses import dataclass

from knowledge.schema import Audience, Purpose, Stage

Range = tuple[float | None, float | None]
"""Lowest and highest value, both inclusive; None on one side for an open range, on both for nothing known."""


@dataclass(frozen=True)
class Profile:
    """A company and its concern. None and empty mean: not known, which every rule allows."""

    goal: str | None = None
    topic: str | None = None
    employees: Range | None = None
    turnover_eur: Range | None = None
    """Turnover of the last year."""
    sector: str | None = None
    region_ids: tuple[str, ...] = ()
    """Kreise or Regionen. More than one: the place is ambiguous and lies in one of them."""
    balance_eur: Range | None = None
    """Balance sheet total of the last year."""
    age_years: Range | None = None
    """Years since the foundation; 0 for a company that is yet to be founded."""
    stage: Stage | None = None
    purpose: Purpose | None = None
    """What the money is for, where it was said; otherwise ``knowledge.rules.purpose`` derives it."""
    audience: Audience | None = None
    """Whom the company wants to send to a course."""
    used: tuple[str, ...] = ()
    """Ids of programmes that the company uses already."""
    outside_state: bool = False
    """True when the company is known to lie outside Baden-Württemberg; the store knows no places there."""
