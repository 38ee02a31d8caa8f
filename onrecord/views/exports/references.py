"""The reports as references: CSL-JSON, BibTeX, RIS; and the statements as Wikipedia's {{cite news}}."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.inert import show_acting
from onrecord.records import wire
from onrecord.records.report import Report
from onrecord.records.when import Precision
from onrecord.views.exports.citing import authors_of, cite, published_day, text_sha256, title_of, web_address
from onrecord.views.exports.documents import as_json, without_empty
from onrecord.views.exports.order import Order
from onrecord.views.index import Index

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
WIKI = {
    "|": "{{!}}",
    "{": "&#123;",
    "}": "&#125;",
    "[": "&#91;",
    "]": "&#93;",
    "<": "&lt;",
    ">": "&gt;",
}
# An entity that is none of ours, two apostrophes (italics), three tildes (a signature).
WIKI_RUNS = re.compile(r"&(?=#?\w+;)|''+|~~~+")
MONTHS = 2  # parts of a date that is known to the month: year and month


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A report as those who cite it know it."""

    key: str
    title: str
    authors: tuple[str, ...]
    outlet: str | None
    date: tuple[int, ...]  # year, month, day as far as known; empty: not dated
    address: str | None
    accessed: dt.date | None  # None: nobody said when it was fetched
    kept: str  # where our own copy lies
    language: str


def _reference(index: Index, report: Report) -> Reference:
    version, day = index.versions.get(report.id), published_day(report)
    precision = report.published.precision if report.published else Precision.DAY
    parts = (day.year, day.month, day.day) if day else ()
    known = {Precision.YEAR: 1, Precision.MONTH: MONTHS}.get(precision, 3)
    return Reference(
        key=report.id,
        title=title_of(report),
        authors=authors_of(report),
        outlet=report.outlet,
        date=parts[:known],
        address=web_address(report),
        accessed=version.fetched.date() if version and version.fetched else None,
        kept=f"onrecord capture {report.capture}, text sha256 {text_sha256(report)}",
        language=report.language,
    )


def _references(order: Order) -> Iterator[Reference]:
    return (_reference(order.index, report) for report in order.book.reports)


def _iso(date: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in date)


def write_csl(order: Order) -> Iterator[str]:
    """A CSL-JSON array; the standard has no room for a manifest, which lies beside the file."""
    yield "["
    between = "\n"
    for item in order.tally.each("report", map(_as_csl, _references(order))):
        yield between + as_json(item)
        between = ",\n"
    yield "\n]\n"


def refer_in_csl(index: Index, report: Report) -> str:
    """One report as an array of CSL-JSON, which is what citing programs take."""
    return as_json([_as_csl(_reference(index, report))])


def _as_csl(of: Reference) -> wire.Json:
    accessed = of.accessed
    return without_empty(
        {
            "id": of.key,
            "type": "article-newspaper",
            "title": of.title,
            "container-title": of.outlet,
            "author": [{"literal": name} for name in of.authors],
            "issued": {"date-parts": [list(of.date)]} if of.date else None,
            "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]} if accessed else None,
            "URL": of.address,
            "archive": "onrecord",
            "archive_location": of.kept,
            "language": None if of.language == "und" else of.language,
        }
    )


def write_bibtex(order: Order) -> Iterator[str]:
    """Entries of biblatex's type `online`, last a comment with the manifest."""
    yield from order.tally.each("report", map(_as_bibtex, _references(order)))
    yield f"@comment{{manifest {as_json(order.tally.counts())}}}\n"


def refer_in_bibtex(index: Index, report: Report) -> str:
    """One report as an entry."""
    return _as_bibtex(_reference(index, report)).rstrip() + "\n"


def _as_bibtex(of: Reference) -> str:
    fields = {
        "title": f"{{{_tex(of.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in of.authors),
        "organization": f"{{{_tex(of.outlet)}}}" if of.outlet else "",
        "date": _iso(of.date),
        "year": str(of.date[0]) if of.date else "",
        "url": _url(of.address),
        "urldate": of.accessed.isoformat() if of.accessed else "",
        "note": _tex(of.kept),
        "langid": "" if of.language == "und" else of.language,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{{of.key},\n{lines}\n}}\n\n"


def _tex(text: str) -> str:
    return "".join(TEX.get(letter, letter) for letter in show_acting(text))


def _url(address: str | None) -> str:
    """An address is read as it stands, but a brace or comment sign in it would end the field."""
    return (address or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def write_ris(order: Order) -> Iterator[str]:
    """Records of the type NEWS; the format has no room for a manifest, which lies beside the file."""
    yield from order.tally.each("report", map(_as_ris, _references(order)))


def refer_in_ris(index: Index, report: Report) -> str:
    """One report as a record."""
    return _as_ris(_reference(index, report))


def _as_ris(of: Reference) -> str:
    date = "/".join(f"{part:02}" for part in of.date)
    lines = [
        ("TY", "NEWS"),
        ("ID", of.key),
        ("TI", of.title),
        *(("AU", name) for name in of.authors),
        ("T2", of.outlet),
        ("PY", str(of.date[0]) if of.date else None),
        ("DA", date + "/" * (3 - len(of.date)) if date else None),
        ("UR", of.address),
        ("Y2", f"{of.accessed:%Y/%m/%d}/" if of.accessed else None),
        ("DB", "onrecord"),
        ("N1", of.kept),
        ("LA", None if of.language == "und" else of.language),
    ]
    told = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value)
    return f"{told}ER  - \r\n\r\n"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", show_acting(text)).strip()


def write_wiki(order: Order) -> Iterator[str]:
    """A footnote a statement with the words quoted, ready to be copied into an article, last the manifest."""
    index = order.index
    made = (_as_wiki(index, s.id) for s in index.statements.values())
    yield from order.tally.each("statement", made)
    yield f"<!-- manifest {as_json(order.tally.counts())} -->\n"


def _as_wiki(index: Index, statement: str) -> str:
    cited = cite(index, index.statements[statement])
    return f"{wiki_note(index, cited.label, cited.report, cited.words)}\n"


def wiki_note(index: Index, label: str, report: Report, words: str) -> str:
    """A footnote of a wiki's article, named by the label: the report, and the words quoted from it."""
    of = _reference(index, report)
    fields = {
        "title": of.title,
        "author": "; ".join(of.authors),
        "work": of.outlet,
        "date": _wiki_date(of.date),
        "access-date": of.accessed.isoformat() if of.accessed else None,
        "language": None if of.language in ("und", "en") else of.language,
        "quote": words,
    }
    told = "".join(f" |{name}={wiki_text(value)}" for name, value in fields.items() if value)
    url = f" |url={_wiki_url(of.address)}" if of.address else ""
    return f'<ref name="{label}">{{{{cite news{url}{told}}}}}</ref>'


def _wiki_date(date: tuple[int, ...]) -> str:
    """Wikipedia takes a day and a year in figures, a month only by its name."""
    return dt.date(date[0], date[1], 1).strftime("%B %Y") if len(date) == MONTHS else _iso(date)


def wiki_text(text: str) -> str:
    quoted = WIKI_RUNS.sub(lambda run: "".join(f"&#{ord(letter)};" for letter in run[0]), _one_line(text))
    return "".join(WIKI.get(letter, letter) for letter in quoted)


def _wiki_url(address: str) -> str:
    return address.replace("|", "%7C").replace("[", "%5B").replace("]", "%5D").replace("{", "%7B").replace("}", "%7D")
