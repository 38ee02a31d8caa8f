"""Who has spoken so far in a report: what pronouns and descriptions go back to."""

from dataclasses import dataclass, field, replace

from onrecord.records.finding import Source
from onrecord.records.span import Span


@dataclass(slots=True, kw_only=True)
class Memory:
    """Speakers of one report so far; lives only while its statements are read in text order."""

    said: list[tuple[int, Source]] = field(default_factory=list)  # start of the source's words, the source
    genders: dict[str, str] = field(default_factory=dict)  # name -> "he" or "she"
    pronouns: dict[int, Source | None] = field(default_factory=dict)  # start of a "he" or "she" -> whom it means
    papers: dict[int, Source] = field(default_factory=dict)  # head word of a paper -> who issued it

    def add(self, start: int, source: Source) -> None:
        """Remember that `source` spoke at `start`."""
        if source.name is not None:
            self.said.append((start, source))


def respan(source: Source, span: Span) -> Source:
    """The same source, named by other words."""
    return replace(source, span=span)
