"""The marker `needs`, which tests/conftest.py implements, in a test run of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.runs import Run

TESTS = """
import pytest

@pytest.mark.needs("browser")
def test_it_clicks(programs):
    assert programs["browser"] == "/usr/bin/true"

def test_it_adds():
    assert 1 + 1 == 2
"""
Pytest = Callable[..., tuple[int, str]]


@pytest.fixture
def inner_pytest(tmp_path: Path, run: Callable[..., Run]) -> Pytest:
    """Run pytest on the tests above, with our conftest and these environment variables."""
    (tmp_path / "test_inner.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", encoding="utf-8")

    def start(*arguments: str, **variables: str) -> tuple[int, str]:
        defaults = {"LOTSE_TEST_REQUIRE_ALL": "", "LOTSE_TEST_POSTGRESQL": "", "LOTSE_TEST_REDIS": ""}
        return run("-m", "pytest", "-p", "tests.conftest", *arguments, **{**defaults, **variables}).finish()

    return start


def test_a_test_runs_when_its_program_is_there(inner_pytest: Pytest) -> None:
    code, output = inner_pytest(LOTSE_TEST_BROWSER="/usr/bin/true")
    assert code == 0
    assert "2 passed" in output
    assert "not run" not in output


def test_a_test_whose_program_is_missing_is_named_before_the_closing_line(inner_pytest: Pytest) -> None:
    code, output = inner_pytest(LOTSE_TEST_BROWSER="")
    assert code == 0
    heading, test, closing = [line for line in output.splitlines() if line][-3:]
    assert "not run: browser missing" in heading
    assert test == "test_inner.py::test_it_clicks"
    assert "1 passed, 1 deselected" in closing


def test_where_all_are_required_a_missing_program_is_a_failure(inner_pytest: Pytest) -> None:
    code, output = inner_pytest(LOTSE_TEST_BROWSER="", LOTSE_TEST_REQUIRE_ALL="1")
    assert code == 1
    assert "this counts as a failure" in output


def test_a_test_that_was_not_asked_for_is_not_missed(inner_pytest: Pytest) -> None:
    code, output = inner_pytest("-k", "adds", LOTSE_TEST_BROWSER="", LOTSE_TEST_REQUIRE_ALL="1")
    assert code == 0
    assert "not run" not in output
