"""The full name behind every form of a person's name in one report."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.annotate.candidates import Candidate
from onrecord.language import Language
from onrecord.language.people import Parts, bare_of, family_of, gender_of, is_same_given, is_same_name, parts_of
from onrecord.records.annotation import EntityKind

ALSO, ALIASES = ["also", "known", "as"], (["alias"], ["aka"], ["a.k.a."])
REACH = 5  # words and marks between a name and the other one that somebody goes by


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

    def stands_before(self, other: Candidate) -> bool:
        """True where a full form ends a few words before the other name, in its line."""
        found = (c for cs in self.forms.values() for c in cs if c.line is other.line)
        return any(0 < other.first - c.last <= REACH for c in found)

    def last_before(self, line: int) -> int:
        """The number of the last line, up to `line`, with a full form; -1: none."""
        return max((c.line.number for cs in self.forms.values() for c in cs if c.line.number <= line), default=-1)


def name_persons(candidates: Sequence[Candidate], *, language: Language) -> list[Person]:
    """Sets `name` of every person; gives back those with a full name, in order of first mention."""
    people: list[Person] = []
    found = [(parts_of(c.text, language), c) for c in candidates if c.kind is EntityKind.PERSON]
    for parts, candidate in found:
        if len(parts) > 1:
            _place(people, parts, candidate, language)
    _join_called(people)
    _join_partial(people)
    for person in people:
        for forms in person.forms.values():
            for candidate in forms:
                candidate.name = person.name
    for parts, candidate in found:
        if len(parts) <= 1:
            match = _find_short(people, parts, candidate, language)
            candidate.name = match.name if match else candidate.text
    return people


def _place(people: list[Person], parts: Parts, candidate: Candidate, language: Language) -> None:
    for person in people:
        if any(is_same_name(parts, form, language) for form in person.forms):
            person.forms.setdefault(parts, []).append(candidate)
            return
    people.append(Person(forms={parts: [candidate]}))


def _join_called(people: list[Person]) -> None:
    """Joins "Omar Lund, also known as Abu Renn": the second name of somebody is right behind the first."""
    for other in list(people):
        for first in [c for forms in other.forms.values() for c in forms]:
            pieces = first.line.pieces
            lead = [p.text.lower() for p in pieces[max(0, first.first - REACH) : first.first] if p.text not in ",("]
            if lead[-3:] != ALSO and lead[-1:] not in ALIASES:
                continue
            called = next((p for p in people if p is not other and p.stands_before(first)), None)
            if called and other in people:
                for form, candidates in other.forms.items():
                    called.forms.setdefault(form, []).extend(candidates)
                people.remove(other)


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


def _find_short(people: Sequence[Person], parts: Parts, candidate: Candidate, language: Language) -> Person | None:
    """Whom a single name means: by family name, else by given name; the nearest or the most named of several."""
    if not parts:
        return None
    word = parts[0]
    bare = bare_of(word)
    by_family = [p for p in people if any(bare in (family_of(f, language), bare_of(f[-1])) for f in p.forms)]
    by_given = [p for p in people if any(is_same_given(word, g, language) for f in p.forms for g in f if len(g) > 1)]
    matches = [p for p in by_family or by_given if not _is_other_gender(p, candidate, language)]
    if len(matches) < 2:
        return matches[0] if matches else None
    line = candidate.line.number
    near = [p for p in matches if line - p.last_before(line) <= 1 and p.last_before(line) >= 0]
    if len(near) == 1:
        return near[0]
    seen = [p for p in matches if p.last_before(line) >= 0] or matches
    return max(seen, key=lambda p: (p.count, p.last_before(line)))


def _is_other_gender(person: Person, candidate: Candidate, language: Language) -> bool:
    """True for "Mrs. Lund" beside a full name that is a man's."""
    before = next((p.text.lower() for p in reversed(candidate.line.pieces[: candidate.first]) if p.text != "."), "")
    called = next(
        (g for g, key in (("he", "male"), ("she", "female")) if before in language.words("titles", key)), None
    )
    told = gender_of(person.name, language=language)
    return called is not None and told is not None and called != told
