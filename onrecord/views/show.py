"""One thing by its label or id: the exact words, where they stand, and what they stand next to."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, Entity, RelationKind, Series
from onrecord.records.decision import tell
from onrecord.records.finding import Event, Figure, Source, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.figures import figures_lines, list_figures
from onrecord.views.index import Index, Record, find_record, index_casebook, squeeze, words_of
from onrecord.views.labels import label_order
from onrecord.views.voices import MANNER_WORDS, STANCE_WORDS

SAME = "same as"
MAX_ALIKE = 3  # statements shown that only say the same; the claim lists all
FRAGMENT_WORDS = 12  # words of a text fragment; longer ones break on any edit
UNBROKEN = ("", "live")  # tables and addresses, which wrapping would spoil
OWN_WORDS = "the report itself"
RELATION_WORDS = {
    "same": (SAME, SAME),
    "refines": ("refines", "refined by"),
    "updates": ("updates", "updated by"),
    "qualifies": ("qualifies", "qualified by"),
    "other_scope": ("has another scope than", "has another scope than"),
    "other_time": ("is of another time than", "is of another time than"),
    "denies": ("denies", "denied by"),
    "contradicts": ("contradicts", "contradicts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand."""

    report: str  # id
    label: str  # "r3"
    spans: tuple[Span, ...]
    text_sha256: str  # of the whole stored text


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another thing that this one is joined to."""

    how: str  # "updated by", "same as", "origin"
    label: str
    id: str
    words: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record as a reader wants it."""

    kind: str
    id: str
    label: str
    words: str  # verbatim, or the name of what has no words of its own
    place: Place | None
    facts: tuple[tuple[str, str], ...]  # in the order shown
    neighbours: tuple[Neighbour, ...]


def show_record(book: Casebook, wanted: str) -> Card:
    """The card of the record with that label, id or unique beginning of an id.  Raises NotFound."""
    return show_in(index_casebook(book), wanted)


def show_in(index: Index, wanted: str) -> Card:
    """The same, for those who hold an index already.  Raises NotFound."""
    record = find_record(index, wanted)
    makers: dict[type, Callable[[Index, Any], Card]] = {
        Statement: _statement,
        Figure: _figure,
        Event: _event,
        Report: _report,
        Claim: _claim,
        Series: _series,
        Entity: _entity,
    }
    return makers[type(record)](index, record)


def _card(index: Index, record: Record, words: str, place: Place | None, **rest: Any) -> Card:
    label = index.labels.get(record.id, record.id)
    return Card(kind=type(record).__name__.lower(), id=record.id, label=label, words=words, place=place, **rest)


def _place(index: Index, report: Report, spans: tuple[Span, ...]) -> Place:
    sha = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Place(report=report.id, label=index.labels.get(report.id, report.doc), spans=spans, text_sha256=sha)


def _statement(index: Index, statement: Statement) -> Card:
    report = index.report_of(statement)
    words = words_of(report, statement.content)
    figures = index.figures_of.get(statement.id, ())
    facts = [
        ("manner", MANNER_WORDS[statement.manner.value]),
        ("who", _who(index, statement)),
        ("cue", squeeze(statement.cue.of(report.text)) if statement.cue else "carried over from a sentence beside it"),
        ("stance", f"{STANCE_WORDS[statement.stance]}; hedge {statement.certainty.value}"),
        ("through", " <- ".join(_source(s) for s in reversed(statement.chain)) or "-"),
        ("said", _said(statement)),
        *_via(index, report),
        *((("figures", ", ".join(words_of(report, x.evidence.spans[:1]) for x in figures)),) if figures else ()),
        ("read by", f"{statement.evidence.maker}, {_reviewed(index, statement)}"),
        *_live(report, words),
    ]
    neighbours = (*_related(index, statement), *_memberships(index, statement))
    place = _place(index, report, statement.content)
    return _card(index, statement, words, place, facts=tuple(facts), neighbours=neighbours)


def _reviewed(index: Index, statement: Statement) -> str:
    review = index.reviews.get(statement.id)
    return f"{tell(review)} [{review.id}]" if review else "reviewed by nobody"


def _who(index: Index, statement: Statement) -> str:
    who = index.speaker_name(statement) or "nobody named"
    entity = index.entity_of(statement)
    office = entity.offices[-1].title if entity and entity.offices else None
    parts = (who, statement.speaker.role or office, index.party_of(statement))
    kept = [p for n, p in enumerate(parts) if p and p.casefold() not in " ".join(filter(None, parts[:n])).casefold()]
    return ", ".join(kept) + f" ({statement.speaker.kind.value})"


def _source(source: Source) -> str:
    return source.name or "nobody named"


def _said(statement: Statement) -> str:
    if statement.said is None:
        return "not dated"
    basis = "in the text" if statement.said_span else statement.said.basis.value
    return f"{phrases.when_text(statement.said)} ({basis})"


