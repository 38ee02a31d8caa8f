"""The first page: every story with its pulse, what came last, and what is new since this reader was here."""

import datetime as dt
from typing import Any

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import beats_of, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.pictures.pulse import draw_pulse
from onrecord.records.claim import Story
from onrecord.views.stories import StoryRow, list_stories


def show_stories(desk: Desk) -> Page:
    """Stories, the one with most reports first."""
    whole = desk.rooms.whole(desk.as_of)
    rows = whole.ask(list_stories)
    turned = turn_page(desk, len(rows))
    stories = {s.id: s for s in whole.book.account.stories}
    new = count_new(desk, desk.visit.before)
    shown = [_entry(desk, row, stories[row.story], new) for row in rows[turned["first"] : turned["stop"]]]
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


def _entry(desk: Desk, row: StoryRow, story: Story, new: dict[str, int]) -> dict[str, Any]:
    room = desk.rooms.part(story.id, desk.as_of)
    beats = beats_of(room)
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
