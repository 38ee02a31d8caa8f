"""What of a statement decides how it stands to others: its words by weight, names, amounts, polarity, who and when."""

import base64
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.compare.opposites import calls_false, count_negators, list_opposable, turns_down
from onrecord.compare.people import Cast, Who
from onrecord.compare.words import Text, Word, rarity
from onrecord.language import Language
from onrecord.records.finding import Figure, Findings, SpeakerKind, Stance, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# How much of a statement's topic stands in its own words, in the sentence round it, in its paragraph, in the statement
# before it, and in who speaks.  Chosen by the sum of pair F1 on the claims of six US stories and five war reports;
# no part of either was held back, so unseen stories may do worse.
CONTENT, SENTENCE, PARAGRAPH, BEFORE, SPEAKER, ENTITY = 1.0, 0.3, 0.3, 0.1, 2.0, 0.5
COUNT_POWER = 0.7  # a word said twice counts 1.6 times
ANSWERING = frozenset({Stance.DENIES, Stance.DOES_NOT_DENY, Stance.DECLINES, Stance.CONFIRMS})
NEWS_SHARE = 0.05  # of the news at large, beside the paragraphs of the story
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A statement, ready to be compared."""

    statement: Statement
    report: Report
    place: int  # number of the statement within its report, in text order
    text: str  # the content as printed, white space evened
    words: tuple[Word, ...]  # of the content
    stems: frozenset[str]  # its topic words
    matter: frozenset[str]  # of these, what is said: no names, and no "claim" or "report" that points at a saying
    negators: int  # words of negation among them
    opposable: Mapping[str, str]  # own stem -> word as printed, of words that have an opposite
    weights: Mapping[str, float]  # topic words, entities ("=id") and speaker ("@id")
    entities: frozenset[str]  # ids of what the content names
    subjects: frozenset[str]  # these, and the speaker where the content says "we", "our", "their"
    speaker: Who
    origin: Who  # the first of the chain, else the speaker
    figures: tuple[Figure, ...]
    paragraph: Span  # the paragraph that the content begins in, or the content itself
    is_turned_down: bool = False  # the speaker refuses an offer or a plan, which is no denial that it was made
    calls_false: bool = False  # the content says of somebody's saying that it is false: a denial, whatever the cue
    relayed: frozenset[str] = frozenset()  # statements that the content is the whole of, cue and all: it passes them on
    meaning: "npt.NDArray[np.float32] | None" = field(default=None, compare=False)  # of length 1; None: not read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """How many paragraphs of the reports hold a word, and how many paragraphs there are."""

    holders: Counter[str]
    paragraphs: int


def tell_speaker(key: Key) -> str:
    """Who speaks, for people."""
    return key.speaker.name or "Somebody not named"


def is_one_voice(a: Key, b: Key) -> bool:
    """True when both go back to one, one speaks in both, or one is the state as a whole that the other speaks for.

    So it is where one passes on the other's words.
    """
    if a.origin.id == b.origin.id or a.speaker.id == b.speaker.id:
        return True
    if a.statement.id in b.relayed or b.statement.id in a.relayed:
        return True
    party = a.origin.party
    wholes = {w.name for w in (a.origin, b.origin) if w.kind is SpeakerKind.GOVERNMENT}
    return party is not None and party == b.origin.party and party in wholes


def shorten(key: Key, most: int = 60) -> str:
    """The key's words; an ellipsis where the report has others between them."""
    stretches = (" ".join(s.of(key.report.text).split()) for s in key.statement.content)
    text = " … ".join(stretches).strip("\"“”'’ ,.")
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def list_keys(texts: Sequence[Text], findings: Sequence[Findings], cast: Cast, *, language: Language) -> list[Key]:
    """One key per statement, report by report in text order; word weights hold for these reports together."""
    counts = _count_paragraphs(texts, findings, cast)
    return [k for t, f in zip(texts, findings, strict=True) for k in _keys_of(t, f, cast, counts, language)]


def _count_paragraphs(texts: Sequence[Text], findings: Sequence[Findings], cast: Cast) -> _Counts:
    holders: Counter[str] = Counter()
    paragraphs = 0
    for text, found in zip(texts, findings, strict=True):
        for span in text.report.body:
            holders.update({w.stem for w in text.within([span]) if w.stem})
            holders.update({f"={e}" for e in entities_in([span], found, cast)})
            paragraphs += 1
    return _Counts(holders=holders, paragraphs=max(1, paragraphs))


