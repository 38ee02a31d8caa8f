"""Which sentences of the reports could bear out a given sentence: by its topic words, names and who speaks.

Words are weighed by how rare they are among the sentences of the casebook and in the news at large; a sentence bears
out as much of another as it has of the other's words, its speaker's name and party counted in.  Numbers and dates are
left out here: whoever asks compares them by value.
"""

import functools
import re
import weakref
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from onrecord.compare.words import Text, Word, list_stems, list_words, rarity
from onrecord.language import Language
from onrecord.records.annotation import EntityKind
from onrecord.records.finding import Figure, Findings, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.index import Index
from onrecord.views.paraphrases import list_marks, list_phrases
from onrecord.views.verdicts import Remark, Verdict

NEWS_SHARE = 0.05  # of the news at large, beside the sentences of the casebook
KIN = 5  # letters from which two capitalised words are one name in two forms: "Ostria" and "Ostrian"
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z]|\s*$)|$)", re.DOTALL)
DOTTED = re.compile(r"(?:[A-Z]\.)+")  # at the end of a match of that, an initial or "U.S."
WHO = (EntityKind.PERSON, EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.MEDIA)
DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a report with what it says."""

    report: Report
    span: Span
    words: frozenset[str]  # topic stems of the sentence, of its speakers' names and their parties
    before: frozenset[str]  # those of the sentence before, where a pronoun here may stand for something there
    names: frozenset[str]  # those that are capitalised
    marks: frozenset[str]  # of what it may be put by otherwise, as `paraphrases` gives them
    statements: tuple[Statement, ...]  # that share text with it
    figures: tuple[Figure, ...]
    has_day: bool  # a time that stands for days of the calendar
    has_place: bool  # by its name
    named: frozenset[str]  # topic stems of people and bodies that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be borne out: topic words with their weights."""

    weights: Mapping[str, float]
    printed: Mapping[str, str]  # stem -> as printed
    names: frozenset[str]
    marks: Mapping[str, frozenset[str]]  # stem -> what it may be put by otherwise; without those that have no such

    def share(self, stems: Iterable[str]) -> float:
        """How much of the whole these words are, 0..1."""
        total = sum(self.weights.values())
        return sum(self.weights[s] for s in set(stems) if s in self.weights) / total if total else 0.0


