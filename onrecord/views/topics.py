"""What a statement is about, for telling whether two say one thing: its topic words, each name as one.

"Khalid Harvand", "Harvand" and "the harbour minister" are one thing where the story knows them for one, so a long name
weighs no more than a short one, and two statements that have nothing but names in common do not say the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from onrecord import language
from onrecord.compare.words import Word, list_words, rarity
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Entity
from onrecord.records.finding import Statement
from onrecord.records.places import Places
from onrecord.records.span import Span
from onrecord.views.index import Index

NAME = 4.0  # what a name weighs: as much as a word that one report in fifty has
LEAST_OFFICE = 2  # words of an office that stands for who holds it


class Topic(NamedTuple):
    """The topic words of a content, numbers left out; a name is "=" and the id of whom it names."""

    words: frozenset[str]
    matter: frozenset[str]  # those that are no names


class Topics:
    """The topics of the statements of a casebook, worked out when they are asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = _list_names(index)
        self._offices = _list_offices(index)

    def read(self, statement: Statement) -> Topic:
        """The topic of a statement."""
        report = self._index.report_of(statement)
        tongue = language.load_beside(report.language)
        places = self._names.get(report.id)
        named = [near for part in statement.content for near in places.within(part)] if places else []
        words = [w for part in statement.content for w in list_words(report.text, part, language=tongue)]
        names = {f"={id}" for _, id in named}
        plain = [w for w in words if not any(s.start <= w.start < s.end for s, _ in named)]
        if held := self._find_holder(plain, names):
            id, office = held
            names.add(f"={id}")
            plain = [w for w in plain if w.bare not in office]
        stems = {w.stem for w in plain if w.stem and not w.stem[0].isdigit()}
        first = words[0].start if words else 0
        matter = {w.stem for w in plain if w.stem in stems and (not w.is_capital or w.start == first)}
        return Topic(frozenset(stems | names), frozenset(matter))

    def _find_holder(self, words: Iterable[Word], names: set[str]) -> tuple[str, frozenset[str]] | None:
        """Who is meant by his office alone, with its words; nobody where the content names him too."""
        said = {w.bare for w in words}
        held = [(id, office) for office, id in self._offices.items() if office <= said and f"={id}" not in names]
        return max(held, key=lambda h: (len(h[1]), h[0]), default=None)


def _list_names(index: Index) -> Mapping[str, Places[str]]:
    """By report the places of names, and whom they name."""
    out: dict[str, list[tuple[Span, str]]] = {}
    for found in index.book.findings:
        for mention in found.mentions:
            entity = index.entities.get((found.report, mention.name))
            if entity:
                out.setdefault(found.report, []).append((mention.span, entity.id))
    return {report: Places(named) for report, named in out.items()}


def _list_offices(index: Index) -> Mapping[frozenset[str], str]:
    """The persons by the words of their offices; offices of which two persons have the words are nobody's."""
    if not index.book.reports:
        return {}
    tongue = language.load_beside(index.book.reports[0].language)
    held: dict[frozenset[str], set[str]] = {}
    for entity in index.book.account.entities:
        if entity.kind is EntityKind.PERSON:
            for words in _office_words(entity, tongue):
                held.setdefault(words, set()).add(entity.id)
    return {words: next(iter(ids)) for words, ids in held.items() if len(ids) == 1}


def _office_words(entity: Entity, tongue: Language) -> Iterator[frozenset[str]]:
    for office in entity.offices:
        words = list_words(office.title, Span(start=0, end=len(office.title)), language=tongue)
        bare = frozenset(w.bare for w in words if w.stem or w.folded not in LINKING)
        if len(bare) >= LEAST_OFFICE:
            yield bare


LINKING = frozenset({"of", "for", "and", "the", "to", "in", "at"})


def weigh(stems: Iterable[str], tongue: Language) -> float:
    """How much some topic words tell, by how rare they are in the news at large."""
    return sum(NAME if w[0] == "=" else rarity(w, 0, 0, news_share=1.0, language=tongue) for w in sorted(stems))
