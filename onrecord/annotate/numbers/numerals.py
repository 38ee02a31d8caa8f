"""Numbers with exact values, and the number words of a language.

How they are spelt is read in `spelling`; what a number bounds or measures, and whether it is an amount, is for others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from onrecord.annotate.numbers.lexemes import VULGAR, Lexeme
from onrecord.language import Language

HYPHENS = ("-", "‑", "–")
PLACES = Decimal("0.0001")  # a third is 0.3333: what has no end in decimals is cut here


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

    def starts(self, lexeme: Lexeme) -> bool:
        """True when a number may begin with the lexeme."""
        low = lexeme.low
        return (
            lexeme.is_digits
            or low in self.cardinals
            or low in VULGAR
            or low in self.scales
            or low in self.groups
            or low in self.plurals
            or low in self.plural_factors
            or low in self.fractions
            or low in self.ordinals
            or low in self.multiplicatives
            or any(low in self.lists[k] for k in ("indefinite", "few", "none", "single", "twin", "minus"))
        )


@cache
def load_words(language: Language) -> Words:
    """The number words of `language`."""
    table: Mapping[str, Any] = language.table("numerals")
    return Words(
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
    """The value in decimal digits without an exponent: "10000", "6.5"; endless ones cut to four places."""
    top = Decimal(value.numerator)
    exact = value.denominator
    for prime in (2, 5):
        while exact % prime == 0:
            exact //= prime
    number = top / Decimal(value.denominator)
    if exact != 1:
        number = number.quantize(PLACES)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
