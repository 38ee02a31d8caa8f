"""What a brief takes for one assertion, and how it tells what nobody had said: two invented stories, read whole."""

import datetime as dt
import io
import json

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.brief import PartKind, make_brief

NOW = dt.datetime(2031, 3, 20, 12, tzinfo=dt.UTC)
KILLING = (
    (
        "coast",
        "2031-03-04",
        "Fisheries minister Tomas Velke was killed on Tuesday in a suicide bombing in Harrow, the police said.\n"
        "No group claimed responsibility for the bombing.",
    ),
    (
        "herald",
        "2031-03-04",
        "Fisheries minister Tomas Velke was killed on Tuesday in a suicide bombing in Harrow, the Grey Front said.\n"
        "There was no immediate claim of responsibility for the blast.",
    ),
    (
        "monitor",
        "2031-03-05",
        "The Grey Front has claimed responsibility for the suicide bombing in Harrow on Tuesday.\n"
        'Latvia hailed Tomas Velke as a "great fisherman". Estonia designated Tomas Velke a "lawless person" in 2029.',
    ),
)
DEAL = (
    (
        "ledger",
        "2031-03-04",
        "Harvand shareholders will vote in May. Harvand chairman Ilsa Brandt said the offer by Orlo undervalued the "
        "company.\nOrlo chief executive Piet Lund said on Tuesday the offer would remain on the table until the vote.",
    ),
    (
        "trade",
        "2031-03-04",
        "Ilsa Brandt, chairman of Harvand, claimed on Tuesday that Orlo had tabled a worse offer than last week.\n"
        "Harvand rejected the bid. Orlo said it would not give up.",
    ),
)


def _case(*reports: tuple[str, str, str]) -> Case:
    made = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    lines = (
        json.dumps({"id": id, "outlet": id.title(), "published": day, "fetched": f"{day}T20:00:00Z", "text": text})
        for id, day, text in reports
    )
    made.add("-", stdin=io.BytesIO("\n".join(lines).encode()), now=NOW)
    return made


def _part(case: Case, kind: PartKind) -> list[str]:
    made = make_brief(case.casebook(), title="T", language=load("en"))
    return [line.text for part in made.parts if part.kind is kind for line in part.lines]


@pytest.fixture(scope="module")
def killing() -> Case:
    """Three reports of a killing."""
    return _case(*KILLING)


@pytest.fixture(scope="module")
def deal() -> Case:
    """Two reports of a bid for a firm that no table knows."""
    return _case(*DEAL)


def test_names_alone_are_no_assertion_that_two_sides_share(killing: Case) -> None:
    assert not [t for t in _part(killing, PartKind.AGREED) if "hailed" in t and "designated" in t]


def test_what_nobody_had_claimed_is_one_line_that_goes_on_with_who_claimed_it(killing: Case) -> None:
    (told,) = [t for t in _part(killing, PartKind.NOT_KNOWN) if "responsibility" in t]
    assert "since then" in told
    assert "has claimed responsibility for the suicide bombing" in told


FLOOD = (
    (
        "coast",
        "2031-03-04",
        "At least 19 people were killed when the dam at Harrow burst, the police said on Tuesday.\n"
        "The water reached the town two days after the dam burst, the mayor, Ilsa Brandt, said.",
    ),
    (
        "herald",
        "2031-03-05",
        "Some 24 people were killed when the dam at Harrow burst, the fire service said on Wednesday.",
    ),
)


def test_a_number_that_is_asked_for_by_its_name_is_answered_with_that_number() -> None:
    answer = _case(*FLOOD).ask("How many people were killed when the dam burst?")
    assert answer.lines[0].text.startswith("fire service: Some 24")
    assert not any("two days [" in line.text for line in answer.lines)


def test_the_parties_of_a_dispute_in_business_are_the_firms(deal: Case) -> None:
    parties = {e.name: e.party for e in deal.casebook().account.entities}
    assert parties["Ilsa Brandt"] == "Harvand"
    assert parties["Piet Lund"] == "Orlo"


def test_an_offer_that_is_bad_and_one_that_stays_are_not_said_alike(deal: Case) -> None:
    assert not [t for t in _part(deal, PartKind.AGREED) if "worse offer" in t and "remain" in t]
