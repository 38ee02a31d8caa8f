"""Which statements of a claim say the same thing, so that one line of a brief can carry them with one count.

A claim gathers what is said about one matter, and not all of it is the same assertion.  Two statements are taken to say
the same where they give amounts of one thing that agree and enough of the shorter one's words stand in the other; or
where most of the words of both are the same, or all of one's stand in the other, and both are as sure of it; names
alone are not enough.  That is narrow, and meant to be: a line that says so of two parties must hold.
Silence, denial and "does not deny" say nothing of the kind.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol

from onrecord import language
from onrecord.compare.amounts import compatible, count_same
from onrecord.compare.keys import statement_span
from onrecord.compare.opposites import calls_false, count_negators
from onrecord.compare.words import list_words
from onrecord.records.finding import Certainty, Figure, Manner, SpeakerKind, Stance, Statement
from onrecord.views.counting import count_acts_of, list_acts, list_parties
from onrecord.views.index import Index
from onrecord.views.standing import merit_of
from onrecord.views.topics import Topic, Topics, weigh

SHARED = 0.5  # of the shorter statement's weight in words that the other must have too, where amounts agree
ALIKE = 0.66  # of the longer one's, where none are given
NEARLY_ALL, HALF = 0.8, 0.5  # or so much of the shorter one's and of the longer one's
MIN_SHARED = 3  # topic words; two statements that share fewer are hardly one assertion
MIN_WHOLE = 2  # topic words of a statement that another holds all of
WIDER = 2.5  # times as many topic words as a statement of fewer than that may have in another that says the same
POLAR = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.DENIES, Stance.DOES_NOT_DENY})  # yes and no to one thing
MAX_RATIO = 10  # of two amounts of one number, one later
SAME_SIZE = Decimal("0.10")  # of two amounts of which one has an open side
UNSURE = frozenset({Certainty.POSSIBLE, Certainty.UNKNOWN})
FORWARD = frozenset({Stance.WARNS, Stance.PROMISES, Stance.REQUESTS})  # of what is to come
SAYING_NOTHING = frozenset({Stance.DECLINES, Stance.DOES_NOT_DENY, Stance.ASKS})


class Judge(Protocol):
    """Whether two amounts of one thing are one."""

    def __call__(self, a: Figure, b: Figure, /, *, language: language.Language) -> bool:
        """True where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Statements that say one thing, with the three counts over them."""

    statements: tuple[Statement, ...]  # the one that says it best first
    reports: int
    origins: int
    sides: tuple[str, ...]  # sorted
    has_unknown_side: bool  # True: the count of origins is an upper bound


class _Told(NamedTuple):
    """All of a statement that decides what it says the same as: two that are alike in it are so to every third."""

    topic: Topic
    says_not: bool
    is_topic: bool
    is_unsure: bool
    is_of_things: bool
    is_ahead: bool
    language: str
    amounts: tuple[tuple[object, ...], ...]


class Asserting:
    """The statements of a casebook with the words that they are compared by, looked up once, when they are."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._topics = Topics(index)
        self._known: dict[str, Topic] = {}
        self._kinds: dict[_Told, int] = {}
        self._kind_of: dict[str, int] = {}
        self._same: dict[tuple[int, int], bool] = {}
        self._denying: dict[str, bool] = {}

    def list_assertions(self, statements: Iterable[Statement]) -> list[Assertion]:
        """The statements by what they say, each in one group; those that say nothing stand alone and come last."""
        every = list(statements)
        left = {s.id: s for s in every if s.stance not in SAYING_NOTHING}
        alike = self._list_alike(list(left.values()))
        best = sorted(left.values(), key=lambda s: merit_of(self._index, s))
        weight = {id: self._weigh(left[o] for o in near) for id, near in alike.items()}
        out = []
        while left:
            chosen = max(left, key=weight.__getitem__)
            group = [left[o] for o in alike[chosen] if o in left]
            if len(group) == 1:
                best = [s for s in best if s.id in left]
                group = best[:1]
            out.append(_assertion(self._index, group))
            for statement in group:
                del left[statement.id]
            for id in {o for s in group for o in alike[s.id] if o in left}:
                weight[id] = self._weigh(left[o] for o in alike[id] if o in left)
        return out + [_assertion(self._index, [s]) for s in every if s.stance in SAYING_NOTHING]

    def list_alone(self, statements: Iterable[Statement]) -> list[Assertion]:
        """An assertion for each statement."""
        return [_assertion(self._index, [s]) for s in statements]

    def join(self, told: Iterable[Assertion]) -> Assertion:
        """One assertion of several that say the same, in the words of the first."""
        first, *others = told
        return _assertion(self._index, [s for a in (first, *others) for s in a.statements], best=first.statements[0])

    def _list_alike(self, statements: Sequence[Statement]) -> dict[str, list[str]]:
        """By statement the ids of those that say the same, itself among them, in their order."""
        of_kind: dict[int, list[Statement]] = {}
        for statement in statements:
            of_kind.setdefault(self._kind(statement), []).append(statement)
        place = {s.id: n for n, s in enumerate(statements)}
        first = {kind: said[0] for kind, said in of_kind.items()}
        near = {kind: [o for o in first if o != kind and self.says_same(first[kind], first[o])] for kind in first}
        out: dict[str, list[str]] = {}
        for kind, said in of_kind.items():
            others = [s.id for o in near[kind] for s in of_kind[o]]
            own = [s.id for s in said] if self.says_same(said[0], said[0]) else []
            for s in said:
                out[s.id] = sorted({s.id, *own, *others}, key=place.__getitem__)
        return out

    def _weigh(self, group: Iterable[Statement]) -> tuple[int, int]:
        held = list(group)
        return len(_sides(self._index, held)), len(held)

    def says_same(self, a: Statement, b: Statement) -> bool:
        """True where the two say one thing."""
        pair = self._kind(a), self._kind(b)
        found = self._same.get(pair)
        if found is None:
            found = self._same[pair] = self._same[pair[::-1]] = self._say_same(a, b)
        return found

    def _kind(self, statement: Statement) -> int:
        """A number for what the statement says, the same for whatever says it in the same words."""
        kind = self._kind_of.get(statement.id)
        if kind is None:
            told = _Told(
                topic=self._topic(statement),
                says_not=self.says_not(statement),
                is_topic=statement.manner is Manner.NONE,
                is_unsure=statement.certainty in UNSURE,
                is_of_things=self._is_of_things(statement),
                is_ahead=self._is_ahead(statement),
                language=self._index.report_of(statement).language,
                amounts=tuple(_amount(self._index, f) for f in _figures(self._index, statement)),
            )
            kind = self._kind_of[statement.id] = self._kinds.setdefault(told, len(self._kinds))
        return kind

    def _say_same(self, a: Statement, b: Statement) -> bool:
        first, second = self._topic(a), self._topic(b)
        shared = len(first.words & second.words)
        if shared < MIN_WHOLE or Manner.NONE in (a.manner, b.manner) or self.says_not(a) != self.says_not(b):
            return False
        agreed = _amounts_agree(self._index, a, b, is_one=_is_near)
        if agreed is not None:
            return agreed and shared >= MIN_SHARED and self._share(a, b, of=min) >= SHARED
        if (a.certainty in UNSURE) != (b.certainty in UNSURE) or not first.matter & second.matter:
            return False
        if self._is_of_things(a) != self._is_of_things(b):
            return False
        if self._is_ahead(a) != self._is_ahead(b) and min(len(first.words), len(second.words)) < MIN_SHARED:
            return False  # "an exercise has an end" is not "the exercise would end in March"
        if _is_within(*sorted((first.words, second.words), key=len)):
            return True
        whole = self._share(a, b, of=max)
        is_most = whole >= ALIKE or (whole >= HALF and self._share(a, b, of=min) >= NEARLY_ALL)
        return is_most and shared >= MIN_SHARED

    def says_not(self, statement: Statement) -> bool:
        """True where it says that something is not so: a denial, or a "not" in the content; two cancel out."""
        found = self._denying.get(statement.id)
        if found is None:
            found = self._denying[statement.id] = _says_not(self._index, statement)
        return found

    def _is_ahead(self, statement: Statement) -> bool:
        """True where the content tells of what is to come."""
        report = self._index.report_of(statement)
        ahead = language.load_beside(report.language).words("relations", "ahead")
        return any(w in ahead for span in statement.content for w in span.of(report.text).lower().split())

    def _is_of_things(self, statement: Statement) -> bool:
        """True where something to come is only named: "warned of more raids" is not "blamed them for the raids"."""
        if statement.stance not in FORWARD or statement.cue is None:
            return False
        report = self._index.report_of(statement)
        told = statement.cue.of(report.text).split()[-1:]
        told += report.text[statement.cue.end : statement.content[0].end].split()[:1]
        naming = language.load_beside(report.language).words("relations", "naming")
        return any(word.lower() in naming for word in told)

    def is_turned(self, a: Statement, b: Statement) -> bool:
        """True where one says of a thing that it is so and the other that it is not."""
        return self.says_not(a) != self.says_not(b) and self._share(a, b, of=min) >= SHARED

    def is_on(self, silence: Statement, other: Statement) -> bool:
        """True where a silence is about the other: most of its words stand there, or it has no topic of its own."""
        return self._points_back(silence) or self._share(silence, other, of=min) >= ALIKE

    def _says_again(self, a: Statement, b: Statement) -> bool:
        """True for one line said twice, in few words too: "not very serious"."""
        is_one_line = self._topic(a).words == self._topic(b).words and self.says_not(a) == self.says_not(b)
        return a.stance is b.stance and is_one_line and _amounts_agree(self._index, a, b) is not False

    def _points_back(self, silence: Statement) -> bool:
        """True where it has no topic of its own: "the reports"."""
        return len(self._topic(silence).words) < MIN_WHOLE

    def is_one_matter(self, a: Statement, b: Statement) -> bool:
        """True where the two are lines on one thing: most words of both are the same, of one where the stance moved.

        "Has not denied the reports" is on whatever was denied before.
        """
        backing = [s for s in (a, b) if s.stance is Stance.DOES_NOT_DENY]
        if len(backing) == 1 and Stance.DENIES in (a.stance, b.stance) and self._points_back(backing[0]):
            return True
        if Stance.DECLINES in (a.stance, b.stance) or self._says_again(a, b):
            return False  # who gives no proof, or says it again, takes no line back
        if _amounts_agree(self._index, a, b, is_one=_is_of_one_size) is True:
            return True
        has_moved = a.stance is not b.stance and {a.stance, b.stance} <= POLAR
        return self._share(a, b, of=min if has_moved else max) >= SHARED

    def _topic(self, statement: Statement) -> Topic:
        found = self._known.get(statement.id)
        if found is None:
            found = self._known[statement.id] = self._topics.read(statement)
        return found

    def _share(self, a: Statement, b: Statement, *, of: Callable[[float, float], float]) -> float:
        tongue = language.load_beside(self._index.report_of(a).language)
        first, second = self._topic(a).words, self._topic(b).words
        return weigh(first & second, tongue) / (of(weigh(first, tongue), weigh(second, tongue)) or 1.0)


