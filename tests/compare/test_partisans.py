"""Whose side politicians speak for, by what reports print beside their names."""

from typing import Any

import pytest

from onrecord.compare.partisans import find_adjective
from onrecord.language import load
from onrecord.language.names import split_name

ENGLISH = load("en")
SAID = "the Harrow bill would pass before the summer"


@pytest.mark.parametrize(
    ("told", "party"),
    [
        ("Sen. Ana Lund (R-Ky.) said {}.", "Republican Party"),
        ("Senate Minority Leader Ana Lund (D-N.Y.) said {}.", "Democratic Party"),
        ("Ana Lund (D) said {}.", None),  # a letter without a state may stand for anything
        ("Ana Lund (Rome) said {}.", None),
    ],
)
def test_letter_behind_a_name_gives_the_party(desk: Any, told: str, party: str | None) -> None:
    desk.says(desk.report("a", told.format(SAID), "2031-03-01"), "Ana Lund", SAID)
    (entity,) = [e for e in desk.account().entities if e.name == "Ana Lund"]
    assert entity.party == party


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("Senate Democratic leader", "Democratic Party"),
        ("Democratic senator", "Democratic Party"),
        ("Democratic Republic president", None),
        ("Democratic Unionist leader", None),
        ("Social Democratic leader", None),
        ("Democratic", None),
    ],
)
def test_adjective_counts_with_nothing_but_an_office_behind_it(title: str, party: str | None) -> None:
    known = find_adjective(split_name(title), ENGLISH)
    assert (known.name if known else None) == party