def _via(index: Index, report: Report) -> Iterator[tuple[str, str]]:
    label = index.labels.get(report.id, "an earlier version")
    when = report.published
    published = phrases.moment(when.at) if when and when.at else phrases.when_text(when)
    basis = f" ({when.basis.value})" if when else ""
    version = index.versions.get(report.id)
    captured = f", captured {phrases.moment(version.fetched)}" if version and version.fetched else ""
    if version and version.is_inferred:
        captured = f", taken as known from {phrases.moment(version.known)}"
    yield "via", f"{report.outlet or 'outlet not known'} {label}, published {published}{basis}{captured}"
    yield "grade", _grade(index, report)


def _grade(index: Index, report: Report) -> str:
    """The Admiralty grade of the outlet, by whom; F6 says that nobody gave one."""
    found = next((g for g in index.book.grades if g.outlet == report.outlet), None)
    if found is None:
        return "F6 (not graded)"
    who = f"by {found.by} on {found.at.date().isoformat()}" if found.by and found.at else "in the settings of the case"
    return f"{found.letter}{found.digit} ({who})"


def _live(report: Report, words: str) -> Iterator[tuple[str, str]]:
    """The address with a text fragment; hyphens, commas and ampersands are escaped, else browsers misread them."""
    if report.address and report.address.startswith(("http://", "https://")):
        start = " ".join(words.split(" … ")[0].strip('"“”').split()[:FRAGMENT_WORDS])
        yield "live", f"{report.address}#:~:text={percent(start, safe='').replace('-', '%2D')}"


def _related(index: Index, statement: Statement) -> Iterator[Neighbour]:
    for relation in sorted(index.relations.get(statement.id, ()), key=lambda r: r.kind is RelationKind.SAME):
        forward = relation.a == statement.id
        other = index.statements.get(relation.b if forward else relation.a)
        if other:
            how = RELATION_WORDS[relation.kind.value][0 if forward else 1]
            yield _neighbour(index, other, how, relation.because)


def _neighbour(index: Index, statement: Statement, how: str, because: str) -> Neighbour:
    words = f"{index.speaker_name(statement) or 'nobody named'}: {_words(index, statement)}"
    return Neighbour(how=how, label=index.labels[statement.id], id=statement.id, words=words, because=because)


def _words(index: Index, statement: Statement) -> str:
    return words_of(index.report_of(statement), statement.content)


def _memberships(index: Index, statement: Statement) -> Iterator[Neighbour]:
    for claim in index.claims.get(statement.id, ()):
        counts = phrases.three_counts(
            claim.reports, len(claim.origins), len(claim.parties), at_most=claim.has_unknown_party
        )
        yield Neighbour(how="part of", label=index.labels[claim.id], id=claim.id, words=claim.label, because=counts)


def _figure(index: Index, figure: Figure) -> Card:
    report = index.report_of(figure)
    statement = index.statements.get(figure.statement or "")
    series = index.series.get(figure.id)
    value = phrases.bounds(figure.low, figure.high, figure.approximator)
    facts = [
        ("value", f"{value}{f' {figure.unit}' if figure.unit else ''}"),
        ("of", figure.of),
        ("scope", figure.scope or "-"),
        ("as of", phrases.when_text(figure.as_of)),
        ("who", _who(index, statement) if statement else OWN_WORDS),
        *_via(index, report),
    ]
    near = [_neighbour(index, statement, "stands in", "")] if statement else []
    if series:
        near.append(Neighbour(how="part of", label=index.labels[series.id], id=series.id, words=series.of, because=""))
    words = words_of(report, figure.evidence.spans)
    place = _place(index, report, figure.evidence.spans)
    return _card(index, figure, words, place, facts=tuple(facts), neighbours=tuple(near))


def _event(index: Index, event: Event) -> Card:
    report = index.report_of(event)
    statement = index.statements.get(event.statement or "")
    facts = (
        ("happened", phrases.when_text(event.when)),
        ("place", event.place or "-"),
        ("actors", ", ".join(event.actors) or "-"),
        ("status", event.status.value.replace("_", " ")),
        ("who", _who(index, statement) if statement else OWN_WORDS),
        *_via(index, report),
    )
    near = (_neighbour(index, statement, "stands in", ""),) if statement else ()
    words = words_of(report, event.evidence.spans)
    return _card(index, event, words, _place(index, report, event.evidence.spans), facts=facts, neighbours=near)


def _report(index: Index, report: Report) -> Card:
    headline = squeeze(report.headline.of(report.text)) if report.headline else report.title or report.doc
    found = next((f for f in index.book.findings if f.report == report.id), None)
    counts = (
        f"{phrases.count(len(found.statements), 'statement')}, {phrases.count(len(found.figures), 'figure')}, "
        f"{phrases.count(len(found.events), 'event')}"
        if found
        else "an earlier version, not counted"
    )
    facts = (
        *_via(index, report),
        ("byline", report.byline or "-"),
        ("address", report.address or "-"),
        ("came as", report.doc),
        ("holds", counts),
        *_stands_in(index, report),
        *((f"note {n}", note.message) for n, note in enumerate(found.notes if found else (), 1)),
    )
    near = tuple(_copies(index, report)) + tuple(
        _neighbour(index, s, "says", "") for s in (found.statements if found else ())
    )
    return _card(index, report, headline, _place(index, report, (report.span,)), facts=facts, neighbours=near)


