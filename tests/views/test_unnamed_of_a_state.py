"""Who is called after a state alone speaks for it: “the country's chief prosecutor”, “Icelandic officials”."""

from collections.abc import Callable

import pytest

from onrecord.case import Case
from onrecord.views.index import index_casebook

Reading = Callable[..., Case]
REPORT = (
    "Iceland closed the harbour of Lumen on Monday. Iceland had opened it a year ago.\n"
    "The country's chief prosecutor said on Monday that the harbour master had been charged.\n"
    "Icelandic investigators said on Monday that the crane had been sold.\n"
    "A former Icelandic minister said on Monday that the crane was old.\n"
    "The club's coach said on Monday that the regatta would go ahead."
)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("the harbour master had been charged", "Iceland"),
        ("the crane had been sold", "Iceland"),
        ("the crane was old", None),
        ("the regatta would go ahead", None),
    ],
)
def test_side_of_one_who_is_not_named(read_case: Reading, words: str, side: str | None) -> None:
    case = read_case(("coast", "2031-03-03", REPORT))
    index = index_casebook(case.casebook())
    (said,) = (s for s in index.statements.values() if any(words in x.of(index.report_of(s).text) for x in s.content))
    assert index.side_of(said) == side
