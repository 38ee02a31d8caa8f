"""Lists of feeds as OPML, which every feed reader writes."""

from dataclasses import dataclass
from xml.parsers import expat

from onrecord.errors import InputError

MAX_BYTES = 8 << 20
MAX_FEEDS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed that a list names."""

    address: str
    title: str | None


def read_opml(content: bytes, *, where: str) -> tuple[Listed, ...]:
    """The feeds of the list, each address once, in its order.

    Raises InputError for what is no well-formed OPML, and for one that declares entities: no list of feeds needs them,
    and they can make a kilobyte a gigabyte.
    """
    found: dict[str, Listed] = {}
    roots: list[str] = []

    def open_element(name: str, given: dict[str, str]) -> None:
        roots.append(name)
        by_name = {key.lower(): value.strip() for key, value in given.items()}
        address = by_name.get("xmlurl")
        if name.lower() == "outline" and address and len(found) < MAX_FEEDS:
            title = by_name.get("title") or by_name.get("text") or None
            found.setdefault(address, Listed(address=address, title=title))
        del roots[1:]

    def refuse_entity(*_: object) -> None:
        raise _no_opml(where, "it declares entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = open_element
    parser.EntityDeclHandler = refuse_entity
    if len(content) > MAX_BYTES:
        raise _no_opml(where, f"it is larger than {MAX_BYTES >> 20} MiB")
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise _no_opml(where, f"it is not well formed: {error}") from error
    if not roots or roots[0].lower() != "opml":
        raise _no_opml(where, "its root is not <opml>")
    return tuple(found.values())


def _no_opml(where: str, why: str) -> InputError:
    return InputError(
        f"{where} was not read as a list of feeds: {why}.",
        where=where,
        help="Export the list from your feed reader again, as OPML.",
    )
