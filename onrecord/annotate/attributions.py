"""Who is said to say what, as the learned tagger reads it, sentence by sentence."""

from collections.abc import Sequence

from onrecord.annotate.sentences import Parsed
from onrecord.annotate.tagging.passages import list_passages
from onrecord.annotate.tagging.tagger import tag
from onrecord.annotate.tagging.weights import load_weights
from onrecord.models import MODELS, TAGGERS
from onrecord.records.annotation import Attribution
from onrecord.records.report import Report


def mark_attributions(
    reports: Sequence[Report], parsed: Sequence[Parsed], *, speed: str = "full", threads: int = 1
) -> list[tuple[Attribution, ...]]:
    """Attributions of each report, in order of their cues.

    `speed` names one of the taggers that ship (`models.TAGGERS`); `threads` are those that one run of the network may
    use.  Raises ModelError when the tagger's files are missing or are not the ones that were measured.
    """
    weights = load_weights(MODELS / TAGGERS[speed], threads=threads)
    passages = [list_passages(p, weights.pieces) for p in parsed]
    read = iter(tag([p for mine in passages for p in mine], weights))
    out = []
    for mine in passages:
        found = [a for _ in mine for a in next(read)]
        out.append(tuple(sorted(found, key=lambda a: a.cue.start)))
    return out
