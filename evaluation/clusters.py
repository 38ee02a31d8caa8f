"""How well reports are put together into stories: B-cubed figures, false merges and singletons over a set of rows.

    python -m evaluation.clusters ../shared/data/basil/dev.jsonl

A row is a JSON line with `id`, `story` (the true one), `text` and, where known, `title`, `outlet`, `published`.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord import language
from onrecord.case.parts import list_clusters
from onrecord.case.placing import place_anew
from onrecord.reading import read_capture
from onrecord.records.report import Report
from onrecord.sources.jsonl import read_line
from onrecord.store.memory import MemoryStore

Groups = Mapping[str, frozenset[str]]  # report -> the stories that it is in


def main(paths: Sequence[str]) -> int:
    """Print the figures of each file; 2 on wrong use."""
    if not paths:
        print(__doc__)
        return 2
    for path in paths:
        for name, value in score_rows(Path(path)).items():
            print(f"clusters.{name} {value:.3f}")
    return 0


def score_rows(path: Path) -> dict[str, float]:
    """The figures of one file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    english = language.load("en")
    reports = [r for row in rows for r in _read(row, english)]
    true = {r.id: frozenset({row["story"]}) for row in rows for r in reports if r.doc == row["id"]}
    with MemoryStore().snapshot() as nothing:
        placed = place_anew(reports, nothing, language=english)
    found: dict[str, set[str]] = defaultdict(set)
    for number, cluster in enumerate(list_clusters(placed, (), {})):
        for report in cluster.every:
            found[report].add(str(number))
    return score({id: frozenset(held) for id, held in found.items()}, true)


def _read(row: Mapping[str, Any], english: language.Language) -> Iterator[Report]:
    yield from read_capture(read_line(json.dumps(row).encode(), where=row["id"]), language=english).items


def score(found: Groups, true: Groups) -> dict[str, float]:
    """B-cubed figures and rates, 0 to 1.

    A report in several stories counts, for each other report, by whether they share one.  A false merge is a found
    story that holds reports of more than one true story; a false singleton is a report found alone that is not so.
    """
    members, truths = _members(found), _members(true)
    precision, recall = [], []
    for report in true:
        near = frozenset().union(*(members[g] for g in found[report]))
        right = frozenset().union(*(truths[g] for g in true[report]))
        precision.append(len(near & right) / len(near))
        recall.append(len(near & right) / len(right))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    mixed = [g for g, held in members.items() if len(Counter(s for m in held for s in true[m])) > 1]
    alone = [m for m in true if all(len(members[g]) == 1 for g in found[m])]
    lonely = [m for m in true if all(len(truths[g]) == 1 for g in true[m])]
    return {
        "precision": p,
        "recall": r,
        "f1": 2 * p * r / (p + r) if p + r else 0.0,
        "false_merges": len(mixed) / len(members),
        "in_several": sum(len(found[m]) > 1 for m in true) / len(true),
        "singletons": len(alone) / len(true),
        "false_singletons": len(set(alone) - set(lonely)) / len(true),
    }


def _members(groups: Groups) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for report, held in groups.items():
        for group in held:
            out[group].add(report)
    return {group: frozenset(held) for group, held in out.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
