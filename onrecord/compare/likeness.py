"""How alike the statements of a story are, by their words and, where a sentence model read them, by what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.compare.grouping import Matrix, compare_all, lean_on_neighbours
from onrecord.compare.keys import Key

# Chosen by the sum of pair F1 on six US stories and on five war reports: no part of either was held back.
NEIGHBOURS = 0.2  # share of a likeness in words that rests on what else the two are like
OWN_WORDS = 0.1  # added for the share of the shorter content's words that both have, from two words on
NO_OWN_WORD = 0.08  # taken off where the contents have no topic word in common
ONE_PARAGRAPH = 0.1  # taken off within a paragraph, whose words both are given
FAR = 0.25  # taken off for places at opposite ends of their reports, beside the meaning: news puts like with like
ONE_SPEAKER = 0.1  # added beside the meaning
NEXT = 0.15  # added beside the meaning where one follows on the other: the report puts them together


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a likeness tells, from what value on."""

    least: float  # on average to the statements of a claim, for one that joins it; two so near share a claim
    lowest: float  # to each statement of a claim
    linked: float  # two statements of a claim speak of one thing themselves, not only by way of others
    repeats: float  # so near that they say one thing, but for a not or an opposite word


BY_WORDS = Scale(least=0.22, lowest=0.15, linked=0.15, repeats=1.0)
BY_MEANING = Scale(least=0.36, lowest=0.32, linked=0.25, repeats=0.65)


def compare_keys(keys: Sequence[Key]) -> tuple[Matrix, Scale]:
    """The likeness of every two statements, and the scale to read it by.

    With meanings it is the mean of theirs and that of the words; both scales are alike.
    """
    words = _compare_words(keys)
    vectors = [k.meaning for k in keys if k.meaning is not None]
    if len(vectors) < len(keys):
        return lean_on_neighbours(words, NEIGHBOURS), BY_WORDS
    meant = np.stack(vectors)
    beside = ONE_SPEAKER * _one_speaker(keys) + NEXT * _next(keys) - FAR * _apart(keys)
    likeness = (meant @ meant.T + words + beside) / 2
    np.fill_diagonal(likeness, 1.0)
    return likeness.astype(np.float32), BY_MEANING


def _compare_words(keys: Sequence[Key]) -> Matrix:
    """Likeness by topic words round both, set right by the words that both contents have themselves."""
    lengths = np.array([max(1, len(k.stems)) for k in keys], np.float32)
    own = compare_all([dict.fromkeys(k.stems, 1.0) for k in keys])
    shared = np.rint(own * np.sqrt(lengths[:, None] * lengths[None, :]))
    shorter = np.minimum(lengths[:, None], lengths[None, :])
    paragraph = _number([(k.report.id, k.paragraph.start) for k in keys])
    likeness = compare_all([k.weights for k in keys])
    likeness += OWN_WORDS * np.where(shared >= 2, shared / shorter, 0)
    likeness -= NO_OWN_WORD * ((shared == 0) & (shorter >= 2))
    likeness -= ONE_PARAGRAPH * (paragraph[:, None] == paragraph[None, :])
    return likeness.astype(np.float32)


def _number(things: Sequence[object]) -> Matrix:
    """The same number for the same thing."""
    number = {thing: n for n, thing in enumerate(dict.fromkeys(things))}
    return np.array([number[t] for t in things], np.float32)


def _apart(keys: Sequence[Key]) -> Matrix:
    """How far apart the places are that two statements have in their reports, 0 to 1."""
    places = np.array(
        [(k.statement.content[0].start - k.report.span.start) / (k.report.span.end - k.report.span.start) for k in keys]
    )
    out: Matrix = np.abs(places[:, None] - places[None, :]).astype(np.float32)
    return out


def _one_speaker(keys: Sequence[Key]) -> Matrix:
    """1 where both go back to one who is named."""
    origins = _number([k.origin.id if k.origin.is_named else n for n, k in enumerate(keys)])
    out: Matrix = (origins[:, None] == origins[None, :]).astype(np.float32)
    return out


def _next(keys: Sequence[Key]) -> Matrix:
    """1 where no other statement stands between the two in their report."""
    reports = _number([k.report.id for k in keys])
    places = np.array([k.place for k in keys])
    beside = np.abs(places[:, None] - places[None, :]) == 1
    out: Matrix = ((reports[:, None] == reports[None, :]) & beside).astype(np.float32)
    return out
