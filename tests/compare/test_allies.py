"""Who takes a side in a conflict by the very word that decides it stands in it too."""

from typing import Any

import pytest

from onrecord.records.claim import RelationKind

LAUNCH = "Verania had fired an intercontinental missile at the Harrow depot before dawn"
OWN = "Verania had fired a medium range missile at the Harrow depot before dawn"


def _opposed(desk: Any) -> set[frozenset[str]]:
    """The pairs of speakers who contradict each other."""
    by = {s.id: s.speaker.name for found in desk.findings() for s in found.statements}
    return {
        frozenset((by[r.a], by[r.b]))
        for claim in desk.account().claims
        for r in claim.relations
        if r.kind is RelationKind.CONTRADICTS
    }


def _quarrel(desk: Any) -> None:
    report = desk.report("a", f"Ostria said {LAUNCH}.\nVerania said {OWN}.", "2031-03-01")
    desk.says(report, "Ostria", LAUNCH)
    desk.says(report, "Verania", OWN)


@pytest.mark.parametrize(
    ("content", "is_opposed"),
    [
        ("the missile fired at Harrow was of an intermediate range", True),
        ("the missile fired at Harrow was of no intermediate range", False),
        ("the missile fired at Harrow flew for a medium while", False),  # of another thing
        ("the missile fired at Harrow was painted in the colours of the fleet", False),
    ],
)
def test_ally_is_known_by_the_word_that_decides(desk: Any, content: str, is_opposed: bool) -> None:
    _quarrel(desk)
    report = desk.report("b", f"Lumen said {content}.", "2031-03-02")
    desk.says(report, "Lumen", content)
    assert _opposed(desk) >= {frozenset({"Ostria", "Verania"})}
    assert (frozenset({"Ostria", "Lumen"}) in _opposed(desk)) is is_opposed


def test_ally_stands_in_one_claim_with_both_sides(desk: Any) -> None:
    _quarrel(desk)
    content = "the missile fired at Harrow was of an intermediate range"
    desk.says(desk.report("b", f"Lumen said {content}.", "2031-03-02"), "Lumen", content)
    assert any({o.name for o in c.origins} >= {"Ostria", "Verania", "Lumen"} for c in desk.account().claims)


def test_who_opposes_himself_is_no_ally(desk: Any) -> None:
    _quarrel(desk)
    content = "the missile fired at Harrow was of an intermediate range"
    desk.says(desk.report("b", f"Ostria said {content}.", "2031-03-02"), "Ostria", content)
    assert not any(len(pair) == 1 for pair in _opposed(desk))
