"""Words between quotation marks."""

from onrecord.language import Language
from onrecord.records.annotation import Quotation
from onrecord.records.report import Report


def find_quotations(report: Report, *, language: Language) -> tuple[Quotation, ...]:
    """Quotations in text order."""
    return ()
