"""Names that end in a possessive mark of their own: the firm "Larkspur's", as in "Larkspur's said it would leave"."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate, text_of
from onrecord.language.names import name_key
from onrecord.records.annotation import EntityKind, Token

MARKS = frozenset({"'s", "’s"})
ACTING = frozenset({"nsubj", "nsubjpass", "dobj"})  # relations that no owner has


def with_marks(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> None:
    """Takes the mark into each name that anywhere in the report has it without owning anything, and tells the body."""
    marked = {name_key(c.text) for c in candidates if _is_marked(c) and tokens[c.pieces[-1].token].dep in ACTING}
    for candidate in candidates:
        if _is_marked(candidate) and name_key(candidate.text) in marked:
            candidate.last += 1
            candidate.text = text_of(candidate.pieces)
            candidate.kind, candidate.known = EntityKind.ORGANISATION, None


def _is_marked(candidate: Candidate) -> bool:
    """True for a name without a title before its possessive mark."""
    pieces, at = candidate.line.pieces, candidate.last
    is_open = candidate.honorific is None and candidate.role is None and candidate.known is None
    return is_open and at < len(pieces) and pieces[at].text in MARKS
