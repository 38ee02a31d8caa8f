"""A small casebook made by hand: eight invented reports, one of them hard-wrapped, one edited after it appeared."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from onrecord.case import Case
from onrecord.records import ids
from onrecord.records.annotation import EntityKind, Zone
from onrecord.records.casebook import Casebook
from onrecord.records.claim import (
    Account,
    Claim,
    Copy,
    CopyKind,
    Entity,
    Office,
    Origin,
    Relation,
    RelationKind,
    Series,
    SeriesPoint,
    Story,
)
from onrecord.records.finding import (
    Certainty,
    Event,
    Figure,
    Findings,
    Manner,
    Source,
    SpeakerKind,
    Stance,
    Statement,
    Status,
)
from onrecord.records.report import Furniture, FurnitureKind, Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import Basis, Precision, When

MAKER = "hand-1"
TEXTS = {
    "r1": (
        "Coastline Wire",
        "2031-03-02T06:10",
        "About 8,000 Veranian troops have massed near the Talvi crossing, a senior Ostrian defence official said on "
        "Sunday. Verania's foreign ministry has not commented on the movements.",
    ),
    "r2": (
        "Ostria Herald",
        "2031-03-02T07:45",
        "Around 8,000 Veranian troops have massed near the Talvi crossing, a senior Ostrian defence official told "
        "Coastline on Sunday.",
    ),
    "r3": (
        "Talvi Monitor",
        "2031-03-03T11:20",
        'Defence Minister Ilsa Brandt told parliament that the force had grown. "We count twelve thousand, and we '
        'count them by satellite," she said.',
    ),
    "r4": (
        "Verania State Radio",
        "2031-03-03T15:05",
        '"There are no troops beyond those on the annual winter exercise," spokesman Pavo Lind said, putting the '
        "number at under 3,000.",
    ),
    "r5v1": (
        "Coastline Wire",
        "2031-03-04T05:30",
        "Four missiles struck the Harrow fuel depot overnight, Ostria's air force said. Verania denied firing any "
        "missile.",
    ),
    "r5": (
        "Coastline Wire",
        "2031-03-04T05:30",
        "Three missiles struck the Harrow fuel depot overnight, Ostria's air force said. Verania denied firing any "
        "missile.\nThe depot at Harrow on June 11, 2028",
    ),
    "r6": (
        "Larkspur Imagery",
        "2031-03-05T09:00",
        "Images taken on March 4 are consistent with a force of between 9,500 and 11,000, Larkspur said. It did not "
        "count personnel directly. It is not clear how many tents are in use.",
    ),
    "r7": (
        "Harbour Post",
        "2031-03-06T21:30",
        "Brandt said\non Thursday that the figure was now put at around\n11,000. Tilde Roos of the Reform Party said "
        "the force at the crossing\nhad grown beyond any exercise.",
    ),
}
SIDES = {
    "a senior Ostrian defence official": "Ostria",
    "Ilsa Brandt": "Ostria",
    "Ostria's air force": "Ostria",
    "Pavo Lind": "Verania",
    "Verania": "Verania",
    "Verania's foreign ministry": "Verania",
    "Larkspur": "Larkspur",
    "Tilde Roos": "Reform Party",
}


class Maker:
    """Finds words in the texts and makes records of them."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        for key, (outlet, published, text) in TEXTS.items():
            at = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC)
            address = f"https://{outlet.split()[0].lower()}.example/{key[:2]}"
            caption = text.find("\nThe depot")
            body = Span(start=0, end=caption if caption > 0 else len(text))
            extra = (Furniture(kind=FurnitureKind.CAPTION, span=Span(start=caption + 1, end=len(text))),)
            self.reports[key] = Report(
                id=ids.report_id(key, Span(start=0, end=len(text))),
                capture=f"c{key}",
                doc=key,
                text=text,
                span=Span(start=0, end=len(text)),
                headline=None,
                standfirst=None,
                subheads=(),
                body=(body,),
                furniture=extra if caption > 0 else (),
                byline=None,
                outlet=outlet,
                address=address,
                published=When(
                    earliest=at.date(), latest=at.date(), precision=Precision.MINUTE, basis=Basis.METADATA, at=at
                ),
                language="en",
                title=f"Report {key}",
            )
        self.statements: dict[str, list[Statement]] = {key: [] for key in TEXTS}
        self.figures: dict[str, list[Figure]] = {key: [] for key in TEXTS}
        self.events: dict[str, list[Event]] = {key: [] for key in TEXTS}

    def span(self, key: str, words: str) -> Span:
        start = TEXTS[key][2].index(words)
        return Span(start=start, end=start + len(words))

    def state(
        self, key: str, who: str | None, cue: str | None, content: str, stance: Stance = Stance.ASSERTS, **more: str
    ) -> Statement:
        span = self.span(key, content)
        quoted = (Span(start=span.start + 1, end=span.end - 1),) if content.startswith('"') else ()
        named = more.get("named", who)
        speaker = Source(
            name=named,
            span=self.span(key, who) if who else None,
            kind=SpeakerKind.PERSON if named else SpeakerKind.UNSTATED,
            role=more.get("role"),
            country=more.get("country"),
        )
        statement = Statement(
            id=ids.finding_id("statement", self.reports[key].id, span),
            doc=key,
            speaker=speaker,
            cue=self.span(key, cue) if cue else None,
            content=(span,),
            quoted=quoted,
            manner=Manner.DIRECT if quoted else Manner.INDIRECT,
            stance=stance,
            certainty=Certainty.CERTAIN,
            chain=(speaker, Source(name="Coastline", span=None, kind=SpeakerKind.MEDIA)) if key == "r2" else (),
            said=self.reports[key].published,
            said_span=None,
            zone=Zone.BODY,
            evidence=Evidence(report=self.reports[key].id, spans=(span,), maker=MAKER),
        )
        self.statements[key].append(statement)
        return statement

    def figure(
        self,
        key: str,
        words: str,
        low: int | None,
        high: int | None,
        inside: Statement | None,
        approximator: str | None = None,
    ) -> Figure:
        span = self.span(key, words)
        figure = Figure(
            id=ids.finding_id("figure", self.reports[key].id, span),
            doc=key,
            of="Veranian troops",
            low=Decimal(low) if low is not None else None,
            high=Decimal(high) if high is not None else None,
            unit=None,
            approximator=approximator,
            change=None,
            scope="winter exercise" if key == "r4" else None,
            as_of=None,
            statement=inside.id if inside else None,
            evidence=Evidence(report=self.reports[key].id, spans=(span,), maker=MAKER),
        )
        self.figures[key].append(figure)
        return figure

    def event(self, key: str, label: str, when: dt.date, status: Status, inside: Statement | None) -> None:
        span = self.span(key, label)
        self.events[key].append(
            Event(
                id=ids.finding_id("event", self.reports[key].id, span),
                doc=key,
                label=label,
                when=When(earliest=when, latest=when, basis=Basis.INFERRED),
                place=None,
                actors=(),
                status=status,
                statement=inside.id if inside else None,
                evidence=Evidence(report=self.reports[key].id, spans=(span,), maker=MAKER),
            )
        )


