"""Statements of one report."""

from onrecord.language import Language
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Statement
from onrecord.records.note import Found
from onrecord.records.report import Report


def find_statements(report: Report, marks: Annotations, *, language: Language) -> Found[Statement]:
    """Statements in text order."""
    return Found(items=())
