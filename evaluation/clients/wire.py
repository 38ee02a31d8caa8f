"""Requests as bytes on a socket: what no well-behaved client library would send."""

import asyncio
import contextlib
from dataclasses import dataclass

CHUNK = 1 << 16
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; status 0: the connection was closed without an answer."""

    status: int
    headers: dict[str, str]
    body: bytes


CLOSED = Answer(status=0, headers={}, body=b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the server is, and what opens it."""

    port: int
    token: str

    def request(self, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
        """A request that is in order, unless `headers` put something else in."""
        told = {
            "Host": f"127.0.0.1:{self.port}",
            "Authorization": f"Bearer {self.token}",
            "Connection": "close",
            **({"Content-Length": str(len(body))} if body or method == "POST" else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


async def ask(place: Place, request: bytes, *, patience_s: float = PATIENCE_S) -> Answer:
    """Send the bytes and read what comes until the connection ends."""
    try:
        async with asyncio.timeout(patience_s):
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
            try:
                with contextlib.suppress(OSError):  # refused before all was sent: the answer says why
                    writer.write(request)
                    await writer.drain()
                return await _read(reader)
            finally:
                writer.close()
    except (TimeoutError, OSError):
        return CLOSED


async def _read(reader: asyncio.StreamReader) -> Answer:
    parts: list[bytes] = []
    with contextlib.suppress(OSError):
        while part := await reader.read(CHUNK):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) < 2 or not words[1].isdecimal():
        return CLOSED
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Answer(status=int(words[1]), headers=headers, body=body)
