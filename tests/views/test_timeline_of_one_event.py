"""An event that several invented reports tell stands once in the chronology, with the reports that tell it."""

import datetime as dt
from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.views.happenings import Entry
from onrecord.views.timeline import make_timeline

SINKING = {
    "coast": "A ferry carrying 462 people on a holiday trip sank off Verania's southern coast on Wednesday. Lund said"
    " this month that the harbour was unsafe.",
    "herald": "A ferry with 475 people on a holiday trip sank off the southern coast of Verania on Wednesday. Fishermen"
    " brought 20 people ashore in Talvi on Wednesday.",
    "monitor": "The ferry that sank off the southern coast of Verania was built in 1994. The owner of the ferry was"
    " arrested in Talvi on Thursday.",
}


@pytest.fixture(scope="module")
def entries(case_of: Callable[..., Case]) -> tuple[Entry, ...]:
    rows = ({"id": i, "outlet": i.title(), "published": "2031-04-17", "text": text} for i, text in SINKING.items())
    return make_timeline(case_of(*rows).casebook()).entries


def test_an_event_told_in_nearly_the_same_words_stands_once_with_every_report(entries: tuple[Entry, ...]) -> None:
    sunk = [e for e in entries if "holiday" in e.line.text]
    assert [e.reports for e in sunk] == [2]
    assert len(sunk[0].line.cites) == 2


def test_two_events_of_one_day_stay_two(entries: tuple[Entry, ...]) -> None:
    assert sum("ashore" in e.line.text for e in entries) == 1


def test_nothing_is_said_after_the_report_that_tells_it(entries: tuple[Entry, ...]) -> None:
    assert [e.said for e in entries if "harbour" in e.line.text] == [dt.date(2031, 4, 17)]