def _is_within(short: frozenset[str], long: frozenset[str]) -> bool:
    """True where the longer says all of the shorter; of very few words, only where it says little more."""
    return short <= long and (len(short) >= MIN_SHARED or len(long) <= WIDER * len(short))


def _assertion(index: Index, group: Sequence[Statement], *, best: Statement | None = None) -> Assertion:
    best = best or min(group, key=lambda s: merit_of(index, s))
    return Assertion(
        statements=(best, *(s for s in group if s is not best)),
        reports=len({s.evidence.report for s in group}),
        origins=count_acts_of(index, group),
        sides=tuple(sorted(_sides(index, group))),
        has_unknown_side=not all(any(list_parties(index, s)) for s in group),
    )


def _sides(index: Index, group: Iterable[Statement]) -> set[str]:
    """The sides of a group, one an act of saying: that of a person by name, where two names stand for one act.

    Joint speakers of several sides bring the side of each.
    """
    acts = list_acts(index, group)
    firsts = (sorted(act, key=lambda s: s.speaker.kind is not SpeakerKind.PERSON) for act in acts)
    told = (next((found for s in act if (found := _parties(index, s))), set[str]()) for act in firsts)
    return {side for found in told for side in found}


def _parties(index: Index, statement: Statement) -> set[str]:
    """The sides that a statement brings; joint speakers who say it of each other bring none."""
    report = index.report_of(statement)
    spans = (*statement.content, *((statement.cue,) if statement.cue else ()))
    said = report.text[min(s.start for s in spans) : max(s.end for s in spans)].lower()
    mutual = language.load_beside(report.language).words("relations", "mutual")
    is_mutual = len(statement.speaker.members) > 1 and any(phrase in said for phrase in mutual)
    return set() if is_mutual else set(list_parties(index, statement))


