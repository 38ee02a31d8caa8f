"""Where captures come from: files, folders, globs, archives, tables and standard input.  All reading of inputs is here.

A source yields a Capture for each thing that it could read and a Note for each that it could not, and goes on.  What
kinds of files and addresses there are stands in `kinds`, in two tables.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.dispatch import list_named, read_thing
from onrecord.sources.folder import read_files
from onrecord.sources.jsonl import read_rows
from onrecord.sources.kinds import SCHEMES
from onrecord.sources.thing import Limits, ReadOptions, Scheme, Thing

__all__ = ["Limits", "ReadOptions", "check_inputs", "read_inputs"]

Source = Callable[[str], Iterator[Capture | Note]]
DEFAULTS = ReadOptions()


def check_inputs(inputs: Sequence[str], *, sources: Mapping[str, Source], options: ReadOptions = DEFAULTS) -> None:
    """Raise InputError for the first input of a kind that cannot be read, before anything is."""
    for each in inputs:
        if _source_name(each, sources) is not None:
            continue
        scheme = _scheme(each)
        if scheme is not None:
            scheme.check(each, options)
        else:
            for kind in list_named(each)[:1]:
                kind.check(each, options)


def read_inputs(
    inputs: Sequence[str], *, stdin: BinaryIO, sources: Mapping[str, Source], options: ReadOptions = DEFAULTS
) -> Iterator[Capture | Note]:
    """Captures of all inputs, in their order; files of a folder by name.

    An input is a file, a folder, a glob, an address, `-` (JSONL on standard input) or `NAME:REST` for a source of that
    name.
    """
    names: dict[str, PurePath] = {}
    for each in inputs:
        name, scheme = _source_name(each, sources), _scheme(each)
        if name is not None:
            yield from sources[name](each.removeprefix(f"{name}:"))
        elif scheme is not None:
            yield from scheme.read(each, options, read_thing)
        elif each == "-":
            yield from read_rows(Thing(stream=stdin, name="-", where="-", options=options, read_inside=read_thing))
        else:
            yield from read_files(each, names=names, options=options)


def _source_name(each: str, sources: Mapping[str, Source]) -> str | None:
    name, colon, _ = each.partition(":")
    return name if colon and name in sources else None


def _scheme(each: str) -> Scheme | None:
    return next((s for s in SCHEMES if each.lower().startswith(s.prefix)), None)
