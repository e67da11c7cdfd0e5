"""For both environments: nothing here may import more than the standard library, pytest and `tools`.

A test marked `@pytest.mark.needs("browser")` is deselected where that program cannot be had, and named at the end.
"""

from __future__ import annotations

import os

import pytest

from tools import provide
from tools.suites import variable

_NOT_RUN = pytest.StashKey[dict[str, list[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"needs(program): needs a program, one of: {', '.join(provide.PROGRAMS)}")
    config.stash[_NOT_RUN] = {}


def program_path(name: str) -> str:
    """What `make test` found, else what is on this machine; empty if it cannot be had."""
    handed_over = os.environ.get(variable(name))
    return provide.find(name) if handed_over is None else handed_over


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect after -k and -m have, so that only tests that would have run count as not run."""
    needed = {program for item in items for program in _needs(item)}
    missing = {program for program in needed if not program_path(program)}
    deselected = [item for item in items if missing & set(_needs(item))]
    for item in deselected:
        program = next(program for program in _needs(item) if program in missing)
        config.stash[_NOT_RUN].setdefault(program, []).append(item.nodeid)
    if deselected:
        items[:] = [item for item in items if item not in deselected]
        config.hook.pytest_deselected(items=deselected)


def pytest_sessionfinish(session: pytest.Session) -> None:
    passed = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if session.config.stash[_NOT_RUN] and passed and _all_required():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for program, tests in config.stash[_NOT_RUN].items():
        terminalreporter.section(f"not run: {program} missing", red=_all_required(), yellow=not _all_required())
        for test in tests:
            terminalreporter.line(test)
        if _all_required():
            terminalreporter.line("LOTSE_TEST_REQUIRE_ALL is set, so this counts as a failure.")


@pytest.fixture(scope="session")
def programs() -> dict[str, str]:
    """Paths of the programs that tests may need; empty where one cannot be had."""
    return {name: program_path(name) for name in provide.PROGRAMS}


def _needs(item: pytest.Item) -> list[str]:
    return [str(mark.args[0]) for mark in item.iter_markers("needs")]


def _all_required() -> bool:
    return os.environ.get("LOTSE_TEST_REQUIRE_ALL") == "1"
