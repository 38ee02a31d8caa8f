"""The first page: every story with its pulse, what came last, and what is new since this reader was here."""

import datetime as dt
from typing import Any

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import beats_of, story_of, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.rooms import Room
from onrecord.views.pictures.pulse import draw_pulse
from onrecord.views.stories import StoryRow, list_stories

PER_PAGE = 30  # each with its pulse


def show_stories(desk: Desk) -> Page:
    """Stories, the one with most reports first."""
    whole = desk.rooms.whole(desk.as_of)
    rows = whole.ask(list_stories)
    turned = turn_page(desk, len(rows), per_page=PER_PAGE)
    stories = {s.id: s for s in whole.book.account.stories}
    new = count_new(desk, desk.visit.before)
    told = rows[turned["first"] : turned["stop"]]
    shown = [_entry(desk, desk.rooms.part_of(whole, stories[row.story]), row, new) for row in told]
    return Page(
        template="stories",
        title="Stories",
        answer={"stories": [{**_plain(e["row"]), "new": e["new"], "address": e["address"]} for e in shown]},
        extra={"shown": shown, "leaf": turned["leaf"], "reports": len(whole.book.reports), "since": desk.visit.before},
    )


def count_new(desk: Desk, since: dt.datetime | None) -> dict[str, int]:
    """How many reports came into the case since then, by report id of their story's reports: 1 each."""
    if since is None:
        return {}
    return {r: 1 for f in desk.rooms.case.list_filed() if f.added > since for r in f.reports}


def _entry(desk: Desk, room: Room, row: StoryRow, new: dict[str, int]) -> dict[str, Any]:
    story, beats = story_of(room), beats_of(room)
    return {
        "row": row,
        "story": story,
        "address": desk.to.story(story),
        "new": sum(new.get(r, 0) for r in story.reports),
        "beats": beats,
        "pulse": room.keep("pulse", lambda: markup(draw_pulse(f"pulse-{story.slug}", beats, name=story.name))),
    }


def _plain(row: StoryRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
