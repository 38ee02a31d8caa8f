"""The bodies that a report's persons hold an office of, read from the words beside their names.

"Brell's joint general secretary, Ana Lund", "Ana Lund, chief executive of Harrow Air", "the joint leader of Brell, Ana
Lund": the office alone is kept with a name, and whose it is tells the side that the person speaks for.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.language import Language
from onrecord.records.annotation import Mention
from onrecord.records.finding import Findings
from onrecord.records.report import Report

REACH = 110  # characters before and behind a name in which its office and the body stand
WORDS = r"[\w'’-]+(?:\s+[\w'’-]+){0,6}?"
BETWEEN = re.compile(rf"(?P<owned>['’]s?)?\s+(?P<office>{WORDS}),?\s+(?:(?:Mr|Ms|Mrs)\.?\s+)?")
OF = re.compile(rf"\b(?P<office>{WORDS})\s+(?:of|at|for|with)\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,4}}$")
APPOSED = re.compile(r",\s+(?:(?:an?|the|its|then|now)\s+)*")
BEHIND = re.compile(rf"(?:['’]s?)?\s+(?P<office>{WORDS})\b")
COMMA = re.compile(r",?\s+")
STOP = re.compile(r"[.;:!?\n“”\"]")
OFFICE_WORDS = 3  # of an office behind a body's name: "chief financial officer"


def list_served(
    report: Report, findings: Findings, bodies: Collection[str], *, language: Language
) -> Mapping[str, Counter[str]]:
    """Names of bodies by the person who holds an office of them, as this report has the names, with how often.

    `bodies` are the names that stand for bodies in this report.
    """
    out: dict[str, Counter[str]] = {}
    firms = [m for m in findings.mentions if m.name in bodies]
    for mention in findings.mentions:
        if mention.name not in bodies:
            for body in _list_beside(report.text, mention, firms, language):
                out.setdefault(mention.name, Counter())[body] += 1
    return out


def _list_beside(text: str, person: Mention, firms: Sequence[Mention], language: Language) -> Iterator[str]:
    """The bodies next before and behind a name that its bearer holds an office of."""
    start, end = person.span.start, person.span.end
    before = [m for m in firms if start - REACH <= m.span.start and m.span.end <= start]
    behind = [m for m in firms if end <= m.span.start <= end + REACH]
    yield from (m.name for m in before[-1:] if _is_before(text, m, start, language))
    yield from (m.name for m in behind[:1] if _is_behind(text, m, end, language))


def _is_before(text: str, body: Mention, start: int, language: Language) -> bool:
    """ "Brell's leader, Ana Lund", "Harrow Air chief executive Ana Lund", "the leader of Brell, Ana Lund"."""
    between = text[body.span.end : start]
    if STOP.search(between):
        return False
    if COMMA.fullmatch(between):
        led = OF.search(text[max(0, body.span.start - REACH) : body.span.start])
        return led is not None and _ends_in_office(led["office"], language)
    told = BETWEEN.fullmatch(between)
    if told is None or not _ends_in_office(told["office"], language):
        return False
    return told["owned"] is not None or _is_title(told["office"], language)


def _is_behind(text: str, body: Mention, end: int, language: Language) -> bool:
    """ "Ana Lund, chief executive of Harrow Air", "Ana Lund, a Harrow Air spokeswoman"."""
    between = text[end : body.span.start]
    opening = APPOSED.match(between)
    if opening is None or STOP.search(between):
        return False
    rest = between[opening.end() :]
    if not rest:
        behind = BEHIND.match(text, body.span.end)
        words = text[behind.start("office") : behind.start("office") + REACH] if behind else ""
        return any(_ends_in_office(" ".join(words.split()[:n]), language) for n in range(1, OFFICE_WORDS + 1))
    told = OF.fullmatch(rest)
    return told is not None and _ends_in_office(told["office"], language)


def _ends_in_office(words: str, language: Language) -> bool:
    """True for an office held now; the last word says which it is."""
    low = [w.strip("'’,").lower() for w in words.replace("-", " ").split()]
    return bool(low) and low[-1] in _offices(language) and not set(low) & language.words("titles", "past")


def _is_title(words: str, language: Language) -> bool:
    """True where all words may stand in an office: no verb is among them."""
    known = _offices(language) | language.words("titles", "modifiers") | language.words("titles", "portfolios")
    return all(w.lower() in known for w in words.replace("-", " ").split())


def _offices(language: Language) -> frozenset[str]:
    return language.words("titles", "offices") | language.words("titles", "state")
