"""A movement is one under the many descriptions that reports give it."""

from typing import Any

import pytest

from onrecord.compare.movements import core_of
from onrecord.language import load

ENGLISH = load("en")


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Dawnist", "Dawnist"),
        ("Dawnist movement", "Dawnist"),
        ("Latvia-backed Dawnist militia", "Dawnist"),
        ("Poland's Latvian-aligned Dawnist group", "Dawnist"),
        ("Polish Dawnist movement", "Dawnist"),
        ("Dawnist rebels from Poland", "Dawnist"),
        ("militant group Open Hand", "Open Hand"),
        ("militia", None),
        ("Latvian rebels", None),  # of which nobody tells what they are called
        ("Harrow Air Pilots Association", None),
    ],
)
def test_movement_is_called_by_what_is_left_of_its_descriptions(name: str, core: str | None) -> None:
    assert core_of(name, language=ENGLISH) == core


def test_descriptions_of_one_movement_are_one_entity_by_its_plainest_name(read_parties: Any) -> None:
    found = read_parties(
        "Latvia-backed Dawnist militia",
        "Polish Dawnist movement",
        "Dawnist movement",
    )
    assert found == {"Dawnist movement"}
