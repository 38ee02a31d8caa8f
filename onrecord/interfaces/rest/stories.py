"""Routes of stories: the list, and what is known of each."""

import datetime as dt
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from onrecord.errors import NotFound
from onrecord.interfaces.rest.asking import Filters, read_filters
from onrecord.interfaces.rest.bodies import StatementBody, statement_body
from onrecord.interfaces.rest.desk import At, Desk, Since, Turned
from onrecord.interfaces.rest.replies import reply, reply_csv, reply_list, told, told_as, told_list
from onrecord.interfaces.rest.tables import write_amounts, write_csv
from onrecord.records.report import Report
from onrecord.views.brief import Brief, make_brief
from onrecord.views.changes import Change, list_history
from onrecord.views.disputes import ClaimRow, list_claims
from onrecord.views.figures import FigureLife, FigureRow, list_figures
from onrecord.views.happenings import Entry
from onrecord.views.index import published_at
from onrecord.views.labels import label_order
from onrecord.views.stories import StoryRow, list_stories
from onrecord.views.timeline import make_timeline

router = APIRouter(tags=["stories"])
UNDATED = dt.datetime.max.replace(tzinfo=dt.UTC)
KINDS: tuple[type, ...] = (Report, StatementBody, StoryRow, Brief, FigureLife, FigureRow, ClaimRow, Entry, Change)
CSV = told_as("text/csv", "The same as a table.")
About = Annotated[str | None, Query(min_length=1, max_length=200, description="Only what is counted in these words.")]
Once = Annotated[bool, Query(alias="all", description="Also numbers that one report gives.")]
Disputed = Annotated[bool, Query(description="Only claims that a party denies.")]
BySaying = Annotated[bool, Query(description="In the order in which it was said.")]


@router.get("/stories", responses=told_list(StoryRow))
def get_stories(at: At, window: Turned) -> Response:
    """The stories, the one with most reports first."""
    return reply_list(at.request, at.whole().ask(list_stories), window, rooms=at.rooms)


@router.get("/stories.csv", responses=CSV)
def get_stories_table(at: At) -> Response:
    """The stories as a table."""
    return reply_csv(at.request, write_csv(at.whole().ask(list_stories), StoryRow), rooms=at.rooms)


@router.get("/stories/{story}", responses=told(StoryRow))
def get_story(story: str, at: At) -> Response:
    """One story with its three counts."""
    found = at.part(story).story
    row = next((r for r in at.whole().ask(list_stories) if found and r.story == found.id), None)
    if row is None:
        raise NotFound(f"The case has no story '{story}'.", where=story)
    return reply(at.request, row, rooms=at.rooms)


@router.get("/stories/{story}/brief", responses=told(Brief))
def get_brief(story: str, at: At, since: Since = None) -> Response:
    """The account in five parts, each line held against what it cites."""
    room, after = at.part(story), at.rooms.case.moment(since, is_end=False)
    title = room.story.name if room.story else story
    language = at.rooms.case.language
    made = room.keep(
        ("brief", after),
        lambda: make_brief(
            room.book, title=title, language=language, since=after, as_of=at.as_of, history=room.ask(list_history)
        ),
    )
    return reply(at.request, made, rooms=at.rooms)


@router.get("/stories/{story}/reports", responses=told_list(Report))
def get_reports(story: str, at: At, window: Turned) -> Response:
    """Its reports without their texts, in the order in which they came out."""
    found = sorted(at.part(story).book.reports, key=lambda r: (published_at(r) or UNDATED, r.id))
    return reply_list(at.request, found, window, rooms=at.rooms)


@router.get("/stories/{story}/statements", responses=told_list(StatementBody))
def get_statements(story: str, at: At, window: Turned, filters: Annotated[Filters, Depends(read_filters)]) -> Response:
    """Its statements, each pinned to its words, in the order of their labels."""
    index = at.part(story).index
    found = [s for s in index.statements.values() if filters.fits(index, s)]
    found.sort(key=lambda s: label_order(index.labels[s.id]))
    return reply_list(at.request, found, window, rooms=at.rooms, shape=partial(statement_body, index))


@router.get("/stories/{story}/figures", responses=told_list(FigureLife))
def get_figures(story: str, at: At, window: Turned, about: About = None, once: Once = False) -> Response:
    """Numbers with their lives."""
    return reply_list(at.request, _figures(at, story, about, once), window, rooms=at.rooms)


@router.get("/stories/{story}/figures.csv", responses=CSV)
def get_figures_table(story: str, at: At, about: About = None, once: Once = False) -> Response:
    """Every amount of these numbers as a table."""
    return reply_csv(at.request, write_amounts(_figures(at, story, about, once)), rooms=at.rooms)


def _figures(at: Desk, story: str, about: str | None, once: bool) -> Any:
    return at.part(story).ask(list_figures, about=about, once=once or about is not None)


@router.get("/stories/{story}/claims", responses=told_list(ClaimRow))
def get_claims(story: str, at: At, window: Turned, disputed: Disputed = False) -> Response:
    """Claims with their three counts and what each party says of them."""
    return reply_list(at.request, at.part(story).ask(list_claims, disputed_only=disputed), window, rooms=at.rooms)


@router.get("/stories/{story}/claims.csv", responses=CSV)
def get_claims_table(story: str, at: At, disputed: Disputed = False) -> Response:
    """The claims as a table."""
    found = at.part(story).ask(list_claims, disputed_only=disputed)
    return reply_csv(at.request, write_csv(found, ClaimRow), rooms=at.rooms)


@router.get("/stories/{story}/timeline", responses=told_list(Entry))
def get_timeline(story: str, at: At, window: Turned, by_saying: BySaying = False) -> Response:
    """The chronology: happened and said."""
    made = at.part(story).ask(make_timeline, by_saying=by_saying)
    return reply_list(at.request, made.entries, window, rooms=at.rooms)


@router.get("/stories/{story}/timeline.csv", responses=CSV)
def get_timeline_table(story: str, at: At, by_saying: BySaying = False) -> Response:
    """The chronology as a table."""
    made = at.part(story).ask(make_timeline, by_saying=by_saying)
    return reply_csv(at.request, write_csv(made.entries, Entry), rooms=at.rooms)


@router.get("/stories/{story}/changes", responses=told_list(Change))
def get_changes(story: str, at: At, window: Turned, since: Since = None) -> Response:
    """What is new, revised, denied, edited at source or withdrawn since a moment."""
    made = at.part(story).changes(since=at.rooms.case.moment(since, is_end=False))
    return reply_list(at.request, made.changes, window, rooms=at.rooms)


@router.get("/stories/{story}/changes.csv", responses=CSV)
def get_changes_table(story: str, at: At, since: Since = None) -> Response:
    """The changes as a table."""
    made = at.part(story).changes(since=at.rooms.case.moment(since, is_end=False))
    return reply_csv(at.request, write_csv(made.changes, Change), rooms=at.rooms)
