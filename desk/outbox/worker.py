"""Delivers in the background of a process that does something else."""

import logging
import threading

from desk.outbox.courier import Courier
from storage.database import StoreUnavailableError

logger = logging.getLogger(__name__)

LONGEST_STOP_SECONDS = 5
"""A delivery that takes longer to end is left to its lease."""


class Worker:
    """A thread that looks for due copies again and again. Several processes may run one."""

    def __init__(self, courier: Courier, poll_seconds: float):
        self._courier = courier
        self._poll_seconds = poll_seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the present delivery end, and begin no other."""
        self._stopped.set()
        self._thread.join(LONGEST_STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._courier.deliver_due(self._stopped.is_set)
            except StoreUnavailableError as error:
                logger.warning("the outbox has to wait: %s", error)
            self._stopped.wait(self._poll_seconds)
