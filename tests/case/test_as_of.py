"""What programs call: the answers of a case as it stands, and as it stood."""

import datetime as dt
import io
import json
import sys
from xml.etree import ElementTree

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


def test_story_before_its_first_report_is_said_not_to_have_been_there_yet(case: Case) -> None:
    with pytest.raises(NotFound, match="had no story 'ilsa-brandt-talvi' then") as refused:
        case.at("2031-03-01").brief("ilsa-brandt-talvi")
    assert "Ask for a later moment" in str(refused.value.help)
    with pytest.raises(NotFound, match="has no story 'orsa'"):
        case.at("2031-03-01").brief("orsa")


def test_figure_has_its_amounts_in_order(case: Case) -> None:
    assert [int(row.low or 0) for row in case.at().figure("troops").points] == [8000, 11000]
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


def test_case_answers_as_it_stands_without_a_moment(case: Case) -> None:
    assert case.brief().made == case.at().brief().made
    assert case.claims(parties__lt=2, denied=False) == case.at().claims(parties__lt=2, denied=False)
    assert [f.of for f in case.figures(once=True)] == [f.of for f in case.at().figures(once=True)]


def test_brief_is_taken_away_with_a_footnote_for_each_citation(case: Case) -> None:
    brief = case.brief()
    text = brief.to_markdown()
    assert brief.lines
    assert brief.title in text
    for line in brief.lines:
        for cited in line.cites:
            assert f"\n[^{cited.label}]: " in text


def test_point_has_its_bound_its_speaker_and_its_exact_words(case: Case) -> None:
    first = case.figure("troops").points[0]
    assert (first.value, first.low, first.high, first.bound) == ("about 8,000", 8000, 8000, "exact")
    assert first.speaker == "Ilsa Brandt"
    assert first.cite.exact in LINES[0][2]


def test_figure_is_a_picture_that_stands_alone(case: Case) -> None:
    drawn = ElementTree.fromstring(case.figure("troops").to_svg())
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn.find("{http://www.w3.org/2000/svg}style") is not None


def test_figure_is_a_table_of_pandas(case: Case) -> None:
    pytest.importorskip("pandas", reason="pandas is no dependency of onrecord")
    table = case.figure("troops").to_pandas()
    assert list(table["low"]) == [8000, 11000]
    assert table["exact"][0] in LINES[0][2]


def test_table_without_pandas_says_what_to_install(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="needs pandas"):
        case.figure("troops").to_pandas()


def test_checked_draft_has_a_line_for_each_sentence(case: Case) -> None:
    checked = case.check("About 8,000 Veranian troops have massed near the Talvi crossing.")
    assert [line.line for line in checked.lines] == [1]


def test_moment_without_a_zone_is_in_the_zone_of_the_case() -> None:
    settings = read_settings("[story]\ntimezone = 'Europe/Kyiv'\n", env={}, flags={}, where="onrecord.toml")
    with Case(MemoryStore(), settings=settings) as case:
        assert case.moment("2031-03-04T08:00", is_end=True) == dt.datetime(2031, 3, 4, 6, tzinfo=dt.UTC)
        assert case.moment("2031-03-04", is_end=False) == dt.datetime(2031, 3, 3, 22, tzinfo=dt.UTC)
        assert case.moment("2031-03-04T08:00Z", is_end=True) == dt.datetime(2031, 3, 4, 8, tzinfo=dt.UTC)
        assert case.moment(None, is_end=True) is None
