"""Where the present concern would go, and when somebody is there: told before anybody agrees to pass it on."""

from dataclasses import dataclass
from typing import Any

from bot.actions.profile import profile_of
from desk.clock import now
from desk.handoff import promises
from desk.handoff.routing import Choice
from desk.handoff.ways import way
from storage import database


@dataclass(frozen=True)
class Outlook:
    """Who would get a concern."""

    organisation: str
    team: str
    reason: str
    """Who gets it and why, in one German sentence."""
    presence: str
    """When somebody is there: "Montag ab 9 Uhr"."""
    is_destination: bool
    """Whether the organisation is the one that matching chose."""


def of(slots: dict[str, Any]) -> Outlook:
    """Return who would get the concern of these slots; the default team where the store knows no destination.

    Raises:
        StoreUnavailableError: the database is away.
    """
    target = (slots.get("shown") or {}).get("destination")
    with database.reading() as session:
        found = way(session, target["entry"] if target else None, profile_of(slots))
    organisation = found.route.organisation
    return Outlook(
        organisation=organisation.name,
        team=found.route.team.name,
        reason=found.reason,
        presence=promises.presence(organisation.hours.office_hours, now()),
        is_destination=found.route.choice is Choice.LISTED,
    )
