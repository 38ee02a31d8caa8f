"""The account as one HTML page that needs nothing else: opens from a stick, light or dark, on paper too.

No script, no outside request (the page's own policy forbids them), and report text only ever as text.
"""

import base64
import hashlib
import html
import importlib.resources
import json
from collections.abc import Iterable, Iterator

from onrecord.inert import show_acting
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.brief import Brief, PartKind, make_brief
from onrecord.views.disputes import SIGNS, ClaimRow, list_claims
from onrecord.views.exports.citing import archive_link, captured_at, cite, list_reviewers, title_of, web_address
from onrecord.views.exports.order import LICENCE, Order
from onrecord.views.figures import HEAD, FigureLife, FigureRow, list_figures, row_cells
from onrecord.views.index import Index
from onrecord.views.line import Line, PieceKind

AROUND = 160  # characters shown beside the words of a statement, cut at a word
BREAKS = "\n\r"  # what stands beyond a line's end is another paragraph


def write(order: Order) -> Iterator[str]:
    """The page in parts: brief, figures, claims, then every statement in its report, last the manifest."""
    made = make_brief(order.book, title=order.title, language=order.language, as_of=order.as_of)
    lives, claims = list_figures(order.book), list_claims(order.book)
    order.tally.expect("line", sum(len(part.lines) for part in made.parts))
    order.tally.expect("amount", sum(len(life.rows) for life in lives))
    yield from _head(order, made)
    yield from _brief(order, made)
    yield from _figures(order, lives)
    yield from _claims(order, claims)
    yield from _reports(order)
    yield from _foot(order, made)


def _head(order: Order, brief: Brief) -> Iterator[str]:
    style = importlib.resources.files(__package__).joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    counts = phrases.three_counts(brief.reports, brief.origins, len(brief.parties), at_most=brief.has_unknown_party)
    as_of = f"As of {phrases.moment(brief.as_of)} · " if brief.as_of else ""
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" '
        f'content="no-referrer">\n<meta name="generator" content="{_text(order.made_by)}">\n'
        f"<title>{_text(order.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><p class="kicker">Who said what</p><h1>{_text(order.title)}</h1>'
        f'<p class="meta">{as_of}{_text(counts)}</p>\n<nav aria-label="Parts of this page">'
        '<a href="#brief">Brief</a><a href="#figures">Figures</a><a href="#claims">Claims</a>'
        '<a href="#reports">The words, report by report</a><a href="#about">About this file</a></nav></header>\n'
        "<main>\n"
    )


def _brief(order: Order, brief: Brief) -> Iterator[str]:
    yield '<section id="brief"><h2>Brief</h2>\n'
    for part in brief.parts:
        yield f"<h3>{_text(part.kind.value.capitalize())}</h3>\n"
        if part.lines:
            yield '<ul class="lines">\n'
            lines = (f"<li>{_line(order.index, line)}</li>\n" for line in part.lines)
            yield from order.tally.each("line", lines)
            yield "</ul>\n"
        else:
            nothing = "Nothing." if part.kind is PartKind.CHANGED else "Nothing yet."
            yield f'<p class="meta">{nothing}</p>\n'
        if part.more:
            yield f'<p class="meta">and {part.more:,} more, not shown here</p>\n'
    yield "</section>\n"


def _line(index: Index, line: Line) -> str:
    return "".join(
        _mark(index, piece.text.strip("[]")) if piece.kind is PieceKind.MARK else _text(piece.text)
        for piece in line.told()
    )


def _mark(index: Index, label: str) -> str:
    """A citation: leads to the words on this page."""
    id = index.ids.get(label)
    if id is None:
        return f'<span class="cite">{_text(label)}</span>'
    target = id if label[0] in "rs" and " " not in label else None
    record = index.records.get(id)
    if target is None:
        evidence = getattr(record, "evidence", None)
        target = evidence.report if evidence else index.ids.get(label.partition(" ")[0], id)
    return f'<a class="cite" href="#{_text(target)}">{_text(label)}</a>'


def _table(head: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in head)
    yield f'<div class="scroll"><table><thead><tr>{cells}</tr></thead><tbody>\n'
    yield from rows
    yield "</tbody></table></div>\n"


def _figures(order: Order, lives: tuple[FigureLife, ...]) -> Iterator[str]:
    yield '<section id="figures"><h2>Figures</h2>\n'
    if not lives:
        yield '<p class="meta">No number is given by more than one report.</p>\n'
    for life in lives:
        counts = phrases.three_counts(life.reports, life.origins, len(life.parties), at_most=False)
        yield f'<h3>{_text(life.of)}</h3><p class="meta">{_text(counts)}. No average is given.</p>\n'
        rows = (_figure_row(order.index, row) for row in life.rows)
        yield from _table((h.capitalize() for h in HEAD), order.tally.each("amount", rows))
    yield "</section>\n"


def _figure_row(index: Index, row: FigureRow) -> str:
    said, as_of, *cells, _ = row_cells(row)
    days = "".join(f'<td class="day">{_text(day)}</td>' for day in (said, as_of))
    marks = " ".join(_mark(index, label) for label in row.cites)
    return f"<tr>{days}{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}<td>{marks}</td></tr>\n"


