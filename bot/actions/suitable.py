"""Which matches serve a goal."""

from datetime import date

from knowledge.matching import Knowledge, Match, Profile, match


def suitable(profile: Profile, knowledge: Knowledge, today: date) -> tuple[Match, ...]:
    """Return the matches that serve the profile's goal; one of each kind when no goal is known."""
    matches = match(profile, knowledge, today)
    by_goal = {
        "funding": matches.funding,
        "training": matches.courses,
        "advice": matches.clusters,
        "partner": matches.clusters,
        "information": (*matches.clusters[:2], *matches.courses[:1]),
    }
    return by_goal.get(profile.goal or "", (*matches.funding[:1], *matches.courses[:1], *matches.clusters[:1]))
