"""The stages in their order, on one page.  No input or output here: captures in, what they say out."""

import contextlib
import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.annotate import annotate_reports
from onrecord.extract import find_all
from onrecord.extract.meanings import load_reader
from onrecord.language import Language
from onrecord.models import room_to_work
from onrecord.reading import UNKNOWN, read_capture
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.note import Note
from onrecord.records.report import Report

LONGEST = 500_000  # characters of a body, about 80,000 words: the parser's memory grows with them
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
    findings = {f.report: f for f in read_reports(reports, language=language)}
    for capture, found in zip(batch, read, strict=True):
        yield Reading(
            capture=capture,
            reports=found.items,
            findings=tuple(findings[r.id] for r in found.items),
            notes=found.notes,
        )


def read_reports(reports: Sequence[Report], *, language: Language) -> tuple[Findings, ...]:
    """What each report says, in order; nothing where its words are not to be read.

    A report in another language is stored and can be searched; read by the rules of this one it would say what nobody
    said.  The same holds, with a Note, for a text that is longer than any report.
    """
    open_reports = [r for r in reports if _is_open(r, language) and _size(r) <= LONGEST]
    found = _read_open(open_reports, language) if open_reports else {}
    return tuple(found.get(r.id) or _nothing(r, language) for r in reports)


def _read_open(reports: Sequence[Report], language: Language) -> dict[str, Findings]:
    """What each of one report or more says, by its id."""
    load_reader()  # first: what its loading takes for a moment, the other models have afterwards
    with _uncollected(), room_to_work():
        marks = annotate_reports(reports, language=language)
        return {r.id: find_all(r, m, language=language) for r, m in zip(reports, marks, strict=True)}


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Within it Python looks for no objects that hold each other: reading makes few, and looking takes a twentieth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_open(report: Report, language: Language) -> bool:
    return report.language in (language.code, UNKNOWN)


def _size(report: Report) -> int:
    return sum(s.end - s.start for s in report.body)


def _nothing(report: Report, language: Language) -> Findings:
    """No findings; the language of a report is noted where it is read."""
    notes: tuple[Note, ...] = ()
    if _is_open(report, language):
        message = f"{_size(report)} characters are no report: stored and searchable, not read for statements. Split it."
        notes = (Note(kind="too-long", message=message, where=report.doc),)
    return Findings(report=report.id, statements=(), figures=(), events=(), times=(), mentions=(), notes=notes)
