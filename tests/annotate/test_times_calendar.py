"""Stretches of the calendar and steps between them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.timing import calendar as cal

DATES = st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(3000, 12, 31))
UNITS = st.sampled_from([cal.DAY, cal.WEEK, cal.WEEKEND, cal.MONTH, cal.QUARTER, cal.YEAR, cal.DECADE])


@given(date=DATES, unit=UNITS.filter(lambda u: u != cal.WEEKEND))
def test_calendar_stretch_holds_its_day(date: dt.date, unit: str) -> None:
    stretch = cal.containing(unit, date)
    assert stretch.first <= date <= stretch.last


@given(date=DATES, unit=UNITS)
def test_calendar_stretch_and_the_next_touch_without_overlap(date: dt.date, unit: str) -> None:
    one = cal.containing(unit, date)
    assert one.last < cal.shifted(one, 1).first
    assert cal.shifted(cal.shifted(one, 1), -1) == one


@given(date=DATES, weekday=st.integers(1, 7))
def test_calendar_weekdays_lie_within_a_week(date: dt.date, weekday: int) -> None:
    back, ahead = cal.weekday_upto(date, weekday), cal.weekday_from(date, weekday)
    assert back.isoweekday() == ahead.isoweekday() == weekday
    assert 0 <= (date - back).days < 7
    assert 0 <= (ahead - date).days < 7


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-24", 2019, dt.date(2019, 12, 24)),
        ("11-4-4", 1999, dt.date(1999, 11, 25)),
        ("05-1--1", 2024, dt.date(2024, 5, 27)),
        ("easter+0", 2024, dt.date(2024, 3, 31)),
        ("easter-2", 2025, dt.date(2025, 4, 18)),
        ("thanksgiving+1", 2023, dt.date(2023, 11, 24)),
    ],
)
def test_calendar_finds_feasts_by_rule(rule: str, year: int, day: dt.date) -> None:
    assert cal.feast(rule, year) == day


def test_calendar_steps_to_the_last_day_of_a_shorter_month() -> None:
    assert cal.step(dt.date(2024, 1, 31), 1, cal.MONTH) == dt.date(2024, 2, 29)
    assert cal.step(dt.date(2024, 2, 29), -1, cal.YEAR) == dt.date(2023, 2, 28)


def test_calendar_winter_runs_into_the_next_year() -> None:
    winter = cal.months(2023, 12, 2)
    assert (winter.first, winter.last) == (dt.date(2023, 12, 1), dt.date(2024, 2, 29))
