"""Report to Annotations: what is where, before anyone asks who says it."""

from collections.abc import Sequence

from onrecord.annotate.attributions import mark_attributions
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.quantities import find_quantities
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.language import Language
from onrecord.records.annotation import Annotations
from onrecord.records.report import Report


def annotate_reports(reports: Sequence[Report], *, language: Language) -> list[Annotations]:
    """The marks on each report, in order; models run over all the reports at once, since batches are faster."""
    parsed = list(parse_reports(reports))
    marks = mark_attributions(reports, parsed, speed=language.speed)
    out = []
    for report, parse, attributions in zip(reports, parsed, marks, strict=True):
        tokens, sentences = parse.tokens, parse.sentences
        times = find_times(report, tokens, sentences, language=language)
        out.append(
            Annotations(
                report=report.id,
                tokens=tokens,
                sentences=sentences,
                quotations=find_quotations(report, language=language),
                times=times,
                quantities=find_quantities(report, tokens, sentences, times, language=language),
                mentions=find_mentions(report, tokens, sentences, language=language),
                attributions=attributions,
            )
        )
    return out
