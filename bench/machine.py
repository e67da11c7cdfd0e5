"""What timings depend on besides the code."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Machine:
    """Where something was measured; the load is the mean number of runnable processes in the minute before."""

    python: str = field(default_factory=platform.python_version)
    processors: int | None = field(default_factory=os.cpu_count)
    load_before: float = field(default_factory=lambda: round(os.getloadavg()[0], 2))

    def __str__(self) -> str:
        return f"Python {self.python}, {self.processors} processors, load {self.load_before} before."
