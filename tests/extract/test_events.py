"""Which clauses are dated events: the date is of the clause, not of something else that it names."""

import datetime as dt

import pytest

from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture
from onrecord.records.finding import Event, Status

ENGLISH = load("en")


def statuses(text: str) -> list[Status]:
    """How each event stands."""
    return [e.status for e in events(text)]


def told(text: str) -> list[tuple[str, dt.date | None]]:
    """Each event as it is printed, with its last day."""
    return [(e.label, e.when.latest if e.when else None) for e in events(text)]


def events(text: str) -> list[Event]:
    """The events of a report of Friday, 7 March 2031."""
    capture = Capture(
        id="c", content=text.encode(), media_type="text/plain", doc="d", published="2031-03-07T12:00:00+00:00"
    )
    (reading,) = read_captures([capture], language=ENGLISH)
    return [e for f in reading.findings for e in f.events]


@pytest.mark.parametrize(
    "text",
    [
        "The recall affects all phones of the firm sold before March 3.",
        "The firm has received 96 complaints since the March 3 announcement.",
        "Crowds blocked the road over the count of the March 3 election.",
        "The firm is now finally involved in the recall of its phones.",
        "A year earlier, the harbour would have belonged to Lund.",
        "The wind was strong, similar to Thursday, and fanned the fire of Talvi.",
    ],
)
def test_the_date_of_something_else_makes_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The firm shut its plant on Thursday.", 6),
        ("The exercise of March 4 had 96 large tents.", 4),
        ("The northern camp did not exist on our image of March 3.", 3),
        ("Three people were killed in Wednesday's blast in Talvi.", 5),
        ("Wednesday's blast killed three people in Talvi.", 5),
        ("A ferry with students on an overnight trip sank off Talvi on Wednesday.", 5),
    ],
)
def test_an_event_has_the_date_of_its_own_clause(text: str, day: int) -> None:
    assert [when for _, when in told(text)] == [dt.date(2031, 3, day)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "It follows a recall that Harvand itself began on Monday.",
            "a recall that Harvand itself began on Monday",
        ),
        (
            "The town, which is the capital of oil, was caught off guard on Wednesday.",
            "The town, which is the capital of oil, was caught off guard on Wednesday",
        ),
    ],
)
def test_an_event_is_told_with_what_it_befell(text: str, label: str) -> None:
    assert [words for words, _ in told(text)] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "In 2030 the council met in Talvi. The next month, the party nominated Lind for mayor.",
        "What does the future of the harbour look like?",
        "Lind, a veteran of the war of 1987, devoted his life to the harbour.",
    ],
)
def test_no_past_event_has_a_day_ahead_and_nothing_a_day_of_another_thing(text: str) -> None:
    assert all(day and day.year == 2030 for _, day in told(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The warnings apply from tomorrow night into Sunday morning.", Status.PLANNED),
        ("The council called a vote for March 20.", Status.PLANNED),
        ("The talks were set for March 20.", Status.PLANNED),
        ("Earlier this year, Lind set a record in the 400 m hurdles.", Status.FACT),
        ("The council met on Thursday.", Status.FACT),
        ("The council was set up in May 2030.", Status.FACT),
    ],
)
def test_what_is_still_to_come_is_planned_and_what_was_set_is_done(text: str, status: Status) -> None:
    assert statuses(text) == [status]
