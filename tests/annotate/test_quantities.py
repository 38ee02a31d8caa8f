"""What the grammar of numbers reads, on invented sentences."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.quantities import find_quantities
from onrecord.annotate.sentences import parse_reports
from onrecord.language import load
from onrecord.records.annotation import Quantity, TimeExpression, TimeKind
from onrecord.records.report import Report
from onrecord.records.span import Span

ENGLISH = load("en")


def report_of(text: str) -> Report:
    body = (Span(start=len(text) - len(text.lstrip()), end=len(text.rstrip())),) if text.strip() else ()
    return Report(
        id="r1",
        capture="c1",
        doc="talvi.txt",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=None,
        standfirst=None,
        subheads=(),
        body=body,
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )


def quantities(text: str, times: tuple[TimeExpression, ...] = ()) -> tuple[Quantity, ...]:
    report = report_of(text)
    (parsed,) = parse_reports([report])
    return find_quantities(report, parsed.tokens, parsed.sentences, times, language=ENGLISH)


def bounds(text: str) -> list[tuple[str | None, str | None]]:
    return [(q.low, q.high) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The army counted 12,000 soldiers.", "12000"),
        ("The plant lies 6 1/2 kilometres away.", "6.5"),
        ("The plant lies 6½ kilometres away.", "6.5"),
        ("Ostria bought twenty-one helicopters.", "21"),
        ("They found 415 thousand tents.", "415000"),
        ("Two hundred and six thousand people fled.", "206000"),
        ("A million residents voted.", "1000000"),
        ("An additional million-and-a-half wrote letters.", "1500000"),
        ("Half a million doses were sold.", "500000"),
        ("It sold half a dozen boats.", "6"),
        ("He broke two-thirds of the chairs.", "0.6667"),
        ("About a quarter of the island lost power.", "0.25"),
        ("The fund holds $2.6 trillion.", "2600000000000"),
        ("Brandt pledged $425m in aid.", "425000000"),
        ("The bridge cost 1.4bn crowns.", "1400000000"),
        ("The pool covers .0605 square km.", "0.0605"),
        ("It fell to -5 degrees Celsius.", "-5"),
        ("There were four hundred million grains.", "400000000"),
    ],
)
def test_quantities_reads_the_exact_value(text: str, value: str) -> None:
    assert (value, value) in bounds(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "approximator"),
    [
        ("At least 40 boats sank.", "40", None, "at least"),
        ("More than six thousand lions live there.", "6000", None, "more than"),
        ("The toll exceeded 100 on Friday.", "100", None, "exceeded"),
        ("Up to 400 jobs will go.", None, "400", "up to"),
        ("Fewer than two hundred came.", None, "200", "fewer than"),
        ("No more than 12 boats may sail.", None, "12", "no more than"),
        ("It was held yearly, never with more than 2,500 soldiers.", None, "2500", "never with more than"),
        ("It has never fewer than 40 guards.", "40", None, "never fewer than"),
        ("Nearly 11,000 troops arrived.", "11000", "11000", "nearly"),
        ("About 4 miles of track burned.", "4", "4", "about"),
        ("An estimated 800 houses burned.", "800", "800", "an estimated"),
        ("Only 27 nations signed.", "27", "27", "only"),
        ("Workers who are 58 or older may stay.", "58", None, "or older"),
        ("It took 15 minutes or so.", "15", "15", "or so"),
        ("The rules hold for 90-plus days.", "90", None, "plus"),
        ("Thousands of marchers came.", "2000", None, "thousands"),
        ("Tens of thousands of marchers came.", "20000", None, "tens of thousands"),
        ("Dozens of marchers came.", "24", None, "dozens"),
        ("Several thousand marchers came.", "2000", None, "several"),
        ("It lasted less than an hour.", None, "1", "less than"),
    ],
)
def test_quantities_keeps_the_bound(text: str, low: str | None, high: str | None, approximator: str) -> None:
    (found,) = quantities(text)
    assert (found.low, found.high, found.approximator) == (low, high, approximator)


def test_quantities_leaves_a_place_or_time_before_over_and_under() -> None:
    assert [(q.low, q.high) for q in quantities("The age will rise to 69 in steps.")] == [("69", "69")]
    assert bounds("Lind served under two presidents.") == [("2", "2")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Images show 9,500-11,000 troops.", "9500", "11000"),
        ("Between 5 and 10 boats sank.", "5", "10"),
        ("Two to three thousand people came.", "2000", "3000"),
        ("The loss is $3-4 million.", "3000000", "4000000"),
        ("The loss is between $5 and $7 billion.", "5000000000", "7000000000"),
        ("Three or four boats sank.", "3", "4"),
        ("The rate is 6% to 11%.", "6", "11"),
        ("An estimated one-to-two hundred people came.", "100", "200"),
        ("The suspects range in age from 21 to 78.", "21", "78"),
    ],
)
def test_quantities_reads_a_range_as_one(text: str, low: str, high: str) -> None:
    assert bounds(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "The toll rose from fourteen to 31.",
        "The bill passed by a 230-198 vote.",
        "The bill passed, 230-to-198.",
        "They shot down 31 out of 48 drones.",
    ],
)
def test_quantities_keeps_two_counts_apart(text: str) -> None:
    assert len(quantities(text)) == 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The fine is €20,000.", "EUR"),
        ("The fine is SEK9 million.", "SEK"),
        ("The fine is one million rubles.", "RUB"),
        ("The fine is HK$5.4m.", "HKD"),
        ("The price is $21.25 per square foot.", "USD per square foot"),
        ("Prices rose 5 per cent.", "percent"),
        ("Prices rose 60 basis points.", "basis points"),
        ("Winds of 120 miles per hour hit Talvi.", "miles per hour"),
        ("Winds of 155mph hit Talvi.", "miles per hour"),
        ("It covers 415 km2.", "square kilometres"),
        ("The shells are of 155mm calibre.", "millimetres"),
        ("It flew at Mach 11.", "Mach"),
        ("The nearly 33-month-old war goes on.", "months"),
        ("The mine is 50 m deep.", "metres"),
        ("The fine is 82 pounds.", "GBP"),
        ("She weighed 82 pounds.", "pounds (mass)"),
        ("A 200-pound bomb fell.", "pounds (mass)"),
    ],
)
def test_quantities_names_the_unit(text: str, unit: str) -> None:
    (found,) = quantities(text)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Ostria fired an RS-26 at the depot.",
        "The S-400 and the F-16 stayed home.",
        "COVID-19 closed the G7 meeting.",
        "Lind cited Article 5 of the pact.",
        "The Boeing 737 landed on Highway 75.",
        "The talks begin on March 3, 2031, and end on 5 April.",
        "The talks ran from 15 to 17 March.",
        "It happened in 2019 and again in the 1990s.",
        "Shots were heard at 13:40 and at 8 p.m. (1620 UTC).",
        "Call 555-0134-22 or write to 10 Harrow Street.",
        "The desk works 24/7.",
        "It is one of the largest ports, and no one knows why.",
        "The two governments have not denied it.",
        "The second report came for the first time.",
        "They play half-back, once more.",
        "There is no longer any plan.",
        "She left three years ago.",
        "The Group of Seven met Formula One.",
        "The survey [3] covers Talvi.",
        "They live in Zone C4 and D8.",
    ],
)
def test_quantities_leaves_labels_alone(text: str) -> None:
    assert [q.span.of(text) for q in quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("There were no casualties.", "0"),
        ("No soldiers were injured.", "0"),
        ("None of the pilots spoke.", "0"),
        ("Talvi is the fourth-largest city.", "4"),
        ("It was her tenth patrol.", "10"),
        ("He was elected twice.", "2"),
        ("It happens only once.", "1"),
        ("A 26-year-old man was held.", "26"),
        ("A 7,300-seat hall burned.", "7300"),
    ],
)
def test_quantities_reads_zeros_ranks_and_ages(text: str, value: str) -> None:
    assert [q.low for q in quantities(text)] == [value]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Prices rose by 5 percent.", "up"),
        ("The index was up 19 points.", "up"),
        ("Larkspur shares fell 8.5%.", "down"),
        ("About 70 boats sank.", "~"),
        ("More than 70 boats sank.", ">"),
        ("Fewer than 70 boats sank.", "<"),
        ("Seventy boats sank.", None),
        ("Larkspur shares rose under 4%.", "up"),
        ("Larkspur shares fell more than 3%.", "down"),
        ("The yard added a 30 metre mast to the ferry.", None),
        ("The range is from up to 250 miles to 290 miles.", None),
        ("The yard employs over than 300 welders.", ">"),
        ("The package was worth up to RM2.7m.", "<"),
    ],
)
def test_quantities_says_how_an_amount_moved(text: str, change: str | None) -> None:
    (found,) = quantities(text)
    assert found.change == change


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The gap increased by $43 million to $419 million last year.", ["up", None]),
        ("Shares of Larkspur and Vesla were down 2.3%, Talvimar by 2.6%.", ["down", "down"]),
        ("Shares of Larkspur were down 2.3%, and Talvimar closed higher by 2.6%.", ["down", "up"]),
        ("The engine makes just under 290 hp (214 kW / 294 PS).", ["<", "<", "<"]),
    ],
)
def test_quantities_says_of_each_amount_how_it_moved(text: str, changes: list[str | None]) -> None:
    assert [q.change for q in quantities(text)] == changes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales are to grow from 24.2 to 33-35 million crowns.", [("24200000", "24200000"), ("33000000", "35000000")]),
        ("Sales are to grow from 24.2 to 33 million crowns.", [("24200000", "24200000"), ("33000000", "33000000")]),
        ("The guests grew from 900 to 1.2 million.", [("900", "900"), ("1200000", "1200000")]),
    ],
)
def test_quantities_shares_the_millions_of_where_an_amount_led(text: str, values: list[tuple[str, str]]) -> None:
    assert bounds(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Talvi Air grounded two new 787 Skyliner jets.", ["2"]),
        ("The debut of its own 787 Skyliner was late.", []),
        ("The army has two divisions and 120 Ostrian pilots.", ["2", "120"]),
    ],
)
def test_quantities_leaves_the_number_that_a_make_goes_by(text: str, values: list[str]) -> None:
    assert [q.low for q in quantities(text)] == values


def test_quantities_gives_a_conversion_the_bound_of_what_it_converts() -> None:
    first, second = quantities("The wreck lies about 50 miles (80 km) south of Talvi.")
    assert (first.approximator, second.approximator) == ("about", "about")


def test_quantities_leaves_a_number_inside_a_date_but_keeps_durations() -> None:
    text = "On the eighth of the month 40 boats waited two days."
    when = TimeExpression(span=Span(start=27, end=35), kind=TimeKind.DATE, value="XXXX", when=None)
    assert [q.low for q in quantities(text, (when,))] == ["2"]


def test_quantities_leaves_a_number_that_elsewhere_ends_a_name() -> None:
    text = "The crew flew a Boeing 707 home. The report says the 707 was old."
    assert quantities(text) == ()


def test_quantities_spans_cover_approximator_number_and_unit() -> None:
    text = "The wreck lies about 50 miles from Talvi."
    (found,) = quantities(text)
    assert (found.span.of(text), found.number.of(text)) == ("about 50 miles", "50")


PIECES = """about at least 40 4,000 1.5 million two-thirds $ € % km of the between and to - – ( ) . , half a dozen no
one twenty -five hundred boats rose by up May 1999 5 per cent several thousands first tenth 3/4 ½ RS-26 m"""
WORDS = st.sampled_from(sorted(set(PIECES.split())))


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=18).map(" ".join))
def test_quantities_lie_in_order_inside_the_text_with_low_up_to_high(text: str) -> None:
    found = quantities(text)
    for a, b in itertools.pairwise(found):
        assert a.number.end <= b.number.start
    for q in found:
        assert 0 <= q.span.start <= q.number.start < q.number.end <= q.span.end <= len(text)
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or Decimal(q.low) <= Decimal(q.high)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="0123456789.,-/$%½ aebmkn’':()\u00a0²٣\n", max_size=60))
def test_quantities_reads_any_text_without_failing(text: str) -> None:
    for q in quantities(text):
        assert q.number.of(text)


def test_quantities_passes_over_numbers_too_long_to_be_one() -> None:
    assert bounds(f"The key is {'7' * 5000}.") == []
    assert len(quantities("One " + "million " * 3000)) <= 1


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=2200, max_value=10**9))
def test_quantities_reads_grouped_figures_as_written(number: int) -> None:
    assert bounds(f"The depot held {number:,} shells.") == [(str(number), str(number))]
