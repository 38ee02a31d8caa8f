"""Names in lines where capitals tell nothing, as in a headline in Title Case: those that other lines gave."""

from collections.abc import Iterator, Sequence

from onrecord.annotate.candidates import Candidate, text_of
from onrecord.annotate.pieces import Line

Words = tuple[str, ...]
MIN = 3  # letters; a shorter name is taken for a word


def find_shouted(lines: Sequence[Line], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates in the shouted lines for names that other lines gave, the longest at each place."""
    forms = _list_forms(candidates)
    taken = {(c.line.number, at) for c in candidates for at in range(c.first, c.last)}
    out: list[Candidate] = []
    for line in lines:
        if line.is_shouted:
            out.extend(_find(line, forms, taken))
    return out


def _list_forms(candidates: Sequence[Candidate]) -> dict[str, list[tuple[Words, Candidate]]]:
    forms: dict[Words, Candidate] = {}
    for candidate in candidates:
        if candidate.known is None and not candidate.line.is_shouted:
            forms.setdefault(tuple(p.text.lower() for p in candidate.pieces), candidate)
            last = tuple(p.text.lower() for p in candidate.pieces[-1:])
            if candidate.honorific or candidate.role:
                forms.setdefault(last, candidate)
    out: dict[str, list[tuple[Words, Candidate]]] = {}
    for words, candidate in sorted(forms.items(), key=lambda kv: -len(kv[0])):
        if len("".join(words)) >= MIN:
            out.setdefault(words[0], []).append((words, candidate))
    return out


def _find(
    line: Line, forms: dict[str, list[tuple[Words, Candidate]]], taken: set[tuple[int, int]]
) -> Iterator[Candidate]:
    low = [p.text.lower() for p in line.pieces]
    at = 0
    while at < len(low):
        like = None
        if line.pieces[at].is_capital and (line.number, at) not in taken:
            like = next((f for f in forms.get(low[at], ()) if tuple(low[at : at + len(f[0])]) == f[0]), None)
        if like is None:
            at += 1
            continue
        words, model = like
        yield _copy(line, at, at + len(words), model)
        at += len(words)


def _copy(line: Line, first: int, last: int, model: Candidate) -> Candidate:
    text = text_of(line.pieces[first:last])
    return Candidate(
        line=line, first=first, last=last, text=text, kind=model.kind, name=model.name, country=model.country
    )
