"""Files, folders and globs on this machine."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.jsonl import read_lines

TYPES = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
}
LINES = ".jsonl"
KNOWN = ", ".join((*TYPES, LINES))


def read_files(given: str, *, names: dict[str, PurePath]) -> Iterator[Capture | Note]:
    """Captures of a file, of the files under a folder, or of those that a glob matches, by path.

    `names` holds the names given out so far: a second file of the same name is called by its folder too.  Under a
    folder, hidden files and files of other kinds are passed over.
    """
    path = Path(given)
    if path.is_dir():
        found = list(_walk(path))
        if not found:
            yield Note(kind="empty-folder", message=f"No {KNOWN} file is in the folder {given}.", where=given)
        for file in found:
            yield from _read_file(file, file.relative_to(path).as_posix(), names)
    elif path.exists() or path.is_symlink() or not glob.has_magic(given):
        yield from _read_file(path, path.name, names)
    else:
        matches = [Path(m) for m in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = [f for f in matches if f.is_file() and f.suffix.lower() in (*TYPES, LINES)]
        if not files:
            yield Note(kind="no-match", message=f"No {KNOWN} file matches {given}.", where=given)
        for file in files:
            yield from _read_file(file, file.name, names)


def _walk(root: Path) -> Iterator[Path]:
    """Files of known kinds under a folder, hidden ones left out; a link back to a folder above is not followed."""
    seen: set[tuple[int, int]] = set()
    for folder, inner, files in os.walk(root, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            inner.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and PurePath(name).suffix.lower() in (*TYPES, LINES):
                yield Path(folder) / name


def _read_file(path: Path, name: str, names: dict[str, PurePath]) -> Iterator[Capture | Note]:
    suffix = path.suffix.lower()
    if suffix != LINES and suffix not in TYPES:
        message = f"{path} was not read: files of kind '{suffix}' are not known. Known: {KNOWN}."
        yield Note(kind="unknown-kind", message=message, where=str(path))
        return
    if names.setdefault(name, path) != path:
        name = f"{path.absolute().parent.name}/{path.name}"
    try:
        if suffix == LINES:
            with path.open("rb") as lines:
                yield from read_lines(lines, name=name)
        else:
            content = path.read_bytes()
            yield Capture(id=ids.capture_id(content, None, name), content=content, media_type=TYPES[suffix], doc=name)
    except OSError as error:
        message = f"{path} could not be read: {error.strerror}. Check the name and that you may read it."
        yield Note(kind="unreadable", message=message, where=str(path))
