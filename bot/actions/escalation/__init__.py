"""Hands the conversation to a human with what is known: on wish, in anger, or when Lotse does not understand."""
