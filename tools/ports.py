"""Which ports are free, which of the wanted ones are taken, and by whom."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_LISTENING = "0A"


@dataclass(frozen=True)
class Port:
    """A port that a process wants, and the environment variable that changes it."""

    process: str
    host: str
    number: int
    variable: str


def free_port() -> int:
    """Return the number of a port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def problems(ports: Iterable[Port]) -> list[str]:
    """One sentence for each port that its process could not listen on; empty when all are free."""
    found = []
    seen: dict[int, str] = {}
    for port in ports:
        if port.number in seen:
            found.append(
                f"{seen[port.number]} and {port.process} both want port {port.number}; change {port.variable}."
            )
        elif reason := _obstacle(port):
            found.append(
                f"Port {port.number}, wanted by {port.process}, {reason}; choose another with {port.variable}."
            )
        seen[port.number] = port.process
    return found


def holder(number: int) -> str:
    """Name and pid of the process that listens on the port; empty where /proc does not tell."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(number)}
    for link in Path("/proc").glob("[0-9]*/fd/*") if sockets else ():
        if _target(link) in sockets:
            process = link.parents[1]
            return f"{(process / 'comm').read_text(encoding='utf-8').strip()}, pid {process.name}"
    return ""


def _obstacle(port: Port) -> str:
    family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        # As servers do: connections that are still closing from the last run do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host, port.number))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return f"cannot be opened on {port.host} ({error.strerror})"
            who = holder(port.number)
            return f"is taken ({who})" if who else "is taken by another program"
    return ""


def _target(link: Path) -> str:
    """Where the link leads; empty when its process ended meanwhile or belongs to another user."""
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _listening_inodes(number: int) -> set[str]:
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        path = Path(table)
        for line in path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else ():
            fields = line.split()
            local_port = int(fields[1].rpartition(":")[2], 16)
            if local_port == number and fields[3] == _LISTENING:
                inodes.add(fields[9])
    return inodes
