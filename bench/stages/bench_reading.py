"""Seconds that a batch of 32 short reports takes in each stage of reading."""

from typing import Any

import pytest

from onrecord.annotate import annotate_reports
from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.extract import find_all
from onrecord.language import Language, load
from onrecord.pipeline import read_captures
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report


def _count_words(captures: list[Capture]) -> int:
    return sum(len(c.content.split()) for c in captures)


@pytest.mark.parametrize("speed", ["full", "fast"])
def bench_read_a_batch(benchmark: Any, captures: list[Capture], speed: str) -> None:
    """Captures to findings, what they mean included."""
    words = load("en", speed=speed)
    benchmark.extra_info["words"] = _count_words(captures)
    read = benchmark(lambda: list(read_captures(captures, language=words)))
    assert len(read) == len(captures)


def bench_find_reports_in_captures(benchmark: Any, captures: list[Capture], language: Language) -> None:
    """Bytes to reports."""
    benchmark(lambda: [read_capture(c, language=language, known_furniture=frozenset()) for c in captures])


def bench_parse(benchmark: Any, reports: list[Report]) -> None:
    """Tokens, sentences and the parse."""
    benchmark(lambda: list(parse_reports(reports)))


def bench_annotate(benchmark: Any, reports: list[Report], language: Language) -> None:
    """The parse, the tagger, times, quantities and names."""
    benchmark(lambda: annotate_reports(reports, language=language))


def bench_find_times(benchmark: Any, reports: list[Report], language: Language) -> None:
    """Time expressions and their values, from the parse."""
    parsed = list(parse_reports(reports))
    benchmark(
        lambda: [find_times(r, p.tokens, p.sentences, language=language) for r, p in zip(reports, parsed, strict=True)]
    )


def bench_extract(benchmark: Any, reports: list[Report], language: Language) -> None:
    """Marks to statements, figures and events."""
    marks = annotate_reports(reports, language=language)
    found = benchmark(lambda: [find_all(r, m, language=language) for r, m in zip(reports, marks, strict=True)])
    assert any(f.statements for f in found)
