"""From matches to a stored request: the summary, consent, contact, and handing it in."""

from bot.actions.request.draft import draft_of

__all__ = ["draft_of"]
