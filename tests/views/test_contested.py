"""A dispute is told once, with everybody who takes a side, and its counts are over what the line cites."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.views.brief import PartKind, make_brief
from onrecord.views.changes import ChangeKind, list_changes
from onrecord.views.disputes import Position, list_claims
from onrecord.views.line import Line

Reading = Callable[..., Case]
QUARREL = (
    (
        "herald",
        "2031-03-04",
        "Ilsa Brandt, the harbour master, said on Tuesday that she would not support a new ferry line to Lumen.\n"
        "“With all due respect, I completely disagree with Brandt’s position,” Pavo Lind, the mayor, said.",
    ),
    (
        "monitor",
        "2031-03-04",
        "Ilsa Brandt, the harbour master, announced on Tuesday that she would oppose the ferry line to Lumen.\n"
        "“With all due respect, I completely disagree with Brandt’s position,” Pavo Lind, the mayor, said on Tuesday.",
    ),
)


def _part(case: Case, kind: PartKind) -> tuple[Line, ...]:
    made = make_brief(case.casebook(), title="T", language=load("en"))
    return next(part.lines for part in made.parts if part.kind is kind)


@pytest.fixture(scope="module")
def quarrel(read_case: Reading) -> Case:
    """Two reports of one quarrel."""
    return read_case(*QUARREL)


def test_quarrel_that_two_reports_tell_is_one_line_that_cites_both(quarrel: Case) -> None:
    (line,) = _part(quarrel, PartKind.DISPUTED)
    assert len({cite.report for cite in line.cites}) == 2
    assert line.text.count("I completely disagree") == 1
    assert "2 reports" in line.text


def test_what_is_disputed_stands_in_no_other_part(quarrel: Case) -> None:
    for kind in (PartKind.AGREED, PartKind.ONE_PARTY, PartKind.NOT_KNOWN):
        assert not [line.text for line in _part(quarrel, kind) if "ferry line" in line.text]


def test_counts_of_a_dispute_are_over_the_reports_that_it_cites(quarrel: Case) -> None:
    for line in _part(quarrel, PartKind.DISPUTED):
        cited = len({cite.report for cite in line.cites})
        assert f"{cited} report" in line.text


def test_nobody_denies_the_words_that_stand_for_the_claim(quarrel: Case) -> None:
    for row in list_claims(quarrel.casebook(), disputed_only=True):
        (own,) = [cell for cell in row.cells if cell.label == row.cite]
        assert own.position is Position.SAYS
        assert Position.DENIES in {cell.position for cell in row.cells}


def test_each_opposition_stands_for_one_claim_only(quarrel: Case) -> None:
    rows = list_claims(quarrel.casebook(), disputed_only=True)
    assert len({row.cite for row in rows}) == len(rows)


def test_what_is_set_against_another_is_among_the_changes(quarrel: Case) -> None:
    denied = [c.line.text for c in list_changes(quarrel.casebook()).changes if c.kind is ChangeKind.DENIED]
    assert any("ferry line" in text and "I completely disagree" in text for text in denied)


def test_diff_takes_one_speaker_who_follows_another_for_no_update(read_case: Reading) -> None:
    case = read_case(
        ("a", "2031-03-03", "Poland’s envoy Ilsa Brandt said the Harrow bridge must stay open to grain lorries."),
        ("b", "2031-03-12", "Hungary’s envoy Pavo Lind said the Harrow bridge must stay open to grain lorries."),
    )
    kinds = [c.kind for c in list_changes(case.casebook()).changes]
    assert ChangeKind.UPDATED not in kinds


def test_diff_takes_no_assertion_after_a_denial_for_a_denial(read_case: Reading) -> None:
    case = read_case(
        ("a", "2031-03-03", "Latvia denied on Monday that soldiers had been sent to the Harrow valley."),
        ("b", "2031-03-03", "Poland said on Monday that soldiers had been sent to the Harrow valley."),
    )
    denied = [c.line.text for c in list_changes(case.casebook()).changes if c.kind is ChangeKind.DENIED]
    assert all(text.index("Poland") < text.index("Latvia") for text in denied)


FLOOD = (
    (
        "post",
        "2031-05-02",
        "At least 12 people were killed by the flood in the Harrow valley, the governor, Ilsa Brandt, said on Friday.\n"
        "The Talvi dam was not opened before the flood, the water authority said.\n"
        "Farmers in Nether Orle said the gates of the Talvi dam were opened at midnight without warning.\n"
        "Brandt refused to apologise to the farmers. A spokesman for Brandt declined to say why.",
    ),
    (
        "herald",
        "2031-05-03",
        "The flood in the Harrow valley has killed 19 people, police said on Saturday.\n"
        "Farmers in Nether Orle said the dam was opened at midnight. The water authority rejected the farmers’ claim.\n"
        "Neither the finance ministry nor the police had counted the houses, they said.",
    ),
)


@pytest.fixture(scope="module")
def flood(read_case: Reading) -> Case:
    """Two reports of one flood."""
    return read_case(*FLOOD)


def _every_line(case: Case) -> list[str]:
    return [line.text for kind in PartKind for line in _part(case, kind)]


def test_amount_with_an_open_side_is_not_borne_out_by_a_larger_one(flood: Case) -> None:
    (line,) = [t for t in _every_line(flood) if "At least 12" in t and "updated" not in t]
    assert "1 origin" in line
    assert "19" not in line


def test_toll_that_rises_is_an_update_that_says_what_is_counted(flood: Case) -> None:
    updated = [c.line.text for c in list_changes(flood.casebook()).changes if c.kind is ChangeKind.UPDATED]
    assert [t for t in updated if "killed" in t.split(":")[0] and "12" in t and "19" in t]


def test_what_is_so_and_what_is_not_so_stand_against_each_other(flood: Case) -> None:
    (line,) = [line.text for line in _part(flood, PartKind.DISPUTED) if "midnight" in line.text]
    assert "rejected the farmers’ claim" in line


def test_deed_that_somebody_refuses_leaves_nothing_unknown(flood: Case) -> None:
    unknown = [line.text for line in _part(flood, PartKind.NOT_KNOWN)]
    assert not [t for t in unknown if "apologise" in t]
    assert [t for t in unknown if "declined to say" in t]


def test_bid_that_is_turned_down_was_made_all_the_same(read_case: Reading) -> None:
    case = read_case(
        ("a", "2031-09-10", "Northgate has offered 4.2 billion marks for Calder Foods, the fund said on Wednesday."),
        ("b", "2031-09-10", "Calder’s board said on Wednesday it had rejected Northgate’s bid of 4.2 billion marks."),
    )
    assert not _part(case, PartKind.DISPUTED)
    assert ChangeKind.DENIED not in {c.kind for c in list_changes(case.casebook()).changes}


def test_neither_of_two_who_speak_together_is_told_with_the_not(read_case: Reading) -> None:
    text = "Neither the finance ministry nor the harbour office has confirmed that the ferry to Lumen sank on Sunday."
    lines = _every_line(read_case(("a", "2031-05-03", text)))
    assert lines
    assert all("neither" in t for t in lines if "has confirmed" in t)
