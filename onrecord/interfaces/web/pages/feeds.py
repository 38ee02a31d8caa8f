"""The changes of a story as feeds, for readers that ask again by themselves."""

from collections.abc import Callable, Iterator

from onrecord import __version__
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import story_of
from onrecord.views.exports.feeds import write_atom, write_jsonfeed
from onrecord.views.exports.order import Order, Tally, count_records

FEEDS: tuple[tuple[str, str, Callable[[Order], Iterator[str]]], ...] = (
    ("/t/{story}/feed.atom", "atom", write_atom),
    ("/t/{story}/feed.json", "jsonfeed", write_jsonfeed),
)


def write_feed(desk: Desk, form: str, write: Callable[[Order], Iterator[str]]) -> str:
    """The feed, its links leading to the server that was asked."""
    room, home = desk.part(), _home(desk)
    return room.keep(("feed", form, home), lambda: "".join(write(_order(desk, home))))


def _order(desk: Desk, home: str) -> Order:
    room = desk.part()
    return Order(
        book=room.book,
        index=room.index,
        title=story_of(room).name,
        language=desk.rooms.case.language,
        made_by=f"onrecord {__version__}",
        tally=Tally(store=count_records(room.book), redacted={}),
        as_of=desk.as_of,
        home=home,
    )


def _home(desk: Desk) -> str:
    scheme = "https" if desk.options.is_secure else "http"
    return f"{scheme}://{desk.request.headers['host']}{desk.options.base_path}"
