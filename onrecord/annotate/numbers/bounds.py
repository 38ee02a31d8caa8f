"""Words that bound or blur a number: "at least 40", "nearly 11,000", "2 or more"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.annotate.numbers.clause import Clause
from onrecord.language import Language

MEASURED = 10  # a number from here on after "over" or "under" is bounded by it rather than placed by it
PLACES = frozenset({"over", "under", "above", "below", "within"})
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An approximator over `lexemes[first:last]` and what it does: approx, lower, upper, plain."""

    first: int
    last: int
    effect: str
    words: str | None  # as printed, lower case; None: it says nothing of the amount


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundTable:
    """The approximators of a language by the word that stands next to the number, longest first."""

    before: Phrases  # by last word
    after: Phrases  # by first word
    telling: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    gathering: frozenset[str]  # of money: "raise $5m" moves nothing
    off: frozenset[str]  # behind a length that is how far off something is


@cache
def load_bounds(language: Language) -> BoundTable:
    """The approximators of `language`."""
    table = language.table("approximators")
    before = {k: v for k, v in table["before"].items() if k != "telling"}
    return BoundTable(
        before=_index(before, last=True),
        after=_index(table["after"], last=False),
        telling=frozenset(table["before"]["telling"]),
        up=frozenset(table["change"]["up"]),
        down=frozenset(table["change"]["down"]),
        gathering=frozenset(table["change"]["gathering"]),
        off=frozenset(table["change"]["off"]),
    )


def _index(lists: Mapping[str, list[str]], *, last: bool) -> Phrases:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for effect, phrases in lists.items():
        for phrase in phrases:
            words = tuple(phrase.replace("-", " - ").split())
            out.setdefault(words[-1 if last else 0], []).append((words, effect))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in out.items()}


def bound_before(clause: Clause, i: int, table: BoundTable) -> Bound | None:
    """The approximator that ends right before `i`; of "at least another" the one that bounds."""
    near = _match_before(clause, i, table)
    if near and near.effect == "plain":
        far = _match_before(clause, near.first, table)
        if far and far.effect != "plain":
            return Bound(first=far.first, last=i, effect=far.effect, words=far.words)
    return near


def _match_before(clause: Clause, i: int, table: BoundTable) -> Bound | None:
    for words, effect in table.before.get(clause.low(i - 1), ()):
        first = i - len(words)
        if first >= 0 and all(clause.low(first + n) == w for n, w in enumerate(words)):
            text = " ".join(words).replace(" - ", "-")
            told = text if effect != "plain" or text in table.telling else None
            return Bound(first=first, last=i, effect=effect, words=told)
    return None


def is_placed(clause: Clause, bound: Bound, value: float, kind: str | None) -> bool:
    """True when "over" and its like say where or when, not how much: "over 16 years", "under two presidents"."""
    word = clause.low(bound.last - 1)
    if bound.last - bound.first > 1 or word not in PLACES:
        return False
    if clause.low(bound.first - 1) == "from" and word != "within":
        return True  # "dug out from under eight metres of mud"
    is_preposition = clause.token(bound.first).dep == "prep"
    if word == "within":
        return kind is None
    if kind == "time":
        return is_preposition and word == "over"
    return is_preposition and kind is None and value < MEASURED


def bound_after(clause: Clause, i: int, table: BoundTable) -> Bound | None:
    """The approximator that begins at `i`: "or so", "or more", "-plus", "+"."""
    start = i + 1 if clause.low(i) == "-" and clause.glued(i) else i
    for words, effect in table.after.get(clause.low(start), ()):
        if all(clause.low(start + n) == w for n, w in enumerate(words)):
            if words[0] == "and" and _opens_amount(clause, start + len(words)):
                continue  # "up 2 percent and up 4 percent"
            if len(words) == 1 and not (clause.glued(start) or words[0] in ("plus", "approximately", "upwards")):
                continue
            if (
                words == ("plus",)
                and clause.lexemes[start + 1 : start + 2]
                and not clause.low(start + 1).isalpha()
                and not clause.glued(start)
            ):
                continue
            return Bound(first=i, last=start + len(words), effect=effect, words=" ".join(words))
    return None


def _opens_amount(clause: Clause, i: int) -> bool:
    return clause.low(i)[:1].isdigit() or clause.low(i) in ("$", "£", "€")
