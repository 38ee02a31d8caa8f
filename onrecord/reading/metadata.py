"""What a page's own data say of its article: headline, date, outlet, authors, address.

JSON-LD before OpenGraph before plain <meta>, as it is written for exactly this and least often about the site at large.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.reading.page import Page

ARTICLES = ("newsarticle", "article", "reportage", "blogposting", "analysis", "opinion", "liveblog", "backgroundnews")
DATES = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued",
         "dcterms.created", "sailthru.date", "publishdate", "pubdate", "publish-date", "dc.date", "date")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What the page says of itself, as it stands there; None: not said."""

    headline: str | None
    description: str | None
    published: str | None
    outlet: str | None
    byline: str | None
    address: str | None
    guessed: str | None = None  # a date that an extractor made out, where the page states none


def read_metadata(page: Page, *, address: str | None) -> PageData:
    """The page's data; `address` is where it was fetched, which makes its links whole."""
    article = next((o for o in page.linked_data if _is_article(o)), {})
    meta = page.meta
    return PageData(
        headline=_first(_text(article.get("headline")), meta.get("og:title"), meta.get("twitter:title"), page.title),
        description=_first(_text(article.get("description")), meta.get("og:description"), meta.get("description")),
        published=_first(_text(article.get("datePublished")), *(meta.get(k) for k in DATES)),
        outlet=_first(_name(article.get("publisher")), meta.get("og:site_name"), meta.get("application-name")),
        byline=_first(", ".join(_names(article.get("author"))), _author(meta)),
        address=_address(page.canonical or meta.get("og:url"), address),
    )


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and any(a in k.lower() for a in ARTICLES) for k in kinds)


def _first(*values: str | None) -> str | None:
    return next((" ".join(v.split()) for v in values if v and v.strip()), None)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return next(iter(_names(value)), None)


def _names(value: Any) -> Iterable[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            yield name.strip()


def _author(meta: dict[str, str]) -> str | None:
    named = meta.get("author") or meta.get("article:author") or meta.get("byl")
    return named if named and not named.startswith(("http", "@")) else None


def _address(canonical: str | None, address: str | None) -> str | None:
    """The canonical address, unless it is another site's: then it says whose text it is, not where this page is."""
    if not canonical:
        return address
    try:
        whole = urljoin(address or "", canonical)
        if urlsplit(whole).scheme not in ("http", "https"):
            return address
        if address and urlsplit(whole).hostname != urlsplit(address).hostname:
            return address
    except ValueError:
        return address
    return whole
