"""Gold folders to training passages: the words of a paragraph and what every statement in it makes of each word."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.annotate.sentences import Parsed, parse_reports
from onrecord.annotate.tagging.labels import CERTAINTIES, MANNERS, ROLES, STANCES, TIERS
from onrecord.annotate.tagging.passages import Passage, Pieces, Word, list_passages
from onrecord.records.report import Report
from onrecord.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One statement of the gold, over the words of its passage."""

    anchor: int  # first word of the cue
    roles: tuple[int, ...]  # index into ROLES, one a word
    tier: int
    stance: int
    certainty: int
    manner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage with its statements; `doc` tells articles apart when folds are drawn."""

    doc: str
    words: tuple[Word, ...]
    sentences: tuple[int, ...]  # number of the sentence, one a word
    targets: tuple[Target, ...]


def read_examples(folder: Path, pieces: Pieces) -> list[Example]:
    """All the passages of a gold folder, statements or none, in the order of its documents."""
    reports = read_gold_reports(folder)
    parsed = list(parse_reports(reports))
    statements = read_lines(folder / "statements.jsonl")
    examples = []
    for report, parse in zip(reports, parsed, strict=True):
        mine = [s for s in statements if s["doc"] == report.doc and s["cue"]]
        for passage in list_passages(parse, pieces):
            examples.append(_example(report, parse, passage, mine))
    return examples


def read_lines(path: Path) -> list[Any]:
    """The JSON value of each line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_gold_reports(folder: Path) -> list[Report]:
    """The articles with the zones that the gold gives, so that training does not depend on how well we split pages."""
    out = []
    for row in read_lines(folder / "reports.jsonl"):
        with (folder / "docs" / row["doc"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        out.append(
            Report(
                id=row["report_id"],
                capture=row["doc"],
                doc=row["doc"],
                text=text,
                span=Span(start=0, end=len(text)),
                headline=_span(row["headline"]) if row.get("headline") else None,
                standfirst=_span(row["standfirst"]) if row.get("standfirst") else None,
                subheads=tuple(_span(s) for s in row.get("subheads") or ()),
                body=tuple(_span(s) for s in row["body"]),
                furniture=(),
                byline=None,
                outlet=None,
                address=None,
                published=None,
                language="en",
            )
        )
    return out


def _span(row: dict[str, Any]) -> Span:
    return Span(start=row["start"], end=row["end"])


def _example(report: Report, parse: Parsed, passage: Passage, statements: list[Any]) -> Example:
    words = passage.words
    targets = []
    for s in statements:
        target = _target(s, words)
        if target is not None:
            targets.append(target)
    numbers = tuple(parse.tokens[w.token].sentence for w in words)
    return Example(doc=report.doc, words=words, sentences=numbers, targets=tuple(targets))


def _target(row: dict[str, Any], words: tuple[Word, ...]) -> Target | None:
    cue = _covered([row["cue"], *row["cue_extra"]], words)
    main = _covered([row["cue"]], words)
    if not main:
        return None
    roles = [0] * len(words)
    speaker = [row["speaker"]] if row["speaker"].get("start") is not None else []
    relays = [c for c in row.get("chain_spans") or [] if c and c.get("start") is not None]
    parts = {"content": row["content"], "relay": relays, "source": speaker}
    for role, spans in parts.items():
        for i in _covered(spans, words):
            roles[i] = ROLES.index(role)
    for i in cue:
        roles[i] = ROLES.index("cue")
    return Target(
        anchor=min(main),
        roles=tuple(roles),
        tier=TIERS.index(row.get("tier") or "core"),
        stance=STANCES.index(row["stance"]),
        certainty=CERTAINTIES.index(row["certainty"]),
        manner=MANNERS.index(row["quote_kind"]),
    )


def _covered(spans: list[dict[str, int]], words: tuple[Word, ...]) -> set[int]:
    """The words of which at least half lies in one of the spans."""
    out = set()
    for span in spans:
        for i, word in enumerate(words):
            shared = min(span["end"], word.span.end) - max(span["start"], word.span.start)
            if 2 * shared >= word.span.end - word.span.start:
                out.add(i)
    return out
