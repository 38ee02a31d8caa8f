"""The line that joins a speaker's own amounts leads from count to count, not through what only may come."""

import re
from collections.abc import Callable

from onrecord.case import Case
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
