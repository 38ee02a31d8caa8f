"""The stories of a case: what they are called, how much stands behind them, and the headline that came last."""

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, Story
from onrecord.records.report import Report
from onrecord.views import phrases
from onrecord.views.days import day
from onrecord.views.index import Index, count_acts, index_casebook, published_at, squeeze

LONGEST = 160  # characters of the headline that came last, in a list of stories


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story."""

    story: str  # id
    slug: str
    name: str
    reports: int
    origins: int
    parties: tuple[str, ...]
    has_unknown_party: bool  # True: the count of origins is an upper bound
    first: dt.datetime | None
    last: dt.datetime | None
    latest: str  # headline of the report that came last
    because: str
    guests: int = 0  # of the reports, those that stand in it by a passage and are about something else


def list_stories(book: Casebook) -> tuple[StoryRow, ...]:
    """The stories with the most reports first."""
    index = index_casebook(book)
    claims = {c.id: c for c in book.account.claims}
    rows = (_row(index, story, [claims[id] for id in story.claims if id in claims]) for story in book.account.stories)
    return tuple(sorted(rows, key=lambda r: (-r.reports, r.slug)))


def _row(index: Index, story: Story, claims: Sequence[Claim]) -> StoryRow:
    reports = [index.reports[r] for r in story.reports if r in index.reports]
    dated = [(at, r) for r in reports if (at := published_at(r))]
    last = max(dated, key=lambda pair: pair[0], default=None)
    return StoryRow(
        story=story.id,
        slug=story.slug,
        name=story.name,
        reports=len(reports),
        origins=count_acts(claims),
        parties=tuple(sorted({p for c in claims for p in c.parties})),
        has_unknown_party=any(c.has_unknown_party for c in claims),
        first=min((at for at, _ in dated), default=None),
        last=last[0] if last else None,
        latest=headline(last[1]) if last else "",
        because=story.because,
        guests=sum(e.is_guest for e in story.excerpts),
    )


def headline(report: Report) -> str:
    """The headline, wherever it came from; the name it came under where there is none."""
    return squeeze(report.headline.of(report.text)) if report.headline else report.title or report.doc


def stories_lines(rows: tuple[StoryRow, ...], *, width: int) -> tuple[str, ...]:
    """The stories for people."""
    out: list[str] = []
    for row in rows:
        counts = phrases.three_counts(row.reports, row.origins, len(row.parties), at_most=row.has_unknown_party)
        counts += f", {phrases.count(row.guests, 'report')} by a passage only" if row.guests else ""
        ends = [day(at.date()) for at in (row.first, row.last) if at]
        out += phrases.wrap(f"{row.slug}   {row.name}", width=width)
        out += phrases.wrap(
            f"{counts} · {' to '.join(dict.fromkeys(ends)) or 'no dates'}", width=width, indent="  ", hang=""
        )
        latest = textwrap.shorten(row.latest, LONGEST, placeholder=" …")
        out += phrases.wrap(f"last: {latest}", width=width, indent="  ", hang="      ")
    return (*out, f"Next: onrecord brief --story {rows[0].slug}") if rows else ()


def stories_plain(rows: tuple[StoryRow, ...]) -> tuple[str, ...]:
    """One tab-separated line a story: slug, name, reports, origins, parties, first, last."""
    return tuple(
        phrases.tabbed(
            (
                *(row.slug, row.name, str(row.reports), str(row.origins), str(len(row.parties))),
                *(at.isoformat() if at else "-" for at in (row.first, row.last)),
            )
        )
        for row in rows
    )
