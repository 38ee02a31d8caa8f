"""Text as words of the time grammar: one letter a word, so that the grammar can be a regular expression over letters.

A word of the language's table `time` has the sort that the table gives it; numerals, clock times and names get theirs
by their form; everything else is `other`.  No parse is needed, so the furniture of a page reads as its prose does.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from onrecord.language import Language

FORMS = (
    r"(?P<iso>(?<![\w-])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<slash>(?<![\w/])\d{1,4}/\d{1,2}/\d{2,4}(?![\w/]))"
    r"|(?P<always>(?<!\w)24/7(?!\w))"
    r"|(?P<clock>(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<ordday>(?<!\w)\d+(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?<!\w)(?:[12]\d\d0s|['’‘]?\d0['’]?s)\b)"
    r"|(?P<code>(?<!\w)(?:Q[1-4]|[HQ][12]|FY ?(?:20)?\d\d)\b)"
    r"|(?P<ampm>(?<![^\W\d_])[ap]\.\s?m\b\.?|(?<![^\W\d_])[ap]m\b\.?)"
    r"|(?P<half>½|(?<=\d[ -])1/2(?!\w))"
    r"|(?P<digits>\d+(?:,\d{3}(?!\d))*(?:\.\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’]clock)?)"
    r"|(?P<mark>[^\w\s])"
)
SCAN = re.compile(FORMS, re.IGNORECASE)
MARKS = {",": "comma", ".": "dot", "-": "hyphen", "–": "hyphen", "‑": "hyphen", "−": "hyphen", "(": "open", ")": "shut"}
MARKS |= {"{": "open", "[": "open", "}": "shut", "]": "shut", "'": "quote", "’": "quote", "/": "stroke"}
MONEY = frozenset("$€£¥₴₽₹#№@%")
LONGEST = 6  # words in a phrase, hyphens and quotes counted
UNGLUED = re.compile(r"\w+|[^\w\s]")
EXTRA: tuple[str, ...] = (
    "iso",
    "slash",
    "clock",
    "ordday",
    "decade",
    "code",
    "ampm",
    "day",
    "year",
    "mil",
    "int",
    "decimal",
    "name",
)
EXTRA += ("comma", "dot", "hyphen", "open", "shut", "quote", "stroke", "other", "always")


class Word(NamedTuple):
    """A word or phrase of the text with its sort in the grammar."""

    start: int
    end: int
    low: str  # lower case
    sort: str
    load: Any  # what the table says of it: a number, a unit letter; for numerals their number
    capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The table `time` of a language, turned round: from words to sorts."""

    words: Mapping[str, tuple[str, Any]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]  # by first word, longest first
    capital: frozenset[str]
    letters: Mapping[str, str]  # one letter of the private use area for each sort


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of that language, built once."""
    table = language.table("time")
    entries: dict[str, tuple[str, Any]] = {}
    for sort, words in [*table["plain"].items(), ("blocked", table["blocked"]["blocked"])]:
        for w in words:
            entries.setdefault(w, (sort, None))
    maps = [k for k, v in table.items() if isinstance(v, Mapping) and k not in ("plain", "blocked", "capital", "tense")]
    for sort in maps:
        for w, load in table[sort].items():
            entries[w] = (sort, load)
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for w, (sort, load) in entries.items():
        parts = tuple(UNGLUED.findall(w))
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, sort, load))
    sorts = sorted({*table["plain"], *maps, *EXTRA, "blocked"})
    return Lexicon(
        words={w: e for w, e in entries.items() if w.isalpha() or w.endswith("clock")},
        phrases={k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()},
        capital=frozenset(table["capital"]["capital"]),
        letters={sort: chr(0xE000 + i) for i, sort in enumerate(sorts)},
    )


def read_words(text: str, start: int, end: int, known: Lexicon) -> tuple[list[Word], str]:
    """The words of text[start:end] in order, offsets into `text`, and their letters as one string."""
    raw = list(SCAN.finditer(text, start, end))
    lows = [m.group().lower() for m in raw]
    words: list[Word] = []
    i = 0
    while i < len(raw):
        taken = _phrase(lows, i, known)
        if taken is None:
            words.append(_single(raw[i], lows[i], text, known))
            i += 1
            continue
        size, sort, load = taken
        first, last = raw[i], raw[i + size - 1]
        words.append(
            Word(first.start(), last.end(), " ".join(lows[i : i + size]), sort, load, first.group()[0].isupper())
        )
        i += size
    letters = known.letters
    return words, "".join(letters[w.sort] for w in words)


def _phrase(lows: list[str], i: int, known: Lexicon) -> tuple[int, str, Any] | None:
    for parts, sort, load in known.phrases.get(lows[i], ()):
        if tuple(lows[i : i + len(parts)]) == parts:
            return len(parts), sort, load
    return None


def _single(m: re.Match[str], low: str, text: str, known: Lexicon) -> Word:
    form = m.lastgroup
    start, end = m.span()
    capital = m.group()[0].isupper()
    if form == "word":
        sort, load = known.words.get(low, ("name" if capital else "other", None))
        if not capital and low in known.capital:
            sort, load = "other", None
        return Word(start, end, low, sort, load, capital)
    if form == "mark":
        return Word(start, end, low, MARKS.get(low, "other"), None, False)
    if form == "digits":
        return _number(start, end, low, text)
    if form == "half":
        return Word(start, end, low, "half", None, False)
    if form == "ordday":
        return Word(start, end, low, form, int(low[:-2]), False)
    return Word(start, end, low, str(form), low, capital)


def _number(start: int, end: int, low: str, text: str) -> Word:
    before = text[start - 1] if start else " "
    glued = before.isalpha() or before in MONEY or before == "_" or (end < len(text) and text[end] == "%")
    glued = glued or (before in "-/" and start > 1 and text[start - 2].isupper())  # "COVID-19", "RS-26"
    digits = low.replace(",", "")
    if glued or digits.count(".") > 1 or len(digits) > 12:
        return Word(start, end, low, "other", None, False)
    if "." in digits:
        return Word(start, end, low, "decimal", digits, False)
    number = int(digits)
    if "," in low:
        sort = "int"
    elif len(digits) == 4:
        sort = "year" if 1000 <= number < 2100 else "mil"
    else:
        sort = "day" if len(digits) <= 2 and 1 <= number <= 31 else "int"
    return Word(start, end, low, sort, number, False)
