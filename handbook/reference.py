"""Every page that is written from the code and its figures, with the function that writes it."""

from collections.abc import Callable, Mapping

from handbook.card import CARD, write_card
from handbook.commands import write_commands
from handbook.formats import write_formats
from handbook.library import write_library
from handbook.notes import write_notes
from handbook.problems import write_problems
from handbook.routes import write_routes
from handbook.settings import write_settings
from handbook.sizing import SIZING, write_sizing
from handbook.tools import write_tools
from handbook.wire import write_wire

REFERENCE: Mapping[str, Callable[[], str]] = {
    "docs/reference/commands.md": write_commands,
    "docs/reference/settings.md": write_settings,
    "docs/reference/routes.md": write_routes,
    "docs/reference/tools.md": write_tools,
    "docs/reference/wire.md": write_wire,
    "docs/reference/problems.md": write_problems,
    "docs/reference/notes.md": write_notes,
    "docs/reference/formats.md": write_formats,
    "docs/reference/library.md": write_library,
    CARD: write_card,
    SIZING: write_sizing,
}
