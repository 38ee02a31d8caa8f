"""Stretches of a line that look like names: capital words and what holds them together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.annotate.gazetteer import Hit
from onrecord.annotate.pieces import Line, Piece, touches
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.language.names import plain

FUNCTION = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "INTJ", "PUNCT", "PART"})
OPENERS = frozenset({'"', "“", "‘", ":", "—", "–", "•", "?", "!", "'", "*", ";", "…", "(", "["})
WEEKDAY = "day"
ADDRESS = re.compile(r"(?:\w+:/|www\.|[\w.]+\.\w+/|.*[@#]$)")  # what stands before a part of one, without a blank
LINKS = frozenset(
    {"of", "for", "on", "and", "the", "to", "in"}
)  # inside the name of a body: "Center on Budget and Policy"
JOINTS = ("and", "&")  # before the last of a list
POSSESSED = frozenset(
    {
        "people",
        "women",
        "children",
        "men",
        "workers",
        "students",
        "teachers",
        "farmers",
        "veterans",
        "nurses",
        "citizens",
    }
)  # "People's Party", "Veterans' Hospital"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """pieces[first:last] of a line, one or more names and titles in a row."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What finding the runs of one line needs."""

    line: Line
    hits: Mapping[int, Hit]  # by first piece
    capitals: frozenset[str]  # words capitalised inside sentences of this report
    lowers: frozenset[str]  # words in lower case in this report
    words: Vocabulary


def find_runs(
    line: Line, hits: Sequence[Hit], *, capitals: frozenset[str], lowers: frozenset[str], words: Vocabulary
) -> tuple[Run, ...]:
    """Runs in text order, never overlapping; in a shouted line only the known names are runs."""
    reader = Reader(line=line, hits={h.first: h for h in hits}, capitals=capitals, lowers=lowers, words=words)
    if line.is_shouted:
        return tuple(Run(first=h.first, last=h.last) for h in hits)
    runs, at = [], 0
    while at < len(line.pieces):
        end = _begin(reader, at)
        if end is None:
            at += 1
            continue
        last = end
        while end is not None:
            last, end = end, _extend(reader, at, end)
        runs.append(Run(first=at, last=last))
        at = last
    return tuple(runs)


def opens_sentence(pieces: Sequence[Piece], at: int) -> bool:
    """True where a capital letter tells nothing: the first word of a sentence, a quotation, or after a colon."""
    return at == 0 or pieces[at - 1].text in OPENERS or (pieces[at - 1].text == "." and at > 1)


def _begin(reader: Reader, at: int) -> int | None:
    if _is_in_address(reader.line.pieces, at):
        return None
    if at in reader.hits:
        return reader.hits[at].last
    pieces = reader.line.pieces
    if pieces[at].text.lower() in reader.words.joined:
        return _join_prefix(pieces, at)
    return at + 1 if _is_name(reader, at) else None


def _is_in_address(pieces: Sequence[Piece], at: int) -> bool:
    """True for a part of a web address, a handle or a tag: "https://t.example/Ab3dE", "@AnaLund"."""
    first = at
    while first and touches(pieces[first - 1], pieces[first]):
        first -= 1
    return first < at and ADDRESS.match("".join(p.text for p in pieces[first:at])) is not None


def _is_name(reader: Reader, at: int) -> bool:
    piece = reader.line.pieces[at]
    low = piece.text.lower()
    if low in reader.words.party_marks and _is_party_mark(reader.line.pieces, at):
        return False
    if not piece.is_capital or low in reader.words.not_names:
        return False
    if low in reader.words.calendar and not _opens_person(reader, at):
        return False
    if not opens_sentence(reader.line.pieces, at):
        return piece.pos not in FUNCTION or (piece.text in reader.capitals and len(low) > 3)
    if piece.text in reader.capitals:
        return piece.pos not in FUNCTION or (piece.text.isupper() and len(low) > 2)  # "WHO said P"
    if low in reader.lowers:
        return False
    return piece.pos == "PROPN" or low in reader.words.honorifics


def _is_party_mark(pieces: Sequence[Piece], at: int) -> bool:
    return at > 0 and pieces[at - 1].text in "(," and at + 1 < len(pieces) and pieces[at + 1].text in "-)"


def _opens_person(reader: Reader, at: int) -> bool:
    """True for a month or day that is a given name before a family name: "Jan Lund", "April Ryan"."""
    pieces = reader.line.pieces
    if at + 1 >= len(pieces) or at + 1 in reader.hits or plain(pieces[at].text) not in reader.words.given:
        return False
    after = pieces[at + 1]
    return after.is_capital and after.pos == "PROPN" and after.text.lower() not in reader.words.closing


