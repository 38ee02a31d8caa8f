"""What a figure counts, on whose word, in what scope and as of when, on invented reports."""

import datetime as dt
from decimal import Decimal

import pytest

from onrecord.annotate.quantities import find_quantities
from onrecord.annotate.sentences import parse_reports
from onrecord.extract.figures import find_figures
from onrecord.language import load
from onrecord.records.annotation import Annotations, TimeExpression, TimeKind, Zone
from onrecord.records.finding import Certainty, Figure, Manner, Source, SpeakerKind, Stance, Statement
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import When

ENGLISH = load("en")


def figures(
    text: str,
    *,
    headline: str = "",
    times: tuple[TimeExpression, ...] = (),
    statements: tuple[Statement, ...] = (),
) -> tuple[Figure, ...]:
    whole = f"{headline}\n{text}" if headline else text
    start = len(whole) - len(text)
    report = Report(
        id="r1",
        capture="c1",
        doc="talvi.txt",
        text=whole,
        span=Span(start=0, end=len(whole)),
        headline=Span(start=0, end=len(headline)) if headline else None,
        standfirst=None,
        subheads=(),
        body=(Span(start=start, end=len(whole)),),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )
    (parsed,) = parse_reports([report])
    marks = Annotations(
        report=report.id,
        tokens=parsed.tokens,
        sentences=parsed.sentences,
        quotations=(),
        times=times,
        quantities=find_quantities(report, parsed.tokens, parsed.sentences, times, language=ENGLISH),
        mentions=(),
        attributions=(),
    )
    return find_figures(report, marks, statements, language=ENGLISH).items


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Verania sent 8,000 Veranian troops to the border.", ["Veranian troops"]),
        ("The blast killed two people and injured 13.", ["people", "people injured"]),
        ("They destroyed 31 out of 48 drones.", ["drones", "drones"]),
        ("149 of the survivors were treated.", ["survivors"]),
        ("Brandt pledged an additional $425m in military aid.", ["military aid"]),
        ("He paid a fine of $600.", ["fine"]),
        ("The 22-mile journey was easy.", ["journey"]),
        ("Winds of 120 miles per hour were measured.", ["Winds"]),
        ("The number of deaths rose to 58.", ["deaths"]),
        ("Talvi, a city of about 1 million, lost power.", ["inhabitants"]),
        ("The court heard nine counts of arson.", ["counts of arson"]),
        ("The army has 12,000 men.", ["men of army"]),
        ("Larkspur shares rose 5 percent.", ["Larkspur shares"]),
        ("The depot lies 75 miles (120 km) north of Talvi.", ["miles north of Talvi", "miles north of Talvi"]),
        ("Three soldiers died and two were wounded.", ["soldiers", "people injured"]),
        ("The cost of the bridge is 2.5 billion euros.", ["cost of the bridge"]),
        ("A ferry carrying 189 passengers and crew sank.", ["passengers and crew"]),
        ("It carried 173 passengers and 16 crew members.", ["passengers", "crew members"]),
        ("Larkspur reported a net income of $3.4 billion in the fourth quarter.", ["net income of Larkspur"]),
        (
            "Ostria raised the death toll after a powerful quake that struck off the coast on Saturday to 413.",
            ["people killed"],
        ),
        ("Brandt said the number of people injured has also risen from an earlier toll of 2,068.", ["people injured"]),
        ("The bank wrote down loans and bonds worth $12 million in the mortgage crisis.", ["loans and bonds"]),
        (
            "They had revenues of $13 million. While this was down 48 percent, it was some $2 million over the plan.",
            ["revenues", "revenues", "revenues"],
        ),
        ("Larkspur reported losing $1.1 million in the quarter.", ["loss of Larkspur"]),
        ("Brandt said that rebuilding the harbour would cost $40 million.", ["rebuilding the harbour"]),
        ("Removing the wreck will take three weeks, officials said.", ["Removing the wreck"]),
        ("Write-downs reached about $12 million, and costs surpassed $3 million.", ["Write-downs", "costs"]),
        ("The plan would lead to 22 million more uninsured workers by then.", ["more uninsured workers"]),
        ("The court sentenced Lund to five years in jail.", ["jail"]),
        ("She faces a minimum of 15 years in a federal prison.", ["federal prison"]),
        ("Among the dead, five were children.", ["children"]),
        ("The bank took a downward value adjustment of $1.5 million.", ["downward value adjustment"]),
        ("Brandt wants to restore luster to a stock down by about half.", ["stock"]),
        (
            "Larkspur shares traded up $1.78, or 7.4 per cent, at $25.81 in afternoon trading.",
            ["Larkspur shares", "Larkspur shares", "Larkspur shares"],
        ),
        (
            "The 9,000 further cuts will take place next year, including about 700 in consumer banking.",
            ["further cuts", "further cuts"],
        ),
        ("It lost nearly $17 million in write-offs and loan reserves.", ["write-offs and loan reserves"]),
        ("It was less than the $18 million in write-downs Larkspur reported in May.", ["write-downs"]),
        ("The repeat poll had a 38.84 per cent turnout.", ["turnout"]),
        ("The court said that Lund won 42.98 percent to Brandt's 41.39 percent.", ["Lund", "Brandt"]),
        ("Lund won with 42.95 per cent to 41.42 per cent for Olin Brandt.", ["Lund", "Olin Brandt"]),
        ("Brandt is polling 45.7% of the vote, to Lund's 40.2%.", ["vote of Brandt", "Lund"]),
        ("Lund won by 50,446 votes, receiving 42.95 percent of the vote.", ["votes", "vote of Lund"]),
        ("A ferry sank with 459 on board, mostly students.", ["people"]),
        ("Users should return their Larkspur 7 phones to one of 40 shops.", ["shops"]),
        ("The turnout was just under 39 percent of the 19 million voters.", ["turnout", "voters"]),
        (
            "Brandt won 7,483 votes, just 719 shy of the 8,203 he had in May.",
            ["votes of Brandt", "votes", "votes"],
        ),
        ("The bank has agreed to lend $150m to help Ostria.", ["loan"]),
        ("The loss over the past two quarters was $15 million.", ["quarters", "loss"]),
        ("The Sorne & Lund's 500 index rose 2 percent.", ["index"]),
        ("Gas and oil prices rose 5 percent.", ["Gas and oil prices"]),
        ("Larkspur shares rose 18 cents to $23.", ["Larkspur shares", "Larkspur shares"]),
        ("They sell bread priced at $3 a loaf.", ["bread"]),
        ("The fleet, which has 40 ships, sailed.", ["ships of fleet"]),
        ("The board offered a grant worth up to $8 million.", ["grant"]),
    ],
)
def test_figures_name_what_is_counted(text: str, of: list[str]) -> None:
    assert [f.of for f in figures(text)] == of


