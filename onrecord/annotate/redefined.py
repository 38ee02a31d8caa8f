"""Short forms that a report gives a sense of its own: "the National Sea Alliance (NASA)" is no space agency."""

from collections.abc import Sequence

from onrecord.annotate.gazetteer import Hit
from onrecord.annotate.naming import BETWEEN, SMALL
from onrecord.annotate.pieces import Line, Piece
from onrecord.records.annotation import MentionForm


def drop_redefined(found: Sequence[tuple[Hit, ...]], lines: Sequence[Line]) -> list[tuple[Hit, ...]]:
    """The hits of each line without the short forms that the report spells out as something else."""
    own = {text for line, hits in zip(lines, found, strict=True) for text in _list_redefined(line, hits)}
    if not own:
        return list(found)
    return [tuple(h for h in hits if _text(line, h) not in own) for line, hits in zip(lines, found, strict=True)]


def _list_redefined(line: Line, hits: Sequence[Hit]) -> list[str]:
    pieces = line.pieces
    out = []
    for hit in hits:
        is_bracketed = hit.first > 1 and pieces[hit.first - 1].text == "(" and _is_closed(pieces, hit.last)
        if hit.known.form is not MentionForm.ACRONYM or not is_bracketed:
            continue
        name = _name_before(pieces, hit.first - 1)
        is_known = any(h.known.name == hit.known.name and h.last <= hit.first for h in hits)
        if len(name) > 1 and not is_known and _spells(_text(line, hit), [w.text for w in name]):
            out.append(_text(line, hit))
    return out


def _is_closed(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].text == ")"


def _text(line: Line, hit: Hit) -> str:
    return " ".join(p.text for p in line.pieces[hit.first : hit.last])


def _name_before(pieces: Sequence[Piece], end: int) -> list[Piece]:
    """The capitalised words that end before `end`, or a few words in lower case before it."""
    for _ in range(BETWEEN):
        if end and pieces[end - 1].text.islower() and pieces[end - 1].text not in SMALL:
            end -= 1
    start = end
    while start and (pieces[start - 1].is_capital or pieces[start - 1].text in SMALL):
        start -= 1
    return [p for p in pieces[start:end] if p.is_capital]


def _spells(letters: str, words: Sequence[str]) -> bool:
    """True where the letters are beginnings of the last words, in order: N-A-S-A of "NAtional Sea Alliance"."""
    return any(_is_spelt(letters.replace(".", "").lower(), [w.lower() for w in words[n:]]) for n in range(len(words)))


def _is_spelt(letters: str, words: Sequence[str]) -> bool:
    if not words:
        return not letters
    sizes = range(1, len(letters) + 1)
    return any(words[0].startswith(letters[:size]) and _is_spelt(letters[size:], words[1:]) for size in sizes)