def _extend(reader: Reader, first: int, at: int) -> int | None:
    """Where the run goes on to, from the piece at `at`; None: it ends."""
    pieces = reader.line.pieces
    if at >= len(pieces):
        return None
    piece, before = pieces[at], pieces[at - 1]
    if at in reader.hits:
        return reader.hits[at].last
    if piece.text == "-":
        return _extend_hyphen(reader, at)
    if _is_name(reader, at):
        return at + 1
    if piece.text == ".":
        is_domain = at + 1 < len(pieces) and pieces[at + 1].text in reader.words.domains
        return at + 1 + is_domain if _is_short(reader, at) else None
    if piece.text.lower() in reader.words.calendar:
        return _extend_calendar(reader, at)
    if piece.text[0].isdigit():
        return _extend_digits(reader, at)
    if piece.text in ("'s", "'"):
        return _extend_possessive(reader, at)
    if piece.text in LINKS or piece.text == "&":
        return _extend_link(reader, first, at)
    if piece.text == ",":
        is_suffix = at + 1 < len(pieces) and pieces[at + 1].text.lower() in reader.words.suffixes
        return (at + 2 if before.is_capital else None) if is_suffix else _extend_list(reader, first, at)
    if piece.text.lower() in reader.words.joined:
        return _join_prefix(pieces, at) or _extend_particles(reader, at)
    return _extend_particles(reader, at)


def _join_prefix(pieces: Sequence[Piece], at: int) -> int | None:
    """The end of "al-Assad", whose first piece is in lower case."""
    if at + 2 >= len(pieces) or pieces[at + 1].text != "-" or not pieces[at + 2].is_capital:
        return None
    return at + 3 if touches(pieces[at], pieces[at + 1]) and touches(pieces[at + 1], pieces[at + 2]) else None


def _extend_hyphen(reader: Reader, at: int) -> int | None:
    pieces = reader.line.pieces
    if at + 1 >= len(pieces) or not (touches(pieces[at - 1], pieces[at]) and touches(pieces[at], pieces[at + 1])):
        return None
    after = pieces[at + 1]
    if at + 1 in reader.hits:
        return reader.hits[at + 1].last
    if after.is_capital or after.text[0].isdigit():
        return at + 2
    if not after.text.isalpha() or after.text in reader.words.compounds:
        return None
    is_second = at >= 2 and pieces[at - 2].is_capital
    is_given = is_second and plain(pieces[at - 2].text) in reader.words.family_first
    is_named = pieces[at - 1].pos == after.pos == "PROPN"
    is_last = is_second and is_named  # "Cheuk Hau-yip"
    is_first = after.pos == "PROPN" and at + 2 < len(pieces) and pieces[at + 2].is_capital  # "Man-kei Tam"
    is_particle = after.text in reader.words.joined and at + 3 < len(pieces) and pieces[at + 2].text == "-"
    if is_particle:
        return at + 4
    is_free = at - 1 not in reader.hits and at - 2 not in reader.hits
    return at + 2 if is_free and (is_given or is_last or is_first) else None


def _is_short(reader: Reader, at: int) -> bool:
    """True for the dot of an initial or a shortened title before a capital word."""
    pieces = reader.line.pieces
    if at + 1 < len(pieces) and touches(pieces[at], pieces[at + 1]) and pieces[at + 1].text in reader.words.domains:
        return True
    if at + 1 >= len(pieces) or not pieces[at + 1].is_capital or not touches(pieces[at - 1], pieces[at]):
        return bool(pieces[at - 1].text.lower() + "." in reader.words.suffixes)
    word = pieces[at - 1].text.lower()
    return (len(word) == 1 and at + 1 not in reader.hits) or word + "." in (
        reader.words.honorifics | reader.words.offices | reader.words.suffixes | reader.words.place_first
    )


def _extend_calendar(reader: Reader, at: int) -> int | None:
    """Past a name that is also a day or month: "Park Sun-won", "Theresa May"."""
    pieces = reader.line.pieces
    before = plain(pieces[at - 1].text)
    if pieces[at].text.lower() in reader.words.media_last and pieces[at].is_capital and at - 1 in reader.hits:
        return at + 1  # "The Baltimore Sun"
    is_named = before in reader.words.given or before in reader.words.family_first
    if pieces[at].text.lower().endswith(WEEKDAY):
        return None  # "Larkspur Chase Wednesday reported": no family is called so
    if not is_named or at - 1 in reader.hits or not pieces[at].is_capital:
        return None
    return at + 1 if at + 1 >= len(pieces) or not pieces[at + 1].text[0].isdigit() else None


