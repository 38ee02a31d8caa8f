"""Which body a bare name is, which body's office somebody holds, and whose side that is: invented firms and persons."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.compare.entities import find_entities
from onrecord.compare.people import make_cast
from onrecord.language import load
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.claim import Entity
from onrecord.records.finding import Findings, Source, SpeakerKind
from onrecord.records.report import Report
from onrecord.records.span import Span

ENGLISH = load("en")
PERSON, ORG, STATE, THING = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.THING
Named = tuple[str, EntityKind]


def told(
    number: int, text: str, named: Sequence[Named], roles: dict[str, str] | None = None
) -> tuple[Report, Findings]:
    mentions = tuple(
        Mention(
            span=Span(start=text.index(name), end=text.index(name) + len(name)),
            name=name,
            kind=kind,
            form=MentionForm.NAME,
            role=(roles or {}).get(name),
            country=name if kind is STATE else None,
        )
        for name, kind in named
    )
    whole = Span(start=0, end=len(text))
    report = Report(
        id=f"r{number}",
        capture="c",
        doc=f"d{number}",
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=(whole,),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )
    return report, Findings(
        report=report.id, statements=(), figures=(), events=(), times=(), mentions=mentions, notes=()
    )


def find(*cases: tuple[Report, Findings]) -> dict[str, Entity]:
    entities, _ = find_entities([r for r, _ in cases], [f for _, f in cases], language=ENGLISH, overrides={})
    return {name: e for e in entities for name in (e.name, *e.aliases)}


BARE = [
    ("Harvand shareholders turned the offer down.", "Harvand", ORG),
    ("Harvand's board turned the offer down.", "Harvand", ORG),
    ("The chief executive of Harvand turned the offer down.", "Harvand", ORG),
    ("Lund & Harvand turned the offer down.", "Lund & Harvand", ORG),
    ("Harvand turned the offer down.", "Harvand", PERSON),
    ("Mr Harvand, who has shares, turned the offer of Harvand shareholders down.", "Harvand", PERSON),
]


@pytest.mark.parametrize(("text", "name", "kind"), BARE)
def test_a_bare_name_is_a_body_where_the_report_shows_what_only_bodies_have(
    text: str, name: str, kind: EntityKind
) -> None:
    assert find(told(1, text, [(name, PERSON)]))[name].kind is kind


def test_a_name_that_another_report_reads_for_a_body_is_one_body_of_both() -> None:
    found = find(
        told(1, "Brell said it would strike.", [("Brell", PERSON)]),
        told(2, "Brell called off its strike.", [("Brell", ORG)]),
    )
    assert found["Brell"].kind is ORG
    assert found["Brell"].party == "Brell"


def test_a_surname_stays_a_person_where_somebody_is_named_in_full() -> None:
    found = find(
        told(1, "Brell said it would strike.", [("Brell", ORG)]),
        told(2, "Anna Brell spoke. Brell left.", [("Anna Brell", PERSON)]),
        told(3, "Then Brell spoke again.", [("Brell", PERSON)]),
    )
    assert found["Anna Brell"].kind is PERSON


OFFICES = [
    ("Brell's joint general secretary, Tomas Lund, spoke.", "Brell"),
    ("Tomas Lund, joint general secretary of Brell, spoke.", "Brell"),
    ("Tomas Lund, the chief executive officer at Brell, spoke.", "Brell"),
    ("Tomas Lund, a Brell spokesman, spoke.", "Brell"),
    ("Brell chief executive Tomas Lund spoke.", "Brell"),
    ("The joint leader of the country's largest union Brell, Tomas Lund, spoke.", "Brell"),
    ("Tomas Lund, a former chairman of Brell, spoke.", None),
    ("Brell attacked prime minister Tomas Lund for it.", None),
    ("Brell struck. Leader Tomas Lund spoke.", None),
    ("Tomas Lund, who wrote to Brell, spoke.", None),
]


@pytest.mark.parametrize(("text", "party"), OFFICES)
def test_an_office_beside_the_name_of_a_body_gives_its_holder_the_side(text: str, party: str | None) -> None:
    found = find(told(1, text, [("Brell", ORG), ("Tomas Lund", PERSON)]))
    assert found["Tomas Lund"].party == party
    assert party is None or "by an office of Brell" in found["Tomas Lund"].because


ORGANS = [
    ("Harvand's board of directors", "Harvand"),
    ("Board of Harvand Incorporated", "Harvand"),
    ("Harvand Energy Ministry", "Harvand"),
    ("Ministry of Harvand", "Ministry of Harvand"),
    ("South Korean Embassy", "South Korea"),
]


@pytest.mark.parametrize(("organ", "party"), ORGANS)
def test_an_organ_is_of_the_side_of_the_body_in_its_name(organ: str, party: str) -> None:
    found = find(
        told(1, f"{organ} met. Harvand said so.", [(organ, ORG)]), told(2, "Harvand said so.", [("Harvand", ORG)])
    )
    assert found[organ].party == party


def test_a_firm_is_one_with_and_without_its_legal_form() -> None:
    found = find(
        told(1, "Harvand Corp said so.", [("Harvand Corp", ORG)]), told(2, "Harvand said so.", [("Harvand", ORG)])
    )
    assert found["Harvand Corp"] is found["Harvand"]


def test_letters_that_one_report_gives_a_body_are_that_body_in_the_next() -> None:
    report, _ = told(1, "Harrow Air (HA) said so. HA left.", [("Harrow Air", ORG)])
    text = report.text
    at = text.index("HA left")
    short = Mention(span=Span(start=at, end=at + 2), name="Harrow Air", kind=ORG, form=MentionForm.ACRONYM, role=None)
    first = told(1, text, [("Harrow Air", ORG)])[1]
    both = Findings(
        report=report.id, statements=(), figures=(), events=(), times=(), mentions=(*first.mentions, short), notes=()
    )
    found = find((report, both), told(2, "HA said so.", [("HA", ORG)]))
    assert found["HA"].name == "Harrow Air"
    assert found["HA"] is found["Harrow Air"]


def test_the_last_word_of_the_only_outlet_that_is_called_so_is_that_outlet() -> None:
    found = find(
        told(1, "The Harrow Journal said so.", [("The Harrow Journal", EntityKind.MEDIA)]),
        told(2, "The Journal said so.", [("Journal", ORG)]),
    )
    assert found["Journal"] is found["The Harrow Journal"]


LEGISLATORS = [
    ({"Tomas Lund": "Republican Sen."}, "Republican Party"),
    ({"Tomas Lund": "Sen."}, None),
]


@pytest.mark.parametrize(("roles", "party"), LEGISLATORS)
def test_who_sits_in_a_parliament_speaks_for_a_political_party_where_one_is_told(
    roles: dict[str, str], party: str | None
) -> None:
    assert find(told(1, "Tomas Lund spoke.", [("Tomas Lund", PERSON)], roles))["Tomas Lund"].party == party


UNNAMED = [
    ("Brell officials", "Brell"),
    ("two Brell spokesmen", "Brell"),
    ("senior Ostria government official", "Ostria"),
    ("former Brell officials", None),
    ("Brell customers", None),
    ("Two Ostria contractors", None),
    ("officials", None),
]


@pytest.mark.parametrize(("called", "party"), UNNAMED)
def test_who_is_called_after_a_body_that_he_speaks_for_is_of_its_side(called: str, party: str | None) -> None:
    cases = [told(1, "Brell struck. Ostria watched.", [("Brell", ORG), ("Ostria", STATE)])]
    entities, names = find_entities([r for r, _ in cases], [f for _, f in cases], language=ENGLISH, overrides={})
    who = make_cast(entities, names, language=ENGLISH).who(
        "r1", Source(span=None, name=called, role=None, country=None, kind=SpeakerKind.UNNAMED_GROUP)
    )
    assert who.party == party
    assert not who.is_named


AT_HOME = [
    ("Ostria voted. Ostria waits. President Tomas Lund spoke.", "President", "Ostria"),
    ("Ostria voted. Ostria waits. Vice minister Tomas Lund spoke.", "vice minister", "Ostria"),
    ("Ostria voted. Ostria waits. The president, Tomas Lund, spoke.", "president", None),
    ("Ostria voted. Ostria waits. Fire minister Tomas Lund spoke.", "club president", None),
    ("Ostria voted. President Tomas Lund spoke.", "President", None),
    ("Ostria voted. Ostria waits. Opposition leader Tomas Lund spoke.", "President", None),
]


@pytest.mark.parametrize(("text", "role", "party"), AT_HOME)
def test_an_office_of_state_without_a_country_is_of_the_one_that_the_report_is_about(
    text: str, role: str, party: str | None
) -> None:
    named = [("Ostria", STATE)] * text.count("Ostria")
    found = find(told(1, text, [*named, ("Tomas Lund", PERSON)], {"Tomas Lund": role}))
    assert found["Tomas Lund"].party == party


BELOW = [
    ("Fire chief", None),
    ("county commissioner", None),
    ("leader", "Ostria"),
    ("national fire commissioner", "Ostria"),
]


@pytest.mark.parametrize(("role", "party"), BELOW)
def test_who_holds_an_office_below_the_state_does_not_speak_for_it(role: str, party: str | None) -> None:
    report, findings = told(1, "Tomas Lund spoke in Ostria.", [("Tomas Lund", PERSON)], {"Tomas Lund": role})
    named = tuple(replace(m, country="Ostria") for m in findings.mentions)
    assert find((report, replace(findings, mentions=named)))["Tomas Lund"].party == party


def test_a_premier_of_a_region_speaks_for_the_region() -> None:
    report, findings = told(
        1,
        "Kessel Premier Tomas Lund spoke.",
        [("Kessel", EntityKind.PLACE), ("Tomas Lund", PERSON)],
        {"Tomas Lund": "Premier"},
    )
    named = tuple(replace(m, country="Ostria") for m in findings.mentions)
    again = told(2, "Premier Tomas Lund spoke.", [("Tomas Lund", PERSON)], {"Tomas Lund": "Premier"})
    assert find((report, replace(findings, mentions=named)), again)["Tomas Lund"].party == "Kessel"


PREFIXED = ("U.S. Tide Safety Commission", "US Tide Safety Commission", "Tide Safety Commission")


def test_a_body_is_one_with_and_without_its_country() -> None:
    found = find(*(told(n, f"{name} spoke.", [(name, ORG)]) for n, name in enumerate(PREFIXED)))
    assert len({found[name].id for name in PREFIXED}) == 1
    assert found["Tide Safety Commission"].party == "United States"


def test_a_body_of_two_countries_is_of_neither_without_one() -> None:
    names = ("U.S. Tide Safety Commission", "South Korean Tide Safety Commission", "Tide Safety Commission")
    found = find(*(told(n, f"{name} spoke.", [(name, ORG)]) for n, name in enumerate(names)))
    assert len({found[name].id for name in names}) == 3


def test_the_media_of_a_country_do_not_speak_for_it() -> None:
    entities, names = find_entities([], [], language=ENGLISH, overrides={})
    cast = make_cast(entities, names, language=ENGLISH)
    sides = [
        cast.who("r1", Source(span=None, name=name, role=None, country="Ostria", kind=SpeakerKind.MEDIA)).party
        for name in ("Ostrian media", "Ostrian state media")
    ]
    assert sides == [None, "Ostria"]
