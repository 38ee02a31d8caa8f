"""How two statements of a claim stand to one another, decided on what a reader can check.

Likeness never decides a conflict: vectors and shared words hold "denied" and "does not deny" for near the same.  What
decides is who speaks, when, denials and negations, opposites, and amounts with their bounds.  `contradicts` is kept for
what cannot both hold of one thing at one time, and is meant to be rare and right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.compare.ahead import is_ahead
from onrecord.compare.amounts import compatible, count_same, same_scope, show_amount
from onrecord.compare.folding import share_words
from onrecord.compare.keys import Key, is_one_voice, shorten, tell_speaker
from onrecord.compare.matters import may_move
from onrecord.compare.polarity import find_opposites, is_about, is_denial, says_not
from onrecord.compare.times import apart, last_day, published_day
from onrecord.language import Language
from onrecord.records.claim import Relation, RelationKind
from onrecord.records.finding import Certainty, Figure, Stance

ANY_SCOPE = "no scope told"
SAID_AGAIN = 0.8  # share of all the topic words of two contents: one is the other, told again
ABOUT_SAME = 0.5  # share of the shorter content's topic words: the two speak of one proposition
LEAST_SHARED = 2  # topic words, so that a one-word content decides nothing
SAME_SHARE = 0.6  # of all topic words of the two, for a conflict: likeness in part is no conflict
LEAST_SAME = 3  # topic words
LEAST_SUBJECTS = 2  # actors
OPENING = 3  # words of a denial that tell what is denied: "any involvement in"
ONE_TIME_DAYS = 3
LONGER = 3.0  # times as many topic words: it says more
SURENESS = (Certainty.UNKNOWN, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
SILENT = frozenset({Stance.DECLINES, Stance.DOES_NOT_DENY})
SPEAKS = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.WARNS, Stance.PROMISES})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two statements, the later or fuller one first."""

    a: Key
    b: Key
    is_near: bool  # nearer by their meaning than statements of one claim mostly are
    language: Language

    @property
    def is_one_voice(self) -> bool:
        return is_one_voice(self.a, self.b)

    @property
    def is_one_proposition(self) -> bool:
        return share_words(self.a, self.b) >= ABOUT_SAME and len(self.a.stems & self.b.stems) >= LEAST_SHARED

    @property
    def is_one_denial(self) -> bool:
        """One proposition, and not by its names alone: most of what is said of them is common too."""
        least = min(len(self.a.matter), len(self.b.matter))
        return self.is_one_proposition and bool(least) and 2 * len(self.a.matter & self.b.matter) > least

    @property
    def says_the_same(self) -> bool:
        """The same but for a yes or no: nothing of weight stands in one and not in the other."""
        shared = len(self.a.stems & self.b.stems)
        return shared >= LEAST_SAME and shared >= SAME_SHARE * len(self.a.stems | self.b.stems)

    @property
    def is_sure(self) -> bool:
        """Both speakers are known, and neither only thinks it possible."""
        sides = (self.a, self.b)
        return all(k.origin.name and k.statement.certainty in (Certainty.CERTAIN, Certainty.UNKNOWN) for k in sides)

    @property
    def is_of_one_time(self) -> bool:
        """Said, or at least printed, within a few days: what holds one month may not hold the next."""
        return abs((last_day(self.a) - last_day(self.b)).days) <= ONE_TIME_DAYS

    @property
    def is_one_subject(self) -> bool:
        """Both are about the same two or more actors and a common word, even where their words differ."""
        common = self.a.subjects & self.b.subjects
        least = min(len(self.a.subjects), len(self.b.subjects))
        return len(common) >= LEAST_SUBJECTS and 2 * len(common) >= least and bool(self.a.stems & self.b.stems)

    @property
    def is_one_matter(self) -> bool:
        """Near enough for opposite words to be about one thing."""
        return self.says_the_same or self.is_one_subject or self.is_near


Judged = tuple[RelationKind, str] | None


def relate(one: Key, other: Key, *, is_linked: bool, is_near: bool, language: Language) -> Relation | None:
    """The relation of two statements of a claim; None where nothing but the topic joins them.

    `is_linked` says that the two are near one another themselves, not only through the rest of the claim.
    """
    a, b = sorted((one, other), key=_rank, reverse=True)
    pair = _Pair(a=a, b=b, is_near=is_near, language=language)
    for judge in (_judge_conflict, _judge_silence, _judge_amounts):
        if judged := judge(pair):
            return Relation(a=a.statement.id, b=b.statement.id, kind=judged[0], because=judged[1])
    if not is_linked or _is_opposed(pair):
        return None
    kind, because = _judge_fullness(pair)
    return Relation(a=a.statement.id, b=b.statement.id, kind=kind, because=because)


