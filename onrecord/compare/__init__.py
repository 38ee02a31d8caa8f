"""What many reports say together: entities, copies, stories, claims with origins and relations, series of figures.

Everything here is a pure function of the reports, their findings and the settings, and does not depend on the order in
which reports come: they are put in one order first.  Every link carries a `because` that a reader can check.
"""

from collections.abc import Sequence

from onrecord.compare.claims import find_claims
from onrecord.compare.copies import find_copies
from onrecord.compare.entities import find_entities
from onrecord.compare.keys import list_keys
from onrecord.compare.options import CompareOptions
from onrecord.compare.people import Cast, make_cast
from onrecord.compare.series import find_series
from onrecord.compare.stories import group_reports, name_stories, weigh_reports
from onrecord.compare.times import report_order
from onrecord.compare.words import Text
from onrecord.language import Language
from onrecord.records.claim import Account, Claim, Copy, Series
from onrecord.records.finding import Findings
from onrecord.records.ids import group_id
from onrecord.records.report import Report

__all__ = ["CompareOptions", "build_account"]

Told = tuple[Report, Findings]


def build_account(
    reports: Sequence[Report], findings: Sequence[Findings], *, language: Language, options: CompareOptions
) -> Account:
    """The account of a case: a story for every report, a claim for every statement.

    `findings` are as many as `reports` and in their order; ids must be unique.
    """
    told: list[Told] = sorted(zip(reports, findings, strict=True), key=lambda x: report_order(x[0]))
    ordered, found = [r for r, _ in told], [f for _, f in told]
    texts = [Text(r, language=language) for r in ordered]
    entities, names = find_entities(ordered, found, language=language, overrides=options.parties)
    cast = make_cast(entities, names)
    copies = find_copies(texts)
    weights = weigh_reports(texts, language=language)
    groups = group_reports(ordered, weights)
    claims: list[tuple[Claim, ...]] = []
    series: list[Series] = []
    for group in groups:
        within = [(texts[i], found[i]) for i in group]
        of_story, numbers = _compare_story(within, cast, copies, language=language)
        claims.append(of_story)
        series.extend(numbers)
    return Account(
        entities=entities,
        names=names,
        copies=copies,
        stories=name_stories(groups, texts, weights, claims),
        claims=tuple(c for of_story in claims for c in of_story),
        series=tuple(series),
    )


def _compare_story(
    told: Sequence[tuple[Text, Findings]],
    cast: Cast,
    copies: Sequence[Copy],
    *,
    language: Language,
) -> tuple[tuple[Claim, ...], tuple[Series, ...]]:
    """The claims and series of one story's reports."""
    held = {t.report.id for t, _ in told}
    inside = [c for c in copies if c.a in held and c.b in held]
    keys = list_keys([t for t, _ in told], [f for _, f in told], cast, language=language)
    claims = find_claims(keys, inside, language=language)
    by_id = {k.statement.id: k for k in keys}
    story = group_id("story", *held)
    return claims, find_series([(t.report, f) for t, f in told], by_id, cast, inside, story, language=language)
