"""One attribution between the tagger's marks and a statement."""

from dataclasses import dataclass

from onrecord.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """Source, cue and content of one attribution."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    relay: tuple[Span, ...] = ()  # other sources of the chain, as the tagger marks them


def says(act: Attributed, quotation: Span) -> bool:
    """True where the act says words of the quotation, and not as a saying told inside it."""
    is_inside = act.cue is not None and quotation.contains(act.cue)
    return not is_inside and any(c.overlaps(quotation) for c in act.content)
