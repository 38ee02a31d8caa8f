"""What a statement is compared by where lines of one actor or side are: how firm, on what, and whether it held before.

How firm a line is runs from -2, a firm denial, over 0, saying nothing, to 2, a firm assertion.
"""

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.compare.keys import ANSWERING, list_matter, statement_span
from onrecord.compare.opposites import calls_false, count_negators, tells_of_claim
from onrecord.compare.words import Word, list_words
from onrecord.language import Language
from onrecord.records.finding import Certainty, Manner, Stance, Statement
from onrecord.views.index import Index, said_date

SHARED = 0.5  # of the shorter content's topic words: two lines of one actor in a claim on the same matter
MOST = 0.6  # of what is denied, where another than the denier says it for the side
LEAST = 2  # such words, where a line is reversed; one is enough for a silence after a denial
LONGEST = 22  # words of a content whose one "not" is taken to govern it
SAID = 0.5  # firmness from which something is said
BEFORE = 16  # characters before the cue that may say "initially" or "had previously"
POLAR = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.PROMISES, Stance.SPECULATES, Stance.DENIES})


class Move(StrEnum):
    """How a later line stands to the earlier one of the same actor on the same topic."""

    REVERSED = "reversed"  # from saying to denying, or back
    ADMITS = "admits after denying"
    NO_LONGER_DENIES = "no longer denies"
    NO_LONGER_SAYS = "no longer says"
    VAGUER = "vaguer"
    FIRMER = "firmer"


TURNS = frozenset({Move.REVERSED, Move.ADMITS, Move.NO_LONGER_DENIES})  # a change of the line, not of its tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A statement with what it is compared by."""

    statement: Statement
    said: dt.date | None
    firmness: float
    denies: bool  # by the cue, or since the content calls a saying false
    is_clear: bool  # whether it says yes or no can be told from its words
    stems: frozenset[str]
    matter: frozenset[str]  # without names
    refused: tuple[str, ...]  # the first two topic words behind its one "not": "not providing arms"
    phrases: frozenset[tuple[str, str]]  # every two topic words that follow one another
    held_before: bool  # told as the line until then: "a longstanding policy", "initially denied"
    admits: bool  # the cue admits


def read_stand(index: Index, statement: Statement, language: Language) -> Stand:
    """The statement with what it is compared by."""
    report = index.report_of(statement)
    whole = list_words(report.text, statement_span(statement), language=language)
    words = [w for w in whole if any(span.start <= w.start < span.end for span in statement.content)]
    denies = statement.stance is Stance.DENIES or calls_false(whole, language=language)
    nots = count_negators(words, language=language)
    size = abs(firmness(statement))
    topic = [w.stem for w in words if w.stem]
    says_not = denies or (nots % 2 == 1 and size >= SAID)
    return Stand(
        statement=statement,
        said=said_date(statement, report),
        firmness=-size if says_not else size,
        denies=denies,
        is_clear=_is_clear(statement, words, nots=nots, denies=denies, language=language),
        stems=frozenset(topic),
        matter=list_matter(words, language),
        refused=_refused(words, language) if nots == 1 else (),
        phrases=frozenset(pairwise(topic)),
        held_before=is_held_before(index, statement, language),
        admits=is_admitting(index, statement, language),
    )


def _is_clear(statement: Statement, words: Sequence[Word], *, nots: int, denies: bool, language: Language) -> bool:
    """True for a short yes that is a whole sentence, and for one "not" in a content short enough for it to govern.

    What should be, and what somebody else's claim is said to be, is neither.
    """
    if statement.stance not in POLAR or nots + denies > 1:
        return False
    if statement.stance is Stance.DENIES:
        return language.words("relations", "rejecting").isdisjoint(w.folded for w in words)
    if len(words) > LONGEST or denies or nots:
        is_of_nobody = not language.words("relations", "of_nobody").isdisjoint(w.folded for w in words)
        return len(words) <= LONGEST and not is_of_nobody  # "nothing to hide" says not to nothing in particular
    is_wish = not language.words("relations", "wishing").isdisjoint(w.folded for w in words)
    is_on_claim = statement.stance is Stance.ASSERTS and tells_of_claim(words, language=language)
    return statement.manner is not Manner.NONE and not is_wish and not is_on_claim


def _refused(words: Sequence[Word], language: Language) -> tuple[str, ...]:
    negators = language.words("relations", "negators")
    at = next((n for n, w in enumerate(words) if w.folded in negators), len(words))
    return tuple([w.stem for w in words[at:] if w.stem][:2])


def is_held_before(index: Index, statement: Statement, language: Language) -> bool:
    """True for what is told as the line until then."""
    text, span = index.report_of(statement).text, statement_span(statement)
    return _pattern(("until_then",), language).search(text, max(0, span.start - BEFORE), span.end) is not None


def is_admitting(index: Index, statement: Statement, language: Language) -> bool:
    """True where the cue admits."""
    if statement.cue is None:
        return False
    text = index.report_of(statement).text
    return _pattern(("admitting",), language).search(text, statement.cue.start, statement.cue.end) is not None


