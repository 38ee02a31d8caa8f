"""What came in, in lines for people and for programs: shared by add and watch."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.case.arrivals import Arrival

MAX_EDITS = 20  # shown after an adding; `onrecord diff` shows all


def edit_lines(arrivals: Iterable["Arrival"]) -> Iterator[str]:
    """One line for each telling edit, a last one for those that are not shown."""
    # Comparing versions brings in every view.
    from onrecord.views.edits import NO_NOTICE, edit_words

    shown = hidden = trivial = 0
    for each in arrivals:
        if each.comparison is None or each.before is None:
            continue
        trivial += each.comparison.trivial
        for edit in each.comparison.edits:
            shown += 1
            if shown > MAX_EDITS:
                hidden += 1
                continue
            who = " ".join(dict.fromkeys(part for part in (each.report.outlet, each.page) if part))
            place = " in the headline" if edit.is_headline else ""
            notice = f'notice: "{_short(each.comparison.notice)}"' if each.comparison.notice else NO_NOTICE
            words = edit_words(each.before, each.report, edit)
            yield f"{who} changed after first capture{place}: {words}, {notice}"
    if hidden or trivial:
        parts = [f"{hidden} more edits: onrecord diff"] if hidden else []
        parts += [f"{trivial} trivial {'edit' if trivial == 1 else 'edits'} not shown"] if trivial else []
        yield "; ".join(parts)


def arrival_lines(arrivals: Sequence["Arrival"]) -> Iterator[str]:
    """One line for each report: whether it is new, its outlet, its headline."""
    for each in arrivals:
        kind = "new" if each.before is None else "version"
        yield f"{kind:<8} {each.report.outlet or each.page}: {headline(each)}"


def headline(arrival: "Arrival") -> str:
    """The report's headline, else the beginning of its text, on one line."""
    report = arrival.report
    first = next((s for s in (report.headline, *report.body) if s), None)
    return _short(first.of(report.text) if first else report.title or report.doc)


def as_objects(arrivals: Iterable["Arrival"]) -> list[dict[str, Any]]:
    """The same for programs, with spans into the stored texts."""
    return [_as_object(each) for each in arrivals]


def _as_object(arrival: "Arrival") -> dict[str, Any]:
    report = arrival.report
    out = {
        "report": report.id,
        "page": arrival.page,
        "outlet": report.outlet,
        "headline": headline(arrival),
        "version_of": arrival.before.id if arrival.before else None,
    }
    if arrival.comparison is None or arrival.before is None:
        return out
    found = arrival.comparison
    edits = []
    for edit in found.edits:
        sides = (("old", edit.old, arrival.before), ("new", edit.new, report))
        words = {n: {"start": s.start, "end": s.end, "words": s.of(r.text)} if s else None for n, s, r in sides}
        edits.append({**words, "kinds": list(edit.kinds), "in_headline": edit.is_headline})
    return {**out, "edits": edits, "trivial": found.trivial, "added_paragraphs": found.added, "notice": found.notice}


def _short(words: str, limit: int = 100) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"
