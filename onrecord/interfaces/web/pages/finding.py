"""Search: lines with the words that were looked for aligned, narrowed by what kind of saying they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.case import SearchHit
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import turn_page
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.records.finding import Statement
from onrecord.views import phrases
from onrecord.views.index import squeeze

LIMIT = 150  # lines; marking what was looked for takes a quarter of a millisecond each
SIDE = 90  # characters shown on each side of a hit
BLANK = "\u00a0"  # at the edge of a cell, where a plain one would vanish
OWN_WORDS = "the report's own words"
FACETS = ("speaker", "party", "manner", "hedge", "reviewed", "outlet", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line of a search: the words looked for, with what stands before and after them."""

    report: str  # id
    label: str
    statement: str | None  # id of the first statement that it stands in
    statement_label: str | None
    before: str
    hit: str
    after: str
    facets: Mapping[str, str]
    published: str


def show_search(desk: Desk) -> Page:
    """Hits for `q`, narrowed by facets in the address; none without `q`."""
    query = desk.value("q")
    room = desk.rooms.whole(desk.as_of)
    story = desk.value("story") or None
    book = desk.rooms.part(story, desk.as_of).book if story else room.book
    hits = desk.rooms.case.search(query, book=book, limit=LIMIT) if query else ()
    lines = [line for hit in hits if (line := _line(room, hit))]
    chosen = {name: desk.value(name) for name in FACETS if desk.value(name)}
    kept = [x for x in lines if all(x.facets.get(k) == v for k, v in chosen.items())]
    turned = turn_page(desk, len(kept))
    return Page(
        template="search",
        title=f"Search: {query}" if query else "Search",
        answer={"q": query, "chosen": chosen, "found": [_plain(x) for x in kept]},
        extra={
            "q": query,
            "lines": kept[turned["first"] : turned["stop"]],
            "leaf": turned["leaf"],
            "all": len(lines),
            "chosen": chosen,
            "facets": _facets(lines, chosen),
            "index": room.index,
            "is_cut": len(hits) >= LIMIT,
            "scope": story,
        },
    )


def _line(room: Room, hit: SearchHit) -> Found | None:
    text, span = hit.report.text, hit.span
    if hit.report.id not in room.index.labels:
        return None
    word = hit.words[0] if hit.words else span
    said = [room.index.statements[s] for s in hit.statements if s in room.index.statements]
    statement = next((s for s in said if any(e.overlaps(word) for e in s.content)), None)
    before, after = squeeze(text[span.start : word.start]), squeeze(text[word.end : span.end])
    lead = BLANK if text[word.start - 1 : word.start].isspace() else ""
    tail = BLANK if text[word.end : word.end + 1].isspace() else ""
    return Found(
        report=hit.report.id,
        label=room.index.labels[hit.report.id],
        statement=statement.id if statement else None,
        statement_label=room.index.labels[statement.id] if statement else None,
        before=("…" + before[-SIDE:] if len(before) > SIDE else before) + lead,
        hit=squeeze(word.of(text)),
        after=tail + (after[:SIDE] + "…" if len(after) > SIDE else after),
        facets=_facets_of(room, hit, statement),
        published=phrases.when_text(hit.report.published),
    )


def _facets_of(room: Room, hit: SearchHit, statement: Statement | None) -> Mapping[str, str]:
    found = {"outlet": hit.report.outlet or hit.report.doc, "month": phrases.when_text(hit.report.published)[:7]}
    if statement is None:
        return {**found, "speaker": OWN_WORDS}
    return {
        **found,
        "speaker": room.index.speaker_name(statement) or "nobody named",
        "party": room.index.side_of(statement) or "not known",
        "manner": statement.manner.value,
        "hedge": statement.certainty.value,
        "reviewed": "by a person" if statement.id in room.index.reviews else "by nobody",
    }


def _facets(lines: Sequence[Found], chosen: Mapping[str, str]) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each facet its values with how many lines each would leave, given the other facets."""
    out = []
    for name in FACETS:
        others = {k: v for k, v in chosen.items() if k != name}
        counts: dict[str, int] = {}
        for line in lines:
            if name in line.facets and all(line.facets.get(k) == v for k, v in others.items()):
                counts[line.facets[name]] = counts.get(line.facets[name], 0) + 1
        ordered = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
        out.append((name, ordered[:12]))
    return out


def _plain(found: Found) -> dict[str, object]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}
