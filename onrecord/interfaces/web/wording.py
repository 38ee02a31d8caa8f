"""How records are put for people on a page: short texts, signs with their words, and lines in their pieces."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord.interfaces.web.days import local_field, mark_day, mark_moment, mark_when
from onrecord.interfaces.web.lines import tell_line
from onrecord.views import phrases
from onrecord.views.days import day, iso_days, when
from onrecord.views.disputes import SIGNS
from onrecord.views.figures import HEAD, FigureRow, row_cells
from onrecord.views.pictures.words import moment, stance_words
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


def counts(reports: int, origins: int, parties: int, at_most: bool = False) -> str:
    """The three counts, never one of them alone."""
    return phrases.three_counts(reports, origins, parties, at_most=at_most)


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
    "none_says": phrases.none_says,
    "noun": noun,
    "unmarked": unmarked,
    "three_counts": counts,
    "grade_words": grade_words,
}
ON_PAGES: Mapping[str, Callable[..., Any]] = {
    "moment": mark_moment,
    "day": mark_day,
    "when": mark_when,
    "told": tell_line,
}