@pytest.mark.parametrize(
    "text",
    [
        "Ilsa Brandt, 53, spoke first.",
        "Ilsa Brandt is 53 years old.",
        "Ilsa Brandt, aged 53, spoke first.",
        "Ilsa Brandt died at the age of 53.",
        "The 53-year-old Ilsa Brandt spoke first.",
    ],
)
def test_figures_know_an_age_in_years(text: str) -> None:
    (found,) = figures(text)
    assert (found.of, found.unit, found.low) == ("age of Ilsa Brandt", "years", Decimal(53))


def test_figures_know_the_age_of_someone_not_named() -> None:
    (found,) = figures("The princess, 67, spoke first.")
    assert (found.of, found.unit) == ("age of princess", "years")


def test_figures_of_a_list_of_ages_are_ages() -> None:
    found = figures("The victims were aged nine, ten and thirteen.")
    assert {f.unit for f in found} == {"years"}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The blast killed 12 sailors.", "killed"),
        ("Verania has sent 3,000 troops.", "sent"),
        ("Verania plans to send 3,000 troops.", "planned"),
        ("Verania sent troops with plans to deploy 10,000 by May.", "planned"),
        ("Police arrested 20 marchers.", "arrested"),
        ("The army shot at and destroyed 31 drones.", "destroyed"),
        ("There are 40 boats.", None),
        ("The navy sent 34 ships to Talvi.", "sent"),
        ("Some 34 navy ships searched the sea.", None),
        ("A ferry sank with 459 on board.", "on board"),
    ],
)
def test_figures_carry_the_scope_of_their_verb(text: str, scope: str | None) -> None:
    (found,) = figures(text)
    assert found.scope == scope


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Divers said 14 bodies had been recovered and 60 people rescued.", ["killed", "rescued"]),
        ("The Red Cross said 14 were killed, 60 survived and nine remain missing.", ["killed", "survived", "missing"]),
        ("At least nine people were still missing after the ferry sank.", ["missing"]),
        ("The toll stood at 14 on Monday, with 60 people injured.", ["killed", "injured"]),
        ("The number of deaths had risen to 58.", ["killed"]),
        ("Officials revised the death toll downward from 58.", ["killed"]),
        ("The storm claimed the lives of five others.", ["killed"]),
        ("Forty people have lost their lives.", ["killed"]),
        ("He said 14 are known dead in Talvi, six in Vesla and two in Kessel.", ["killed", "killed", "killed"]),
        ("The rest were saved, with 60 confirmed to have survived.", ["survived"]),
        ("Villagers may still be trapped in ten buildings.", [None]),
        ("The 7.1-magnitude quake killed 40 people.", [None, "killed"]),
        ("Some 400 families have taken shelter in the hills.", ["displaced"]),
    ],
)
def test_figures_tell_the_dead_from_the_hurt_the_missing_and_the_saved(text: str, scopes: list[str | None]) -> None:
    assert [f.scope for f in figures(text)] == scopes


