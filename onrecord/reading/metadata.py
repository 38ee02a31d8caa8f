"""What a page's own data say of its article: headline, date, outlet, authors, address.

JSON-LD before OpenGraph before plain <meta>, as it is written for exactly this and least often about the site at large.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.reading.page import Page
from onrecord.reading.shapes import plain

ARTICLES = ("newsarticle", "article", "reportage", "blogposting", "analysis", "opinion", "liveblog", "backgroundnews")
DATES = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued",
         "dcterms.created", "sailthru.date", "publishdate", "pubdate", "publish-date", "dc.date", "date")  # fmt: skip


MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
            "revised")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What a page or document says of itself, as it stands there; None: not said."""

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    byline: str | None = None
    address: str | None = None
    corrections: tuple[str, ...] = ()  # notices of what was changed
    guessed: str | None = None  # a date that an extractor made out, where the page states none


NO_DATA = PageData()


def read_metadata(page: Page, *, address: str | None) -> PageData:
    """The page's data; `address` is where it was fetched, which makes its links whole."""
    articles = [o for o in page.linked_data if _is_article(o)]
    meta = page.meta
    article = _main(articles, meta.get("og:title") or page.title)
    own, review = read_article(article), _review(page)
    return PageData(
        headline=first(own.headline, meta.get("og:title"), meta.get("twitter:title"), page.title),
        description=first(own.description, meta.get("og:description"), meta.get("description")),
        published=first(own.published, *(meta.get(k) for k in DATES), text_of(review.get("datePublished"))),
        modified=first(own.modified, *(meta.get(k) for k in MODIFIED)),
        outlet=first(own.outlet, meta.get("og:site_name"), meta.get("application-name"), _name(review.get("author"))),
        byline=first(own.byline, _author(meta)),
        address=_address(page.canonical or meta.get("og:url"), address),
        corrections=own.corrections,
    )


def _review(page: Page) -> dict[str, Any]:
    """The first review of a claim that the page's data tell of; its author is the fact-checker."""
    return next((o for o in page.linked_data if "ClaimReview" in _kinds(o)), {})


def read_article(article: dict[str, Any]) -> PageData:
    """What one schema.org Article says of itself; its address as it stands there."""
    return PageData(
        headline=first(text_of(article.get("headline")), text_of(article.get("name"))),
        description=first(text_of(article.get("description"))),
        published=first(text_of(article.get("datePublished"))),
        modified=first(text_of(article.get("dateModified"))),
        outlet=first(_name(article.get("publisher"))),
        byline=first(", ".join(names_of(article.get("author")))),
        address=first(text_of(article.get("url"))),
        corrections=tuple(_corrections(article.get("correction"))),
    )


def overlay(upper: PageData, lower: PageData) -> PageData:
    """The upper's data, and the lower's where the upper has none."""
    pairs = ((f.name, getattr(upper, f.name)) for f in fields(PageData))
    return replace(lower, **{name: value for name, value in pairs if value})


def find_article(page: Page, headline: str) -> PageData | None:
    """The data of the page's article with that headline, where the page's own data tell of several."""
    article = next((o for o in page.linked_data if _is_article(o) and _is_titled(o, headline)), None)
    return read_article(article) if article is not None else None


def _main(articles: list[dict[str, Any]], title: str | None) -> dict[str, Any]:
    """Of several articles that the page's data tell of, the one that has the page's title; else the first."""
    titled = (o for o in articles if title and _is_titled(o, title))
    return next(titled, articles[0] if articles else {})


def _is_titled(article: dict[str, Any], title: str) -> bool:
    headline = first(text_of(article.get("headline")), text_of(article.get("name")))
    return headline is not None and plain(title).startswith(plain(headline)) and bool(plain(headline))


def _corrections(value: Any) -> Iterable[str]:
    """The words of schema.org's `correction`: a text, a CorrectionComment, or several; an address has no words."""
    for item in value if isinstance(value, list) else [value]:
        words = item.get("text") or item.get("description") if isinstance(item, dict) else item
        if isinstance(words, str) and words.strip() and not words.startswith("http"):
            yield " ".join(words.split())


def _is_article(item: dict[str, Any]) -> bool:
    return any(a in kind.lower() for kind in _kinds(item) for a in ARTICLES)


def _kinds(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def first(*values: str | None) -> str | None:
    """The first that says anything, its white space made plain."""
    return next((" ".join(v.split()) for v in values if v and v.strip()), None)


def text_of(value: Any) -> str | None:
    """A JSON value's words, or those of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return next(iter(names_of(value)), None)


def names_of(value: Any) -> Iterable[str]:
    """The names of persons or organisations, given as objects or as words."""
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