def _is_opposed(pair: _Pair) -> bool:
    """True where one says not and the other does not: no ground to call them the same."""
    nots = says_not(pair.a), says_not(pair.b)
    return None not in nots and nots[0] != nots[1]


def _rank(key: Key) -> tuple[object, ...]:
    return last_day(key), len(key.stems), key.report.doc, key.statement.content[0]


def _judge_conflict(pair: _Pair) -> Judged:
    """Denials, negations and opposites, told apart from a change of mind."""
    a, b = pair.a, pair.b
    if a.relayed or b.relayed:
        return None  # who says it stands beside it, and is the one to be held against others
    denied = _denied_outright(pair)
    reason = denied or _denied_in_part(pair) or _opposition(pair)
    if reason is None:
        return None
    if pair.is_one_voice:
        return (
            (RelationKind.UPDATES, f"{reason}; {tell_speaker(a)} speaks in both, last on {last_day(a)}")
            if apart(a, b)
            else None
        )
    if apart(a, b):
        return RelationKind.OTHER_TIME, f"{reason}; said on different days"
    if denied or (pair.is_one_matter and pair.is_sure and pair.is_of_one_time):
        return RelationKind.CONTRADICTS, reason
    return RelationKind.DENIES, reason


def _denied_outright(pair: _Pair) -> str | None:
    """The denial names the very words of the other."""
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if (
            not is_denial(one)
            or is_denial(other)
            or one.report.id != other.report.id
            or _is_of_another(pair, one, other)
        ):
            continue
        if _is_most_of(other, one) and says_not(other) is False:
            return f"{tell_speaker(one)} denies “{shorten(other)}”"
    return None


def _is_of_another(pair: _Pair, denial: Key, other: Key) -> bool:
    """True where one denies something of oneself, "responsibility", and the other says nothing of the denier."""
    opening = [w.folded for w in denial.words[:OPENING]]
    own = pair.language.words("relations", "own")
    names = frozenset(denial.speaker.id.split("&"))
    is_own = set(opening[:1]) & own or set(opening) & pair.language.words("relations", "own_part")
    return bool(is_own or names & denial.entities) and not is_about(other, denial, pair.language)


def _is_most_of(inner: Key, outer: Key) -> bool:
    """True when the inner content lies in the outer one and makes up most of it: "reports that he will go"."""
    inside, around = inner.statement.content, outer.statement.content
    length = sum(s.end - s.start for s in around)
    return all(any(o.contains(s) for o in around) for s in inside) and 2 * sum(s.end - s.start for s in inside) > length


def _denied_in_part(pair: _Pair) -> str | None:
    """A denial of what the other says; one that is worded with a not must be worded like the other but for it."""
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if not is_denial(one) or other.statement.stance not in SPEAKS or _is_of_another(pair, one, other):
            continue
        if _is_of_ability(one, pair.language) and not _is_of_ability(other, pair.language):
            continue  # that they could cross is denied by no word of what they did
        is_near = pair.says_the_same if one.negators else pair.is_one_denial
        if is_near and says_not(other) is False:
            return f"{tell_speaker(one)} denies “{shorten(one)}”; both speak of {_shared(one, other)}"
    return None


def _is_of_ability(key: Key, language: Language) -> bool:
    """True where the content says what may be or can be done, and not what may have been."""
    able = language.words("relations", "able")
    return any(a.folded in able and b.folded != "have" for a, b in pairwise(key.words))


def _opposition(pair: _Pair) -> str | None:
    """Opposite words of one thing, or a not in one of two that say the same but for it."""
    a, b = pair.a, pair.b
    if not _both_speak(pair):
        return None
    not_a, not_b = says_not(a), says_not(b)
    if not_a is None or not_b is None:
        return None
    opposites = find_opposites(a, b, language=pair.language)
    if opposites and not_a == not_b and pair.is_one_matter and not _count_others(pair):
        return f"“{opposites[0]}” in one, “{opposites[1]}” in the other, of {_shared(a, b)}"
    is_turned = pair.says_the_same or (
        pair.is_one_voice and pair.is_one_denial
    )  # one's own words are kept less closely
    if not_a != not_b and not opposites and is_turned:
        return f"One says not, the other does not, of {_shared(a, b)}"
    return None


def _count_others(pair: _Pair) -> bool:
    """True where both count people, of different fates: 58 dead and 113 found alive are no views of one thing."""
    outcomes = pair.language.table("relations")["counting"]["outcomes"]
    of_a, of_b = ({f.scope for f in key.figures if f.scope in outcomes} for key in (pair.a, pair.b))
    return bool(of_a) and bool(of_b) and not of_a & of_b


