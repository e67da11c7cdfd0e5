"""Signals as events, for a main thread that waits in a queue.

A handler in Python runs only when the main thread comes back from C code; one that arrives just before a blocking call
would wait there with it. The interpreter's wake-up socket is written at once, whatever the main thread does.
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def reported_to(receive: Callable[[signal.Signals], None]) -> Iterator[None]:
    """Call `receive`, from a thread, for each of the signals that ask us to stop, instead of what they do otherwise."""
    inside, outside = socket.socketpair()
    outside.setblocking(False)
    thread = threading.Thread(target=_read, args=(inside, receive), daemon=True)
    previous_socket = signal.set_wakeup_fd(outside.fileno())
    previous_handlers = {number: signal.signal(number, _leave_it_to_the_thread) for number in STOP_SIGNALS}
    thread.start()
    try:
        yield
    finally:
        for number, handler in previous_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous_socket)
        outside.close()
        thread.join()
        inside.close()


def _read(inside: socket.socket, receive: Callable[[signal.Signals], None]) -> None:
    while numbers := inside.recv(64):
        for number in numbers:
            receive(signal.Signals(number))


def _leave_it_to_the_thread(_number: int, _frame: FrameType | None) -> None:
    """Without a handler in Python the interpreter would not write to the socket."""
