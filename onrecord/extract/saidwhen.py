"""When something was said: the time expression that hangs on the cue, else no later than the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.records.annotation import TimeExpression, TimeKind
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The time of saying and the words that give it."""

    when: When | None
    span: Span | None


def read_said(index: Index, cue: Span | None, content: Sequence[Span]) -> Said:
    """The time of saying; where none is stated, an open start and the report's own date as the end."""
    stated = _stated_time(index, cue, content) if cue else None
    if stated:
        return Said(when=stated.when or _up_to(index), span=stated.span)
    return Said(when=_up_to(index), span=None)


def _up_to(index: Index) -> When | None:
    published = index.report.published
    if published is None or published.latest is None:
        return None
    return When(earliest=None, latest=published.latest, precision=Precision.INTERVAL, basis=Basis.INFERRED)


def _stated_time(index: Index, cue: Span, content: Sequence[Span]) -> TimeExpression | None:
    """The time expression of the cue's sentence that lies outside the content and nearest the cue in the tree."""
    sentence = index.sentence_of(cue)
    times = [
        t
        for t in index.times_in(sentence.span)
        if t.kind in (TimeKind.DATE, TimeKind.TIME) and not any(c.overlaps(t.span) for c in content)
    ]
    head = index.head_of(cue)
    if head is None:
        return None
    ranked = sorted((distance, t.span.start, t) for t in times if (distance := _distance(index, head, t)) is not None)
    return ranked[0][2] if ranked else None


def _distance(index: Index, head: int, time: TimeExpression) -> int | None:
    """Steps from the time's head up to the cue's verb or to a verb that the cue hangs on; None where neither is met."""
    word = index.head_of(time.span)
    if word is None:
        return None
    goal = {head: 0}
    for steps, above in enumerate(index.ancestors(head), start=1):
        goal.setdefault(above, steps)
        if index.tokens[above].pos in ("VERB", "AUX"):
            break
    if word in goal:
        return goal[word]
    for steps, above in enumerate(index.ancestors(word), start=1):
        if above in goal:
            return steps + 2 * goal[above]
        if index.tokens[above].pos in ("VERB", "AUX") and index.tokens[above].dep in ("relcl", "acl"):
            return None
    return None
