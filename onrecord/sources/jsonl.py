"""Reports as lines of JSON: our own wire, and what scrapers and archives commonly write."""

from collections.abc import Iterator, Mapping

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.lines import TOO_LONG, list_lines
from onrecord.sources.objects import parse_object, read_object
from onrecord.sources.seen import Seen
from onrecord.sources.thing import Thing


def read_rows(thing: Thing) -> Iterator[Capture | Note]:
    """A Capture for each line, a Note for each that cannot be read; empty lines are passed over."""
    seen, is_empty = Seen(), True
    for number, line in list_lines(thing.stream, most=thing.options.limits.line):
        where = f"{thing.name}:{number}"
        is_empty = is_empty and line is not None and not line.strip()
        if line is None:
            yield Note(kind="too-large", message=f"{where}: {TOO_LONG}", where=where)
        elif line.strip():
            try:
                capture = read_line(line, where=where, name=thing.name, fields=thing.options.fields)
            except InputError as error:
                yield Note(kind="bad-line", message=f"{where}: {error.message} {error.help}", where=where)
                continue
            yield capture
            yield from seen.notice(capture, where=where)
    if is_empty:
        message = f"{thing.where} holds no lines. Write one report a line."
        yield Note(kind="empty", message=message, where=thing.where)


def read_line(line: bytes, *, where: str, name: str = "-", fields: Mapping[str, str] | None = None) -> Capture:
    """The capture that one line holds.  Raises InputError, with the cure, for a line that holds none."""
    return read_object(parse_object(line, where=where), where=where, name=name, fields=fields)
