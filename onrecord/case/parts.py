"""The account of one story and of the case they make, each a function of no more than it depends on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.case.reviewing import latest_reviews, review_findings
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.casebook import cut_to
from onrecord.records.claim import Account, Entity, Excerpt
from onrecord.records.decision import Action, Decision, Matter
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, is_passage, report_of
from onrecord.records.slugs import order_stories
from onrecord.settings import Settings
from onrecord.store.store import Head, Joined, NameKey, Part

if TYPE_CHECKING:
    from onrecord.compare import CompareOptions

FORM = "9"  # of what is kept of an account; another number, and what is kept is made anew
OF_STATEMENTS = (Matter.STATEMENT, Matter.CLAIM, Matter.ORIGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The reports of one story, and what people decided that bears on it."""

    reports: tuple[str, ...]  # ids, in order
    by_hand: tuple[str, ...]  # decisions that shaped it, in words
    decisions: tuple[Decision, ...]  # on its statements, and on names of any story
    guests: tuple[str, ...] = ()  # passages of reports of other stories, by their ids
    lent: tuple[str, ...] = ()  # passages of its own reports that stand in other stories

    @property
    def every(self) -> tuple[str, ...]:
        """Ids of all the reports that stand in it, be it in part, in no order."""
        return (*self.reports, *sorted({g.partition("#")[0] for g in self.guests}))

    def bare(self, settings: str) -> str:
        """A digest of all that its account depends on but for decisions on names, which may be on others' names."""
        bearing = (d.id for d in self.decisions if d.matter is not Matter.ENTITY)
        told = (self.reports, self.by_hand, bearing, self.guests, self.lent)
        return "p" + ids.digest(__version__, FORM, settings, *(x for part in told for x in ("|", *part)))

    def key(self, settings: str, names: Iterable[str]) -> str:
        """A digest of all that its account depends on; `names` are all that it holds."""
        known = {*names, *self.every}
        bearing = (
            d.id
            for d in self.decisions
            if d.matter is Matter.ENTITY and any(n.partition("|")[0] in known for n in (*d.things, *d.others))
        )
        return "p" + ids.digest(self.bare(settings), *bearing)


def list_clusters(
    placed: Iterable[Placed], decisions: Sequence[Decision], report_of_finding: Mapping[str, str]
) -> list[Cluster]:
    """The stories' reports; `report_of_finding` says in which report a statement that a decision names stands."""
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.stories import settle_clusters

    groups: dict[tuple[str, str], list[str]] = {}
    order = {}
    passages = []
    for each in placed:
        if is_passage(each.report):
            passages.append(each)
            continue
        groups.setdefault((each.linked, each.cluster), []).append(each.report)
        order[each.report] = (each.order, each.report)
    settled = list(settle_clusters(groups.values(), order, decisions=decisions))
    guests, lent = _lend(passages, settled, decisions)
    out = []
    for n, (members, by_hand) in enumerate(settled):
        held = frozenset(members).union(report_of(g) for g in guests[n])
        bearing = tuple(d for d in decisions if _bears_on(d, held, report_of_finding))
        out.append(
            Cluster(
                reports=members,
                by_hand=by_hand,
                decisions=bearing,
                guests=tuple(sorted(guests[n])),
                lent=tuple(sorted(lent[n])),
            )
        )
    return out


