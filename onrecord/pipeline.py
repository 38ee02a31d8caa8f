"""The stages in their order, on one page.  No input or output here: captures in, what they say out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.annotate import annotate_reports
from onrecord.extract import find_all
from onrecord.language import Language
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.note import Note
from onrecord.records.report import Report

BATCH = 32  # captures read together; spaCy is fastest on batches of 16-64


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one capture gave: its reports and, for each, its findings."""

    capture: Capture
    reports: tuple[Report, ...]
    findings: tuple[Findings, ...]  # as long as `reports`
    notes: tuple[Note, ...]


def read_captures(
    captures: Iterable[Capture], *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> Iterator[Reading]:
    """Reports and findings of each capture, in the order the captures come.

    `known_furniture` holds lines that recur over captures of an outlet (see `reading.furniture.recurring_lines`).
    """
    batch: list[Capture] = []
    for capture in captures:
        batch.append(capture)
        if len(batch) == BATCH:
            yield from _read_batch(batch, language, known_furniture)
            batch = []
    yield from _read_batch(batch, language, known_furniture)


def _read_batch(batch: list[Capture], language: Language, known_furniture: frozenset[str]) -> Iterator[Reading]:
    read = [read_capture(c, language=language, known_furniture=known_furniture) for c in batch]
    reports = [r for found in read for r in found.items]
    marks = annotate_reports(reports, language=language)
    findings = {r.id: find_all(r, m, language=language) for r, m in zip(reports, marks, strict=True)}
    for capture, found in zip(batch, read, strict=True):
        yield Reading(
            capture=capture,
            reports=found.items,
            findings=tuple(findings[r.id] for r in found.items),
            notes=found.notes,
        )
