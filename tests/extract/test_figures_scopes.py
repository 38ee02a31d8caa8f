"""What becomes of those who are counted, by verbs that have another sense, on invented sentences."""

import datetime as dt

import pytest

from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture
from onrecord.records.finding import Figure


def figures(text: str) -> list[Figure]:
    capture = Capture(id="c1", content=text.encode(), media_type="text/plain", doc="d1", published="2031-03-07")
    (reading,) = read_captures([capture], language=load("en"))
    return [f for found in reading.findings for f in found.figures]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Rebels released two hostages on Monday.", ["rescued"]),
        ("The office released two critical reports on Monday.", [None]),
        ("The bank recovered $4 million on Monday.", [None]),
        ("Forty people contracted cholera.", ["infected"]),
        ("The firm contracted 40 workers on Monday.", [None]),
        ("The car runs 300 miles on a single battery charge.", [None, None]),
        ("Two men sought treatment at the clinic.", [None]),
        ("Two firms bought 40 ships.", [None, "bought"]),
        ("The army gave them 30 tanks.", ["given"]),
        ("It has been held every year, and never with more than 2,500 soldiers.", ["at any time"]),
        ("Some 2,000 soldiers had left the border at Talvi.", ["left"]),
        ("Some 400 soldiers crossed the bridge at Talvi.", ["arrived"]),
        ("About 3,000 troops arrived at the border.", ["arrived"]),
        ("Verania withdrew 300 tanks on Monday.", ["left"]),
        ("The storm left 20 dead.", ["killed"]),
        ("Only 200 people were left in the town.", [None]),
        ("The council has never had more than 40 members.", ["at any time"]),
    ],
)
def test_a_scope_is_told_by_the_sense_of_the_verb(text: str, scopes: list[str | None]) -> None:
    assert [f.scope for f in figures(text)] == scopes


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The firm hopes to raise $40 million by selling shares.", [None]),
        ("The firm raised its offer by $3 million.", ["up"]),
        ("Sales rose 2.3 percent and up 4 percent at home.", ["up", "up"]),
    ],
)
def test_money_that_is_raised_moves_by_nothing(text: str, change: list[str | None]) -> None:
    assert [f.change for f in figures(text)] == change


def test_millions_of_people_are_no_metres() -> None:
    found = figures("The singer has 15m followers and 3m Ostrian fans, and swam 50m.")
    assert [(f.low, f.unit) for f in found] == [(15_000_000, None), (3_000_000, None), (50, "metres")]


def test_a_house_number_before_an_initial_is_no_amount() -> None:
    assert not figures("Police searched a house at 3170 W. Harbour Road.")


def test_a_rank_is_nobodys_age() -> None:
    assert [f.of for f in figures("Lund is fifth in league history.")] == ["Lund"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("“There are no troops beyond the river,” said Pavo Lind, putting the number at under 3,000.", ["troops"]),
        ("Brandt said troops were massing near the river. She put the figure at 12,000.", ["troops"]),
        ("Police arrested 40 people on Monday. The number rose to 52 on Tuesday.", ["people", "people"]),
        ("He estimated the number of dead at 40.", ["dead"]),
        ("House prices fell. The figure was 4 percent.", ["figure"]),
    ],
)
def test_a_bare_number_is_of_what_was_spoken_of(text: str, counted: list[str]) -> None:
    assert [f.of for f in figures(text)] == counted


def test_what_is_counted_keeps_no_half_of_brackets() -> None:
    found = figures("The 75 m (250 ft) ship was built in Talvi.")
    assert all("(" not in f.of and ")" not in f.of for f in found)


def test_what_a_flood_of_a_year_did_holds_for_that_year_alone() -> None:
    (found,) = figures("It was the worst flood since 1985, when a flood killed 5,200 people.")
    assert found.as_of is not None
    assert (found.as_of.latest or dt.date.max).year == 1985


@pytest.mark.parametrize("stretch", ["between July and October last year", "from July to October 2030"])
def test_an_amount_between_two_months_is_of_all_that_time(stretch: str) -> None:
    (found,) = figures(f"The disease killed more than 600 people {stretch}.")
    assert found.as_of is not None
    bounds = (found.as_of.earliest, found.as_of.latest)
    assert [bound.month for bound in bounds if bound] == [7, 10]
