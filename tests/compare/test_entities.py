"""Names joined over a case: invented persons; countries and their bodies as they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.compare.entities import find_entities
from onrecord.language import load
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.claim import Entity
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

ENGLISH = load("en")
PERSON, STATE, ORG, PLACE = EntityKind.PERSON, EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.PLACE
DAY = dt.date(2031, 5, 1)


@dataclass(frozen=True)
class Named:
    """One mention of an invented report."""

    name: str
    kind: EntityKind = PERSON
    text: str | None = None
    role: str | None = None
    country: str | None = None


def told(number: int, *named: Named) -> tuple[Report, Findings]:
    text, mentions = "", []
    for n in named:
        shown = n.text or n.name
        span = Span(start=len(text), end=len(text) + len(shown))
        text += shown + " "
        mentions.append(
            Mention(span=span, name=n.name, kind=n.kind, form=MentionForm.NAME, role=n.role, country=n.country)
        )
    day = DAY + dt.timedelta(days=number)
    report = Report(
        id=f"r{number}",
        capture="c",
        doc=f"d{number}",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=None,
        standfirst=None,
        subheads=(),
        body=(),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=When(earliest=day, latest=day),
        language="en",
    )
    findings = Findings(
        report=report.id, statements=(), figures=(), events=(), times=(), mentions=tuple(mentions), notes=()
    )
    return report, findings


def find(
    *cases: tuple[Report, Findings], overrides: Mapping[str, Sequence[str]] | None = None
) -> tuple[dict[tuple[str, str], Entity], tuple[Entity, ...]]:
    entities, names = find_entities(
        [r for r, _ in cases], [f for _, f in cases], language=ENGLISH, overrides=overrides or {}
    )
    by_id = {e.id: e for e in entities}
    return {(report, name): by_id[entity] for report, name, entity in names}, entities


def is_joined(a: Named, b: Named) -> bool:
    of, _ = find(told(1, a), told(2, b))
    return of["r1", a.name].id == of["r2", b.name].id


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Danylo Hrimsky", "Danylo Hrimskyy"),
        ("Rustem Vumerov", "Rustem Vumjerov"),
        ("Shin Tae Sik", "Shin Tae-sik"),
        ("Choe Son Ae", "Choi Sun-ae"),
        ("Vladimir Savkin", "Volodymyr Savkin"),
        ("Paul R. Lund", "Paul Lund"),
        ("Mike Carver", "Michael Carver"),
        ("Karim al-Rashid", "Karim Rashid"),
        ("Jan Lipský", "Jan Lipsky"),
    ],
)
def test_spellings_of_one_persons_name_are_joined(a: str, b: str) -> None:
    assert is_joined(Named(a), Named(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kim Song Ho", "Kim Tae-jun"),
        ("Volodymyr Hrim", "Volodymyr Savka"),
        ("Anna Lund", "Peter Lund"),
        ("Kim", "Kim Tae-jun"),
        ("Lund", "Carver"),
    ],
)
def test_persons_who_share_one_part_of_a_name_stay_apart(a: str, b: str) -> None:
    assert not is_joined(Named(a), Named(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Named("UN", ORG), Named("United Nations", ORG)),
        (Named("AP", EntityKind.MEDIA), Named("Associated Press", EntityKind.MEDIA)),
        (
            Named("South Korea's spy agency", STATE, country="South Korea"),
            Named("National Intelligence Service", STATE, country="South Korea"),
        ),
        (
            Named("defence department", STATE, country="United States"),
            Named("Pentagon", STATE, country="United States"),
        ),
        (Named("Kursk region", PLACE), Named("Kursk Oblast", PLACE)),
    ],
)
def test_other_names_of_a_body_or_place_are_joined_with_a_reason(a: Named, b: Named) -> None:
    of, _ = find(told(1, a), told(2, b))
    assert of["r1", a.name] == of["r2", b.name]
    assert "stand for" in of["r1", a.name].because


@pytest.mark.parametrize("country", ["Norway", "Denmark", None])
def test_ministries_of_two_countries_stay_apart_whatever_country_stands_near(country: str | None) -> None:
    ours = Named("Ministry of Foreign Affairs (Norway)", STATE, country=country)
    theirs = Named("Ministry of Foreign Affairs (Denmark)", STATE, country=country)
    assert not is_joined(ours, theirs)


def test_a_capital_joins_its_government_and_the_city_does_not() -> None:
    of, _ = find(
        told(1, Named("South Korea", STATE, text="Seoul")),
        told(2, Named("South Korea", STATE)),
        told(3, Named("Seoul (city)", PLACE, text="Seoul")),
    )
    assert of["r1", "South Korea"].id == of["r2", "South Korea"].id
    assert of["r3", "Seoul (city)"].id != of["r1", "South Korea"].id
    assert "Seoul" in of["r1", "South Korea"].aliases


def test_a_family_name_alone_joins_where_the_office_agrees_and_there_is_one_such_person() -> None:
    full, alone = Named("Marta Ilves", role="Foreign Minister"), Named("Ilves", role="Foreign Minister")
    assert is_joined(full, alone)
    of, _ = find(told(1, full), told(2, alone), told(3, Named("Toomas Ilves", role="pilot")))
    assert of["r2", "Ilves"].id != of["r1", "Marta Ilves"].id


def test_an_office_has_the_dates_of_the_reports_that_print_it() -> None:
    minister = Named("Marta Ilves", role="Foreign Minister", country="Estonia")
    of, _ = find(told(1, minister), told(4, minister), told(9, Named("Marta Ilves", role="Prime Minister")))
    offices = {o.title: o.seen for o in of["r1", "Marta Ilves"].offices}
    assert (offices["Foreign Minister"].earliest, offices["Foreign Minister"].latest) == (
        DAY + dt.timedelta(days=1),
        DAY + dt.timedelta(days=4),
    )
    assert offices["Prime Minister"].earliest == DAY + dt.timedelta(days=9)


@pytest.mark.parametrize(
    ("named", "party"),
    [
        (Named("Marta Ilves", role="Foreign Minister", country="Estonia"), "Estonia"),
        (Named("Pavel Orlin", role="Kremlin spokesman"), "Russia"),
        (Named("Piet Brandt", role="NATO Secretary-General"), "NATO"),
        (Named("Piet Brandt", role="former NATO Secretary-General"), None),
        (Named("Ana Lund", role="scientist", country="Estonia"), None),
        (Named("Pentagon", STATE, country="United States"), "United States"),
        (Named("Ukraine", STATE, country="Ukraine"), "Ukraine"),
        (Named("Talvi Rescue Association", ORG), "Talvi Rescue Association"),
        (Named("Labour Party", ORG), "Labour Party"),
        (Named("Velm", PLACE), None),
        (Named("Marta Ilves"), None),
    ],
)
def test_the_party_is_the_side_that_an_office_or_body_belongs_to(named: Named, party: str | None) -> None:
    of, _ = find(told(1, named))
    assert of["r1", named.name].party == party


@pytest.mark.parametrize(
    ("role", "party"),
    [
        ("Velm Bridge Trust engineer", "Velm Bridge Trust"),
        ("former Velm Bridge Trust engineer", None),
        ("Trust engineer", None),
        ("engineer", None),
    ],
)
def test_the_party_is_the_organisation_that_a_title_begins_with(role: str, party: str | None) -> None:
    of, _ = find(told(1, Named("Velm Bridge Trust", ORG), Named("Ana Lund", role=role)))
    assert of["r1", "Ana Lund"].party == party


def test_a_setting_decides_the_party() -> None:
    of, _ = find(told(1, Named("Velm Herald", EntityKind.MEDIA)), overrides={"Ostria": ("velm *",)})
    assert of["r1", "Velm Herald"].party == "Ostria"
    assert "set to Ostria" in of["r1", "Velm Herald"].because


POOL = [
    Named("Danylo Hrimsky", role="President", country="Ukraine"),
    Named("Danylo Hrimskyy"),
    Named("Hrimsky", role="President"),
    Named("Kim Song Ho"),
    Named("Kim Tae-jun"),
    Named("Kim"),
    Named("UN", ORG),
    Named("United Nations", ORG),
    Named("South Korea", STATE, country="South Korea"),
    Named("Velm", ORG),
    Named("Velm", PLACE),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=4), max_size=6), st.randoms())
def test_entities_do_not_depend_on_the_order_of_reports(reports: list[list[Named]], random: Random) -> None:
    cases = [told(n, *named) for n, named in enumerate(reports)]
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert find(*cases) == find(*shuffled)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=4), max_size=6))
def test_every_name_of_a_report_has_exactly_one_entity(reports: list[list[Named]]) -> None:
    cases = [told(n, *named) for n, named in enumerate(reports)]
    of, entities = find(*cases)
    assert set(of) == {(r.id, m.name) for r, f in cases for m in f.mentions}
    assert {e.id for e in of.values()} == {e.id for e in entities}