def _says_not(index: Index, statement: Statement) -> bool:
    report = index.report_of(statement)
    tongue = language.load_beside(report.language)
    is_plain = statement.stance is Stance.ASSERTS and statement.cue is not None  # "has not blamed anybody for it"
    spans = (*statement.content, *((statement.cue,) if is_plain and statement.cue else ()))
    words = [w for span in spans for w in list_words(report.text, span, language=tongue)]
    whole = list_words(report.text, statement_span(statement), language=tongue)
    is_denial = statement.stance is Stance.DENIES or calls_false(whole, language=tongue)
    return is_denial != bool(count_negators(words, language=tongue) % 2)


def _amounts_agree(index: Index, a: Statement, b: Statement, *, is_one: Judge = compatible) -> bool | None:
    """Whether the amounts that both give of one thing agree; None: they give none."""
    tongue = language.load_beside(index.report_of(a).language)
    both = [(x, y) for x in _figures(index, a) for y in _figures(index, b)]
    alike = [(x, y) for x, y in both if _is_one_number(index, x, y) or count_same(x, y, language=tongue)]
    return any(is_one(x, y, language=tongue) for x, y in alike) if alike else None


def _is_one_number(index: Index, a: Figure, b: Figure) -> bool:
    """True for amounts of one series."""
    series = index.series.get(a.id)
    return series is not None and series is index.series.get(b.id)


