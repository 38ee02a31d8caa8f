"""How dates, amounts and counts are put for people; each gives a short string and knows nothing of views."""

import datetime as dt
import shutil
from collections.abc import Iterable, Sequence
from decimal import Decimal

from onrecord.records.when import Precision, When

RANGE_WORDS = frozenset({"between", "from"})  # the dash says it
BLANKS = str.maketrans(dict.fromkeys("\n\v\f\r", " "))
ODD = ("\t", "\v", "\f", "\r", "  ", " \n", "\n ", "\n\n")  # in lines of texts that single blanks do not cut
MIN_WIDTH, MAX_WIDTH = 60, 132  # narrower breaks tables; wider cannot be read


def terminal_width() -> int:
    """Columns to write for: COLUMNS, else the terminal's, held between two readable bounds."""
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((100, 24)).columns))


def wrap(text: str, *, width: int, indent: str = "", hang: str = "  ") -> list[str]:
    """The text in lines of at most `width` columns; no word is ever broken.

    The lines are those of Python's textwrap, which takes six times as long: of a large story there are 15,000 texts.
    """
    text = text.expandtabs().translate(BLANKS).rstrip(" ")
    lines: list[str] = []
    at, last, before = 0, len(text), indent
    while at < last:
        line, at = _cut_line(text, at, width - len(before))
        if line:
            lines.append(before + line)
            before = indent + hang
        while at < last and text[at] == " ":
            at += 1
    return lines


def wrap_behind(leads: Sequence[str], texts: Sequence[str], *, width: int) -> list[str]:
    """Each lead with its text behind it, wrapped, further lines below the text.  The leads are of one length.

    The lines are those of `wrap`, in a third of the time: most texts have no odd blanks and are cut at sight.
    """
    hang = " " * len(leads[0]) if leads else ""
    room = width - len(hang)
    every = "\n".join(("", *texts, ""))
    if every.count("\n") != len(texts) + 1 or any(odd in every for odd in ODD):
        return [line for pair in zip(leads, texts, strict=True) for line in wrap("".join(pair), width=width, hang=hang)]
    out: list[str] = []
    for lead, text in zip(leads, texts, strict=True):
        at, before, start = 0, lead, len(out)
        while len(text) - at > room and (end := text.rfind(" ", at + 1, at + room + 1)) > 0:
            out.append(before + text[at:end])
            at, before = end + 1, hang
        out.append(before + text[at:])
        if len(text) - at > room:  # a word that fits on no line
            out[start:] = wrap(lead + text, width=width, hang=hang)
    return out


def _cut_line(text: str, start: int, room: int) -> tuple[str, int]:
    """What of the text from there on fits on a line, at least a word, and where it ends."""
    if len(text) - start <= room:
        return text[start:], len(text)
    end = text.rfind(" ", start, start + room + 1)
    if end >= 0 and text[start:end].strip(" "):
        return text[start:end].rstrip(" "), end
    word = len(text) - len(text[start:].lstrip(" "))  # not the start where the text begins with blanks
    end = text.find(" ", word)
    end = len(text) if end < 0 else end
    return ("", word) if word > start and end - start > room else (text[start:end], end)


def day(date: dt.date | None) -> str:
    """ "04 Mar 2031"; "-" where there is none."""
    return date.strftime("%d %b %Y") if date else "-"


def moment(at: dt.datetime) -> str:
    """ "2031-03-04 06:00 UTC"."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def when_text(when: When | None) -> str:
    """The time at the fineness it was given: "2031-03-04", "2031-03", "2031", "2031-03-01..2031-03-04"; "-": none."""
    if when is None or (when.earliest is None and when.latest is None):
        return "-"
    first, last = when.earliest, when.latest
    if first and last:
        if when.precision is Precision.YEAR and first.year == last.year:
            return f"{first:%Y}"
        if when.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first == last:
            return first.isoformat()
    return f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"


def amount(value: Decimal) -> str:
    """The amount with thousands set off: "12,000", "6.5"."""
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def bounds(low: Decimal | None, high: Decimal | None, approximator: str | None) -> str:
    """The amount with its bounds: "12,000", "9,500-11,000", "about 8,000", "under 3,000", "at least 40"."""
    if low is not None and high is not None:
        number = amount(low) if low == high else f"{amount(low)}-{amount(high)}"
        return f"{approximator} {number}" if approximator and approximator not in RANGE_WORDS else number
    if low is not None:
        return f"{approximator or 'at least'} {amount(low)}"
    if high is not None:
        return f"{approximator or 'at most'} {amount(high)}"
    return approximator or "some"


def none_says(reports: int) -> str:
    """That no report has an answer: "None of the 17 reports says."."""
    return "The only report does not say." if reports == 1 else f"None of the {count(reports, 'report')} says."


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "2 reports", "2 parties"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def three_counts(reports: int, origins: int, parties: int, *, at_most: bool) -> str:
    """ "6 reports, 5 origins, 3 parties"; "at most" where a source is unknown and so perhaps not independent."""
    bound = "at most " if at_most and origins > 1 else ""
    sides = count(parties, "party", "parties") if parties else "no known party"
    return f"{count(reports, 'report')}, {bound}{count(origins, 'origin')}, {sides}"


def columns(rows: Sequence[Sequence[str]], *, gap: int = 2) -> list[str]:
    """The rows with their columns aligned; the last column is left as long as it is."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)] if rows else []
    return ["".join(c.ljust(w + gap) for c, w in zip(row, widths, strict=False)) + row[-1] for row in rows]


def tabbed(cells: Iterable[str]) -> str:
    """One tab-separated line; tabs and line ends inside a cell become blanks."""
    return "\t".join(" ".join(cell.split()) for cell in cells)
