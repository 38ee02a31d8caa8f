"""Every view of the hand-made casebook, as printed at a width of 100.

`GOLDEN=write pytest tests/views` rewrites the expected files; read the diff.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from onrecord.language import load
from onrecord.records.casebook import Casebook
from onrecord.views import brief, changes, disputes, figures, show, stories, timeline, voices

GOLDEN = Path(__file__).parent.parent / "golden" / "views"
WIDTH = 100
SINCE = dt.datetime(2031, 3, 4, 6, tzinfo=dt.UTC)

ENGLISH = load("en")


def _brief(book: Casebook, since: dt.datetime | None = None) -> brief.Brief:
    return brief.make_brief(book, title="Talvi crossing", language=ENGLISH, since=since)


def _card(label: str) -> Callable[[Casebook], Iterable[str]]:
    return lambda book: show.card_lines(show.show_record(book, label), width=WIDTH)


VIEWS: dict[str, Callable[[Casebook], Iterable[str]]] = {
    "stories": lambda b: stories.stories_lines(stories.list_stories(b), width=WIDTH),
    "stories_plain": lambda b: stories.stories_plain(stories.list_stories(b)),
    "brief": lambda b: brief.brief_lines(_brief(b), width=WIDTH, story="talvi-crossing"),
    "brief_plain": lambda b: brief.brief_plain(_brief(b)),
    "brief_since": lambda b: brief.brief_lines(_brief(b, SINCE), width=WIDTH),
    "figures": lambda b: figures.figures_lines(figures.list_figures(b), width=WIDTH),
    "figures_narrow": lambda b: figures.figures_lines(figures.list_figures(b), width=60),
    "figures_plain": lambda b: figures.figures_plain(figures.list_figures(b)),
    "timeline": lambda b: timeline.timeline_lines(timeline.make_timeline(b), width=WIDTH),
    "timeline_plain": lambda b: timeline.timeline_plain(timeline.make_timeline(b)),
    "who_brandt": lambda b: voices.voices_lines(voices.list_voices(b, speaker="brandt"), width=WIDTH),
    "who_brandt_plain": lambda b: voices.voices_plain(voices.list_voices(b, speaker="brandt")),
    "claims": lambda b: disputes.claims_lines(disputes.list_claims(b), width=WIDTH),
    "claims_plain": lambda b: disputes.claims_plain(disputes.list_claims(b)),
    "diff": lambda b: changes.changes_lines(changes.list_changes(b, since=SINCE), width=WIDTH),
    "diff_plain": lambda b: changes.changes_plain(changes.list_changes(b)),
    "show_statement": _card("s5"),
    "show_claim": _card("c4"),
    "show_report": _card("r1"),
    "show_figure": _card("f3"),
    "show_event": _card("e1"),
    "show_series": _card("n1"),
    "show_entity": _card("a1"),
}


@pytest.mark.parametrize("view", VIEWS)
def test_view_reads_as_expected(view: str, casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    printed = "\n".join(VIEWS[view](casebook)) + "\n"
    path = GOLDEN / f"{view}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(printed, encoding="utf-8")
    assert printed == path.read_text(encoding="utf-8")
