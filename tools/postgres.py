"""A PostgreSQL server for tests and benchmarks: on a free port, in its own folder, stopped by its process id."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ports import free_port

USER = "postgres"


def _as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", USER, "--", *command] if os.geteuid() == 0 else command


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server of the programs in this folder, with an empty database, and yield its address."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="lotse-postgres-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)

    def run(*command: str) -> None:
        subprocess.run(_as_server_user(list(command)), check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        data = str(folder / "data")
        run(str(programs / "initdb"), "-D", data, "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
        pg_ctl = str(programs / "pg_ctl")
        run(pg_ctl, "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", options)
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run(pg_ctl, "stop", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder)
