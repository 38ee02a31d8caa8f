"""How far along: a line on a terminal's standard error, nothing anywhere else."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def counting(label: str) -> Iterator[Callable[[int], None]]:
    """A function to tell how many are done; the line goes when the context ends."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda done: None
        return
    # Rich is only needed where there is someone to look.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    # Drawn anew as batches come, by no thread of its own: beside one, no process can be forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done: bar.update(task, completed=done, refresh=True)
