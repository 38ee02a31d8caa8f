"""A brief and a number as programs are given them: with what they rest on, and what they can be turned into."""

import datetime as dt
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from onrecord.errors import InputError
from onrecord.records.when import When
from onrecord.views.brief import Brief, Part
from onrecord.views.exports.citing import cite
from onrecord.views.exports.markdown import write_brief
from onrecord.views.figures import FigureLife, FigureRow
from onrecord.views.index import Index
from onrecord.views.line import Line
from onrecord.views.pictures.alone import stand_alone
from onrecord.views.pictures.track import draw_track


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The exact words behind a point."""

    id: str  # of the statement, else of the figure
    label: str
    exact: str
    report: str  # id
    outlet: str
    live: str | None  # the address, leading to the words; None: the report has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One amount in the life of a number."""

    value: str  # "about 8,000", "9,500-11,000", "under 3,000"
    low: Decimal | None  # None: no bound on that side
    high: Decimal | None
    bound: str  # "exact", "at least", "at most", "range"
    scope: str | None
    said: dt.date | None
    as_of: When | None
    speaker: str | None  # None: the report's own words
    party: str | None
    via: tuple[str, ...]
    relation: str
    relays: int  # reports that only pass it on
    cite: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAnswer:
    """A brief."""

    made: Brief
    index: Index

    @property
    def title(self) -> str:
        """What it is of."""
        return self.made.title

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its five parts."""
        return self.made.parts

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all parts, in their order."""
        return tuple(line for part in self.made.parts for line in part.lines)

    @property
    def reports(self) -> int:
        """How many reports it is of."""
        return self.made.reports

    @property
    def origins(self) -> int:
        """How many acts of saying stand behind it: an upper bound where a source's side is not known."""
        return self.made.origins

    @property
    def parties(self) -> tuple[str, ...]:
        """The sides that speak in it."""
        return self.made.parties

    def to_markdown(self) -> str:
        """The brief with a footnote for each citation: words, speaker, outlet, date, links."""
        return "".join(write_brief(self.index, self.made))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    """A number with its life.  Never averaged."""

    life: FigureLife
    index: Index

    @property
    def of(self) -> str:
        """What is counted."""
        return self.life.of

    @property
    def unit(self) -> str | None:
        """The unit; None: things are counted."""
        return self.life.unit

    @property
    def points(self) -> tuple[Point, ...]:
        """Its amounts by the day of saying."""
        return tuple(_points(self.index, self.life))

    @property
    def reports(self) -> int:
        """How many reports give it."""
        return self.life.reports

    @property
    def origins(self) -> int:
        """How many acts of saying they go back to."""
        return self.life.origins

    @property
    def parties(self) -> tuple[str, ...]:
        """The sides that give it."""
        return self.life.parties

    def to_svg(self, *, by_as_of: bool = False) -> str:
        """Its track as a picture that stands alone; empty where no amount has a date.

        `by_as_of` puts along x the time that an amount holds for, else when it was said.
        """
        return stand_alone(draw_track(self.life, by_as_of=by_as_of))

    def to_pandas(self) -> Any:
        """The points as a pandas.DataFrame, one row each, the exact words and the report in the last columns.

        Raises InputError where pandas is not installed.
        """
        # A library that only this needs, and that takes a second to load.
        try:
            pandas = importlib.import_module("pandas")
        except ImportError as error:
            raise InputError(
                "A table for pandas needs pandas.", where="to_pandas", help=f"{sys.executable} -m pip install pandas"
            ) from error
        names = [f.name for f in fields(Point) if f.name != "cite"]
        rows = [{**{n: _cell(getattr(p, n)) for n in names}, **_words(p.cite)} for p in self.points]
        return pandas.DataFrame(rows, columns=[*names, "statement", "exact", "report", "outlet"])


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, When):
        return value.latest or value.earliest
    return "; ".join(value) if isinstance(value, tuple) else value


def _words(words: Words) -> dict[str, str]:
    return {"statement": words.id, "exact": words.exact, "report": words.report, "outlet": words.outlet}


def _points(index: Index, life: FigureLife) -> Iterator[Point]:
    for row in life.rows:
        found = cite(index, index.figures[row.figure])
        yield Point(
            value=row.value,
            low=row.low,
            high=row.high,
            bound=_bound(row),
            scope=row.scope,
            said=row.said,
            as_of=row.as_of,
            speaker=row.speaker,
            party=row.party,
            via=row.via,
            relation=row.relation,
            relays=row.relays,
            cite=Words(
                id=found.id,
                label=found.label,
                exact=found.words,
                report=found.report.id,
                outlet=found.report.outlet or found.report.doc,
                live=found.live,
            ),
        )


def _bound(row: FigureRow) -> str:
    if row.low is None:
        return "at most"
    if row.high is None:
        return "at least"
    return "exact" if row.low == row.high else "range"
