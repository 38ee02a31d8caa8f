"""Files, folders and globs on this machine."""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.dispatch import list_endings, list_named, read_thing
from onrecord.sources.thing import ReadOptions, Thing


def read_files(given: str, *, names: dict[str, PurePath], options: ReadOptions) -> Iterator[Capture | Note]:
    """Captures of a file, of the files under a folder, or of those that a glob matches, by path.

    `names` holds the names given out so far: a second file of the same name is called by its folder too.  Under a
    folder, hidden files and files of other kinds are passed over.
    """
    path = Path(given)
    if path.is_dir():
        yield from _read_folder(path, given, names, options)
    elif path.exists() or path.is_symlink() or not glob.has_magic(given):
        yield from read_file(path, path.name, names, options)
    else:
        matches = [Path(m) for m in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = [f for f in matches if f.is_file() and _is_listed(f.name)]
        if not files:
            yield Note(kind="no-match", message=f"No {list_endings()} file matches {given}.", where=given)
        for file in files:
            yield from read_file(file, file.name, names, options)


def _read_folder(path: Path, given: str, names: dict[str, PurePath], options: ReadOptions) -> Iterator[Capture | Note]:
    is_empty = True
    for found in list_files(path):
        is_empty = False
        if isinstance(found, Note):
            yield found
        else:
            yield from read_file(found, found.relative_to(path).as_posix(), names, options)
    if is_empty:
        yield Note(kind="empty-folder", message=f"No {list_endings()} file is in the folder {given}.", where=given)


def list_files(root: Path) -> Iterator[Path | Note]:
    """Files of known kinds under a folder, hidden ones left out; a link back to a folder above is not followed."""
    seen: set[tuple[int, int]] = set()
    faults: list[OSError] = []
    for folder, inner, files in os.walk(root, followlinks=True, onerror=faults.append):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            inner.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and _is_listed(name):
                path = Path(folder) / name
                yield _not_a_file(path) if _waits(path) else path
    yield from (_unreadable(Path(os.fsdecode(error.filename or root)), error) for error in faults)


def _waits(path: Path) -> bool:
    """True for a pipe, socket or device: who opens one that nobody named may wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError:  # told when it is opened
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_listed(name: str) -> bool:
    kinds = list_named(name)
    return bool(kinds) and kinds[0].is_listed


def read_file(path: Path, name: str, names: dict[str, PurePath], options: ReadOptions) -> Iterator[Capture | Note]:
    """Captures of one file, called by `name`, or by its folder too where `names` has given that name out already."""
    if names.setdefault(name, path) != path:
        name = f"{path.absolute().parent.name}/{path.name}"
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if stat.S_ISCHR(before.st_mode) or stat.S_ISBLK(before.st_mode):
                yield _not_a_file(path)
                return
            yield from read_thing(
                Thing(stream=stream, name=name, where=str(path), options=options, read_inside=read_thing)
            )
            after = os.fstat(stream.fileno())
    except OSError as error:
        yield _unreadable(path, error)
        return
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        message = f"{path} changed while it was read: what was there then was taken. Add it again once it is finished."
        yield Note(kind="changed-while-read", message=message, where=str(path))


def _not_a_file(path: Path) -> Note:
    message = f"{path} was not read: it is a device, a pipe or a socket. Name a file, a folder, or the pipe itself."
    return Note(kind="not-a-file", message=message, where=str(path))


def _unreadable(path: Path, error: OSError) -> Note:
    message = f"{path} could not be read: {error.strerror}. Check the name and that you may read it."
    return Note(kind="unreadable", message=message, where=str(path))
