"""Numbers with their lives: who gave which amount when, through whom, and how it stands to the one before."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from onrecord.records.casebook import Casebook
from onrecord.records.claim import Series, SeriesPoint
from onrecord.records.finding import Figure
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.days import column
from onrecord.views.grid import grid
from onrecord.views.index import Index, index_casebook, said_date, words_of
from onrecord.views.line import Line, cite, holds, marked
from onrecord.views.wording import amount_pieces

HEAD = ("SAID", "AS OF", "VALUE", "SPEAKER (PARTY)", "VIA", "RELATION", "CITE")
DATES = 2  # columns at the left of it
RELAY = "relay"
DIGIT = re.compile(r"\d")
OWN_WORDS = "the report itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One amount as one act of saying gave it, with the reports that passed it on."""

    figure: str  # id
    said: dt.date | None
    as_of: When | None
    low: Decimal | None  # None: no bound on that side
    high: Decimal | None
    value: str  # "about 8,000", "9,500-11,000", "at least 40"
    words: str  # verbatim: "twelve thousand"
    scope: str | None
    speaker: str | None  # None: the report's own words
    party: str | None
    via: tuple[str, ...]
    relays: int  # reports that pass this amount on
    relation: str
    because: str
    cites: tuple[str, ...]  # labels, its own first


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLife:
    """One number over its reports.  Never averaged."""

    id: str
    label: str
    of: str
    unit: str | None
    rows: tuple[FigureRow, ...]  # by the date of saying
    reports: int
    origins: int
    parties: tuple[str, ...]
    dropped: int  # amounts not shown because their words do not hold


def list_figures(book: Casebook, *, about: str | None = None, once: bool = False) -> tuple[FigureLife, ...]:
    """The numbers that several reports give (with `once`, all), the most told first; `about`: what is counted."""
    index = index_casebook(book)
    wanted = [s for s in book.account.series if (once or s.reports > 1) and _is_about(s, about)]
    wanted.sort(key=lambda s: (-len(s.parties), -s.origins, -s.reports, -len(s.points), s.of, s.id))
    return tuple(_life(index, series) for series in wanted)


def _is_about(series: Series, about: str | None) -> bool:
    return about is None or all(word in series.of.casefold() for word in about.casefold().split())


def _life(index: Index, series: Series) -> FigureLife:
    rows: list[FigureRow] = []
    held = [p for p in series.points if p.figure in index.figures and _point_holds(index, p)]
    for point in held:
        figure = index.figures[point.figure]
        told = next((n for n in reversed(range(len(rows))) if point.relation == RELAY and _same(rows[n], point)), None)
        if told is None:
            rows.append(_row(index, point, figure))
        else:
            rows[told] = _relayed(rows[told], cite(index, figure).label)
    return FigureLife(
        id=series.id,
        label=index.labels[series.id],
        of=series.of,
        unit=series.unit,
        rows=tuple(rows),
        reports=series.reports,
        origins=series.origins,
        parties=series.parties,
        dropped=len(series.points) - len(held),
    )


def _point_holds(index: Index, point: SeriesPoint) -> bool:
    figure = index.figures[point.figure]
    marks, cites = marked(index, figure)
    return holds(Line(pieces=(*amount_pieces(index, point, figure), *marks), cites=cites), index)


def _row(index: Index, point: SeriesPoint, figure: Figure) -> FigureRow:
    report = index.report_of(figure)
    statement = index.statements.get(figure.statement or "")
    said = point.said.latest or point.said.earliest if point.said else None
    if said is None and statement:
        said = said_date(statement, report)
    return FigureRow(
        figure=figure.id,
        said=said,
        as_of=point.as_of,
        low=point.low,
        high=point.high,
        value=phrases.bounds(point.low, point.high, figure.approximator),
        words=words_of(report, figure.evidence.spans[:1]),
        scope=point.scope,
        speaker=point.speaker,
        party=point.party,
        via=point.via or (report.outlet or report.doc,),
        relays=0,
        relation=point.relation,
        because=point.because,
        cites=(cite(index, figure).label,),
    )


def _same(row: FigureRow, point: SeriesPoint) -> bool:
    return row.value.split()[-1] == phrases.bounds(point.low, point.high, None).split()[-1]


def _relayed(row: FigureRow, label: str) -> FigureRow:
    return replace(row, relays=row.relays + 1, cites=tuple(dict.fromkeys((*row.cites, label))))


def figures_lines(lives: Sequence[FigureLife], *, width: int, limit: int | None = None) -> tuple[str, ...]:
    """The tables for people, `limit` of them at most."""
    out: list[str] = []
    for life in lives[:limit]:
        unit = f" ({life.unit})" if life.unit and life.unit not in life.of else ""
        counts = phrases.three_counts(life.reports, life.origins, len(life.parties), at_most=False)
        out += phrases.wrap(f"{life.of}{unit}   {counts}", width=width)
        out += grid(HEAD, [row_cells(row) for row in life.rows], width=width, whole=DATES)
        if life.dropped:
            out.append(f" {phrases.count(life.dropped, 'amount')} did not hold word for word and are not shown.")
        out.append("")
    if limit is not None and len(lives) > limit:
        out += [f"… and {phrases.count(len(lives) - limit, 'more number')}: onrecord figures --all", ""]
    return (*out, "No average is given.") if out else ()


def row_cells(row: FigureRow) -> tuple[str, ...]:
    """The row under HEAD."""
    who = row.speaker or OWN_WORDS
    side = f" ({row.party})" if row.party and row.party.casefold() not in who.casefold() else ""
    via = ", ".join(row.via) + (f", +{phrases.count(row.relays, 'relay')}" if row.relays else "")
    relation = row.relation + (f"; {row.scope}" if row.scope else "")
    return (
        phrases.day(row.said),
        column(row.as_of),
        _value(row),
        who + side,
        via or "-",
        relation,
        " ".join(row.cites),
    )


def _value(row: FigureRow) -> str:
    """The amount, beside the report's words where they do not spell it in digits; a spelt fraction stays as it is."""
    if any(v is not None and v != v.to_integral_value() for v in (row.low, row.high)) and not DIGIT.search(row.words):
        return row.words
    if row.value.casefold().startswith(f"{row.words.casefold()} "):
        return f"{row.words} (at least {row.value.split()[-1]})" if row.low is not None else row.words
    digits = [number for number in row.value.replace("-", " ").split() if number[0].isdigit()]
    return row.value if all(n in row.words for n in digits) else f"{row.value} (“{row.words}”)"


def figures_plain(lives: Iterable[FigureLife]) -> tuple[str, ...]:
    """One tab-separated line an amount: what is counted, then the columns of the table."""
    return tuple(phrases.tabbed((life.of, *_machine_cells(row))) for life in lives for row in life.rows)


def _machine_cells(row: FigureRow) -> tuple[str, ...]:
    _, _, *cells = row_cells(row)
    return (row.said.isoformat() if row.said else "-", phrases.when_text(row.as_of), *cells)
