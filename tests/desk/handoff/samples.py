"""Office hours and regions that tests of the hand-off share."""

from datetime import date

from desk.handoff.organisations import Hours
from knowledge.schema import Confidence, Region, Source

HOURS = Hours.model_validate({"week": {"monday": ["09:00-17:00"]}})


def region(region_id: str, parent: str = "tuebingen") -> Region:
    """A Region, or a Kreis in one."""
    return Region(
        id=region_id,
        topics=["region"],
        source=Source(title="Statistisches Landesamt"),
        checked_on=date(2026, 11, 1),
        review_by=date(2027, 11, 1),
        confidence=Confidence.HIGH,
        level="region" if parent == "tuebingen" else "kreis",
        name=region_id.title(),
        parent=parent,
    )
