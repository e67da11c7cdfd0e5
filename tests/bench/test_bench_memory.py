"""What a process allocates shows in its peak."""

import json
import subprocess
import sys

import pytest

# In a process of its own, whose peak no other test has raised before.
SCRIPT = """
import json
from bench.memory import peak_mib, reset_peak
peaks = [peak_mib()]
block = b"x" * (256 * 1024**2)
del block
peaks.append(peak_mib())
reset_peak()
peaks.append(peak_mib())
print(json.dumps(peaks))
"""


@pytest.fixture(scope="module")
def peaks() -> list[float]:
    """Before 256 MiB are written, after they are freed, and after the peak was reset."""
    command = [sys.executable, "-c", SCRIPT]
    found: list[float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def test_the_peak_counts_what_was_written_and_freed(peaks: list[float]) -> None:
    before, freed, _ = peaks
    assert 200 < freed - before < 300


def test_a_reset_forgets_the_peak_where_the_system_can_and_leaves_it_elsewhere(peaks: list[float]) -> None:
    _, freed, reset = peaks
    forgotten = freed - reset
    assert 200 < forgotten < 300 if sys.platform == "linux" else forgotten == 0