def _point(figure: Figure, day: int, speaker: str, party: str | None, relation: str, outlet: str) -> SeriesPoint:
    said = When(earliest=dt.date(2031, 3, day), latest=dt.date(2031, 3, day))
    return SeriesPoint(
        figure=figure.id,
        low=figure.low,
        high=figure.high,
        said=said,
        as_of=When(earliest=dt.date(2031, 3, 4), latest=dt.date(2031, 3, 4)) if party == "Larkspur" else None,
        scope=figure.scope,
        speaker=speaker,
        party=party,
        via=(outlet,),
        relation=relation,
        because="by hand",
    )


def _claim(label: str, statements: list[Statement], relations: tuple[Relation, ...] = ()) -> Claim:
    by_speaker: dict[str, list[str]] = {}
    for statement in statements:
        by_speaker.setdefault(statement.speaker.name or "", []).append(statement.id)
    trees = tuple(
        Origin(
            id=ids.group_id("origin", *said),
            name=who,
            party=SIDES[who],
            statements=tuple(sorted(said)),
            because="by hand",
        )
        for who, said in by_speaker.items()
    )
    members = tuple(s.id for s in statements)
    return Claim(
        id=ids.group_id("claim", *members),
        label=label,
        statements=members,
        relations=relations,
        origins=trees,
        reports=len({s.doc for s in statements}),
        parties=tuple(sorted({SIDES[who] for who in by_speaker})),
        has_unknown_party=False,
    )


