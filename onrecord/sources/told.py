"""A stream that says how far it was read, as fastwarc wants to know, and can be taken up again further on."""

import io
import re
from typing import BinaryIO

STEP = 1 << 20
OVERLAP = 16  # bytes looked at twice, so that a mark across two steps is found


class Told(io.RawIOBase):
    """The stream from `base` on, as if it began there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = 0
        self.base = 0  # where in the whole stream this one begins

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Only tells: a seek to anywhere else is refused."""
        if (offset, whence) in ((0, io.SEEK_CUR), (self._read, io.SEEK_SET)):
            return self._read
        raise io.UnsupportedOperation("seek")

    def read(self, size: int = -1, /) -> bytes:
        part = self._stream.read(size)
        self._read += len(part)
        return part

    def restart(self, at: int, mark: re.Pattern[bytes]) -> bool:
        """Begin again at the first `mark` from byte `at` on; False where there is none or the stream cannot go back."""
        if not self._stream.seekable():
            return False
        self._stream.seek(at)
        before = b""
        while part := self._stream.read(STEP):
            found = mark.search(before + part)
            if found is not None:
                self.base = at - len(before) + found.start()
                self._stream.seek(self.base)
                self._read = 0
                return True
            at += len(part)
            before = (before + part)[-OVERLAP:]
        return False
