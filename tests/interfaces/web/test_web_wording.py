"""Days as readers write them, in the lines of the pages."""

import pytest

pytest.importorskip("fastapi")

from onrecord.interfaces.web.wording import iso_days, noun, unmarked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Said 2031-03-04, after 2031-03-02", "Said 4 Mar 2031, after 2 Mar 2031"),
        ("2031-03-02 – 2031-03-04", "2 – 4 Mar 2031"),
        ("2031-02-28..2031-03-04", "28 Feb – 4 Mar 2031"),
        ("2030-12-01..2031-02-28", "1 Dec 2030 – 28 Feb 2031"),
        ("12,000, as of ..2031-03-14", "12,000, until 14 Mar 2031"),
        ("2,500, as of 2019-01-01..", "2,500, from 1 Jan 2019"),
        ("a text .. without a day", "a text .. without a day"),
    ],
)
def test_days_are_told_once_and_short(text: str, told: str) -> None:
    assert iso_days(text) == told


def test_marks_that_stand_beside_a_text_as_links_are_not_told_twice() -> None:
    assert unmarked("only Ostria says so [s57@talvi]", ("s57@talvi",)) == "only Ostria says so"


@pytest.mark.parametrize(("number", "told"), [(0, "copies"), (1, "copy"), (2, "copies")])
def test_a_noun_follows_its_number(number: int, told: str) -> None:
    assert noun(number, "copy", "copies") == told