def may_say_not(index: Index, statement: Statement, language: Language) -> bool:
    """False for a statement that by its stance and words alone denies nothing, and so turns from or to nothing."""
    if statement.stance not in POLAR or statement.stance is Stance.DENIES:
        return True
    span = statement_span(statement)
    no = _pattern(("negators", "negating", "rejecting"), language)
    return no.search(index.report_of(statement).text, span.start, span.end) is not None


@functools.cache
def _pattern(lists: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Any of the words and phrases of these lists, whichever way an apostrophe is printed."""
    phrases = sorted({p for name in lists for p in language.words("relations", name)})
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(p).replace(chr(39), '[’' + chr(39) + ']') for p in phrases)})\b", re.IGNORECASE
    )


def firmness(statement: Statement) -> float:
    """From -2, a firm denial, over 0, saying nothing, to 2, a firm assertion; words of negation are not looked at."""
    if statement.stance is Stance.DECLINES or statement.stance is Stance.ASKS:
        return 0.0
    if statement.stance is Stance.DOES_NOT_DENY:
        return 0.25
    size = {Certainty.CERTAIN: 2.0, Certainty.PROBABLE: 1.5, Certainty.POSSIBLE: 1.0, Certainty.UNKNOWN: 0.5}
    if statement.stance is Stance.SPECULATES:
        return min(1.0, size[statement.certainty])
    return -size[statement.certainty] if statement.stance is Stance.DENIES else size[statement.certainty]


def order_of(stand: Stand) -> tuple[bool, dt.date]:
    """What is told as held before comes first, then by the day of saying."""
    return not stand.held_before, stand.said or dt.date.max


def is_before(a: Stand, b: Stand) -> bool:
    """True where the one was the line before the other was: of an earlier day, or told so."""
    return (a.held_before and not b.held_before) or (a.held_before == b.held_before and a.said != b.said)


def find_move(before: Stand, after: Stand, *, is_of_one: bool) -> Move | None:
    """The move from one line to a later one; None: they are not on one thing, or the line is the same.

    `is_of_one` says that one and the same speaks, who needs fewer words to be on what he was on before.
    """
    move = compare_lines(before.firmness, after.firmness)
    if move is Move.REVERSED:
        turned = Move.ADMITS if before.denies and after.admits else Move.REVERSED
        return turned if _is_reversed(before, after, is_of_one=is_of_one) else None
    if move is Move.NO_LONGER_DENIES and not before.denies:
        return None
    return move if is_one_matter(before, after) and (is_of_one or _share_enough(before, after)) else None


def is_one_matter(a: Stand, b: Stand) -> bool:
    """True where enough of what the shorter content says, names apart, stands in the other's.

    An answer to "the reports" has no words of its own: that it stands in the claim says what it is about.
    """
    least = min(len(a.matter), len(b.matter))
    if not least:
        return any(not x.matter and x.statement.stance in ANSWERING for x in (a, b))
    return len(a.matter & b.matter) >= max(1, SHARED * least)


def _is_reversed(a: Stand, b: Stand, *, is_of_one: bool) -> bool:
    """True where the very thing that one says not to is what the other speaks of."""
    if not (a.is_clear and b.is_clear):
        return False
    no, yes = (a, b) if a.firmness < 0 else (b, a)
    if len(no.refused) > 1 and no.refused in yes.phrases:
        return True
    if is_of_one and len(no.refused) == 1 and no.matter == set(no.refused) and no.matter <= yes.matter:
        return True  # "will not resign", "may resign"
    if not no.denies:
        return _share_enough(a, b) and not yes.stems.isdisjoint(no.refused)
    denied = SHARED if is_of_one else MOST
    return _share_enough(a, b) and len(no.matter & yes.matter) >= denied * len(no.matter)


def _share_enough(a: Stand, b: Stand) -> bool:
    common = len(a.matter & b.matter)
    return common >= LEAST and common >= SHARED * min(len(a.matter), len(b.matter))


def is_admission(before: Stand, after: Stand) -> bool:
    """True where one admits what has words in common with what was denied."""
    if not (before.denies and before.is_clear and after.admits and after.firmness >= SAID):
        return False
    common = before.stems & after.stems
    return bool(before.matter & after.matter) and (len(common) >= LEAST or common in (before.stems, after.stems))


def compare_lines(old: float, new: float) -> Move | None:
    """The move from one firmness to the next; None: the line is the same."""
    if (old <= -SAID and new >= SAID) or (old >= SAID and new <= -SAID):
        return Move.REVERSED
    if old <= -SAID and new > -SAID:
        return Move.NO_LONGER_DENIES
    if old >= SAID and -SAID < new < SAID:
        return Move.NO_LONGER_SAYS
    if abs(new) == abs(old):
        return None
    return Move.FIRMER if abs(new) > abs(old) else Move.VAGUER
