"""The attributions of a report, in text order, with their edges cleaned."""

from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """Source, cue and content of one attribution."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    relay: tuple[Span, ...] = ()  # other sources of the chain, as the tagger marks them


def list_attributions(index: Index, *, language: Language) -> list[Attributed]:
    """Attributions in the order of their cues."""
    found = [
        Attributed(cue=a.cue, source=a.source[0] if a.source else None, content=a.content, relay=a.relay)
        for a in index.marks.attributions
    ]
    return sorted(found, key=lambda a: (a.cue or a.content[0]).start)
