"""Everything a view is computed from: some reports, what they say, and what comparing them gave."""

from dataclasses import dataclass

from onrecord.records.claim import Account
from onrecord.records.finding import Findings
from onrecord.records.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """Reports of a case, or of one story of it, with their findings and account."""

    reports: tuple[Report, ...]  # by publication, then doc
    findings: tuple[Findings, ...]  # as long as `reports`
    account: Account  # over exactly these reports
    earlier: tuple[Report, ...] = ()  # superseded versions of pages in `reports` (same address or doc), oldest first
