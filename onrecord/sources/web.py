"""Fetching over the network: one thing at a time, politely, within limits, and only from public hosts.

Nothing here decides whether the network may be used at all: whoever makes a Fetcher has decided that.
"""

import contextlib
import datetime as dt
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import httpcore
import httpx

from onrecord.records.note import Note
from onrecord.sources.addresses import Refused, parse_address
from onrecord.sources.connecting import CheckedBackend, Deadline
from onrecord.sources.robots import MAX_BYTES as ROBOTS_BYTES
from onrecord.sources.robots import Robots, RobotsFile, RobotsRefusal, read_retry_after
from onrecord.sources.unpacking import PACKINGS, BadBody, unpack

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # may be answered otherwise a while later
SAVE_IT = "Save the page in your browser and add the file."
TRY_LATER = "Try again later."
MAX_HOSTS = 10_000  # whose last request is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How things are fetched."""

    agent: str = "onrecord"  # the user agent, honest about what asks and in which version
    private: bool = False  # whether servers of this machine and of an intranet may be asked too
    delay_s: float = 1.0  # between two requests to one host
    quiet_s: float = 15.0  # that a server may say nothing
    total_s: float = 60.0  # for one page with its redirects
    max_bytes: int = 32 << 20  # of one page, unpacked
    max_redirects: int = 8
    pause: Callable[[float], None] = time.sleep  # waits between requests
    clock: Callable[[], float] = time.monotonic  # tells how long it has been


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked for."""

    accept: str = "text/html, application/xhtml+xml, */*;q=0.5"
    etag: str | None = None  # of what is held already
    modified: str | None = None  # Last-Modified of what is held already, as it was given


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server gave."""

    address: str  # where it was in the end
    content: bytes  # unpacked; empty where nothing changed
    media_type: str | None  # as the server calls it, lower case, without parameters; None: it does not
    encoding: str | None  # as the server calls it
    at: dt.datetime  # aware, UTC
    etag: str | None = None
    modified: str | None = None
    is_unchanged: bool = False  # the server says that what is held is still what it has (304)
    has_moved: bool = False  # for good: `address` is to be asked from now on


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfetched:
    """Why a thing was not fetched."""

    note: Note
    is_passing: bool  # it may be there later
    status: int | None = None  # HTTP's, where the server answered
    wait_s: float | None = None  # that the server asks to be left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    to: str
    status: int


