"""Time expressions with the parse: tense, context, zones, and what never holds otherwise."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.times import find_times
from onrecord.language import load
from onrecord.records.annotation import TimeExpression, TimeKind
from onrecord.records.report import Furniture, FurnitureKind, Report
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When

ENGLISH = load("en")
WEDNESDAY = dt.date(2024, 10, 30)
Q1_2024 = "2024-01-01/2024-03-31"
ON_WEDNESDAY = When(earliest=WEDNESDAY, latest=WEDNESDAY)


def report_of(text: str, published: When | None = ON_WEDNESDAY, furniture: Span | None = None) -> Report:
    whole = Span(start=0, end=len(text))
    aside = (Furniture(kind=FurnitureKind.CAPTION, span=furniture),) if furniture else ()
    return Report(
        id="r",
        capture="c",
        doc="d",
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=(Span(start=furniture.end, end=len(text)) if furniture else whole,),
        furniture=aside,
        byline=None,
        outlet=None,
        address=None,
        published=published,
        language="en",
    )


def times_of(text: str, published: When | None = ON_WEDNESDAY) -> tuple[TimeExpression, ...]:
    report = report_of(text, published)
    parsed = next(iter(parse_reports([report])))
    return find_times(report, parsed.tokens, parsed.sentences, language=ENGLISH)


def values_of(text: str, published: When | None = ON_WEDNESDAY) -> dict[str, str]:
    return {t.span.of(text): t.value for t in times_of(text, published)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Brandt spoke on Tuesday.", {"Tuesday": "2024-10-29"}),
        ("Minister Brandt spoke on Wednesday.", {"Wednesday": "2024-10-30"}),
        ("She will meet the envoy on Friday.", {"Friday": "2024-11-01"}),
        ("The vote is scheduled for Monday.", {"Monday": "2024-11-04"}),
        ("The vote had been scheduled for Monday.", {"Monday": "2024-10-28"}),
        ("The vote was postponed until Tuesday.", {"Tuesday": "2024-11-05"}),
        ("Friday's raid killed two guards.", {"Friday": "2024-10-25"}),
        ("He confirmed that Monday's session fell through.", {"Monday": "2024-10-28"}),
        ("Verania plans to send 500 troops by December.", {"December": "2024-12"}),
        ("The bridge fell in November.", {"November": "2023-11"}),
        ("The storm was expected to pass by Talvi on Tuesday night.", {"Tuesday night": "2024-10-29TNI"}),
        ("The office said the storm would pass by Talvi on Tuesday.", {"Tuesday": "2024-10-29"}),
        ("The office said the storm would pass by Talvi on Friday.", {"Friday": "2024-11-01"}),
        ("The storm will pass by Talvi on Tuesday.", {"Tuesday": "2024-11-05"}),
        ("Police shut the harbour road on Friday.", {"Friday": "2024-10-25"}),
        ("They meet the envoy on Friday.", {"Friday": "2024-11-01"}),
    ],
)
def test_times_take_the_side_of_the_report_from_the_tense(text: str, expected: dict[str, str]) -> None:
    assert values_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened last week and closed two days ago.", {"last week": "2024-W43", "two days ago": "2024-10-28"}),
        ("Rain fell on Monday evening.", {"Monday evening": "2024-10-28TEV"}),
        ("Shells fell overnight.", {"overnight": "2024-10-29TNI/2024-10-30"}),
        ("It rained in late October.", {"late October": "2024-10-21/2024-10-31"}),
        ("The plant shut in mid-2019.", {"mid-2019": "2019"}),
        ("It was built in the 1990s.", {"the 1990s": "1990/1999"}),
        ("It was built in the 20th century.", {"the 20th century": "19XX"}),
        ("She recently left.", {"recently": "../2024-10-30"}),
        ("He is now back.", {"now": "2024-10-30"}),
        ("Sales fell in the third quarter.", {"the third quarter": "2024-Q3"}),
        ("They married last summer.", {"last summer": "2024-06/2024-08"}),
        ("He died on Christmas Eve 2019.", {"Christmas Eve 2019": "2019-12-24"}),
        ("He died last November.", {"last November": "2023-11"}),
        ("What we know on day 983.", {"day 983": "2024-10-30"}),
    ],
)
def test_times_count_from_the_day_of_the_report(text: str, expected: dict[str, str]) -> None:
    assert values_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The roof burned on Saturday. The next day it fell.",
            {"Saturday": "2024-10-26", "The next day": "2024-10-27"},
        ),
        ("He fled in March 2021. He came back that year.", {"March 2021": "2021-03", "that year": "2021"}),
        (
            "It began on 3 May 2020. Two days later it ended.",
            {"3 May 2020": "2020-05-03", "Two days later": "2020-05-05"},
        ),
        ("It closed in 2011. It opened three years later.", {"2011": "2011", "three years later": "2014"}),
        (
            "On Monday Verania claimed the port was shut. Later, Brandt said it was open.",
            {"Monday": "2024-10-28", "Later": "2024-10-28"},
        ),
        (
            "The port closed on Monday. It later burned.",
            {"Monday": "2024-10-28", "later": "2024-10-28/2024-10-30"},
        ),
        (
            "He spoke in Talvi in 2008. At that March 2 event he wept.",
            {"2008": "2008", "that March 2": "2008-03-02"},
        ),
    ],
)
def test_times_point_back_to_what_was_last_dated(text: str, expected: dict[str, str]) -> None:
    assert values_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 33-month-old war lasted nearly two years.", {"33-month-old": "P33M", "nearly two years": "P2Y"}),
        ("He waited for weeks.", {"weeks": "PXW"}),
        ("It took 15 to 20 seconds.", {"15 to 20 seconds": "PT15S/PT20S"}),
        ("It took two and a half hours.", {"two and a half hours": "PT2H30M"}),
        ("It took half an hour.", {"half an hour": "PT30M"}),
        ("Twenty-five years passed.", {"Twenty-five years": "P25Y"}),
        ("It rained for the last three weeks.", {"the last three weeks": "P3W"}),
        ("It rained in the three weeks preceding the vote.", {"three weeks": "P3W"}),
    ],
)
def test_times_give_durations_as_periods(text: str, expected: dict[str, str]) -> None:
    found = times_of(text)
    assert {t.span.of(text): t.value for t in found} == expected
    assert all(t.kind is TimeKind.DURATION and t.when is None for t in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet every day.", {"every day": "P1D"}),
        ("They meet each Thursday.", {"each Thursday": "XXXX-WXX-4"}),
        ("They meet annually.", {"annually": "P1Y"}),
        ("It earns two million crowns a year.", {"a year": "P1Y"}),
        ("It prays on Sundays.", {"Sundays": "XXXX-WXX-7"}),
    ],
)
def test_times_give_what_recurs_as_sets(text: str, expected: dict[str, str]) -> None:
    found = times_of(text)
    assert {t.span.of(text): t.value for t in found} == expected
    assert all(t.kind is TimeKind.SET for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "It may march on the town.",
        "Ms. May sat in the sun.",
        "Three quarters of the voters stayed at home.",
        "About 2000 soldiers left the RS-2019 base.",
        "A second man was hurt.",
        "He has already left, yet again.",
        "He read the Sunday Times.",
    ],
)
def test_times_leave_common_words_alone(text: str) -> None:
    assert values_of(text) == {}


def test_times_without_a_date_of_the_report_stay_open() -> None:
    text = "He left on Thursday, in March, two days ago, and is now here; he was born on 3 May 1990."
    assert values_of(text, None) == {
        "Thursday": "XXXX-WXX-4",
        "March": "XXXX-03",
        "two days ago": "PAST_REF",
        "now": "PRESENT_REF",
        "3 May 1990": "1990-05-03",
    }


def test_times_give_an_instant_only_with_a_zone() -> None:
    with_zone, without = times_of("It fell at 22.46 EDT on Monday and at 14:30 on Tuesday.")
    assert with_zone.value == "2024-10-28T22:46-04:00"
    assert with_zone.when is not None
    assert with_zone.when.at == dt.datetime(2024, 10, 29, 2, 46, tzinfo=dt.UTC)
    assert with_zone.when.precision is Precision.MINUTE
    assert without.value == "2024-10-29T14:30"
    assert without.when is not None
    assert without.when.at is None


def test_times_put_a_utc_time_on_its_own_day() -> None:
    assert values_of("It rang at 8:30 p.m. (0030 UTC) on Sunday.") == {
        "8:30 p.m.": "2024-10-27T20:30",
        "0030 UTC": "2024-10-28T00:30Z",
        "Sunday": "2024-10-27",
    }


def test_times_say_whether_a_date_is_stated_or_inferred() -> None:
    full, short = times_of("He came on 28 October 2024 and left on Tuesday.")
    assert full.when == When(earliest=dt.date(2024, 10, 28), latest=dt.date(2024, 10, 28), basis=Basis.STATED)
    assert short.when == When(earliest=dt.date(2024, 10, 29), latest=dt.date(2024, 10, 29), basis=Basis.INFERRED)


def test_times_keep_the_open_side_of_vague_words_open() -> None:
    past, future = times_of("He recently left. In the future he will stay.")
    assert past.when is not None
    assert (past.when.earliest, past.when.latest) == (None, WEDNESDAY)
    assert future.when is not None
    assert (future.when.earliest, future.when.latest) == (WEDNESDAY, None)


def test_times_in_quotation_marks_count_from_the_day_they_were_said() -> None:
    text = 'She spoke on Monday. "We leave tomorrow," she said.'
    assert values_of(text)["tomorrow"] == "2024-10-29"


def test_a_day_named_within_a_quotation_is_not_the_day_on_which_it_was_said() -> None:
    text = '"On Monday there were few of them," he said. "If half left last night, the baker will be glad."'
    assert values_of(text)["last night"] == "2024-10-29TNI"


def test_times_read_captions_but_date_nothing_by_them() -> None:
    caption, body = "The bridge on June 19, 2020.\n", "He left that day."
    report = report_of(caption + body, furniture=Span(start=0, end=len(caption)))
    parsed = next(iter(parse_reports([report])))
    found = find_times(report, parsed.tokens, parsed.sentences, language=ENGLISH)
    assert [t.value for t in found] == ["2020-06-19", "2024-10-30"]


def test_times_do_not_count_from_a_report_dated_only_to_a_year() -> None:
    year = When(earliest=dt.date(2024, 1, 1), latest=dt.date(2024, 12, 31), precision=Precision.YEAR)
    assert values_of("He left on Thursday.", year) == {"Thursday": "XXXX-WXX-4"}


WORDS = """the 31 May , Feb. 30 2024 year last next week two days ago later 9999 years centuries from 24:00 p.m. UTC ( )
- on Friday half a million years before 1/2 10/25/2024 99/99/9999 quarter first of early Easter 0001 that same"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=150, deadline=None)
@given(words=st.lists(PIECES, max_size=14), known=st.booleans())
def test_times_lie_in_the_text_in_order_without_overlap(words: list[str], known: bool) -> None:
    text = " ".join(words)
    report = report_of("", ON_WEDNESDAY if known else None)
    aside = Furniture(kind=FurnitureKind.OTHER, span=Span(start=0, end=len(text)))
    report = Report(**{f: getattr(report, f) for f in report.__slots__} | {"text": text, "furniture": (aside,)})
    end = 0
    for time in find_times(report, (), (), language=ENGLISH):
        assert end <= time.span.start < time.span.end <= len(text)
        assert time.value
        end = time.span.end


