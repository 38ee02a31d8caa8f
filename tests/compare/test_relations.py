"""How two statements stand to one another."""

from typing import Any

import pytest

from onrecord.compare.amounts import compatible
from onrecord.records.claim import RelationKind
from onrecord.records.finding import Certainty, Stance

BRIDGE = "Ostrian engineers blew up the Harrow bridge before dawn"


def _relations(desk: Any) -> set[RelationKind]:
    return {r.kind for c in desk.account().claims for r in c.relations}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ((10000, 10000, "around"), (10900, 10900, None), True),
        ((10000, 10000, None), (10900, 10900, None), False),
        ((10000, 10000, "about"), (12000, 12000, "about"), False),
        ((40, None, "at least"), (45, 45, None), True),
        ((40, None, "at least"), (30, 30, None), False),
        ((None, 3000, "under"), (12000, 12000, None), False),
        ((9500, 11000, None), (11000, 11000, "around"), True),
    ],
)
def test_amounts_agree_within_bounds_and_a_tenth_where_approximate(
    desk: Any, one: tuple[Any, ...], other: tuple[Any, ...], agree: bool
) -> None:
    report = desk.report("a", "They spoke of one amount and of another amount.", "2031-03-01")
    a = desk.counts(report, "one amount", "troops", one[:2], approximator=one[2])
    b = desk.counts(report, "another amount", "troops", other[:2], approximator=other[2])
    assert compatible(a, b, language=desk.language) is agree
    assert compatible(b, a, language=desk.language) is agree


def test_relations_takes_a_denial_of_the_same_words_for_a_conflict(desk: Any) -> None:
    a = desk.report("a", f"{BRIDGE}, Verania said.", "2031-03-01")
    desk.says(a, "Verania", BRIDGE)
    b = desk.report("b", f"Ostria denied that {BRIDGE}.", "2031-03-01")
    desk.says(b, "Ostria", BRIDGE, stance=Stance.DENIES)
    assert _relations(desk) == {RelationKind.CONTRADICTS}


def test_relations_takes_a_denial_of_that_claim_for_one_of_what_stands_before(desk: Any) -> None:
    text = "Verania said that its guards had found a tunnel under the depot.\nOstria rejected that claim."
    a = desk.report("a", text, "2031-03-01")
    desk.says(a, "Verania", "its guards had found a tunnel under the depot")
    desk.says(a, "Ostria", "that claim", stance=Stance.DENIES)
    (relation,) = (r for c in desk.account().claims for r in c.relations)
    assert relation.kind is RelationKind.CONTRADICTS
    assert "that claim" in relation.because


def test_relations_takes_the_same_speaker_who_later_denies_for_an_update(desk: Any) -> None:
    a = desk.report("a", f"{BRIDGE}, Ostria said.", "2031-03-01")
    desk.says(a, "Ostria", BRIDGE)
    b = desk.report("b", f"Ostria now denies that {BRIDGE}.", "2031-03-09")
    desk.says(b, "Ostria", BRIDGE, stance=Stance.DENIES)
    assert _relations(desk) == {RelationKind.UPDATES}


def test_relations_keeps_conflict_from_different_weeks_apart_as_other_time(desk: Any) -> None:
    a = desk.report("a", "The Harrow bridge is open to lorries, Verania said.", "2031-03-01")
    desk.says(a, "Verania", "The Harrow bridge is open to lorries")
    b = desk.report("b", "The Harrow bridge is not open to lorries, Ostria said.", "2031-03-20")
    desk.says(b, "Ostria", "The Harrow bridge is not open to lorries")
    assert _relations(desk) == {RelationKind.OTHER_TIME}


def test_relations_sees_a_negation_of_the_same_words(desk: Any) -> None:
    a = desk.report("a", "The Harrow bridge is open to lorries, Verania said.", "2031-03-01")
    desk.says(a, "Verania", "The Harrow bridge is open to lorries")
    b = desk.report("b", "The Harrow bridge is not open to lorries, Ostria said.", "2031-03-01")
    desk.says(b, "Ostria", "The Harrow bridge is not open to lorries")
    assert _relations(desk) == {RelationKind.CONTRADICTS}


@pytest.mark.parametrize("stance", [Stance.DOES_NOT_DENY, Stance.DECLINES])
def test_relations_never_takes_silence_for_a_denial(desk: Any, stance: Stance) -> None:
    a = desk.report("a", f"{BRIDGE}, Verania said.", "2031-03-01")
    desk.says(a, "Verania", BRIDGE)
    b = desk.report("b", f"Ostria did not deny that {BRIDGE}.", "2031-03-01")
    desk.says(b, "Ostria", BRIDGE, stance=stance)
    assert _relations(desk) == {RelationKind.QUALIFIES}


