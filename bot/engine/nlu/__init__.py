"""German components of the engine's pipeline."""
