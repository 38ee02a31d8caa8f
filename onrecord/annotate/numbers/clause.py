"""One sentence as the number grammar sees it: its lexemes, and the parser's word for each."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate.numbers.lexemes import Lexeme, is_glued
from onrecord.records.annotation import Sentence, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence's lexemes beside the report's words."""

    lexemes: Sequence[Lexeme]
    tokens: Sequence[Token]  # of the whole report: heads are indices into it
    starts: Sequence[int]  # where each token starts
    sentence: Sentence

    def low(self, i: int) -> str:
        """The lexeme at `i` in lower case; "" past either end."""
        return self.lexemes[i].low if 0 <= i < len(self.lexemes) else ""

    def text(self, i: int) -> str:
        """The lexeme at `i` as printed; "" past either end."""
        return self.lexemes[i].text if 0 <= i < len(self.lexemes) else ""

    def glued(self, i: int) -> bool:
        """True when lexeme `i` follows the one before without white space."""
        return is_glued(self.lexemes, i)

    def token(self, i: int) -> Token:
        """The parser's word that lexeme `i` stands in."""
        return self.tokens[self.token_index(i)]

    def token_index(self, i: int) -> int:
        """The index in the report's words of the word that lexeme `i` stands in."""
        at = bisect_right(self.starts, self.lexemes[i].start) - 1
        return max(at, self.sentence.first)

    def opens(self, i: int) -> bool:
        """True when a capital at `i` says nothing: the sentence, a quotation or a part after a colon begins there."""
        return i == 0 or not (self.low(i - 1)[-1:].isalnum() or self.low(i - 1) in (",", "-", "‑", "&", "'", "$"))
