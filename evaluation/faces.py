"""Every face of a case, walked: what the command line, the pages, REST, the tools for agents and each export print.

Tests of what must hold on all of them (`tests/holds`) ask for one walk and look at what came.  What a face is asked is
found in the case itself: each label, report, statement, figure, claim, speaker and story of it.
"""

import contextlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

from onrecord import case
from onrecord.interfaces.cli import main
from onrecord.records.casebook import Casebook, find_story, restrict
from onrecord.views.exports.formats import FORMATS

HOME = "http://127.0.0.1:8731"
FORMS: tuple[tuple[str, ...], ...] = ((), ("--plain",), ("--json",))
VIEWS: tuple[tuple[str, ...], ...] = (
    ("stories",),
    ("brief",),
    ("figures", "--all"),
    ("claims",),
    ("timeline",),
    ("diff",),
)
WITH_OPTIONS: tuple[tuple[str, ...], ...] = (("claims", "--disputed"), ("timeline", "--said"))
TABS = ("", "/figures", "/matrix", "/timeline", "/voices", "/reports", "/changes")
ENDINGS = ("", ".json", ".md")
BINARY = {".db", ".parquet", ".zip", ".wacz"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one face printed."""

    face: str  # "cli", "page", "rest", "mcp", "export"
    name: str  # as one would ask for it
    form: str  # "text", "plain", "json", "html", "md", "csv", "svg", or an export's name
    text: str
    status: int = 0  # exit code, or HTTP status
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the faces are asked for."""

    speakers: tuple[str, ...]
    words: str  # to search for
    draft: str
    question: str
    most: int = 1_000_000  # things of each kind that are shown one by one


def walk_cli(folder: Path, asked: Asked) -> Iterator[Shown]:
    """Every verb that shows a case, in all its forms."""
    with case.open(folder) as opened:
        book = opened.casebook()
    yield from (_run(folder, (*view, *form)) for view in (*VIEWS, *WITH_OPTIONS) for form in FORMS)
    yield from (_run(folder, ("who", name, *form)) for name in asked.speakers for form in FORMS)
    yield from (_run(folder, ("who", name, "--moves")) for name in asked.speakers)
    ids = _ids(book, asked.most)
    yield from (_run(folder, ("show", *ids, *form)) for form in FORMS)
    yield from (_run(folder, ("search", asked.words, *form)) for form in ((), ("--json",)))
    yield from (_run(folder, ("ask", asked.question, *form)) for form in ((), ("--json",)))
    yield from (_run(folder, ("check", "-", *form), stdin=asked.draft) for form in ((), ("--json",)))
    yield from (_run(folder, (verb, *form)) for verb in ("review", "grade", "doctor") for form in ((), ("--json",)))


def run_verb(folder: Path, words: Sequence[str], *, stdin: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command, run in this process as the program runs it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogatepass")), encoding="utf-8")
    arguments = ["onrecord", words[0], "--case", str(folder), *words[1:]]
    code = 0
    streams = mock.patch.multiple(sys, argv=arguments, stdin=given, stdout=out, stderr=err)
    with streams:
        try:
            main.run()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return code, _said(out), _said(err)


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    return raw.getvalue().decode("utf-8") if isinstance(raw, io.BytesIO) else ""


def _run(folder: Path, words: Sequence[str], *, stdin: str = "") -> Shown:
    code, out, err = run_verb(folder, words, stdin=stdin)
    form = "json" if "--json" in words else "plain" if "--plain" in words else "text"
    said = out if form == "json" else out + err
    return Shown(face="cli", name=" ".join(words)[:80], form=form, text=said, status=code)


def walk_web(folder: Path, asked: Asked) -> Iterator[Shown]:
    """Every page with its twins in JSON and Markdown, and every route of REST that reads."""
    # Only who walks the pages needs a web server's parts.
    from fastapi.testclient import TestClient

    from onrecord.interfaces.rest.app import PATH, create_api
    from onrecord.interfaces.web.app import create_app
    from onrecord.interfaces.web.pages.feeds import FEEDS
    from onrecord.interfaces.web.pages.taking import TAKERS

    texts = tuple(path.removeprefix("/t/{story}") for path, *_ in (*FEEDS, *TAKERS))
    with case.open(folder) as opened:
        book = opened.casebook()
        app = create_app(opened, mounts={PATH: lambda rooms: create_api(rooms, can_edit=False)})
        with TestClient(app, base_url=HOME, raise_server_exceptions=False) as client:
            stories = client.get("/stories.json").json()["stories"]
            for address in (*_pages(book, asked, stories), *_texts(stories[: asked.most], texts)):
                yield _answer(client.get(address), "page", address)
            for address in _routes(book, asked):
                yield _answer(client.get(PATH + address), "rest", address)
            for route, body in (("/ask", {"question": asked.question}), ("/check", {"text": asked.draft})):
                yield _answer(client.post(PATH + route, json=body), "rest", route)


def _pages(book: Casebook, asked: Asked, stories: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    most = asked.most
    for story in stories[:most]:
        yield from (f"{story['address']}{tab}{end}" for tab in TABS for end in ENDINGS)
        told = find_story(book.account, story["slug"]) if "slug" in story else None
        numbers = restrict(book, told).account.series[: min(2, most)] if told else ()
        yield from (f"{story['address']}/figures/{n.points[0].figure}{end}" for n in numbers for end in ENDINGS)
    said = [s.id for f in book.findings for s in f.statements]
    found = [x.id for f in book.findings for x in f.figures] + [x.id for f in book.findings for x in f.events]
    things = [
        "/stories",
        *(f"/c/{c.statements[0]}" for c in book.account.claims[:most]),
        *(f"/a/{quote(name, safe='')}" for name in asked.speakers),
        *(f"/r/{r.id}" for r in book.reports[:most]),
        *(f"/r/{r.id}/versions" for r in book.reports[:most]),
        *(f"/s/{id}" for id in said[:most]),
        *(f"/x/{id}" for id in found[:most]),
        *("/sources", "/review", "/keys", "/check"),
    ]
    yield "/"
    yield from (thing + end for thing in things for end in ENDINGS if thing + end != "/stories")
    for end in ENDINGS:
        yield f"/search{end}?q={quote(asked.words)}"
        yield f"/ask{end}?q={quote(asked.question)}"


def _texts(stories: Sequence[Mapping[str, Any]], tails: Sequence[str]) -> Iterator[str]:
    """What other programs take of a story: feeds of its changes, its brief in their forms."""
    yield from (f"{story['address']}{tail}" for story in stories for tail in tails)


def _routes(book: Casebook, asked: Asked) -> Iterator[str]:
    most = asked.most
    yield from ("/stories", "/stories.csv", "/decisions", f"/search?q={quote(asked.words)}")
    for story in book.account.stories[:most]:
        yield f"/stories/{story.slug}"
        for tab in ("figures", "claims", "timeline", "changes"):
            yield from (f"/stories/{story.slug}/{tab}{end}" for end in ("", ".csv"))
        yield from (f"/stories/{story.slug}/{tab}" for tab in ("brief", "reports", "statements"))
    for report in book.reports[:most]:
        tabs = ("", "/versions", "/versions/1", "/text", "/original")
        yield from (f"/reports/{report.id}{tab}" for tab in tabs)
    yield from (f"/statements/{s.id}" for f in book.findings[:most] for s in f.statements[:most])
    for claim in book.account.claims[:most]:
        yield from (f"/claims/{claim.id}", f"/claims/{claim.id}/origins", f"/origins/{claim.origins[0].id}")
    for series in book.account.series[:most]:
        yield from (f"/figures/{series.points[0].figure}{end}" for end in ("", ".svg", ".csv"))
    yield from (f"/actors/{quote(name, safe='')}/stances" for name in asked.speakers)


def _answer(response: Any, face: str, address: str) -> Shown:
    kind = response.headers.get("content-type", "")
    path = address.partition("?")[0]
    forms = (("atom", "atom"), ("html", "html"), ("markdown", "md"), ("json", "json"), ("csv", "csv"), ("svg", "svg"))
    form = next((f for sign, f in forms if sign in kind), "text")
    form = "original" if path.endswith("/original") else "wiki" if path.endswith(".wiki") else form
    return Shown(
        face=face, name=address, form=form, text=response.text, status=response.status_code, headers=response.headers
    )


def walk_tools(folder: Path, asked: Asked) -> Iterator[Shown]:
    """Every tool and resource for agents, as a client in this process gets them."""
    # Only who walks the tools needs them.
    import anyio
    from mcp.client.client import Client

    from onrecord.interfaces.mcp.server import make_server

    async def talk(opened: case.Case) -> list[Shown]:
        book, got = opened.casebook(), []
        async with Client(make_server(opened)) as client:
            for name, arguments in _calls(book, asked):
                result = await client.call_tool(name, arguments)
                text = json.dumps([c.model_dump(mode="json") for c in result.content], ensure_ascii=False)
                got.append(Shown(face="mcp", name=name, form="json", text=text, status=int(bool(result.is_error))))
            for uri in _resources(book, asked):
                read = await client.read_resource(uri)
                text = json.dumps(read.model_dump(mode="json"), ensure_ascii=False)
                got.append(Shown(face="mcp", name=uri, form="json", text=text))
        return got

    with case.open(folder) as opened:
        yield from anyio.run(talk, opened)


def _calls(book: Casebook, asked: Asked) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "list_stories", {}
    for story in book.account.stories[: asked.most]:
        yield from ((tool, {"story": story.slug}) for tool in ("get_brief", "changes_since"))
    yield from (("who_said", {"speaker": name}) for name in asked.speakers)
    yield "search", {"q": asked.words}
    yield "check_draft", {"text": asked.draft}
    yield "verify_quote", {"text": asked.draft[:200]}
    yield from (("get_claim", {"id": c.id}) for c in book.account.claims[: asked.most])
    yield from (("cite", {"id": s.id, "style": "wiki"}) for f in book.findings for s in f.statements[: asked.most])
    yield from (("get_figure", {"story": book.account.stories[0].slug, "name": s.of}) for s in book.account.series[:3])


def _resources(book: Casebook, asked: Asked) -> Iterator[str]:
    yield from (f"onrecord://story/{s.slug}/brief" for s in book.account.stories[: asked.most])
    yield from (f"onrecord://report/{r.id}" for r in book.reports[: asked.most])


def walk_exports(folder: Path, into: Path, *, without: Path | None = None) -> Iterator[Shown]:
    """Every export, each file of it that is text; the others are left in the folder.  `without`: a list of names."""
    left_out = ("--redact", str(without)) if without else ()
    for name, format in FORMATS.items():
        target = into / f"{name}{format.suffix}"
        code, _, err = run_verb(folder, ("export", "--to", name, "-o", str(target), *left_out))
        files = sorted(p for p in target.rglob("*") if p.is_file()) if target.is_dir() else [target]
        for file in files:
            if not file.is_file():
                yield Shown(face="export", name=name, form=name, text=err, status=code or 1)
            elif file.suffix not in BINARY:
                text = file.read_bytes().decode("utf-8")
                yield Shown(face="export", name=f"{name}/{file.name}", form=name, text=text, status=code)
            else:
                yield Shown(face="export", name=f"{name}/{file.name}", form="binary", text=_inside(file), status=code)


def _inside(file: Path) -> str:
    """The names in an archive, a line each; of other files nothing."""
    with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(file) as archive:
        return "\n".join(archive.namelist())
    return ""


def _ids(book: Casebook, most: int) -> list[str]:
    said = [s.id for f in book.findings for s in f.statements[:most]]
    counted = [x.id for f in book.findings for x in f.figures[:most]]
    happened = [x.id for f in book.findings for x in f.events[:most]]
    reports, claims = [r.id for r in book.reports[:most]], [c.id for c in book.account.claims[:most]]
    return [*reports, *claims, *said, *counted, *happened]
