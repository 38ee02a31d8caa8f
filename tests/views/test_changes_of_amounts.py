"""Which later amounts are changes, and which events are only somebody speaking, over a few invented reports."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.views.changes import ChangeKind, list_changes
from onrecord.views.timeline import make_timeline

TEXTS = (
    ("Coastline Wire", "The earthquake in Talvi had a magnitude of 7.4, the Lumen office said on Monday."),
    ("Harrow Post", "The earthquake in Talvi had a magnitude of 7.5, Harrow Post found."),
    ("Kessel Daily", "The earthquake in Talvi had a magnitude of 7.4, seismologists said."),
    ("Talvi Monitor", "The earthquake in Talvi had a magnitude of 7.5.\n\nIlsa Brandt wrote in a letter on Thursday."),
)


@pytest.fixture(scope="module")
def case(case_of: Callable[..., Case]) -> Case:
    """One report a day."""
    rows = (
        {"id": f"n{n}", "outlet": outlet, "published": f"2031-03-{n + 3:02}T08:00:00Z", "text": text}
        for n, (outlet, text) in enumerate(TEXTS)
    )
    return case_of(*rows)


def test_an_amount_that_was_given_before_is_no_update(case: Case) -> None:
    updated = [c for c in list_changes(case.casebook()).changes if c.kind is ChangeKind.UPDATED]
    assert len(updated) <= 1


def test_an_event_in_which_somebody_only_speaks_is_left_out_of_the_timeline(case: Case) -> None:
    told = [e.line.text for e in make_timeline(case.casebook()).entries]
    assert not any("wrote in a letter" in text for text in told)


def test_what_holds_of_a_bound_is_no_update(case_of: Callable[..., Case]) -> None:
    made = case_of(
        {"id": "a", "outlet": "A", "published": "2031-03-04", "text": "At least 30 miners were killed in Talvi."},
        {"id": "b", "outlet": "B", "published": "2031-03-05", "text": "In all 31 miners were killed in Talvi."},
        {"id": "c", "outlet": "C", "published": "2031-03-06", "text": "In all 55 miners were killed in Talvi."},
    )
    updated = [c.line.text for c in list_changes(made.casebook()).changes if c.kind is ChangeKind.UPDATED]
    assert all("55" in text for text in updated)


def test_what_had_earlier_been_said_is_no_later_line(case_of: Callable[..., Case]) -> None:
    made = case_of(
        {
            "id": "a",
            "published": "2031-03-05T08:00:00Z",
            "text": "The Straits Council said on Wednesday that most of the 11,000 deaths in the Harrow flood could "
            "have been averted.",
        },
        {
            "id": "b",
            "published": "2031-03-09T08:00:00Z",
            "text": "The Straits Council had earlier reported 11,300 deaths in the Harrow flood.",
        },
    )
    assert not [c for c in list_changes(made.casebook()).changes if c.kind is ChangeKind.REVISED]


def test_killed_and_wounded_together_are_no_later_toll_of_the_killed(case_of: Callable[..., Case]) -> None:
    made = case_of(
        {
            "id": "a",
            "published": "2031-03-05T08:00:00Z",
            "text": "At least 40 people were killed in the Harrow blast, Lumen police said on Wednesday.",
        },
        {
            "id": "b",
            "published": "2031-03-06T08:00:00Z",
            "text": "Some 300 people were killed and wounded in the Harrow blast, the Kessel fire service said on "
            "Thursday.",
        },
    )
    kinds = {ChangeKind.REVISED, ChangeKind.UPDATED}
    assert not [c for c in list_changes(made.casebook()).changes if c.kind in kinds]
    assert not [s for s in made.casebook().account.series if len(s.points) > 1]


@pytest.mark.parametrize(("who", "count"), [("Ana Lund", 1), ("Officials", 0), ("Authorities", 0)])
def test_what_unnamed_ones_say_another_day_revises_no_line_of_theirs(
    case_of: Callable[..., Case], who: str, count: int
) -> None:
    first = f"{who} said that the Harrow bridge over the river would stay closed to lorries and buses for the winter."
    then = f"{who} said that the Harrow bridge over the river would stay closed to lorries for the spring and summer."
    made = case_of(
        {"id": "a", "published": "2031-03-03", "text": first}, {"id": "b", "published": "2031-03-09", "text": then}
    )
    revised = [c for c in list_changes(made.casebook()).changes if c.kind is ChangeKind.REVISED]
    assert len(revised) == count


def test_an_estimate_is_updated_by_its_own_side_and_a_toll_by_anybody(case_of: Callable[..., Case]) -> None:
    made = case_of(
        {"id": "a", "published": "2031-03-04", "text": "There are 8,000 fighters in Talvi, Pavo Lind said."},
        {"id": "b", "published": "2031-03-06", "text": "There are 2,000 fighters in Talvi, Ilsa Brandt said."},
        {"id": "c", "published": "2031-03-04", "text": "The blast in Talvi killed 12 people, police said."},
        {"id": "d", "published": "2031-03-06", "text": "The blast in Talvi killed 19 people, the hospital said."},
    )
    updated = [c.line.text for c in list_changes(made.casebook()).changes if c.kind is ChangeKind.UPDATED]
    assert not any("fighters" in text for text in updated)
