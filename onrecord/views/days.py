"""Days as readers write them: in the lines and tables for people, in pictures and on pages."""

import datetime as dt
import re

from onrecord.records.when import Precision, When

ISO_DAY = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?(?:\.\.(?:\d{4}-\d{2}-\d{2})?)?")  # as lines have them
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
SHORT_DAY = re.compile(r"(?<!\d)(\d)(?= (?:\w{3}\b|–))")
PADDED = re.compile(r"0(\d \w{3} \d{4})")
OPEN_START = re.compile(r"(?<!\d)\.\.(?=\d)")
OPEN_END = re.compile(r"(\d{1,2} \w{3} \d{4})\.\.(?!\d)")
SAME_MONTH = re.compile(r"\b(\d{1,2}) (\w{3} \d{4}) – (\d{1,2} \2)\b")
SAME_YEAR = re.compile(r"\b(\d{1,2} \w{3}) (\d{4}) – (\d{1,2} \w{3} \2)\b")
AS_OF_OPEN = re.compile(r"\bas of (?=until |from )")
TO = " – "
AS_OF = "as of "
ENDS = ("until ", "from ")  # words that say for themselves how a date stands


def day(date: dt.date | None) -> str:
    """ "4 Mar 2031"."""
    return f"{date.day} {date:%b %Y}" if date else "–"


def column(value: When | None) -> str:
    """The time in a column, where days stand under each other: "04 Mar 2031", "01 – 04 Mar 2031"; "-": none."""
    told = when(value)
    return SHORT_DAY.sub(r"0\1", told) if told != "–" else "-"


def when(value: When | None) -> str:
    """The time at the fineness it was given: "2031", "Mar 2031", "4 Mar 2031", "1 – 4 Mar 2031"; a dash: none."""
    if value is None or (value.earliest is None and value.latest is None):
        return "–"
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}"
    if value.precision is Precision.YEAR and first.year == last.year:
        return f"{first:%Y}"
    if (first.year, first.month) == (last.year, last.month):
        if value.precision is Precision.MONTH:
            return f"{first:%b %Y}"
        return day(last) if first == last else f"{first.day}{TO}{day(last)}"
    if first.day == 1 and (last + dt.timedelta(1)).day == 1:
        return f"{first:%b}{TO}{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}{TO}{last:%b %Y}"
    return f"{first.day} {first:%b}{TO}{day(last)}" if first.year == last.year else f"{day(first)}{TO}{day(last)}"


def iso_days(text: str) -> str:
    """The text with each day that is written 2031-03-04 as a reader writes it: "4 Mar 2031"."""
    told = ISO_DAY.sub(lambda m: day(dt.date(int(m[1]), int(m[2]), int(m[3]))), text)
    if told == text:
        return text
    whole = OPEN_END.sub(r"from \1", OPEN_START.sub("until ", told)).replace("..", TO)
    return AS_OF_OPEN.sub("", SAME_YEAR.sub(r"\1 – \3", SAME_MONTH.sub(r"\1 – \3", whole)))


def tell_date(text: str) -> str:
    """A date that stands alone, as a line has it: "2031-03", "07 Mar 2031", "2031-03-01..2031-03-04"; else the text."""
    if found := ISO_MONTH.fullmatch(text):
        return f"{dt.date(int(found[1]), int(found[2]), 1):%b %Y}"
    if found := PADDED.fullmatch(text):
        return found[1]
    return iso_days(text) if DATE.fullmatch(text) else text


def before_date(text: str, date: str) -> str:
    """Our words before a date, without "as of" where the date itself says "until" or "from"."""
    return text.removesuffix(AS_OF) if text.endswith(AS_OF) and tell_date(date).startswith(ENDS) else text
