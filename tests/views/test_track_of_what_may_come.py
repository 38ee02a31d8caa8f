"""What only may come is no count: a speaker's line of amounts passes it by, and no change begins or ends there."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.views.changes import ChangeKind, list_changes
from onrecord.views.figures import list_figures
from onrecord.views.pictures.track import draw_track

Reading = Callable[..., Case]
FIRST = "There are 12,000 soldiers at the harbour of Lumen, Defence Minister Ana Lund said on Monday."
WARNED = "There could be 15,000 soldiers at the harbour of Lumen by Friday, Defence Minister Ana Lund warned on Monday."
THEN = "There are now 11,000 soldiers at the harbour of Lumen, Defence Minister Ana Lund said on Tuesday."


def test_what_may_come_is_no_amount_that_a_later_count_revises(read_case: Reading) -> None:
    case = read_case(("coast", "2031-03-03", FIRST), ("post", "2031-03-03", WARNED), ("wire", "2031-03-04", THEN))
    (life,) = list_figures(case.casebook(), once=True)
    drawn = draw_track(life, by_as_of=False)
    (joined,) = re.findall(r'<polyline points="([^"]*)"', drawn)
    assert drawn.count('class="value"') == 3
    assert len(joined.split()) == 2


RISING = "The number of soldiers at the harbour of Lumen could rise to 15,000 by the end of the week, Ana Lund warned."


@pytest.mark.parametrize(
    ("reports", "pairs"),
    [
        ([("coast", "2031-03-03", RISING), ("wire", "2031-03-05", THEN)], []),
        ([("coast", "2031-03-03", FIRST), ("wire", "2031-03-05", RISING)], []),
        ([("a", "2031-03-03", FIRST), ("b", "2031-03-04", RISING), ("c", "2031-03-05", THEN)], [("12,000", "11,000")]),
    ],
)
def test_no_change_leads_from_or_to_what_may_come(
    read_case: Reading, reports: list[tuple[str, str, str]], pairs: list[tuple[str, str]]
) -> None:
    changes = list_changes(read_case(*reports).casebook()).changes
    told = [re.findall(r"\d\d,000", c.line.text) for c in changes if c.kind in (ChangeKind.REVISED, ChangeKind.UPDATED)]
    assert [tuple(amounts) for amounts in told] == pairs


def test_what_holds_now_holds_on_the_day_on_which_it_was_said(read_case: Reading) -> None:
    (life,) = list_figures(read_case(("wire", "2031-03-05", THEN)).casebook(), once=True)
    (row,) = life.rows
    assert row.as_of is not None
    assert row.as_of.latest == dt.date(2031, 3, 4)
