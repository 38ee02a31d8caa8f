"""Undated reports take their date from the dated ones of their story, and what they say is then read again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord.compare import group_by_story
from onrecord.language import Language
from onrecord.pipeline import Reading, read_reports
from onrecord.reading.published import infer_from_neighbours
from onrecord.records.finding import Findings
from onrecord.records.report import Report

ROUNDS = 3  # in which undated reports are dated by those that the round before dated
PAUSE = object()  # among the readings of a stream: nothing more comes for now
WINDOW = 256  # readings of a stream among which neighbours are looked for


def date_by_neighbours(
    stories: Iterable[Sequence[Report]], *, language: Language
) -> tuple[tuple[Report, Findings], ...]:
    """The reports of these stories that only their neighbours date, with that date and read anew; often none."""
    dated: dict[str, Report] = {}
    for story in stories:
        for _ in range(ROUNDS):
            members = [dated.get(r.id, r) for r in story]
            found = {r.id: _dated(r, members, language) for r in members if r.published is None}
            new = {id: r for id, r in found.items() if r.published is not None}
            dated |= new
            if not new:
                break
    found_again = read_reports(tuple(dated.values()), language=language)
    return tuple(zip(dated.values(), found_again, strict=True))


def _dated(report: Report, members: Sequence[Report], language: Language) -> Report:
    return replace(report, published=infer_from_neighbours(report, members, language=language))


def date_readings(readings: Iterable[Any], *, language: Language) -> Iterator[Any]:
    """The readings in their order; an undated report waits for the end of its window, to be dated by its story.

    A window is so many readings, or what came before a PAUSE, which is passed on like whatever is no Reading.
    """
    window: list[Any] = []
    given = 0  # of the window
    for each in readings:
        window.append(each)
        if given == len(window) - 1 and not _waits(each):
            given += 1
            yield each
        if len(window) == WINDOW or each is PAUSE:
            yield from _date_window(window, language)[given:]
            window, given = [], 0
    yield from _date_window(window, language)[given:]


def _waits(reading: Any) -> bool:
    return isinstance(reading, Reading) and any(r.published is None for r in reading.reports)


def _date_window(window: Sequence[Any], language: Language) -> list[Any]:
    reports = {r.id: r for each in window if isinstance(each, Reading) for r in each.reports}
    if all(r.published for r in reports.values()) or not any(r.published for r in reports.values()):
        return list(window)
    again = {
        r.id: (r, f)
        for r, f in date_by_neighbours(group_by_story([*reports.values()], language=language), language=language)
    }
    return [_replaced(each, again) if isinstance(each, Reading) else each for each in window]


def _replaced(reading: Reading, again: dict[str, tuple[Report, Findings]]) -> Reading:
    pairs = [again.get(r.id, (r, f)) for r, f in zip(reading.reports, reading.findings, strict=True)]
    return replace(reading, reports=tuple(r for r, _ in pairs), findings=tuple(f for _, f in pairs))
