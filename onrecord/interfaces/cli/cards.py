"""The verb that shows one thing with its exact words: show."""

from typing import Annotated

import typer

from onrecord.interfaces.cli.asked import Asked, takes_asked
from onrecord.views import show as cards
from onrecord.views.index import index_casebook
from onrecord.views.labels import story_in


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("show")(takes_asked(show))


def show(
    asked: Asked,
    wanted: Annotated[
        list[str], typer.Argument(metavar="ID...", help="A label (s10, s10@STORY), an id, or its beginning.")
    ],
) -> None:
    """One thing with its exact words: a statement, claim, report, figure, event or name."""
    named = {story_in(label) for label in wanted}
    story = named.pop() if len(named) == 1 else None  # where labels name it, no other is opened
    book = asked.casebook(story=story)
    index = index_casebook(book)  # once for all of them
    found = [cards.show_in(index, each) for each in wanted]
    asked.write(
        found,
        lines=lambda width: (line for card in found for line in cards.card_lines(card, width=width)),
        plain=lambda: (line for card in found for line in cards.card_plain(card)),
    )
