"""Words and sentences of a report, from spaCy's parse.

Each paragraph, headline and subhead is parsed by itself, so no sentence runs over their ends.  White space of any kind
is read as a blank, one for one: wrapped lines read as sentences and every offset still points into the stored text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from onrecord.annotate.forms import LATER, Form, Forms, Key, lead_of
from onrecord.annotate.model import load_parser
from onrecord.annotate.parsing import bounded
from onrecord.models import loaded_once
from onrecord.records.annotation import Sentence, Token, Zone
from onrecord.records.report import Report
from onrecord.records.span import Span

BATCH = 16  # paragraphs parsed together: 64 take no less time and, at their peak, 16 MB more
LIMIT = 20_000  # characters; the parser's memory grows with a text, so a longer paragraph is parsed in parts
MOST_WORDS = 400  # of one sentence; what is longer is a list or made to wear us out, and is looked at in parts
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
    nlp = load_parser()
    parts: list[list[_Part]] = [[] for _ in reports]
    with bounded(nlp):
        docs = nlp.pipe((SPACE.sub(" ", u.text) for _, u in units), batch_size=BATCH, disable=LATER)
        for (i, unit), words in zip(units, map(_list_words, docs), strict=True):
            parts[i].append(_Part(unit=unit, words=words))
    forms = _forms(nlp).of(w.key for part in parts for p in part for w in p.words)
    for part in parts:
        yield _join(part, forms)


@loaded_once
def _forms(nlp: Any) -> Forms:
    return Forms(nlp)


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


class _Word(NamedTuple):
    """A token of the parser that is no white space."""

    at: int  # in the unit
    text: str
    key: Key
    place: int  # among the doc's tokens
    head: int  # likewise; of the nearest word above that is no white space
    starts: bool  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    unit: Unit
    words: list[_Word]


def _list_words(doc: Any) -> list[_Word]:
    """The words of a parsed text, read in columns: asking spaCy token by token costs more than parsing."""
    strings, text = doc.vocab.strings, doc.text
    rows = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "HEAD", "SENT_START", "IS_SPACE"])
    heads = [n + step for n, step in enumerate(rows[:, 4].astype("int64").tolist())]
    is_space = rows[:, 6].astype(bool).tolist()
    words = []
    starts, lead = False, ""
    for n, (at, length, tag, dep, _, start, blank) in enumerate(rows.tolist()):
        starts = starts or start == 1
        if blank:
            lead = ""
            continue
        word = text[at : at + length]
        head = heads[n]
        while is_space[head] and heads[head] != head:
            head = heads[head]
        key = (word, strings[tag], strings[dep], lead)
        words.append(_Word(at, word, key, n, head, starts))
        starts, lead = False, lead_of(word, key[2])
    return words


def _join(parts: list[_Part], forms: Mapping[Key, Form]) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for part in parts:
        unit, base = part.unit, len(tokens)
        index = {w.place: base + n for n, w in enumerate(part.words)}
        first_of_unit = len(sentences)
        for words in _list_sentences(part.words):
            first, last = index[words[0].place], index[words[-1].place] + 1
            is_within = len(sentences) > first_of_unit and last - sentences[-1].first <= MOST_WORDS
            if is_within and _runs_on(words[0], sentences[-1], tokens):
                sentences[-1] = replace(sentences[-1], span=_span(unit, sentences[-1].span.start, words[-1]), last=last)
            else:
                start = unit.start + words[0].at
                span = _span(unit, start, words[-1])
                sentences.append(Sentence(span=span, first=first, last=last, paragraph=unit.paragraph, zone=unit.zone))
            held = range(first, last)
            tokens.extend(_token(w, unit, index, len(sentences) - 1, forms[w.key], held) for w in words)
    return Parsed(tokens=tuple(tokens), sentences=tuple(sentences))


def _list_sentences(words: list[_Word]) -> Iterator[list[_Word]]:
    edges = [n for n, w in enumerate(words) if w.starts or n == 0]
    for first, last in zip(edges, [*edges[1:], len(words)], strict=True):
        for at in range(first, last, MOST_WORDS):
            yield words[at : min(at + MOST_WORDS, last)]


def _runs_on(word: _Word, before: Sentence, tokens: list[Token]) -> bool:
    """True where the parser broke inside a sentence: after no end mark, or before a lower-case word or closing mark."""
    last = tokens[before.last - 1].text
    if word.text in "”’),;" or (word.text[0].islower() and last not in ("!", "?", "…", "...", ":")):
        return True
    return last[-1] not in ENDS and not last[-1].isdigit() and word.text not in ("“", '"', "•", "-", "–")


def _span(unit: Unit, start: int, last: _Word) -> Span:
    return Span(start=start, end=unit.start + last.at + len(last.text))


def _token(word: _Word, unit: Unit, index: dict[int, int], sentence: int, form: Form, held: range) -> Token:
    """The word; one whose head is not among the words held with it, since the sentence was cut, is its own."""
    start = unit.start + word.at
    head = index.get(word.head, index[word.place])
    return Token(
        span=Span(start=start, end=start + len(word.text)),
        text=unit.text[word.at : word.at + len(word.text)],
        lemma=form[1],
        pos=form[0],
        tag=word.key[1],
        dep=word.key[2],
        head=head if head in held else index[word.place],
        sentence=sentence,
    )
