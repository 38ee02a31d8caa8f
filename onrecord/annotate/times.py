"""Time expressions and their values, as TimeML's TIMEX3 has them (ISO 24617-1), by a grammar of our own.

The text is read in order, zone by zone; each expression is resolved against the day of the report, the tense of its
verb and what was dated before it.  Furniture is read by the same grammar, without tense, and dates nothing after it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from onrecord.annotate.timing import clocks, dates, days, durations, relative, vague, years
from onrecord.annotate.timing.calendar import DAY, MONTH, YEAR
from onrecord.annotate.timing.context import Context, Reading, reference_day
from onrecord.annotate.timing.grammar import RULES, Piece, compile_grammar, compile_rules, later_pieces, next_piece
from onrecord.annotate.timing.syntax import Syntax
from onrecord.annotate.timing.words import lexicon, read_words
from onrecord.language import Language
from onrecord.records.annotation import Sentence, TimeExpression, TimeKind, Token
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When

Reader = Callable[[Piece, Context], Reading | list[Reading] | None]
QUOTED = re.compile(r"“[^”]{1,2000}”|\"[^\"]{1,2000}\"")
HALF_DAYS = ("a.m.", "p.m.")
PRECISIONS = {DAY: Precision.DAY, MONTH: Precision.MONTH, YEAR: Precision.YEAR}
MODULES = (dates, years, days, relative, vague, clocks, durations)
TITLE_SORTS = frozenset({"unit", "units", "noon", "part"})
OTHER_NAMES = {"lasting": durations.duration}


def _reader(rule: str) -> Reader | None:
    """What reads the words that a rule took: the function of the rule's name; None for what is no time."""
    if rule == "blocked":
        return None
    for module in MODULES:
        found = getattr(module, rule, None)
        if found is not None and rule not in OTHER_NAMES:
            return found  # type: ignore[no-any-return]
    return OTHER_NAMES[rule]


READERS: dict[str, Reader | None] = {rule: _reader(rule) for rule in RULES}


def find_times(
    report: Report, tokens: Sequence[Token], sentences: Sequence[Sentence], *, language: Language
) -> tuple[TimeExpression, ...]:
    """Time expressions in text order, none overlapping another; those of furniture included.

    What cannot be resolved keeps an open value ("XXXX-WXX-4", "PAST_REF") and has no `when`.
    """
    tense = language.table("time")["tense"]
    syntax = Syntax(
        tokens=tokens,
        sentences=sentences,
        starts=[t.span.start for t in tokens],
        forward=frozenset(tense["future_auxiliary"]),
        planned=frozenset(tense["planned"]),
        governors=frozenset(tense["forward"]),
        planners=frozenset(tense["planners"]),
        callers=frozenset(tense["callers"]),
        historic=frozenset(tense["historic"]),
        behind=frozenset(tense["behind"]),
        unchanged=frozenset(tense["unchanged"]),
    )
    quoted = tuple(m.span() for m in QUOTED.finditer(report.text, report.span.start, report.span.end))
    context = Context(today=reference_day(report.published), syntax=syntax, quoted=quoted)
    found: list[TimeExpression] = []
    for span in _list_stretches(report.text, sorted(s.span for s in sentences)):
        found += _read_stretch(report.text, span, context, language)
    for piece in report.furniture:
        aside = Context(today=context.today, syntax=syntax)
        found += _read_stretch(report.text, piece.span, aside, language)
    return tuple(_without_overlap(sorted(found, key=lambda t: t.span)))


def _list_stretches(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences, two as one where the full stop between them is that of a clock time: "11 a.m. Talvi time"."""
    kept: Span | None = None
    for span in sentences:
        goes_on = kept is not None and not text[kept.end : span.start].strip(" ")
        if kept is not None and goes_on and kept.of(text).rstrip()[-4:].lower() in HALF_DAYS:
            kept = Span(start=kept.start, end=span.end)
            continue
        if kept is not None:
            yield kept
        kept = span
    if kept is not None:
        yield kept


def _read_stretch(text: str, span: Span, context: Context, language: Language) -> Iterator[TimeExpression]:
    grammar, rules = compile_grammar(language), compile_rules(language)
    words, letters = read_words(text, span.start, span.end, lexicon(language))
    position = 0
    while True:
        taken = next_piece(words, letters, position, grammar)
        if taken is None:
            return
        piece, first, after = taken
        readings = _read(piece, context)
        if not readings and piece.rule != "blocked":  # a rule that cannot read its words leaves them to the next
            for other, end in later_pieces(words, letters, first, piece.rule, rules):
                readings = _read(other, context)
                if readings or other.rule == "blocked":
                    piece, after = other, end
                    break
        position = after if readings or piece.rule == "blocked" else first + 1
        for reading in readings:
            start = piece.start if reading.start is None else reading.start
            end = piece.end if reading.end is None else reading.end
            context.note(reading, start)
            yield TimeExpression(
                span=Span(start=start, end=end),
                kind=reading.kind,
                value=reading.value,
                when=_when(reading),
                timeml=reading.timeml if reading.timeml != reading.value else None,
            )


def _read(piece: Piece, context: Context) -> list[Reading]:
    reader = READERS[piece.rule]
    if reader is None or _is_conjunction(piece, context) or _is_title(piece, context):
        return []
    try:
        found = reader(piece, context)
    except (ValueError, OverflowError):  # a day outside the calendar
        return []
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _is_conjunction(piece: Piece, context: Context) -> bool:
    """True for "that" that opens a clause: "confirmed that Friday's session"."""
    first = piece.words[0]
    return first.sort == "that" and context.syntax.tag(first.start) == "IN"


def _is_title(piece: Piece, context: Context) -> bool:
    """True for "This Week" and "60 Minutes": common words with a capital inside a sentence are a name."""
    named = [w for w in piece.words if w.sort in TITLE_SORTS]
    if not named or not all(w.capital for w in named):
        return False
    return all(w.capital or w.sort == "day" for w in piece.words) and context.syntax.is_name_like(piece.start)


def _when(reading: Reading) -> When | None:
    if reading.kind in (TimeKind.DURATION, TimeKind.SET) or (reading.first is None and reading.last is None):
        return None
    unit = reading.names.unit if reading.names else ""
    precision = PRECISIONS.get(unit, Precision.DAY if _is_day(reading) else Precision.INTERVAL)
    if reading.at is not None:
        precision = Precision.MINUTE
    return When(
        earliest=reading.first,
        latest=reading.last,
        precision=precision,
        basis=Basis.STATED if reading.stated else Basis.INFERRED,
        at=reading.at,
    )


def _is_day(reading: Reading) -> bool:
    return reading.first is not None and reading.first == reading.last


def _without_overlap(times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    end = 0
    for time in times:
        if time.span.start >= end:
            end = time.span.end
            yield time
