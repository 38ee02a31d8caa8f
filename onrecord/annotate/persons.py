"""The full name behind every form of a person's name in one report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.language import Language
from onrecord.language.names import plain
from onrecord.records.annotation import EntityKind

Parts = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Person:
    """Someone with at least one full name in the report."""

    forms: dict[Parts, list[Candidate]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The fullest form; of several the most frequent, then the first."""
        best = max(self.forms.items(), key=lambda kv: (len([p for p in kv[0] if len(p) > 1]), len(kv[1])))
        return best[1][0].text

    @property
    def count(self) -> int:
        """How often a full form stands in the report."""
        return sum(len(c) for c in self.forms.values())

    def last_before(self, line: int) -> int:
        """The number of the last line, up to `line`, with a full form; -1: none."""
        return max((c.line.number for cs in self.forms.values() for c in cs if c.line.number <= line), default=-1)


def name_persons(candidates: Sequence[Candidate], words: Vocabulary, *, language: Language) -> list[Person]:
    """Sets `name` of every person; gives back those with a full name, in order of first mention."""
    nicknames = language.table("titles")["nicknames"]
    people: list[Person] = []
    found = [(parts_of(c.text, words), c) for c in candidates if c.kind is EntityKind.PERSON]
    for parts, candidate in found:
        if len(parts) > 1:
            _place(people, parts, candidate, nicknames)
    _join_partial(people)
    for person in people:
        for forms in person.forms.values():
            for candidate in forms:
                candidate.name = person.name
    for parts, candidate in found:
        if len(parts) <= 1:
            match = _find_short(people, parts, candidate, words, nicknames)
            candidate.name = match.name if match else candidate.text
    return people


def parts_of(name: str, words: Vocabulary) -> Parts:
    """The words of a name in plain letters, hyphens kept, without suffixes."""
    bare = re.sub(r"['’]s\b|\(.*?\)", "", name).replace(".", ". ")
    parts = [re.sub(r"[^a-z0-9-]", "", plain(w)).strip("-") for w in bare.split()]
    parts = [p for p in parts if p]
    while len(parts) > 1 and parts[-1] in words.suffixes:
        parts.pop()
    return tuple(parts)


def _place(people: list[Person], parts: Parts, candidate: Candidate, nicknames: Mapping[str, list[str]]) -> None:
    for person in people:
        if any(is_same_person(parts, form, nicknames) for form in person.forms):
            person.forms.setdefault(parts, []).append(candidate)
            return
    people.append(Person(forms={parts: [candidate]}))


def is_same_person(a: Parts, b: Parts, nicknames: Mapping[str, list[str]]) -> bool:
    """True when two full names can be one person's within a report, as with initials and short given names."""
    if a == b or "".join(a).replace("-", "") == "".join(b).replace("-", ""):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 2:
        return False
    if short[-1] != long[-1]:
        return short == long[: len(short)] and len(long) > 2  # "Rebecca Nyandeng" and "Rebecca Nyandeng De Mabior"
    rest = iter(long)
    if all(any(_agrees(p, q, nicknames) for q in rest) for p in short):
        return True
    return len(short) == len(long) == 2 and _agrees(short[0], long[0], nicknames)


def _agrees(a: str, b: str, nicknames: Mapping[str, list[str]]) -> bool:
    if a == b or b in nicknames.get(a, ()) or a in nicknames.get(b, ()):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) == 1 and long.startswith(short)


def _join_partial(people: list[Person]) -> None:
    """Joins "von der Leyen" to "Ursula von der Leyen": a form of several words that ends another's full name."""
    for person in list(people):
        for other in people:
            if other is person or person not in people:
                continue
            if all(any(len(f) < len(g) and g[-len(f) :] == f for g in other.forms) for f in person.forms):
                for form, candidates in person.forms.items():
                    other.forms.setdefault(form, []).extend(candidates)
                people.remove(person)


def _bare(part: str) -> str:
    """Without the article of "al-Assad"."""
    head, _, rest = part.partition("-")
    return rest if rest and head in ("al", "el", "ad", "as", "ash", "ar", "an", "az", "ul") else part


def _find_short(
    people: Sequence[Person],
    parts: Parts,
    candidate: Candidate,
    words: Vocabulary,
    nicknames: Mapping[str, list[str]],
) -> Person | None:
    """Whom a single name means: by family name, else by given name; the nearest or the most named of several."""
    if not parts:
        return None
    word = parts[0]
    bare = _bare(word)
    by_family = [p for p in people if any(bare in (_bare(family_of(f, words)), _bare(f[-1])) for f in p.forms)]
    by_given = [
        p for p in people if any(_agrees(word, part, nicknames) for f in p.forms for part in f if len(part) > 1)
    ]
    matches = by_family or by_given
    if len(matches) < 2:
        return matches[0] if matches else None
    line = candidate.line.number
    near = [p for p in matches if line - p.last_before(line) <= 1 and p.last_before(line) >= 0]
    if len(near) == 1:
        return near[0]
    seen = [p for p in matches if p.last_before(line) >= 0] or matches
    return max(seen, key=lambda p: (p.count, p.last_before(line)))


def family_of(parts: Parts, words: Vocabulary) -> str:
    """The family name: the first of a name in Korean or Chinese order, else the last."""
    if parts[0] not in words.family_first:
        return parts[-1]
    if len(parts) == 3 and max(len(p) for p in parts) <= 6:
        return parts[0]
    if len(parts) == 2 and ("-" in parts[1] or (parts[0] not in words.given and len(parts[1]) <= 8)):
        return parts[0]
    return parts[-1]
