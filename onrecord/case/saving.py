"""Writing an export: to a stream, a file, a folder or an archive, counted and hashed, whole or not at all."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import ExportError, InputError
from onrecord.records import wire
from onrecord.views.exports.formats import Format
from onrecord.views.exports.order import Order

MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same account gives the same archive, byte for byte
Parts = Iterable[str | bytes]


class Export:
    """An export about to be written: its files in parts, then its manifest."""

    def __init__(self, format: Format, writer: Callable[[Order], Any], order: Order) -> None:
        self.format = format
        self._writer = writer
        self._order = order
        self._files: list[wire.Json] = []

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The name and the bytes of each file, in parts; a format of one file names it "".

        Take every part of a file before the next file.  Raises ExportError after the last where something is missing.
        """
        with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
            order = replace(self._order, scratch=Path(scratch))
            made = self._writer(order)
            named = made if self.format.is_folder else (("", made),)
            for name, parts in named:
                yield name, self._counted(name, parts)
        missing = order.tally.missing(self.format.whole)
        if missing:
            raise ExportError(
                f"The export to {self.format.name} holds {'; '.join(missing)}.",
                where=self.format.name,
                help="Nothing was kept.  Run `onrecord doctor`; if the case is whole, report this as a fault.",
            )

    def _counted(self, name: str, parts: Parts) -> Iterator[bytes]:
        sha256, size = hashlib.sha256(), 0
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")
            if not data:
                continue
            yield data
            self._order.tally.feed(data)
            sha256.update(data)
            size += len(data)
        self._files.append({"path": name, "bytes": size, "sha256": sha256.hexdigest()})

    def manifest(self) -> wire.Json:
        """What was written: counts beside the store's, size and hash of each file, licence.  Complete after `files`."""
        told = self._order.tally.counts()
        as_of = self._order.as_of
        return {
            "format": self.format.name,
            "made_by": self._order.made_by,
            "wire": wire.VERSION,
            "title": self._order.title,
            "as_of": None if as_of is None else wire.encode_time(as_of),
            **{name: told[name] for name in ("counts", "store", "redacted", "licence")},
            **({"unseen_names": self._order.unseen_names} if self._order.unseen_names else {}),
            "files": self._files,
        }

    def write(self, stream: BinaryIO) -> None:
        """Write the one file to the stream.  Raises InputError for a format of several."""
        if self.format.is_folder:
            raise InputError(
                f"'{self.format.name}' is several files.", where="--output", help="Name a folder or a .zip with -o."
            )
        for _, parts in self.files():
            for part in parts:
                stream.write(part)

    def save(self, target: Path) -> wire.Json:
        """Write to a file, folder or .zip, whole or not at all, a manifest beside or in it, which is given back.

        Raises InputError where it cannot be written and ExportError where what lies there is not what was written.
        """
        target = target.resolve()  # a link stays, and what it names is written
        if target.exists() and not (target.is_file() or target.is_dir()):
            help = "Name a file, or write to standard output with `-o -`."
            raise InputError(f"Cannot write to '{target}': it is no file.", where=str(target), help=help)
        try:
            if not self.format.is_folder:
                self._save_file(target)
            elif target.suffix.lower() == ".zip":
                self._save_archive(target)
            else:
                self._save_folder(target)
        except OSError as error:
            raise InputError(f"Cannot write '{target}': {error.strerror}.", where=str(target)) from error
        return self.manifest()

    def _save_file(self, target: Path) -> None:
        if target.is_dir():
            raise InputError(f"Cannot write '{target}': it is a folder.", where=str(target), help="Name a file.")
        with _part_of(target) as part, _part_of(beside(target)) as note:
            with part.open("wb") as stream:
                self.write(stream)
            self._files[0]["path"] = target.name
            self._reread(part, self._files[0])
            note.write_text(_as_json(self.manifest()), encoding="utf-8")

    def _save_folder(self, target: Path) -> None:
        _refuse_foreign(target)
        with _part_of(target) as part:
            part.mkdir()
            for name, parts in self.files():
                with (part / name).open("wb") as stream:
                    stream.writelines(parts)
            for told in self._files:
                self._reread(part / told["path"], told)
            (part / MANIFEST).write_text(_as_json(self.manifest()), encoding="utf-8")

    def _save_archive(self, target: Path) -> None:
        with _part_of(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, parts in self.files():
                with archive.open(_entry(name), "w", force_zip64=True) as stream:
                    for each in parts:
                        stream.write(each)
            archive.writestr(_entry(MANIFEST), _as_json(self.manifest()))

    def _reread(self, path: Path, told: wire.Json) -> None:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != told["sha256"]:
            raise ExportError(
                f"'{told['path']}' on the disk is not what was written.",
                where=told["path"],
                help="Nothing was kept.  Check the disk and export again.",
            )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def beside(target: Path) -> Path:
    """Where the manifest of a single file lies."""
    return target.with_name(f"{target.name}.{MANIFEST}")


def _as_json(manifest: wire.Json) -> str:
    return json.dumps(manifest, ensure_ascii=True, indent=2) + "\n"


@contextlib.contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A place beside the target to build it in; it takes the target's place when all went well, else it goes."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        if part.is_dir() and target.is_dir():
            shutil.rmtree(target)
        part.replace(target)
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def _refuse_foreign(target: Path) -> None:
    """Raises InputError for a folder that holds anything but an earlier export, since it would be replaced."""
    if not target.exists():
        return
    try:
        told = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        ours = {MANIFEST, *(file["path"] for file in told["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    if not target.is_dir() or {f.name for f in target.iterdir()} - ours:
        raise InputError(
            f"'{target}' holds other things than an export.", where=str(target), help="Name a new folder or a .zip."
        )
