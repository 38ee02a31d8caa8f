"""Passages of a report that are about another matter than the rest of it: an item of a briefing, of a live page.

A report is clustered whole.  Where some of its paragraphs have hardly a word in common with the others, they are
sketched by themselves too, and stand in the story of the report that they are most like, if that is far more like them
than anything in the report's own story.  What is decided depends on the reports that share a heavy word with the
passage, and on nothing else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.compare.stories import likeness_of, make_sketch, weigh_words
from onrecord.compare.words import Text
from onrecord.language import Language
from onrecord.records.report import Report
from onrecord.records.sketch import KEPT, Sketch, report_of

# Chosen on reports of BASIL, and on briefings put together from paragraphs of them: five of 135 reports lend a passage
# to a story that is not theirs, four of five passages of the briefings that are lent go where they came from.
SHORT = 12  # topic words of a paragraph; a shorter one belongs to the one before it
JOINED = 0.06  # likeness of two paragraphs in a row from which they are about one thing
OWN = 0.12  # likeness to the rest of the report from which a passage is about what the report is about
LEAST = 0.25  # likeness to a report of the other story
MARGIN = 2.0  # times that it is at least more like it than any other report of its own story
NODE = re.compile(r"^(?P<report>[^#]+)#(?P<first>\d+)-(?P<end>\d+)$")


def sketch_report(report: Report, *, language: Language) -> tuple[Sketch, tuple[Sketch, ...]]:
    """The report, and each of its passages about other matters under the numbers of its paragraphs."""
    text = Text(report, language=language)
    whole = make_sketch(report, language=language)
    parts = []
    for (first, end), weights in _list_passages(text, language).items():
        told = sorted(((w, round(v, 4)) for w, v in weights.items()), key=lambda x: (-x[1], x[0]))[:KEPT]
        parts.append(replace(whole, report=f"{report.id}#{first}-{end}", weights=tuple(told)))
    return whole, tuple(parts)


def _list_passages(text: Text, language: Language) -> dict[tuple[int, int], dict[str, float]]:
    """First and end of the runs of paragraphs that have little in common with the rest, with their words."""
    runs = _list_runs(text, language)
    body = text.report.body
    found = {}
    for first, end in runs if len(runs) > 1 else ():
        weights = weigh_words(text, body[first:end], language=language)
        rest = weigh_words(text, (*body[:first], *body[end:]), language=language)
        if weights and likeness_of(weights, rest) < OWN:
            found[first, end] = weights
    if len(found) == len(runs):  # the longest is what the report is about
        longest = max(found, key=lambda run: (len(text.within(body[run[0] : run[1]])), -run[0]))
        del found[longest]
    return found


def _list_runs(text: Text, language: Language) -> list[tuple[int, int]]:
    """The body cut where what is talked about changes: first and end of each run of paragraphs."""
    runs: list[tuple[int, int]] = []
    body, heads = text.report.body, text.report.subheads
    sizes = [sum(1 for w in text.within([p]) if w.stem) for p in body]
    for n, paragraph in enumerate(body):
        first = runs[-1][0] if runs else 0
        is_headed = n > 0 and any(body[n - 1].end <= h.start < paragraph.start for h in heads)
        if runs and not is_headed and (sizes[n] < SHORT or sum(sizes[first:n]) < SHORT):
            runs[-1] = (first, n + 1)
        else:
            runs.append((n, n + 1))
    joined: list[tuple[int, int]] = []
    for first, end in runs:
        if joined:
            before = weigh_words(text, body[joined[-1][0] : joined[-1][1]], language=language)
            if likeness_of(before, weigh_words(text, body[first:end], language=language)) >= JOINED:
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((first, end))
    return joined


def find_anchor(passage: Sketch, known: Iterable[Sketch], cluster_of: Mapping[str, str]) -> str | None:
    """The report, by id, to whose story the passage belongs; None: to that of its own report.

    `known` are whole reports that share a heavy word with it; `cluster_of` says in which cluster each report is.
    """
    own = report_of(passage.report)
    home = cluster_of[own]
    weights = dict(passage.weights)
    scored = [
        (likeness_of(weights, dict(k.weights), days=(passage.day, k.day)), k.report)
        for k in known
        if k.report != own and set(k.top) & set(passage.top)
    ]
    ours = max((score for score, report in scored if cluster_of[report] == home), default=0.0)
    score, anchor = max(
        ((s, r) for s, r in scored if cluster_of[r] != home), key=lambda x: (x[0], x[1]), default=(0.0, "")
    )
    return anchor if score >= LEAST and score > MARGIN * ours else None


def paragraphs_of(node: str) -> range:
    """The numbers of the passage's paragraphs in the body of its report."""
    found = NODE.match(node)
    assert found is not None  # ids are made above
    return range(int(found["first"]), int(found["end"]))
