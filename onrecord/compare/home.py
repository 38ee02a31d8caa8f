"""The country that a report is about, whose offices it names without saying of which country they are.

"President Ana Lund said" needs no country in the news of her own; who comes from elsewhere is called after it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.compare.names import Used
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.finding import Findings

PLACED = (EntityKind.GOVERNMENT, EntityKind.PLACE)
LEAST = 2  # times that a report names the country
SHARE = 0.6  # of all times that it names any country
OPPOSED = 40  # characters between "opposition" and a name that stand for who leads it


def find_homes(used: Iterable[Used]) -> Mapping[str, str]:
    """The country by report, where one is named far more often than all others together."""
    named: dict[str, Counter[str]] = {}
    for entry in used:
        if entry.kind in PLACED:
            for country in entry.countries:
                named.setdefault(entry.report.id, Counter())[country] += sum(entry.forms.values())
    return _most_named(named)


def find_home_states(findings: Iterable[Findings], states: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The same by the states that names stand for: (report id, name within it) -> state."""
    named: dict[str, Counter[str]] = {}
    for found in findings:
        told = (states.get((found.report, m.name)) for m in found.mentions)
        named[found.report] = Counter(state for state in told if state)
    return _most_named({report: counts for report, counts in named.items() if counts})


def _most_named(named: Mapping[str, Counter[str]]) -> Mapping[str, str]:
    out = {}
    for report, counts in named.items():
        ((country, times), *_) = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
        if times >= LEAST and times >= SHARE * counts.total():
            out[report] = country
    return out


def list_places(used: Iterable[Used]) -> Mapping[str, frozenset[str]]:
    """The places by report that are no countries, as it prints them."""
    found: dict[str, set[str]] = {}
    for entry in used:
        if entry.kind is EntityKind.PLACE:
            found.setdefault(entry.report.id, set()).update(entry.forms)
    return {report: frozenset(names) for report, names in found.items()}


def is_home_office(role: str, language: Language) -> bool:
    """True for an office of state that needs no country at home: "President", "vice minister of security"."""
    head, *behind = re.split(r"\s+(?:of|for)\s+", role, maxsplit=1)
    words = head.split()
    low = [w.lower() for w in words]
    known = language.words("titles", "modifiers") | language.words("titles", "portfolios")
    if not low or set(low) & (language.words("titles", "past") | language.words("titles", "local")):
        return False
    if any(w not in known for w in low[:-1]):
        return False
    if low[-1] == "minister":
        return len(low) > 1 or bool(behind)  # a minister alone may be one of a church
    is_head = low[-1] in language.words("titles", "at_home")
    return is_head and words[0][:1].isupper() and not behind  # "the president, Ana Lund," may be a firm's


def is_local(role: str, language: Language) -> bool:
    """True for an office below the state: "fire chief", "county spokeswoman"."""
    words = set(role.lower().replace("-", " ").split())
    return bool(words & language.words("titles", "local")) and not words & language.words("titles", "nationwide")


def is_of_opposition(entries: Sequence[Used]) -> bool:
    """True for one whom a report calls of the opposition."""
    for entry in entries:
        names = "|".join(re.escape(f) for f in sorted({entry.name, *entry.forms}, key=lambda f: (-len(f), f)))
        beside = (
            rf"\bopposition\b[\w\s’',-]{{0,{OPPOSED}}}\b(?:{names})\b|\b(?:{names}),[^.;]{{0,{OPPOSED}}}\bopposition\b"
        )
        if re.search(beside, entry.report.text, re.IGNORECASE):
            return True
    return False


def find_region(entries: Sequence[Used], places: Mapping[str, frozenset[str]], language: Language) -> str | None:
    """The region whose premier or governor somebody is: "Kessel premier Ana Lund"; `places`: of each report."""
    heads = language.words("titles", "regional")
    for entry in entries:
        roles = [r for r in entry.roles if r.lower().split()[-1] in heads]
        names = "|".join(re.escape(f) for f in sorted({entry.name, *entry.forms}, key=lambda f: (-len(f), f)))
        for place in sorted(places.get(entry.report.id, ()), key=lambda p: (-len(p), p)):
            for role in roles:
                title = re.escape(role.removeprefix(f"{place} "))
                if re.search(rf"\b{re.escape(place)}(?:['’]s)?\s+{title}\s+(?:{names})\b", entry.report.text):
                    return place
    return None