@pytest.mark.parametrize(
    ("text", "words", "value", "timeml"),
    [
        ("The mayor is now in Talvi.", "now", "2024-10-30", "PRESENT_REF"),
        ("The current chair is Brandt.", "current", "2024-10-30", "PRESENT_REF"),
        ("Brandt recently moved to Talvi.", "recently", "../2024-10-30", "PAST_REF"),
        ("Brandt moved to Talvi several years ago.", "several years ago", "../2024-10-30", "PAST_REF"),
        ("In recent weeks the river rose.", "recent weeks", "PXW", "PAST_REF"),
        ("Brandt will move in the future.", "the future", "2024-10-30/..", "FUTURE_REF"),
        ("The bridge fell in the summer of 2019.", "the summer of 2019", "2019-06/2019-08", "2019-SU"),
        ("The bridge fell last winter.", "last winter", "2023-12/2024-02", "2023-WI"),
        ("The bridge fell in early May 2019.", "early May 2019", "2019-05-01/2019-05-10", "2019-05"),
        ("The bridge fell in the 1990s.", "the 1990s", "1990/1999", "199"),
        ("The bridge was built in the 18th century.", "the 18th century", "17XX", "17"),
        ("The bridge fell on Tuesday.", "Tuesday", "2024-10-29", None),
        ("The bridge fell in 2019.", "2019", "2019", None),
    ],
)
def test_a_value_that_timeml_writes_otherwise_is_told_in_both_forms(
    text: str, words: str, value: str, timeml: str | None
) -> None:
    found = {t.span.of(text): (t.value, t.timeml) for t in times_of(text)}
    assert found[words] == (value, timeml)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The summit convenes on Friday and Saturday, an adviser said.", "Saturday", "2024-11-02"),
        ("Shops will close from Friday to Sunday.", "Sunday", "2024-11-03"),
        ("The talks were held on Monday and Tuesday.", "Tuesday", "2024-10-29"),
        ("She welcomed the council to be held in Talvi in December.", "December", "2024-12"),
        ("The premier suspended the planned meeting of the cabinet for August.", "August", "2025-08"),
        ("The output for August rose.", "August", "2024-08"),
        ("By late afternoon Tuesday nine boats had been found.", "late afternoon Tuesday", "2024-10-29TAF"),
        ("They spoke in the early hours on Tuesday.", "the early hours on Tuesday", "2024-10-29TMO"),
        ("The bridge fell on Monday. At the time of writing, the road is closed.", "the time of writing", "2024-10-30"),
        ("The envoys will meet on Monday and convene the group on Tuesday to discuss it.", "Tuesday", "2024-11-05"),
        ("The ministry said they were not expected to appeal Tuesday night.", "Tuesday night", "2024-10-29TNI"),
        ("Shells hit just before dawn on Sunday, using rockets.", "dawn on Sunday", "2024-10-27TMO"),
        ("It held from 11:00 a.m. Talvi Time on Monday.", "11:00 a.m. Talvi Time on Monday", "2024-10-28T11:00"),
        ("She was born in 1990. At the time of her trial she was old.", "the time", "1990"),
        ("The curfew runs between 10 p.m. and 4 a.m.", "4 a.m.", "2024-10-30T04:00"),
        ("Shares lost half over the last year.", "the last year", "P1Y"),
        ("It lost money in the first three months of the year.", "the first three months of the year", Q1_2024),
        ("Sales rose in the first half of the year.", "the first half of the year", "2024-H1"),
        ("The dam cracked at 9pm on Sunday, and by 3am a valve was open.", "3am", "2024-10-28T03:00"),
        ("The storm hit on Monday night. At 4 a.m. power failed.", "4 a.m.", "2024-10-29T04:00"),
        ("The shop opened at 6 a.m. on Friday and shut at 8 p.m.", "8 p.m.", "2024-10-25T20:00"),
        ("Rockets fell overnight, the army said in a note at 04:40.", "04:40", "2024-10-30T04:40"),
        ("He must appear on November 5. The first raid began at 01:40.", "01:40", "2024-10-30T01:40"),
        ("He must appear on November 5. The second raid ended on the same day.", "the same day", "2024-10-30"),
        ("The debate of November 5 was called off, and each has other plans for that date.", "that date", "2024-11-05"),
        ("They shut the road following Monday's quake.", "Monday", "2024-10-28"),
        ("They will shut the road on the following Monday.", "the following Monday", "2024-11-04"),
        ("The envoy said that they had agreed to let him visit the camp on Monday.", "Monday", "2024-11-04"),
        ("The guards let him visit the camp on Monday.", "Monday", "2024-10-28"),
    ],
)
def test_times_of_running_reports(text: str, words: str, value: str) -> None:
    assert values_of(text)[words] == value


def test_a_newspaper_is_no_time() -> None:
    assert values_of("The daily cited the premier.") == {}
    assert values_of("The daily flight was cancelled.") == {"daily": "P1D"}
