"""Countries that go by a direction once they were named: "the North", "the South"."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate, text_of
from onrecord.annotate.pieces import Line
from onrecord.language import Language
from onrecord.language.names import Known
from onrecord.records.annotation import EntityKind, MentionForm


def find_directions(lines: Sequence[Line], candidates: Sequence[Candidate], *, language: Language) -> list[Candidate]:
    """Candidates for "the North" in reports that name the country, wherever no name goes on from it."""
    named = {c.country for c in candidates if c.known}
    short = {
        name.split()[-1]: country
        for country, name in language.table("places")["directions"].items()
        if country in named
    }
    taken = {(c.line.number, at) for c in candidates for at in range(c.first, c.last) if c.text not in short}
    out: list[Candidate] = []
    for line in lines if short else ():
        for at in range(1, len(line.pieces)):
            country = short.get(line.pieces[at].text)
            if (
                country
                and line.pieces[at - 1].text.lower() == "the"
                and (line.number, at) not in taken
                and _ends(line, at)
            ):
                out.append(_make(line, at, country))
    return out


def _ends(line: Line, at: int) -> bool:
    return at + 1 >= len(line.pieces) or not line.pieces[at + 1].is_capital


def _make(line: Line, at: int, country: str) -> Candidate:
    known = Known(name=country, kind=EntityKind.GOVERNMENT, form=MentionForm.SHORT, country=country)
    text = text_of(line.pieces[at - 1 : at + 1])
    return Candidate(
        line=line, first=at - 1, last=at + 1, text=text, known=known, kind=known.kind, country=country, name=country
    )
