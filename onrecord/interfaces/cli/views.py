"""Verbs that show the account: stories, brief, figures, claims, timeline, who, show, diff."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import language
from onrecord.interfaces import moments, problems
from onrecord.interfaces.cli.common import (
    AsOfOption,
    CaseOption,
    JsonOption,
    OutputOption,
    PlainOption,
    StoryOption,
    open_case,
    read_casebook,
    read_moment,
    result_stream,
    say,
    write_json_lines,
)
from onrecord.records import wire
from onrecord.records.casebook import Casebook, find_story
from onrecord.views import brief as briefs
from onrecord.views import changes, disputes, phrases, stances, stories, voices
from onrecord.views import figures as numbers
from onrecord.views import show as cards
from onrecord.views import timeline as chronology

StoryArgument = Annotated[str | None, typer.Argument(metavar="[STORY]", help="Slug, name or id.", show_default=False)]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="TIME", help="Only changes after this moment.")]
MAX_NUMBERS = 8  # shown unless all are asked for
AboutOption = Annotated[str | None, typer.Option("--about", metavar="WORDS", help="Only where these words stand.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("stories")(list_stories)
    app.command("brief")(brief)
    app.command("figures")(figures)
    app.command("claims")(claims)
    app.command("timeline")(timeline)
    app.command("who")(who)
    app.command("show")(show)
    app.command("diff")(diff)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a result is wanted."""

    as_json: bool
    plain: bool
    output: str


def _write(
    form: _Form, answers: Iterable[Any], *, lines: Callable[[int], Iterable[str]], plain: Callable[[], Iterable[str]]
) -> None:
    """The answers in the form that was asked for."""
    with result_stream(form.output) as stream:
        if form.as_json:
            write_json_lines(stream, ({"type": _type(a), **wire.encode(a)} for a in answers))
        else:
            chosen = plain() if form.plain else lines(phrases.terminal_width())
            stream.writelines(f"{line}\n" for line in chosen)


def _type(answer: object) -> str:
    return type(answer).__name__.lower()


def _title(book: Casebook, story: str | None) -> str:
    found = find_story(book.account, story) if story else None
    only = book.account.stories[0] if len(book.account.stories) == 1 else None
    chosen = found or only
    return chosen.name if chosen else "All reports"


def _slug(book: Casebook, story: str | None) -> str | None:
    found = find_story(book.account, story) if story else None
    return found.slug if found else None


def _nothing(message: str) -> None:
    say(message)
    raise typer.Exit(problems.NOTHING)


