"""Exporting a case: the format is looked up, the account fetched and redacted, the captures made ready.

Loaded only by a case that exports, since a format may bring in much.
"""

import csv
import datetime as dt
import functools
import html
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from onrecord import __version__
from onrecord.case.saving import Export
from onrecord.errors import ExportError, InputError, PluginError
from onrecord.plugins import Extensions
from onrecord.records.casebook import Casebook
from onrecord.views.exports.formats import FORMATS, Format, load_writer
from onrecord.views.exports.order import Held, Order, Rating, Tally, count_records
from onrecord.views.exports.redact import BLOCK, Redaction, redact
from onrecord.views.index import index_casebook

if TYPE_CHECKING:
    from onrecord.case.case import Case

UNTITLED = "All reports"
ENCODINGS = ("utf-8", "cp1252", "utf-16")  # of pages; a name is looked for in all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What of a case is exported, and how."""

    to: str = "jsonl"
    story: str | None = None  # None: all of it
    as_of: dt.datetime | None = None  # None: as it stands now
    redact: tuple[str, ...] = ()  # names that are left out everywhere
    ratings: tuple[Rating, ...] = ()  # what people found of claims


def list_formats() -> Mapping[str, str]:
    """Every format that can be asked for, our own and installed ones, with what it is for."""
    others = dict.fromkeys(Extensions("exporters"), "an installed exporter")
    return others | {f.name: f.help for f in FORMATS.values()}


def find_format(name: str) -> tuple[Format, Callable[[Order], Any]]:
    """The format with that name and its writer.  Raises InputError for an unknown one, PluginError for a broken one."""
    if name in FORMATS:
        return FORMATS[name], load_writer(FORMATS[name])
    others = Extensions("exporters")
    if name not in others:
        known = ", ".join((*FORMATS, *sorted(others)))
        raise InputError(f"Unknown format '{name}'.", where="--to", help=f"Known: {known}.")
    made = others[name]
    told = "an installed exporter"
    format = Format(name=name, writer=name, suffix="", media_type="text/plain", help=told, whole=())
    return format, lambda order: _check_parts(name, made(order.book))


def _check_parts(name: str, parts: Any) -> Iterator[str]:
    for part in parts:
        if not isinstance(part, str):
            raise PluginError(
                f"The exporter '{name}' gave {type(part).__name__} where text was expected.",
                where=name,
                help="Upgrade or uninstall its package.",
            )
        yield part


def export_case(case: "Case", options: ExportOptions) -> Export:
    """The export, about to be written.

    Raises InputError for an unknown format, NotFound for a story that the case does not have, and ExportError where the
    account does not hold every report of the store.
    """
    format, writer = find_format(options.to)
    book = _fetch(case, options)
    named = book.account.stories[0].name if options.story and book.account.stories else case.settings["story.name"]
    store, gone, title, hold, unseen = count_records(book), {}, named or UNTITLED, _holder(case), 0
    if options.redact:
        left = redact(book, options.redact)
        book, gone, title, hold = left.book, dict(left.gone), left.names.strike(title), _careful(hold, left)
        unseen = left.unseen
    order = Order(
        book=book,
        index=index_casebook(book),
        title=title,
        language=case.language,
        made_by=f"onrecord {__version__}",
        tally=Tally(store=store, redacted=gone),
        as_of=options.as_of,
        ratings=options.ratings,
        hold=hold,
        unseen_names=unseen,
    )
    return Export(format, writer, order)


def _fetch(case: "Case", options: ExportOptions) -> Casebook:
    """The casebook; of a whole case it must hold every report that the store has, unless one was added meanwhile."""
    before = case.list_filed()
    book = case.casebook(story=options.story, as_of=options.as_of)
    if options.story is None and options.as_of is None and case.list_filed() == before:
        stored, held = {r for f in before for r in f.reports}, {v.report.id for v in book.versions}
        if stored != held:
            raise ExportError(
                f"The account holds {len(held & stored):,} of {len(stored):,} reports of the store.",
                where=str(case.folder),
                help="Run `onrecord doctor`.",
            )
    return book


def _holder(case: "Case") -> Callable[[str], Held | None]:
    @functools.cache
    def filed() -> Mapping[str, Any]:
        return {f.capture: f for f in case.list_filed()}

    def hold(capture: str) -> Held | None:
        told, content = filed()[capture], case.content(capture)
        return Held(
            id=capture,
            content=content,
            media_type=_media_type(content, told.address or told.doc),
            doc=told.doc,
            address=told.address,
            at=told.fetched or told.added,
            sha256=told.sha256,
        )

    return hold


def _media_type(content: bytes, name: str) -> str:
    """By the first bytes, else by the name, else plain text."""
    head = content[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "text/html"
    if head.startswith(b"%pdf-"):
        return "application/pdf"
    return mimetypes.guess_type(name.partition("?")[0])[0] or "text/plain"


def _careful(hold: Callable[[str], Held | None], left: Redaction) -> Callable[[str], Held | None]:
    """Gives no capture that holds one of the names, be it only in the page's own code."""
    reports = (*left.book.reports, *left.book.earlier, *(v.report for v in left.book.versions))
    blocked = {r.capture for r in reports if BLOCK in r.text}

    def held(capture: str) -> Held | None:
        found = None if capture in blocked else hold(capture)
        if found is None:
            return None
        read = (found.content.decode(encoding, "ignore") for encoding in ENCODINGS)
        told = (*(unquote(html.unescape(words)) for words in read), found.doc, found.address)
        return None if any(left.names.are_in(text) for text in told) else found

    return held


def read_names(path: Path) -> tuple[str, ...]:
    """The names in the file, one a line; empty lines and those that begin with # are passed over.

    Raises InputError where it cannot be read or names nobody.
    """
    lines = (line.strip() for line in _read_text(path, "names").splitlines())
    names = tuple(line for line in lines if line and not line.startswith("#"))
    if not names:
        raise InputError(f"'{path}' names nobody.", where=str(path), help="Write one name a line.")
    return names


def read_ratings(path: Path) -> tuple[Rating, ...]:
    """The ratings in the file: CSV with the columns claim, rating, by and, if you like, url and date.

    Raises InputError where it cannot be read or a line lacks one of the first three.
    """
    ratings = []
    for number, row in enumerate(csv.DictReader(_read_text(path, "ratings").splitlines()), 2):
        told = {name: (row.get(name) or "").strip() for name in ("claim", "rating", "by", "url", "date")}
        try:
            day = dt.date.fromisoformat(told["date"]) if told["date"] else None
        except ValueError as error:
            raise _unrated(path, number, f"'{told['date']}' is no date") from error
        if not (told["claim"] and told["rating"] and told["by"]):
            raise _unrated(path, number, "claim, rating or by is empty")
        ratings.append(
            Rating(thing=told["claim"], verdict=told["rating"], by=told["by"], address=told["url"] or None, day=day)
        )
    return tuple(ratings)


def _unrated(path: Path, line: int, why: str) -> InputError:
    return InputError(
        f"{path} line {line}: {why}.",
        where=f"{path}:{line}",
        help="Columns: claim, rating, by, url, date (2031-03-04); the last two may be empty.",
    )


def _read_text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"Cannot read the {what} in '{path}': {why}.", where=str(path)) from error
