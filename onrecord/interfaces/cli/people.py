"""The verb that shows what one speaker has said: who."""

from typing import Annotated

import typer

from onrecord import language
from onrecord.interfaces.cli.asked import Asked, takes_asked
from onrecord.interfaces.cli.common import AboutOption, given_words, show_nothing
from onrecord.views import stances, voices


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("who")(takes_asked(who))


def who(
    asked: Asked,
    speaker: Annotated[str, typer.Argument(metavar="NAME", help="A speaker, or a part of the name.")],
    about: AboutOption = None,
    moves: Annotated[bool, typer.Option("--moves", help="Only where the line moved, with both quotations.")] = False,
) -> None:
    """What one speaker has said, in order of time, and where the line moved."""
    given_words([speaker], "name")
    book = asked.casebook()
    if moves:
        _show_moves(stances.list_stances(book, language=language.load("en"), speaker=speaker, about=about), asked)
        return
    found = voices.list_voices(book, speaker=speaker, about=about)
    asked.write(
        found,
        lines=lambda width: voices.voices_lines(found, width=width),
        plain=lambda: voices.voices_plain(found),
    )
    if not found:
        show_nothing(f"{speaker} says nothing about that here.")


def _show_moves(topics: tuple[stances.Topic, ...], asked: Asked) -> None:
    moved = tuple(t for t in topics if t.turns)
    asked.write(
        moved,
        lines=lambda width: stances.stances_lines(moved, width=width),
        plain=lambda: stances.stances_plain(moved),
    )
    if not moved:
        show_nothing("The line did not move on anything said more than once.")
