"""The reference of export formats and of the kinds of input, from their tables."""

from handbook.markdown import code, write_table
from onrecord.plugins import DOORS
from onrecord.sources.kinds import KINDS, SCHEMES
from onrecord.views.exports.formats import FORMATS

PAGE = """# Formats

## What is read

`onrecord add` takes files, folders, globs, addresses and `-` for JSON lines on standard input. A thing without a
telling ending is known by how it begins.

{inputs}
Addresses: {schemes}; the network is off unless it is switched on ([watch feeds](../how-to/watch.md)).

## What is written

`onrecord export --to FORMAT` ([how to](../how-to/export.md)).

{outputs}
## What others add

Installed packages add inputs and formats by the entry points {doors}; they are called by their name like the others
([how](../how-to/program.md#new-kinds-of-input-and-output)).
"""


def write_formats() -> str:
    """The page."""
    inputs = write_table(("kind", "endings"), ((k.name, ", ".join(code(e) for e in k.endings)) for k in KINDS))
    outputs = write_table(
        ("`--to`", "ending", "media type", "what it is for", "must hold every"),
        (
            (
                code(f.name),
                code(f.suffix) or ("a folder or `.zip`" if f.is_folder else ""),
                code(f.media_type),
                f.help,
                ", ".join(f.whole),
            )
            for f in FORMATS.values()
        ),
    )
    doors = ", ".join(code(door) for door in DOORS.values())
    schemes = ", ".join(code(s.prefix) for s in SCHEMES)
    return PAGE.format(inputs=inputs, outputs=outputs, schemes=schemes, doors=doors)
