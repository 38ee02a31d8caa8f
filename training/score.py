"""Attributions to the yardstick's statements, by the plainest rules: a speaker is called by the words of the source."""

import importlib.util
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.records.annotation import Attribution
from onrecord.records.span import Span


def load_yardstick(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("yardstick", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_statement(a: Attribution, text: str) -> dict[str, Any]:
    """One attribution in the wire's form."""
    source = max(a.source, key=lambda s: s.end - s.start, default=None)
    name = source.of(text) if source else None
    return {
        "speaker": {"span": _span(source), "name": name} if source else None,
        "cue": _span(a.cue),
        "content": [_span(s) for s in a.content],
        "manner": a.manner,
        "chain": [s.of(text) for s in (*a.source, *a.relay)],
        "stance": a.stance,
        "certainty": a.certainty,
        "said": None,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def score_examples(
    read: Iterable[tuple[str, list[Attribution]]], folder: Path, docs: set[str], yardstick: Path
) -> dict[str, float]:
    """The yardstick's figures for statements in those documents of a gold folder; printed, and given back."""
    scorer = load_yardstick(yardstick)
    texts = {d: t for d, t in scorer.seeds_docs(str(folder)).items() if d in docs}
    gold = [g for g in scorer.lines(str(folder / "statements.jsonl")) if g["doc"] in docs]
    names = scorer.Names(scorer.lines(str(folder / "speakers.jsonl")))
    predicted: dict[str, Any] = defaultdict(lambda: {"statements": []})
    for doc, attributions in read:
        predicted[doc]["statements"] += [as_statement(a, texts[doc]) for a in attributions]
    figures: dict[str, float] = scorer.score_statements(predicted, gold, texts, names, 0)
    scorer.show(figures)
    return figures
