"""Time expressions as a careful reader takes them: invented sentences of many kinds of news, none from a set."""

import datetime as dt

import pytest

from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.language import load
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import When

ENGLISH = load("en")
WEDNESDAY = dt.date(2024, 10, 30)


def values_of(text: str) -> dict[str, str]:
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
    parsed = next(iter(parse_reports([report])))
    found = find_times(report, parsed.tokens, parsed.sentences, language=ENGLISH)
    return {t.span.of(text): t.value for t in found}


WAR = [
    ("Shells fell on Ternova on Sunday night, the army said.", {"Sunday night": "2024-10-27TNI"}),
    ("The truce will take effect at noon on Friday.", {"noon on Friday": "2024-11-01T12:00"}),
    ("The convoy could reach the border as early as Saturday.", {"Saturday": "2024-11-02"}),
    ("Troops withdrew overnight from Kessel.", {"overnight": "2024-10-29TNI/2024-10-30"}),
    ("Fighting has gone on for nearly three weeks.", {"nearly three weeks": "P3W"}),
    ("The 14-month siege ended in late August.", {"14-month": "P14M", "late August": "2024-08-21/2024-08-31"}),
    ("Rebels took the town a week or so ago.", {"a week or so ago": "2024-W43"}),
    ("The envoy was shot dead last Sept. 12 at his home.", {"last Sept. 12": "2024-09-12"}),
    ("The sides have traded fire in the past.", {"the past": "../2024-10-30"}),
]
ECONOMY = [
    (
        "Profit rose in the quarter ended Sept. 30 from a year earlier.",
        {"the quarter": "2024-Q3", "Sept. 30": "2024-09-30", "a year earlier": "2023-Q3"},
    ),
    (
        "In the third quarter sales fell; in the 2023 quarter they had grown.",
        {"the third quarter": "2024-Q3", "the 2023 quarter": "2023-Q3"},
    ),
    ("Growth slowed in the first half of 2023.", {"the first half of 2023": "2023-H1"}),
    ("The firm expects a loss for the current fiscal year.", {"the current fiscal year": "2024"}),
    ("Rates will stay where they are until next spring.", {"next spring": "2025-03/2025-05"}),
    ("Inflation has been above target for two and a half years.", {"two and a half years": "P2Y6M"}),
    ("The bank pays a dividend every quarter.", {"every quarter": "P3M"}),
    ("Shares closed lower for the fifth straight day on Tuesday.", {"Tuesday": "2024-10-29"}),
    ("The index has doubled since the 1990s.", {"the 1990s": "1990/1999"}),
    ("Over ten trading days the shares lost a third.", {"Over ten trading days": "P10D"}),
]
COURT = [
    ("The trial is set for Jan. 13.", {"Jan. 13": "2025-01-13"}),
    ("The case is heard in December.", {"December": "2024-12"}),
    ("The record, set on Aug. 6, still stands.", {"Aug. 6": "2024-08-06"}),
    ("He was sentenced to 12 years in March 2021.", {"12 years": "P12Y", "March 2021": "2021-03"}),
    ("The judge ruled last month that the search was lawful.", {"last month": "2024-09"}),
    ("She was arrested on the night of March 3.", {"the night of March 3": "2024-03-03TNI"}),
    ("The 44-year-old had been due to appear on Monday.", {"44-year-old": "P44Y", "Monday": "2024-10-28"}),
    ("Lawyers have until Thursday to appeal.", {"Thursday": "2024-10-31"}),
    ("The law took effect two years ago.", {"two years ago": "2022"}),
]
WEATHER = [
    ("Heavy rain is expected on Thursday and Friday.", {"Thursday": "2024-10-31", "Friday": "2024-11-01"}),
    ("The storm made landfall at 3:40 a.m. on Monday.", {"3:40 a.m. on Monday": "2024-10-28T03:40"}),
    ("It was the driest September since 1911.", {"September": "2024-09", "1911": "1911"}),
    ("The river will crest tomorrow night.", {"tomorrow night": "2024-10-31TNI"}),
    ("Power was out for 36 hours.", {"36 hours": "PT36H"}),
    ("The warning ran until mid-afternoon yesterday.", {"mid-afternoon yesterday": "2024-10-29TAF"}),
    ("Snow fell early this month.", {"early this month": "2024-10-01/2024-10-10"}),
    ("Forecasters look for frost this weekend.", {"this weekend": "2024-W44-WE"}),
]
SPORT = [
    ("The team plays in Talvi on Sunday.", {"Sunday": "2024-11-03"}),
    ("The coach says on Sunday's loss that he is sorry.", {"Sunday": "2024-10-27"}),
    ("Vesla will play Talvi on Sunday.", {"Sunday": "2024-11-03"}),
    ("The captain scored in the 89th minute on Saturday.", {"Saturday": "2024-10-26"}),
    ("The club has not won away since May.", {"May": "2024-05"}),
    ("The final is on 14 December.", {"14 December": "2024-12-14"}),
    ("The team trains twice a week.", {"twice a week": "P1W"}),
    ("She had won the title three years earlier, in 2019.", {"three years earlier": "2021", "2019": "2019"}),
]
HEALTH = [
    ("Cases rose from 12 to 31 between 3 and 9 October.", {"3": "2024-10-03", "9 October": "2024-10-09"}),
    ("Vaccines arrive next week.", {"next week": "2024-W45"}),
    ("The clinic sees forty patients a day.", {"a day": "P1D"}),
    ("Children under five were tested daily.", {"daily": "P1D"}),
    ("The outbreak began in the summer of 2022.", {"the summer of 2022": "2022-06/2022-08"}),
    ("Tests take up to 48 hours.", {"up to 48 hours": "PT48H"}),
    ("A six-month-old girl died last Friday.", {"six-month-old": "P6M", "last Friday": "2024-10-25"}),
]
ELECTIONS = [
    ("Polls open at 7 a.m. on Sunday, 10 November.", {"7 a.m. on Sunday, 10 November": "2024-11-10T07:00"}),
    ("The two leaders meet in Talvi on Friday.", {"Friday": "2024-11-01"}),
    ("The party planned a rally in Talvi on Saturday.", {"Saturday": "2024-11-02"}),
    ("Turnout was lower than in the 2020 election.", {"2020": "2020"}),
    ("The minister told the programme “This Week” that he would stay.", {}),
    ("The commission postponed the vote until next month.", {"next month": "2024-11"}),
    ("He has led the party for the past decade.", {"the past decade": "P10Y"}),
    ("Voters chose him on Nov. 3, 2020.", {"Nov. 3, 2020": "2020-11-03"}),
    ("The president took office in January and leaves in 2029.", {"January": "2024-01", "2029": "2029"}),
    ("Her term ends on 31 December.", {"31 December": "2024-12-31"}),
]


@pytest.mark.parametrize(("text", "expected"), WAR + ECONOMY + COURT + WEATHER + SPORT + HEALTH + ELECTIONS)
def test_times_are_read_as_a_careful_reader_reads_them(text: str, expected: dict[str, str]) -> None:
    assert values_of(text) == expected
