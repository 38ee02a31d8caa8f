"""The numbers of invented disasters, from the words of their reports to the series: what an editor would keep apart."""

from collections.abc import Mapping
from functools import cache

import pytest

from onrecord.compare import CompareOptions, build_account
from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture
from onrecord.records.claim import Account, RelationKind, Series

ENGLISH = load("en")
BLAST = (
    (
        "2031-12-11",
        "Lumen",
        "A bomb blast on Wednesday killed Verania's transport minister, Pavo Lind, and two others in the city of Talvi,"
        " interior ministry officials said.\n\nIn early September, a bomber in Talvi killed at least six people and"
        " wounded 13 others. There was no immediate claim of responsibility for Wednesday's blast.",
    ),
    (
        "2031-12-11",
        "Coast Wire",
        "Pavo Lind, the transport minister of Verania, was killed along with six others in a blast in Talvi on"
        " Wednesday, his nephew Edo Lind said.",
    ),
    (
        "2031-12-11",
        "The Harbour",
        "A bomb blast in Talvi killed Verania's transport minister, Pavo Lind, and at least four associates on"
        " Wednesday. Another 21 people were injured, the city's hospital said.",
    ),
    (
        "2031-12-12",
        "Vesla Post",
        "The bombing of Verania's transport ministry in Talvi on Wednesday killed at least five people, including the"
        " minister, Pavo Lind. The hospital said that 24 people were injured.",
    ),
)
FLOOD = (
    (
        "2031-03-02",
        "Lumen",
        "Floods in Ostria have killed at least 40 people, the interior ministry said on Sunday. At least 12 people were"
        " still missing and 300 had been rescued. It was the worst flood since that of 1985, which killed 900 people.",
    ),
    (
        "2031-03-03",
        "Coast Wire",
        "The death toll of the floods in Ostria rose to 58 on Monday, the interior ministry said: 31 died in Kessel,"
        " 20 in Brenna and seven in Orlo. Nine people remain missing.",
    ),
    (
        "2031-03-04",
        "The Harbour",
        "Rescuers in Ostria recovered five more bodies on Tuesday, raising the death toll of the floods from 58 to 63,"
        " the interior ministry said. In Kessel, 33 people have died and 20 were killed in Brenna.",
    ),
)


RESULTS = (
    (
        "2031-04-18",
        "Lumen",
        "Larkspur posted a net loss of $5.11 million for the first quarter and said it will cut another 900 jobs."
        " The cuts add to 420 job cuts announced in January. It ended March with 3,690 employees.",
    ),
    (
        "2031-04-19",
        "Coast Wire",
        "Larkspur reported a net loss of $5.1 million on Friday. The shipping line has now announced 1,320 job cuts"
        " this year. On Thursday, Brenna Lines posted a net loss of $1.9 million.",
    ),
)
TREMOR = (
    (
        "2031-06-18",
        "Lumen",
        "A magnitude 7.8 quake struck Ostria on Saturday. On Monday the death toll rose to 350, officials said, and"
        " 2,068 people were injured.",
    ),
    (
        "2031-06-19",
        "Coast Wire",
        "Ostria raised the death toll after the 7.8 magnitude earthquake that struck off the coast on Saturday to 413."
        " Minister Pavo Lind said the number of people injured has also risen from an earlier toll of 2,068.",
    ),
)

TURNOUT = (
    ("2031-06-18", "Lumen", "The turnout was 38.84 percent, commissioner Ana Lund said on Wednesday."),
    ("2031-06-19", "Coast Wire", "The turnout was just under 39 percent, commissioner Ana Lund said on Thursday."),
)


VOTE = (
    (
        "2031-06-23",
        "Lumen",
        "The total votes cast were 7,616,217, commissioner Ana Lund said on Monday. Pavo Renn received 7,483,895 votes,"
        " she said.",
    ),
    ("2031-06-24", "Coast Wire", "Pavo Renn garnered 7,483,895 votes on Monday, commissioner Ana Lund said."),
)
QUAKE = (
    (
        "2031-06-23",
        "Lumen",
        "The death toll from the earthquake in Ostria has risen to 654 with another 58 people missing, the government"
        " said on Monday. The website of the rescue agency said that 113 people had been found alive after the"
        " earthquake and 25,000 people remained in shelters.",
    ),
)


@cache
def _tell(story: tuple[tuple[str, str, str], ...]) -> Mapping[str, list[str]]:
    """Each series of the story by its name, with its amounts."""
    account = _account(story)
    return {s.of: [_amount(s, n) for n in range(len(s.points))] for s in account.series}


