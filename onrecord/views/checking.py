"""One sentence of a draft held against the passages of the reports."""

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.compare.opposites import count_negators
from onrecord.compare.words import Text
from onrecord.records.finding import Stance, Statement
from onrecord.records.span import Span
from onrecord.views.fitting import is_outlet, is_speaker
from onrecord.views.index import squeeze
from onrecord.views.numbers import check_figures
from onrecord.views.quoting import check_quotation
from onrecord.views.sides import check_sides, denials_among
from onrecord.views.standing import is_silent
from onrecord.views.support import Library, Passage, Wanted, borne_out
from onrecord.views.verdicts import Draft, Remark, Verdict

MIN_WORDS = 2  # topic words, one beside a number; a sentence of fewer says nothing that could be checked
FEW = 5  # topic words of a sentence that is all about its number
MIN_QUOTED = 3  # words; shorter ones are names and glosses
NEAR = 0.55  # share of a sentence's topic words that a passage must have
CLOSE = 0.15  # passages that have this much less than the best are looked at too
BESIDE = 2  # passages in which nobody speaks that may say part of what somebody says in the same report
MISSING = 0.3  # share of the words that may be nowhere near
HEADING = re.compile(r"\s*#")


class Checker:
    """Holds the draft and the passages while its sentences are checked."""

    def __init__(self, library: Library, draft: Draft) -> None:
        self.library = library
        self.draft = draft
        self._text = Text(draft.report, language=library.language)

    def check(self, span: Span) -> list[Remark]:
        """What the reports have to say to a sentence; empty where it says nothing that could be checked."""
        text = self.draft.report.text
        if HEADING.match(text, span.start) or span.of(text).rstrip().endswith("?"):
            return []
        figures = [f for f in self.draft.findings.figures if span.contains(f.evidence.spans[0])]
        times = [t.span for t in self.draft.findings.times if span.overlaps(t.span)]
        quoted = [q.inside for q in self.draft.marks.quotations if span.overlaps(q.span)]
        quoted = [q for q in quoted if len(q.of(text).split()) >= MIN_QUOTED]
        left_out = (*(f.evidence.spans[0] for f in figures), *times)
        wanted = self.library.want(text, self._text.within([span]), leave_out=left_out)
        if len(wanted.weights) < (1 if figures else MIN_WORDS) and not quoted:
            return []
        said = [s for s in self.draft.findings.statements if any(span.overlaps(c) for c in s.content)]
        remarks: list[Remark] = []
        for quotation in quoted:
            speakers = [s.speaker.name for s in said if any(c.overlaps(quotation) for c in s.content)]
            remarks.append(check_quotation(self.library, squeeze(quotation.of(text)), speakers))
        outside = [f for f in figures if not any(q.overlaps(f.evidence.spans[0]) for q in quoted)]
        names = [s.speaker.name for s in said if s.speaker.name]
        numbers = list(check_figures(self.library, self.draft, outside, wanted, names))
        content = self._check_content(span, wanted, said, quoted, left_out)
        if numbers and all(r.verdict is Verdict.OK for r in numbers):
            content = self._spare(content, numbers, wanted, names)
        return [*remarks, *numbers, *content]

    def _spare(
        self, content: Iterable[Remark], numbers: Sequence[Remark], wanted: Wanted, names: Sequence[str]
    ) -> Iterator[Remark]:
        """The remarks but for those that a number answers which stands in the reports: its speaker's, its thing's."""
        index = self.library.index
        cited = [index.statements[id] for r in numbers for id in r.cites if id in index.statements]
        is_theirs = any(is_speaker(index, s, n) for s in cited for n in names)
        known = {n for r in numbers for p in self.library.passages_of(r.cites) for n in borne_out(wanted, p)}
        is_about = len(wanted.weights) <= FEW and wanted.names <= known
        for remark in content:
            is_spared = remark.verdict is Verdict.SPEAKER and is_theirs
            if not is_spared and not (remark.verdict is Verdict.NOT_SAID and is_about):
                yield remark

    def _check_content(
        self, span: Span, wanted: Wanted, said: Sequence[Statement], quoted: Sequence[Span], left_out: Sequence[Span]
    ) -> Iterator[Remark]:
        text = self.draft.report.text
        attributed = [s for s in said if s.speaker.name]
        for statement in attributed:
            content = [c for c in statement.content if not any(q.contains(c) for q in quoted)]
            inner = self.library.want(text, self._text.within(content), leave_out=(*left_out, *quoted))
            if inner.weights:
                yield self._check_speaker(statement, inner)
        if not attributed and not quoted:
            yield self._check_own_voice(wanted)

    def _check_speaker(self, statement: Statement, wanted: Wanted) -> Remark:
        """Does any report have this speaker say something like it?"""
        name = statement.speaker.name or ""
        found = self.library.find(wanted, least=NEAR)
        index = self.library.index
        spoken = [(p, s) for _, p in found for s in p.statements if is_speaker(index, s, name)]
        theirs = [(p, s) for p, s in spoken if self._is_borne_by(wanted, p, s)]
        if not theirs and any(is_outlet(p.report, name) for _, p in found):
            return self._check_own_voice(wanted)
        if not theirs:
            return self._not_theirs(name, found, wanted)
        same = [s for _, s in theirs if self._acts_alike(statement, s)]
        if not same:
            passage, other = theirs[0]
            told = f"{name} {other.stance.value.replace('_', ' ')} it: “{_clip(passage)}”"
            return self._remark(Verdict.NOT_SAID, told, [other])
        passages = [p for p, s in theirs if s in same][:3]
        passages += [p for _, p in found if p.report is passages[0].report and not p.statements][:BESIDE]
        missing = _missing(wanted, passages)
        if missing:
            told = f"{name} says something like it, but not: {missing}. Nearest: “{_clip(passages[0])}”"
            return self._remark(Verdict.NOT_SAID, told, same[:1])
        return self._remark(Verdict.OK, f"“{_clip(passages[0])}”", same[:1])

    def _is_borne_by(self, wanted: Wanted, passage: Passage, statement: Statement) -> bool:
        """True unless the words stand in what others say in the same sentence, and are not what is denied of them."""
        if statement.stance is Stance.DENIES:
            return True
        index, own = self.library.index, statement.content
        who = index.speaker_name(statement)
        others = [c for s in passage.statements if index.speaker_name(s) != who for c in s.content]
        others = [c for c in others if not any(c.overlaps(x) for x in own)]
        borne = {w for c in others for w in self.library.borne_by(wanted, passage.report.text, c)}
        kept = {w for c in own for w in self.library.borne_by(wanted, passage.report.text, c)}
        return wanted.share(borne_out(wanted, passage) - (borne - kept)) >= NEAR

    def _not_theirs(self, name: str, found: Sequence[tuple[float, Passage]], wanted: Wanted) -> Remark:
        spoken = [s for _, p in found for s in p.statements if s.speaker.name]
        if spoken:
            who = self.library.index.speaker_name(spoken[0]) or "somebody else"
            told = f"no report has {name} say so; {who} does"
            return self._remark(Verdict.SPEAKER, told, spoken[:1])
        if found:
            passage = found[0][1]
            return self._remark(Verdict.SPEAKER, f"no report has {name} say so; it stands in its own words in", passage)
        return self._nowhere(wanted)

    def _check_own_voice(self, wanted: Wanted) -> Remark:
        """A sentence that the draft states as fact."""
        found = self.library.find(wanted, least=NEAR)
        if not found:
            return self._nowhere(wanted)
        best = found[0][0]
        near = [p for share, p in found if share >= best - CLOSE]
        plain = [p for p in near if not _is_denied_here(p)]
        if not plain:
            denying = [s for p in near for s in p.statements][:1]
            return self._remark(Verdict.NOT_SAID, "the reports have it only as denied", denying)
        missing = _missing(wanted, _beside(plain))
        if missing:
            others = denials_among(self.library, wanted, missing)
            told = f"“{missing}” stands in nothing near it; nearest: “{_clip(plain[0])}”"
            told += "".join(f"; {self.library.index.speaker_name(s)} denies" for s in others)
            return self._remark(Verdict.NOT_SAID, told, [*plain[0].statements[:1], *others] or plain[0])
        return check_sides(self.library, plain, wanted)

    def _acts_alike(self, ours: Statement, theirs: Statement) -> bool:
        """True unless one denies or is silent where the other is not; to deny a thing is to say that it is not so."""
        if is_silent(ours) != is_silent(theirs):
            return False
        denying = [s.stance is Stance.DENIES for s in (ours, theirs)]
        if denying[0] == denying[1]:
            return True
        language = self.library.language
        texts = (self._text, Text(self.library.index.report_of(theirs), language=language))
        turned = [
            count_negators(t.within(s.content), language=language) % 2
            for t, s in zip(texts, (ours, theirs), strict=True)
        ]
        return turned[0] != turned[1]

    def _nowhere(self, wanted: Wanted) -> Remark:
        nearest = self.library.find(wanted, least=0.0)[:1]
        if not nearest:
            return Remark(verdict=Verdict.NOT_SAID, message="none of the reports says anything like it")
        passage = nearest[0][1]
        told = f"none of the reports says so; closest: “{_clip(passage)}”"
        return self._remark(Verdict.NOT_SAID, told, passage.statements[:1] or passage)

    def _remark(self, verdict: Verdict, told: str, cited: Passage | Iterable[Statement]) -> Remark:
        return self.library.remark(verdict, told, cited)


def _is_denied_here(passage: Passage) -> bool:
    return bool(passage.statements) and all(s.stance.value == "denies" for s in passage.statements)


def _missing(wanted: Wanted, passages: Sequence[Passage]) -> str:
    """The words that none of the passages has, as printed, where they are too much to pass over; else nothing."""
    have = {stem for p in passages for stem in borne_out(wanted, p)}
    gone = [s for s in wanted.weights if s not in have]
    if wanted.share(gone) <= MISSING and not (set(gone) & wanted.names):
        return ""
    return " ".join(wanted.printed[s] for s in gone)


def _beside(passages: Sequence[Passage]) -> list[Passage]:
    """The first passage, and those near it in the same report, which may say a thing in two sentences."""
    first = passages[0]
    return [first, *(p for p in passages[1:3] if p.report is first.report)]


def _clip(passage: Passage, most: int = 90) -> str:
    words = squeeze(passage.span.of(passage.report.text)).strip('“”"')
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"
