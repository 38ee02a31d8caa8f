"""Words and sentences of a report, from spaCy's parse.

Each paragraph, headline and subhead is parsed by itself, so no sentence runs over their ends.  White space of any kind
is read as a blank, one for one: wrapped lines read as sentences and every offset still points into the stored text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.annotate.model import load_parser
from onrecord.records.annotation import Sentence, Token, Zone
from onrecord.records.report import Report
from onrecord.records.span import Span

BATCH = 64  # paragraphs parsed together
LIMIT = 20_000  # characters; the parser's memory grows with a text, so a longer paragraph is parsed in parts
SPACE = re.compile(r"\s")
ENDS = ".!?…:;”\"’')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The words and sentences of one report."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


def parse_reports(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Words and sentences of each report, in the order the reports come."""
    reports = list(reports)
    units = [(i, unit) for i, r in enumerate(reports) for unit in list_units(r)]
    docs = load_parser().pipe((SPACE.sub(" ", u.text) for _, u in units), batch_size=BATCH)
    parts: list[list[tuple[Unit, Any]]] = [[] for _ in reports]
    for (i, unit), doc in zip(units, docs, strict=True):
        parts[i].append((unit, doc))
    for part in parts:
        yield _join(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch that is parsed by itself."""

    start: int
    text: str
    paragraph: int
    zone: Zone


def list_units(report: Report) -> list[Unit]:
    """Headline, standfirst, subheads and paragraphs, in text order."""
    zones = [(s, Zone.BODY) for s in report.body] + [(s, Zone.SUBHEAD) for s in report.subheads]
    if report.headline:
        zones.append((report.headline, Zone.HEADLINE))
    if report.standfirst:
        zones.append((report.standfirst, Zone.STANDFIRST))
    units = []
    for number, (span, zone) in enumerate(sorted(zones, key=lambda x: x[0].start)):
        for start in range(span.start, span.end, LIMIT):
            text = report.text[start : min(span.end, start + LIMIT)]
            units.append(Unit(start=start, text=text, paragraph=number, zone=zone))
    return units


def _join(parts: list[tuple[Unit, Any]]) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for unit, doc in parts:
        base = len(tokens)
        kept = [w for w in doc if not w.is_space]
        index = {w.i: base + n for n, w in enumerate(kept)}
        first_of_unit = len(sentences)
        for sent in doc.sents:
            words = [w for w in sent if not w.is_space]
            if not words:
                continue
            first, last = index[words[0].i], index[words[-1].i] + 1
            if len(sentences) > first_of_unit and _runs_on(words[0], sentences[-1], tokens):
                sentences[-1] = replace(sentences[-1], span=_span(unit, sentences[-1].span.start, words[-1]), last=last)
            else:
                start = unit.start + words[0].idx
                span = _span(unit, start, words[-1])
                sentences.append(Sentence(span=span, first=first, last=last, paragraph=unit.paragraph, zone=unit.zone))
            tokens.extend(_token(w, unit, index, len(sentences) - 1) for w in words)
    return Parsed(tokens=tuple(tokens), sentences=tuple(sentences))


def _runs_on(word: Any, before: Sentence, tokens: list[Token]) -> bool:
    """True where the parser broke inside a sentence: after no end mark, or before a lower-case word or closing mark."""
    last = tokens[before.last - 1].text
    if word.text in "”’),;" or (word.text[0].islower() and last not in ("!", "?", "…", "...", ":")):
        return True
    return last[-1] not in ENDS and not last[-1].isdigit() and word.text not in ("“", '"', "•", "-", "–")


def _span(unit: Unit, start: int, last: Any) -> Span:
    return Span(start=start, end=unit.start + last.idx + len(last))


def _token(word: Any, unit: Unit, index: dict[int, int], sentence: int) -> Token:
    head = word.head
    while head.is_space and head.head is not head:
        head = head.head
    return Token(
        span=Span(start=unit.start + word.idx, end=unit.start + word.idx + len(word)),
        text=unit.text[word.idx : word.idx + len(word)],
        lemma=word.lemma_.lower(),
        pos=word.pos_,
        tag=word.tag_,
        dep=word.dep_,
        head=index.get(head.i, index[word.i]),
        sentence=sentence,
    )
