"""Where a company lies, against the area of a funding programme."""

from collections.abc import Iterator

from knowledge.rules.findings import HALF_OPEN_POINTS, Case, Finding, excludes, fits, unclear
from knowledge.schema import Funding

IN_STATE = frozenset({"baden_wuerttemberg", "rural_baden_wuerttemberg"})


def _outside(entry: Funding) -> Finding:
    """A head office elsewhere decides; a site or a project in the state is possible all the same."""
    if entry.seat == "head_office":
        return excludes("head_office_outside")
    return unclear("outside_state")


def area(entry: Funding, case: Case) -> Iterator[Finding]:
    """What has to lie in the state (head office, site or project), as the programme says.

    Every place that the store knows lies in Baden-Württemberg; the place that was said is taken for the head office.
    Which part of the state is rural the store does not know: the Landesentwicklungsplan names municipalities.
    """
    if entry.area not in IN_STATE:
        return
    if case.profile.outside_state:
        yield _outside(entry)
    elif not case.areas:
        yield unclear("state_unknown", "place")
    elif entry.area == "rural_baden_wuerttemberg":
        yield unclear("rural_area", points=HALF_OPEN_POINTS)
    else:
        yield fits(f"seat_{entry.seat or 'any'}")
