"""The verb search."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.interfaces import problems
from onrecord.interfaces.cli.asked import Asked, takes_asked
from onrecord.interfaces.cli.common import given_words, result_stream, say

if TYPE_CHECKING:
    from onrecord.case import SearchHit

AROUND = 60  # characters shown on either side of the first match

Query = Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words; "quoted words" stand together.')]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("search")(takes_asked(search))


def search(asked: Asked, query: Query, limit: Limit = 20) -> None:
    """Find paragraphs and headlines by their words; exit code 5 where there are none."""
    given_words(query, "query")
    words = " ".join(f'"{q}"' if " " in q else q for q in query)  # the shell took the quotation marks off
    with asked.case() as opened:
        hits = opened.search(words, story=asked.story, as_of=asked.moment(opened), limit=limit)
    with result_stream(asked.output) as stream:
        for hit in hits:
            shown = json.dumps(_as_object(hit), ensure_ascii=False) if asked.as_json else _as_line(hit, asked.plain)
            stream.write(shown + "\n")
    if not hits:
        say(f"No report has all of these words: {words}.")
        raise typer.Exit(problems.NOTHING)


def _as_object(hit: "SearchHit") -> dict[str, Any]:
    place = {"start": hit.span.start, "end": hit.span.end}
    return {
        "type": "hit",
        "doc": hit.report.doc,
        "report": hit.report.id,
        "outlet": hit.report.outlet,
        "span": place,
        "text": hit.span.of(hit.report.text),
        "words": [{"start": w.start, "end": w.end} for w in hit.words],
        "statements": list(hit.statements),
    }


def _as_line(hit: "SearchHit", plain: bool) -> str:
    left, word, right = _keyword_in_context(hit)
    if plain:
        return "\t".join((hit.report.doc, str(hit.span.start), str(hit.span.end), left + word + right))
    who = hit.report.outlet or hit.report.doc
    return f"{left:>{AROUND}}{word}{right}  [{who}, {hit.report.doc}]"


def _keyword_in_context(hit: "SearchHit") -> tuple[str, str, str]:
    text, first = hit.report.text, hit.words[0] if hit.words else hit.span
    start, end = first.start, min(first.end, first.start + AROUND)
    left = text[max(hit.span.start, start - AROUND) : start]
    right = text[end : min(hit.span.end, end + AROUND)]
    return _flat(left), _flat(text[start:end]), _flat(right)


def _flat(text: str) -> str:
    return "".join(" " if c.isspace() or not c.isprintable() else c for c in text)
