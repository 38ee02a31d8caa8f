"""Verbs that show the account: stories, brief, figures, claims, timeline, diff."""

import datetime as dt
from typing import Annotated

import typer

from onrecord.case.kept import View
from onrecord.errors import StoreError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.asked import Asked, takes_asked
from onrecord.interfaces.cli.common import AboutOption, given_time, say, show_nothing
from onrecord.views import brief as briefs
from onrecord.views import changes, disputes, packing, stories
from onrecord.views import figures as numbers
from onrecord.views import timeline as chronology

StoryArgument = Annotated[str | None, typer.Argument(metavar="[STORY]", help="Slug, name or id.", show_default=False)]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="TIME", callback=given_time, help="Only changes after it: 2031-03-04 or 2031-03-04T06:00Z."
    ),
]
MAX_NUMBERS = 8  # shown unless all are asked for


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("stories")(takes_asked(list_stories))
    app.command("brief")(takes_asked(brief))
    app.command("figures")(takes_asked(figures))
    app.command("claims")(takes_asked(claims))
    app.command("timeline")(takes_asked(timeline))
    app.command("diff")(takes_asked(diff))


def list_stories(asked: Asked) -> None:
    """List the stories of the case, with three counts each: reports, origins, parties."""
    rows = asked.answer(View.STORIES).answers
    asked.write(
        rows,
        lines=lambda width: stories.stories_lines(rows, width=width),
        plain=lambda: stories.stories_plain(rows),
    )
    if not rows:
        show_nothing(asked.tell_empty() or "The case has no stories yet. Next: onrecord add reports/*.jsonl")


def brief(asked: Asked, story_name: StoryArgument = None, since: SinceOption = None) -> None:
    """The account in five parts, each line checked word for word against the reports it cites."""
    found = asked.answer(View.BRIEF, story=story_name, since=asked.start(since))
    (made,) = found.answers
    if not made.reports:
        show_nothing(asked.tell_empty() or "The story has no reports.")
    asked.write(
        (made,),
        lines=lambda width: briefs.brief_lines(made, width=width, story=found.slug),
        plain=lambda: briefs.brief_plain(made),
    )


def figures(
    asked: Asked,
    story_name: StoryArgument = None,
    about: AboutOption = None,
    once: Annotated[bool, typer.Option("--all", help="All numbers, also those that one report gives.")] = False,
) -> None:
    """Numbers with their lives: value, bounds, scope, speaker, and how each stands to the one before."""
    lives = asked.answer(View.FIGURES, story=story_name, about=about, once=once or about is not None).answers
    asked.write(
        lives,
        lines=lambda width: numbers.figures_lines(lives, width=width, limit=None if once or about else MAX_NUMBERS),
        plain=lambda: numbers.figures_plain(lives),
    )
    if not lives:
        show_nothing(asked.tell_empty() or _no_figures(about, once=once))


def _no_figures(about: str | None, *, once: bool) -> str:
    if about is not None:
        return f"Nothing called '{about}' is counted. See what is: onrecord figures --all"
    return "No figures." if once else "No number is given by several reports. See all: onrecord figures --all"


def claims(
    asked: Asked,
    story_name: StoryArgument = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only claims that a party denies.")] = False,
) -> None:
    """Claims with three counts each and what every party says of them."""
    rows = asked.answer(View.CLAIMS, story=story_name, disputed_only=disputed).answers
    asked.write(
        rows,
        lines=lambda width: disputes.claims_lines(rows, width=width),
        plain=lambda: disputes.claims_plain(rows),
    )
    if not rows:
        show_nothing(asked.tell_empty() or "No such claims.")


def timeline(
    asked: Asked,
    story_name: StoryArgument = None,
    by_saying: Annotated[bool, typer.Option("--said", help="Order by when it was said, not happened.")] = False,
) -> None:
    """The chronology, with two dates for everything: happened and said."""
    (made,) = asked.answer(View.TIMELINE, story=story_name, by_saying=by_saying).answers
    asked.write(
        made.entries,
        lines=lambda width: chronology.timeline_lines(made, width=width),
        plain=lambda: chronology.timeline_plain(made),
    )
    if not made.entries:
        show_nothing(asked.tell_empty() or "Nothing here has a date.")


def diff(
    asked: Asked,
    story_name: StoryArgument = None,
    since: SinceOption = None,
    unseen: Annotated[bool, typer.Option("--unseen", help="Since your last visit, which this is.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="10 where something changed, else 0.")] = False,
) -> None:
    """What changed: new, revised, updated, denied, edited at source, withdrawn.  Repeats are only counted."""
    found = asked.answer(View.CHANGES, story=story_name)
    (history,) = found.answers
    moment = _visit(asked, asked.story or story_name or "") if unseen else asked.start(since)
    told = packing.tell_history(history, since=moment)
    asked.write(
        (change for history in found.answers for change in packing.spell_out(history, since=moment).changes),
        lines=lambda width: changes.changes_lines(told, width=width),
        plain=lambda: changes.changes_plain(packing.spell_out(history, since=moment)),
    )
    if exit_code and told.changes:
        raise typer.Exit(problems.CHANGED)


def _visit(asked: Asked, story: str) -> dt.datetime | None:
    """The reader's last visit; this one takes its place, where it can be written down."""
    with asked.case() as opened:
        last = opened.last_visit(story=story)
        try:
            opened.visit(story=story)
        except StoreError as error:  # what changed can be shown all the same, and again next time
            say(f"This visit is not remembered. {problems.sentence(error)}")
    return last
