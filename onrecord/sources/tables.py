"""Reports as rows of a table: CSV and its like, with a line of names first."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.packed import peekable
from onrecord.sources.rows import FIELDS, MAP_CURE, make_capture
from onrecord.sources.seen import Seen
from onrecord.sources.thing import MIB, LeftOut, Thing

MARKS = ",;\t|"  # that part the fields of a row
HEAD = 65_536  # bytes by which the encoding is told
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_table(thing: Thing) -> Iterator[Capture | Note]:
    """A Capture for each row, a Note for each that cannot be read; empty rows are passed over."""
    stream = peekable(thing.stream)
    encoding, note = _find_encoding(stream.peek(HEAD)[:HEAD], thing)
    yield from note
    most = thing.options.limits.line
    csv.field_size_limit(max(csv.field_size_limit(), most))
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    head = text.readline(most)
    rows = csv.reader(_list_lines(head, text, thing, most=most), delimiter=max(MARKS, key=head.count), strict=True)
    try:
        yield from _read_rows(rows, thing)
    except csv.Error as error:
        message = f"{thing.where}, line {rows.line_num}: {error}; the rows from there on were not read."
        cure = "Close the quotation mark that is open, or double those inside a field."
        raise LeftOut("bad-row", message, where=thing.where, help=cure) from error
    finally:
        text.detach()  # else it would close the stream, which whoever opened it closes


def _find_encoding(head: bytes, thing: Thing) -> tuple[str, list[Note]]:
    for bom, name in BOMS:
        if head.startswith(bom):
            return name, []
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        message = f"{thing.where} is not UTF-8; read as cp1252. Check names with accents, or save it as UTF-8."
        return "cp1252", [Note(kind="encoding-guessed", message=message, where=thing.where)]
    return "utf-8", []


def _list_lines(head: str, text: io.TextIOWrapper, thing: Thing, *, most: int) -> Iterator[str]:
    """The lines of the table; one that has no end within a report's size ends the reading."""
    line = head
    while line:
        if len(line) >= most:
            message = f"{thing.where} was left at a line of more than {most // MIB} MB: no report is so long."
            raise LeftOut("too-large", message, where=thing.where, help="Write one report a row.")
        yield line
        line = text.readline(most)


def _read_rows(rows: Iterator[list[str]], thing: Thing) -> Iterator[Capture | Note]:
    header = [name.strip("\ufeff \t\r\n") for name in next(rows, [])]
    fields = _find_fields(header, thing)
    seen = Seen()
    for number, row in enumerate(rows, start=2):
        where = f"{thing.name}:{number}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            message = (
                f"{where}: the row has {len(row)} fields, the table {len(header)}: put quotation marks around them."
            )
            yield Note(kind="bad-row", message=message, where=where)
            continue
        try:
            given = {k: v for k, v in zip(header, row, strict=False) if v.strip()}
            given |= _qualify(given, fields.get("id"), thing.name)
            capture = make_capture(given, where=where, name=thing.name, fields=fields)
        except InputError as error:
            yield Note(kind="bad-row", message=f"{where}: {error.message} {error.help}", where=where)
            continue
        yield capture
        yield from seen.notice(capture, where=where)


def _qualify(row: Mapping[str, str], id_field: str | None, name: str) -> dict[str, str]:
    """The row's id with the table's name before it where it is a mere number, which every table counts from 1."""
    number = row.get(id_field or "", "").strip()
    return {id_field: f"{name}#{number}"} if id_field and number.isdigit() else {}


def _find_fields(header: Sequence[str], thing: Thing) -> Mapping[str, str]:
    """Our names to the table's: as was said, else the usual ones, written in whatever case.

    Raises LeftOut where a name that was said, or the text, is not in the table.
    """
    listed = ", ".join(name[:40] for name in header[:20]) or "none"
    said = thing.options.fields
    missing = [name for name in said.values() if name not in header]
    if missing:
        message = f'{thing.where} has no field "{missing[0]}". It has: {listed}.'
        raise LeftOut("no-field", message, where=thing.where, help="Change --map.")
    plain = {_plain(name): name for name in reversed(header)}
    usual = {
        field: next((plain[_plain(n)] for n in names if _plain(n) in plain), None) for field, names in FIELDS.items()
    }
    fields = {**{field: name for field, name in usual.items() if name}, **said}
    if "text" not in fields and "html" not in fields:
        message = f"{thing.where} was not read: none of its fields is known as the text. It has: {listed}."
        raise LeftOut("no-field", message, where=thing.where, help=MAP_CURE)
    return fields


def _plain(name: str) -> str:
    return name.replace("_", "").replace(" ", "").replace("-", "").casefold()
