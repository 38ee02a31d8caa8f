"""A web server of this machine that answers as each test says, well or badly, and writes down what it was asked."""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from onrecord.sources.web import Fetcher, FetchOptions

Handler = http.server.BaseHTTPRequestHandler


@dataclass(frozen=True)
class Answer:
    """What the server gives."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Route = Answer | Callable[[Handler], None]


@dataclass
class Server:
    """The server's address, what it answers by path, and what it was asked."""

    port: int = 0
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, body: str, **headers: str) -> str:
        """Serve this page, and give its address back."""
        self.routes[path] = Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})
        return self.url(path)

    def feed(self, path: str, body: str, *, etag: str | None = None, modified: str | None = None) -> str:
        """Serve this feed to whoever does not hold it already, and give its address back."""

        def give(handler: Handler) -> None:
            is_held = etag is not None and handler.headers.get("If-None-Match") == etag
            is_held = is_held or (modified is not None and handler.headers.get("If-Modified-Since") == modified)
            handler.send_response(304 if is_held else 200)
            for name, value in (("ETag", etag), ("Last-Modified", modified), ("Content-Type", "application/rss+xml")):
                if value is not None:
                    handler.send_header(name, value)
            handler.end_headers()
            if not is_held:
                handler.wfile.write(body.encode())

        self.routes[path] = give
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on a free port of this machine."""
    state = Server()

    class Answers(Handler):
        def do_GET(self) -> None:
            state.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            state.at_once += 1
            state.most_at_once = max(state.most_at_once, state.at_once)
            with contextlib.suppress(OSError):  # the other side may have had enough
                self._answer(state.routes.get(self.path.split("?")[0], Answer(status=404)))
            state.at_once -= 1

        def _answer(self, route: Route) -> None:
            if callable(route):
                route(self)
                return
            self.send_response(route.status)
            for name, value in route.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(route.body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    httpd.daemon_threads = True
    state.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    """One that may ask servers of this machine, and does not wait between two requests."""
    return Fetcher(FetchOptions(agent="onrecord/test", private=True, delay_s=0.0))
