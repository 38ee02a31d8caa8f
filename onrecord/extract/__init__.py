"""Annotations to findings: what ONE report says."""

from onrecord.extract.events import find_events
from onrecord.extract.figures import find_figures
from onrecord.extract.index import build_index
from onrecord.extract.meanings import find_meanings
from onrecord.extract.statements import find_statements
from onrecord.language import Language
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Findings
from onrecord.records.report import Report


def find_all(report: Report, marks: Annotations, *, language: Language) -> Findings:
    """Everything that the report says."""
    index = build_index(report, marks)
    statements = find_statements(report, marks, language=language, index=index)
    figures = find_figures(report, marks, statements.items, language=language, index=index)
    events = find_events(report, marks, statements.items, language=language, index=index)
    return Findings(
        report=report.id,
        statements=statements.items,
        figures=figures.items,
        events=events.items,
        times=marks.times,
        mentions=marks.mentions,
        notes=statements.notes + figures.notes + events.notes,
        meanings=find_meanings(report, statements.items) if language.has_meanings else (),
    )
