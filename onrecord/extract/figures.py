"""Figures of one report."""

from collections.abc import Sequence

from onrecord.language import Language
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Figure, Statement
from onrecord.records.note import Found
from onrecord.records.report import Report


def find_figures(
    report: Report, marks: Annotations, statements: Sequence[Statement], *, language: Language
) -> Found[Figure]:
    """Figures in text order."""
    return Found(items=())
