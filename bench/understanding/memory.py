"""How much memory this process has needed."""

from __future__ import annotations

import resource
import sys

UNITS_PER_MIB = 1024**2 if sys.platform == "darwin" else 1024


def peak_mib() -> float:
    """Return the peak of this process's resident memory, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MIB
