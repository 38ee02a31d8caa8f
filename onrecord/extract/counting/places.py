"""An amount in its sentence, as what is counted is looked for."""

from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.records.annotation import Quantity

NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An amount in its sentence."""

    index: Index
    q: Quantity
    anchor: int  # the word that stands for the amount in the parse
    last: int  # its last word
    kind: str | None  # of its unit: "money", "time"; None: a count
    taken: frozenset[int] = frozenset()  # words of the other amounts of the report: they are not what this one counts


def is_numbered(index: Index, first: int | None, last: int) -> bool:
    """True when a number stands between the two words, or is the last."""
    return any(index.tokens[k].pos in ("NUM", "SYM") for k in range(first or last, last + 1))