def _judge_silence(pair: _Pair) -> Judged:
    """Who neither says nor denies: a later line than their own denial, a reservation beside what others say."""
    a, b = pair.a, pair.b
    quiet = [k for k in (a, b) if k.statement.stance in SILENT]
    if len(quiet) != 1:
        return None
    other = b if quiet[0] is a else a
    if pair.is_one_voice and last_day(a) != last_day(b):
        return RelationKind.UPDATES, f"{tell_speaker(a)}: {a.statement.stance.value} after {b.statement.stance.value}"
    if other.statement.stance in SPEAKS and pair.is_one_proposition:
        return RelationKind.QUALIFIES, f"{tell_speaker(quiet[0])}: {quiet[0].statement.stance.value}"
    return None


def _judge_amounts(pair: _Pair) -> Judged:
    """Amounts of one thing: compatible, of another scope or time, moved on, or in conflict."""
    a, b, language = pair.a, pair.b, pair.language
    pairs = [(x, y) for x in a.figures for y in b.figures if count_same(x, y, language=language)]
    if not pairs:
        return None
    for x, y in pairs:
        if compatible(x, y, language=language):
            return RelationKind.SAME, f"“{show_amount(x, a.report.text)}” and “{show_amount(y, b.report.text)}” agree"
    pairs = [(x, y) for x, y in pairs if may_move(x, y, language=language) and not _is_ahead(x, a) | _is_ahead(y, b)]
    if not pairs:
        return None
    x, y = pairs[0]
    told = f"“{show_amount(x, a.report.text)}” against “{show_amount(y, b.report.text)}” of {x.of}"
    if not same_scope(x, y):
        return RelationKind.OTHER_SCOPE, f"{told}: {x.scope or ANY_SCOPE} and {y.scope or ANY_SCOPE}"
    if last_day(a) != last_day(b):
        return RelationKind.UPDATES, f"{told}, said {last_day(a)} and {last_day(b)}"
    if _both_exact(x, y) and not pair.is_one_voice and pair.says_the_same and pair.is_sure and _both_speak(pair):
        return RelationKind.CONTRADICTS, told
    return None


def _is_ahead(figure: Figure, key: Key) -> bool:
    return is_ahead(figure, key.statement, last_day(key))


def _both_speak(pair: _Pair) -> bool:
    return pair.a.statement.stance in SPEAKS and pair.b.statement.stance in SPEAKS


def _both_exact(x: Figure, y: Figure) -> bool:
    return all(f.low == f.high and not f.approximator and not f.change for f in (x, y))


def _judge_fullness(pair: _Pair) -> tuple[RelationKind, str]:
    """Same, or one says more, later or less surely."""
    a, b = pair.a, pair.b
    if _says_again(a, b):
        return RelationKind.SAME, f"Both say “{shorten(a)}”"
    sure_a, sure_b = (SURENESS.index(k.statement.certainty) for k in (a, b))
    if share_words(a, b) >= ABOUT_SAME and sure_a != sure_b and sure_a and sure_b:
        less = a if sure_a < sure_b else b
        return RelationKind.QUALIFIES, f"{tell_speaker(less)} says it is {less.statement.certainty.value}"
    if _came_later(a, b):
        return RelationKind.UPDATES, f"Said {last_day(a)}, after {last_day(b)}, on {_shared(a, b)}"
    fuller, other = sorted((a, b), key=lambda k: (-len(k.stems), k is b))
    if len(fuller.stems) >= LONGER * len(other.stems):
        return RelationKind.REFINES, f"“{shorten(fuller)}” says more than “{shorten(other)}” on {_shared(a, b)}"
    return RelationKind.SAME, f"Both speak of {_shared(a, b)}"


def _says_again(a: Key, b: Key) -> bool:
    """True where the contents have all but a few words in common: told once more, however much later, is no news."""
    either = len(a.stems | b.stems)
    return either >= LEAST_SHARED and len(a.stems & b.stems) >= SAID_AGAIN * either and _holds_as_surely(a, b)


def _holds_as_surely(a: Key, b: Key) -> bool:
    return a.statement.certainty is b.statement.certainty and a.statement.stance is b.statement.stance


def _came_later(a: Key, b: Key) -> bool:
    """True where both the saying and the report that prints it are days younger: the later state of the matter."""
    days = last_day(a) - last_day(b), published_day(a.report) - published_day(b.report)
    return a.report.id != b.report.id and min(days).days >= ONE_TIME_DAYS


def _shared(a: Key, b: Key) -> str:
    """The words of `a` that both have, as printed, the most telling first."""
    common = a.stems & b.stems
    printed: dict[str, str] = {}
    for word in a.words:
        if word.stem in common:
            printed.setdefault(word.stem, a.report.text[word.start : word.end])
    if not printed:
        return "the matter round them"
    best: Callable[[str], tuple[float, str]] = lambda stem: (-a.weights.get(stem, 0.0), stem)  # noqa: E731
    return ", ".join(f"“{printed[stem]}”" for stem in sorted(printed, key=best)[:4])
