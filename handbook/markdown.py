"""The little of Markdown that is needed: fenced blocks of a page, and tables to be written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FENCE = "```"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a page: a fenced block with its language, or the text between two."""

    language: str | None  # None: text between fences
    lines: tuple[str, ...]  # without the fences

    def write(self) -> Iterator[str]:
        """The block as lines of the page."""
        if self.language is None:
            yield from self.lines
        else:
            yield from (f"{FENCE}{self.language}", *self.lines, FENCE)


def read_blocks(text: str) -> Iterator[Block]:
    """The blocks of a page in their order; written again they give the page."""
    held: list[str] = []
    language: str | None = None
    for line in text.splitlines():
        if language is None and line.startswith(FENCE):
            yield Block(language=None, lines=tuple(held))
            held, language = [], line.removeprefix(FENCE)
        elif language is not None and line == FENCE:
            yield Block(language=language, lines=tuple(held))
            held, language = [], None
        else:
            held.append(line)
    yield Block(language=language, lines=tuple(held))


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(c) for c in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """The text as code."""
    return f"`{text}`" if text else ""