class Library:
    """The passages of a casebook."""

    def __init__(self, index: Index, *, language: Language) -> None:
        self.index = index
        self.language = language
        self.passages = [
            p
            for report, found in zip(index.book.reports, index.book.findings, strict=True)
            for p in _list_passages(index, report, found, language)
        ]
        self._holders = Counter(w for p in self.passages for w in (*p.words, *p.marks))
        self._places: dict[str, list[int]] = {}  # of the passages that bear a word, by each form that it is asked by
        for n, passage in enumerate(self.passages):
            for form in _forms(passage):
                self._places.setdefault(form, []).append(n)

    def want(self, text: str, words: Iterable[Word], *, leave_out: Sequence[Span] = ()) -> Wanted:
        """What the words ask for, but for those inside the spans to leave out and all digits."""
        weights: dict[str, float] = {}
        printed: dict[str, str] = {}
        names = set()
        others: dict[str, frozenset[str]] = {}
        every = tuple(words)
        for word, marks in zip(every, list_marks(text, every, language=self.language), strict=True):
            place = Span(start=word.start, end=word.end)
            if not _is_topic(word) or any(s.overlaps(place) for s in leave_out):
                continue
            if marks:
                others[word.stem] = others.get(word.stem, frozenset()) | marks
            weights[word.stem] = self._weigh(word.stem)
            printed.setdefault(word.stem, place.of(text))
            if word.is_capital:
                names.add(word.stem)
        for first, end, mark in list_phrases(every, language=self.language):
            place = Span(start=every[first].start, end=every[end - 1].end)
            if not any(_is_topic(w) for w in every[first:end]) and not any(s.overlaps(place) for s in leave_out):
                weights[mark], printed[mark], others[mark] = self._weigh(mark), place.of(text), frozenset({mark})
        return Wanted(weights=weights, printed=printed, names=frozenset(names), marks=others)

    def _weigh(self, stem: str) -> float:
        held = self._holders[stem]
        return 0.3 + rarity(stem, held, len(self.passages), news_share=NEWS_SHARE, language=self.language)

    def find(self, wanted: Wanted, *, least: float) -> list[tuple[float, Passage]]:
        """The passages that bear out at least such a share of it, the best first."""
        asked = [
            *wanted.weights,
            *(f"{s}e" for s in wanted.weights),
            *(s[:-1] for s in wanted.weights if s[-1:] == "e"),
        ]
        asked += [_kin(n) for n in wanted.names]
        asked += [mark for marks in wanted.marks.values() for mark in marks]
        near = sorted({n for form in asked for n in self._places.get(form, ())})
        scored = [(wanted.share(borne_out(wanted, p)), p) for p in (self.passages[n] for n in near)]
        kept = [(round(share, 4), p) for share, p in scored if share >= least and share > 0]
        return sorted(kept, key=lambda x: (-x[0], len(x[1].words), x[1].report.doc, x[1].span))

    def borne_by(self, wanted: Wanted, text: str, span: Span) -> set[str]:
        """The wanted words that a stretch of text has, or others for them."""
        words = list_words(text, span, language=self.language)
        marks = frozenset().union(*list_marks(text, words, language=self.language))
        return _among(wanted, {w.stem for w in words}, marks)

    def remark(self, verdict: Verdict, message: str, cited: Passage | Iterable[Statement | Figure | Report]) -> Remark:
        """A remark that cites these; a passage in which nobody speaks is cited by its report."""
        if isinstance(cited, Passage):
            cited = cited.statements[:1] or (cited.report,)
        records = [self._holder(each) for each in cited]
        ids = tuple(dict.fromkeys(r.id for r in records))
        labels = tuple(self.index.labels.get(id, id) for id in ids)
        marks = " ".join(f"[{label}]" for label in labels)
        return Remark(verdict=verdict, message=f"{message} {marks}".strip(), cites=ids, labels=labels)

    def _holder(self, record: Statement | Figure | Report) -> Statement | Figure | Report:
        """The statement that a figure stands in, which is what people look up."""
        holder = self.index.statements.get(record.statement or "") if isinstance(record, Figure) else None
        return holder or record

    def passages_of(self, ids: Iterable[str]) -> list[Passage]:
        """The passages that the statements, figures or reports of these ids stand in."""
        wanted = set(ids)
        return [
            p
            for p in self.passages
            if wanted & {p.report.id, *(s.id for s in p.statements), *(f.id for f in p.figures)}
        ]

    def passage_at(self, report: Report, span: Span) -> Passage | tuple[Report]:
        """The passage in which the words stand; the report where they stand in none."""
        return next((p for p in self.passages if p.report is report and p.span.overlaps(span)), (report,))


_HELD: "weakref.WeakValueDictionary[int, Library]" = weakref.WeakValueDictionary()  # by the id of the index


def open_library(index: Index, *, language: Language) -> Library:
    """The passages of the index's casebook; while somebody holds those that were listed, the same."""
    held = _HELD.get(id(index))
    if held is None or held.index is not index or held.language is not language:
        held = _HELD[id(index)] = Library(index, language=language)
    return held


def _forms(passage: Passage) -> set[str]:
    return {*passage.words, *passage.before, *passage.marks, *(_kin(n) for n in passage.names if len(n) >= KIN)}


def _kin(stem: str) -> str:
    """What all forms of a name share; marked, so that no word is taken for it."""
    return f"{stem[:KIN]}*"


def borne_out(wanted: Wanted, passage: Passage, *, is_literal: bool = False) -> set[str]:
    """The wanted words that the passage has, or others for them; a name counts in any of its forms.

    `is_literal` leaves out others, and what a pronoun stands for that is in the sentence before.
    """
    has = (passage.words, frozenset[str]()) if is_literal else (passage.words | passage.before, passage.marks)
    found = _among(wanted, *has)
    for stem in wanted.names - found:
        if len(stem) >= KIN and any(n[:KIN] == stem[:KIN] for n in passage.names):
            found.add(stem)
    return found


