"""Reproducible measurements: each package prints tables and writes its figures as JSON. No service imports them."""