def test_relations_takes_less_certainty_for_a_reservation(desk: Any) -> None:
    a = desk.report("a", f"{BRIDGE}, Verania said.", "2031-03-01")
    desk.says(a, "Verania", BRIDGE)
    b = desk.report("b", f"It may be that {BRIDGE}, Lumen said.", "2031-03-01")
    desk.says(b, "Lumen", BRIDGE, certainty=Certainty.POSSIBLE)
    assert _relations(desk) == {RelationKind.QUALIFIES}


def test_relations_calls_one_thing_told_by_two_the_same(desk: Any) -> None:
    for doc, speaker in (("a", "Verania"), ("b", "Lumen")):
        report = desk.report(doc, f"{BRIDGE}, {speaker} said.", "2031-03-01")
        desk.says(report, speaker, BRIDGE)
    assert _relations(desk) == {RelationKind.SAME}


def test_relations_takes_no_two_who_share_names_alone_for_a_denial(desk: Any) -> None:
    a = desk.report("a", "Ostria denied the claims about Veranian troop deployments at Harrow.", "2031-03-01")
    desk.says(a, "Ostria", "claims about Veranian troop deployments at Harrow", stance=Stance.DENIES)
    b = desk.report("b", "Larkspur said Veranian lorries carried cement and troop rations past Harrow.", "2031-03-01")
    desk.says(b, "Larkspur", "Veranian lorries carried cement and troop rations past Harrow")
    assert RelationKind.DENIES not in _relations(desk)


@pytest.mark.parametrize(
    ("stance", "kind"),
    [(Stance.DOES_NOT_DENY, RelationKind.QUALIFIES), (Stance.DENIES, RelationKind.CONTRADICTS)],
)
def test_relations_take_an_answer_to_the_reports_for_one_to_what_stands_before(
    desk: Any, stance: Stance, kind: RelationKind
) -> None:
    a = desk.report("a", f"{BRIDGE}, Larkspur said.", "2031-03-01")
    desk.says(a, "Larkspur", BRIDGE)
    b = desk.report("b", f"{BRIDGE}, the Herald wrote.\nOstria answered the reports.", "2031-03-01")
    desk.says(b, "Herald", BRIDGE)
    desk.says(b, "Ostria", "the reports", stance=stance)
    ends = {r.kind for c in desk.account().claims for r in c.relations if not r.because.startswith("Both")}
    assert kind in ends


def test_relations_take_two_kinds_of_one_thing_for_a_conflict(desk: Any) -> None:
    a = desk.report(
        "a", "Ostria said Verania had fired an ICBM missile at the Harrow depot and burnt two lorries.", "2031-03-01"
    )
    desk.says(a, "Ostria", "Verania had fired an ICBM missile at the Harrow depot and burnt two lorries")
    b = desk.report(
        "b",
        "Verania said it had fired an intermediate missile at the Harrow depot and burnt two lorries.",
        "2031-03-01",
    )
    desk.says(b, "Verania", "it had fired an intermediate missile at the Harrow depot and burnt two lorries")
    assert RelationKind.CONTRADICTS in _relations(desk)


def test_relations_take_no_opposite_from_what_a_thing_is_only_likened_to(desk: Any) -> None:
    claimed = "Verania had fired an intercontinental missile at the Harrow depot and burnt two lorries"
    kind = "an intermediate missile, based on an intercontinental one,"
    owned = f"it had fired {kind} at the Harrow depot and burnt two lorries"
    for doc, who, content in (("a", "Ostria", claimed), ("b", "Verania", owned)):
        desk.says(desk.report(doc, f"{who} said {content}.", "2031-03-01"), who, content)
    assert RelationKind.CONTRADICTS in _relations(desk)


@pytest.mark.parametrize(
    ("told", "is_denied"),
    [
        ("Lumen claimed responsibility for the raids on the Harrow depot", False),
        ("Verania bears responsibility for the raids on the Harrow depot", True),
        ("the raids on the Harrow depot were its responsibility", True),  # who is meant by "its" may be the denier
    ],
)
def test_who_denies_a_part_of_their_own_denies_nothing_of_others(desk: Any, told: str, is_denied: bool) -> None:
    content = "any responsibility for the raids on the Harrow depot"
    report = desk.report("a", f"Verania denied {content}.\nOstria said {told}.", "2031-03-01")
    desk.says(report, "Verania", content, stance=Stance.DENIES)
    desk.says(report, "Ostria", told)
    kinds = {r.kind for c in desk.account().claims for r in c.relations}
    assert bool(kinds & {RelationKind.DENIES, RelationKind.CONTRADICTS}) is is_denied
