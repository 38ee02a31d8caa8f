"""Figures as a careful reader takes them: invented sentences of many kinds of news, none from a set."""

import datetime as dt

import pytest

from onrecord.annotate.quantities import find_quantities
from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.extract.figures import find_figures
from onrecord.language import load
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Figure
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

ENGLISH = load("en")
WEDNESDAY = dt.date(2024, 10, 30)


def figures(text: str) -> tuple[Figure, ...]:
    whole = Span(start=0, end=len(text))
    report = Report(
        id="r",
        capture="c",
        doc="d",
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
        published=When(earliest=WEDNESDAY, latest=WEDNESDAY),
        language="en",
    )
    (parsed,) = parse_reports([report])
    tokens, sentences = parsed.tokens, parsed.sentences
    times = find_times(report, tokens, sentences, language=ENGLISH)
    marks = Annotations(
        report=report.id,
        tokens=tokens,
        sentences=sentences,
        quotations=(),
        times=times,
        quantities=find_quantities(report, tokens, sentences, times, language=ENGLISH),
        mentions=(),
        attributions=(),
    )
    return find_figures(report, marks, (), language=ENGLISH).items


def shown(f: Figure) -> str:
    """`approximator low..high unit: of`, as short as it goes."""
    low, high = (None if x is None else format(x.normalize(), "f") for x in (f.low, f.high))
    amount = low if low == high else f"{low or ''}..{high or ''}"
    return " ".join(filter(None, (f.approximator, amount, f.unit))) + f": {f.of}"


WAR = [
    ("Air defences shot down 31 of 48 drones overnight.", ["31: drones", "48: drones"]),
    ("The ministry put its losses at between 200 and 300 men.", ["between 200..300: men"]),
    (
        "At least 12 civilians were killed and 40 wounded in Ternova.",
        ["at least 12..: civilians", "40: people injured"],
    ),
    ("Two to three thousand fighters crossed the river.", ["2000..3000: fighters"]),
    ("S-400 missiles and an RS-26 were moved to Kessel.", []),
    ("The pledge of $425m in arms came on Friday.", ["425000000 USD: arms"]),
    ("Dozens of homes burned.", ["dozens 24..: homes"]),
    ("The nearly 33-month-old war goes on.", ["nearly 33 months: age of war"]),
    ("No casualties were reported.", ["no 0: casualties"]),
    ("Up to 40 tanks were lost, the general said.", ["up to ..40: tanks"]),
]
ECONOMY = [
    ("Profit fell 8 percent to $3.2 billion.", ["8 percent: Profit", "3200000000 USD: Profit"]),
    ("Larkspur shares rose 12 cents to $4.50.", ["12 cents: Larkspur shares", "4.5 USD: Larkspur shares"]),
    ("Inflation was about 3.4% in May.", ["about 3.4 percent: Inflation"]),
    ("The bank cut its rate by a quarter of a percentage point.", ["0.25 percentage points: rate"]),
    ("The factory employs more than 1,200 people.", ["more than 1200..: people of factory"]),
    ("It will cost £3bn.", ["3000000000 GBP: cost"]),
    ("Growth of 2 to 2.5 percent is expected.", ["2..2.5 percent: Growth"]),
    ("They borrowed €1.5m for the bridge.", ["1500000 EUR: bridge"]),
    ("The company, which has 40 stores, will close six.", ["40: stores of company", "6: stores"]),
    ("The plant makes 1.5×10^6 chips a year.", ["1500000: chips"]),
    ("Shares were up about 19 percent.", ["about 19 percent: Shares"]),
    ("Oil fell below $70 a barrel.", ["below ..70 USD per barrel: Oil"]),
]
COURT = [
    ("Ilsa Brandt, 53, faces nine counts of fraud.", ["53 years: age of Ilsa Brandt", "9: counts of fraud"]),
    ("He was fined $600 and jailed for 12 years.", ["600 USD: us dollars", "12 years: years"]),
    ("A 26-year-old man was arrested.", ["26 years: age of man"]),
    ("The jury of 12 took five hours.", ["12: jury", "5 hours: jury"]),
    ("She pleaded guilty to one count of theft.", ["1: count of theft"]),
    ("Neighbours phoned 911.", []),
    ("She lives at 9 E 71st St, near the court.", []),
    ("No two people told the same tale.", []),
]
WEATHER = [
    ("Winds of 120 miles per hour hit the coast.", ["120 miles per hour: Winds"]),
    ("More than 200 mm of rain fell on Talvi.", ["more than 200.. millimetres: rain"]),
    (
        "The quake struck 20 miles (32 km) south of Talvi.",
        ["20 miles: miles south of Talvi", "32 kilometres: miles south of Talvi"],
    ),
    ("Temperatures reached 41 degrees.", ["41 degrees: Temperatures"]),
    ("Some 9,000 homes lost power.", ["some 9000: homes"]),
    ("Route 66 was closed after the 6.4-magnitude quake.", ["6.4 magnitude: quake"]),
]
SPORT = [
    ("Vesla beat Talvi 43-5.", ["43: points", "5: points"]),
    ("He scored twice in the second half.", ["2: times"]),
    ("She ran the 400 metres in 52.3 seconds.", ["400 metres: metres", "52.3 seconds: metres"]),
    ("A crowd of 60,000 watched.", ["60000: crowd"]),
    ("The second goal was the best.", []),
    ("The club slipped into the bottom three.", []),
    ("The airline took delivery of its own 787 Skyliner.", []),
]
HEALTH = [
    ("One in five children is overweight.", ["0.2: children"]),
    ("Two out of three patients recovered.", ["2: patients", "3: patients"]),
    ("About a third of the wards are closed.", ["about 0.3333: wards"]),
    ("The virus infected 310 people and killed six.", ["310: people", "6: people killed"]),
    ("Half of them were vaccinated.", ["0.5: people"]),
    ("Fever was found in 36 men in Vesla, 29 in Talvi and seven in Kessel.", ["36: men", "29: men", "7: men"]),
    ("Of the 2.8 million who voted, most came early.", ["2800000: people"]),
    ("It weighed about ten pounds.", ["about 10 pounds (mass): weight"]),
    ("The clinic has no beds left; 14 patients wait.", ["14: patients"]),
    ("Cases rose from 12 to 31.", ["12: Cases", "31: Cases"]),
]
ELECTIONS = [
    ("Brandt won 51.2 percent of the vote.", ["51.2 percent: vote of Brandt"]),
    ("The bill passed by 230 votes to 198.", ["230: votes", "198: votes"]),
    ("Turnout was 63%, up from 58% in 2020.", ["63 percent: Turnout", "58 percent: Turnout"]),
    ("Thousands of voters queued.", ["thousands 2000..: voters"]),
    ("The 11-member board met.", ["11: member board"]),
    ("Two men were turned away.", ["2: men"]),
    ("It was the first time that the two sides met.", []),
    ("Fewer than 500 ballots were spoiled.", ["fewer than ..500: ballots"]),
]


