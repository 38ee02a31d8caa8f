"""Undated reports of a stream take the date that the dated ones of their story give, whatever the pace."""

from collections.abc import Iterator

from onrecord.dating import WINDOW, date_readings
from onrecord.language import load
from onrecord.pipeline import Reading, read_captures
from onrecord.records.capture import Capture

ENGLISH = load("en")
STORM = "On Thursday a storm tore the roof from the harbour office at Kessel, pilots said. Nobody was hurt."
DAMAGE = (
    "Pilots at Kessel counted the damage on Friday, the harbour office said. "
    "The storm tore the roof of the harbour office at Kessel on Thursday."
)
SCHOOL = "The council voted on Thursday for a new school in the hills, the mayor said."


def _read(*texts: tuple[str, str | None]) -> list[Reading]:
    captures = [
        Capture(id=f"c{n}", content=text.encode(), media_type="text/plain", doc=f"d{n}", published=published)
        for n, (text, published) in enumerate(texts)
    ]
    return list(read_captures(captures, language=ENGLISH))


def _days(readings: list[Reading]) -> list[str | None]:
    return [str(r.published.earliest) if r.published else None for each in readings for r in each.reports]


def test_an_undated_report_is_dated_by_its_story_wherever_it_stands() -> None:
    undated, dated = _read((DAMAGE, None), (STORM, "2031-03-07"))
    assert _days(list(date_readings([undated, dated], language=ENGLISH))) == ["2031-03-07", "2031-03-07"]
    assert _days(list(date_readings([dated, undated], language=ENGLISH))) == ["2031-03-07", "2031-03-07"]


def test_what_an_undated_report_says_is_read_again_with_its_date() -> None:
    (_, again) = date_readings(_read((STORM, "2031-03-07"), (DAMAGE, None)), language=ENGLISH)
    assert all(s.said and str(s.said.latest) <= "2031-03-08" for f in again.findings for s in f.statements)
    assert any(f.statements for f in again.findings)


def test_a_report_on_another_matter_dates_nothing() -> None:
    assert _days(list(date_readings(_read((SCHOOL, None), (STORM, "2031-03-07")), language=ENGLISH))) == [
        None,
        "2031-03-07",
    ]


def test_dated_reports_are_given_at_once_and_undated_ones_at_the_end_of_their_window() -> None:
    dated, undated = _read((STORM, "2031-03-07"), (SCHOOL, None))
    taken = 0

    def pull() -> Iterator[Reading]:
        nonlocal taken
        for each in [dated, dated, undated, *[dated] * (WINDOW - 3), dated]:
            taken += 1
            yield each

    given = date_readings(pull(), language=ENGLISH)
    next(given)
    next(given)
    assert taken == 2
    next(given)
    assert taken == WINDOW
    assert len(list(given)) == WINDOW - 2


def test_what_is_no_reading_keeps_its_place() -> None:
    dated, undated = _read((STORM, "2031-03-07"), (SCHOOL, None))
    assert list(date_readings(["bad", undated, "worse", dated], language=ENGLISH))[0:3:2] == ["bad", "worse"]
