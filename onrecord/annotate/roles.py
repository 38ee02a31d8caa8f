"""Titles and offices printed beside a person's name in lower case or after a comma."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate, text_of
from onrecord.annotate.gazetteer import Hit
from onrecord.annotate.pieces import Line, Piece, touches
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.records.annotation import EntityKind

REACH = 9  # pieces after a comma within which an office must end: "Lee, a lawmaker", "Rao, the bank's deputy chief"
NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})
INSIDE = frozenset({"'s", "'", "of", "the", "for", "and", "&"})
CLOSERS = frozenset({",", ".", ")", ";", ":", "—", "–"})


def read_roles(line: Line, candidates: Sequence[Candidate], hits: Sequence[Hit], words: Vocabulary) -> None:
    """Sets role and country of candidates that have an office beside them; that makes them persons."""
    for candidate in candidates:
        if candidate.known or candidate.kind not in (None, EntityKind.PERSON):
            continue
        if candidate.role is None:
            _read_before(line, candidate, hits, words)
        is_address = "." in candidate.text and " " not in candidate.text  # "Coastline.com, Mayor Ana Lund said"
        if candidate.role is None and candidate.last - candidate.first > 1 and not is_address:
            _read_after(line, candidate, hits, words)
        if candidate.role and candidate.country is None and candidate.role_first < candidate.first:
            inside = [h.known.country for h in hits if candidate.role_first <= h.first and h.last <= candidate.first]
            candidate.country = country_at(line.pieces, candidate.role_first, hits) or next(iter(inside), None)


def _read_before(line: Line, candidate: Candidate, hits: Sequence[Hit], words: Vocabulary) -> None:
    """ "lawmaker Pavo Renn", "the foreign minister, Ilsa Brandt,"."""
    pieces = line.pieces
    end = candidate.first
    if end and pieces[end - 1].text == "," and _is_closed(pieces, candidate.last):
        end -= 1
    if not end or not _is_office(pieces[end - 1], words):
        return
    if _is_plural(pieces[end - 1], words) and not _opens_list(pieces, candidate.last):
        return
    candidate.kind = EntityKind.PERSON
    if pieces[end - 1].text in words.kin:
        return
    start = end - 1
    while start and _belongs(pieces, start - 1, words):
        start -= 1
    start = _skip_country(start, end, hits)
    while pieces[start].text == "-":
        start += 1
    candidate.role, candidate.role_first = text_of(pieces[start:end]), start


def _is_closed(pieces: Sequence[Piece], at: int) -> bool:
    return at >= len(pieces) or pieces[at].text in CLOSERS


def _is_office(piece: Piece, words: Vocabulary) -> bool:
    low = piece.text.lower()
    if low in words.kin:
        return piece.text.islower()
    return low in words.offices or _is_plural(piece, words)


def _is_plural(piece: Piece, words: Vocabulary) -> bool:
    low = piece.text.lower()
    return low not in words.offices and low.endswith("s") and low[:-1] in words.offices and piece.pos == "NOUN"


def _opens_list(pieces: Sequence[Piece], at: int) -> bool:
    """True where more names follow: "lawmakers Ana Lund and Per Dahl"."""
    return at < len(pieces) and pieces[at].text in ("and", ",", "&")


def _belongs(pieces: Sequence[Piece], at: int, words: Vocabulary) -> bool:
    """True for a word of the title before its last one: "Sumy regional", "national security"."""
    piece = pieces[at]
    if piece.text == "-":
        return at > 0 and touches(pieces[at - 1], piece)
    return piece.text[0].isalpha() and (piece.pos in NOMINAL or piece.text.lower() in words.modifiers)


def _skip_country(start: int, end: int, hits: Sequence[Hit]) -> int:
    """The title without the country's adjective that opens it."""
    for hit in hits:
        if hit.first == start and hit.last < end and hit.known.country == hit.known.name:
            return hit.last
    return start


def country_at(pieces: Sequence[Piece], start: int, hits: Sequence[Hit]) -> str | None:
    """The country whose adjective or possessive ends right before `start`."""
    end = start
    if end and pieces[end - 1].text in ("'s", "'"):
        end -= 1
    for hit in hits:
        if hit.last == end and hit.known.country:
            return hit.known.country
    return None


def _read_after(line: Line, candidate: Candidate, hits: Sequence[Hit], words: Vocabulary) -> None:
    """ "Lee Seong-kweun, a lawmaker who attended", "Mark Rutte, secretary general of NATO,"."""
    pieces, at = line.pieces, candidate.last
    if at >= len(pieces) or pieces[at].text != ",":
        return
    start = at + 1
    while start < len(pieces) and pieces[start].pos in ("DET", "PRON"):
        start += 1
    last = None
    for n in range(start, min(len(pieces), at + REACH)):
        piece = pieces[n]
        is_nominal = piece.pos in NOMINAL or piece.text == "-"
        if _is_office(piece, words) and piece.pos in NOMINAL:
            last = n + 1
        elif not is_nominal and (last is not None or piece.text not in INSIDE):
            break
    if last is None:
        return
    inside = [h.known.country for h in hits if start <= h.first and h.last < last + 4 and h.known.country]
    for n in range(start, last):
        if pieces[n].text in ("'s", "'"):
            start = n + 1
    candidate.kind = EntityKind.PERSON
    if pieces[last - 1].text in words.kin:
        return
    candidate.role, candidate.role_first = text_of(pieces[_skip_country(start, last, hits) : last]), candidate.first
    candidate.country = candidate.country or next(iter(inside), None)
