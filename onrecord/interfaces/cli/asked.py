"""The options that most verbs take, defined once: which case and story, as of when, and in what form the result goes.

A verb names them by one parameter, `asked: Asked`; `takes_asked` spells them out for the command line.
"""

import contextlib
import datetime as dt
import inspect
import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from onrecord.case.folder import read_settings
from onrecord.case.kept import Found, Question, View, find_kept
from onrecord.interfaces.cli.common import (
    AsOfOption,
    CaseOption,
    JsonOption,
    OutputOption,
    PlainOption,
    StoryOption,
    find_case_folder,
    open_case,
    result_stream,
    write_json_lines,
)
from onrecord.records import wire
from onrecord.records.moments import read_moment
from onrecord.views import phrases

if TYPE_CHECKING:
    from onrecord.case import Case
    from onrecord.records.casebook import Casebook

NAME = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for beside what the verb itself takes."""

    case_folder: CaseOption = None
    story: StoryOption = None
    as_of: AsOfOption = None
    as_json: JsonOption = False
    plain: PlainOption = False
    output: OutputOption = "-"

    @contextlib.contextmanager
    def case(self) -> Iterator["Case"]:
        """The case, open.  Raises InputError when there is none here."""
        with open_case(self.case_folder) as opened:
            yield opened

    def moment(self, case: "Case") -> dt.datetime | None:
        """The instant of `--as-of`; a day alone is its last moment, and without a zone it is in the case's."""
        return case.moment(self.as_of, is_end=True)

    def casebook(self, *, story: str | None = None) -> "Casebook":
        """What a view is computed from; `story` is the one that an argument names, where no option does."""
        with self.case() as opened:
            return opened.casebook(story=self.story or story, as_of=self.moment(opened))

    def answer(self, view: View, *, story: str | None = None, **options: Any) -> Found:
        """What the view shows; where the case keeps that, it need not be opened.  Options left out are not given."""
        given = tuple(sorted((name, value) for name, value in options.items() if value))
        question = Question(view=view, story=self.story or story, options=given)
        folder = find_case_folder(self.case_folder)
        kept = find_kept(folder, question, as_of=self.as_of) if folder is not None else None
        if kept is not None:
            return kept
        with self.case() as opened:
            return opened.answer(question, as_of=self.moment(opened))

    def tell_empty(self) -> str | None:
        """That the case holds no report, or held none at the moment asked for; None: it does."""
        if self.casebook().reports:
            return None
        if self.as_of is None:
            return "The case holds no reports. Next: onrecord add reports/*.jsonl"
        return f"No report was known by {self.as_of}. Ask for a later time, or leave --as-of out."

    def start(self, since: str | None) -> dt.datetime | None:
        """The instant of `--since`; a day alone is its first moment.  The case is not opened: its settings tell."""
        folder = None if since is None else find_case_folder(self.case_folder)
        if folder is None:
            return None
        return read_moment(since, is_end=False, zone=zoneinfo.ZoneInfo(read_settings(folder, {})["story.timezone"]))

    def write(
        self,
        answers: Iterable[Any],
        *,
        lines: Callable[[int], Iterable[str]],
        plain: Callable[[], Iterable[str]],
        kind: str | None = None,
    ) -> None:
        """Write the answers in the form that was asked for: records, tabs, or `lines` of a width.

        `kind` is the type of the records (None: as their class is called).
        """
        with result_stream(self.output) as stream:
            if self.as_json:
                write_json_lines(stream, ({"type": kind or _type(a), **wire.encode(a)} for a in answers))
            else:
                chosen = plain() if self.plain else lines(phrases.terminal_width())
                stream.write("".join(f"{line}\n" for line in chosen))


def _type(answer: object) -> str:
    return type(answer).__name__.lower()


def takes_asked(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb with the fields of `Asked` as options in the place of its parameter `asked`."""
    hints = get_type_hints(Asked, include_extras=True)
    shared = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
        for f in fields(Asked)
    ]
    own = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for p in inspect.signature(verb, eval_str=True).parameters.values()
        if p.name != NAME
    ]

    def called(**given: Any) -> None:
        asked = Asked(**{p.name: given.pop(p.name) for p in shared})
        verb(**given, **{NAME: asked})

    called.__doc__, called.__name__ = verb.__doc__, verb.__name__
    called.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    called.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return called
