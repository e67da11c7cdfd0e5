"""The need form: which question comes next, how answers are read, and when a concern begins and ends."""

from bot.actions.need.concern import CONCERN, forget_concern

__all__ = ["CONCERN", "forget_concern"]
