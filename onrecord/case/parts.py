"""The account of one story and of the case they make, each a function of no more than it depends on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.case.reviewing import latest_reviews, review_findings
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.claim import Account
from onrecord.records.decision import Decision, Matter
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.sketch import Placed
from onrecord.settings import Settings
from onrecord.store.store import Head, Joined, Part

if TYPE_CHECKING:
    from onrecord.compare import CompareOptions

FORM = "4"  # of what is kept of an account; another number, and what is kept is made anew
OF_STATEMENTS = (Matter.STATEMENT, Matter.CLAIM, Matter.ORIGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The reports of one story, and what people decided that bears on it."""

    reports: tuple[str, ...]  # ids, in order
    by_hand: tuple[str, ...]  # decisions that shaped it, in words
    decisions: tuple[Decision, ...]  # on its statements and names

    def key(self, settings: str) -> str:
        """A digest of all that its account depends on."""
        decided = (d.id for d in self.decisions)
        return "p" + ids.digest(__version__, FORM, settings, *self.reports, "|", *self.by_hand, "|", *decided)


def list_clusters(
    placed: Iterable[Placed], decisions: Sequence[Decision], report_of: Mapping[str, str]
) -> list[Cluster]:
    """The stories' reports; `report_of` says in which report a statement that a decision names stands."""
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.stories import settle_clusters

    groups: dict[tuple[str, str], list[str]] = {}
    order = {}
    for each in placed:
        groups.setdefault((each.linked, each.cluster), []).append(each.report)
        order[each.report] = (each.order, each.report)
    out = []
    for members, by_hand in settle_clusters(groups.values(), order, decisions=decisions):
        held = frozenset(members)
        bearing = tuple(d for d in decisions if _bears_on(d, held, report_of))
        out.append(Cluster(reports=members, by_hand=by_hand, decisions=bearing))
    return out


def _bears_on(decision: Decision, reports: Collection[str], report_of: Mapping[str, str]) -> bool:
    if decision.matter is Matter.ENTITY:
        return True
    named = (*decision.things, *decision.others)
    return decision.matter in OF_STATEMENTS and any(report_of.get(s) in reports for s in named)


def make_part(
    cluster: Cluster, pairs: Mapping[str, tuple[Report, Findings]], *, settings: Settings, language: Language
) -> Part:
    """The account of a story; undated reports are dated by the others, and read again."""
    # As above.
    from onrecord.compare import Cluster as Reports
    from onrecord.compare import account_of_story
    from onrecord.dating import date_by_neighbours

    told = {id: pairs[id] for id in cluster.reports}
    dated = date_by_neighbours([[r for r, _ in told.values()]], language=language)
    told |= {report.id: (report, found) for report, found in dated}
    reviews = latest_reviews(cluster.decisions)
    account = account_of_story(
        Reports(reports=tuple(r for r, _ in told.values()), by_hand=cluster.by_hand),
        [review_findings(f, reviews) for _, f in told.values()],
        language=language,
        options=_options(settings, cluster.decisions),
    )
    return Part(key=cluster.key(settings_key(settings)), account=account, dated=dated)


def join_parts(
    heads: Sequence[Head], decisions: tuple[Decision, ...], *, settings: Settings, language: Language
) -> Joined:
    """The stories of a case put together."""
    # As above.
    from onrecord.compare.joining import join_entities, order_stories

    part_of = {h.story.id: h.key for h in heads}
    stories = order_stories(h.story for h in heads)
    found = [e for h in heads for e in h.entities]
    entities, became = join_entities(found, language=language, options=_options(settings, decisions))
    return Joined(
        stories=tuple((s, part_of[s.id]) for s in stories),
        entities=entities,
        became=tuple(sorted((before, after) for before, after in became.items() if before != after)),
    )


def assemble(joined: Joined, parts: Mapping[str, Part]) -> Account:
    """The account over the stories of these parts, in the order of the case."""
    became = dict(joined.became)
    held = [(story, parts[key]) for story, key in joined.stories if key in parts]
    return Account(
        entities=joined.entities,
        names=tuple(sorted((r, n, became.get(e, e)) for _, p in held for r, n, e in p.account.names)),
        copies=tuple(c for _, p in held for c in p.account.copies),
        stories=tuple(replace(p.account.stories[0], slug=story.slug) for story, p in held),
        claims=tuple(c for _, p in held for c in p.account.claims),
        series=tuple(s for _, p in held for s in p.account.series),
    )


def settings_key(settings: Settings) -> str:
    """The settings that comparing depends on, as text."""
    names = ("parties", "families")
    return repr(([sorted(settings[n].items()) for n in names], settings["story.timezone"], settings["language"]))


def _options(settings: Settings, decisions: tuple[Decision, ...]) -> "CompareOptions":
    # As above.
    from onrecord.compare import CompareOptions

    return CompareOptions(
        parties={party: tuple(members) for party, members in sorted(settings["parties"].items())},
        families={o: family for family, outlets in sorted(settings["families"].items()) for o in (family, *outlets)},
        timezone=settings["story.timezone"],
        decisions=decisions,
    )
