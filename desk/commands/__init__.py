"""What administrators type: ``python -m desk …``."""
