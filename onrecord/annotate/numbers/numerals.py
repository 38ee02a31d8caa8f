"""Numbers with exact values, and the number words of a language.

How they are spelt is read in `spelling`; what a number bounds or measures, and whether it is an amount, is for others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from onrecord.annotate.numbers.lexemes import VULGAR, Lexeme
from onrecord.language import Language

HYPHENS = ("-", "‑", "–")
PLACES = 4  # a third is 0.3333
LONGEST = 40  # digits of the longest number that is read as one
STARTING_TABLES = (
    "cardinals",
    "scales",
    "groups",
    "plurals",
    "plural_factors",
    "fractions",
    "ordinals",
    "multiplicatives",
)
STARTING_LISTS = ("indefinite", "few", "none", "single", "twin", "minus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number over `lexemes[first:last]`."""

    first: int
    last: int
    value: Fraction
    open_end: bool = False  # "thousands", "several hundred": at least this
    ordinal: bool = False
    digits: bool = False  # begins with figures
    scale: int = 1  # the scale word or letter it ends in: 1,000,000 for "4 million"
    share: bool = False  # a fraction below one, written as one: "half", "two-thirds", "1/16"
    zero_word: bool = False  # "no", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The number words of a language, ready for look-up."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    letters: Mapping[str, int]
    money_letters: Mapping[str, int]
    groups: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    plurals: Mapping[str, int]
    plural_factors: Mapping[str, int]
    multiplicatives: Mapping[str, int]
    ordinals: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]
    starters: frozenset[str]  # words that a number may begin with, figures apart

    def starts(self, lexeme: Lexeme) -> bool:
        """True when a number may begin with the lexeme."""
        return lexeme.is_digits or lexeme.low in self.starters


@cache
def load_words(language: Language) -> Words:
    """The number words of `language`."""
    table: Mapping[str, Any] = language.table("numerals")
    starters = {w for k in STARTING_TABLES for w in table[k]} | {w for k in STARTING_LISTS for w in table["lists"][k]}
    return Words(
        starters=frozenset(starters | set(VULGAR)),
        cardinals=table["cardinals"],
        scales=table["scales"],
        letters=table["letters"],
        money_letters=table["money_letters"],
        groups=table["groups"],
        fractions={k: Fraction(v) for k, v in table["fractions"].items()},
        plurals=table["plurals"],
        plural_factors=table["plural_factors"],
        multiplicatives=table["multiplicatives"],
        ordinals=table["ordinals"],
        lists={
            **{k: frozenset(v) for k, v in table["lists"].items()},
            "scale_leads": language.words("numerals", "scale_leads"),
        },
    )


def decimal_digits(value: Fraction) -> str:
    """The value in decimal digits without an exponent: "10000", "6.5"; what has no end in decimals is cut to four."""
    places = next((n for n in range(LONGEST) if (value * 10**n).denominator == 1), PLACES)
    digits = str(abs(round(value * 10**places))).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
