"""The way of a request: who gets it, why, and by when that team has to answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.details import Names, names
from desk.handoff.office_hours import after_working_time
from desk.handoff.reasons import reason
from desk.handoff.routing import Route, route
from desk.handoff.routing_file import directory
from knowledge.matching import Profile


@dataclass(frozen=True)
class Way:
    """Where a request goes."""

    route: Route
    reason: str
    """Why, in one German sentence."""
    names: Names
    """What the knowledge store called things when the way was chosen."""

    def respond_by(self, at: datetime) -> datetime | None:
        """Return by when a request of that moment has to be answered; None where nothing is promised."""
        needed = self.route.team.response_time
        if needed is None:
            return None
        return after_working_time(self.route.organisation.hours.office_hours, at, needed)


def way(session: Session, destination: str | None, profile: Profile) -> Way:
    """Choose who gets a request. Also for telling a person before they agree to pass it on.

    Args:
        session: to read what the knowledge store calls things.
        destination: entry id of ``knowledge.matching.destination``, or None.
        profile: what is known of the concern.
    """
    known = names(session)
    found = route(destination, profile, directory(), known.regions)
    return Way(found, reason(found, profile, known.taxonomy, known.regions), known)