def _lend(
    passages: Iterable[Placed],
    settled: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    decisions: Sequence[Decision],
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Of each story, by its number, the passages that it has of others' reports, and those that others have of its own.

    A passage stays at home where people set its report apart from the story that it would stand in.
    """
    home = {report: n for n, (members, _) in enumerate(settled) for report in members}
    apart = [d for d in decisions if d.matter is Matter.STORY and d.action is Action.SPLIT]
    guests: dict[int, list[str]] = defaultdict(list)
    lent: dict[int, list[str]] = defaultdict(list)
    for passage in passages:
        own = report_of(passage.report)
        there = home.get(passage.cluster)
        if there is None or there == home[own]:
            continue
        others = frozenset(settled[there][0])
        if not any(_sets_apart(d, own, others) for d in apart):
            guests[there].append(passage.report)
            lent[home[own]].append(passage.report)
    return guests, lent


def _sets_apart(decision: Decision, report: str, others: frozenset[str]) -> bool:
    return any(
        report in one and not others.isdisjoint(two)
        for one, two in ((decision.things, decision.others), (decision.others, decision.things))
    )


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
    from onrecord.compare.joining import list_name_keys
    from onrecord.dating import date_by_neighbours

    told = {id: pairs[id] for id in cluster.reports}
    dated = date_by_neighbours([[r for r, _ in told.values()]], language=language)
    told |= {report.id: (report, found) for report, found in dated}
    excerpts = _list_excerpts(cluster, told | {id: pairs[id] for id in map(report_of, cluster.guests)})
    told |= {e.report: pairs[e.report] for e in excerpts if e.is_guest}
    held = cut_to(told, excerpts)
    reviews = latest_reviews(cluster.decisions)
    account = account_of_story(
        Reports(reports=tuple(r for r, _ in held), by_hand=cluster.by_hand, excerpts=excerpts),
        [review_findings(f, reviews) for _, f in held],
        language=language,
        options=compare_options(settings, cluster.decisions),
    )
    told_by = settings_key(settings)
    key = cluster.key(told_by, names_of(account.entities))
    return Part(
        key=key,
        bare=cluster.bare(told_by),
        account=account,
        dated=dated,
        keys=tuple(
            NameKey(entity=e.id, name=e.name, key=found, block=block)
            for e in account.entities
            for found, block in list_name_keys(e, language)
        ),
    )


def is_up_to_date(head: Head, cluster: Cluster, settings: str) -> bool:
    """True where the part was made of the cluster as it is; a decision on names that it does not hold is none on it."""
    return head.key == cluster.key(settings, names_of(e for e, _ in head.entities))


def names_of(entities: Iterable[Entity]) -> set[str]:
    """Every form of a name that these have."""
    return {name for entity in entities for name in (entity.name, *entity.aliases)}


def _list_excerpts(cluster: Cluster, told: Mapping[str, tuple[Report, Findings]]) -> tuple[Excerpt, ...]:
    """What of its reports, and of others', the story has, where that is not all of them; by the reports' ids."""
    # As above.
    from onrecord.compare.passages import paragraphs_of

    numbers: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for passage in cluster.guests:
        numbers[report_of(passage), True].update(paragraphs_of(passage))
    for passage in cluster.lent:
        numbers[report_of(passage), False].update(paragraphs_of(passage))
    out = []
    for (id, is_guest), held in sorted(numbers.items()):
        body = told[id][0].body
        paragraphs = tuple(p for n, p in enumerate(body) if (n in held) == is_guest)
        out.append(Excerpt(report=id, paragraphs=paragraphs, is_guest=is_guest))
    return tuple(out)


def join_parts(
    heads: Sequence[Head], decisions: tuple[Decision, ...], *, settings: Settings, language: Language
) -> Joined:
    """The stories of a case put together."""
    # As above.
    from onrecord.compare.joining import join_entities

    part_of = {h.story.id: h.key for h in heads}
    stories = order_stories(h.story for h in heads)
    found = [e for h in heads for e in h.entities]
    entities, became = join_entities(found, language=language, options=compare_options(settings, decisions))
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
        names=tuple(sorted({(r, n, became.get(e, e)) for _, p in held for r, n, e in p.account.names})),
        copies=tuple({(c.a, c.b): c for _, p in held for c in p.account.copies}.values()),
        stories=tuple(replace(p.account.stories[0], slug=story.slug) for story, p in held),
        claims=tuple(c for _, p in held for c in p.account.claims),
        series=tuple(s for _, p in held for s in p.account.series),
    )


def settings_key(settings: Settings) -> str:
    """The settings that comparing depends on, as text."""
    names = ("parties", "families")
    return repr(([sorted(settings[n].items()) for n in names], settings["story.timezone"], settings["language"]))


def compare_options(settings: Settings, decisions: tuple[Decision, ...]) -> "CompareOptions":
    """What the settings and the decisions say on how to compare."""
    # As above.
    from onrecord.compare import CompareOptions

    return CompareOptions(
        parties={party: tuple(members) for party, members in sorted(settings["parties"].items())},
        families={o: family for family, outlets in sorted(settings["families"].items()) for o in (family, *outlets)},
        timezone=settings["story.timezone"],
        decisions=decisions,
    )
