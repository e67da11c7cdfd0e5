"""The commands of ``python -m knowledge``, one module per group: ``register`` adds them to the parser."""
