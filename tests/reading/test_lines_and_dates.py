"""Paragraphs of plain text, and dates as they are written."""

import datetime as dt

import pytest

from onrecord.language import load
from onrecord.reading.dates import find_dates, read_given
from onrecord.reading.furniture import recurring_lines
from onrecord.reading.text import list_paragraphs
from onrecord.records.when import Precision

ENGLISH = load("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\r\n\r\nThree.\rFour.", ["One.", "Two.", "Three.", "Four."]),
        (
            "The editor: this man regularly\nincites\npeople. He went.",
            ["The editor: this man regularly\nincites\npeople. He went."],
        ),
        ("They must:\nStop lying\nShow humility\nGo home", ["They must:", "Stop lying", "Show humility", "Go home"]),
        ("  padded \xa0\n\t\n", ["padded"]),
        ("", []),
    ],
)
def test_paragraphs_are_lines_unless_a_sentence_runs_on(text: str, expected: list[str]) -> None:
    assert [p.text for p in list_paragraphs(text)] == expected


def test_wrapped_paragraphs_end_where_a_line_had_room() -> None:
    text = (
        "The bridge at Talvi will open to people on foot for one hour each\n"
        "morning from Thursday, the governor of the border district said on\n"
        "Monday.\n"
        "Carts and animals will not be let through, he told the council and\n"
        "the farmers, who had come by bus from the villages on the western\n"
        "bank."
    )
    assert [p.text[:5] for p in list_paragraphs(text)] == ["The b", "Carts"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue 4 Mar\n2031 23.15 CET", ("2031-03-04", (23, 15), 60)),
        ("on Sept. 9, 2018", ("2018-09-09", None, None)),
        ("Oct 29, 2024 | 11:05am EDT", ("2024-10-29", (11, 5), -240)),
        ("2031-03-03T11:20:00+09:00", ("2031-03-03", (11, 20), 540)),
        ("13/4/2031", ("2031-04-13", None, None)),
        ("the 29th of October 2031", ("2031-10-29", None, None)),
        ("12.11.2031", ("2031-11-12", None, None)),
    ],
)
def test_dates_are_found_with_clock_and_zone(
    written: str, expected: tuple[str, tuple[int, int] | None, int | None]
) -> None:
    (found,) = find_dates(written, language=ENGLISH)
    assert (str(found.date), found.clock, found.zone) == expected


@pytest.mark.parametrize(
    "words", ["3/4/2031", "31 February 2031", "May 5.3 percent", "version 1.2.2031.4", "in March 2031"]
)
def test_doubtful_dates_are_not_dates(words: str) -> None:
    assert list(find_dates(words, language=ENGLISH)) == []


@pytest.mark.parametrize(
    ("given", "earliest", "latest", "precision"),
    [
        ("2031-03-03", "2031-03-03", "2031-03-03", Precision.DAY),
        ("2031-03-03T22:30:00-05:00", "2031-03-03", "2031-03-04", Precision.MINUTE),
        ("Mon, 03 Mar 2031 10:00:00 +0900", "2031-03-03", "2031-03-03", Precision.MINUTE),
        ("2031-03-03T00:00:00Z", "2031-03-03", "2031-03-03", Precision.DAY),
        ("March 3, 2031", "2031-03-03", "2031-03-03", Precision.DAY),
        ("2031-02", "2031-02-01", "2031-02-28", Precision.MONTH),
        ("2031", "2031-01-01", "2031-12-31", Precision.YEAR),
    ],
)
def test_given_dates_keep_their_precision(given: str, earliest: str, latest: str, precision: Precision) -> None:
    when = read_given(given, language=ENGLISH)
    assert when is not None
    assert (str(when.earliest), str(when.latest), when.precision) == (earliest, latest, precision)


def test_given_instants_are_kept_in_utc() -> None:
    when = read_given("2031-03-03T22:30:00-05:00", language=ENGLISH)
    assert when is not None
    assert when.at == dt.datetime(2031, 3, 4, 3, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("given", ["", "soon", "0001-01-01", "Mon, 32 Foo", "9999-12-31T23:59:59Z", "2031-13"])
def test_unreadable_given_dates_are_none(given: str) -> None:
    assert read_given(given, language=ENGLISH) is None


def test_lines_on_three_pages_of_an_outlet_recur() -> None:
    pages = [
        f"Get the Lantern app\nThe lead of report number {n} is a longer line than others.\nLast words."
        for n in range(3)
    ]
    assert recurring_lines(pages) == {"get the lantern app", "last words"}


def test_versions_of_one_page_make_nothing_recur() -> None:
    page = "A headline here\nThe lead of the report is a longer line than all of the others.\n"
    assert recurring_lines([page, page + "Corrected.", page + "Corrected again.", page]) == frozenset()
