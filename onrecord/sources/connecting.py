"""Connections that lead where they were checked to lead, and that end in time whatever the other side does.

The name is resolved here, its addresses are checked, and one of those very addresses is connected to: a name that
resolves to another address a moment later gains nothing.  The certificate is still checked against the name, and the
name is still what the server is told.
"""

import socket
import threading
import time
from collections.abc import Iterable

import httpcore

from onrecord.sources.addresses import resolve_host


class Deadline:
    """When a fetch ends, counted from its start; what is open then is shut, in the middle of anything."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._timers: list[tuple[threading.Timer, socket.socket]] = []

    @property
    def left_s(self) -> float:
        """Seconds until then; never negative."""
        return max(0.0, self._end - time.monotonic())

    def is_over(self) -> bool:
        """True once it has passed."""
        return self.left_s <= 0

    def shut_at_end(self, sock: socket.socket) -> None:
        """Shut this connection then: to a server that sends a byte now and then no other timeout comes."""
        held = sock.dup()  # the same connection, also once TLS has taken the socket over
        timer = threading.Timer(self.left_s, _shut, (held,))
        timer.daemon = True
        self._timers.append((timer, held))
        timer.start()

    def release(self) -> None:
        """Shut nothing any more."""
        for timer, held in self._timers:
            timer.cancel()
            held.close()
        self._timers.clear()


def _shut(held: socket.socket) -> None:
    try:
        held.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore; raises addresses.Refused for a host that may not be connected to."""

    def __init__(self, deadline: Deadline, *, private: bool) -> None:
        self._deadline = deadline
        self._private = private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that answers."""
        addresses = resolve_host(host, port, private=self._private)
        for n, address in enumerate(addresses, start=1):
            try:
                stream = self._plain.connect_tcp(
                    address, port, min(timeout or self._deadline.left_s, self._deadline.left_s)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if n == len(addresses) or self._deadline.is_over():
                    raise
                continue
            self._deadline.shut_at_end(stream.get_extra_info("socket"))
            return stream
        raise AssertionError("resolve_host gives at least one address")
