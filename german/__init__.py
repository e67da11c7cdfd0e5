"""German text: normalise, stem, split compounds, read numbers and places, redact. Pure: no I/O but its own data."""
