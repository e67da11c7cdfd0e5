from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from tools import ports
from tools.ports import Port, free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that this process listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_free_ports_are_no_problem() -> None:
    assert ports.problems([Port("web", "127.0.0.1", free_port(), "LOTSE_PORT")]) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - the taken port keeps it from being bound
def test_it_names_port_process_and_variable_of_a_taken_port(taken: int, host: str) -> None:
    (problem,) = ports.problems([Port("web", host, taken, "LOTSE_PORT")])
    assert f"Port {taken}, wanted by web, is taken" in problem
    assert "LOTSE_PORT" in problem


def test_it_names_every_taken_port(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        wanted = [
            Port("engine", "127.0.0.1", taken, "LOTSE_ENGINE_PORT"),
            Port("web", "127.0.0.1", other.getsockname()[1], "LOTSE_PORT"),
        ]
        assert len(ports.problems(wanted)) == 2


def test_it_names_the_program_that_holds_the_port(taken: int) -> None:
    assert ports.holder(taken).endswith(f", pid {os.getpid()}")


def test_nobody_holds_a_free_port() -> None:
    assert ports.holder(free_port()) == ""


def test_two_processes_must_not_want_the_same_port() -> None:
    number = free_port()
    wanted = [Port("engine", "127.0.0.1", number, "LOTSE_ENGINE_PORT"), Port("web", "127.0.0.1", number, "LOTSE_PORT")]
    (problem,) = ports.problems(wanted)
    assert problem == f"engine and web both want port {number}; change LOTSE_PORT."


def test_it_names_an_address_that_this_machine_does_not_have() -> None:
    (problem,) = ports.problems([Port("web", "192.0.2.1", free_port(), "LOTSE_PORT")])
    assert "cannot be opened on 192.0.2.1" in problem
