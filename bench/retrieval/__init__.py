"""Lotse's retrieval side by side with usual ones: what each finds, and what that takes in time and memory."""
