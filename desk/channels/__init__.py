"""Channels that copies go out through; each has a folder of its own and a line in the registry."""