class Fetcher:
    """Fetches; holds what it knows of the sites that it asked: their robots.txt, and when it asked them last."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self._robots = Robots(self._ask_robots, clock=options.clock)
        self._asked: dict[str, float] = {}  # by host: when the last answer was read
        self._one_at_a_time = threading.RLock()
        self._tls: ssl.SSLContext | None = None

    def fetch(self, address: str, asking: Asking | None = None) -> Fetched | Unfetched:
        """The thing at the address, or why there is none; never raises for what a server does."""
        with self._one_at_a_time:
            return self._follow(address, asking or Asking(), has_rules=True)

    def _ask_robots(self, url: httpx.URL) -> RobotsFile:
        got = self._follow(str(url), Asking(accept="text/plain, */*;q=0.5"), has_rules=False)
        if isinstance(got, Fetched):
            return RobotsFile(text=got.content[:ROBOTS_BYTES].decode("utf-8", "replace"))
        if got.status is not None and 400 <= got.status < 500 and got.status != 429:
            return RobotsFile(text="")  # the standard: a site without the file asks for nothing
        return RobotsFile(text=None, status=got.status, note=None if got.status else got.note)

    def _follow(self, address: str, asking: Asking, *, has_rules: bool) -> Fetched | Unfetched:
        """The thing at the end of all redirects; each step is checked like the first."""
        left = self.options.total_s
        step, for_good = address, True
        for number in range(self.options.max_redirects + 1):
            try:
                url = parse_address(step)
                refusal = self._robots.refusal(url) if has_rules else None
                if refusal is not None:
                    return _refused_by_robots(url, refusal)
                self._wait_for(url, self._robots.delay_s(url) if has_rules else 0.0)
                before = self.options.clock()
                got = self._ask(url, asking, left_s=left)
                left -= self.options.clock() - before
            except Refused as error:
                kind = "unreachable" if error.is_passing else "refused"
                return Unfetched(note=_note(kind, step, str(error)), is_passing=error.is_passing)
            if isinstance(got, Unfetched):
                return got
            if isinstance(got, Fetched):
                if got.is_unchanged and not (asking.etag or asking.modified):
                    why = "the server says that nothing changed, which it was not asked"
                    return _unfetched("broken-answer", address, why, TRY_LATER, is_passing=True)
                return replace(got, has_moved=number > 0 and for_good)
            for_good = for_good and got.status in FOR_GOOD
            step = got.to
        why = f"it was redirected more than {self.options.max_redirects} times"
        return _unfetched("too-many-redirects", address, why, SAVE_IT, is_passing=False)

    def _wait_for(self, url: httpx.URL, wanted_s: float) -> None:
        """Wait until the host may be asked again."""
        last = self._asked.get(url.host)
        if last is not None:
            left = last + max(self.options.delay_s, wanted_s) - self.options.clock()
            if left > 0:
                self.options.pause(left)

    def _ask(self, url: httpx.URL, asking: Asking, *, left_s: float) -> Fetched | Unfetched | _Redirect:
        deadline = Deadline(left_s)
        try:
            with self._response(url, asking, deadline) as response:
                return self._read(url, response, deadline)
        except BadBody as error:
            return _unfetched("bad-body", str(url), str(error), SAVE_IT, is_passing=False)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return _lost(str(url), error, deadline)
        finally:
            deadline.release()
            self._asked.pop(url.host, None)
            self._asked[url.host] = self.options.clock()
            if len(self._asked) > MAX_HOSTS:
                del self._asked[next(iter(self._asked))]

    @contextlib.contextmanager
    def _response(self, url: httpx.URL, asking: Asking, deadline: Deadline) -> Iterator[httpcore.Response]:
        if deadline.is_over():
            raise httpcore.ReadTimeout
        quiet = min(self.options.quiet_s, deadline.left_s)
        if self._tls is None and url.scheme == "https":
            self._tls = httpx.create_ssl_context()
        with (
            httpcore.ConnectionPool(
                ssl_context=self._tls,
                max_keepalive_connections=0,
                network_backend=CheckedBackend(deadline, private=self.options.private),
            ) as pool,
            pool.stream(
                "GET",
                str(url.copy_with(fragment=None)),
                headers=self._headers(asking),
                extensions={"timeout": {"connect": quiet, "read": quiet, "write": quiet, "pool": quiet}},
            ) as response,
        ):
            yield response

    def _headers(self, asking: Asking) -> list[tuple[bytes | str, bytes | str]]:
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": self.options.agent,
            "Accept": asking.accept,
            "Accept-Encoding": ", ".join(PACKINGS),
            "Connection": "close",
        }
        if asking.etag:
            headers["If-None-Match"] = asking.etag
        if asking.modified:
            headers["If-Modified-Since"] = asking.modified
        return list(headers.items())

    def _read(self, url: httpx.URL, response: httpcore.Response, deadline: Deadline) -> Fetched | Unfetched | _Redirect:
        now = dt.datetime.now(dt.UTC)
        said = _headers_of(response)
        if response.status in REDIRECTS and "location" in said:
            return _Redirect(to=_join(url, said["location"]), status=response.status)
        if response.status != 304 and not 200 <= response.status < 300:
            wait_s = read_retry_after(said.get("retry-after"), now=now)
            return _refused_by_server(str(url), response.status, wait_s)
        length = said.get("content-length", "")
        if length.isdigit() and int(length) > self.options.max_bytes:
            raise BadBody(f"it is larger than {self.options.max_bytes >> 20} MiB")
        chunks = response.iter_stream()
        parts = unpack(chunks, packing=said.get("content-encoding", ""), limit=self.options.max_bytes)
        content = b"" if response.status == 304 else b"".join(parts)
        if deadline.is_over():  # a connection that is shut in the middle can look like the end of the body
            raise httpcore.ReadTimeout
        media_type, encoding = _read_media_type(said.get("content-type"))
        return Fetched(
            address=str(url),
            content=content,
            media_type=media_type,
            encoding=encoding,
            at=now,
            etag=said.get("etag"),
            modified=said.get("last-modified"),
            is_unchanged=response.status == 304,
        )


def _headers_of(response: httpcore.Response) -> Mapping[str, str]:
    """By name in lower case; the first of each."""
    said: dict[str, str] = {}
    for name, value in response.headers:
        said.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return said


def _join(url: httpx.URL, location: str) -> str:
    try:
        # servers write UTF-8 into this header, which HTTP reads as Latin-1
        return str(url.join(location.encode("latin-1").decode("utf-8", "replace")))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"{url} leads to an address that cannot be read ('{location[:100]}').") from error


def _read_media_type(given: str | None) -> tuple[str | None, str | None]:
    if not given:
        return None, None
    first, *rest = given.split(";")
    for each in rest:
        name, _, value = each.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'"):
            return first.strip().lower() or None, value.strip(" \"'")[:40]
    return first.strip().lower() or None, None


def _refused_by_server(address: str, status: int, wait_s: float | None) -> Unfetched:
    cures = {
        401: "It asks for a login. " + SAVE_IT,
        402: "It asks for money. " + SAVE_IT,
        403: "It does not let programs in. " + SAVE_IT,
        404: "Check the address.",
        410: "It is gone for good: take it out.",
        429: "It was asked too often: wait, and ask less often.",
    }
    cure = cures.get(status, TRY_LATER if status >= 500 else SAVE_IT)
    why = f"the server answered {status}"
    lost = _unfetched(f"http-{status}", address, why, cure, is_passing=status in PASSING or status >= 500)
    return replace(lost, status=status, wait_s=wait_s)


def _refused_by_robots(url: httpx.URL, refusal: RobotsRefusal) -> Unfetched:
    if refusal.note is None:
        cure = TRY_LATER if refusal.is_passing else SAVE_IT
        return _unfetched("robots", str(url), refusal.why, cure, is_passing=refusal.is_passing)
    message = refusal.note.message.replace(refusal.note.where, str(url))
    is_passing = refusal.note.kind != "refused"
    return Unfetched(note=_note(refusal.note.kind, str(url), message), is_passing=is_passing)


def _lost(address: str, error: Exception, deadline: Deadline) -> Unfetched:
    cause = error.__cause__ or error.__context__
    if deadline.is_over():
        return _unfetched("too-slow", address, "it took too long", TRY_LATER, is_passing=True)
    if isinstance(error, httpcore.TimeoutException):
        return _unfetched("too-slow", address, "the server said nothing for too long", TRY_LATER, is_passing=True)
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = f"its certificate is not good ({cause.verify_message})"
        return _unfetched("bad-certificate", address, why, "Check that this is the right site.", is_passing=True)
    if isinstance(error, httpcore.ConnectError):
        why = f"the server cannot be reached ({str(error)[:100] or 'no answer'})"
        return _unfetched("unreachable", address, why, TRY_LATER, is_passing=True)
    why = f"the answer broke off or is no HTTP ({str(error)[:100] or 'connection lost'})"
    return _unfetched("broken-answer", address, why, TRY_LATER, is_passing=True)


def _unfetched(kind: str, address: str, why: str, cure: str, *, is_passing: bool) -> Unfetched:
    return Unfetched(note=_note(kind, address, f"{address} was not fetched: {why}. {cure}"), is_passing=is_passing)


def _note(kind: str, address: str, message: str) -> Note:
    return Note(kind=kind, message=message, where=address)
