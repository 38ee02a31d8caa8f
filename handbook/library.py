"""The reference of the Python interface: what `import onrecord` gives, from names and docstrings."""

import inspect
import re
from collections.abc import Iterator

import onrecord

HEAD = """# The library

`import onrecord` gives these names and no others; importing it does no work. All is typed. How to use it:
[from a program](../how-to/program.md).
"""
HOME = re.compile(r"\b(?:onrecord|collections|pathlib|datetime|typing)\.(?:\w+\.)*(?=\w)")


def write_library() -> str:
    """The page."""
    return HEAD + "".join(_thing(name) for name in onrecord.__all__ if not name.startswith("__"))


def _thing(name: str) -> str:
    thing = getattr(onrecord, name)
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return f"\n## {name}\n\n{_told(thing)} See [errors](problems.md).\n"
    if inspect.isclass(thing):
        return f"\n## {name}\n\n{_told(thing)}\n" + "".join(_methods(thing))
    return f"\n## {name}\n\n{_signature(name, thing)}\n{_told(thing)}\n"


def _methods(kind: type) -> Iterator[str]:
    for name, method in vars(kind).items():
        if inspect.isfunction(method) and not name.startswith("_") and method.__doc__:
            yield f"\n### {kind.__name__}.{name}\n\n{_signature(name, method)}\n{_told(method)}\n"


def _signature(name: str, function: object) -> str:
    assert callable(function)
    given = (
        HOME.sub("", str(inspect.signature(function))).replace("'", "").replace("(self, ", "(").replace("(self)", "()")
    )
    return f"```py\n{name}{given}\n```\n"


def _told(thing: object) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (inspect.getdoc(thing) or "").split("\n\n"))