def _entity(name: str, kind: EntityKind, party: str | None, aliases: tuple[str, ...], *titles: str) -> Entity:
    seen = When(earliest=dt.date(2031, 3, 2), latest=dt.date(2031, 3, 6))
    offices = tuple(Office(title=t, seen=seen) for t in titles)
    return Entity(
        id=ids.group_id("entity", name),
        name=name,
        kind=kind,
        aliases=aliases,
        offices=offices,
        party=party,
        because="by hand",
    )


def make_casebook() -> Casebook:
    """The casebook."""
    m = Maker()
    official, force, winter = "a senior Ostrian defence official", "Ostria's air force", "spokesman Pavo Lind"
    s1 = m.state("r1", official, "said", "About 8,000 Veranian troops have massed near the Talvi crossing")
    s2 = m.state("r1", "Verania's foreign ministry", "has not commented on", "the movements", Stance.DECLINES)
    s3 = m.state("r2", official, "told", "Around 8,000 Veranian troops have massed near the Talvi crossing")
    s4 = m.state("r3", "Ilsa Brandt", "told", "the force had grown", role="Defence Minister")
    s5 = m.state(
        "r3", "she", "said", '"We count twelve thousand, and we count them by satellite,"', named="Ilsa Brandt"
    )
    s6 = m.state(
        "r4",
        winter,
        "said",
        '"There are no troops beyond those on the annual winter exercise,"',
        Stance.DENIES,
        named="Pavo Lind",
    )
    s7 = m.state("r4", winter, "putting", "the number at under 3,000", named="Pavo Lind")
    s8 = m.state("r5", force, "said", "Three missiles struck the Harrow fuel depot overnight")
    s9 = m.state("r5", "Verania", "denied", "firing any missile", Stance.DENIES)
    s10 = m.state(
        "r6", "Larkspur", "said", "Images taken on March 4 are consistent with a force of between 9,500 and 11,000"
    )
    s11 = m.state("r6", "It", "did not count", "personnel directly", Stance.DECLINES, named="Larkspur")
    s12 = m.state("r7", "Brandt", "said", "the figure was now put at around\n11,000", named="Ilsa Brandt")
    s13 = m.state("r7", "Tilde Roos", "said", "the force at the crossing\nhad grown beyond any exercise")
    f1 = m.figure("r1", "About 8,000", 8000, 8000, s1, "about")
    f2 = m.figure("r2", "Around 8,000", 8000, 8000, s3, "around")
    f3 = m.figure("r3", "twelve thousand", 12000, 12000, s5)
    f4 = m.figure("r4", "under 3,000", None, 3000, s7, "under")
    f5 = m.figure("r6", "between 9,500 and 11,000", 9500, 11000, s10)
    f6 = m.figure("r7", "around\n11,000", 11000, 11000, s12, "around")
    m.figure("r5", "Three", 3, 3, s8)
    m.event("r5", "Three missiles struck the Harrow fuel depot", dt.date(2031, 3, 4), Status.CLAIMED, s8)
    m.event("r5", "The depot at Harrow on June 11, 2028", dt.date(2028, 6, 11), Status.FACT, None)
    entities = (
        _entity("Ilsa Brandt", EntityKind.PERSON, "Ostria", ("Brandt", "Ilsa Brandt"), "Defence Minister"),
        _entity("Pavo Lind", EntityKind.PERSON, "Verania", ("Lind", "Pavo Lind"), "spokesman"),
        _entity(official, EntityKind.PERSON, "Ostria", (official,)),
        _entity(force, EntityKind.ORGANISATION, "Ostria", (force,)),
        _entity("Verania", EntityKind.GOVERNMENT, "Verania", ("Verania",)),
        _entity("Verania's foreign ministry", EntityKind.GOVERNMENT, "Verania", ("Verania's foreign ministry",)),
        _entity("Larkspur", EntityKind.ORGANISATION, "Larkspur", ("Larkspur",)),
        _entity("Tilde Roos", EntityKind.PERSON, "Reform Party", ("Roos", "Tilde Roos")),
    )
    by_name = {alias: e.id for e in entities for alias in (*e.aliases, e.name)}
    spoken = {(s.evidence.report, s.speaker.name or "") for found in m.statements.values() for s in found}
    updates = Relation(a=s12.id, b=s5.id, kind=RelationKind.UPDATES, because="same speaker, later, 11,000 after 12,000")
    denies = Relation(
        a=s6.id, b=s5.id, kind=RelationKind.DENIES, because='"no troops beyond" against "twelve thousand"'
    )
    claims = (
        _claim("troops massed near the crossing", [s1, s3]),
        _claim("the movements", [s2]),
        _claim("the force had grown", [s4, s13]),
        _claim("size of the force", [s5, s6, s12], (denies, updates)),
        _claim("the number", [s7]),
        _claim("missiles at Harrow", [s8]),
        _claim("firing any missile", [s9]),
        _claim("images", [s10]),
        _claim("personnel", [s11]),
    )
    points = (
        _point(f1, 2, official, "Ostria", "first", "Coastline Wire"),
        _point(f2, 2, official, "Ostria", "relay", "Ostria Herald"),
        _point(f3, 3, "Ilsa Brandt", "Ostria", "higher", "Talvi Monitor"),
        _point(f4, 3, "Pavo Lind", "Verania", "other scope", "Verania State Radio"),
        _point(f5, 5, "Larkspur", "Larkspur", "lower", "Larkspur Imagery"),
        _point(f6, 6, "Ilsa Brandt", "Ostria", "revises", "Harbour Post"),
    )
    current = tuple(r for key, r in m.reports.items() if key != "r5v1")
    story = Story(
        id=ids.group_id("story", *(r.id for r in current)),
        name="Talvi crossing",
        slug="talvi-crossing",
        reports=tuple(r.id for r in current),
        claims=tuple(c.id for c in claims),
        because="by hand",
    )
    account = Account(
        entities=entities,
        names=tuple(sorted((report, n, by_name[n]) for report, n in spoken if n in by_name)),
        copies=(
            Copy(
                a=m.reports["r1"].id,
                b=m.reports["r2"].id,
                kind=CopyKind.NEAR,
                share=0.8,
                passages=(),
                because="8 of 10",
            ),
        ),
        stories=(story,),
        claims=claims,
        series=(
            Series(
                id=ids.group_id("number", "troops"),
                of="Veranian troops",
                unit=None,
                story=story.id,
                points=points,
                reports=6,
                origins=5,
                parties=("Larkspur", "Ostria", "Verania"),
            ),
        ),
    )
    findings = tuple(
        Findings(
            report=r.id,
            statements=tuple(m.statements[r.doc]),
            figures=tuple(m.figures[r.doc]),
            events=tuple(m.events[r.doc]),
            times=(),
            mentions=(),
            notes=(),
        )
        for r in current
    )
    return Casebook(reports=current, findings=findings, account=account, earlier=(m.reports["r5v1"],))


@pytest.fixture(scope="session")
def casebook() -> Casebook:
    return make_casebook()


@pytest.fixture(scope="session")
def read_case(case_of: Callable[..., Case]) -> Callable[..., Case]:
    """A function that gives a case of these reports: of each its id, its day and its text."""

    def read(*reports: tuple[str, str, str]) -> Case:
        rows = ({"id": id, "published": day, "fetched": f"{day}T20:00:00Z", "text": t} for id, day, t in reports)
        return case_of(*rows)

    return read
