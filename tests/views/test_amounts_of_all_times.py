"""The most that there has ever been is no other side of a dispute over what there is now."""

from collections.abc import Callable

from onrecord.case import Case
from onrecord.records.claim import RelationKind
from onrecord.views.brief import PartKind, make_brief
from onrecord.views.figures import list_figures

Reading = Callable[..., Case]
NOW = "Iceland has 9,000 soldiers at the harbour of Lumen, Iceland's defence ministry said on Monday."
NEVER = (
    "The exercise at Lumen has been held every year, and never with more than 2,500 soldiers, Norway said on Tuesday."
)
LESS = "There are 2,500 soldiers at the harbour of Lumen, Norway said on Tuesday."


def _disputed(case: Case) -> tuple[str, ...]:
    brief = make_brief(case.casebook(), title="", language=case.language)
    return tuple(line.words for part in brief.parts if part.kind is PartKind.DISPUTED for line in part.lines)


def test_the_most_of_all_times_disputes_no_amount_of_now(read_case: Reading) -> None:
    case = read_case(("coast", "2031-03-03", NOW), ("wire", "2031-03-04", NEVER))
    assert not any("2,500" in line for line in _disputed(case))
    assert "2,500" in str([row.value for life in list_figures(case.casebook(), once=True) for row in life.rows])


def test_an_amount_of_now_does(read_case: Reading) -> None:
    case = read_case(("coast", "2031-03-03", NOW), ("wire", "2031-03-04", LESS))
    assert any("2,500" in line for line in _disputed(case))


def test_why_two_amounts_are_of_other_scopes_is_told_in_words(read_case: Reading) -> None:
    left = "Some 2,000 soldiers have left the harbour of Lumen, Iceland's defence ministry said on Tuesday."
    case = read_case(("coast", "2031-03-03", NOW), ("wire", "2031-03-04", left))
    relations = [r for c in case.casebook().account.claims for r in c.relations]
    told = [r.because for r in relations if r.kind is RelationKind.OTHER_SCOPE]
    assert told
    assert all("no scope told" in because and "None" not in because for because in told)
