"""The time that an amount holds for: a date in its own clause, not one of a clause beside or below it."""

from dataclasses import replace
from itertools import pairwise

from onrecord.extract.counting.phrases import words_touching
from onrecord.extract.index import Index
from onrecord.records.annotation import Quantity, TimeExpression, TimeKind
from onrecord.records.span import Span
from onrecord.records.when import Precision, When

NOW = "PRESENT_REF"  # TimeML's value of "now", "currently"
JOINTS = {"between": ("and",), "from": ("to", "until", "through")}  # of two times that bound one
OTHERS = frozenset({"after", "before", "since", "than", "following", "until"})  # "the worst since a 1985 flood"
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "xcomp", "acl", "pcomp", "csubj"})


def as_of(index: Index, q: Quantity, *, said: When | None = None) -> When | None:
    """When the amount holds, by the nearest date that hangs on the same verb; None where its clause has none.

    What holds "now" holds on the day on which it was `said`, where that is known.
    "They sent 3,000 men and plan to send 10,000 by December": only the 10,000 are of December.
    """
    words = words_touching(index, q.number)
    sentence = index.sentence_at(q.number.start)
    if not words or sentence is None:
        return None
    verbs = [*_verbs_over(index, words[-1]), *_verbs_beside(index, words[-1])]
    dates = [t for t in index.times_in(sentence.span) if _is_of(index, t, q, verbs)]
    nearest = min(dates, key=lambda t: abs(t.span.start - q.span.start), default=None)
    if nearest and nearest.timeml == NOW and said and said.earliest:
        return said
    if nearest and (whole := _stretch_of(index, nearest, sentence.span)):
        return whole
    if nearest and verbs and _dates_described(index, nearest.span, verbs[0]):
        return nearest.when  # "the worst since 1985, when a flood killed 52"
    return _held_since(index, nearest) if nearest else None


def _stretch_of(index: Index, time: TimeExpression, sentence: Span) -> When | None:
    """From the one time to the other of "between July and October last year"; None for a time that stands alone."""
    for first, last in pairwise(index.times_in(sentence)):
        before = index.text[sentence.start : first.span.start].split()[-1:]
        joint = index.text[first.span.end : last.span.start].strip()
        if time not in (first, last) or not before or joint not in JOINTS.get(before[0].lower(), ()):
            continue
        if first.when and last.when and first.when.earliest and last.when.latest:
            is_in_order = first.when.earliest <= last.when.latest
            stretch = replace(last.when, earliest=first.when.earliest, precision=Precision.INTERVAL, at=None)
            return stretch if is_in_order else None
    return None


def _held_since(index: Index, time: TimeExpression) -> When | None:
    """The time; of "since May" its beginning, and no end."""
    words = words_touching(index, time.span)
    since = bool(words) and "since" in (index.tokens[words[0]].lemma, index.tokens[max(words[0] - 1, 0)].lemma)
    return replace(time.when, latest=None) if time.when and since and time.when.earliest else time.when


def _is_of(index: Index, time: TimeExpression, q: Quantity, verbs: list[int]) -> bool:
    if time.kind not in (TimeKind.DATE, TimeKind.TIME) or not time.when or time.span.overlaps(q.number):
        return False
    if verbs and _dates_described(index, time.span, verbs[0]):
        return True
    verb = _verb_over(index, time.span)
    if verb is None or not verbs:
        return verb is None and not verbs
    if _is_of_another(index, time.span):
        return False
    if verb == verbs[0] or (verb in verbs and index.tokens[verb].dep in ("acl", "relcl")):
        return True
    if _opens_what_is_said(index, time.span, verbs[0], verb):
        return True
    # "On Friday shells hit the town and killed three": what opens the sentence holds for the joined verbs too
    return verb in verbs and time.span.start < index.starts[verb]


def _opens_what_is_said(index: Index, time: Span, verb: int, said: int) -> bool:
    """True where the date opens a clause whose saying stands behind it: "On Friday, 14 homes burned, Lund said"."""
    token = index.tokens[verb]
    return token.dep == "ccomp" and token.head == said and time.start < index.starts[verb] < index.starts[said]


def _dates_described(index: Index, time: Span, verb: int) -> bool:
    """True where the verb describes what the date dates: "the 2005 floods, which killed 52"."""
    if index.tokens[verb].dep not in ("acl", "relcl"):
        return False
    noun, dated = index.tokens[verb].head, words_touching(index, time)
    if not dated or dated[-1] >= verb:
        return False
    if index.tokens[dated[-1]].head == noun and dated[-1] < noun:
        return True  # "a 1985 flood that killed 52"
    between = range(min(noun, dated[0]), verb)
    opens = next((c for c in index.children[verb] if index.tokens[c].tag in ("WDT", "WP")), verb)
    return dated[0] >= noun and not any(index.tokens[j].pos in ("VERB", "AUX") and j < opens for j in between)


def _is_of_another(index: Index, time: Span) -> bool:
    """True where the date is that of what this came after: "32 years after a devastating 1985 quake"."""
    head = index.head_of(time)
    for j in index.ancestors(head) if head is not None else ():
        if index.tokens[j].pos in ("VERB", "AUX"):
            return False
        if index.tokens[j].pos in ("ADP", "SCONJ"):
            of_date = index.child(j, "pobj") in (head, *words_touching(index, time))
            if index.tokens[j].lemma in OTHERS and not of_date:
                return True
    return False


def _verbs_beside(index: Index, i: int) -> list[int]:
    """The verbs that describe the counted noun: "launched" in "31 of 48 drones launched overnight"."""
    out = []
    for j in (i, *index.ancestors(i)):
        if index.tokens[j].pos in ("VERB", "AUX"):
            break
        out += [c for c in index.children[j] if index.tokens[c].dep in ("acl", "relcl") and c > i]
    return out


def _verbs_over(index: Index, i: int) -> list[int]:
    """The verb that governs the word, then those that it is joined to or carried by, nearest first."""
    out = []
    for j in (i, *index.ancestors(i)):
        if index.tokens[j].pos in ("VERB", "AUX") and index.tokens[j].dep in CLAUSES:
            out.append(j)
            if index.tokens[j].dep not in ("conj", "xcomp"):
                break
    return out


def _verb_over(index: Index, span: Span) -> int | None:
    head = index.head_of(span)
    return None if head is None else next(iter(_verbs_over(index, head)), None)