def _among(wanted: Wanted, has: Set[str], marks: Set[str]) -> set[str]:
    found = {s for s in wanted.weights if s in has or f"{s}e" in has or (s.endswith("e") and s[:-1] in has)}
    return found | {s for s, others in wanted.marks.items() if others & marks}


def _list_passages(index: Index, report: Report, found: Findings, language: Language) -> Iterable[Passage]:
    text = Text(report, language=language)
    parts = [s for s in (report.headline, report.standfirst) if s] + list(report.body)
    stand_ins = frozenset().union(*(language.words("speakers", who) for who in ("he", "she", "it", "they")))
    stand_ins -= language.words("speakers", "relative")
    for part in sorted(set(parts)):
        before: frozenset[str] = frozenset()
        for span in _list_sentences(report.text, part, language):
            said = tuple(s for s in found.statements if any(c.overlaps(span) for c in s.content))
            every = text.within([span])
            words = [w for w in every if _is_topic(w)]
            marks = frozenset().union(*list_marks(report.text, every, language=language))
            is_bound = any(w.folded in stand_ins for w in every)
            spoken = [stem for s in said for stem in _speaker_stems(index, s, language)]
            spoken += list_stems(report.outlet, language=language) if report.outlet and not said else []
            yield Passage(
                report=report,
                span=span,
                words=frozenset((*(w.stem for w in words), *spoken)),
                before=before if is_bound else frozenset(),
                names=frozenset((*(w.stem for w in words if w.is_capital), *spoken)),
                marks=marks,
                statements=said,
                figures=tuple(f for f in found.figures if f.evidence.spans[0].overlaps(span)),
                has_day=any(t.when and t.span.overlaps(span) for t in found.times),
                named=frozenset((*_named_within(report, span, found, language), *spoken)),
                has_place=any(m.kind is EntityKind.PLACE and m.span.overlaps(span) for m in found.mentions),
            )
            before = frozenset(w.stem for w in words)


def _list_sentences(text: str, part: Span, language: Language) -> Iterable[Span]:
    """The sentences of a part; the full stop of an initial or a title ends none, but before an everyday word."""
    begun: int | None = None
    short = _abbreviations(language)
    for match in SENTENCE.finditer(part.of(text)):
        start, end = part.start + match.start(), part.start + match.end()
        begun = start if begun is None else begun
        last = match.group().split()[-1]
        behind = text[end : part.end].split(maxsplit=1)[:1]
        is_open = last.lower() in short or (DOTTED.fullmatch(last) and not list_common(behind, language))
        if behind and is_open:
            continue
        yield Span(start=begun, end=end)
        begun = None


def list_common(words: Sequence[str], language: Language) -> list[str]:
    """Those of the words that tell nothing of a topic: "The", "In"."""
    return [w for w in words if not list_stems(w, language=language)]


@functools.cache
def _abbreviations(language: Language) -> frozenset[str]:
    lists = (words for words in language.table("titles").values() if isinstance(words, list))
    return frozenset(w for words in lists for w in words if isinstance(w, str) and w.endswith("."))


def _named_within(report: Report, span: Span, found: Findings, language: Language) -> Iterable[str]:
    names = (m.span.of(report.text) for m in found.mentions if m.kind in WHO and m.span.overlaps(span))
    return (stem for name in names for stem in list_stems(name, language=language))


def _is_topic(word: Word) -> bool:
    """True for a word that tells what a text is about; a letter of "U.S." is none."""
    return len(word.stem) > 1 and not DIGITS.search(word.stem)


def _speaker_stems(index: Index, statement: Statement, language: Language) -> list[str]:
    names = (index.speaker_name(statement), index.party_of(statement), statement.speaker.role, statement.speaker.name)
    return [stem for name in names if name for stem in list_stems(name, language=language)]
