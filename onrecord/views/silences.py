"""Who was asked and did not say, and what nobody said: a line for each silence, however many reports tell it.

What nobody had said when a report was written may have been said since: "no group claimed responsibility" is followed
by whoever claimed it then.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from onrecord.compare.words import list_words
from onrecord.language import Language
from onrecord.records.finding import Stance, Statement
from onrecord.records.span import Span
from onrecord.views.index import Index, said_date
from onrecord.views.line import Line, frame, marked, tally
from onrecord.views.standing import is_silent
from onrecord.views.unknowns import is_refused_deed
from onrecord.views.wording import statement_pieces

LEAST_SHARED = 2  # words of the cue and the content that two silences of nobody have in common
SPOKEN = frozenset({Stance.ASSERTS, Stance.CONFIRMS})


def silence_lines(index: Index, told: Collection[str], *, language: Language) -> Iterator[Line]:
    """A line a silence, the latest first; not those whose silence another part tells."""
    asked = (s for s in index.statements.values() if is_silent(s) and index.claims.get(s.id) and s.id not in told)
    silent = [s for s in asked if not is_refused_deed(index, s, language=language)]
    silent.sort(key=lambda s: _day(index, s), reverse=True)
    for group in _group(index, silent, language):
        first = group[0]
        marks, cites = marked(index, *group)
        date = said_date(first, index.report_of(first))
        dated = (frame(" ("), tally(date.isoformat()), frame(")")) if date else ()
        since = _said_since(index, group, language)
        if since is None:
            yield Line(pieces=(*statement_pieces(index, first), *dated, *marks), cites=cites)
            continue
        more, cited = marked(index, since)
        pieces = (*statement_pieces(index, first), *dated, *marks, frame("; since then "))
        yield Line(pieces=(*pieces, *statement_pieces(index, since), *more), cites=(*cites, *cited))


def _day(index: Index, statement: Statement) -> dt.date:
    return said_date(statement, index.report_of(statement)) or dt.date.min


def _group(index: Index, silent: Iterable[Statement], language: Language) -> list[list[Statement]]:
    """Silences of one speaker in the same words, and those of nobody that are about one thing, together."""
    groups: list[list[Statement]] = []
    for statement in silent:
        own = next((g for g in groups if _is_one_silence(index, g[0], statement, language)), None)
        if own is None:
            groups.append([statement])
        else:
            own.append(statement)
    return groups


def _is_one_silence(index: Index, a: Statement, b: Statement, language: Language) -> bool:
    if index.speaker_name(a) != index.speaker_name(b):
        return False
    return len(_words(index, a, language) & _words(index, b, language)) >= LEAST_SHARED


def _words(index: Index, statement: Statement, language: Language) -> frozenset[str]:
    """The words of the cue and the content that are more than joints of the sentence."""
    text = index.report_of(statement).text
    parts: list[Span] = [*statement.content, *((statement.cue,) if statement.cue else ())]
    found = (w for part in parts for w in list_words(text, part, language=language))
    small = language.words("relations", "negators") | language.words("relations", "joints")
    return frozenset(w.bare for w in found if w.folded not in small)


def _said_since(index: Index, group: list[Statement], language: Language) -> Statement | None:
    """Who said later what nobody had said: the first statement that has the words which all the silences share."""
    if index.speaker_name(group[0]) is not None:
        return None
    shared = frozenset.intersection(*(_words(index, s, language) for s in group))
    if len(shared) < LEAST_SHARED:
        return None
    began = min(_day(index, s) for s in group)
    later = (s for s in index.statements.values() if s.stance in SPOKEN and index.speaker_name(s))
    found = [s for s in later if _day(index, s) >= began and shared <= _words(index, s, language)]
    return min(found, key=lambda s: (_day(index, s), s.id), default=None)
