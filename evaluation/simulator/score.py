"""What a case made of simulated stories, held against what is known of them."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from evaluation.simulator.stories import COUNTED, Written
from onrecord.records.casebook import Casebook
from onrecord.records.claim import CopyKind, RelationKind
from onrecord.views.changes import ChangeKind, list_changes

Told = dict[str, list[tuple[str, str]]]  # "story:beat" -> (report id, statement id)


def score(book: Casebook, written: Sequence[Written]) -> dict[str, float]:
    """Figures between 0 and 1, each the better the higher."""
    current = {w.address: w for w in sorted(written, key=lambda w: w.published)}
    by_doc = {w.id: w for w in current.values()}
    reports = {r.id: by_doc[r.doc] for r in book.reports if r.doc in by_doc}
    told = _find_told(book, reports)
    precision, recall = _bcubed(book, reports)
    return {
        "clusters.precision": precision,
        "clusters.recall": recall,
        "clusters.f1": _f1(precision, recall),
        **_copies(book, reports),
        "origins.exact": _origins(book, told),
        "series.complete": _series(book, told, reports),
        **_relations(book, told),
        "edits.found": _edits(book, written),
    }


def _find_told(book: Casebook, reports: Mapping[str, Written]) -> Told:
    """The statements that hold each beat's sentence."""
    told: Told = defaultdict(list)
    for report, found in zip(book.reports, book.findings, strict=True):
        written = reports.get(report.id)
        for beat, sentence in (written.beats if written else {}).items():
            start = report.text.find(sentence)
            inside = [s for s in found.statements if any(start <= c.start < start + len(sentence) for c in s.content)]
            told[f"{written.story}:{beat}"] += [(report.id, s.id) for s in inside[:1]]  # type: ignore[union-attr]
    return told


def _bcubed(book: Casebook, reports: Mapping[str, Written]) -> tuple[float, float]:
    found = {r: s.id for s in book.account.stories for r in s.reports}
    true = {r: w.story for r, w in reports.items()}
    groups, truths = _group(found), _group(true)
    precision = [len(groups[found[r]] & truths[true[r]]) / len(groups[found[r]]) for r in true]
    recall = [len(groups[found[r]] & truths[true[r]]) / len(truths[true[r]]) for r in true]
    return sum(precision) / len(precision), sum(recall) / len(recall)


def _group(labels: Mapping[str, object]) -> dict[object, set[str]]:
    out: dict[object, set[str]] = defaultdict(set)
    for id, label in labels.items():
        out[label].add(id)
    return out


def _copies(book: Casebook, reports: Mapping[str, Written]) -> dict[str, float]:
    """Near copies: pairs that go back to one wire report."""
    roots = {r: (w.copy_of or w.id) for r, w in reports.items()}
    wanted = {frozenset(pair) for group in _group(roots).values() for pair in itertools.combinations(sorted(group), 2)}
    found = {frozenset((c.a, c.b)) for c in book.account.copies if c.kind is not CopyKind.PASSAGES}
    return {
        "copies.precision": _share(len(found & wanted), len(found)),
        "copies.recall": _share(len(found & wanted), len(wanted)),
    }


def _origins(book: Casebook, told: Told) -> float:
    """Beats whose statements are one origin, which holds nothing of another beat."""
    beat_of = {s: beat for beat, pairs in told.items() for _, s in pairs}
    right = total = 0
    for beat, pairs in told.items():
        statements = {s for _, s in pairs}
        origins = [o for c in book.account.claims for o in c.origins if statements & set(o.statements)]
        total += 1
        whole = any(statements <= set(o.statements) for o in origins)
        alone = all(beat_of.get(s, beat) == beat for o in origins for s in o.statements)
        right += whole and alone
    return _share(right, total)


def _series(book: Casebook, told: Told, reports: Mapping[str, Written]) -> float:
    """Stories whose counted beats all stand in one series."""
    place = {p.figure: s.id for s in book.account.series for p in s.points}
    figures = {x.statement: x.id for f in book.findings for x in f.figures if x.statement}
    right = total = 0
    for story in sorted({w.story for w in reports.values()}):
        beats = [told.get(f"{story}:{beat}", []) for beat in COUNTED]
        found = [{place.get(figures.get(s, "")) for _, s in pairs} for pairs in beats]
        total += 1
        right += bool(set.intersection(*found) - {None}) if all(found) else 0
    return _share(right, total)


def _relations(book: Casebook, told: Told) -> dict[str, float]:
    """Repeats, denials of what was counted, and the minister's own revision, as pairs of beats; then all three at once.

    What nobody can blame is no fault: an estimate may agree with a count that lies in it, and a later count updates an
    earlier one.
    """
    found = _found_relations(book, told)
    stories = sorted({beat.split(":")[0] for beat in told})
    repeats = {(beat, beat) for beat, pairs in told.items() if len(pairs) > 1}
    denials = {(f"{n}:denial", f"{n}:{beat}") for n in stories for beat in ("first", "speech")}
    revisions = {(f"{n}:revision", f"{n}:speech") for n in stories}
    same, updated = found[RelationKind.SAME], {p for p in found[RelationKind.UPDATES] if p[0] != p[1]}
    denied = found[RelationKind.DENIES] | {p for p in found[RelationKind.CONTRADICTS] if "denial" in "".join(p)}
    denied = {p if p[0].endswith(":denial") else p[::-1] for p in denied}
    scored = {
        "repeats": _hold(same, repeats, {p for p in same if p[0] == p[1] or "estimate" in "".join(p)}),
        "denials": _hold(
            denied, denials, {p for p in denied if _is_beat(p[0], ("denial",)) and _is_beat(p[1], COUNTED)}
        ),
        "revisions": _hold(updated, revisions, {p for p in updated if all(_is_beat(x, COUNTED) for x in p)}),
    }
    wrong = {a.split(":")[0] for a, b in found[RelationKind.CONTRADICTS] if "denial" not in a + b}  # nothing else does
    return {
        **{f"{name}.{what}": value for name, held in scored.items() for what, value in held.items() if what != "f1"},
        "relations.macro_f1": sum(held["f1"] for held in scored.values()) / len(scored),
        "contradictions.free": _share(len(stories) - len(wrong), len(stories)),
    }


def _found_relations(book: Casebook, told: Told) -> dict[RelationKind, set[tuple[str, str]]]:
    beat_of = {s: beat for beat, pairs in told.items() for _, s in pairs}
    found: dict[RelationKind, set[tuple[str, str]]] = defaultdict(set)
    for claim in book.account.claims:
        for relation in claim.relations:
            a, b = beat_of.get(relation.a), beat_of.get(relation.b)
            if a and b:
                found[relation.kind].add((a, b))
    return found


def _is_beat(beat: str, names: Sequence[str]) -> bool:
    return beat.split(":")[1] in names


def _hold(found: set[tuple[str, str]], wanted: set[tuple[str, str]], allowed: set[tuple[str, str]]) -> dict[str, float]:
    """How much of the wanted is found, and how much of the found is allowed."""
    recall = _share(len(wanted & found), len(wanted))
    precision = _share(len(allowed), len(found))
    return {"recall": recall, "precision": precision, "f1": _f1(precision, recall)}


def _edits(book: Casebook, written: Sequence[Written]) -> float:
    """Silent edits of a number that the changes tell."""
    edited = [w for w in written if w.edit_of]
    shown = " ".join(c.line.text for c in list_changes(book).changes if c.kind is ChangeKind.EDITED)
    return _share(sum(w.beats["blast"].split()[0] in shown and w.outlet in shown for w in edited), len(edited))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
