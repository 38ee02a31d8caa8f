"""The attributions of a report, in text order: the tagger's, with their edges set right, and those of fixed form."""

from onrecord.extract.attributed import Attributed
from onrecord.extract.edges import clean
from onrecord.extract.index import Index
from onrecord.extract.patterns import carry_quotations, find_according, find_colon, find_silence
from onrecord.language import Language
from onrecord.records.span import Span


def list_attributions(index: Index, *, language: Language) -> list[Attributed]:
    """Attributions in the order of their cues."""
    found = [
        Attributed(cue=a.cue, source=a.source[0] if a.source else None, content=a.content, relay=a.relay)
        for a in index.marks.attributions
    ]
    kept = [c for a in found if (c := clean(index, a, language=language)) is not None]
    kept += _fixed(index, kept, language)
    return carry_quotations(index, sorted(kept, key=_start))


def _start(act: Attributed) -> int:
    return (act.cue or act.content[0]).start


def _fixed(index: Index, kept: list[Attributed], language: Language) -> list[Attributed]:
    """Acts of fixed form whose cue the tagger left free."""
    cues = [a.cue for a in kept if a.cue]
    out = []
    for sentence in index.marks.sentences:
        for act in (
            *find_according(index, sentence),
            *find_colon(index, sentence, language=language),
            *find_silence(index, sentence, language=language),
        ):
            if act.cue and not _is_known(act, kept, cues):
                out.append(act)
                cues.append(act.cue)
    return out


def _is_known(act: Attributed, kept: list[Attributed], cues: list[Span]) -> bool:
    """True where the tagger read this cue, or says the same content of another."""
    if act.cue is None or any(c.overlaps(act.cue) for c in cues):
        return True
    mine = act.content[0]
    return any(_alike(mine, c) for a in kept for c in a.content)


def _alike(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * (max(a.end, b.end) - min(a.start, b.start))
