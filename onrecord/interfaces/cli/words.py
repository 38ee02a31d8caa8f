"""Words of the command line read as they stand.

typer reads every value by pydantic, which takes a fifth of a second to import: half of what `brief` may take.  Text
and paths, the most of what verbs are given, need none of it; whatever else is left to typer.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class Verb(TyperCommand):
    """A command whose text and paths are read here."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left; the values go to the context."""
        _read_here(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Root(TyperGroup):
    """The options before the verb, read likewise."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left; the values go to the context."""
        _read_here(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Verbs(typer.Typer):
    """An application all of whose commands are read so."""

    def command(self, name: str | None = None, **options: Any) -> Any:
        """What makes a command of a function."""
        return super().command(name, **{"cls": Verb, **options})


def _read_here(parameters: Iterable[Any]) -> None:
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param"):
            parameter._runtime_param = _Words(parameter)  # where typer keeps its own way to read the value


class _Words:
    """How one parameter is read."""

    def __init__(self, parameter: Any) -> None:
        self._typers = parameter.get_runtime_param  # makes typer's own way, and imports pydantic for it
        self._is_plain = parameter.type_descriptor.parameter_info.parser is None
        kind = parameter.type_descriptor.annotation
        self._is_list = kind in (list[str], list[Path])
        self._kind = (str if kind == list[str] else Path) if self._is_list else kind

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the verb takes it."""
        if value is None:
            return () if param.nargs == -1 or param.multiple else None
        each = list(value) if self._is_list and isinstance(value, (list, tuple)) else [value]
        read = [self._read(v) for v in each]
        if not self._is_plain or any(r is None for r in read):
            param._runtime_param = None
            return self._typers().coerce(value, param=param, ctx=ctx)
        return read if self._is_list else read[0]

    def _read(self, value: Any) -> Any:
        """The value; None where it is left to typer, which refuses paths that may not be read."""
        if type(value) is self._kind and self._kind in (str, bool, int, float):
            return value
        if self._kind is Path and isinstance(value, (str, Path)):
            path = Path(value)
            return path if os.access(path, os.R_OK) or not path.exists() else None
        return None
