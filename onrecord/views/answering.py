"""Which sentences of the reports answer a question: those with its topic words, its names and what it asks for."""

import functools
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.compare.words import Text, list_stems, list_words
from onrecord.language import Language
from onrecord.language.names import given_names
from onrecord.records.finding import Figure, Stance, Statement
from onrecord.records.span import Span
from onrecord.views.fitting import is_speaker
from onrecord.views.paraphrases import list_marks
from onrecord.views.questions import Asked, AskedFor, read_question
from onrecord.views.support import Library, Passage, Wanted, borne_out
from onrecord.views.verdicts import Draft

ENOUGH = 0.72  # share of the question's topic words that an answer must have
ENOUGH_OF_A_KIND = 0.6  # the same where it has the number, day or place that is asked for
DENIED = 0.6  # share of what is asked about that a denial must have
CLOSE = 0.2  # passages that have this much less of it than the best are no answers beside it
OFTEN = 3  # sentences of a report that bear a name, from which the report is on it and need not say it in each
PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question taken apart, with the words that an answer is found by."""

    text: str
    asked: Asked
    wanted: Wanted  # all of it
    about: Wanted  # what the one who is asked about speaks of


def read(library: Library, question: Draft) -> Question:
    """The question as it is held against the passages; idle words and times are none of its topic."""
    language = library.language
    text = question.report.text
    asked = read_question(text, language=language)
    words = Text(question.report, language=language)
    idle = language.words("questions", "idle")
    left_out = [t.span for t in question.findings.times]
    left_out += [asked.opening] if asked.opening else []
    left_out += [
        Span(start=w.start, end=w.end)
        for w in words.within([question.report.span])
        if w.folded in idle and not w.is_capital
    ]
    return Question(
        text=text,
        asked=asked,
        wanted=library.want(text, words.within(question.report.body), leave_out=left_out),
        about=library.want(text, words.within([asked.about]), leave_out=left_out),
    )


class Answering:
    """Holds what reports are on while a question is answered."""

    def __init__(self, library: Library, question: Question) -> None:
        self.library = library
        self.question = question
        self._firsts = _list_firsts(question, library.language)

    def find(self) -> list[tuple[float, Passage]]:
        """The passages that are near the question, the best first."""
        wanted = self.question.wanted
        near = self.library.find(wanted, least=0.0) if wanted.weights else []
        scored = [
            (round(self._share(wanted, p), 4), round(self._share(wanted, p, is_literal=True), 4), p) for _, p in near
        ]
        scored.sort(key=lambda x: (-x[0], -x[1], len(x[2].words), x[2].report.doc, x[2].span))
        return [(share, p) for share, _, p in scored]

    def choose(self, found: Sequence[tuple[float, Passage]]) -> list[Passage]:
        """Of the passages near the question, those that answer it, the best first."""
        good = [(share, p) for share, p in found if self._answers(share, p)]
        return [p for share, p in good if share >= good[0][0] - CLOSE]

    def _answers(self, share: float, passage: Passage) -> bool:
        """True where the passage has enough of the question, all its names and what it asks for."""
        asked = self.question.asked
        least = ENOUGH if asked.kind in (None, AskedFor.PERSON) else ENOUGH_OF_A_KIND
        wanted = self.question.wanted
        is_near = share >= least and self._has_matter(wanted, passage) and not self._lacks_name(wanted, passage)
        return is_near and self._has_asked(passage)

    def find_denials(self) -> list[tuple[float, Passage, Statement]]:
        """What is denied of the matter by whom the question asks about, or by anybody; the best first."""
        asked, about = self.question.asked, self.question.about
        found = []
        for share, passage in ((self._share(about, p), p) for _, p in self.library.find(about, least=0.0)):
            for statement in passage.statements:
                is_asked = asked.speaker is None or is_speaker(self.library.index, statement, asked.speaker)
                if share >= DENIED and statement.stance is Stance.DENIES and is_asked:
                    found.append((share, passage, statement))
        return sorted(found, key=lambda x: (-round(x[0], 4), x[2].id))

    def share_of(self, wanted: Wanted, passage: Passage, statement: Statement) -> float:
        """How much of what is wanted the words of a statement have, who speaks counted in."""
        text = passage.report.text
        spans = [*statement.content, *([statement.speaker.span] if statement.speaker.span else [])]
        borne = {stem for span in spans for stem in self.library.borne_by(wanted, text, span)}
        speaker = self.library.index.speaker_name(statement) or ""
        return wanted.share(borne | set(list_stems(speaker, language=self.library.language)))

    def counts_asked(self, figure: Figure) -> bool:
        """True for a number of what is asked for, in a unit that measures it."""
        asked, language = self.question.asked, self.library.language
        if asked.kind is AskedFor.SHARE:
            return figure.unit == PERCENT
        if asked.measures:
            return _kinds(language).get(figure.unit or "") in asked.measures
        of = f"{figure.of} {figure.scope or ''}"
        return not list_stems(asked.counted, language=language) or _share_word(asked.counted, of, language)

    def _has_asked(self, passage: Passage) -> bool:
        asked, language = self.question.asked, self.library.language
        if asked.is_number:
            return any(self.counts_asked(f) for f in passage.figures) or self._counts_people(passage)
        if asked.kind is AskedFor.PERSON:
            said = passage.span.of(passage.report.text)
            offices = _words(self.question.text, language) & language.words("questions", "offices")
            is_told = all(office in _words(said, language) for office in offices)
            return is_told and bool(
                passage.named
                - set(self.question.wanted.weights)
                - set(list_stems(self.question.text, language=language))
            )
        if asked.kind is None:
            return True
        return passage.has_day if asked.kind is AskedFor.DAY else passage.has_place

    def _counts_people(self, passage: Passage) -> bool:
        """True where people as such are counted in a sentence that says who they are."""
        asked, language = self.question.asked, self.library.language
        is_plain = any(not list_stems(f.of, language=language) and f.unit is None for f in passage.figures)
        told = passage.span.of(passage.report.text)
        return is_plain and not asked.measures and bool(asked.counted) and _share_word(asked.counted, told, language)

    def _share(self, wanted: Wanted, passage: Passage, *, is_literal: bool = False) -> float:
        """How much of what is wanted stands in the passage; what its report is on need not, if more is wanted."""
        on = self._topics(passage.report.id) & wanted.names
        rest = replace(wanted, weights={s: w for s, w in wanted.weights.items() if s not in on}) if on else wanted
        return (rest if rest.weights else wanted).share(borne_out(wanted, passage, is_literal=is_literal))

    def _lacks_name(self, wanted: Wanted, passage: Passage) -> bool:
        gone = wanted.names - borne_out(wanted, passage) - self._topics(passage.report.id)
        return any(stem not in self._firsts or self._firsts[stem] in gone for stem in gone)

    def _has_matter(self, wanted: Wanted, passage: Passage) -> bool:
        """True where a word that is no name stands there too, if there is one."""
        matter = wanted.weights.keys() - wanted.names
        return not matter or bool(matter & borne_out(wanted, passage))

    def _topics(self, report: str) -> frozenset[str]:
        return _topics_of(self.library)[report]


def _list_firsts(question: Question, language: Language) -> Mapping[str, str]:
    """The stems of given names, each with that of the family name behind it, which may stand alone."""
    words = list_words(question.text, Span(start=0, end=len(question.text)), language=language)
    known = given_names(language)
    pairs = itertools.pairwise(words)
    return {a.stem: b.stem for a, b in pairs if a.folded in known and a.is_capital and b.is_capital}


@functools.lru_cache(maxsize=4)
def _topics_of(library: Library) -> Mapping[str, frozenset[str]]:
    """The names that each report is on: in its headline, or in several of its sentences."""
    counts: dict[str, Counter[str]] = {r.id: Counter() for r in library.index.book.reports}
    for passage in library.passages:
        headline = passage.report.headline
        times = OFTEN if headline and headline.overlaps(passage.span) else 1
        counts[passage.report.id].update(dict.fromkeys(passage.names, times))
    return {id: frozenset(n for n, times in held.items() if times >= OFTEN) for id, held in counts.items()}


@functools.cache
def _kinds(language: Language) -> Mapping[str, str]:
    return {unit: row["kind"] for unit, row in language.table("units").items()}


def _words(text: str, language: Language) -> set[str]:
    return {w.folded for w in list_words(text, Span(start=0, end=len(text)), language=language)}


def _share_word(a: str, b: str, language: Language) -> bool:
    """True where a topic word of one stands in the other, or may stand for one there."""
    return any(x & y for x in _told(a, language) for y in _told(b, language))


def _told(text: str, language: Language) -> Iterator[frozenset[str]]:
    words = list_words(text, Span(start=0, end=len(text)), language=language)
    for word, marks in zip(words, list_marks(text, words, language=language), strict=True):
        if word.stem:
            yield marks | {word.stem}
