"""The account of one story: a pure function of its reports, their findings, the decisions and the options.

Nothing here looks at another story, so a report that is added touches only the story it belongs to.
"""

from collections.abc import Sequence

from onrecord.compare.byhand import Links
from onrecord.compare.claims import find_claims
from onrecord.compare.copies import find_copies
from onrecord.compare.entities import find_entities
from onrecord.compare.keys import list_keys
from onrecord.compare.options import CompareOptions, list_sides
from onrecord.compare.people import make_cast
from onrecord.compare.series import find_series
from onrecord.compare.stories import Cluster, name_story
from onrecord.compare.times import report_order
from onrecord.compare.words import Text
from onrecord.language import Language
from onrecord.records.claim import Account
from onrecord.records.finding import Findings
from onrecord.records.ids import group_id


def account_of_story(
    cluster: Cluster, findings: Sequence[Findings], *, language: Language, options: CompareOptions
) -> Account:
    """The account over the reports of a cluster: one story, whose slug is yet to be made unique.

    `findings` are as many as the cluster's reports and in their order.
    """
    told = sorted(zip(cluster.reports, findings, strict=True), key=lambda x: report_order(x[0]))
    reports, found = [r for r, _ in told], [f for _, f in told]
    texts = [Text(r, language=language) for r in reports]
    entities, names = find_entities(
        reports, found, language=language, overrides=list_sides(options), decisions=options.decisions
    )
    cast = make_cast(entities, names, language=language, findings=found)
    links = Links(copies=find_copies(texts), decisions=options.decisions, families=options.families)
    keys = list_keys(texts, found, cast, language=language)
    claims = find_claims(keys, links, language=language)
    by_id = {k.statement.id: k for k in keys}
    story = group_id("story", *(r.id for r in reports))
    return Account(
        entities=entities,
        names=names,
        copies=links.copies,
        stories=(name_story(cluster, texts, claims, language=language),),
        claims=claims,
        series=find_series(told, by_id, cast, links, story, language=language),
    )
