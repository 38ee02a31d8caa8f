"""What programs call: the answers of a case as it stands, and as it stood."""

import datetime as dt
import io
import json

import pytest

from onrecord.case import Case
from onrecord.errors import InputError, NotFound
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

LINES = (
    (
        "a",
        "2031-03-02",
        "About 8,000 Veranian troops have massed near the Talvi crossing, Defence Minister Ilsa Brandt said.",
    ),
    (
        "b",
        "2031-03-05",
        "About 11,000 Veranian troops have massed near the Talvi crossing, Defence Minister Ilsa Brandt said.",
    ),
)


@pytest.fixture(scope="module")
def case() -> Case:
    """Two reports of two days."""
    made = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    rows = ({"id": id, "published": day, "text": text} for id, day, text in LINES)
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    made.add("-", stdin=io.BytesIO(lines), now=dt.datetime(2031, 3, 9, tzinfo=dt.UTC))
    return made


def test_case_at_a_day_holds_what_was_known_when_it_ended(case: Case) -> None:
    assert case.at("2031-03-04").brief().reports == 1
    assert case.at().brief().reports == 2
    assert case.at("2031-03-04").casebook() == case.casebook(as_of=dt.datetime(2031, 3, 4, 23, 59, tzinfo=dt.UTC))


def test_figure_has_its_amounts_in_order(case: Case) -> None:
    assert [int(row.low or 0) for row in case.at().figure("troops").rows] == [8000, 11000]
    with pytest.raises(NotFound, match="No report gives a number of 'ships'"):
        case.at().figure("ships")


def test_claims_are_chosen_by_their_counts(case: Case) -> None:
    every = case.at().claims()
    assert every
    assert case.at().claims(parties__lt=2) == tuple(row for row in every if row.parties < 2)
    assert case.at().claims(denied=True) == ()
    with pytest.raises(InputError, match="no limit 'colour'"):
        case.at().claims(colour=1)


def test_speakers_and_changes_are_had_as_of_a_moment(case: Case) -> None:
    assert [len(v.sayings) for v in case.at("2031-03-04").who("Brandt")] == [1]
    assert case.at().timeline().entries
    assert case.at().changes(since="2031-03-05").changes
