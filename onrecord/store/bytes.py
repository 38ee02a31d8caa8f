"""The bytes of captures as files named by their hash: the same bytes are kept once, and a changed file is found out."""

import hashlib
import os
from pathlib import Path

from onrecord.errors import StoreError


def sha256_of(content: bytes) -> str:
    """The hash under which the bytes are kept, in hex."""
    return hashlib.sha256(content).hexdigest()


def as_bytes(text: str) -> bytes:
    """The text as it is hashed: UTF-8, half characters too."""
    return text.encode("utf-8", "surrogatepass")


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with that hash lie under `folder`."""
    return folder / sha256[:2] / sha256


def keep_bytes(folder: Path, content: bytes) -> str:
    """Write the bytes, whole or not at all, and give their hash back."""
    sha256 = sha256_of(content)
    target = path_of(folder, sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{sha256}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"Cannot keep a capture in {folder}: {error.strerror}.",
            where=str(folder),
            help="Check that the disk has room and that the folder may be written to; then add again.",
        ) from error
    return sha256


def read_bytes(folder: Path, sha256: str) -> bytes:
    """The bytes with that hash.  Raises StoreError where they are gone or are not the ones that were kept."""
    path = path_of(folder, sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"The capture {sha256[:12]} is gone: {error.strerror}.",
            where=str(path),
            help="Put the file back from a copy of the case folder.",
        ) from error
    if sha256_of(content) != sha256:
        raise StoreError(
            f"The capture {sha256[:12]} was changed after it was kept.",
            where=str(path),
            help="Put the file back from a copy of the case folder.",
        )
    return content


def clear_parts(folder: Path) -> int:
    """Remove what writers that were killed left half written; says how many.  Only who may write may call it."""
    found = list(folder.glob("*/.*.part"))
    for part in found:
        part.unlink(missing_ok=True)
    return len(found)