@cache
def _account(story: tuple[tuple[str, str, str], ...]) -> Account:
    captures = [
        Capture(
            id=f"c{n}",
            content=text.encode(),
            media_type="text/plain",
            doc=f"doc{n}",
            published=f"{day}T12:00:00+00:00",
            outlet=outlet,
        )
        for n, (day, outlet, text) in enumerate(story)
    ]
    readings = list(read_captures(captures, language=ENGLISH))
    reports = [r for reading in readings for r in reading.reports]
    findings = [f for reading in readings for f in reading.findings]
    return build_account(reports, findings, language=ENGLISH, options=CompareOptions())


def _amount(series: Series, n: int) -> str:
    point = series.points[n]
    low, high = point.low, point.high
    return f"{low if low is not None else ''}{'' if low == high else '..'} {point.relation}".strip()


def test_those_killed_beside_somebody_named_are_one_number_under_many_words() -> None:
    assert sorted(_tell(BLAST)["others killed"]) == ["2 first", "4.. same", "6 higher"]


def test_all_the_killed_are_no_count_of_those_beside_one_named() -> None:
    assert _tell(BLAST)["people killed"] == ["5.. first"]


def test_the_injured_stand_apart_from_the_killed() -> None:
    assert _tell(BLAST)["people injured"] == ["21 first", "24 higher"]


def test_the_dead_of_an_earlier_attack_are_a_number_of_their_own() -> None:
    told = _tell(BLAST)
    assert (told["people killed (2031-09)"], told["people injured (2031-09)"]) == (["6.. first"], ["13 first"])


def test_no_claim_of_an_attack_is_a_number() -> None:
    assert not any("claim" in of for of in _tell(BLAST))


@pytest.mark.parametrize(
    ("of", "amounts"),
    [
        ("people killed", ["40.. first", "58 higher", "58 same", "63 higher"]),
        ("people killed in Kessel", ["31 first", "33 higher"]),
        ("people killed in Brenna", ["20 first", "20 same"]),
        ("people missing", ["12.. first", "9 lower"]),
        ("people rescued", ["300 first"]),
        ("others killed", ["5 first"]),
        ("people killed (1985)", ["900 first"]),
    ],
)
def test_the_numbers_of_a_flood_stand_by_outcome_and_place(of: str, amounts: list[str]) -> None:
    assert _tell(FLOOD)[of] == amounts


@pytest.mark.parametrize(
    ("of", "amounts"),
    [
        ("net loss of Larkspur", ["5110000 first", "5100000 same"]),
        ("further jobs cut", ["900 first"]),
    ],
)
def test_each_firm_has_losses_of_its_own_and_a_rounded_one_is_the_same(of: str, amounts: list[str]) -> None:
    assert _tell(RESULTS)[of] == amounts


def test_jobs_cut_are_neither_those_who_stay_nor_an_update_of_further_cuts() -> None:
    told = _tell(RESULTS)
    assert "900 first" not in told["jobs cut"]
    assert not any("3690" in amount for amount in told["jobs cut"])


@pytest.mark.parametrize(
    ("of", "amounts"),
    [
        ("people killed", ["350 first", "413 higher"]),
        ("people injured", ["2068 first", "2068 given up"]),
        ("earthquake", ["7.8 first", "7.8 same"]),
    ],
)
def test_a_toll_is_of_those_whom_the_words_beside_it_name(of: str, amounts: list[str]) -> None:
    assert _tell(TREMOR)[of] == amounts


def test_an_amount_hard_by_its_bound_is_no_change_of_a_line() -> None:
    told = _tell(TURNOUT)
    assert [p.split()[-1] for p in told["turnout"]] == ["first", "same"]


def test_the_dead_and_those_found_alive_are_no_dispute() -> None:
    kinds = {r.kind for c in _account(QUAKE).claims for r in c.relations}
    assert not kinds & {RelationKind.CONTRADICTS, RelationKind.DENIES}


def test_the_votes_of_one_are_no_view_of_all_votes() -> None:
    told = _tell(VOTE)
    assert (told["total votes"], len(told["votes of Pavo Renn"])) == (["7616217 first"], 2)


def test_so_many_of_a_hundred_thousand_are_no_toll() -> None:
    crash = (
        (
            "2031-03-02",
            "Lumen",
            "A bus crash in Talvi killed at least seven people on Sunday, police said.\n\nVerania has the highest"
            " number of road deaths, with 18.9 people killed per 100,000 people a year, the Road Council said.",
        ),
    )
    assert "18.9 higher" not in [step for steps in _tell(crash).values() for step in steps]
