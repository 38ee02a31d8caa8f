"""Runs cut into single names: countries, titles, persons and bodies that stand in a row.

"Ostrian President Ilsa Brandt" is a country's adjective, a title and a person; "Texas Department of Public
Safety" is one body.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate.gazetteer import Hit
from onrecord.annotate.pieces import Line, Piece, touches
from onrecord.annotate.runs import Run
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.language.names import Known, plain
from onrecord.records.annotation import EntityKind, MentionForm

SMALL = frozenset({"-", "of", "for", "and", "the", "to", "on", "in", "'s", "'", ",", "&"})


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A name at pieces[first:last] of a line, with what is found out about it on the way."""

    line: Line
    first: int
    last: int
    text: str  # as printed, wrapped lines joined
    known: Known | None = None
    kind: EntityKind | None = None  # None: still to be told
    role: str | None = None
    country: str | None = None
    role_first: int = 0  # where the title begins; `first` where it stands after the name
    honorific: str | None = None  # "mr", lower case, where one stands before it
    name: str | None = None  # canonical within the report

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of the name."""
        return self.line.pieces[self.first : self.last]


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces as one line of text, blanks where the page has blanks or breaks."""
    out = pieces[0].text
    for before, piece in itertools.pairwise(pieces):
        out += piece.text if touches(before, piece) else " " + piece.text
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A known name or one more word of a run."""

    first: int
    last: int
    word: str  # lower case; of a known name: its last word
    known: Known | None


def split_run(line: Line, run: Run, hits: Sequence[Hit], words: Vocabulary) -> list[Candidate]:
    """The names in a run, in text order; titles and stray words are left out."""
    inside = {h.first: h for h in hits if run.first <= h.first and h.last <= run.last}
    units, at = [], run.first
    while at < run.last:
        hit = inside.get(at)
        last = hit.last if hit else at + 1
        word = line.pieces[last - 1].text.lower()
        units.append(Unit(first=at, last=last, word=word, known=hit.known if hit else None))
        at = last
    return _split(line, units, words)


def _split(line: Line, units: list[Unit], words: Vocabulary) -> list[Candidate]:
    units = _trim(units)
    if not units:
        return []
    title = _find_title(line, units, words)
    if title is not None:
        start, end = title
        return _split(line, units[:start], words) + _titled(line, units, start, end, words)
    units = _without_office(units, words)
    head = _find_head(line, units, words)
    if head is not None:
        end, kind = head
        return [_make(line, units[:end], kind=kind), *_split(line, units[end:], words)]
    return _split_known(line, units, words)


def _trim(units: list[Unit]) -> list[Unit]:
    """Without signs and small words at the edges."""
    while units and not units[0].known and (units[0].word in SMALL or not units[0].word[0].isalnum()):
        units = units[1:]
    while units and not units[-1].known and units[-1].word in SMALL:
        units = units[:-1]
    return units


def _without_office(units: list[Unit], words: Vocabulary) -> list[Unit]:
    """Without an office behind the name of whoever it is held with: "Larkspur | Chairman and CEO Ana Lund"."""
    end = len(units)
    if plain(units[0].word) in words.given or units[-1].known or units[-1].word not in words.office_ends:
        return units
    while end > 1 and not units[end - 1].known and _is_title_part(units[end - 1], words):
        end -= 1
    is_name = end < len(units) and not _is_title_part(units[0], words)
    return (_trim(units[:end]) or units) if is_name else units


def _find_title(line: Line, units: list[Unit], words: Vocabulary) -> tuple[int, int] | None:
    """The units [start, end) of the last title that a name follows."""
    titles = words.offices | words.honorifics
    for at in range(len(units) - 2, -1, -1):
        unit = units[at]
        if unit.known or unit.word not in titles:
            continue
        end = at + 1
        if units[end].word == ".":
            end += 1
        if end < len(units) and units[end].word in ("of", "for"):  # "Secretary of State Ruth Alden"
            end += 1
            while end < len(units) and (units[end].word in words.portfolios or units[end].word == "and"):
                end += 1
        rest = units[end:]
        if not rest or rest[0].word in ("-", "'s", "'") or _is_body(rest, words) or _is_owning(rest, titles):
            continue
        start = at
        while start and _is_title_part(units[start - 1], words):
            start -= 1
        return start, end
    return None


def _is_owning(units: list[Unit], titles: frozenset[str]) -> bool:
    """True for the end of an office that a body belongs to: "Prosecutor | General's Office"."""
    return len(units) > 2 and units[0].word in titles and units[1].word in ("'s", "'")


def _is_title_part(unit: Unit, words: Vocabulary) -> bool:
    if unit.known:
        return False
    return (
        unit.word in words.modifiers or unit.word in words.offices or unit.word in words.honorifics or unit.word in "-."
    )


def _is_body(units: list[Unit], words: Vocabulary) -> bool:
    last = units[-1]
    is_long_known = last.known is not None and last.known.form is MentionForm.NAME and last.first > units[0].first
    return (
        not is_long_known
        and last.known is None
        and last.word in words.body_last | words.place_last
        and (len(units) < 2 or units[-2].word not in words.given)
    )


def _titled(line: Line, units: list[Unit], start: int, end: int, words: Vocabulary) -> list[Candidate]:
    """The person after a title, with role, honorific and country; what else follows is split by itself."""
    rest = units[end:]
    size = 0
    while size < len(rest) and rest[size].known is None:
        size += 1
    if size == 0:
        if len(rest) > 1 or not _could_be_person(rest[0]):  # "President China"
            return _split(line, rest, words)
        size = 1
    word = units[start].word
    if word in words.regnal and end - start == 1 and size == 1:
        return [
            _make_span(line, units[start].first, rest[0].last, kind=EntityKind.PERSON),
            *_split(line, rest[size:], words),
        ]
    person = _make(line, rest[:size], kind=EntityKind.PERSON)
    person.known = None
    if end - start <= 2 and word in words.honorifics:
        person.honorific = word
    else:
        person.role = text_of(line.pieces[units[start].first : units[end - 1].last])
        person.role_first = units[start].first
        _add_affiliation(line, units[:start], person)
    return [person, *_split(line, rest[size:], words)]


def _could_be_person(unit: Unit) -> bool:
    """True for a person who is named like a city or a paper."""
    known = unit.known
    return bool(known and unit.last - unit.first == 1 and known.kind in (EntityKind.PLACE, EntityKind.MEDIA))


def _add_affiliation(line: Line, before: list[Unit], person: Candidate) -> None:
    """The country or body whose title it is: "Ukrainian President", "NATO Secretary-General"."""
    known = before[-1].known if before else None
    if known is None:
        return
    person.country = known.country
    if known.kind in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT) and known.name != known.country:
        person.role_first = before[-1].first
        person.role = text_of(line.pieces[before[-1].first : before[-1].last]) + f" {person.role}"


def _find_head(line: Line, units: list[Unit], words: Vocabulary) -> tuple[int, EntityKind] | None:
    """The end of the longest body, place, thing or event that starts at the first unit, and which it is."""
    for end in range(len(units), 0, -1):
        unit = units[end - 1]
        if unit.known is not None and end > 1 and _opens_body(units[:end], words):
            return end, EntityKind.ORGANISATION
        if unit.known is not None:
            continue
        kind = EntityKind.ORGANISATION if _opens_body(units[:end], words) else _kind_of_head(units[:end], words)
        if kind in (EntityKind.THING, EntityKind.EVENT, EntityKind.MEDIA) and end < len(units):
            continue
        if kind is None:
            if end == len(units) and _opens_body(units, words):
                return end, EntityKind.ORGANISATION
            continue
        if end == 1 and (len(units) > 1 or kind not in (EntityKind.ORGANISATION,)):
            continue
        is_person = end == 2 and units[0].known is None and plain(units[0].word) in words.given
        if not is_person:
            return end, kind
    return None


def _opens_body(units: list[Unit], words: Vocabulary) -> bool:
    """True for "Ministry of ...", "Texas Department of ...": a head with what it is for after it."""
    for at in range(len(units) - 2):
        if units[at].word in words.body_first and units[at + 1].word in ("of", "for", "on", "to"):
            return True
    return False


def _kind_of_head(units: list[Unit], words: Vocabulary) -> EntityKind | None:
    word = units[-1].word
    if len(units) > 1 and units[0].word in words.events_first:
        return EntityKind.EVENT
    if len(units) > 1 and units[0].known and word in words.media_last:
        return EntityKind.MEDIA
    if word in words.body_last:
        return EntityKind.ORGANISATION
    if word in words.place_last:
        return EntityKind.PLACE
    if word in words.things:
        return EntityKind.THING
    return EntityKind.EVENT if word in words.events else None


def _split_known(line: Line, units: list[Unit], words: Vocabulary) -> list[Candidate]:
    """Known names and the words between them, each by itself; a place joins the words after it: "Miami Dolphins"."""
    out: list[Candidate] = []
    at = 0
    while at < len(units):
        end = at + 1
        if units[at].known is None:
            while end < len(units) and units[end].known is None:
                end += 1
            part = _trim(units[at:end])
        else:
            part = units[at:end]
        if part and (part[0].known or any(u.word[0].isalnum() for u in part)):
            out.append(_make(line, part))
        at = end
    return _join_teams(line, out, words)


def _join_teams(line: Line, parts: list[Candidate], words: Vocabulary) -> list[Candidate]:
    out: list[Candidate] = []
    for part in parts:
        before = out[-1] if out else None
        if (
            before
            and before.known
            and before.last == part.first
            and part.known is None
            and before.known.kind is EntityKind.PLACE
            and before.known.form is MentionForm.NAME
            and part.last - part.first == 1
            and plain(part.text) not in words.given
        ):
            out[-1] = _make_span(line, before.first, part.last)
        elif before and _is_family(before, part, words):
            is_club = before.text.lower() in words.clubs
            out[-1] = _make_span(line, before.first, part.last, kind=EntityKind.ORGANISATION if is_club else None)
        elif before and before.last == part.first and _is_edition(before.known, part.known):
            out[-1] = _make_span(line, before.first, part.last, kind=EntityKind.MEDIA)
        else:
            out.append(part)
    return out


def _is_family(first: Candidate, place: Candidate, words: Vocabulary) -> bool:
    """True for a town's name behind one unknown word: "Ivar Richardson", "Inter Milan"."""
    known, word = place.known, first.text.lower()
    is_town = known is not None and known.kind is EntityKind.PLACE and known.form is MentionForm.NAME
    is_bare = first.known is None and first.kind is None and first.last - first.first == 1 and first.text.istitle()
    is_plain = word not in words.place_first | words.modifiers | words.body_opening | words.closing | words.body_first
    is_one = known is not None and place.last - place.first == 1 and known.name != known.country
    return is_town and is_bare and is_plain and is_one and first.last == place.first


def _is_edition(outlet: Known | None, country: Known | None) -> bool:
    """True for "CNN Philippines"."""
    if outlet is None or country is None or outlet.kind is not EntityKind.MEDIA:
        return False
    return country.name == country.country and country.form is MentionForm.NAME


def _make(line: Line, units: list[Unit], *, kind: EntityKind | None = None) -> Candidate:
    units = _trim(units) or units
    candidate = _make_span(line, units[0].first, units[-1].last)
    if len(units) == 1 and units[0].known:
        candidate.known, candidate.kind, candidate.country = units[0].known, units[0].known.kind, units[0].known.country
    elif units[0].known:
        candidate.country = units[0].known.country
    candidate.kind = kind or candidate.kind
    return candidate


def _make_span(line: Line, first: int, last: int, *, kind: EntityKind | None = None) -> Candidate:
    return Candidate(line=line, first=first, last=last, text=text_of(line.pieces[first:last]), kind=kind)
