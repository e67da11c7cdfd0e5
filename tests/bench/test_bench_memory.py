"""What a process allocates shows in its peak."""

import sys

import pytest

from bench.memory import peak_mib, reset_peak


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a peak cannot be reset")
def test_the_peak_counts_what_was_written_since_it_was_reset() -> None:
    reset_peak()
    before = peak_mib()
    block = b"x" * (256 * 1024**2)
    del block
    assert 200 < peak_mib() - before < 300
