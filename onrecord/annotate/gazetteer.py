"""Names that the tables know, found in a line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.annotate.pieces import Line, Piece
from onrecord.annotate.vocabulary import Vocabulary, vocabulary
from onrecord.language import Language
from onrecord.language.names import POSSESSIVE, Known, gazetteer, is_anothers, plain, rivals
from onrecord.records.annotation import EntityKind, MentionForm

Table = Mapping[str, tuple[tuple[tuple[str, ...], Known], ...]]
LOWER_CASE = frozenset({"al", "dpa", "antifa", "e", "tele"})  # first pieces of the known names that begin so
WORDS_TOO = frozenset(
    {"us", "is", "it", "who", "car", "ice", "app", "spa", "sec", "mit", "ria", "rai", "pt", "au", "dea"}
)  # acronyms that are words, where all letters are capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A known name at pieces[first:last] of its line."""

    first: int
    last: int
    known: Known


def find_hits(line: Line, *, language: Language) -> tuple[Hit, ...]:
    """Known names in text order, the longest at each place, never overlapping."""
    table, words = gazetteer(language), vocabulary(language)
    hits: list[Hit] = []
    at = 0
    while at < len(line.pieces):
        hit = _match(line, at, table)
        if hit and _stands(line, hit, words, table):
            hits.append(hit)
            at = hit.last
        else:
            at += 1
    return tuple(hits)


def settle_rivals(
    found: Sequence[tuple[Hit, ...]], lines: Sequence[Line], *, language: Language
) -> list[tuple[Hit, ...]]:
    """The hits of each line, a name that several bear given to the one of the country that the report names most."""
    bearers = rivals(language)
    named = Counter(h.known.name for hits in found for h in hits if h.known.name == h.known.country)
    out = []
    for line, hits in zip(lines, found, strict=True):
        settled = []
        for hit in hits:
            known = bearers.get(tuple(p.text for p in line.pieces[hit.first : hit.last]), (hit.known,))
            best = max(known, key=lambda k: named[k.country] if k.country else 0)
            settled.append(replace(hit, known=best) if named[best.country or ""] else hit)
        out.append(tuple(settled))
    return out


def drop_foreign(
    found: Sequence[tuple[Hit, ...]], lines: Sequence[Line], *, language: Language
) -> list[tuple[Hit, ...]]:
    """The hits of each line without the bodies of one country whose plain names stand behind another country's.

    "Canada's Department of Justice" is none of the United States; what is more than the known name, as in "Supreme
    National Security Council", is not it either.
    """
    return [
        tuple(h for h in hits if not _is_foreign(line, h, hits, language))
        for line, hits in zip(lines, found, strict=True)
    ]


def _is_foreign(line: Line, hit: Hit, hits: Sequence[Hit], language: Language) -> bool:
    if hit.known.kind is not EntityKind.GOVERNMENT or hit.last - hit.first == 1 or not hit.first:
        return False
    words = " ".join(p.text for p in line.pieces[hit.first : hit.last])
    before = line.pieces[hit.first - 1]
    end = hit.first - 1 if before.text in POSSESSIVE else hit.first
    countries = {h.known.country for h in hits if h.last == end and h.known.country == h.known.name}
    if before.text in language.table("bodies")["heads"]["above"]:
        countries.add("")
    return any(is_anothers(hit.known, words, country or "", language=language) for country in countries)


def _match(line: Line, at: int, table: Table) -> Hit | None:
    word = line.pieces[at].text
    if not (word[0].isupper() or word in LOWER_CASE):
        return None
    for pieces, known in table.get(word, ()):
        last = at + len(pieces)
        if len(pieces) == 1 or tuple(p.text for p in line.pieces[at:last]) == pieces:
            return Hit(first=at, last=last, known=known)
    is_dateline = at == 0 and word.isupper() and len(word) > 3
    if (line.is_shouted and word.isupper() and len(word) > 1) or is_dateline:
        return _match_shouted(line, at, table)
    return None


def _match_shouted(line: Line, at: int, table: Table) -> Hit | None:
    shouted = [p.text for p in line.pieces[at : at + 8]]
    for pieces, known in table.get(shouted[0].capitalize(), ()):
        if [p.upper() for p in pieces] == shouted[: len(pieces)]:
            return Hit(first=at, last=at + len(pieces), known=known)
    return None


def _stands(line: Line, hit: Hit, words: Vocabulary, table: Table) -> bool:
    """False where the words are here no more than words, or a part of a person's name."""
    pieces, known = line.pieces, hit.known
    if line.is_shouted and known.form is MentionForm.ACRONYM and pieces[hit.first].text.lower() in WORDS_TOO:
        return any(p.text[0].islower() or not p.text.isupper() for p in pieces if p.text.isalpha())
    if known.kind is EntityKind.MEDIA and not known.sure:
        return _is_cited(pieces, hit, words)
    if hit.first == 0 and hit.last == 1 and pieces[0].pos not in ("PROPN", "ADJ", "NOUN"):
        return False
    if hit.last - hit.first == 1 and known.form is not MentionForm.ACRONYM:
        return line.is_shouted or not _is_in_person(pieces, hit, words, table)
    return True


def _is_in_person(pieces: Sequence[Piece], hit: Hit, words: Vocabulary, table: Table) -> bool:
    """True for the family name of "Lloyd Austin" and the given name of "Jordan Peel"."""
    start = hit.first
    while start and hit.first - start < 3 and _is_part(pieces[start - 1], words):
        start -= 1
    if start < hit.first and plain(pieces[start].text) in words.given and pieces[start].text not in table:
        return True
    after = pieces[hit.last] if hit.last < len(pieces) else None
    if after is None or not after.is_capital or not after.text.isalpha() or after.pos != "PROPN":
        return False
    if plain(after.text) in words.given and hit.last + 1 < len(pieces) and pieces[hit.last + 1].is_capital:
        return False  # a name of its own follows: "India Narendra Modi"
    return (
        plain(pieces[hit.first].text) in words.given
        and after.text.lower() not in words.closing
        and after.text not in table
    )


def _is_part(piece: Piece, words: Vocabulary) -> bool:
    return piece.is_capital and piece.pos == "PROPN" and piece.text.lower() not in words.closing


def _is_cited(pieces: Sequence[Piece], hit: Hit, words: Vocabulary) -> bool:
    """True where an everyday word stands as an outlet does: "The Times reported", "told the Observer newspaper"."""
    before = pieces[hit.first - 1].text if hit.first else ""
    after = pieces[hit.last].text.lower() if hit.last < len(pieces) else ""
    if after in words.media_beside or before.lower() in words.media_beside:
        return True
    if before.lower() != "the":
        return False
    ahead = pieces[hit.first - 2].text.lower() if hit.first > 1 else ""
    is_titled = before == "The" and hit.first > 1
    return is_titled or after in words.reporting or ahead in ("told", "to", "by", "newspaper", "magazine")