def list_stories(
    case_folder: CaseOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """List the stories of the case, with three counts each: reports, origins, parties."""
    rows = stories.list_stories(read_casebook(case_folder, None, as_of))
    form = _Form(as_json=as_json, plain=plain, output=output)
    _write(
        form,
        rows,
        lines=lambda width: stories.stories_lines(rows, width=width),
        plain=lambda: stories.stories_plain(rows),
    )
    if not rows:
        _nothing("The case has no stories yet. Next: onrecord add reports/*.jsonl")


def brief(
    story_name: StoryArgument = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    since: SinceOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """The account in five parts, each line checked word for word against the reports it cites."""
    wanted, moment = story or story_name, read_moment(as_of)
    book = read_casebook(case_folder, wanted, as_of)
    if not book.reports:
        _nothing("No reports, so no brief. Next: onrecord add reports/*.jsonl")
    title, english = _title(book, wanted), language.load("en")
    made = briefs.make_brief(book, title=title, language=english, since=_since(since), as_of=moment)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        (made,),
        lines=lambda width: briefs.brief_lines(made, width=width, story=_slug(book, wanted)),
        plain=lambda: briefs.brief_plain(made),
    )


def _since(text: str | None) -> dt.datetime | None:
    """The start of a stretch of time: a day alone means its first moment."""
    return moments.read_moment(text, is_end=False)


def figures(
    story_name: StoryArgument = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    about: AboutOption = None,
    once: Annotated[bool, typer.Option("--all", help="All numbers, also those that one report gives.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """Numbers with their lives: value, bounds, scope, speaker, and how each stands to the one before."""
    book = read_casebook(case_folder, story or story_name, as_of)
    lives = numbers.list_figures(book, about=about, once=once)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        lives,
        lines=lambda width: numbers.figures_lines(lives, width=width, limit=None if once or about else MAX_NUMBERS),
        plain=lambda: numbers.figures_plain(lives),
    )
    if not lives:
        _nothing(
            "No number is given by several reports. See all: onrecord figures --all" if not once else "No figures."
        )


def claims(
    story_name: StoryArgument = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only claims that a party denies.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """Claims with three counts each and what every party says of them."""
    book = read_casebook(case_folder, story or story_name, as_of)
    rows = disputes.list_claims(book, disputed_only=disputed)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        rows,
        lines=lambda width: disputes.claims_lines(rows, width=width),
        plain=lambda: disputes.claims_plain(rows),
    )
    if not rows:
        _nothing("No such claims.")


def timeline(
    story_name: StoryArgument = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    by_saying: Annotated[bool, typer.Option("--said", help="Order by when it was said, not happened.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """The chronology, with two dates for everything: happened and said."""
    made = chronology.make_timeline(read_casebook(case_folder, story or story_name, as_of), by_saying=by_saying)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        made.entries,
        lines=lambda width: chronology.timeline_lines(made, width=width),
        plain=lambda: chronology.timeline_plain(made),
    )
    if not made.entries:
        _nothing("Nothing here has a date.")


def who(
    speaker: Annotated[str, typer.Argument(metavar="NAME", help="A speaker, or a part of the name.")],
    case_folder: CaseOption = None,
    story: StoryOption = None,
    about: AboutOption = None,
    moves: Annotated[bool, typer.Option("--moves", help="Only where the line moved, with both quotations.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """What one speaker has said, in order of time, and where the line moved."""
    form = _Form(as_json=as_json, plain=plain, output=output)
    if moves:
        book, english = read_casebook(case_folder, story, as_of), language.load("en")
        _show_moves(stances.list_stances(book, language=english, speaker=speaker, about=about), form)
        return
    found = voices.list_voices(read_casebook(case_folder, story, as_of), speaker=speaker, about=about)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        found,
        lines=lambda width: voices.voices_lines(found, width=width),
        plain=lambda: voices.voices_plain(found),
    )
    if not found:
        _nothing(f"{speaker} says nothing about that here.")


def _show_moves(topics: tuple[stances.Topic, ...], form: _Form) -> None:
    moved = tuple(t for t in topics if t.turns)
    lines = lambda width: stances.stances_lines(moved, width=width)  # noqa: E731
    _write(form, moved, lines=lines, plain=lambda: stances.stances_plain(moved))
    if not moved:
        _nothing("The line did not move on anything said more than once.")


def show(
    wanted: Annotated[list[str], typer.Argument(metavar="ID...", help="A label (s10), an id, or its beginning.")],
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """One thing with its exact words: a statement, claim, report, figure, event or name."""
    book = read_casebook(case_folder, story, as_of)
    found = [cards.show_record(book, each) for each in wanted]
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        found,
        lines=lambda width: (line for card in found for line in cards.card_lines(card, width=width)),
        plain=lambda: (line for card in found for line in cards.card_plain(card)),
    )


def diff(
    story_name: StoryArgument = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    since: SinceOption = None,
    unseen: Annotated[bool, typer.Option("--unseen", help="Since your last visit, which this is.")] = False,
    as_of: AsOfOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="10 where something changed, else 0.")] = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """What changed since a moment: new, revised, denied, edited at source.  Repeats are only counted."""
    wanted = story or story_name
    book = read_casebook(case_folder, wanted, as_of)
    moment = _visit(case_folder, wanted or "") if unseen else _since(since)
    found = changes.list_changes(book, since=moment)
    _write(
        _Form(as_json=as_json, plain=plain, output=output),
        found.changes,
        lines=lambda width: changes.changes_lines(found, width=width),
        plain=lambda: changes.changes_plain(found),
    )
    if exit_code and found.changes:
        raise typer.Exit(problems.CHANGED)


def _visit(case_folder: Path | None, story: str) -> dt.datetime | None:
    """The reader's last visit; this one takes its place."""
    with open_case(case_folder) as opened:
        last = opened.last_visit(story=story)
        opened.visit(story=story)
    return last
