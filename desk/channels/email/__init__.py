"""Copies as e-mails."""
