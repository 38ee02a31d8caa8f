"""A file to write to whose bytes are taken away as they come, so that nothing of it is kept in memory."""

import io


class Spool(io.RawIOBase):
    """A file that can only be written, from front to back."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        data = bytes(memoryview(part))  # type: ignore[arg-type]  # whatever has a buffer, as every raw file takes
        self._parts.append(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        """How many bytes were written in all."""
        return self._written

    def take(self) -> bytes:
        """What was written since this was last called."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
