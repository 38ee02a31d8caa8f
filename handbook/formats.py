"""The reference of export formats and of the kinds of input, from their tables."""

from handbook.markdown import code, write_table
from onrecord.plugins import DOORS
from onrecord.sources.kinds import KINDS, SCHEMES
from onrecord.views.exports.formats import FORMATS


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
    return (
        "# Formats\n\n## What is read\n\n`onrecord add` takes files, folders, globs, addresses and `-` for JSON lines on standard "
        f"input. A thing without a telling ending is known by how it begins.\n\n{inputs}\nAddresses: {schemes}; the network is off "
        "unless it is switched on ([watch feeds](../how-to/watch.md)).\n\n## What is written\n\n`onrecord export --to FORMAT` "
        f"([how to](../how-to/export.md)).\n\n{outputs}\n## What others add\n\nInstalled packages add inputs and formats by the "
        f"entry points {doors}; they are called by their name like the others.\n"
    )
