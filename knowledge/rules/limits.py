"""Size, turnover, balance sheet and age of a company against an entry's limits, which are inclusive."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.rules.findings import HALF_OPEN_POINTS, OPEN_POINTS, Case, Finding, Verdict, excludes, fits, unclear
from knowledge.rules.profile import Profile, Range
from knowledge.schema import Funding

SIZE_POINTS = 2
YOUNG_POINTS = 8
MOST_TURNOVER_PER_HEAD_EUR = 1_000_000
"""More than a manufacturer makes; an assumption that spares small companies a question, and that its reason tells."""
SME_EMPLOYEES = 249
SME_TURNOVER_EUR = 50_000_000
SME_BALANCE_EUR = 43_000_000
"""Fewer than 250 people and a turnover of at most 50 million or a balance sheet total of at most 43 million euros:
Annex, Article 2(1) of Recommendation 2003/361/EC (Empfehlung 2003/361/EG, ABl. L 124 of 20.5.2003, p. 36)."""


def at_most(known: Range | None, limit: float) -> bool | None:
    """Whether a value is surely within the limit; None when what is known leaves it open."""
    low, high = known or (None, None)
    if high is not None and high <= limit:
        return True
    return False if low is not None and low > limit else None


def at_least(known: Range | None, limit: float) -> bool | None:
    """Whether a value surely reaches the limit; None when what is known leaves it open."""
    low, high = known or (None, None)
    if low is not None and low >= limit:
        return True
    return False if high is not None and high < limit else None


def size(limit: int | None, case: Case) -> Iterator[Finding]:
    """Number of people against the entry's limit."""
    if limit is None:
        return
    known = case.profile.employees or (None, None)
    within = at_most(known, limit)
    if within:
        yield fits("size_fits", SIZE_POINTS, limit=limit, employees=known)
    elif within is False:
        yield excludes("size_too_large", limit=limit, employees=known)
    elif known == (None, None):
        yield unclear("size_unknown", "company_size", limit=limit)
    else:
        yield unclear("size_overlaps", "company_size", HALF_OPEN_POINTS, limit=limit, employees=known)


def _is_small_enough(profile: Profile, limit: int) -> bool:
    """Whether a company of that size, of whose turnover nothing is known, stays within the limit in all likelihood."""
    people = (profile.employees or (None, None))[1]
    return profile.turnover_eur is None and people is not None and people * MOST_TURNOVER_PER_HEAD_EUR <= limit


def _open_sum_points(*known: Range | None) -> int:
    """Nothing as long as no sum is known: a company of the right size hardly ever exceeds the limit."""
    return 0 if not any(known) else HALF_OPEN_POINTS


def _one_sum(name: str, limit: int, known: Range | None) -> Finding:
    """Turnover or balance sheet alone, where the programme names only one of them."""
    within = at_most(known, limit)
    if within is None:
        return unclear(f"{name}_open", name, _open_sum_points(known), limit_eur=limit)
    if within:
        return fits(f"{name}_fits", limit_eur=limit, known_eur=known)
    return excludes(f"{name}_too_high", limit_eur=limit, known_eur=known)


def _either_sum(limit: int, balance_limit: int, profile: Profile) -> Finding:
    turnover, balance = at_most(profile.turnover_eur, limit), at_most(profile.balance_eur, balance_limit)
    points = _open_sum_points(profile.turnover_eur, profile.balance_eur)
    if turnover:
        return fits("turnover_fits", limit_eur=limit, known_eur=profile.turnover_eur)
    if balance:
        return fits("balance_fits", limit_eur=balance_limit, known_eur=profile.balance_eur)
    if turnover is False and balance is False:
        return excludes("both_sums_too_high", limit_eur=limit, balance_limit_eur=balance_limit)
    if turnover is False:
        return unclear(
            "turnover_high_balance_open", "balance", points, limit_eur=limit, balance_limit_eur=balance_limit
        )
    if balance is False:
        return unclear(
            "balance_high_turnover_open", "turnover", points, limit_eur=limit, balance_limit_eur=balance_limit
        )
    return unclear("both_sums_open", "turnover", points, limit_eur=limit, balance_limit_eur=balance_limit)


def sums(entry: Funding, case: Case) -> Iterator[Finding]:
    """Turnover and balance sheet total, which come in addition to the number of people.

    A programme that names both accepts either, as the EU's definition of an SME does (staff and (turnover or balance
    sheet total): Annex, Article 2(1) of Recommendation 2003/361/EC): exceeding one is not enough to exclude. Partners
    and linked companies count as well (Articles 3 and 6); that is left to the agency.
    """
    turnover, balance = entry.max_turnover_eur, entry.max_balance_eur
    if turnover and _is_small_enough(case.profile, turnover):
        yield fits("turnover_assumed", limit_eur=turnover)
    elif turnover and balance:
        yield _either_sum(turnover, balance, case.profile)
    elif turnover:
        yield _one_sum("turnover", turnover, case.profile.turnover_eur)
    elif balance:
        yield _one_sum("balance", balance, case.profile.balance_eur)


def is_sme(profile: Profile) -> bool | None:
    """Whether it is an SME as the EU defines it, taking the number of people for enough while no sum is known."""
    small = at_most(profile.employees, SME_EMPLOYEES)
    sums = (at_most(profile.turnover_eur, SME_TURNOVER_EUR), at_most(profile.balance_eur, SME_BALANCE_EUR))
    return False if sums == (False, False) else small


def sme(entry: Funding, case: Case) -> Iterator[Finding]:
    """An offer for SMEs whose sources name no limit of its own: a larger company is told to ask."""
    if not entry.for_sme or entry.max_employees is not None:
        return
    small = is_sme(case.profile)
    if small is None:
        yield unclear("sme_open", "company_size", 0)
    elif small:
        yield fits("sme_fits", SIZE_POINTS)
    else:
        yield unclear("sme_exceeded", points=HALF_OPEN_POINTS)


def age(entry: Funding, case: Case) -> Iterator[Finding]:
    """Years since the foundation. A programme for young companies is made for them."""
    known = case.profile.age_years
    if entry.min_age_years is not None:
        yield _age("min_age", at_least(known, entry.min_age_years), entry.min_age_years, known)
    if entry.max_age_years is not None:
        finding = _age("max_age", at_most(known, entry.max_age_years), entry.max_age_years, known)
        yield replace(finding, points=YOUNG_POINTS) if finding.verdict is Verdict.FITS else finding


def _age(rule: str, reached: bool | None, limit: int, known: Range | None) -> Finding:
    if reached is None:
        return unclear(f"{rule}_open", "age", OPEN_POINTS if known is None else HALF_OPEN_POINTS, limit=limit)
    if reached:
        return fits(f"{rule}_fits", limit=limit, years=known)
    return excludes(f"{rule}_fails", limit=limit, years=known)
