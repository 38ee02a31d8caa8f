"""Seconds that each view takes over a case of six simulated stories, worked out anew: no kept answer is looked at."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.case import Case
from onrecord.records.casebook import Casebook
from onrecord.views.brief import make_brief
from onrecord.views.changes import list_changes
from onrecord.views.disputes import list_claims
from onrecord.views.figures import list_figures
from onrecord.views.timeline import make_timeline

EARLY = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
LATE = dt.datetime(2033, 1, 1, tzinfo=dt.UTC)

VIEWS: dict[str, Callable[[Casebook, Case], object]] = {
    "brief": lambda book, opened: make_brief(book, title="", language=opened.language),
    "figures": lambda book, _: list_figures(book),
    "claims": lambda book, _: list_claims(book),
    "timeline": lambda book, _: make_timeline(book),
    "changes": lambda book, _: list_changes(book, since=EARLY),
}
QUESTIONS: dict[str, Callable[[Case], object]] = {
    "casebook": lambda opened: opened.casebook(),
    "casebook as of a moment": lambda opened: opened.casebook(as_of=LATE),
    "search": lambda opened: opened.search("minister soldiers"),
    "ask": lambda opened: opened.ask("How many soldiers are there?"),
    "check": lambda opened: opened.check("The minister said that 4,000 soldiers had crossed the river."),
}


@pytest.mark.parametrize("view", VIEWS)
def bench_view(benchmark: Any, filled: Case, view: str) -> None:
    """A view of the whole case."""
    book = filled.casebook()
    benchmark(lambda: VIEWS[view](book, filled))


@pytest.mark.parametrize("question", QUESTIONS)
def bench_question(benchmark: Any, filled: Case, question: str) -> None:
    """What is asked of the case itself."""
    benchmark(lambda: QUESTIONS[question](filled))
