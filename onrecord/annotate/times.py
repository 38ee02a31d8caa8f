"""Time expressions and their values."""

from collections.abc import Sequence

from onrecord.language import Language
from onrecord.records.annotation import Sentence, TimeExpression, Token
from onrecord.records.report import Report


def find_times(
    report: Report, tokens: Sequence[Token], sentences: Sequence[Sentence], *, language: Language
) -> tuple[TimeExpression, ...]:
    """Time expressions in text order."""
    return ()
