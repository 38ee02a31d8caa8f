"""One page in its forms: HTML for people, JSON for programs, Markdown to take away; each with its entity tag."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request, Response
from markupsafe import Markup

from onrecord.inert import show_acting
from onrecord.interfaces.web import wording
from onrecord.records import wire

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "word": "text/html; charset=utf-8",
    "wiki": "text/plain; charset=utf-8",
    "jsonfeed": "application/feed+json; charset=utf-8",
}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")


class Raw(str):
    """Markdown of our own, or escaped already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows, before it is put into a form."""

    template: str  # name without its ending
    title: str
    answer: Mapping[str, Any]  # for the JSON form: records, and what JSON has
    extra: Mapping[str, Any] = field(default_factory=dict)  # what only templates need
    status: int = 200


class Paper:
    """Templates of both kinds, loaded once."""

    def __init__(self) -> None:
        loader = jinja2.FileSystemLoader(TEMPLATES)
        options: dict[str, Any] = {
            "loader": loader,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
        self._html = jinja2.Environment(autoescape=True, finalize=_visible, **options)
        self._md = jinja2.Environment(autoescape=False, finalize=escape_markdown, keep_trailing_newline=True, **options)
        for env in (self._html, self._md):
            env.filters.update(wording.FILTERS)
        self._html.filters.update(wording.ON_PAGES)
        self._md.filters["raw"] = Raw
        self._md.filters["cites"] = lambda text: Raw(wording.plain_marks(escape_markdown(text)))
        self._md.globals["parts"] = self._md.get_template("parts.md").module
        versions = {p.name: _digest(p.read_bytes()) for p in STATIC.iterdir() if p.is_file()}
        self._html.globals["parts"] = self._html.get_template("parts.html").module
        self._html.globals["version_of"] = lambda name: versions.get(name, "0")

    def write(self, page: Page, form: str, context: Mapping[str, Any]) -> str:
        """The page in a form: "html", "md" or "json"."""
        if form == "json":
            shown = {"page": context["here"], "title": page.title, **page.answer}
            return json.dumps(as_json(shown), ensure_ascii=False, separators=(",", ":")) + "\n"
        env = self._html if form == "html" else self._md
        values = {**context, **page.answer, **page.extra, "title": page.title}
        return env.get_template(f"{page.template}.{form}").render(values)


def respond(request: Request, body: str, form: str, *, status: int = 200) -> Response:
    """The body as an answer that a browser need not fetch twice."""
    raw = body.encode("utf-8", "replace")
    tag = f'W/"{_digest(raw)}"'
    headers = {"etag": tag, "vary": "Accept-Encoding, Cookie"}
    if status == 200 and tag in {t.strip() for t in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(raw, status_code=status, media_type=MEDIA[form], headers=headers)


def as_json(value: Any) -> Any:
    """Records as the wire has them, within whatever mappings and sequences hold them."""
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value]
    if isinstance(value, dt.datetime):
        return wire.encode_time(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return wire.encode(value)
    return value


def escape_markdown(value: Any) -> str:
    """Report text is quoted matter: none of it may act as markup."""
    if isinstance(value, Raw):
        return value
    if value is None:
        return ""
    return Raw(SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", show_acting(str(value)))))


def _visible(value: Any) -> Any:
    """Characters that would act on the page are shown by their numbers."""
    if isinstance(value, Markup):
        return Markup(show_acting(value))
    return show_acting(value) if isinstance(value, str) else value


def markup(svg: str) -> Markup:
    """A picture of our own, every text in it escaped when it was drawn."""
    return Markup(svg)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
