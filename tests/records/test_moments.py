"""Moments as people write them: every unambiguous way is read alike, an ambiguous one is refused with the cure."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records.moments import read_moment

SIX = dt.datetime(2031, 3, 4, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "written",
    [
        *("2031-03-04T06:00Z", "2031-03-04T06:00", "2031-03-04 06:00", "2031-03-04T06:00+00:00", "20310304T0600"),
        *("2031-03-04T06:00 00:00", "4 Mar 2031, 06:00", "04 March 2031 06:00 UTC", "4 mar. 2031 06:00"),
    ],
)
def test_a_moment_is_read_however_it_is_unambiguously_written(written: str) -> None:
    assert read_moment(written, is_end=False) == SIX


@pytest.mark.parametrize(
    "written", ["03/04/2031", "4.3.2031", "yesterday", "31 Feb 2031", "4 Mai 2031", "2031", "06:00"]
)
def test_what_could_be_another_day_is_refused_with_the_cure(written: str) -> None:
    with pytest.raises(InputError, match="Cannot read the time") as refused:
        read_moment(written, is_end=True)
    assert "4 Mar 2031" in (refused.value.help or "")


def test_a_day_and_a_minute_hold_what_comes_within_them() -> None:
    last = dt.timedelta(microseconds=1)
    assert read_moment("4 Mar 2031", is_end=True) == dt.datetime(2031, 3, 5, tzinfo=dt.UTC) - last
    assert read_moment("2031-03-04 06:00", is_end=True) == SIX + dt.timedelta(minutes=1) - last
    assert read_moment("2031-03-04T06:00:00Z", is_end=True) == SIX


def test_a_moment_without_a_zone_is_in_that_of_the_case() -> None:
    assert read_moment("4 Mar 2031 08:00", is_end=False, zone=zoneinfo.ZoneInfo("Europe/Helsinki")) == SIX


@given(st.datetimes(min_value=dt.datetime(1000, 1, 1), max_value=dt.datetime(9998, 1, 1)))
def test_a_moment_is_read_as_the_pages_write_it(at: dt.datetime) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    for written in (at.isoformat(), f"{at:%Y-%m-%d %H:%M}", f"{at.day} {at:%b %Y, %H:%M} UTC"):
        assert read_moment(written, is_end=False) == at
