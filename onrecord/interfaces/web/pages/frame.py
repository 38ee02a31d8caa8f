"""What stands around every page of a story: its counts, its pulse, its tabs, and the moments it can be had as of."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.paper import markup
from onrecord.interfaces.web.rooms import Room, Rooms
from onrecord.language import Language
from onrecord.reading import UNKNOWN
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Story
from onrecord.records.report import Report
from onrecord.views.brief import Brief, make_brief
from onrecord.views.changes import list_history
from onrecord.views.disputes import list_claims
from onrecord.views.figures import list_figures
from onrecord.views.lineage import list_relays
from onrecord.views.pictures.pulse import draw_pulse
from onrecord.views.pulse import Beat, list_beats
from onrecord.views.stories import StoryRow, list_stories
from onrecord.views.support import open_library
from onrecord.views.timeline import make_timeline

TABS = (
    ("", "Brief"),
    ("figures", "Figures"),
    ("matrix", "Who says what"),
    ("timeline", "Timeline"),
    ("voices", "Voices"),
    ("reports", "Reports"),
    ("changes", "Changes"),
)
PER_PAGE = 60
OFFERED = 8  # stories to choose from; any other is chosen from its own pages
PREPARED = 8  # stories made ready when the server starts
MAX_MOMENTS = 200  # steps of the slider; beyond, a step is a day


def story_frame(desk: Desk, room: Room, tab: str) -> Mapping[str, Any]:
    """For the templates of a story's pages."""
    story = story_of(room)
    moments = _moments(desk, story)
    return {
        "story": story,
        "row": row_of(room),
        "closed": sum(not is_open(desk, r) for r in room.book.reports),
        "tab": tab,
        "tabs": TABS,
        "moments": moments,
        "earlier": _step(moments, desk.as_of, -1),
        "later": _step(moments, desk.as_of, 1),
        "pulse": room.keep("pulse", lambda: markup(draw_pulse(f"pulse-{story.slug}", beats_of(room), name=story.name))),
        "index": room.index,
    }


def is_open(desk: Desk, report: Report) -> bool:
    """True for a report in the language of the case, or in one that cannot be told: others are not read."""
    return report.language in (desk.rooms.case.language.code, UNKNOWN)


def list_choices(whole: Room, chosen: str) -> list[tuple[str, str]]:
    """Slug and name of the stories that a page offers: the largest, and the chosen one."""
    rows = whole.ask(list_stories)
    return [(r.slug, r.name) for n, r in enumerate(rows) if n < OFFERED or r.slug == chosen]


def story_of(room: Room) -> Story:
    """The story of a room that has one."""
    if room.story is None:
        raise LookupError("this room is of the whole case")
    return room.story


def row_of(room: Room) -> StoryRow:
    """The story with its counts."""
    return room.ask(list_stories)[0]


def beats_of(room: Room) -> tuple[Beat, ...]:
    """The beats of the room's story."""
    return room.keep("beats", lambda: list_beats(room.index))


def _moments(desk: Desk, story: Story) -> list[dt.datetime]:
    """When the case came to know each report of the story as it is now, earliest first."""
    whole = desk.rooms.whole()
    found = whole.keep(("moments", story.reports[0]), lambda: _known(whole.book, story.reports[0]))
    return list(found)


def _known(book: Casebook, report: str) -> list[dt.datetime]:
    now = next((s for s in book.account.stories if report in s.reports), None)
    ids = set(now.reports) if now else {report}
    pages = {v.page for v in book.versions if v.report.id in ids}
    moments = sorted({v.known.replace(microsecond=0) for v in book.versions if v.page in pages})
    if len(moments) <= MAX_MOMENTS:
        return moments
    return sorted({m.date(): m for m in moments}.values())  # the last of each day


def _step(moments: list[dt.datetime], as_of: dt.datetime | None, step: int) -> dt.datetime | None:
    """The moment before or after; None: there is none."""
    if step < 0:
        before = [m for m in moments if as_of is None or m < as_of.replace(microsecond=0)]
        if as_of is None:
            before = before[:-1]
        return before[-1] if before else None
    after = [m for m in moments if as_of is not None and m > as_of]
    return after[0] if after else None


def turn_page(desk: Desk, total: int, *, per_page: int = PER_PAGE) -> Mapping[str, Any]:
    """Which items of a long list are shown, and the numbers of the pages around."""
    last = max(1, -(-total // per_page))
    now = desk.number("page", 1, most=last)
    return {
        "first": (now - 1) * per_page,
        "stop": now * per_page,
        "leaf": {
            "now": now,
            "last": last,
            "total": total,
            "before": now - 1 or None,
            "after": now + 1 if now < last else None,
        },
    }


def brief_of(room: Room, language: Language, since: dt.datetime | None = None) -> Brief:
    """The brief of the room's story."""
    title, as_of = story_of(room).name, room.as_of
    return room.keep(
        ("brief", since),
        lambda: make_brief(
            room.book, title=title, language=language, since=since, as_of=as_of, history=room.ask(list_history)
        ),
    )


def keep_library(rooms: Rooms, room: Room) -> None:
    """Keep the sentences of a room's reports at hand, which drafts and questions are held against."""
    room.keep("library", lambda: open_library(room.index, language=rooms.case.language))


def relays_of(whole: Room) -> tuple[tuple[str, str, int], ...]:
    """Which outlet repeats whom, over the case, and in how many reports."""
    return whole.keep("relays", lambda: list_relays(whole.index))


def prepare(rooms: Rooms) -> None:
    """Make what the first reader of the case, and of each of its largest stories, will ask for."""
    language, whole = rooms.case.language, rooms.whole()
    whole.ask(list_stories)
    relays_of(whole)
    keep_library(rooms, whole)
    for story in whole.book.account.stories[:PREPARED]:
        room = rooms.part_of(whole, story)
        brief_of(room, language)
        beats_of(room)
        room.ask(list_figures, once=False, about=None)
        room.ask(list_claims, disputed_only=False)
        room.ask(make_timeline, by_saying=False)
        room.changes(since=None)
