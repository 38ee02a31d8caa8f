"""Where captures come from: files, folders, globs, JSONL and standard input.  All reading of inputs is here.

A source yields a Capture for each thing that it could read and a Note for each that it could not, and goes on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.folder import read_files
from onrecord.sources.jsonl import read_lines

Source = Callable[[str], Iterator[Capture | Note]]

FETCHED = ("http://", "https://", "feed://", "ftp://")
FEEDS = (".opml", ".rss", ".atom", ".xml")
ARCHIVES = (".warc", ".warc.gz", ".wacz")


def check_inputs(inputs: Sequence[str], *, sources: Mapping[str, Source]) -> None:
    """Raise InputError for the first input of a kind that cannot be read, before anything is."""
    for each in inputs:
        if _source_name(each, sources) is not None:
            continue
        lower = each.lower()
        if lower.startswith(FETCHED):
            raise InputError(
                f"'{each}' was not fetched: the network is off, and onrecord does not fetch yet.",
                where=each,
                help="Save the page and add the file.",
            )
        if lower.endswith(FEEDS):
            raise InputError(
                f"'{each}' was not followed: feeds need the network, which is off, and onrecord does not fetch yet.",
                where=each,
                help="Save its pages and add the files.",
            )
        if lower.endswith(ARCHIVES):
            raise InputError(
                f"'{each}' was not read: onrecord reads no web archives yet.",
                where=each,
                help="Take the pages out of it and add them as .html files.",
            )


def read_inputs(inputs: Sequence[str], *, stdin: BinaryIO, sources: Mapping[str, Source]) -> Iterator[Capture | Note]:
    """Captures of all inputs, in their order; files of a folder by name.

    An input is a file, a folder, a glob, `-` (JSONL on standard input) or `NAME:REST` for a source of that name.
    """
    names: dict[str, PurePath] = {}
    for each in inputs:
        name = _source_name(each, sources)
        if name is not None:
            yield from sources[name](each.removeprefix(f"{name}:"))
        elif each == "-":
            yield from read_lines(stdin, name="-")
        else:
            yield from read_files(each, names=names)


def _source_name(each: str, sources: Mapping[str, Source]) -> str | None:
    name, colon, _ = each.partition(":")
    return name if colon and name in sources else None
