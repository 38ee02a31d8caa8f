"""An event that several invented reports tell stands once in the chronology, with the reports that tell it."""

import datetime as dt
import io
import json

from onrecord.case import Case
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.happenings import Entry
from onrecord.views.timeline import make_timeline

NOW = dt.datetime(2031, 4, 20, 12, tzinfo=dt.UTC)
SINKING = {
    "coast": "A ferry carrying 462 people on a holiday trip sank off Verania's southern coast on Wednesday. Lund said"
    " this month that the harbour was unsafe.",
    "herald": "A ferry with 475 people on a holiday trip sank off the southern coast of Verania on Wednesday. Fishermen"
    " brought 20 people ashore in Talvi on Wednesday.",
    "monitor": "The ferry that sank off the southern coast of Verania was built in 1994. The owner of the ferry was"
    " arrested in Talvi on Thursday.",
}


def _entries() -> tuple[Entry, ...]:
    case = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    lines = (
        json.dumps({"id": id, "outlet": id.title(), "published": "2031-04-17", "text": text})
        for id, text in SINKING.items()
    )
    case.add("-", stdin=io.BytesIO("\n".join(lines).encode()), now=NOW)
    return make_timeline(case.casebook()).entries


def test_an_event_told_in_nearly_the_same_words_stands_once_with_every_report() -> None:
    sunk = [e for e in _entries() if "holiday" in e.line.text]
    assert [e.reports for e in sunk] == [2]
    assert len(sunk[0].line.cites) == 2


def test_two_events_of_one_day_stay_two() -> None:
    assert sum("ashore" in e.line.text for e in _entries()) == 1


def test_nothing_is_said_after_the_report_that_tells_it() -> None:
    assert [e.said for e in _entries() if "harbour" in e.line.text] == [dt.date(2031, 4, 17)]
