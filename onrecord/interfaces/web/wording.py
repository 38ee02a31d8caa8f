"""How records are put for people on a page: short texts, signs with their words, and lines in their pieces."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord.records.when import Precision, When
from onrecord.views import phrases
from onrecord.views.disputes import SIGNS
from onrecord.views.figures import HEAD, FigureRow, row_cells
from onrecord.views.pictures.words import day, moment, stance_words
from onrecord.views.voices import MANNER_WORDS

STANCE_SIGNS = {
    "asserts": "●",
    "confirms": "●",
    "denies": "✕",
    "does_not_deny": "◐",
    "declines_to_comment": "○",
    "warns": "▲",
    "promises": "◆",
    "requests": "◆",
    "asks": "?",
    "speculates": "◌",
}
ADMIRALTY_SOURCE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
ADMIRALTY_CONTENT = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
VALUE = HEAD.index("VALUE")
OPEN_START = re.compile(r"(?<!\d)\.\.(?=\d)")
OPEN_END = re.compile(r"(\d{1,2} \w{3} \d{4})\.\.(?!\d)")
SAME_MONTH = re.compile(r"\b(\d{1,2}) (\w{3} \d{4}) – (\d{1,2} \2)\b")
SAME_YEAR = re.compile(r"\b(\d{1,2} \w{3}) (\d{4}) – (\d{1,2} \w{3} \2)\b")
AS_OF_OPEN = re.compile(r"\bas of (?=until |from )")
ISO_DAY = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
MARKS = re.compile(r"\\\[(\w+\d+(?:@[\w-]+)?(?: v\d+)?)\\\]")


def stance_sign(stance: str) -> str:
    """The sign of a stance; never shown without its word."""
    return STANCE_SIGNS.get(stance, "●")


def position_sign(position: str) -> str:
    """The sign of a party's position in the agreement grid."""
    return SIGNS.get(position, "")


def manner_words(manner: str) -> str:
    """ "direct quotation", "indirect"."""
    return MANNER_WORDS.get(manner, manner)


def when(value: When | None) -> str:
    """The time at the fineness it was given: "2031", "Mar 2031", "4 Mar 2031", "1 – 4 Mar 2031"; a dash: none."""
    if value is None or (value.earliest is None and value.latest is None):
        return "–"
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}"
    if value.precision is Precision.YEAR and first.year == last.year:
        return f"{first:%Y}"
    if (first.year, first.month) == (last.year, last.month):
        if value.precision is Precision.MONTH:
            return f"{first:%b %Y}"
        return day(last) if first == last else f"{first.day} – {day(last)}"
    return f"{first.day} {first:%b} – {day(last)}" if first.year == last.year else f"{day(first)} – {day(last)}"


def iso_days(text: str) -> str:
    """The text with each day that is written 2031-03-04 as a reader writes it: "4 Mar 2031"."""
    told = ISO_DAY.sub(lambda m: day(dt.date(int(m[1]), int(m[2]), int(m[3]))), text)
    if told == text:
        return text
    whole = OPEN_END.sub(r"from \1", OPEN_START.sub("until ", told)).replace("..", " – ")
    return AS_OF_OPEN.sub("", SAME_YEAR.sub(r"\1 – \3", SAME_MONTH.sub(r"\1 – \3", whole)))


def counts(reports: int, origins: int, parties: int, at_most: bool = False) -> str:
    """The three counts, never one of them alone."""
    return phrases.three_counts(reports, origins, parties, at_most=at_most)


def local_field(at: dt.datetime | None, zone: str) -> str:
    """The moment in a zone as it is written into a form, which is how it is read again: the year first."""
    return at.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else ""


def plain_marks(text: str) -> str:
    """Citations in escaped Markdown as they are read: `[s86]` again, for it can act as nothing."""
    return MARKS.sub(r"[\1]", text)


def grade_words(grade: str | None) -> str:
    """An Admiralty grade in words: "B2: usually reliable; probably true"."""
    letter, number = (grade[:1], grade[1:2]) if grade else ("F", "6")
    parts = (ADMIRALTY_SOURCE.get(letter.upper()), ADMIRALTY_CONTENT.get(number))
    return "; ".join(p for p in parts if p)


def amount(row: FigureRow) -> str:
    """The amount of a row, beside the report's words where they do not spell it in digits."""
    return row_cells(row)[VALUE]


def unmarked(text: str, labels: Iterable[str]) -> str:
    """The text without these marks, `[s86]`, where they stand beside it as links."""
    for label in labels:
        text = text.replace(f" [{label}]", "")
    return text


def noun(number: int, one: str, many: str | None = None) -> str:
    """The noun for so many: "report", "reports"."""
    return one if number == 1 else many or f"{one}s"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "stance": stance_words,
    "stance_sign": stance_sign,
    "position_sign": position_sign,
    "manner": manner_words,
    "moment": moment,
    "day": day,
    "amount": amount,
    "iso_days": iso_days,
    "when": when,
    "local_field": local_field,
    "max0": lambda number: max(0, number),
    "count": phrases.count,
    "noun": noun,
    "unmarked": unmarked,
    "three_counts": counts,
    "grade_words": grade_words,
}
