"""Names in a report and the full names they stand for."""

from collections.abc import Sequence

from onrecord.language import Language
from onrecord.records.annotation import Mention, Sentence, Token
from onrecord.records.report import Report


def find_mentions(
    report: Report, tokens: Sequence[Token], sentences: Sequence[Sentence], *, language: Language
) -> tuple[Mention, ...]:
    """Mentions in text order, never overlapping."""
    return ()