def _keys_of(text: Text, found: Findings, cast: Cast, counts: _Counts, language: Language) -> list[Key]:
    report = text.report
    figures: dict[str, list[Figure]] = {}
    for figure in found.figures:
        if figure.statement:
            figures.setdefault(figure.statement, []).append(figure)
    meanings = dict(found.meanings)
    out: list[Key] = []
    for statement in found.statements:
        words = text.within(statement.content)
        cue = text.within([statement.cue]) if statement.cue else ()
        meant = out[-1] if out and _points_back(statement, words, language) else None
        own = meant.words if meant else words
        paragraph = _paragraph_around(report, statement.content)
        entities = entities_in(statement.content, found, cast)
        speaker = cast.who(report.id, statement.speaker)
        parts = (
            (CONTENT, own),
            (SENTENCE, text.within([sentence_around(report, statement.content)])),
            (PARAGRAPH, text.within([paragraph])),
            (BEFORE, out[-1].words if out else ()),
        )
        out.append(
            Key(
                statement=statement,
                report=report,
                place=len(out),
                text=" ".join(" ".join(s.of(report.text) for s in statement.content).split()),
                words=words,
                stems=frozenset(w.stem for w in own if w.stem),
                matter=list_matter(own, language),
                negators=count_negators(words, language=language),
                opposable=list_opposable(text, words, language=language),
                weights=_weigh(parts, counts, language) | _weigh_names(entities, speaker, counts, language),
                entities=entities,
                subjects=entities | _speaking_of_self(words, speaker, language),
                speaker=speaker,
                origin=cast.who(report.id, statement.chain[0]) if statement.chain else speaker,
                figures=tuple(figures.get(statement.id, ())),
                paragraph=paragraph,
                is_turned_down=turns_down(cue, words, language=language),
                calls_false=calls_false(text.within([statement_span(statement)]), language=language),
                relayed=frozenset(other.id for other in found.statements if _relays(statement, other)),
                meaning=meant.meaning if meant else _unpack(meanings.get(statement.id)),
            )
        )
    return out


def statement_span(statement: Statement) -> Span:
    """From the first to the last word of the content, and from the cue where it stands before."""
    spans = (statement.cue, *statement.content) if statement.cue else statement.content
    return Span(start=min(s.start for s in spans), end=statement.content[-1].end)


def _relays(statement: Statement, other: Statement) -> bool:
    """True where one passes on what another says: "X denied P, the agency reported" is no saying of P by the agency."""
    if other is statement or other.cue is None or other.speaker == statement.speaker:
        return False
    start, end = statement.content[0].start, statement.content[-1].end
    if not (start <= other.cue.start and other.cue.end <= end):
        return False
    return statement.speaker.name in {None, *(link.name for link in other.chain[1:])}


def _points_back(statement: Statement, words: Sequence[Word], language: Language) -> bool:
    """True for an answer to "the reports" or "these claims" that says no more: it is about what is told just before."""
    sayings = language.words("relations", "sayings")
    is_word_for_saying = [w.folded in sayings for w in words if w.stem or w.folded in sayings]
    return statement.stance in ANSWERING and bool(is_word_for_saying) and all(is_word_for_saying)


def list_matter(words: Sequence[Word], language: Language) -> frozenset[str]:
    """The topic words that are no name; the first word's capital may be the sentence's."""
    sayings = language.words("relations", "sayings")
    plain = [w for n, w in enumerate(words) if n == 0 or not w.is_capital]
    return frozenset(w.stem for w in plain if w.stem and w.folded not in sayings)


def _unpack(packed: str | None) -> "npt.NDArray[np.float32] | None":
    if packed is None:
        return None
    import numpy as np  # slow to import, and not needed where nothing is compared

    vector = np.frombuffer(base64.b64decode(packed), np.int8).astype(np.float32)
    return vector / np.float32(max(1e-9, float(np.linalg.norm(vector))))


def _speaking_of_self(words: Iterable[Word], speaker: Who, language: Language) -> frozenset[str]:
    """The speaker's id, each one's of a joint speaker, where a pronoun of the content may mean them."""
    own = language.words("relations", "own")
    return frozenset(speaker.id.split("&")) if any(w.folded in own for w in words) else frozenset()


def _weigh(parts: Iterable[tuple[float, Iterable[Word]]], counts: _Counts, language: Language) -> dict[str, float]:
    total: dict[str, float] = {}
    for share, words in parts:
        for stem, times in Counter(w.stem for w in words if w.stem).items():
            total[stem] = total.get(stem, 0.0) + share * min(times, 2) ** 0.5
    return {stem: amount**COUNT_POWER * _telling(stem, counts, language) for stem, amount in total.items()}


def _weigh_names(entities: Iterable[str], speaker: Who, counts: _Counts, language: Language) -> dict[str, float]:
    weights = {f"={e}": ENTITY * _telling(f"={e}", counts, language) for e in entities}
    return weights | ({f"@{speaker.id}": SPEAKER} if speaker.is_named else {})


def _telling(word: str, counts: _Counts, language: Language) -> float:
    return rarity(word, counts.holders[word], counts.paragraphs, news_share=NEWS_SHARE, language=language)


def _paragraph_around(report: Report, spans: Sequence[Span]) -> Span:
    start = spans[0].start
    zones = (*report.body, *report.subheads, *(z for z in (report.headline, report.standfirst) if z))
    return next((s for s in zones if s.start <= start < s.end), spans[0])


def sentence_around(report: Report, spans: Sequence[Span]) -> Span:
    """The sentence or sentences of a paragraph that the spans stand in, by their end marks."""
    paragraph = _paragraph_around(report, spans)
    first, last = spans[0].start, spans[-1].end
    ends = [m.end() for m in SENTENCE_END.finditer(report.text, paragraph.start, max(paragraph.end, last))]
    start = max((e for e in ends if e <= first), default=min(paragraph.start, first))
    end = min((e for e in ends if e >= last), default=max(paragraph.end, last))
    return Span(start=start, end=end)


def entities_in(spans: Iterable[Span], found: Findings, cast: Cast) -> frozenset[str]:
    """The ids of what a report's mentions within the spans name."""
    spans = tuple(spans)
    inside = (m for m in found.mentions if any(s.contains(m.span) for s in spans))
    return frozenset(e for m in inside if (e := cast.entity_id(found.report, m.name)))
