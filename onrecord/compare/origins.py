"""Acts of saying: which statements of a claim go back to one and the same, so that copies are not counted twice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.compare.amounts import compatible, count_same
from onrecord.compare.byhand import Links, arrange
from onrecord.compare.folding import fold_acts, share_words
from onrecord.compare.keys import Key
from onrecord.compare.people import Who
from onrecord.compare.polarity import is_denial
from onrecord.compare.times import apart, last_day
from onrecord.compare.words import fold
from onrecord.language import Language
from onrecord.records.claim import Copy, Origin
from onrecord.records.decision import Decision, Matter
from onrecord.records.finding import Stance
from onrecord.records.ids import group_id
from onrecord.records.span import Span

SILENT = frozenset({Stance.DECLINES, Stance.DOES_NOT_DENY})
SAME_WORDS = 0.8  # of the shorter content's topic words: one saying, whatever day each report gives it
LONG_QUOTED = 8  # topic words of a quotation that two who are named do not say alike
LEAST_QUOTED = 4  # topic words of a quotation that nobody else says by chance
RELAYED_WORDS = 0.4  # the same for a report that names the outlet it has the words from
SHORTEST_OUTLET = 4  # letters; "AP" as a word is too easily something else, unless in brackets


def trace_origins(keys: Sequence[Key], links: Links, *, language: Language) -> tuple[Origin, ...]:
    """The origins behind the statements; no statement is under two.

    Whoever is named counts once, on however many days he says it: a source that repeats itself bears nothing out.  Only
    an amount that he gives anew is said twice.  A statement without any source is under none where another has one: it
    may rest on that; nor is one that neither says nor denies, where another does.  Who is unnamed is one origin per
    report, unless a copied passage or a credit joins two reports: nobody can tell whether two unnamed officials are
    one, so the count of origins is an upper bound.
    """
    shared = _shared_passages(keys, links.copies)
    sourced = [k for k in keys if k.origin.name is not None]
    groups: list[tuple[list[Key], list[str]]] = []
    saying = [k for k in sourced if k.statement.stance not in SILENT]
    for key in saying or sourced or keys:
        for members, reasons in groups:
            reasons_for = (_same_act(k, key, shared, language) or _one_desk(k, key, links) for k in members)
            reason = next((r for r in reasons_for if r), None)
            if reason:
                members.append(key)
                reasons.append(reason)
                break
        else:
            groups.append(([key], []))
    return tuple(_settle(fold_acts(groups, language=language), links.decisions))


def _settle(groups: Sequence[tuple[list[Key], list[str]]], decisions: Sequence[Decision]) -> Iterator[Origin]:
    """The origins as people arranged them, in the order of the groups."""
    if not any(d.matter is Matter.ORIGIN for d in decisions):
        yield from (_make_origin(members, reasons) for members, reasons in groups)
        return
    keys = [k for members, _ in groups for k in members]
    reasons = {k.statement.id: why for members, why in groups for k in members}
    place = {k.statement.id: n for n, k in enumerate(keys)}
    made = [{place[k.statement.id] for k in members} for members, _ in groups]
    for group in arrange(made, [(k.statement.id,) for k in keys], decisions, matter=Matter.ORIGIN):
        members = [keys[i] for i in sorted(group.members)]
        why = [r for k in members for r in reasons[k.statement.id]] if len(members) > 1 else []
        yield replace(_make_origin(members, [*why, *group.by_hand]), by_hand=tuple(group.by_hand))


def _make_origin(members: Sequence[Key], reasons: Sequence[str]) -> Origin:
    ids = tuple(sorted(k.statement.id for k in members))
    named = [k.origin for k in members if k.origin.is_named] or [k.origin for k in members]
    who = named[0]
    because = "; ".join(dict.fromkeys(reasons)) or _alone(members[0])
    return Origin(id=group_id("origin", *ids), name=who.name, party=who.party, statements=ids, because=because)


def _alone(key: Key) -> str:
    if key.origin.name is None:
        return "No source is given"
    return f"Only here in the words of {key.origin.name}" if key.origin.is_named else f"{key.origin.name}: not named"


def _same_act(a: Key, b: Key, shared: frozenset[tuple[str, str]], language: Language) -> str | None:
    if a.origin.id != b.origin.id and is_denial(a) != is_denial(b):
        return None
    if (a.statement.id, b.statement.id) in shared:
        return "the passage is the same in both reports"
    if a.origin.id == b.origin.id:
        return None if is_revised(a, b, language=language) else _same_speaker(a, b)
    if a.report.id == b.report.id and _may_be_one(a.origin, b.origin):
        return f"“{a.origin.name}” and “{b.origin.name}” of one report may be the same, and neither is named"
    if a.report.id != b.report.id and _is_one_quotation(a, b, least=LONG_QUOTED):
        return "both reports quote the same long words"
    if a.origin.party and b.origin.party and a.origin.party != b.origin.party:
        return None
    if not (a.origin.is_named and b.origin.is_named) and a.report.id != b.report.id:
        if _is_one_quotation(a, b):
            return "both reports quote the same words, and one of them names nobody"
        outlet = _credited(a, b) or _credited(b, a)
        if outlet and share_words(a, b) >= RELAYED_WORDS:
            return f"one report credits {outlet}"
    return None


def _is_one_quotation(a: Key, b: Key, *, least: int = LEAST_QUOTED) -> bool:
    """True where two reports have nearly the same words between marks."""
    shared = len(a.stems & b.stems)
    return bool(a.statement.quoted and b.statement.quoted) and shared >= least and share_words(a, b) >= SAME_WORDS


def is_revised(a: Key, b: Key, *, language: Language) -> bool:
    """True when reports of different days give amounts of one thing that cannot both hold: said twice, then."""
    if last_day(a) == last_day(b):
        return False
    pairs = [(x, y) for x in a.figures for y in b.figures if count_same(x, y, language=language)]
    return bool(pairs) and not any(compatible(x, y, language=language) for x, y in pairs)


def _may_be_one(a: Who, b: Who) -> bool:
    """True for two who are not named where one is called nothing that the other is not: "group", "group of mayors"."""
    if a.is_named or b.is_named or a.name is None or b.name is None:
        return False
    words = [set(fold(who.name or "").split()) for who in (a, b)]
    return words[0] <= words[1] or words[1] <= words[0]


def _one_desk(a: Key, b: Key, links: Links) -> str | None:
    """Outlets of one owner that say the same without a source: one desk wrote it, as far as anybody can tell."""
    if a.origin.name is not None or b.origin.name is not None or not (a.report.outlet and b.report.outlet):
        return None
    family = links.families.get(a.report.outlet)
    if family is None or family != links.families.get(b.report.outlet) or share_words(a, b) < RELAYED_WORDS:
        return None
    return f"{a.report.outlet} and {b.report.outlet} are of one family, {family}, and give no source"


def _same_speaker(a: Key, b: Key) -> str:
    if not a.origin.is_named:
        return "no other source is given in the report" if a.origin.name is None else f"the report's {a.origin.name}"
    if not apart(a, b):
        return f"{a.origin.name} is the first source of both, and no report sets the days apart"
    if not is_said_again(a, b):
        return f"{a.origin.name} is the first source of both, in the same words"
    return f"{a.origin.name} speaks in both, and says it again on another day"


def is_said_again(a: Key, b: Key) -> bool:
    """True for two sayings of one source, on different days and in other words: one origin, and no relay."""
    return apart(a, b) and share_words(a, b) < SAME_WORDS


def _credited(teller: Key, source: Key) -> str | None:
    """The outlet of `source`'s report, where the paragraph of `teller` names it and it is not the teller's own."""
    outlet = source.report.outlet
    if not outlet or outlet == teller.report.outlet:
        return None
    paragraph = teller.paragraph.of(teller.report.text)
    for form in (outlet, *outlet.split()[:1]):
        if len(form) >= SHORTEST_OUTLET and re.search(rf"\b{re.escape(form)}\b", paragraph):
            return outlet
    return None


def _shared_passages(keys: Iterable[Key], copies: Iterable[Copy]) -> frozenset[tuple[str, str]]:
    """The pairs that a report has from another, word for word; what others say in the passage is an act of its own."""
    by_report: dict[str, list[Key]] = {}
    for key in keys:
        by_report.setdefault(key.report.id, []).append(key)
    out = set()
    for copy in copies:
        for a in by_report.get(copy.a, ()):
            for b in by_report.get(copy.b, ()):
                is_copied = any(_mostly_in(a, in_a) and _mostly_in(b, in_b) for in_a, in_b in copy.passages)
                if is_copied and share_words(a, b) >= SAME_WORDS:
                    out |= {(a.statement.id, b.statement.id), (b.statement.id, a.statement.id)}
    return frozenset(out)


def _mostly_in(key: Key, passage: Span) -> bool:
    total = sum(s.end - s.start for s in key.statement.content)
    inside = sum(max(0, min(s.end, passage.end) - max(s.start, passage.start)) for s in key.statement.content)
    return inside * 2 > total
