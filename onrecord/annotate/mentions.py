"""Names in a report and the full names they stand for.

No model reads the names: a small one errs on the news more than it helps.  Known names come from tables, the others
from capitals, titles and the parse; what each is, person or body or place, is voted over the whole report.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.annotate.candidates import Candidate, split_run, text_of
from onrecord.annotate.capitals import is_city
from onrecord.annotate.directions import find_directions
from onrecord.annotate.evidence import tell_kinds
from onrecord.annotate.gazetteer import Hit, drop_foreign, find_hits, settle_rivals
from onrecord.annotate.marked import with_marks
from onrecord.annotate.naming import form_of, name_others
from onrecord.annotate.persons import name_persons
from onrecord.annotate.pieces import Line, list_lines, span_of, touches
from onrecord.annotate.redefined import drop_redefined
from onrecord.annotate.roles import country_at, read_roles
from onrecord.annotate.runs import find_runs, opens_sentence
from onrecord.annotate.shouted import find_shouted
from onrecord.annotate.vocabulary import Vocabulary, vocabulary
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, MentionForm, Sentence, Token
from onrecord.records.report import Report

BODIES = (EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.MEDIA)


def find_mentions(
    report: Report, tokens: Sequence[Token], sentences: Sequence[Sentence], *, language: Language
) -> tuple[Mention, ...]:
    """Mentions in text order, never overlapping."""
    words = vocabulary(language)
    lines = list_lines(report, tokens, sentences)
    found = drop_redefined([find_hits(line, language=language) for line in lines], lines)
    hits = settle_rivals(drop_foreign(found, lines, language=language), lines, language=language)
    capitals, lowers = _list_capitals(lines), _list_lowers(lines)
    candidates: list[Candidate] = []
    for line, known in zip(lines, hits, strict=True):
        candidates.extend(_read_line(line, known, capitals, lowers, words))
    with_marks(candidates, tokens)
    candidates = tell_kinds(candidates, tokens, lowers, words)
    name_persons(candidates, language=language)
    name_others(candidates, language=language)
    candidates += find_shouted(lines, candidates)
    directions = find_directions(lines, candidates, language=language)
    taken = {(d.line.number, d.last) for d in directions}
    candidates = [c for c in candidates if (c.line.number, c.last) not in taken] + directions
    _settle_shared(candidates, language)
    countries = _countries_of(candidates)
    mentions = [_mention(c, countries, tokens, words) for c in candidates]
    return tuple(sorted(mentions, key=lambda m: m.span))


def _list_capitals(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the report capitalises inside a sentence, where a capital is a sign of a name."""
    out = set()
    for line in lines:
        if not line.is_shouted:
            for at, piece in enumerate(line.pieces):
                is_inside = piece.pos == "PROPN" and not opens_sentence(line.pieces, at)
                if piece.is_capital and (is_inside or _is_short_form(line, at)):
                    out.add(piece.text)
    return frozenset(out)


def _is_short_form(line: Line, at: int) -> bool:
    """True for "(WHO)" behind what it stands for."""
    near = [line.pieces[n].text for n in (at - 1, at + 1) if 0 <= n < len(line.pieces)]
    return near == ["(", ")"] and line.pieces[at].text.isupper() and line.pieces[at].text.isalpha()


def _list_lowers(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the report has in lower case."""
    return frozenset(p.text for line in lines for p in line.pieces if p.text.islower() and len(p.text) > 3)


def _read_line(
    line: Line, hits: Sequence[Hit], capitals: frozenset[str], lowers: frozenset[str], words: Vocabulary
) -> list[Candidate]:
    found: list[Candidate] = []
    for run in find_runs(line, hits, capitals=capitals, lowers=lowers, words=words):
        found.extend(c for c in split_run(line, run, hits, words) if not _is_letter(line, c))
    _add_trailing(line, found, words)
    _add_followers(line, found, words)
    read_roles(line, found, hits, words)
    for candidate in found:
        if candidate.kind in BODIES and candidate.country is None:
            candidate.country = country_at(line.pieces, candidate.first, hits)
    return found


def _is_letter(line: Line, candidate: Candidate) -> bool:
    """True for the letter of "E-mails" and "T-shirts"."""
    if candidate.known or len(candidate.text) > 1 or candidate.last >= len(line.pieces):
        return False
    after = line.pieces[candidate.last]
    return after.text == "-" and touches(candidate.pieces[-1], after)


def _add_trailing(line: Line, found: Sequence[Candidate], words: Vocabulary) -> None:
    """Takes the lower-case head into a place's name: "Kursk region", "Kursk border region"."""
    for candidate in found:
        if candidate.kind not in (None, EntityKind.PLACE) or (
            candidate.known and candidate.known.form is not MentionForm.NAME
        ):
            continue
        end = candidate.last
        if end < len(line.pieces) and line.pieces[end].text == "border":
            end += 1
        if end < len(line.pieces) and line.pieces[end].text in words.trailing:
            candidate.last, candidate.kind = end + 1, EntityKind.PLACE
            candidate.text = text_of(candidate.pieces)
            candidate.known = None


def _add_followers(line: Line, found: Sequence[Candidate], words: Vocabulary) -> None:
    """Makes a body of a person's name: "the Obama campaign", "the Trump administration"."""
    for candidate in found:
        is_open = candidate.known is None and candidate.kind in (None, EntityKind.PERSON)
        if is_open and candidate.last < len(line.pieces) and line.pieces[candidate.last].text in words.body_trailing:
            candidate.last, candidate.kind = candidate.last + 1, EntityKind.ORGANISATION
            candidate.text = text_of(candidate.pieces)


def _settle_shared(candidates: Sequence[Candidate], language: Language) -> None:
    """Gives "Korean" and a twin like "Georgia" the country that the report means."""
    places = language.table("places")
    named = Counter(c.known.name for c in candidates if c.known and c.known.name == c.known.country)
    for candidate in candidates:
        known = candidate.known
        if known is None:
            continue
        if known.name in places["shared"]:
            best = max(places["shared"][known.name], key=lambda country: named[country])
            candidate.name = candidate.country = best
        elif known.name in places["twins"] and known.form is MentionForm.NAME:
            other = places["twins"][known.name]
            is_country = any(
                c.known and c.known.name == known.name and c.known.form is not MentionForm.NAME for c in candidates
            )
            if named[other] and not is_country:
                candidate.kind, candidate.country = EntityKind.PLACE, other


def _countries_of(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """The country of each person and body, the one most often printed with it."""
    votes: dict[str, Counter[str]] = {}
    for candidate in candidates:
        if candidate.name and candidate.country:
            votes.setdefault(candidate.name, Counter())[candidate.country] += 1
    return {name: max(count.items(), key=lambda kv: (kv[1], kv[0]))[0] for name, count in votes.items()}


def _mention(candidate: Candidate, countries: Mapping[str, str], tokens: Sequence[Token], words: Vocabulary) -> Mention:
    name, kind, form = candidate.name or candidate.text, candidate.kind or EntityKind.THING, form_of(candidate)
    country = candidate.country or countries.get(name)
    if (
        candidate.known
        and candidate.known.city
        and is_city(candidate.line, candidate.first, candidate.last, tokens, words)
    ):
        name, kind, form = candidate.known.city, EntityKind.PLACE, MentionForm.NAME
    return Mention(
        span=span_of(candidate.pieces), name=name, kind=kind, form=form, role=candidate.role, country=country
    )
