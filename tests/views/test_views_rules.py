"""What the views promise beside their words."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NotFound
from onrecord.language import load
from onrecord.records import wire
from onrecord.records.casebook import Casebook
from onrecord.records.when import Precision, When
from onrecord.views import brief, changes, disputes, figures, phrases, show, stories, timeline, voices
from onrecord.views.changes import ChangeKind
from onrecord.views.grid import grid
from onrecord.views.index import find_record, index_casebook

ENGLISH = load("en")


def test_brief_has_its_five_parts_in_order_even_when_empty(casebook: Casebook) -> None:
    empty = dataclasses.replace(
        casebook,
        reports=(),
        findings=(),
        earlier=(),
        account=dataclasses.replace(casebook.account, claims=(), series=(), copies=()),
    )
    made = brief.make_brief(empty, title="T", language=ENGLISH)
    assert [part.kind for part in made.parts] == list(brief.PartKind)
    assert "Nothing yet." in "\n".join(brief.brief_lines(made, width=80))


def test_brief_caps_a_part_and_says_how_many_more(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "MAX_LINES", 1)
    made = brief.make_brief(casebook, title="T", language=ENGLISH)
    assert {part.kind: part.more for part in made.parts}[brief.PartKind.ONE_PARTY] == 1
    assert "… and 1 more: onrecord claims" in "\n".join(brief.brief_lines(made, width=80))


def test_brief_does_not_count_a_copy_as_confirmation(casebook: Casebook) -> None:
    made = brief.make_brief(casebook, title="T", language=ENGLISH)
    agreed = next(part for part in made.parts if part.kind is brief.PartKind.AGREED)
    assert not any("8,000" in line.text for line in agreed.lines)


def test_timeline_leaves_out_the_date_of_a_caption(casebook: Casebook) -> None:
    assert "2028" not in "\n".join(timeline.timeline_lines(timeline.make_timeline(casebook), width=100))


def test_figures_fold_a_relay_into_the_row_it_relays(casebook: Casebook) -> None:
    rows = figures.list_figures(casebook)[0].rows
    assert [(r.value, r.relays) for r in rows][:2] == [("about 8,000", 1), ("12,000", 0)]


def test_diff_lists_an_edit_of_a_number_but_not_repeats(casebook: Casebook) -> None:
    found = changes.list_changes(casebook)
    assert [c.kind for c in found.changes] == [ChangeKind.REVISED, ChangeKind.DENIED, ChangeKind.EDITED]
    assert found.repeats == 4


def test_diff_since_shows_only_what_came_after(casebook: Casebook) -> None:
    found = changes.list_changes(casebook, since=dt.datetime(2031, 3, 6, tzinfo=dt.UTC))
    assert {c.kind for c in found.changes} == {ChangeKind.REVISED}


def test_who_knows_a_speaker_by_part_of_the_name_and_in_another_case(casebook: Casebook) -> None:
    assert [v.name for v in voices.list_voices(casebook, speaker="BRANDT")] == ["Ilsa Brandt"]


def test_who_names_those_who_come_near(casebook: Casebook) -> None:
    with pytest.raises(NotFound) as caught:
        voices.list_voices(casebook, speaker="Ilsa Brand-Holm")
    assert "Ilsa Brandt" in (caught.value.help or "")


def test_who_about_something_unsaid_is_empty(casebook: Casebook) -> None:
    assert voices.list_voices(casebook, speaker="Brandt", about="potatoes") == ()


def test_claims_leave_a_silent_party_out_of_those_who_say(casebook: Casebook) -> None:
    row = next(r for r in disputes.list_claims(casebook) if r.words == "has not commented on the movements")
    assert [cell.position for cell in row.cells] == [disputes.Position.SILENT]


def test_show_takes_label_full_id_and_unique_beginning(casebook: Casebook) -> None:
    index = index_casebook(casebook)
    full = index.ids["s5"]
    assert {find_record(index, wanted).id for wanted in ("s5", full, full[:9])} == {full}


@pytest.mark.parametrize("wanted", ["s99", "nothing", "", "s"])
def test_show_refuses_what_it_does_not_know(wanted: str, casebook: Casebook) -> None:
    with pytest.raises(NotFound):
        show.show_record(casebook, wanted)


def test_labels_are_the_same_each_time(casebook: Casebook) -> None:
    assert index_casebook(casebook).labels == index_casebook(casebook).labels


def test_every_answer_is_json(casebook: Casebook) -> None:
    answers = (
        brief.make_brief(casebook, title="T", language=ENGLISH),
        *figures.list_figures(casebook),
        *timeline.make_timeline(casebook).entries,
        *voices.list_voices(casebook, speaker="Brandt"),
        *disputes.list_claims(casebook),
        *changes.list_changes(casebook).changes,
        *stories.list_stories(casebook),
        show.show_record(casebook, "s5"),
    )
    assert all(json.loads(json.dumps(wire.encode(answer))) for answer in answers)


@pytest.mark.parametrize(
    ("low", "high", "approximator", "expected"),
    [
        ("12000", "12000", None, "12,000"),
        ("8000", "8000", "about", "about 8,000"),
        ("9500", "11000", "between", "9,500-11,000"),
        ("40", None, "at least", "at least 40"),
        ("2000", None, None, "at least 2,000"),
        (None, "3000", "under", "under 3,000"),
        ("4.50", "4.50", None, "4.5"),
        (None, None, "some", "some"),
    ],
)
def test_bounds_keep_what_the_report_gave(
    low: str | None, high: str | None, approximator: str | None, expected: str
) -> None:
    value = phrases.bounds(Decimal(low) if low else None, Decimal(high) if high else None, approximator)
    assert value == expected


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        (dt.date(2031, 3, 4), dt.date(2031, 3, 4), Precision.DAY, "2031-03-04"),
        (dt.date(2031, 3, 1), dt.date(2031, 3, 31), Precision.MONTH, "2031-03"),
        (dt.date(2031, 1, 1), dt.date(2031, 12, 31), Precision.YEAR, "2031"),
        (dt.date(2031, 3, 1), dt.date(2031, 3, 4), Precision.INTERVAL, "2031-03-01..2031-03-04"),
        (None, dt.date(2031, 3, 4), Precision.DAY, "..2031-03-04"),
        (None, None, Precision.DAY, "-"),
    ],
)
def test_times_keep_their_precision(
    first: dt.date | None, last: dt.date | None, precision: Precision, expected: str
) -> None:
    assert phrases.when_text(When(earliest=first, latest=last, precision=precision)) == expected


WORDS = st.lists(st.text(alphabet="abcdef", min_size=1, max_size=9), max_size=6).map(" ".join)


@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5), width=st.integers(60, 132))
def test_grid_keeps_every_word_within_the_width(rows: list[tuple[str, str, str]], width: int) -> None:
    printed = grid(("A", "B", "C"), rows, width=width)
    assert all(len(line) <= width for line in printed)
    assert sorted("\n".join(printed[1:]).split()) == sorted(" ".join(" ".join(row) for row in rows).split())
