"""The words of a sentence as the number grammar needs them: digits apart from the letters that they touch.

The parser's own words cut "$425m", "25-year-old" and "9,500-11,000" in ways that depend on their neighbours; here a
number is always one piece and a sign is always one piece.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PIECE = re.compile(
    r"""
      \d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?!\d)   # 10,000  1,051.5
    | \d+(?:\.\d+)?                                      # 31  6.5
    | (?<![\w.])\.\d+                                    # .0605
    | [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]
    | (?:[^\W\d_]\.){2,}                                 # a.m.  U.S.
    | [^\W\d_]+(?:[.](?=\ [a-z0-9]))?                    # words; "approx. 5" keeps its dot
    | \S
    """,
    re.VERBOSE,
)
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, number or sign; offsets count from the start of the report's text."""

    text: str
    low: str  # lower case, curly apostrophes straightened
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """True for a number in figures."""
        return self.text[-1].isdecimal()


def split_lexemes(text: str, start: int, end: int) -> list[Lexeme]:
    """The lexemes of `text[start:end]`, in order; what lies between them is white space."""
    out = []
    for m in PIECE.finditer(text, start, end):
        piece = m.group()
        out.append(Lexeme(piece, piece.lower().replace("’", "'"), m.start(), m.end()))
    return out


def is_glued(lexemes: Sequence[Lexeme], i: int) -> bool:
    """True when lexeme `i` follows the one before without white space."""
    return 0 < i < len(lexemes) and lexemes[i - 1].end == lexemes[i].start
