"""Connections that cost their client as much as us: heads must come in time, answers must be read, none is for ever.

uvicorn limits the size of a request's head and closes a connection on which nothing comes after an answer, but waits
for ever for a head that is begun and for a client that does not read.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from onrecord.interfaces import problems

HEAD_S = 10.0  # for the head of a request, from the moment the connection stands or the head is begun
UNREAD_S = 30.0  # that an answer may stand still because its client does not read
MOST = 800  # connections; systems commonly allow a process about a thousand files
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: %d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    % problems.RETRY_S
)


class Connection(H11Protocol):
    """One connection of a client."""

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.write(FULL)
            transport.close()
            return
        self._time_head()

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        super().data_received(data)
        self._time_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        for timer in (self._head, self._unread):
            if timer is not None:
                timer.cancel()
        self._head = self._unread = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not read: wait, but not for ever."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(UNREAD_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _time_head(self) -> None:
        cycle: Any = self.cycle
        is_waiting = cycle is None or cycle.response_complete
        if is_waiting and self._head is None:
            self._head = self.loop.call_later(HEAD_S, self.transport.close)
        elif not is_waiting and self._head is not None:
            self._head.cancel()
            self._head = None
