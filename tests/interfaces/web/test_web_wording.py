"""Days as readers write them, in the lines of the pages."""

import re

import pytest

pytest.importorskip("fastapi")

from onrecord.interfaces.web.days import mark_date
from onrecord.interfaces.web.lines import tell_line
from onrecord.interfaces.web.wording import noun, unmarked
from onrecord.views.days import iso_days, tell_date
from onrecord.views.line import Line, Piece, PieceKind, frame, tally


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2031-03", "Mar 2031"),
        ("2031", "2031"),
        ("07 Mar 2031", "7 Mar 2031"),
        ("2 reports, 1 origin.", "2 reports, 1 origin."),
        ("2031-03-03", '<time datetime="2031-03-03">3 Mar 2031</time>'),
        ("..2031-03-14", 'until <time datetime="2031-03-14">14 Mar 2031</time>'),
        (
            "2031-03-03..2031-03-09",
            '<time datetime="2031-03-03">3</time> – <time datetime="2031-03-09">9 Mar 2031</time>',
        ),
    ],
)
def test_date_of_a_line_is_told_for_people_and_kept_for_machines(text: str, told: str) -> None:
    assert str(mark_date(text)) == told
    assert re.sub(r"<[^>]*>", "", told) == tell_date(text)


@pytest.mark.parametrize(
    ("date", "told"), [("2019-01-01..", "12,000, from 1 Jan 2019"), ("2019", "12,000, as of 2019")]
)
def test_line_says_as_of_before_a_date_alone(date: str, told: str) -> None:
    line = Line(pieces=(frame("12,000"), frame(", as of "), tally(date)), cites=())
    assert re.sub(r"<[^>]*>", "", "".join(str(p.text) for p in tell_line(line))) == told


def test_what_a_line_quotes_keeps_its_days_as_they_are_printed() -> None:
    line = Line(pieces=(Piece(kind=PieceKind.QUOTED, text="since 2031-03-04"), frame(" -> ")), cites=())
    assert [p.text for p in tell_line(line)] == ["since 2031-03-04", " → "]


def test_marks_that_stand_beside_a_text_as_links_are_not_told_twice() -> None:
    assert unmarked("only Ostria says so [s57@talvi]", ("s57@talvi",)) == "only Ostria says so"


@pytest.mark.parametrize(("number", "told"), [(0, "copies"), (1, "copy"), (2, "copies")])
def test_a_noun_follows_its_number(number: int, told: str) -> None:
    assert noun(number, "copy", "copies") == told
