"""Which clauses are dated events: the date is of the clause, not of something else that it names."""

import datetime as dt

import pytest

from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture

ENGLISH = load("en")


def told(text: str) -> list[tuple[str, dt.date | None]]:
    """Each event of a report of Friday, 7 March 2031, as it is printed, with its last day."""
    capture = Capture(
        id="c", content=text.encode(), media_type="text/plain", doc="d", published="2031-03-07T12:00:00+00:00"
    )
    (reading,) = read_captures([capture], language=ENGLISH)
    return [(e.label, e.when.latest if e.when else None) for f in reading.findings for e in f.events]


@pytest.mark.parametrize(
    "text",
    [
        "The recall affects all phones of the firm sold before March 3.",
        "The firm has received 96 complaints since the March 3 announcement.",
        "Crowds blocked the road over the count of the March 3 election.",
        "The firm is now finally involved in the recall of its phones.",
        "The wind was strong, similar to Thursday, and fanned the fire of Talvi.",
    ],
)
def test_the_date_of_something_else_makes_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The firm shut its plant on Thursday.", 6),
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
