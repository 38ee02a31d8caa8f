"""Amounts in like words of unlike things: parts of those counted, times, names with digits, other reaches."""

from collections.abc import Mapping
from functools import cache

import pytest

from onrecord.compare import CompareOptions, build_account
from onrecord.language import load
from onrecord.pipeline import read_captures
from onrecord.records.capture import Capture

ENGLISH = load("en")
Story = tuple[tuple[str, str], ...]
SINKING: Story = (
    (
        "2031-04-16T12:00:00+00:00",
        "The ferry Larkspur sank off Talvi with 459 on board. At least four people were killed and 34 navy ships and 18"
        " helicopters searched the sea, the Talvi coast guard said. Hundreds of people were missing from the ferry."
        " It was initially reported that 368 people had been rescued.",
    ),
    (
        "2031-04-16T15:00:00+00:00",
        "The ferry Larkspur sank off Talvi, and vice minister Edo Lind said 164 people had been rescued. Among the"
        " passengers of the ferry were 325 students, and so far 78 of them are known to have been rescued. Nearly 300"
        " people were missing. The Talvi coast guard had earlier announced that 368 people were rescued.",
    ),
    (
        "2031-04-16T19:00:00+00:00",
        "The ferry Larkspur was carrying 475 people when it sank off Talvi. Six people were killed, the Talvi coast"
        " guard said. Four of the fatalities were named as students. Dozens of ships and helicopters searched the sea.",
    ),
)
RECALL: Story = (
    (
        "2031-09-15T12:00:00+00:00",
        "The Ostrian safety agency announced a recall of the Larkspur 7 of Harvand that affects an estimated 1 million"
        " phones. Users of Harvand should switch off their Larkspur 7 phones at once, the safety agency said. Harvand"
        " waited eight days before telling the safety agency.",
    ),
    (
        "2031-09-16T12:00:00+00:00",
        "Two days after Harvand stopped sales of the Larkspur 7, the Ostrian safety agency told users of Harvand to"
        " return all Larkspur 7 phones. The recall comes on top of a global recall by Harvand of 2.5 million phones.",
    ),
)
BLAZE: Story = (
    (
        "2031-05-04T12:00:00+00:00",
        "About 17,000 residents escaped to the north, the fire chief of Talvi said of the wildfire at Talvi. The"
        " wildfire wrecked 1,600 homes and buildings.",
    ),
    (
        "2031-05-05T12:00:00+00:00",
        "More than 80,000 residents were being sent to camps, the fire chief of Talvi said of the wildfire at Talvi."
        " The wildfire wrecked 1,600 buildings.",
    ),
    (
        "2031-05-06T12:00:00+00:00",
        "The wildfire at Talvi grew, the fire chief of Talvi said, and an airlift would fetch nearly 25,000 residents.",
    ),
)


@cache
def _tell(story: Story) -> Mapping[str, list[str]]:
    """Each series of the story by its name, with its amounts and their relations."""
    captures = [
        Capture(
            id=f"c{n}", content=text.encode(), media_type="text/plain", doc=f"d{n}", published=at, outlet=f"Outlet {n}"
        )
        for n, (at, text) in enumerate(story)
    ]
    readings = list(read_captures(captures, language=ENGLISH))
    account = build_account(
        [r for reading in readings for r in reading.reports],
        [f for reading in readings for f in reading.findings],
        language=ENGLISH,
        options=CompareOptions(),
    )
    out: dict[str, list[str]] = {}
    for series in account.series:
        told = [f"{p.low if p.low is not None else p.high} {p.relation}" for p in series.points]
        out.setdefault(series.of, []).extend(told)
    return out


def _amounts(story: Story, word: str) -> list[str]:
    """The amounts of every series in whose name the word stands."""
    return [a.split()[0] for of, told in _tell(story).items() if word in of for a in told]


def test_a_part_of_those_counted_is_no_new_count_of_them() -> None:
    told = _tell(SINKING)
    assert told["people killed"] == ["4 first", "6 higher"]
    assert not any(a.startswith("78 ") for a in told["people rescued"])


def test_an_amount_given_up_stands_before_the_one_that_took_its_place() -> None:
    assert _tell(SINKING)["people rescued"] == ["368 given up", "368 given up", "164 lower"]


def test_hundreds_and_nearly_three_hundred_are_one_amount() -> None:
    assert _tell(SINKING)["people missing"] == ["200 first", "300 same"]


def test_one_of_two_things_counted_together_is_not_both_of_them() -> None:
    assert "24" not in _amounts(SINKING, "helicopters") or "18" not in [
        a.split()[0] for a in _tell(SINKING).get("ships and helicopters", [])
    ]


def test_who_is_on_board_is_counted_not_the_ship() -> None:
    assert _tell(SINKING)["people on board"] == ["459 first", "475 higher"]


def test_the_number_of_a_model_is_no_count_of_its_things() -> None:
    assert "7" not in _amounts(RECALL, "phones")


def test_a_time_from_one_event_to_another_is_no_number_with_a_life() -> None:
    assert not any("8 first" in told or "2 first" in told for told in _tell(RECALL).values())


def test_a_recall_everywhere_is_no_update_of_a_recall_here() -> None:
    assert _tell(RECALL)["phones"] == ["1000000 first"]


@pytest.mark.parametrize("relation", ["higher", "lower"])
def test_residents_who_fled_are_not_those_who_are_trapped(relation: str) -> None:
    assert not any(relation in a for of, told in _tell(BLAZE).items() if "residents" in of for a in told)


def test_equal_amounts_of_a_whole_and_its_part_may_be_one() -> None:
    assert ["1600 first", "1600 same"] in _tell(BLAZE).values()


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("11 Polish service members", "19 soldiers from Poland"),
        ("11 Polish crew members", "19 Polish sailors"),
    ],
)
def test_who_is_hurt_is_one_number_however_they_are_called(own: str, others: str) -> None:
    story = (
        ("2031-04-16T12:00:00+00:00", f"{own} were injured in the blast at Talvi, the Talvi hospital said."),
        ("2031-04-18T12:00:00+00:00", f"{others} were injured in the blast at Talvi, the Talvi hospital said."),
    )
    assert ["11", "19"] in [[a.split()[0] for a in told] for told in _tell(story).values()]


def test_those_who_went_home_of_all_are_no_new_count_of_all() -> None:
    story = (
        ("2031-04-16T12:00:00+00:00", "More than 100 soldiers were hurt at Talvi, the Talvi hospital said."),
        ("2031-04-18T12:00:00+00:00", "Of the 109 soldiers who were hurt, 76 had returned to duty, officials said."),
    )
    assert not any({"109", "76"} <= {a.split()[0] for a in told} for told in _tell(story).values())


RESULTS: Story = (
    (
        "2031-07-24T20:00:00+00:00",
        "The firm Larkspur reported revenue of $35 million, the Harrow Exchange said.",
    ),
    (
        "2031-07-25T08:00:00+00:00",
        "The firm Larkspur had revenue of $28.6 million in 2030, the Harrow Exchange said.",
    ),
    (
        "2031-07-26T08:00:00+00:00",
        "The firm Larkspur reported revenue of $36 million, Harrow Bank said.",
    ),
)


def test_last_years_amount_is_of_another_time_and_nothing_is_higher_than_it() -> None:
    told = [step for steps in _tell(RESULTS).values() for step in steps]
    assert "28600000 other time" in told
    assert "36000000 same" in told or "36000000 higher" in told
