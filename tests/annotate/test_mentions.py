"""Names in a report: every example is invented, or uses only the names of countries, bodies and outlets."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.sentences import parse_reports
from onrecord.language import load
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.report import Report
from onrecord.records.span import Span

ENGLISH = load("en")


def report_of(body: Sequence[str], headline: str | None = None) -> Report:
    paragraphs = [headline, *body] if headline else list(body)
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start=at, end=at + len(paragraph)))
        at += len(paragraph) + 1
    return Report(
        id="r1",
        capture="c1",
        doc="d1",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=spans[0] if headline else None,
        standfirst=None,
        subheads=(),
        body=tuple(spans[1:] if headline else spans),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )


def read(*body: str, headline: str | None = None) -> list[tuple[str, Mention]]:
    report = report_of(body, headline)
    (parsed,) = parse_reports([report])
    mentions = find_mentions(report, parsed.tokens, parsed.sentences, language=ENGLISH)
    return [(m.span.of(report.text), m) for m in mentions]


def names(*body: str, headline: str | None = None) -> dict[str, str]:
    return {text: m.name for text, m in read(*body, headline=headline)}


def only(word: str, *body: str) -> Mention:
    return next(m for text, m in read(*body) if text == word)


@pytest.mark.parametrize(
    ("body", "short", "full"),
    [
        ("Defence Minister Ana Lund spoke in the morning. Lund said the bridge was closed.", "Lund", "Ana Lund"),
        ("Ursula van der Berg resigned. The board thanked Van der Berg.", "Van der Berg", "Ursula van der Berg"),
        ("National Security Adviser Shin Tae-sik arrived. Shin said little.", "Shin", "Shin Tae-sik"),
        ("Foreign Minister Choe Son Ae left on Monday. Choe smiled.", "Choe", "Choe Son Ae"),
        ("Senator George T. Marlow III lost. Mr. Marlow conceded.", "Marlow", "George T. Marlow III"),
        ("President Karim al-Rashid spoke. Rashid warned them.", "Rashid", "Karim al-Rashid"),
        ("Mayor William Carver spoke. Bill was tired.", "Bill", "William Carver"),
        ("The Talvi Rescue Association (TRA) said so. The TRA left.", "TRA", "Talvi Rescue Association"),
        ("The Portmouth Press Herald asked. The Press Herald waited.", "Press Herald", "Portmouth Press Herald"),
        ("The raid on Harbour-A-Front (HaF) failed. Later HaF left.", "HaF", "Harbour-A-Front"),
        ("Omar Lund, also known as Abu Renn, died. Renn had led them.", "Renn", "Omar Lund"),
        ("Larkspur Motor Co. said a 2001 Larkspur Civic burned. Larkspur left.", "Larkspur", "Larkspur Motor Co"),
        ("Wg Cdr Ana Lund spoke on Monday. Lund was well.", "Lund", "Ana Lund"),
    ],
)
def test_short_forms_get_the_full_name_of_their_report(body: str, short: str, full: str) -> None:
    assert names(body)[short] == full


def test_two_persons_of_one_family_name_are_kept_apart() -> None:
    found = read(
        "Foreign Minister Kim Song Ho met Kim Tae-jun, a lawmaker.",
        "A long day followed in the town. Nobody spoke. The lights went out.",
        "Kim Tae-jun left early. Kim said he was ill.",
    )
    assert found[-1][1].name == "Kim Tae-jun"


def test_two_persons_of_one_given_name_are_kept_apart() -> None:
    found = names("President Volodymyr Hrim met governor Volodymyr Savka. Savka thanked Hrim.")
    assert found["Savka"] == "Volodymyr Savka"
    assert found["Hrim"] == "Volodymyr Hrim"


def test_the_title_before_a_family_name_tells_a_wife_from_her_husband() -> None:
    found = read(
        "Hilda Rodam Varn was asked about her letters.",
        "The server held letters of her husband, former President Tomas Varn.",
        "Mrs. Varn said it was private. Mr. Varn said nothing.",
    )
    assert [m.name for _, m in found[-2:]] == ["Hilda Rodam Varn", "Tomas Varn"]


def test_the_senate_is_not_that_of_a_state_whose_upper_house_has_another_name() -> None:
    assert names("The Senate asked Russia for the letters. Russia said it had none.")["Senate"] == "Senate"


@pytest.mark.parametrize(
    ("body", "name", "role", "country"),
    [
        ("Ukrainian President Danylo Hrim condemned it.", "Danylo Hrim", "President", "Ukraine"),
        ("South Korea's Defense Minister Kim Tae-jun left.", "Kim Tae-jun", "Defense Minister", "South Korea"),
        ("The Polish foreign minister, Jan Wilk, said so.", "Jan Wilk", "foreign minister", "Poland"),
        ("The bridge is shut, said lawmaker Mykyta Vorona.", "Mykyta Vorona", "lawmaker", None),
        ("Lee Seong-ho, a lawmaker who was there, agreed.", "Lee Seong-ho", "lawmaker", None),
        ("Secretary of State Ruth Alden arrived.", "Ruth Alden", "Secretary of State", None),
        ("NATO Secretary-General Piet Brandt called.", "Piet Brandt", "NATO Secretary-General", None),
    ],
)
def test_a_printed_office_stands_with_the_name(body: str, name: str, role: str, country: str | None) -> None:
    mention = only(name, body)
    assert (mention.kind, mention.role, mention.country) == (EntityKind.PERSON, role, country)


@pytest.mark.parametrize(
    ("body", "word", "name", "kind", "form"),
    [
        ("Seoul announced new sanctions on Friday.", "Seoul", "South Korea", "government", "capital"),
        ("Talks between Pyongyang and Moscow failed.", "Moscow", "Russia", "government", "capital"),
        ("The delegation met in Seoul on Friday.", "Seoul", "Seoul (city)", "place", "name"),
        ("She flew from Kyiv to Warsaw on Friday.", "Kyiv", "Kyiv (city)", "place", "name"),
        ("Kyiv residents slept in the metro.", "Kyiv", "Kyiv (city)", "place", "name"),
        ("The DPRK sent troops.", "DPRK", "North Korea", "government", "acronym"),
        ("The US-led talks went on.", "US", "United States", "government", "acronym"),
        ("Dutch farmers were angry.", "Dutch", "Netherlands", "government", "adjective"),
        ("The UN said so.", "UN", "UN", "org", "acronym"),
        ("According to the newspaper Le Monde, it rained.", "Le Monde", "Le Monde", "media", "name"),
        ("North Korea attacked. The North denied it.", "The North", "North Korea", "government", "short"),
    ],
)
def test_countries_and_bodies_are_known_in_all_their_forms(
    body: str, word: str, name: str, kind: str, form: str
) -> None:
    mention = only(word, body)
    assert (mention.name, mention.kind, mention.form) == (name, EntityKind(kind), MentionForm(form))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The carmaker Larkspur left on Friday. Larkspur's office was shut.", "Larkspur"),
        ("Larkspur said it would leave. Later Larkspur's net loss grew.", "Larkspur"),
        ("On Friday Larkspur shares fell by a tenth.", "Larkspur"),
        ("On Friday Velm Larkspur reported a loss. Velm Larkspur's stock rose.", "Velm Larkspur"),
        ("Larkspur Chief Executive Ana Lund met them. Larkspur's offer stands.", "Larkspur"),
        ("The analyst at Dale & Rowan met them.", "Dale & Rowan"),
        ("Larkspur Velm Corp sank. Friends of Larkspur Velm wept.", "Larkspur Velm"),
        ("Dorset Football Club won. For Dorset it was the first time.", "Dorset"),
        ("Larkspur Chairman and principal donor Ana Lund met them.", "Larkspur"),
        ("Then the union Vereinigung Larkspur went home.", "Vereinigung Larkspur"),
        ("Ana Lund, a director at Larkspur Velm, met them.", "Larkspur Velm"),
        ("On Friday Velm Harriers lost again.", "Velm Harriers"),
        ("On Friday Dorset have denied it.", "Dorset"),
        ("Larkspur's said it would close two mills. Larkspur's workers met.", "Larkspur's"),
        ("On Friday Larkspur Velm, which also settled, denied it.", "Larkspur Velm"),
        ("The Standard & Poor's 500 index rose.", "Standard & Poor's"),
    ],
)
def test_an_unknown_name_is_a_firm_by_what_stands_beside_it(body: str, name: str) -> None:
    assert {m.kind for word, m in read(body) if word == name} == {EntityKind.ORGANISATION}


@pytest.mark.parametrize(
    "body",
    [
        "Ana Lund said it would rain.",
        "Mr Larkspur said it would rain.",
        "Then Lund's brother left.",
        "Ana King Chairman left.",
        "Ana Velm and Mona King have left.",
        "Then Velm Roberts went home.",
        "On Friday Lund's friend met a friend of Lund's.",
    ],
)
def test_a_person_is_no_firm(body: str) -> None:
    assert {m.kind for _, m in read(body)} == {EntityKind.PERSON}


@pytest.mark.parametrize(
    ("body", "word", "name"),
    [
        ("They joined the National Sea Alliance (NASA). NASA won.", "NASA", "National Sea Alliance"),
        ("Lund's National Sea Alliance political coalition (NASA) won.", "NASA", "National Sea Alliance"),
        ("The World Harbour Office (WHO) met.", "WHO", "World Harbour Office"),
    ],
)
def test_a_short_form_stands_for_what_the_report_spells_out(body: str, word: str, name: str) -> None:
    assert {m.name for found, m in read(body) if found == word} == {name}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The South Korean Ministry of Defense did not comment.", "Ministry of National Defense (South Korea)"),
        ("Ukraine is at war. The Foreign Ministry of Ukraine said so.", "Ministry of Foreign Affairs (Ukraine)"),
        ("Texas Department of Public Safety officers came.", "Texas Department of Public Safety"),
        ("The National Disaster Risk and Relief Council met.", "National Disaster Risk and Relief Council"),
        ("Ana Lund sued the Alder County Sheriff's Office.", "Alder County Sheriff's Office"),
        ("Rescuers reached the Velm region at noon.", "Velm region"),
        ("The Lund administration said no.", "Lund administration"),
        ("Verania's Ministry of Trade, Industry and Energy met.", "Ministry of Trade, Industry and Energy"),
        (
            "The Committee on Transport, Energy, and Communications met.",
            "Committee on Transport, Energy, and Communications",
        ),
        ("Officials of the Ministry of Trade, Lund and Brandt met.", "Ministry of Trade"),
        ("Cheuk Hau-yip, the commander, said no.", "Cheuk Hau-yip"),
        ("Mr Hau-yip said no.", "Hau-yip"),
    ],
)
def test_bodies_and_places_are_read_whole(body: str, name: str) -> None:
    assert name in names(body).values()


def test_a_title_case_headline_uses_the_names_of_the_body() -> None:
    found = names(
        "Foreign Minister Marta Ilves said that the ferry sank off Verania. Ilves gave no cause.",
        headline="Ilves Says Ferry Sank Off Coast After Engine Fire",
    )
    assert found["Ilves"] == "Marta Ilves"
    assert "Ferry" not in found


@pytest.mark.parametrize(
    "body",
    [
        "The President said that the Prime Minister was ill.",
        "However, nobody came on Monday. Later, in March, it rained.",
        "It said so. They left. We know.",
        "It said that E-mails lay in the harbour.",
    ],
)
def test_titles_days_and_sentence_openers_are_no_names(body: str) -> None:
    assert names(body) == {}


def test_a_wrapped_name_is_one_name() -> None:
    found = read("The minister, Sergei\nVolin, said so. Volin left.")
    assert [m.name for _, m in found if m.kind is EntityKind.PERSON] == ["Sergei Volin", "Sergei Volin"]


WORDS = st.sampled_from(
    [
        "Ana",
        "Lund",
        "of",
        "the",
        "Ministry",
        "Kim",
        "-",
        "won",
        "al",
        "US",
        "said",
        ",",
        '"',
        "'s",
        "President",
        "in",
        "May",
        "Seoul",
        "4th",
        ".",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_mentions_lie_in_text_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    spans = [m.span for _, m in read(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "word", "kind", "country"),
    [
        ("A source told AFP that the port was closed.", "AFP", EntityKind.MEDIA, "France"),
        (
            "It passed in France. The National Assembly voted for it.",
            "National Assembly",
            EntityKind.GOVERNMENT,
            "France",
        ),
        ("In Pakistan the National Assembly met.", "National Assembly", EntityKind.GOVERNMENT, "Pakistan"),
        ("The film was shown on ABC.", "ABC", EntityKind.MEDIA, "United States"),
    ],
)
def test_a_name_that_several_bear_is_that_of_the_country_in_the_report(
    text: str, word: str, kind: EntityKind, country: str
) -> None:
    found = only(word, text)
    assert (found.kind, found.country) == (kind, country)
