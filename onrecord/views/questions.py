"""What a question asks for: a number, a share, a day, a place, a person, a denial, or what somebody says."""

import functools
import re
from collections.abc import Iterable
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
    PERSON = "person"  # or a body


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question taken apart."""

    kind: AskedFor | None  # None: anything that is said of it
    opening: Span | None  # the words by which it asks: "how high"; they are none of its topic
    naming: frozenset[str]  # the words, in lower case, that may name the number
    counted: str  # what the number is of, as the question calls it; "": not told
    measures: frozenset[str]  # kinds of units, one of which the number must have; empty: any
    speaker: str | None  # whose words are asked for, as the question calls them; None: anybody's
    is_open: bool  # "what did X say", and not "did X say that"
    is_denial: bool  # asked whether, or how, something is denied
    about: Span  # the words that tell the matter: without the speaker
    is_occasion: bool  # those words tell when somebody spoke, not of what

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self.kind in (AskedFor.NUMBER, AskedFor.SHARE)


def read_question(text: str, *, language: Language) -> Asked:
    """The question taken apart by the words that it asks with."""
    table = language.table("questions")
    patterns = _patterns(language)
    found = patterns.opening.search(text)
    kind = AskedFor(found.lastgroup) if found and found.lastgroup else None
    behind = text[found.end() if found else 0 :]
    told = patterns.denying.search(text) or (patterns.saying.search(text) if kind is None else None)
    is_denial = told is not None and told.group("verb").lower() in table["denying"]
    speaker = told.group("who") if told else None
    about = Span(start=told.end() if told else 0, end=len(text))
    opens = about.of(text).lower().split(maxsplit=1)[:1]
    counted = patterns.helping.split(behind, maxsplit=1)
    return Asked(
        kind=kind if told is None else None,
        opening=Span(start=found.start(), end=found.end()) if found else None,
        naming=frozenset(re.findall(r"\w+", behind.lower())[:NAMING]),
        counted=" ".join((counted[0] if len(counted) > 1 else behind).split()[: None if len(counted) > 1 else 1]),
        measures=frozenset(table["measures"].get(" ".join(found.group().lower().split()), ()) if found else ()),
        speaker=None if speaker and speaker.lower() in table["anybody"] else speaker,
        is_open=any(word in table["open"] for word in text.lower().split()[:1]),
        is_denial=is_denial,
        about=about,
        is_occasion=bool(opens) and opens[0].strip("?") in table["occasions"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    opening: re.Pattern[str]
    saying: re.Pattern[str]  # "did X say", "has X denied"
    denying: re.Pattern[str]  # "who denies"
    helping: re.Pattern[str]


@functools.cache
def _patterns(language: Language) -> _Patterns:
    table = language.table("questions")
    start = {AskedFor.PERSON: "^"}
    kinds = "|".join(f"(?P<{kind.value}>{start.get(kind, '')}(?:{_either(table[kind.value])}))" for kind in AskedFor)
    helpers, verbs, denying = (_either(table[name]) for name in ("helpers", "saying", "denying"))
    return _Patterns(
        opening=re.compile(rf"\b(?:{kinds})\b", re.IGNORECASE),
        saying=re.compile(rf"\b(?:{helpers})\s+(?P<who>[^?,;:]+?)\s+(?P<verb>{verbs})\b", re.IGNORECASE),
        denying=re.compile(rf"^(?P<who>who)\s+(?:(?:{helpers})\s+)?(?P<verb>{denying})\b", re.IGNORECASE),
        helping=re.compile(rf"\b(?:{helpers})\b", re.IGNORECASE),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
