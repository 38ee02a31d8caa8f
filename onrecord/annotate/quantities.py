"""Numbers with their bounds, units and approximators."""

from collections.abc import Sequence

from onrecord.language import Language
from onrecord.records.annotation import Quantity, Sentence, TimeExpression, Token
from onrecord.records.report import Report


def find_quantities(
    report: Report,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    *,
    language: Language,
) -> tuple[Quantity, ...]:
    """Quantities in text order; a number inside a time expression is none."""
    return ()
