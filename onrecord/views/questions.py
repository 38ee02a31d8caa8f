"""What a question asks for: a number, a share, a day, a place, or what somebody says."""

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.language import Language
from onrecord.records.span import Span

NAMING = 5  # words behind those that ask for a number in which the number has its name: "people were killed"


class AskedFor(StrEnum):
    """What an answer must hold; the names are those of the lists in `questions`."""

    NUMBER = "number"
    SHARE = "share"  # a number in percent
    DAY = "day"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question taken apart."""

    kind: AskedFor | None  # None: anything that is said of it
    naming: frozenset[str]  # the words, in lower case, that may name the number
    speaker: str | None  # whose words are asked for, as the question calls them; None: anybody's
    about: Span  # the words that tell the matter: without the speaker

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self.kind in (AskedFor.NUMBER, AskedFor.SHARE)


def read_question(text: str, *, language: Language) -> Asked:
    """The question taken apart by the words that it asks with."""
    every = Span(start=0, end=len(text))
    opening, saying = _patterns(language)
    found = opening.search(text)
    kind = AskedFor(found.lastgroup) if found and found.lastgroup else None
    behind = text[found.end() if found else 0 :]
    naming = frozenset(re.findall(r"\w+", behind.lower())[:NAMING])
    told = None if kind else saying.search(text)
    if told is None:
        return Asked(kind=kind, naming=naming, speaker=None, about=every)
    about = Span(start=told.end(), end=len(text))
    return Asked(kind=None, naming=naming, speaker=told.group("who"), about=about)


@functools.cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = language.table("questions")
    kinds = "|".join(f"(?P<{kind.value}>{_either(table[kind.value])})" for kind in AskedFor)
    who = rf"\b(?:{_either(table['helpers'])})\s+(?P<who>[^?,;:]+?)\s+(?:{_either(table['saying'])})\b"
    return re.compile(rf"\b(?:{kinds})\b", re.IGNORECASE), re.compile(who, re.IGNORECASE)


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