def _amount(index: Index, figure: Figure) -> tuple[object, ...]:
    """What of a figure decides which others agree with it."""
    series = index.series.get(figure.id)
    told = figure.unit, figure.of, figure.low, figure.high, bool(figure.approximator), figure.change
    return (*told, series.id if series else None)


def _is_near(a: Figure, b: Figure, *, language: language.Language) -> bool:
    """True for compatible amounts of one size: "at least 12" and "19" can both hold, and say two things."""
    sizes = [f.low if f.low is not None else f.high for f in (a, b)]
    if not compatible(a, b, language=language) or None in sizes:
        return False
    if all(f.low is not None and f.high is not None for f in (a, b)):
        return True
    low, high = sorted(abs(size) for size in sizes if size is not None)
    return high <= low * (1 + SAME_SIZE)


def _is_of_one_size(a: Figure, b: Figure, *, language: language.Language) -> bool:
    """True for amounts that may be one number at two times: "nearly 100 attacks" and "two attacks" are not."""
    sizes = [abs(size) for f in (a, b) if (size := f.low if f.low is not None else f.high) is not None]
    return len(sizes) < 2 or max(sizes) <= MAX_RATIO * min(sizes)


def _figures(index: Index, statement: Statement) -> list[Figure]:
    return [f for f in index.figures_of.get(statement.id, ()) if f.low is not None or f.high is not None]
