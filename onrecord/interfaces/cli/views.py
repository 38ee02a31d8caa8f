"""Verbs that show the account."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
