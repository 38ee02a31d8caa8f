"""What the words next to an amount say of it: a part of those counted, a time and no amount, one given up since.

The amount itself does not show it: "four of the fatalities" are no four killed beside the six, "two days after the
vote" is no number that develops, and "it was first reported that 368 were rescued" is older than the day it is told.
"""

import re
from functools import cache

from onrecord.compare.words import bare_stem
from onrecord.language import Language
from onrecord.records.finding import Figure
from onrecord.records.report import Report
from onrecord.records.span import Span

BEHIND = 40  # characters behind an amount that may tell what it is a part of, or from when it is told
NEAR = 40  # characters on either side of an amount that may say how far it reaches
REACH = 120  # characters of a clause on either side of an amount
MARKS = re.compile(r"[.,;:!?—–\n](?=\s|$)")
OF_THEM = re.compile(r"\s+of\s+(?P<whom>\w+)(?:\s+(?P<noun>\w+))?")
OF_ALL = re.compile(r"(?:[.!?]\s+|\n|^)Of (?:the|those|these|all)(?: the)? [\d\w][^.!?\n]*,\s[^.!?\n]*\Z")
RATE = re.compile(r"\s[^.,;:\n]{0,40}?\b(?:per|for every) \d")
ARTICLES = frozenset({"the", "those", "these"})


def is_part(figure: Figure, report: Report, *, language: Language) -> bool:
    """True for some of those counted elsewhere: "78 of them", "four of the fatalities"; not "31 of the 48 drones".

    So is "76" of "Of the 109 who were hurt, 76 went home".
    """
    start, end = figure.evidence.spans[0].start, figure.evidence.spans[0].end
    if figure.unit is None and OF_ALL.search(report.text, max(0, start - REACH), start):
        return True
    found = OF_THEM.match(report.text[end : end + BEHIND])
    if figure.unit is not None or found is None:
        return False
    whom, noun = found["whom"].lower(), (found["noun"] or "").lower()
    if whom in _words("whole", language):
        return True
    ends: frozenset[str] = frozenset(bare_stem(w, language=language) for w in _words("outcome_nouns", language))
    return whom in ARTICLES and bare_stem(noun, language=language) in ends


def is_time_between(figure: Figure, report: Report, *, language: Language) -> bool:
    """True for a time told from one event to another: "two days after", "eight days before", "the last ten years"."""
    unit = language.table("units").get((figure.unit or "").split(" per ")[0], {})
    if unit.get("kind") != "time":
        return False
    at = figure.evidence.spans[0]
    behind = report.text[at.end : at.end + BEHIND].split()[:1]
    before = report.text[: at.start].split()[-1:]
    is_led = bool(before) and before[0].lower() in _words("period_leads", language)
    return is_led or (bool(behind) and behind[0].lower().strip(".,;") in _words("from_event", language))


def is_of_both(figure: Figure, report: Report, *, language: Language) -> bool:
    """True for the dead and the hurt in one amount: "300 killed and wounded"; not "40 killed and 300 wounded"."""
    behind = re.split(r"[.,;:]", report.text[figure.evidence.spans[0].end :][:BEHIND])[0].lower()
    dead, hurt = (f"(?:{'|'.join(sorted(_words(part, language)))})" for part in ("dead", "hurt"))
    return re.search(rf"\b{dead} (?:and|or) {hurt}\b|\b{hurt} (?:and|or) {dead}\b", behind) is not None


def is_former(figure: Figure, report: Report, *, language: Language) -> bool:
    """True for an amount given up for the one behind it: "from 19 to 22", "from its original 19 to just 22"."""
    at = figure.evidence.spans[0]
    before = [w.lower() for w in report.text[max(0, at.start - NEAR) : at.start].split()]
    if before[-1:] and before[-1] in _words("former", language):
        return True
    is_led = not _words("former", language).isdisjoint(before[-3:-1]) and before[-1] in _words("superseded", language)
    return is_led and re.search(r"\bto\b", report.text[at.end : at.end + NEAR]) is not None


def is_superseded(figure: Figure, report: Report, sentence: Span, *, language: Language) -> bool:
    """True for an amount told as one that holds no more: "it was initially reported that 368 were rescued"."""
    told = re.findall(r"\w+", report.text[sentence.start : figure.evidence.spans[0].start].lower())
    leads = [_words(part, language) for part in ("superseded", "superseded_with")]
    return "than" not in told and not any(words.isdisjoint(told) for words in leads)


def is_everywhere(figure: Figure, report: Report, *, language: Language) -> bool:
    """True for an amount told of the whole world: "a global recall of 2.5 million phones"."""
    at = figure.evidence.spans[0]
    before = re.split(r"[.;]", report.text[max(0, at.start - NEAR) : at.start])[-1]
    behind = re.split(r"[.,;]", report.text[at.end : at.end + NEAR])[0]
    return bool(set(re.findall(r"\w+", f"{before} {behind}".lower())) & _words("everywhere", language))


def is_rate(figure: Figure, report: Report) -> bool:
    """True for so many of each number of others: "19 deaths per 100,000 people"."""
    at = figure.evidence.spans[0]
    return figure.unit is None and RATE.match(report.text, at.end) is not None


def clause_around(report: Report, at: Span) -> Span:
    """From the mark before an amount to the next behind it: what is told of those counted."""
    before = [m.end() for m in MARKS.finditer(report.text, max(0, at.start - REACH), at.start)]
    behind = MARKS.search(report.text, at.end, at.end + REACH)
    start = before[-1] if before else max(0, at.start - REACH)
    return Span(start=start, end=behind.start() if behind else min(len(report.text), at.end + REACH))


@cache
def _words(part: str, language: Language) -> frozenset[str]:
    table: dict[str, list[str]] = language.table("relations")["counting"]
    return frozenset(table[part])
