"""Days as people read them, in lines and in columns of tables."""

import datetime as dt

import pytest

from onrecord.records.when import Precision, When
from onrecord.views.days import column, when
from onrecord.views.grid import grid
from onrecord.views.line import Line, frame, tally

MARCH = dt.date(2031, 3, 1)


def stretch(first: dt.date | None, last: dt.date | None, precision: Precision = Precision.INTERVAL) -> When:
    return When(earliest=first, latest=last, precision=precision)


@pytest.mark.parametrize(
    ("value", "told", "in_column"),
    [
        (None, "–", "-"),
        (stretch(MARCH, MARCH, Precision.DAY), "1 Mar 2031", "01 Mar 2031"),
        (stretch(MARCH, MARCH.replace(day=14)), "1 – 14 Mar 2031", "01 – 14 Mar 2031"),
        (stretch(dt.date(2031, 2, 27), MARCH), "27 Feb – 1 Mar 2031", "27 Feb – 01 Mar 2031"),
        (stretch(dt.date(2030, 12, 1), dt.date(2031, 2, 28)), "Dec 2030 – Feb 2031", "Dec 2030 – Feb 2031"),
        (stretch(MARCH, dt.date(2031, 5, 31)), "Mar – May 2031", "Mar – May 2031"),
        (stretch(MARCH, dt.date(2031, 3, 31), Precision.MONTH), "Mar 2031", "Mar 2031"),
        (stretch(None, MARCH), "until 1 Mar 2031", "until 01 Mar 2031"),
        (stretch(MARCH, None), "from 1 Mar 2031", "from 01 Mar 2031"),
    ],
)
def test_time_is_told_as_finely_as_it_was_given(value: When | None, told: str, in_column: str) -> None:
    assert (when(value), column(value)) == (told, in_column)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2031-03-04", "12,000, as of 4 Mar 2031"),
        ("..2031-03-04", "12,000, until 4 Mar 2031"),
        ("2031-03-03..2031-03-09", "12,000, as of 3 – 9 Mar 2031"),
    ],
)
def test_line_for_people_writes_days_out_and_one_for_programs_puts_the_year_first(date: str, told: str) -> None:
    line = Line(pieces=(frame("12,000"), frame(", as of "), tally(date)), cites=())
    assert line.text == told
    assert line.words == f"12,000, as of {date}"


def test_dates_of_a_table_stay_on_one_line_however_narrow_it_is() -> None:
    rows = [("04 Mar 2031", "a long tale of a ferry that stands still beside the pier")]
    lines = grid(("SAID", "WHAT"), rows, width=30, whole=1)
    assert lines[1].startswith(" 04 Mar 2031  a long")
    assert all(len(line) <= 30 for line in lines)
