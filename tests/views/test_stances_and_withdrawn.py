"""Where an actor's line moved, what a page says no more, and what is new since the last visit."""

import datetime as dt
import io
import json

import pytest

from onrecord.case import Case
from onrecord.language import load
from onrecord.records.finding import Stance
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.changes import ChangeKind, list_changes
from onrecord.views.moves import Move, compare_lines
from onrecord.views.stances import list_stances, stances_lines, stances_plain

NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)
ENGLISH = load("en")
DRONES = "Meridian drones had flown over the eastern bank of the Talvi"


def _case(*reports: tuple[str, str, str]) -> Case:
    """A case of these reports: id, moment of fetching, text; one id is one page."""
    made = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    for id, at, text in reports:
        fields = {"id": id, "text": text, "published": at[:10], "fetched": at, "url": f"https://lumen.example/{id}"}
        made.add("-", stdin=io.BytesIO(json.dumps(fields).encode()), now=NOW)
    return made


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (-2.0, 0.25, Move.NO_LONGER_DENIES),
        (-2.0, 0.0, Move.NO_LONGER_DENIES),
        (2.0, 0.0, Move.NO_LONGER_SAYS),
        (-2.0, 2.0, Move.REVERSED),
        (2.0, -1.0, Move.REVERSED),
        (2.0, 1.0, Move.VAGUER),
        (-1.0, -2.0, Move.FIRMER),
        (0.25, -2.0, Move.FIRMER),
        (2.0, 2.0, None),
        (-2.0, -2.0, None),
    ],
)
def test_move_from_one_line_to_the_next(before: float, after: float, move: Move | None) -> None:
    assert compare_lines(before, after) is move


def test_actor_who_denied_and_later_does_not_deny_is_shown_with_both_quotations() -> None:
    case = _case(
        ("a", "2031-03-03T20:00:00Z", f"Foreign Secretary Joan Abel denied on Monday that {DRONES}."),
        ("b", "2031-03-06T20:00:00Z", f"Foreign Secretary Joan Abel did not deny on Thursday that {DRONES}."),
    )
    topics = list_stances(case.casebook(), language=ENGLISH, speaker="Abel")
    turns = [turn for topic in topics for turn in topic.turns]
    assert [t.move for t in turns] == [Move.NO_LONGER_DENIES]
    assert [t.before.stance for t in turns] == [Stance.DENIES]
    assert turns[0].line.text.count("drones") == 2
    assert any("no longer denies" in line for line in stances_lines(topics, width=100))
    assert stances_plain(topics)[0].startswith("Joan Abel\t")


def test_denial_in_other_words_is_no_move() -> None:
    case = _case(
        ("a", "2031-03-03T20:00:00Z", f"Foreign Secretary Joan Abel denied on Monday that {DRONES}."),
        (
            "b",
            "2031-03-06T20:00:00Z",
            "Foreign Secretary Joan Abel said on Thursday that no Meridian drones had flown there.",
        ),
    )
    assert not [t for topic in list_stances(case.casebook(), language=ENGLISH) for t in topic.turns]


def test_statement_that_a_page_says_no_more_is_withdrawn() -> None:
    kept = "Three barges sank near the port of Lumen overnight, the coast guard said."
    gone = "A collision with a grain ship caused the loss, harbour master Orla Ness said."
    case = _case(("a", "2031-03-03T06:00:00Z", f"{kept}\n\n{gone}"), ("a", "2031-03-03T09:00:00Z", kept))
    changes = list_changes(case.casebook()).changes
    (change,) = (c for c in changes if c.kind is ChangeKind.WITHDRAWN)
    assert "collision with a grain ship" in change.line.text
    assert change.at == dt.datetime(2031, 3, 3, 9, tzinfo=dt.UTC)


def test_edited_number_is_an_edit_and_nothing_is_withdrawn() -> None:
    text = "Four barges sank near the port of Lumen overnight, the coast guard said."
    case = _case(("a", "2031-03-03T06:00:00Z", text), ("a", "2031-03-03T09:00:00Z", text.replace("Four", "Three")))
    kinds = {c.kind for c in list_changes(case.casebook()).changes}
    assert ChangeKind.EDITED in kinds
    assert ChangeKind.WITHDRAWN not in kinds


def test_last_visit_is_kept_for_each_reader_and_story() -> None:
    case = _case(("a", "2031-03-03T06:00:00Z", "Four barges sank near Lumen overnight, the coast guard said."))
    assert case.last_visit(story="lumen", reader="Ana") is None
    case.visit(story="lumen", reader="Ana", now=NOW)
    assert case.last_visit(story="lumen", reader="Ana") == NOW
    assert case.last_visit(story="lumen", reader="Ben") is None
    assert case.last_visit(reader="Ana") is None


def test_later_count_revises_the_earlier_count_and_not_the_plan_beside_it() -> None:
    case = _case(
        (
            "a",
            "2031-03-03T20:00:00Z",
            "The Harbour Guard said on Monday that Latvia sent 3,000 soldiers to the valley with plans to deploy "
            "10,000 by December.",
        ),
        (
            "b",
            "2031-03-12T20:00:00Z",
            "The Harbour Guard said on Wednesday that Latvia had sent nearly 11,000 soldiers to the valley.",
        ),
    )
    revised = [c for c in list_changes(case.casebook()).changes if c.kind is ChangeKind.REVISED]
    (line,) = [c.line.text for c in revised]
    assert "3,000" in line
    assert "nearly 11,000" in line
    assert "10,000" not in line
