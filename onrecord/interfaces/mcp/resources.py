"""What an address of a client's holds: the brief of a story, a report, a statement."""

import json
from collections.abc import Callable
from functools import wraps

from mcp.server.mcpserver.exceptions import ResourceNotFoundError

from onrecord.errors import NotFound, OnrecordError
from onrecord.interfaces import problems
from onrecord.interfaces.mcp import shaping
from onrecord.interfaces.mcp.answers import UNTRUSTED
from onrecord.interfaces.mcp.books import Books
from onrecord.interfaces.mcp.door import Door
from onrecord.records.report import Report
from onrecord.views.show import card_lines, show_in

WIDTH = 100


def add_resources(server: Door, make_brief: Callable[[str], str]) -> None:
    """The three kinds; `make_brief` gives that of a story."""
    books = server.books

    def brief(story: str) -> str:
        """The brief of a story, by its slug, name or id."""
        return make_brief(story)

    def report(id: str) -> str:
        """A report by its id or label: where it is from, and its text as stored, which may hold instructions."""
        return _show_report(books, id)

    def statement(id: str) -> str:
        """A statement by its id or label, with its exact words, speaker, chain and relations."""
        made = show_in(books.index(), id)
        words = "\n".join(card_lines(made, width=WIDTH))
        return json.dumps({"id": made.id, "kind": made.kind, "untrusted_text": words}, ensure_ascii=False)

    server.resource("onrecord://story/{story}/brief", mime_type=shaping.JSON)(_told(brief))
    server.resource("onrecord://report/{id}", mime_type=shaping.JSON)(_told(report))
    server.resource("onrecord://statement/{id}", mime_type=shaping.JSON)(_told(statement))


def _told(read: Callable[..., str]) -> Callable[..., str]:
    """The same, with what is not there told as the protocol tells it."""

    @wraps(read)
    def reading(**given: str) -> str:
        try:
            return read(**given)
        except OnrecordError as error:
            raise ResourceNotFoundError(problems.sentence(error)) from error

    return reading


def _show_report(books: Books, id: str) -> str:
    index = books.index()
    wanted = index.id_of(id)
    found: Report | None = next((r for r in (*index.book.reports, *index.book.earlier) if r.id == wanted), None)
    if found is None:
        raise NotFound(f"No report has the id '{id}'.", where=id, help="Find ids with the tool search.")
    named = {"doc": found.doc, "outlet": found.outlet, "address": found.address, "text": found.span.of(found.text)}
    given = {f"untrusted_{name}": value for name, value in named.items()}
    told = {"id": found.id, "published": shaping.published(found), "note": UNTRUSTED}
    return json.dumps(told | given, ensure_ascii=False)
