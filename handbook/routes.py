"""The reference of the REST interface, from its own OpenAPI description, and of the pages, from their table."""

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.markdown import code, write_table
from onrecord.case import Case
from onrecord.interfaces.rest.app import ABOUT, PATH, create_api
from onrecord.interfaces.web.pages import PAGES
from onrecord.interfaces.web.pages.feeds import FEEDS
from onrecord.interfaces.web.pages.taking import TAKERS
from onrecord.interfaces.web.rooms import Rooms
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

Json = Mapping[str, Any]
PAGE = """# Routes

{about}

All stand under `{base}`; the full description, with the schema of every answer, is at `{base}/openapi.json` (OpenAPI
{openapi}). Refusals are `application/problem+json` with `kind`, `message`, `where`, `help` ([kinds](problems.md)). How
to use it: [from a program](../how-to/program.md).

| method | path | what it gives |
| --- | --- | --- |
{routes}
## Parameters

{parameters}
## Pages

Every page has a twin for programs (`.json`) and one for notes (`.md`): `/stories.json`, `/check.md`.

{pages}"""


def write_routes() -> str:
    """The page."""
    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="here")) as case:
        described = create_api(Rooms(case), can_edit=True).openapi()
    routes = "".join(
        _route(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    )
    return PAGE.format(
        about=ABOUT,
        base=PATH,
        openapi=described["openapi"],
        routes=routes,
        parameters=_parameters(described),
        pages=write_table(("path", "what it shows"), _page_rows()),
    )


def _route(method: str, path: str, operation: Json) -> str:
    given = ", ".join(
        code(p["name"]) for p in operation.get("parameters", ()) if p["in"] != "path" and p["name"] != "as_of"
    )
    asks = f" Takes {given}." if given else ""
    return f"| {method.upper()} | {code(path)} | {operation['description'].splitlines()[0]}{asks} |\n"


def _parameters(described: Json) -> str:
    known: dict[str, str] = {}
    for operation in (o for methods in described["paths"].values() for o in methods.values()):
        for each in operation.get("parameters", ()):
            if each["in"] != "path" and each.get("description"):
                known.setdefault(each["name"], each["description"])
    rows = ((code(name), told) for name, told in sorted(known.items()))
    return write_table(("name", "what it says"), rows)


def _page_rows() -> Iterator[tuple[str, str]]:
    for path, show in PAGES:
        yield code(path), (show.__doc__ or "").strip().split("\n")[0]
    for path, _, write in FEEDS:
        yield code(path), (write.__doc__ or "").strip().split("\n")[0]
    for path, _, taker in TAKERS:
        yield code(path), (taker.__doc__ or "").strip().split("\n")[0]