def _claims(order: Order, claims: tuple[ClaimRow, ...]) -> Iterator[str]:
    yield '<section id="claims"><h2>Claims</h2>\n'
    head = ("Claim", "Stands", "Reports", "Origins", "Parties", "Who says what")
    rows = (_claim_row(order.index, row) for row in claims)
    yield from _table(head, order.tally.each("claim", rows))
    yield "</section>\n"


def _claim_row(index: Index, row: ClaimRow) -> str:
    origins = f"at most {row.origins}" if row.has_unknown_party and row.origins > 1 else str(row.origins)
    numbers = "".join(f'<td class="number">{n}</td>' for n in (row.reports, origins, row.parties))
    cells = "<br>".join(
        f"{SIGNS[c.position.value]} {_text(c.party)} {c.position.value} {_mark(index, c.label)}" for c in row.cells
    )
    standing = _text(row.standing.replace("_", " "))
    return f'<tr id="{row.claim}"><td>{_text(row.told)}</td><td>{standing}</td>{numbers}<td>{cells}</td></tr>\n'


def _reports(order: Order) -> Iterator[str]:
    yield '<section id="reports"><h2>The words, report by report</h2>\n'
    index, reviewers = order.index, list_reviewers(order.book)
    for report, found in zip(order.book.reports, order.book.findings, strict=True):
        outlet = report.outlet or "outlet not known"
        links = {"live page": web_address(report), "archive": archive_link(report, captured_at(index, report))}
        yield (
            f'<article id="{report.id}"><h3>{_text(title_of(report))}</h3>\n'
            f'<p class="meta">{index.labels[report.id]} · '
            f"{_text(outlet)} · {_text(phrases.when_text(report.published))}</p>\n{_links(links)}"
        )
        said = (_statement(index, s, reviewers.get(s.id)) for s in found.statements)
        yield from order.tally.each("statement", said)
        yield "</article>\n"
    yield "</section>\n"


def _links(links: dict[str, str | None]) -> str:
    told = " · ".join(f'<a href="{_text(link)}">{name}</a>' for name, link in links.items() if link)
    return f'<p class="links">{told}</p>\n' if told else ""


def _statement(index: Index, statement: Statement, reviewer: str | None) -> str:
    cited = cite(index, statement)
    who, party = cited.speaker or "nobody named", index.party_of(statement)
    chain = " > ".join(x.name or "?" for x in statement.chain) if len(statement.chain) > 1 else ""
    facts = (
        f"{who} ({party})" if party and party != who else who,
        statement.stance.value.replace("_", " "),
        f"hedge {statement.certainty.value}" if statement.certainty.value != "certain" else "",
        phrases.when_text(statement.said) if statement.said else "",
        f"through {chain}" if chain else "",
        f"read by {statement.evidence.maker}, " + (f"reviewed by {reviewer}" if reviewer else "reviewed by nobody"),
    )
    return (
        f'<div class="statement" id="{statement.id}"><p class="meta"><strong>{cited.label}</strong> '
        f"{_text(' · '.join(fact for fact in facts if fact))}</p>"
        f"<blockquote>{_in_place(cited.report, statement.content)}</blockquote>"
        f"{_links({'live, at these words': cited.live})}</div>\n"
    )


def _in_place(report: Report, spans: tuple[Span, ...]) -> str:
    """The words marked among those around them."""
    text, first, last = report.text, spans[0].start, spans[-1].end
    before = text[max(report.span.start, first - AROUND) : first]
    after = text[last : min(max(report.span.end, last), last + AROUND)]
    before = before[max(before.rfind(b) for b in BREAKS) + 1 :]
    after = after[: min((n for b in BREAKS if (n := after.find(b)) >= 0), default=len(after))]
    if len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    middle, place = [], first
    for span in spans:
        middle.append(f"{_text(text[place : span.start])}<mark>{_text(span.of(text))}</mark>")
        place = span.end
    return f'<span class="around">{_text(before)}{"".join(middle)}{_text(after)}</span>'


def _foot(order: Order, brief: Brief) -> Iterator[str]:
    told = order.tally.counts()
    counts = "".join(
        f"<dt>{_text(kind)}</dt><dd>{n:,} of {told['store'].get(kind, n):,}</dd>" for kind, n in told["counts"].items()
    )
    gone = ", ".join(f"{n:,} {kind}" for kind, n in told["redacted"].items())
    yield (
        '</main>\n<footer id="about"><h2>About this file</h2>\n'
        f"<p>Made by {_text(order.made_by)}. {brief.held:,} of {brief.citations:,} citations of the brief were found "
        f"word for word. It gives no verdicts: it says what is on record, by whom, how often independently.</p>\n"
        f"<p>{_text(LICENCE)}</p>\n<details><summary>What is in here, of what the case holds</summary>"
        f"<dl>{counts}</dl>{f'<p>Left out by request: {_text(gone)}.</p>' if gone else ''}</details></footer>\n"
        "</body>\n</html>\n"
    )
    yield f"<!-- manifest {json.dumps({'made_by': order.made_by, **order.tally.counts()})} -->\n"


def _text(words: str) -> str:
    """Report text is quoted matter: it can be nothing but text."""
    return html.escape(show_acting(words), quote=True)
