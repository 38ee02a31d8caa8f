"""When something was said: the time expression that hangs on the cue, else no later than the report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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


def carry_said(earlier: Said) -> Said:
    """The time of a saying that goes on: stated a sentence before, so inferred here."""
    when = replace(earlier.when, basis=Basis.INFERRED) if earlier.when else None
    return Said(when=when, span=earlier.span)


def _up_to(index: Index) -> When | None:
    published = index.report.published
    if published is None or published.latest is None:
        return None
    return When(earliest=None, latest=published.latest, precision=Precision.INTERVAL, basis=Basis.INFERRED)


def _stated_time(index: Index, cue: Span, content: Sequence[Span]) -> TimeExpression | None:
    """The time in the sentence of the cue that lies outside the content: nearest in the tree, then in the text."""
    sentence = index.sentence_of(cue)
    times = [
        t
        for t in index.times_in(sentence.span)
        if t.kind in (TimeKind.DATE, TimeKind.TIME) and not any(c.overlaps(t.span) for c in content)
    ]
    head = index.head_of(cue)
    if head is None or not times:
        return None
    return min(times, key=lambda t: (_distance(index, head, t), abs(t.span.start - cue.start)), default=None)


FAR = 100  # steps in the tree: not joined to the cue's clause, so only nearness in the text counts


def _distance(index: Index, head: int, time: TimeExpression) -> int:
    """Steps from the time's head to the cue's verb or to a verb that the cue hangs on."""
    word = index.head_of(time.span)
    if word is None:
        return FAR
    goal = {head: 0}
    for steps, above in enumerate(index.ancestors(head), start=1):
        goal.setdefault(above, steps)
        if index.tokens[above].pos in ("VERB", "AUX"):
            break
    for steps, above in enumerate([word, *index.ancestors(word)]):
        if above in goal:
            return steps + 2 * goal[above]
        if index.tokens[above].dep in ("relcl", "acl"):
            return FAR
    return FAR
