"""Units of measure and money beside a number: "6 km", "$5", "SEK9 million", "25-year-old", "2.24 US dollars"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.annotate.numbers.lexemes import Lexeme, is_glued
from onrecord.language import Language

LONGEST = 4  # words of the longest unit or mark
CASED = frozenset({"w", "v", "m", "g", "b", "p", "ps", "ha", "mw"})  # one- and two-letter signs that need their place


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit found over `lexemes[first:last]`."""

    first: int
    last: int
    name: str  # canonical
    kind: str  # "money", "time", "length" ...


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTable:
    """The units of a language by the words and signs that stand for them."""

    kinds: Mapping[str, str]  # canonical name to kind
    words: Mapping[tuple[str, ...], str]  # spelt out, after the number
    signs: Mapping[str, str]  # short, after the number
    marks: Mapping[str, str]  # before the number, white space left out
    shared: Mapping[str, tuple[str, frozenset[str]]]  # a word of two units: the other one, and what shows it


@cache
def load_units(language: Language) -> UnitTable:
    """The units of `language`."""
    table: Mapping[str, Mapping[str, Any]] = language.table("units")
    words, signs, marks = {}, {}, {}
    for name, unit in table.items():
        for phrase in unit.get("words", ()):
            words[tuple(phrase.replace("-", " - ").split())] = name
        for sign in unit.get("signs", ()):
            signs[sign] = name
        for mark in (*unit.get("marks", ()), *unit.get("before", ())):
            marks[mark.replace(" ", "")] = name
    shared = {w: (n, frozenset(u["cues"])) for n, u in table.items() for w in u.get("shared_words", ())}
    return UnitTable(
        shared=shared, kinds={n: u["kind"] for n, u in table.items()}, words=words, signs=signs, marks=marks
    )


def unit_after(lexemes: Sequence[Lexeme], i: int, table: UnitTable) -> Unit | None:
    """The longest unit that begins at `i`, or after a hyphen there."""
    start = i
    if i < len(lexemes) and lexemes[i].low in ("-", "‑", "–") and is_glued(lexemes, i) and is_glued(lexemes, i + 1):
        start = i + 1
    lows = [x.low for x in lexemes[start : start + LONGEST]]
    for n in range(len(lows), 0, -1):
        name = table.words.get(tuple(lows[:n]))
        other, cues = table.shared.get(lows[0], ("", frozenset())) if n == 1 else ("", frozenset())
        if other and (start > i or any(x.low in cues for x in lexemes)):
            name = other
        if name:
            return Unit(first=i, last=start + n, name=name, kind=table.kinds[name])
    return _sign_after(lexemes, i, start, table)


def _sign_after(lexemes: Sequence[Lexeme], i: int, start: int, table: UnitTable) -> Unit | None:
    """A short sign: "km", "%", "km/h", "°C", "m2"; a bare letter where it touches the number."""
    joined = ""
    found = None
    for j in range(start, min(start + LONGEST, len(lexemes))):
        if j > start and not is_glued(lexemes, j):
            break
        joined += lexemes[j].low
        name = table.signs.get(joined)
        if name and not (joined in CASED and not _is_sign(lexemes, start, joined)):
            found = Unit(first=i, last=j + 1, name=name, kind=table.kinds[name])
    return found


def _is_sign(lexemes: Sequence[Lexeme], i: int, sign: str) -> bool:
    after = lexemes[i + 1].low if i + 1 < len(lexemes) else "."
    if is_glued(lexemes, i):
        return True
    return not after.isalpha() or after in (
        "of",
        "at",
        "apart",
        "long",
        "wide",
        "deep",
        "high",
        "tall",
        "away",
    )


def mark_before(lexemes: Sequence[Lexeme], i: int, table: UnitTable) -> Unit | None:
    """The longest currency mark, code or measure name that ends right before `i`: "$", "US $", "SEK", "Mach"."""
    found = None
    joined = ""
    for j in range(i - 1, max(i - 1 - LONGEST, -1), -1):
        joined = lexemes[j].low + joined
        name = table.marks.get(joined)
        if name and not (lexemes[j].text.islower() and table.kinds[name] == "money"):
            found = Unit(first=j, last=i, name=name, kind=table.kinds[name])
        if lexemes[j].low == "-" or not _may_join(lexemes, j, i):
            break
    return found


def _may_join(lexemes: Sequence[Lexeme], j: int, i: int) -> bool:
    return is_glued(lexemes, j) or lexemes[j].low in ("$", "of") or (j == i - 1 and lexemes[j].low in ("$", "-"))