@pytest.mark.parametrize(
    "text",
    [
        "Police released photos of six suspects.",
        "Nine bombers carried out the blasts.",
        "One of the two pilots who left the jet was killed by fire.",
    ],
)
def test_figures_take_no_scope_from_a_verb_that_is_not_told_of_them(text: str) -> None:
    assert [f.scope for f in figures(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The plane was shot down by two of its jets.",
        "The plane came down 4 kilometres inside Verania.",
        "The plane fell 4 kilometres from the border.",
    ],
)
def test_figures_of_what_fell_have_fallen_by_nothing(text: str) -> None:
    assert [f.change for f in figures(text)] == [None]


def test_figures_take_no_claim_of_an_attack_for_a_count() -> None:
    assert figures("There was no immediate claim of responsibility for the blast in Talvi.") == ()


def test_figures_come_only_from_the_body() -> None:
    found = figures("The ministry gave no number.", headline="Verania sends 8,000 troops")
    assert found == ()


def test_figures_keep_bounds_as_decimals_and_evidence_first_the_amount() -> None:
    text = "Larkspur counted 9,500-11,000 troops near Talvi."
    (found,) = figures(text)
    assert (found.low, found.high) == (Decimal(9500), Decimal(11000))
    assert [s.of(text) for s in found.evidence.spans] == ["9,500-11,000", "troops"]


def test_figures_hold_as_of_the_date_in_their_clause() -> None:
    text = "As of 4 March there were 9,500 troops near Talvi."
    day = When(earliest=dt.date(2031, 3, 4), latest=dt.date(2031, 3, 4))
    when = TimeExpression(span=Span(start=6, end=13), kind=TimeKind.DATE, value="2031-03-04", when=day)
    (found,) = figures(text, times=(when,))
    assert found.as_of == day


def test_figures_stand_in_the_statement_that_holds_them() -> None:
    text = "Brandt said 12,000 troops were near Talvi."
    content = Span(start=12, end=41)
    said = Statement(
        id="s1",
        doc="talvi.txt",
        speaker=Source(name="Ilsa Brandt", span=Span(start=0, end=6), kind=SpeakerKind.PERSON),
        cue=Span(start=7, end=11),
        content=(content,),
        quoted=(),
        manner=Manner.INDIRECT,
        stance=Stance.ASSERTS,
        certainty=Certainty.CERTAIN,
        chain=(),
        said=None,
        said_span=None,
        zone=Zone.BODY,
        evidence=Evidence(report="r1", spans=(content,), maker="test"),
    )
    (found,) = figures(text, statements=(said,))
    assert found.statement == "s1"
    assert figures(text)[0].statement is None


def test_figures_of_a_rank_have_the_unit_rank() -> None:
    (found,) = figures("Talvi is the fourth-largest city of Ostria.")
    assert (found.unit, found.low) == ("rank", Decimal(4))
