"""What the number grammar knows of a language, and what it makes of a number on the way to a quantity."""

from dataclasses import dataclass
from fractions import Fraction

from onrecord.annotate.numbers.bounds import Bound, BoundTable
from onrecord.annotate.numbers.labels import LabelWords
from onrecord.annotate.numbers.numerals import Words
from onrecord.annotate.numbers.units import Unit, UnitTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The tables of a language, ready for look-up."""

    words: Words
    units: UnitTable
    bounds: BoundTable
    labels: LabelWords
    results: frozenset[str]
    date_tails: frozenset[str]
    harms: frozenset[str]
    harm_verbs: frozenset[str]
    superlatives: frozenset[str]
    ordinal_tails: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit over `lexemes[first:last]`; the bare numerals over `[number_first:number_last]`."""

    first: int
    last: int
    number_first: int
    number_last: int
    low: Fraction | None
    high: Fraction | None
    scale: int = 1
    unit: Unit | None = None
    unit_name: str | None = None  # the unit's canonical name with its denominator: "USD per barrel"
    words: str | None = None  # approximator that is part of the number: "thousands", "between"
    bound: Bound | None = None  # approximator before
    tail: Bound | None = None  # approximator after
    digits: bool = False
    ordinal: bool = False
    share: bool = False
