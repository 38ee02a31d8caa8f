"""Events of one report."""

from collections.abc import Sequence

from onrecord.language import Language
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Event, Statement
from onrecord.records.note import Found
from onrecord.records.report import Report


def find_events(
    report: Report, marks: Annotations, statements: Sequence[Statement], *, language: Language
) -> Found[Event]:
    """Events in text order."""
    return Found(items=())
