"""The account of a case in one go, and the reports by story."""

from collections.abc import Sequence

from onrecord.compare.joining import join_stories
from onrecord.compare.onestory import account_of_story
from onrecord.compare.options import CompareOptions
from onrecord.compare.stories import cluster_reports
from onrecord.language import Language
from onrecord.records.claim import Account
from onrecord.records.finding import Findings
from onrecord.records.report import Report


def build_account(
    reports: Sequence[Report], findings: Sequence[Findings], *, language: Language, options: CompareOptions
) -> Account:
    """The account of a case: a story for every report, a claim for every statement.

    `findings` are as many as `reports` and in their order; ids must be unique.
    """
    found = {r.id: f for r, f in zip(reports, findings, strict=True)}
    groups = cluster_reports(reports, language=language, options=options)
    parts = [
        account_of_story(group, [found[r.id] for r in group.reports], language=language, options=options)
        for group in groups
    ]
    return join_stories(parts, language=language, options=options)


def group_by_story(reports: Sequence[Report], *, language: Language) -> tuple[tuple[Report, ...], ...]:
    """The reports by story, as `build_account` would group them; each is in exactly one group."""
    groups = cluster_reports(reports, language=language, options=CompareOptions())
    return tuple(group.reports for group in groups)