def _stands_in(index: Index, report: Report) -> Iterator[tuple[str, str]]:
    """The stories of a report that is about more than one matter, each with how much of it stands there."""
    for story in index.book.account.stories:
        for excerpt in story.excerpts:
            if excerpt.report == report.id:
                yield "stands in", f"{story.slug}, by {phrases.count(len(excerpt.paragraphs), 'paragraph')}"


def _copies(index: Index, report: Report) -> Iterator[Neighbour]:
    for copy in index.book.account.copies:
        if report.id in (copy.a, copy.b):
            other = index.reports[copy.a if copy.b == report.id else copy.b]
            how = "copies" if copy.b == report.id else "copied by"
            label = index.labels.get(other.id, other.doc)
            yield Neighbour(how=how, label=label, id=other.id, words=other.outlet or other.doc, because=copy.because)


def _claim(index: Index, claim: Claim) -> Card:
    counts = phrases.three_counts(
        claim.reports, len(claim.origins), len(claim.parties), at_most=claim.has_unknown_party
    )
    tree = tuple(
        (
            f"origin {n}",
            f"{o.name or OWN_WORDS}{f' ({o.party})' if o.party else ''}: {_origin_labels(index, o.statements)}"
            f"{''.join(f' ({note})' for note in o.by_hand)}",
        )
        for n, o in enumerate(claim.origins, 1)
    )
    near = [_neighbour(index, s, "says", "") for s in index.members(claim)]
    for relation in claim.relations:
        a, b = index.labels.get(relation.a), index.labels.get(relation.b)
        if a and b:
            how = f"{a} {RELATION_WORDS[relation.kind.value][0]}"
            near.append(Neighbour(how=how, label=b, id=relation.b, words="", because=relation.because))
    facts = (("counts", counts), *tree, *_by_hand(claim.by_hand))
    return _card(index, claim, claim.label, None, facts=facts, neighbours=tuple(near))


def _by_hand(notes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What people had a part in, one fact a decision."""
    return (("by hand", note) for note in notes)


def _origin_labels(index: Index, statements: tuple[str, ...]) -> str:
    return " ".join(sorted((index.labels[s] for s in statements if s in index.labels), key=label_order))


def _series(index: Index, series: Series) -> Card:
    life = next(x for x in list_figures(index.book, once=True) if x.id == series.id)
    table = figures_lines((life,), width=phrases.terminal_width())[1:]
    return _card(index, series, series.of, None, facts=tuple(("", row) for row in table), neighbours=())


def _entity(index: Index, entity: Entity) -> Card:
    facts = (
        ("kind", entity.kind.value),
        ("party", entity.party or "not known"),
        ("offices", "; ".join(f"{o.title} ({phrases.when_text(o.seen)})" for o in entity.offices) or "-"),
        ("also", ", ".join(a for a in entity.aliases if a != entity.name) or "-"),
        ("joined", entity.because),
    )
    said = [s for s in index.statements.values() if index.entity_of(s) is entity]
    near = tuple(_neighbour(index, s, "says", "") for s in said)
    return _card(index, entity, entity.name, None, facts=facts, neighbours=near)


def card_lines(card: Card, *, width: int) -> tuple[str, ...]:
    """The card for people: the words first, unbroken by our own."""
    out = phrases.wrap(card.words, width=width, hang="")
    for key, value in card.facts:
        line = f"{key:<9} {value}" if key else value
        out += [line] if key in UNBROKEN else phrases.wrap(line, width=width, hang=" " * 10)
    if card.place:
        chars = ", ".join(f"{s.start}-{s.end}" for s in card.place.spans)
        out += phrases.wrap(
            f"{'words at':<9} {card.place.label} chars {chars}, text sha256 {card.place.text_sha256[:12]}",
            width=width,
            hang=" " * 10,
        )
    alike = 0
    for near in card.neighbours:
        alike += near.how == SAME
        if near.how == SAME and alike > MAX_ALIKE:
            continue
        because = f"  ({near.because})" if near.because else ""
        out += phrases.wrap(f"{near.how:<9} {near.label} {near.words}{because}", width=width, hang=" " * 10)
    if alike > MAX_ALIKE:
        out.append(f"{SAME:<9} … {alike - MAX_ALIKE:,} more, in the claim")
    return (*out, f"{'id':<9} {card.id}")


def card_plain(card: Card) -> tuple[str, ...]:
    """Tab-separated: kind, id, words; then one line a fact, then one a neighbour."""
    head = phrases.tabbed((card.kind, card.id, card.label, card.words))
    facts = (phrases.tabbed((key, value)) for key, value in card.facts)
    near = (phrases.tabbed((n.how, n.label, n.words, n.because)) for n in card.neighbours)
    return (head, *facts, *near)