def _extend_digits(reader: Reader, at: int) -> int | None:
    """Past the number of "Area 51" or the ordinal of "Kapustin Yar 4th Missile Test Range"."""
    pieces = reader.line.pieces
    text, before = pieces[at].text, pieces[at - 1]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if text[-2:] in ("st", "nd", "rd", "th") and text[0].isdigit():
        return at + 1 if after and after.is_capital else None
    if not text.isdigit() or len(text) > 3 or before.pos != "PROPN":
        return None
    if after and after.is_capital and after.pos == "PROPN":
        return at + 1 if at + 1 not in reader.hits else None
    return at + 1 if after is None or after.text in ".,;:)?!\"”'s" or after.pos in ("VERB", "AUX", "ADP") else None


def _extend_possessive(reader: Reader, at: int) -> int | None:
    """Past the mark of "Sheriff's Office", "Workers' Party"; "Ukraine's Ministry" ends at Ukraine."""
    pieces, words = reader.line.pieces, reader.words
    if at + 1 >= len(pieces) or not pieces[at + 1].is_capital:
        return None
    if pieces[at + 1].text.lower() not in words.body_last or at + 1 in reader.hits:
        return None
    owner = pieces[at - 1].text.lower()
    return at + 2 if owner in POSSESSED or owner in words.offices or owner.rstrip("s") in words.offices else None


def _extend_link(reader: Reader, first: int, at: int) -> int | None:
    pieces, words = reader.line.pieces, reader.words
    end = at
    while end < len(pieces) and pieces[end].text in LINKS | {"&"}:
        end += 1
    if end >= len(pieces) or end - at > 2 or not (pieces[end].is_capital and pieces[end].text.isalpha()):
        return None
    target = reader.hits[end].last if end in reader.hits else end + 1
    link, before, after = pieces[at].text, pieces[at - 1].text.lower(), pieces[end].text.lower()
    if link == "&":
        return target
    has_head = any(p.text.lower() in words.body_first for p in pieces[first:at])
    if link in ("of", "for") and before in words.offices and not has_head:
        return end + 1 if after in words.portfolios else None
    if after in words.calendar or after in words.honorifics or after in words.offices:
        return None
    names_body = words.body_first | words.body_last
    if link in ("of", "for"):
        return target if before in names_body or before in words.place_first or has_head else None
    has_link = any(p.text in ("of", "for", "on") for p in pieces[first:at])
    if link == "on":
        return target if before in ("center", "centre", "committee", "commission", "council", "institute") else None
    if link == "in":
        return target if has_head and before in ("research", "studies", "training", "ethics") else None
    if link == "and":
        if end in reader.hits or after in words.given or after in words.body_first:
            return None
        return target if _joins_body(reader, first, at, has_link=has_link) else None
    is_goal = link == "to" and before in ("committee", "campaign", "coalition")
    return target if is_goal else None


def _extend_list(reader: Reader, first: int, at: int) -> int | None:
    """Past what else a body is of: "Ministry of Trade | , Industry and Energy"; names of others are no such matters."""
    pieces, words = reader.line.pieces, reader.words
    opened = [p.text.lower() for p in pieces[first:at]]
    if not any(a in words.body_first and b in ("of", "for", "on") for a, b in pairwise(opened)):
        return None
    is_last = False
    while not is_last and at < len(pieces) and pieces[at].text in (",", *JOINTS):
        joint = [p.text for p in pieces[at : at + 2] if p.text in (",", *JOINTS)]
        is_last = joint[-1] in JOINTS
        begins = end = at + len(joint)
        while end < len(pieces) and pieces[end].is_capital and pieces[end].text.lower() in words.portfolios:
            end += 1
        if end == begins:
            return None
        at = end
    return at if is_last else None


def _joins_body(reader: Reader, first: int, at: int, *, has_link: bool) -> bool:
    """True for the "and" of "Department of Health and Welfare" and of "Disaster Relief and Management Council"."""
    pieces, words = reader.line.pieces, reader.words
    end = at + 1
    while end < len(pieces) and pieces[end].is_capital and end not in reader.hits:
        end += 1
    ends_body = pieces[end - 1].text.lower() in words.body_last
    if has_link:
        return not ends_body
    if at - first < 2 or any(n in reader.hits for n in range(first, at)) or plain(pieces[first].text) in words.given:
        return False
    return end - at > 2 and ends_body


def _extend_particles(reader: Reader, at: int) -> int | None:
    """Past the small words of "von der Leyen", where a capital word follows them."""
    pieces, words = reader.line.pieces, reader.words
    end = at
    while end < len(pieces) and end - at < 3 and pieces[end].text in words.particles:
        end += 1
    if end == at or end >= len(pieces) or not pieces[at - 1].is_capital or at - 1 in reader.hits:
        return None
    if pieces[end].text == "-" and end + 1 < len(pieces) and pieces[end + 1].is_capital:
        return end + 2
    return end + 1 if pieces[end].is_capital and end not in reader.hits else None
