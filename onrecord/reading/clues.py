"""Days that a report's own sentences name, and on which side of its publication they lie."""

import functools
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.language import Language
from onrecord.reading.dates import WrittenDate, find_dates, weekdays
from onrecord.records.report import Report
from onrecord.records.span import Span

SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…](?![\"”’)]{0,3}\s{1,20}[A-Z“\"(])[^.!?…]*)*[.!?…]*")
WORD = re.compile(r"[^\W\d_]{4,}")
PAST_ENDING = re.compile(r"^[^\W\d_]{2,}ed$", re.I)
PLAIN_WORD = re.compile(r"[’']?[^\W\d_]+")
WORDS_AFTER = 12
REACH = 300  # characters on either side of a day in which a telling word is sought
LONGEST = 2_000  # characters read of a sentence; longer ones are tables or damage
STEM = 5  # letters by which words of one stem are taken together


class Side(StrEnum):
    """Where a day lies, as seen from the report."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A day that a sentence of the body names."""

    span: Span
    side: Side
    written: WrittenDate | None  # None: only a weekday
    weekday: int | None  # 0 = Monday
    week: int | None  # weeks from the report's own: "last week" is -1
    words: frozenset[str]  # stems of the longer words of its sentence

    @property
    def date(self) -> date | None:
        """The day, where its year is written."""
        return self.written.date if self.written else None


def list_clues(report: Report, *, language: Language) -> list[Clue]:
    """The days named in the body, in text order; headlines and furniture are left out."""
    clues: list[Clue] = []
    for paragraph in report.body:
        for m in SENTENCE.finditer(report.text, paragraph.start, paragraph.end):
            clues.extend(_clues_in(report.text, m.start(), min(m.end(), m.start() + LONGEST), language))
    return clues


def _clues_in(text: str, start: int, end: int, language: Language) -> list[Clue]:
    names = _weekday_names(language.code)
    weeks = list(_week_names(language.code).finditer(text, start, end))
    if not weeks and not names.search(text, start, end) and not any(c.isdigit() for c in text[start:end]):
        return []
    days = weekdays(language)
    common = language.words("furniture", "function_words")
    words = WORD.findall(text[start:end].casefold())
    stems = frozenset(w[:STEM] for w in words if w not in days and w not in common)
    dates = list(find_dates(text, language=language, start=start, end=end))
    clues = [
        Clue(
            span=d.span,
            side=_side(text, start, d.span, end, language),
            written=d,
            weekday=d.weekday,
            week=None,
            words=stems,
        )
        for d in dates
    ]
    for m in names.finditer(text, start, end):
        span = Span(start=m.start(), end=m.end())
        if not any(span.overlaps(d.span) for d in dates):
            side = _side(text, start, span, end, language)
            day = days[m.group().casefold()]
            clues.append(Clue(span=span, side=side, written=None, weekday=day, week=None, words=stems))
    for m in weeks:
        week = language.table("furniture")["weeks"][" ".join(m.group().casefold().split())]
        side = Side.PAST if week < 0 else Side.FUTURE
        span = Span(start=m.start(), end=m.end())
        clues.append(Clue(span=span, side=side, written=None, weekday=None, week=week, words=stems))
    return clues


def _side(text: str, start: int, day: Span, end: int, language: Language) -> Side:
    """By the nearest telling word before the day, else after it; past where none tells, as news mostly is."""
    future = language.words("furniture", "future_words")
    past = language.words("furniture", "past_words")
    passive = language.words("furniture", "passive_words")
    before = PLAIN_WORD.findall(text[max(start, day.start - REACH) : day.start].casefold())
    after = PLAIN_WORD.findall(text[day.end : min(end, day.end + REACH)].casefold())[:WORDS_AFTER]
    words = before[::-1] + after
    helpers = [*before[:-1][::-1], "", "", *after]  # the word before each
    for word, helper in zip(words, helpers, strict=False):
        if word in future:
            return Side.FUTURE
        if word in past or (PAST_ENDING.match(word) and helper not in passive):
            return Side.PAST
    return Side.PAST


@functools.lru_cache(maxsize=8)
def _weekday_names(code: str) -> re.Pattern[str]:
    full = Language(code=code).table("time")["weekday"]
    return re.compile(rf"\b(?:{'|'.join(w.capitalize() for w in full)})\b")


@functools.lru_cache(maxsize=8)
def _week_names(code: str) -> re.Pattern[str]:
    names = Language(code=code).table("furniture")["weeks"]
    return re.compile(rf"\b(?:{'|'.join(n.replace(' ', chr(92) + 's{1,3}') for n in names)})\b(?![’'])", re.I)