@pytest.mark.parametrize(("text", "expected"), WAR + ECONOMY + COURT + WEATHER + SPORT + HEALTH + ELECTIONS)
def test_figures_are_read_as_a_careful_reader_reads_them(text: str, expected: list[str]) -> None:
    assert [shown(f) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They sent 3,000 men in October and plan to send 10,000 by December.", ["2024-10-31", "2024-12-31"]),
        ("They sent 3,000 men, and they plan to fly home by December.", [None]),
        ("On Friday shells hit the town and killed three people.", ["2024-10-25"]),
        ("As of 2 a.m. Friday, 14 homes had burned, the fire office said.", ["2024-10-25"]),
        ("The army shot down 31 drones launched on Tuesday.", ["2024-10-29"]),
        ("He owed $850,000 when the bank failed in 2019.", [None]),
        ("The quake killed 40 people, 32 years after a devastating 1985 flood.", [None, None]),
        ("It was the worst attack since the bombings in 2005, which killed 52 people.", ["2005-12-31"]),
        ("The rains have killed 39 people since 8 August.", [None]),
    ],
)
def test_figures_hold_as_of_a_date_of_their_own_clause(text: str, days: list[str | None]) -> None:
    found = [f.as_of.latest.isoformat() if f.as_of and f.as_of.latest else None for f in figures(text)]
    assert found == days


def test_figures_hold_from_the_day_since_which_they_are_counted() -> None:
    (found,) = figures("The rains have killed 39 people since 8 August.")
    assert found.as_of is not None
    assert found.as_of.earliest is not None
    assert found.as_of.earliest.isoformat() == "2024-08-08"
    assert found.as_of.latest is None
