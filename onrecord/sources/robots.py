"""What sites ask of programs (RFC 9309): read once a day for each site, and kept to."""

import datetime as dt
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from onrecord.records.note import Note

TOKEN = "onrecord"  # by which a robots.txt names us
KEPT_S = 24 * 3600.0
RETRY_S = 600.0  # until one that could not be read is asked for again
MAX_BYTES = 512 << 10  # what the standard says must be read
MAX_SITES = 1_000  # remembered at once
MAX_DELAY_S = 60.0  # a site that asks for more between two requests is given this


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """What asking a site for its robots.txt gave."""

    text: str | None  # None: it was not answered, and then nothing may be fetched
    status: int | None = None  # HTTP's, where the server answered without one
    note: Note | None = None  # why the server could not be asked at all


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRefusal:
    """Why a page may not be fetched."""

    why: str
    note: Note | None = None  # the site could not be asked at all: what is to be told instead
    is_passing: bool = False  # it may be fetched later


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    rules: Protego | None
    got: RobotsFile
    until: float


class Robots:
    """The rules of the sites that were asked; `ask` gets a robots.txt."""

    def __init__(self, ask: Callable[[httpx.URL], RobotsFile], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def refusal(self, url: httpx.URL) -> RobotsRefusal | None:
        """Why the page may not be fetched, or None."""
        known = self._rules(url)
        if known.rules is None:
            why = f"nobody can tell whether it may be, since its robots.txt was answered with {known.got.status}"
            return RobotsRefusal(why=why, note=known.got.note, is_passing=True)
        if not known.rules.can_fetch(str(url), TOKEN):
            return RobotsRefusal(why=f"the robots.txt of {url.host} asks programs not to")
        return None

    def delay_s(self, url: httpx.URL) -> float:
        """How long the site wants to be left alone between two requests."""
        rules = self._rules(url).rules
        if rules is None:
            return 0.0
        rate = rules.request_rate(TOKEN)
        every = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return min(max(rules.crawl_delay(TOKEN) or 0.0, every), MAX_DELAY_S)

    def _rules(self, url: httpx.URL) -> _Known:
        site = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
        known = self._known.get(site)
        if known is None or known.until <= self._clock():
            known = self._read(url)
            self._known[site] = known
        self._known.move_to_end(site)
        while len(self._known) > MAX_SITES:
            self._known.popitem(last=False)
        return known

    def _read(self, url: httpx.URL) -> _Known:
        got = self._ask(url.copy_with(path="/robots.txt", query=None, fragment=None))
        if got.text is None:
            return _Known(rules=None, got=got, until=self._clock() + RETRY_S)
        return _Known(rules=Protego.parse(got.text), got=got, until=self._clock() + KEPT_S)


def read_retry_after(given: str | None, *, now: dt.datetime) -> float | None:
    """Seconds that a server asks to be left alone, from "120" or an HTTP date; None where it does not say."""
    if given is None:
        return None
    text = given.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = dt.datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return max(0.0, (moment - now).total_seconds())
